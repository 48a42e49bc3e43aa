//! `[fill]`: from which list a paper takes the rows of its roster, as its author wrote it.

use std::collections::BTreeMap;

use super::ids::check_id;
use super::table::Table;
use crate::form::{Fill, FillColumn, Name};

const FILL: &[&str] = &["roster", "from", "column", "told", "hidden"];
const COLUMN: &[&str] = &["number", "field", "choice"];

pub(super) fn fill(top: &Table<'_>) -> Option<Fill> {
    let table = top.table("fill", FILL)?;
    let (roster, from) = (table.need("roster"), table.need("from"));
    let columns = table
        .tables("column", COLUMN)
        .iter()
        .filter_map(column)
        .collect();
    let numbers = |key: &str| {
        let texts = table.texts(key);
        texts
            .into_iter()
            .map(|text| (text.text, text.line))
            .collect()
    };
    let (told, hidden) = (numbers("told"), numbers("hidden"));
    Some(Fill {
        roster: Name::new(&roster?.text),
        from: Name::new(&from?.text),
        columns,
        told,
        hidden,
        line: table.line,
    })
}

fn column(table: &Table<'_>) -> Option<FillColumn> {
    let (number, field) = (table.need("number"), table.need("field"));
    let choices = match table.open_table("choice") {
        None => BTreeMap::new(),
        Some(pairs) => pairs
            .keys()
            .filter_map(|(from, _)| {
                let to = pairs.text(from).filter(|to| check_id(&pairs, to))?;
                Some((Name::new(from), Name::new(&to.text)))
            })
            .collect(),
    };
    Some(FillColumn {
        number: number?.text,
        field: Name::new(&field?.text),
        choices,
        line: table.line,
    })
}
