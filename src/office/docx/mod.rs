//! A paper as a document for a word processor: A4, Times New Roman, margins and sizes of Nghị định 30/2020/NĐ-CP
//! (phụ lục I). Written part by part as the format has it: the crates at hand cannot repeat a table's headings
//! on every page, and bring a second zip.

use std::fmt::Write as _;
use std::io::{Cursor, Write as _};

use zip::CompressionMethod;
use zip::write::SimpleFileOptions;

use super::OfficeError;
use super::document::{
    Align, Block, Cell, Column, Document, Line, Look, Part, Row, Section, Table, printable,
};

/// The size of the body, in points.
const BODY: u8 = 13;
/// The sizes of a table's text: the largest that lets its columns stand side by side.
const TABLE_SIZES: [u8; 4] = [12, 11, 10, 9];
/// Twentieths of a point: the short and the long side of the page.
const SHORT: u32 = 11_906;
const LONG: u32 = 16_838;
/// Left 30 mm, right 15 mm, top and bottom 20 mm.
const LEFT: u32 = 1_701;
const RIGHT: u32 = 851;
const UPPER: u32 = 1_134;
/// The room that a letter takes for each point of its size, in twentieths of a point; with it the room that a
/// cell keeps free at its sides.
const LETTER: f64 = 9.4;
const SIDES: u32 = 140;

/// From so many empty cells on, a row is meant to be written in.
const BY_HAND: usize = 3;

const NAMESPACES: &str = "xmlns:w=\"http://schemas.openxmlformats.org/wordprocessingml/2006/main\" \
    xmlns:r=\"http://schemas.openxmlformats.org/officeDocument/2006/relationships\"";
const DECLARATION: &str = "<?xml version=\"1.0\" encoding=\"UTF-8\" standalone=\"yes\"?>\n";
const OFFICE: &str = "http://schemas.openxmlformats.org/officeDocument/2006/relationships";
const WORD: &str = "application/vnd.openxmlformats-officedocument.wordprocessingml";

/// Writes a paper as a docx document.
///
/// # Errors
/// If it is larger than the format may be.
pub fn docx(document: &Document) -> Result<Vec<u8>, OfficeError> {
    let mut parts: Vec<(String, String)> = vec![
        ("[Content_Types].xml".to_owned(), content_types(document)),
        ("_rels/.rels".to_owned(), package()),
        ("docProps/core.xml".to_owned(), properties(document)),
        ("word/document.xml".to_owned(), body(document)),
        (
            "word/_rels/document.xml.rels".to_owned(),
            relations(document),
        ),
        ("word/styles.xml".to_owned(), styles()),
    ];
    for (at, section) in document.sections.iter().enumerate() {
        parts.push((format!("word/footer{at}.xml"), footer(document, section)));
    }
    parts.push(("word/header1.xml".to_owned(), header(document, true)));
    parts.push(("word/header2.xml".to_owned(), header(document, false)));
    let mut zip = zip::ZipWriter::new(Cursor::new(Vec::new()));
    let options = SimpleFileOptions::default().compression_method(CompressionMethod::Deflated);
    for (name, text) in parts {
        zip.start_file(name, options)?;
        zip.write_all(text.as_bytes())
            .map_err(zip::result::ZipError::Io)?;
    }
    Ok(zip.finish()?.into_inner())
}

fn content_types(document: &Document) -> String {
    let part =
        |name: &str, kind: &str| format!("<Override PartName=\"/{name}\" ContentType=\"{kind}\"/>");
    let footers: String = (0..document.sections.len())
        .map(|at| {
            part(
                &format!("word/footer{at}.xml"),
                &format!("{WORD}.footer+xml"),
            )
        })
        .collect();
    let core = "application/vnd.openxmlformats-package.core-properties+xml";
    [
        DECLARATION,
        "<Types xmlns=\"http://schemas.openxmlformats.org/package/2006/content-types\">",
        "<Default Extension=\"rels\" ContentType=\"application/vnd.openxmlformats-package.relationships+xml\"/>",
        "<Default Extension=\"xml\" ContentType=\"application/xml\"/>",
        &part("word/document.xml", &format!("{WORD}.document.main+xml")),
        &part("word/styles.xml", &format!("{WORD}.styles+xml")),
        &part("word/header1.xml", &format!("{WORD}.header+xml")),
        &part("word/header2.xml", &format!("{WORD}.header+xml")),
        &footers,
        &part("docProps/core.xml", core),
        "</Types>",
    ]
    .concat()
}

