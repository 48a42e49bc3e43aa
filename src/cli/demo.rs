//! `demo`: a complete sample commune; without a terminal, the whole main job carried through.

use std::path::{Path, PathBuf};

use serde_json::{Value as Json, json};

use super::call::{Call, write_file};
use super::exit::Exit;
use super::trouble::Trouble;
use super::verbs::{HOUSEHOLDS, NO_TUI, PLACE};
use super::{screens, table, wording};
use crate::bundle::Verdict;
use crate::form::{FormKind, Period};
use crate::place::Regime;
use crate::task::demo::{Made, default_place, first_period, make};
use crate::task::{self, Export, Scope, TableOptions};
use crate::workspace::{Init, Workspace};

/// Households where none are asked for.
const HOUSEHOLDS_DEFAULT: usize = 40;
/// The most that are made at once.
const HOUSEHOLDS_MOST: usize = 20_000;

/// Makes the sample and opens it, or tells the main job step by step.
pub(super) fn run(call: &mut Call<'_>) -> Result<Exit, Trouble> {
    let walk = call.arguments.has(&NO_TUI) || call.output.json || !call.output.at_terminal();
    let households = households(call)?;
    let place = match call.arguments.text(&PLACE)? {
        Some(place) => place.to_owned(),
        None => default_place()?,
    };
    let places = call.places()?;
    let today = call.clock.today();
    let regime = [Regime::TwoTier, Regime::ThreeTier]
        .into_iter()
        .find(|regime| {
            places
                .at_in(&place, *regime, today)
                .is_some_and(|unit| unit.level == crate::place::Level::Xa)
        })
        .ok_or_else(|| wording::no_place(&call.words, &places, &place, today))?;
    let dir = folder(call, walk)?;
    let commune = dir.join("xa");
    if commune.join("workspace.toml").exists() && !walk {
        return screens::open(call, &commune);
    }
    if commune.exists() {
        return Err(Trouble::usage("not-empty").with("path", dir.display().to_string()));
    }
    call.say(
        "cli-demo-make",
        &[
            ("place", place.clone()),
            ("dir", commune.display().to_string()),
        ],
    );
    let made = make(
        &commune,
        &place,
        regime,
        households,
        call.clock,
        &mut |_, _| true,
    )?;
    if !walk {
        return screens::open(call, &commune);
    }
    told(call, &made);
    let json = carry_through(call, &dir, &commune, &made)?;
    if call.output.json {
        call.output.value(&json);
    } else {
        call.say("cli-demo-open", &[("dir", commune.display().to_string())]);
    }
    Ok(Exit::Fine)
}

fn households(call: &Call<'_>) -> Result<usize, Trouble> {
    let Some(text) = call.arguments.text(&HOUSEHOLDS)? else {
        return Ok(HOUSEHOLDS_DEFAULT);
    };
    text.parse()
        .ok()
        .filter(|count| (1..=HOUSEHOLDS_MOST).contains(count))
        .ok_or_else(|| {
            Trouble::usage("bad-households")
                .with("text", text)
                .with("most", HOUSEHOLDS_MOST.to_string())
        })
}

/// The folder named, or one of the platform's that belongs to the sample alone: there the walk starts afresh.
fn folder(call: &Call<'_>, walk: bool) -> Result<PathBuf, Trouble> {
    if let Some(dir) = call.arguments.paths().next() {
        return Ok(dir);
    }
    let folders = directories::ProjectDirs::from("", "", "bieu-demo")
        .ok_or_else(|| Trouble::usage("no-folder"))?;
    let dir = folders
        .data_dir()
        .join(if walk { "walk" } else { "screens" });
    if walk && dir.exists() {
        std::fs::remove_dir_all(&dir).map_err(|error| super::blame::unreadable(&dir, &error))?;
    }
    Ok(dir)
}

fn told(call: &mut Call<'_>, made: &Made) {
    let args = [
        ("thons", made.thons.to_string()),
        ("households", made.households.to_string()),
        ("papers", made.phieu.to_string()),
        ("finished", made.finished.to_string()),
    ];
    call.say("cli-demo-made", &args);
}

