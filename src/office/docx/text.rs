//! Paragraphs and what stands in them.

use std::fmt::Write as _;

use crate::office::document::{Align, Line, Look, printable};
use crate::office::page::em;

/// How long the line under an agency is beside its name: from a third to a half (Nghị định 30/2020/NĐ-CP).
const RULE: f64 = 0.4;

/// A line that takes no room.
pub(super) const LOWEST: &str =
    "<w:spacing w:before=\"0\" w:after=\"0\" w:line=\"20\" w:lineRule=\"exact\"/>";

/// What follows a table at the end of the pages: the format asks for a paragraph there.
pub(super) fn low() -> String {
    format!("<w:p><w:pPr>{LOWEST}</w:pPr></w:p>")
}

/// A low line.
pub(super) fn gap(with_next: bool) -> String {
    let keep = if with_next { "<w:keepNext/>" } else { "" };
    format!(
        "<w:p><w:pPr>{keep}<w:spacing w:before=\"0\" w:after=\"0\" w:line=\"120\" w:lineRule=\"exact\"/></w:pPr></w:p>"
    )
}

/// A short line in the middle of a room, as under the name of an agency.
pub(super) fn rule(text: &str, size: u8, room: u32) -> String {
    let long = em(text.lines().last().unwrap_or_default()) * f64::from(size) * 20.0;
    let side = ((f64::from(room) - long * RULE) / 2.0).max(0.0);
    format!(
        "<w:p><w:pPr><w:keepNext/><w:pBdr><w:bottom w:val=\"single\" w:sz=\"6\" w:space=\"0\" w:color=\"auto\"/></w:pBdr>\
         <w:spacing w:before=\"0\" w:after=\"60\" w:line=\"60\" w:lineRule=\"exact\"/>\
         <w:ind w:left=\"{side:.0}\" w:right=\"{side:.0}\"/></w:pPr></w:p>"
    )
}

pub(super) fn paragraph(line: &Line, size: u8, after: u32) -> String {
    paragraph_of(line.look, after, &run(&line.text, line.look, size))
}

pub(super) fn paragraph_of(look: Look, after: u32, runs: &str) -> String {
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
pub(super) fn run(text: &str, look: Look, size: u8) -> String {
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

/// Text between tags: signs of the format written out, what may not stand in it made visible.
pub(super) fn escape(text: &str) -> String {
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