fn package() -> String {
    let core =
        "http://schemas.openxmlformats.org/package/2006/relationships/metadata/core-properties";
    format!(
        "{DECLARATION}<Relationships xmlns=\"http://schemas.openxmlformats.org/package/2006/relationships\">\
         <Relationship Id=\"r1\" Type=\"{OFFICE}/officeDocument\" Target=\"word/document.xml\"/>\
         <Relationship Id=\"r2\" Type=\"{core}\" Target=\"docProps/core.xml\"/></Relationships>"
    )
}

fn properties(document: &Document) -> String {
    format!(
        "{DECLARATION}<cp:coreProperties \
         xmlns:cp=\"http://schemas.openxmlformats.org/package/2006/metadata/core-properties\" \
         xmlns:dc=\"http://purl.org/dc/elements/1.1/\" xmlns:dcterms=\"http://purl.org/dc/terms/\" \
         xmlns:xsi=\"http://www.w3.org/2001/XMLSchema-instance\"><dc:title>{}</dc:title>\
         <dcterms:created xsi:type=\"dcterms:W3CDTF\">{}T00:00:00Z</dcterms:created></cp:coreProperties>",
        escape(&document.title),
        document.made
    )
}

fn relations(document: &Document) -> String {
    let mut text = format!(
        "{DECLARATION}<Relationships xmlns=\"http://schemas.openxmlformats.org/package/2006/relationships\">\
         <Relationship Id=\"s1\" Type=\"{OFFICE}/styles\" Target=\"styles.xml\"/>\
         <Relationship Id=\"h1\" Type=\"{OFFICE}/header\" Target=\"header1.xml\"/>\
         <Relationship Id=\"h2\" Type=\"{OFFICE}/header\" Target=\"header2.xml\"/>"
    );
    for at in 0..document.sections.len() {
        let _ = write!(
            text,
            "<Relationship Id=\"f{at}\" Type=\"{OFFICE}/footer\" Target=\"footer{at}.xml\"/>"
        );
    }
    text + "</Relationships>"
}

fn styles() -> String {
    let font = "Times New Roman";
    format!(
        "{DECLARATION}<w:styles {NAMESPACES}><w:docDefaults><w:rPrDefault><w:rPr>\
         <w:rFonts w:ascii=\"{font}\" w:hAnsi=\"{font}\" w:cs=\"{font}\" w:eastAsia=\"{font}\"/>\
         <w:sz w:val=\"{size}\"/><w:szCs w:val=\"{size}\"/><w:lang w:val=\"vi-VN\"/>\
         </w:rPr></w:rPrDefault></w:docDefaults>\
         <w:style w:type=\"paragraph\" w:default=\"1\" w:styleId=\"Normal\"><w:name w:val=\"Normal\"/></w:style>\
         </w:styles>",
        size = u32::from(BODY) * 2
    )
}

/// What stands above the text: that it is a sample; in an official document the page's number, from the
/// second page on.
fn header(document: &Document, first: bool) -> String {
    let mut text = format!("{DECLARATION}<w:hdr {NAMESPACES}>");
    let centre = Look {
        align: Align::Centre,
        bold: true,
        size: BODY,
        ..Look::default()
    };
    let number = document.official && !first;
    if number {
        text += &paragraph_of(
            centre,
            0,
            &field(
                "PAGE",
                Look {
                    bold: false,
                    ..centre
                },
                BODY,
            ),
        );
    }
    match &document.mark {
        Some(mark) => text += &paragraph_of(centre, 0, &run(mark, centre, BODY)),
        None if !number => text += &paragraph_of(centre, 0, ""),
        None => {}
    }
    text + "</w:hdr>"
}

/// What stands below the text: which copy it is and when it was printed; the page's number.
fn footer(document: &Document, section: &Section) -> String {
    let look = Look {
        italic: true,
        ..Look::default()
    };
    let size = 10;
    let mut runs = run(&section.footer, look, size);
    if !document.official {
        runs += "<w:r><w:tab/></w:r>";
        runs += &run(&format!("{} ", document.page_word), look, size);
        runs += &field("PAGE", look, size);
        if document.sections.len() == 1 {
            runs += &run("/", look, size);
            runs += &field("NUMPAGES", look, size);
        }
    }
    let room = Page::of(section).room();
    format!(
        "{DECLARATION}<w:ftr {NAMESPACES}><w:p><w:pPr><w:tabs><w:tab w:val=\"right\" w:pos=\"{room}\"/></w:tabs></w:pPr>{runs}</w:p></w:ftr>"
    )
}