/// Export, verify, trust, import twice, compare: what offices do with each other.
fn carry_through(
    call: &mut Call<'_>,
    dir: &Path,
    commune: &Path,
    made: &Made,
) -> Result<Json, Trouble> {
    let commune = call.open_at(commune)?;
    let export = task::export(&commune, None, &commune.key(None)?, &mut |_, _| true)?;
    let file = dir.join(&export.file_name);
    write_file(&file, &export.bytes)?;
    let args = [
        ("file", file.display().to_string()),
        ("to", export.to.clone()),
        ("bytes", export.bytes.len().to_string()),
    ];
    call.say("cli-demo-export", &args);
    let (above, first, again) = received(call, dir, &commune, made, &export)?;
    let scope = Scope {
        place: Some(made.place.clone()),
        period: None,
    };
    let equal = task::state_hash(&commune, &scope)? == task::state_hash(&above, &scope)?;
    call.say(
        if equal {
            "cli-demo-hash-equal"
        } else {
            "cli-demo-hash-different"
        },
        &[],
    );
    let tables = tables(call, &commune, &above, first_period()?)?;
    Ok(json!({
        "place": made.place,
        "to": export.to,
        "thons": made.thons,
        "households": made.households,
        "papers": made.phieu,
        "finished": made.finished,
        "file": file.display().to_string(),
        "new": first,
        "again": again,
        "state_hash_equal": equal,
        "tables": tables,
    }))
}

/// The office above: set up, told whose key it is, and sent the bundle twice. Edits new each time.
fn received(
    call: &mut Call<'_>,
    dir: &Path,
    commune: &Workspace,
    made: &Made,
    export: &Export,
) -> Result<(Workspace, u64, u64), Trouble> {
    let init = Init {
        place: export.to.clone(),
        regime: commune.config().regime,
        training: true,
        passphrase: None,
    };
    let mut above = Workspace::init(&dir.join("cap-tren"), &init, call.clock)?;
    if let Verdict::Unknown { code, .. } = judge(&above, export)? {
        call.say("cli-demo-unknown", &[("code", code)]);
    }
    above.grant(&made.place, commune.public_key())?;
    call.say("cli-demo-trust", &[("place", made.place.clone())]);
    let Verdict::Good(verified) = judge(&above, export)? else {
        return Err(Trouble::new("demo", Exit::Internal).with("detail", "verdict"));
    };
    call.say("cli-demo-good", &[]);
    let plan = task::plan(&above, &verified)?;
    let first = task::import(&mut above, &verified, &plan, &mut |_, _| true)?;
    let plan = task::plan(&above, &verified)?;
    let again = task::import(&mut above, &verified, &plan, &mut |_, _| true)?;
    call.say(
        "cli-demo-import",
        &[
            ("new", first.new.to_string()),
            ("again", again.new.to_string()),
        ],
    );
    Ok((above, first.new, again.new))
}

fn judge(office: &Workspace, export: &Export) -> Result<Verdict, Trouble> {
    Ok(task::judge(
        &export.bytes,
        &office.trust()?,
        office.places(),
        office.config(),
        office.today(),
    ))
}

/// Every table that is valid then, as the office above tallies it.
fn tables(
    call: &mut Call<'_>,
    commune: &Workspace,
    above: &Workspace,
    period: Period,
) -> Result<Json, Trouble> {
    let mut list = Vec::new();
    for form in above.library().valid_at(period.last_day()) {
        if form.kind() != FormKind::Table {
            continue;
        }
        let by = Some(crate::place::Level::Thon);
        let options = TableOptions {
            by,
            split_area: false,
        };
        let tallied = task::table(above, form.id().as_str(), period, options, &mut |_, _| true)?;
        let same = tallied
            == task::table(commune, form.id().as_str(), period, options, &mut |_, _| {
                true
            })?;
        let args = [
            ("table", form.full_id().to_owned()),
            ("place", above.config().place.clone()),
            ("period", period.to_string()),
        ];
        call.say("cli-demo-table", &args);
        // Tables that lack something are told, not drawn: their gaps are no demonstration.
        let total = tallied.rows.last();
        let whole = total.is_some_and(|row| row.cells.values().all(|cell| cell.missing == 0));
        if !call.output.json && whole {
            let text = table::markdown(call, &form, period, &tallied);
            call.output.line(&text);
        }
        list.push(json!({ "table": form.full_id(), "equal": same }));
    }
    Ok(list.into())
}
