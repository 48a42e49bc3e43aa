//! Which reports a paper goes with, and who collects and aggregates it, as `form list` and `form show` say it.

use serde_json::{Value as Json, json};

use super::call::Call;
use crate::form::{Duty, Report, Reports, Work};
use crate::place::Level;

/// `reports`, `collects`, `aggregates` of a paper; empty arrays where nothing is laid down.
pub(super) fn json(reports: &Reports, paper: &str) -> [Json; 3] {
    let report = |report: &Report| {
        json!({
            "id": report.id,
            "title": report.title,
            "when": report.when,
            "source": report.source,
            "evidence": report.evidence.as_str(),
        })
    };
    let duty = |duty: &Duty| {
        json!({
            "level": level(duty.level),
            "who": duty.who,
            "note": duty.note,
            "source": duty.source,
            "evidence": duty.evidence.as_str(),
        })
    };
    [
        reports.of(paper).map(report).collect(),
        reports.who(paper, Work::Collects).map(duty).collect(),
        reports.who(paper, Work::Aggregates).map(duty).collect(),
    ]
}

/// The same for people; nothing where nothing is laid down.
pub(super) fn lines(call: &Call<'_>, reports: &Reports, paper: &str) -> Vec<String> {
    let mut lines = Vec::new();
    for report in reports.of(paper) {
        let args = [
            ("title", report.title.clone()),
            ("when", report.when.clone()),
        ];
        lines.push(call.words("cli-form-report", &args));
        lines.push(source(call, &report.source, report.evidence.as_str()));
    }
    for (work, _) in Work::ALL {
        for duty in reports.who(paper, work) {
            let key = match work {
                Work::Collects => "cli-form-collects",
                Work::Aggregates => "cli-form-aggregates",
            };
            let args = [
                ("level", level(duty.level).to_owned()),
                ("who", duty.who.clone()),
            ];
            lines.push(call.words(key, &args));
            lines.extend(duty.note.as_ref().map(|note| format!("    {note}")));
            lines.push(source(call, &duty.source, duty.evidence.as_str()));
        }
    }
    if !lines.is_empty() {
        lines.push(call.words("cli-form-locality", &[]));
    }
    lines
}

fn source(call: &Call<'_>, source: &str, evidence: &str) -> String {
    let args = [
        ("source", source.to_owned()),
        ("evidence", evidence.to_owned()),
    ];
    format!("    {}", call.words("cli-source", &args))
}

fn level(level: Level) -> &'static str {
    Level::ALL
        .into_iter()
        .find(|(known, _)| *known == level)
        .map_or("", |(_, word)| word)
}
