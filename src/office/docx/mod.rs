//! A paper as a document for a word processor: A4, where a table is too wide
//! for it A3, Times New Roman, margins and sizes of Nghị định 30/2020/NĐ-CP
//! (phụ lục I). Written part by part as the format has it: the crates at hand cannot repeat a table's headings
//! on every page, and bring a second zip.

mod table;
mod text;

use std::fmt::Write as _;
use std::io::{Cursor, Write as _};

use zip::CompressionMethod;
use zip::write::SimpleFileOptions;

use super::OfficeError;
use super::document::{Align, Document, Look, Part, Section};
use super::page::{Page, UPPER};
use table::{side_by_side, table_of};
use text::{LOWEST, escape, gap, low, paragraph, paragraph_of, run};

/// The size of the body, in points.
const BODY: u8 = 13;
/// The most paragraphs above those who sign that stay on their page.
const WITH_SIGNS: usize = 4;

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
        Some(mark) => text += &paragraph_of(centre, 6, &run(mark, centre, BODY)),
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

/// Which parts stay on the page of what follows: what stands right above those who sign, up to the table that they
/// sign, so that no signature stands on a page of its own.
fn kept(parts: &[Part]) -> Vec<bool> {
    let mut keep = vec![false; parts.len()];
    let signs = parts.iter().enumerate().skip(1);
    for (at, _) in signs.filter(|(_, part)| matches!(part, Part::Blocks(_))) {
        let above = parts.iter().zip(&mut keep).take(at).rev();
        for (part, keep) in above.take(WITH_SIGNS) {
            *keep = true;
            if !matches!(part, Part::Line(_)) {
                break;
            }
        }
    }
    keep
}

fn body(document: &Document) -> String {
    let mut text = format!("{DECLARATION}<w:document {NAMESPACES}><w:body>");
    let last = document.sections.len().saturating_sub(1);
    for (at, section) in document.sections.iter().enumerate() {
        let page = Page::of(section);
        let mut after_table = false;
        let kept = kept(&section.parts);
        let mut signed = 0;
        for (n, (part, keep)) in section.parts.iter().zip(&kept).enumerate() {
            if n < signed {
                continue;
            }
            let table = matches!(part, Part::Table(_) | Part::Blocks(_));
            if table && after_table {
                // Two tables without anything between them would become one.
                text += &gap(false);
            }
            match part {
                Part::Line(line) => {
                    let mut line = line.clone();
                    line.look.with_next |= *keep;
                    text += &paragraph(&line, BODY, 6);
                }
                Part::Blocks(blocks) => text += &side_by_side(blocks, &page),
                Part::Table(one) => {
                    // Those who sign a table are in its last row.
                    let more = kept.iter().skip(n).take_while(|keep| **keep).count();
                    signed = n + 1 + more;
                    let close = section.parts.get(n + 1..signed).unwrap_or_default();
                    text += &table_of(one, &page, close);
                    text += &if close.is_empty() { gap(false) } else { low() };
                }
            }
            after_table = matches!(part, Part::Blocks(_));
        }
        let properties = section_properties(at, section, document);
        match at == last {
            true => {
                if after_table || section.parts.is_empty() {
                    text += &low();
                }
                text += &properties;
            }
            false => {
                let _ = write!(text, "<w:p><w:pPr>{LOWEST}{properties}</w:pPr></w:p>");
            }
        }
    }
    text + "</w:body></w:document>"
}

fn section_properties(at: usize, section: &Section, document: &Document) -> String {
    let page = Page::of(section);
    let turned = match page.is_landscape() {
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