fn field(name: &str, look: Look, size: u8) -> String {
    format!(
        "<w:fldSimple w:instr=\" {name} \">{}</w:fldSimple>",
        run("1", look, size)
    )
}

/// The page of a section, in twentieths of a point.
struct Page {
    wide: u32,
    high: u32,
    left: u32,
    right: u32,
}

impl Page {
    fn of(section: &Section) -> Page {
        match section.landscape {
            true => Page {
                wide: LONG,
                high: SHORT,
                left: UPPER,
                right: UPPER,
            },
            false => Page {
                wide: SHORT,
                high: LONG,
                left: LEFT,
                right: RIGHT,
            },
        }
    }

    fn room(&self) -> u32 {
        self.wide - self.left - self.right
    }
}

fn body(document: &Document) -> String {
    let mut text = format!("{DECLARATION}<w:document {NAMESPACES}><w:body>");
    let last = document.sections.len().saturating_sub(1);
    for (at, section) in document.sections.iter().enumerate() {
        let page = Page::of(section);
        let mut after_table = false;
        for part in &section.parts {
            let table = matches!(part, Part::Table(_) | Part::Blocks(_));
            if table && after_table {
                // Two tables without anything between them would become one.
                text += &gap();
            }
            match part {
                Part::Line(line) => text += &paragraph(line, BODY, 6),
                Part::Blocks(blocks) => text += &side_by_side(blocks, &page),
                Part::Table(one) => text += &table_of(one, &page),
            }
            if matches!(part, Part::Table(_)) {
                text += &gap();
            }
            after_table = matches!(part, Part::Blocks(_));
        }
        let properties = section_properties(at, section, document);
        match at == last {
            true => {
                if after_table || section.parts.is_empty() {
                    text += &gap();
                }
                text += &properties;
            }
            false => {
                let _ = write!(
                    text,
                    "<w:p><w:pPr><w:spacing w:before=\"0\" w:after=\"0\" w:line=\"20\" w:lineRule=\"exact\"/>{properties}</w:pPr></w:p>"
                );
            }
        }
    }
    text + "</w:body></w:document>"
}

fn section_properties(at: usize, section: &Section, document: &Document) -> String {
    let page = Page::of(section);
    let turned = match section.landscape {
        true => " w:orient=\"landscape\"",
        false => "",
    };
    let start = match document.sections.len() {
        1 => "",
        // Each household's paper counts its own pages.
        _ => "<w:pgNumType w:start=\"1\"/>",
    };
    format!(
        "<w:sectPr><w:headerReference w:type=\"first\" r:id=\"h1\"/><w:headerReference w:type=\"default\" r:id=\"h2\"/>\
         <w:footerReference w:type=\"first\" r:id=\"f{at}\"/><w:footerReference w:type=\"default\" r:id=\"f{at}\"/>\
         <w:type w:val=\"nextPage\"/><w:pgSz w:w=\"{}\" w:h=\"{}\"{turned}/>\
         <w:pgMar w:top=\"{UPPER}\" w:bottom=\"{UPPER}\" w:left=\"{}\" w:right=\"{}\" w:header=\"567\" w:footer=\"567\" w:gutter=\"0\"/>\
         {start}<w:titlePg/></w:sectPr>",
        page.wide, page.high, page.left, page.right
    )
}

/// A line as low as can be.
fn gap() -> String {
    "<w:p><w:pPr><w:spacing w:before=\"0\" w:after=\"0\" w:line=\"120\" w:lineRule=\"exact\"/></w:pPr></w:p>".to_owned()
}

fn paragraph(line: &Line, size: u8, after: u32) -> String {
    paragraph_of(line.look, after, &run(&line.text, line.look, size))
}

fn paragraph_of(look: Look, after: u32, runs: &str) -> String {
    let align = match look.align {
        Align::Left => "left",
        Align::Centre => "center",
        Align::Right => "right",
        Align::Even => "both",
    };
    let mut text = "<w:p><w:pPr>".to_owned();
    if look.with_next {
        text += "<w:keepNext/>";
    }
    let _ = write!(
        text,
        "<w:spacing w:before=\"0\" w:after=\"{}\"/>",
        after * 20
    );
    if look.indented {
        text += "<w:ind w:firstLine=\"720\"/>";
    }
    let _ = write!(text, "<w:jc w:val=\"{align}\"/></w:pPr>{runs}</w:p>");
    text
}

