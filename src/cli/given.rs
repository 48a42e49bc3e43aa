//! What a paper's formulas are given besides answers: values of other papers, figures of the law.

use chrono::NaiveDate;
use serde_json::{Value as Json, json};

use super::call::Call;
use crate::form::{Answers, Form};
use crate::text;

/// What formulas are given: values of other papers, figures of the law.
pub(super) fn lines(call: &Call<'_>, form: &Form) -> Vec<String> {
    let mut lines = Vec::new();
    if !form.imports().is_empty() {
        lines.push(call.words("cli-imports", &[]));
    }
    for import in form.imports() {
        let args = [
            ("id", import.id.to_string()),
            ("type", import.kind.word().to_owned()),
            ("label", import.label.clone()),
            ("form", import.form.to_string()),
            ("path", Answers::new().spell(&import.at)),
            ("of", import.of.word().to_owned()),
            ("period", import.period.word().to_owned()),
        ];
        lines.push(format!("  {}", call.words("cli-import-of", &args)));
    }
    if !form.constants().is_empty() {
        lines.push(call.words("cli-constants", &[]));
    }
    let day = |day: Option<NaiveDate>| {
        day.map_or_else(
            || "none".to_owned(),
            |day| text::date::format(text::date::Parsed::Day(day)),
        )
    };
    for constant in form.constants() {
        let value = constant.value.map_or_else(
            || "none".to_owned(),
            |value| text::number::format(&value, value.normalize().scale()),
        );
        let args = [
            ("label", constant.label.clone()),
            ("value", value),
            ("from", day(constant.from)),
            ("to", day(constant.to)),
        ];
        let line = call.words("cli-constant", &args);
        lines.push(format!("  {}  {line}", constant.id));
        let args = [
            ("source", constant.source.clone()),
            ("evidence", constant.evidence.as_str().to_owned()),
        ];
        lines.push(format!("    {}", call.words("cli-source", &args)));
    }
    lines
}

/// The same for scripts.
pub(super) fn json(form: &Form) -> [(&'static str, Json); 2] {
    let imports = form.imports().iter().map(|import| {
        json!({
            "id": import.id.as_str(), "label": import.label, "form": import.form.as_str(),
            "path": Answers::new().spell(&import.at), "type": import.kind.word(),
            "of": import.of.word(), "period": import.period.word(),
        })
    });
    let day = |day: Option<NaiveDate>| day.map(|day| day.to_string());
    let constants = form.constants().iter().map(|constant| {
        json!({
            "id": constant.id.as_str(), "label": constant.label,
            "value": constant.value.map(|value| value.to_string()),
            "from": day(constant.from), "to": day(constant.to),
            "source": constant.source, "evidence": constant.evidence.as_str(),
        })
    });
    [
        ("imports", imports.collect()),
        ("constants", constants.collect()),
    ]
}
