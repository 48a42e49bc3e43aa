//! `why`: where a value comes from, and which single answer would change it.

use serde_json::{Map, Value as Json, json};

use super::call::Call;
use super::exit::Exit;
use super::json::{Digits, decimal};
use super::show::find;
use super::trouble::Trouble;
use super::verbs::{BY, PERIOD};
use crate::form::{Because, Derivation, Evidence, Flip, FormKind, How, Missing, Value, Worth};
use crate::place::Level;
use crate::task::{self, TableOptions};

/// The columns that the tree is printed in.
const COLUMNS: usize = 80;

/// Tells why a place of a Phiếu, or a figure of a table, is what it is.
pub(super) fn run(call: &mut Call<'_>) -> Result<Exit, Trouble> {
    let text = call.arguments.operand(0)?.unwrap_or_default().to_owned();
    let at = call.arguments.operand(1)?.map(str::to_owned);
    let period = call.period(&PERIOD)?;
    let by = match call.arguments.text(&BY)? {
        None => None,
        Some(text) => {
            Some(Level::parse(text).ok_or_else(|| Trouble::usage("bad-level").with("text", text))?)
        }
    };
    let workspace = call.open()?;
    let derivation = match period {
        Some(period) => {
            let form = call.form(workspace.library(), &text, period.last_day())?;
            if form.kind() != FormKind::Table {
                return Err(Trouble::usage("no-table").with("form", &text));
            }
            let options = TableOptions {
                by,
                split_area: false,
            };
            let id = form.id().as_str();
            task::why_cell(
                &workspace,
                id,
                period,
                options,
                at.as_deref(),
                &mut |_, _| true,
            )?
        }
        // A table has a figure only in a period.
        None if workspace
            .library()
            .newest(&text)
            .is_some_and(|form| form.kind() == FormKind::Table) =>
        {
            return Err(Trouble::usage("missing-option").with("option", PERIOD.spelling()));
        }
        None => {
            let phieu = workspace.phieu(find(&workspace, &text)?)?;
            let form = workspace.form_of(&phieu)?;
            let path = match &at {
                Some(at) => form
                    .path(phieu.answers(), at)
                    .map_err(|error| super::fill::unknown(&form, phieu.answers(), at, &error))?,
                None => form
                    .main_result(phieu.answers())
                    .ok_or_else(|| Trouble::usage("no-such").with("name", &text))?,
            };
            task::why(&workspace, phieu.id(), &path)?
        }
    };
    match call.output.json {
        true => call.output.value(&tree(&derivation)),
        false => {
            for line in crate::tui::why_lines(&call.words, &derivation, COLUMNS) {
                call.output.line(&line);
            }
        }
    }
    Ok(Exit::Fine)
}

fn tree(derivation: &Derivation) -> Json {
    let mut json = node(&derivation.root);
    if let (Some(flips), Some(map)) = (&derivation.flips, json.as_object_mut()) {
        let list: Json = flips.list.iter().map(flip).collect();
        map.insert("flips".to_owned(), list);
        map.insert("all_tried".to_owned(), json!(flips.complete));
    }
    json
}

fn node(of: &Because) -> Json {
    let mut map = Map::new();
    let mut put = |key: &str, value: Json| map.insert(key.to_owned(), value);
    put("kind", json!(of.how.code()));
    put("at", json!(of.at));
    put("label", json!(of.label));
    put("value", worth(&of.worth));
    put("formula", json!(of.formula));
    put("source", json!(of.source));
    put("evidence", json!(of.evidence.map(Evidence::as_str)));
    put("because", of.because.iter().map(node).collect());
    if let Worth::Unknown { missing } = &of.worth {
        put("missing", json!(missing));
    }
    if let Some(sign) = of.sign {
        put("sign", json!(sign.symbol()));
    }
    if let Some(beside) = &of.beside {
        let key = if of.how == How::Overridden {
            "computed"
        } else {
            "control"
        };
        put(key, worth(beside));
    }
    if let How::Import { form, period } = &of.how {
        put("form", json!(form));
        put("period", json!(period.map(|period| period.to_string())));
    }
    for (key, count) in [("others", of.passed), ("more", of.more)] {
        if count > 0 {
            put(key, json!(count));
        }
    }
    map.into()
}

fn flip(flip: &Flip) -> Json {
    json!({
        "at": flip.at,
        "of": match flip.of {
            Missing::At(_) => "answer",
            Missing::Import(_) => "import",
            Missing::Constant(_) => "constant",
        },
        "label": flip.label,
        "from": worth(&flip.from),
        "to": worth(&flip.to),
        "result": worth(&flip.result),
    })
}

fn worth(worth: &Worth) -> Json {
    match worth.value() {
        None => Json::Null,
        Some(Value::Number(number)) => decimal(*number, number.scale(), Digits::Keep),
        Some(value) => super::json::value(None, value, Digits::Keep),
    }
}