/// Text in one look, its line breaks kept.
fn run(text: &str, look: Look, size: u8) -> String {
    let size = match look.size {
        0 => size,
        own => own,
    };
    let mut run = "<w:r><w:rPr>".to_owned();
    if look.bold {
        run += "<w:b/>";
    }
    if look.italic {
        run += "<w:i/>";
    }
    if look.underlined {
        run += "<w:u w:val=\"single\"/>";
    }
    let half = u32::from(size) * 2;
    let _ = write!(
        run,
        "<w:sz w:val=\"{half}\"/><w:szCs w:val=\"{half}\"/></w:rPr>"
    );
    for (at, line) in text.lines().enumerate() {
        if at > 0 {
            run += "<w:br/>";
        }
        let _ = write!(run, "<w:t xml:space=\"preserve\">{}</w:t>", escape(line));
    }
    run + "</w:r>"
}

/// Blocks side by side, without lines, kept on one page.
fn side_by_side(blocks: &[Block], page: &Page) -> String {
    let whole: u32 = blocks.iter().map(|block| u32::from(block.share)).sum();
    let width = |block: &Block| page.room() * u32::from(block.share) / whole.max(1);
    let mut text = format!(
        "<w:tbl><w:tblPr><w:tblW w:w=\"{}\" w:type=\"dxa\"/><w:tblLayout w:type=\"fixed\"/>\
         <w:tblCellMar><w:left w:w=\"0\" w:type=\"dxa\"/><w:right w:w=\"0\" w:type=\"dxa\"/></w:tblCellMar></w:tblPr><w:tblGrid>",
        page.room()
    );
    for block in blocks {
        let _ = write!(text, "<w:gridCol w:w=\"{}\"/>", width(block));
    }
    text += "</w:tblGrid><w:tr><w:trPr><w:cantSplit/></w:trPr>";
    for block in blocks {
        let _ = write!(
            text,
            "<w:tc><w:tcPr><w:tcW w:w=\"{}\" w:type=\"dxa\"/></w:tcPr>",
            width(block)
        );
        for line in &block.lines {
            text += &paragraph(line, BODY, 0);
        }
        if block.lines.is_empty() {
            text += &gap();
        }
        text += "</w:tc>";
    }
    text + "</w:tr></w:tbl>"
}

/// A table being written: how wide its columns are and how large its text.
struct Setting {
    widths: Vec<u32>,
    size: u8,
}

impl Setting {
    fn of(table: &Table, page: &Page) -> Setting {
        let letters = table.widths();
        let room = page.room();
        let sides = SIDES * u32::try_from(letters.len()).unwrap_or(0);
        let all: u32 = letters.iter().map(|width| u32::from(*width)).sum();
        let needs = |size: u8| f64::from(all) * LETTER * f64::from(size) + f64::from(sides);
        let fits = TABLE_SIZES
            .into_iter()
            .find(|size| needs(*size) <= f64::from(room));
        let size = fits.unwrap_or(TABLE_SIZES[TABLE_SIZES.len() - 1]);
        let free = room.saturating_sub(sides);
        let own = |width: &u16| SIDES + free * u32::from(*width) / all.max(1);
        Setting {
            widths: letters.iter().map(own).collect(),
            size,
        }
    }

    /// The opening of a cell that covers columns.
    fn cell(&self, column: usize, across: usize, more: &str) -> String {
        let width: u32 = self.widths.iter().skip(column).take(across).sum();
        let span = match across {
            0 | 1 => String::new(),
            _ => format!("<w:gridSpan w:val=\"{across}\"/>"),
        };
        format!(
            "<w:tc><w:tcPr><w:tcW w:w=\"{width}\" w:type=\"dxa\"/>{span}{more}<w:vAlign w:val=\"center\"/></w:tcPr>"
        )
    }
}

