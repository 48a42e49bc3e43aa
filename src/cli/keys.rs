//! `keys`: the key card, on one page.

use serde_json::{Value as Json, json};

use super::call::Call;
use super::exit::Exit;
use crate::tui::command::{COMMANDS, key_card};

/// Prints the card; for scripts the table behind it.
pub(super) fn run(call: &mut Call<'_>) -> Exit {
    if call.output.json {
        let rows: Json = COMMANDS
            .iter()
            .map(|row| {
                let keys: Vec<String> = row.keys.iter().map(|key| key.label()).collect();
                let layers: Vec<&str> = row.layers.iter().map(|layer| layer.name()).collect();
                json!({ "command": row.name, "keys": keys, "where": layers, "does": row.words(&call.words) })
            })
            .collect();
        call.output.value(&rows);
        return Exit::Fine;
    }
    let card = call.skin().signs(&key_card(&call.words));
    call.output.line(&card);
    Exit::Fine
}