fn table_of(table: &Table, page: &Page) -> String {
    if table.columns.is_empty() {
        return String::new();
    }
    let setting = Setting::of(table, page);
    let mut text = format!(
        "<w:tbl><w:tblPr><w:tblW w:w=\"{}\" w:type=\"dxa\"/><w:tblBorders>",
        setting.widths.iter().sum::<u32>()
    );
    for side in ["top", "left", "bottom", "right", "insideH", "insideV"] {
        let _ = write!(
            text,
            "<w:{side} w:val=\"single\" w:sz=\"4\" w:space=\"0\" w:color=\"auto\"/>"
        );
    }
    text += "</w:tblBorders><w:tblLayout w:type=\"fixed\"/><w:tblCellMar><w:left w:w=\"60\" w:type=\"dxa\"/>\
             <w:right w:w=\"60\" w:type=\"dxa\"/></w:tblCellMar></w:tblPr><w:tblGrid>";
    for width in &setting.widths {
        let _ = write!(text, "<w:gridCol w:w=\"{width}\"/>");
    }
    text += "</w:tblGrid>";
    text += &headings(table, &setting);
    for row in &table.rows {
        // What is written by hand needs room.
        let high = match row {
            Row::Cells(cells) => table.columns.len().saturating_sub(filled(cells)) >= BY_HAND,
            Row::Strong(_) | Row::Across(_) => false,
        };
        text += match high {
            true => {
                "<w:tr><w:trPr><w:cantSplit/><w:trHeight w:val=\"400\" w:hRule=\"atLeast\"/></w:trPr>"
            }
            false => "<w:tr><w:trPr><w:cantSplit/></w:trPr>",
        };
        match row {
            Row::Across(words) => {
                let line = Line {
                    text: printable(words),
                    look: Look {
                        bold: true,
                        ..Look::default()
                    },
                };
                text += &setting.cell(0, table.columns.len(), "");
                text += &paragraph(&line, setting.size, 0);
                text += "</w:tc>";
            }
            Row::Cells(cells) => text += &cells_of(table, cells, &setting, false),
            Row::Strong(cells) => text += &cells_of(table, cells, &setting, true),
        }
        text += "</w:tr>";
    }
    text + "</w:tbl>"
}

/// How many cells hold something.
fn filled(cells: &[Cell]) -> usize {
    cells.iter().filter(|cell| **cell != Cell::Empty).count()
}

/// The rows of headings, repeated at the top of every page.
fn headings(table: &Table, setting: &Setting) -> String {
    const HEAD: &str = "<w:tr><w:trPr><w:cantSplit/><w:tblHeader/></w:trPr>";
    let heads = table.headings();
    let look = |bold: bool| Look {
        bold,
        italic: !bold,
        align: Align::Centre,
        ..Look::default()
    };
    let mut text = String::new();
    for row in 0..table.depth() {
        text += HEAD;
        let mut column = 0;
        while column < table.columns.len() {
            let covers = |head: &&super::document::Heading| {
                (head.row..head.row + head.down).contains(&row)
                    && (head.column..head.column + head.across).contains(&column)
            };
            let Some(head) = heads.iter().find(covers) else {
                text += &setting.cell(column, 1, "");
                text += &gap();
                text += "</w:tc>";
                column += 1;
                continue;
            };
            let merge = match (head.down > 1, head.row == row) {
                (false, _) => "",
                (true, true) => "<w:vMerge w:val=\"restart\"/>",
                (true, false) => "<w:vMerge/>",
            };
            text += &setting.cell(head.column, head.across, merge);
            text += &match head.row == row {
                true => {
                    let line = Line {
                        text: printable(&head.text),
                        look: look(true),
                    };
                    paragraph(&line, setting.size, 0)
                }
                false => gap(),
            };
            text += "</w:tc>";
            column = head.column + head.across;
        }
        text += "</w:tr>";
    }
    if table.numbered() {
        text += HEAD;
        for (at, column) in table.columns.iter().enumerate() {
            let line = Line {
                text: printable(column.number.as_deref().unwrap_or_default()),
                look: look(false),
            };
            text += &setting.cell(at, 1, "");
            text += &paragraph(&line, setting.size.saturating_sub(1), 0);
            text += "</w:tc>";
        }
        text += "</w:tr>";
    }
    text
}

fn cells_of(table: &Table, cells: &[Cell], setting: &Setting, strong: bool) -> String {
    let mut text = String::new();
    for (at, Column { align, .. }) in table.columns.iter().enumerate() {
        let line = Line {
            text: cells.get(at).map(Cell::shown).unwrap_or_default(),
            look: Look {
                bold: strong,
                align: *align,
                ..Look::default()
            },
        };
        text += &setting.cell(at, 1, "");
        text += &paragraph(&line, setting.size, 0);
        text += "</w:tc>";
    }
    text
}

/// Text between tags: signs of the format written out, what may not stand in it made visible.
fn escape(text: &str) -> String {
    let mut escaped = String::with_capacity(text.len());
    for c in printable(text).chars() {
        match c {
            '&' => escaped += "&amp;",
            '<' => escaped += "&lt;",
            '>' => escaped += "&gt;",
            '"' => escaped += "&quot;",
            '\n' => escaped.push(' '),
            other => escaped.push(other),
        }
    }
    escaped
}
