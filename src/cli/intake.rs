//! `intake`: a list of households from Excel or CSV, planned, shown, and entered.

use std::collections::BTreeMap;
use std::path::Path;

use serde_json::{Value as Json, json};

use super::call::{Call, read_bounded};
use super::exit::Exit;
use super::trouble::Trouble;
use super::verbs::{DRY_RUN, MAP, PAD_NUMBERS, PERIOD, PLACE, SET, SHEET, TAKE_FILE};
use crate::form::{Intake, Name, heading_key};
use crate::office::{Limits, SheetError, sheet_names, sheet_of};
use crate::task::intake::{
    Act, Candidate, Decision, Difference, Fate, List, Plan, Planned, Taken, Terms, Told,
    column_letters, columns_key, mapped, plan_list, take,
};
use crate::workspace::{Workspace, intake};

/// Plans, shows, and enters what is clear; what is doubtful is told and left out.
pub(super) fn run(call: &mut Call<'_>) -> Result<Exit, Trouble> {
    let period = call
        .period(&PERIOD)?
        .ok_or_else(|| Trouble::usage("bad-period").with("text", ""))?;
    let path = call.arguments.paths().next().unwrap_or_default();
    let place = call.arguments.text(&PLACE)?.map(ToOwned::to_owned);
    let (dry, take_file) = (call.arguments.has(&DRY_RUN), call.arguments.has(&TAKE_FILE));
    let bytes = read_bounded(&path, Limits::LIST.bytes)?;
    let refused = |error: SheetError| unreadable(&path, &error);
    let names = sheet_names(&bytes, Limits::LIST).map_err(refused)?;
    let wanted = call.arguments.text(&SHEET)?.map(ToOwned::to_owned);
    if let Some(wanted) = wanted.as_ref().filter(|wanted| !names.contains(wanted)) {
        return Err(Trouble::usage("no-sheet")
            .with("text", wanted)
            .with("sheets", names.join(", ")));
    }
    let rows = sheet_of(&bytes, wanted.as_deref(), Limits::LIST).map_err(refused)?;
    let mut workspace = call.open()?;
    let known = intake(workspace.library());
    let list = List::new(rows, &known);
    let columns = columns(call, &workspace, &known, &list)?;
    let mut terms = Terms::new(period, columns);
    terms.take_file = take_file;
    terms.pad_numbers = call.arguments.has(&PAD_NUMBERS);
    terms.whole = whole(call, &known)?;
    if let Some(place) = place {
        terms.thon = Some(workspace.place_ref(&place)?);
    }
    if !mapped(&workspace, &known, &terms.columns) {
        let headings = list.columns.iter().map(|column| column.heading.as_str());
        let headings: Vec<&str> = headings.filter(|heading| !heading.is_empty()).collect();
        return Err(Trouble::usage("no-name-column").with("headings", headings.join(" | ")));
    }
    if wanted.is_none()
        && let [first, rest @ ..] = names.as_slice()
        && !rest.is_empty()
    {
        let args = [("sheet", first.clone()), ("others", rest.join(", "))];
        call.warn("intake-first-sheet", &args);
    }
    let plan = plan_list(&workspace, &list, &known, &terms, &mut |_, _| true)?;
    let taken = match dry {
        true => None,
        false => Some(take(&mut workspace, &list, &known, &terms, &mut |_, _| {
            true
        })?),
    };
    if !dry {
        let targets = terms.columns.iter().map(spelled).collect();
        workspace.remember_columns(columns_key(&list), targets)?;
    }
    if call.output.json {
        let json = shape(&list, &terms, &plan, taken.as_ref());
        call.output.value(&json);
    } else {
        tell(call, &known, &list, &terms, &plan);
        match taken {
            Some(taken) => call.say("intake-done", &done_args(&taken)),
            None => call.say("intake-dry", &[]),
        }
    }
    Ok(Exit::Fine)
}

fn spelled(target: &Option<Name>) -> String {
    target.as_ref().map(ToString::to_string).unwrap_or_default()
}

fn unreadable(path: &Path, error: &SheetError) -> Trouble {
    let code = match error {
        SheetError::TooLarge => "list-too-large",
        error => error.code(),
    };
    Trouble::new(code, Exit::Unreadable).with("path", path.display().to_string())
}

/// `A=B;C=D` as pairs.
fn pairs(text: &str) -> Result<Vec<(String, String)>, Trouble> {
    text.split(';')
        .map(str::trim)
        .filter(|part| !part.is_empty())
        .map(|part| {
            let (left, right) = part
                .rsplit_once('=')
                .ok_or_else(|| Trouble::usage("bad-pair").with("text", part))?;
            Ok((left.trim().to_owned(), right.trim().to_owned()))
        })
        .collect()
}

fn known_target(intake: &Intake, text: &str) -> Result<Name, Trouble> {
    match intake.target(text) {
        Some(target) => Ok(target.id.clone()),
        None => Err(Trouble::usage("no-target").with("text", text).near(
            text,
            intake.targets().iter().map(|target| target.id.as_str()),
        )),
    }
}

/// What each column is taken for: as it is recognised, as it was mapped before, and as `--map` says.
fn columns(
    call: &Call<'_>,
    workspace: &Workspace,
    intake: &Intake,
    list: &List,
) -> Result<Vec<Option<Name>>, Trouble> {
    let mut columns = list.recognised();
    if let Some(before) = workspace.remembered_columns(&columns_key(list)) {
        for (column, before) in columns.iter_mut().zip(before) {
            *column = intake.target(&before).map(|target| target.id.clone());
        }
    }
    let Some(text) = call.arguments.text(&MAP)? else {
        return Ok(columns);
    };
    for (left, right) in pairs(text)? {
        let hit = list.columns.iter().position(|column| {
            column_letters(column.at) == left || heading_key(&column.heading) == heading_key(&left)
        });
        let slot = hit.and_then(|at| columns.get_mut(at));
        let Some(slot) = slot else {
            return Err(Trouble::usage("no-column").with("text", &left).near(
                &left,
                list.columns.iter().map(|column| column.heading.as_str()),
            ));
        };
        *slot = match right.as_str() {
            "-" => None,
            right => Some(known_target(intake, right)?),
        };
    }
    Ok(columns)
}

fn whole(call: &Call<'_>, intake: &Intake) -> Result<BTreeMap<Name, String>, Trouble> {
    let Some(text) = call.arguments.text(&SET)? else {
        return Ok(BTreeMap::new());
    };
    let mut whole = BTreeMap::new();
    for (left, right) in pairs(text)? {
        whole.insert(known_target(intake, &left)?, right);
    }
    Ok(whole)
}

fn done_args(taken: &Taken) -> Vec<(&'static str, String)> {
    vec![
        ("new", taken.new.to_string()),
        ("changed", taken.changed.to_string()),
        ("same", taken.same.to_string()),
        ("left", taken.left_out.to_string()),
        ("members", taken.members.to_string()),
        ("thons", taken.thons.to_string()),
    ]
}

fn told(call: &Call<'_>, told: &Told) -> String {
    call.words(&format!("intake-{}", told.code), &told.args)
}

/// The plan for people: columns, thôn, figures, and every household that is doubtful or differs.
fn tell(call: &mut Call<'_>, intake: &Intake, list: &List, terms: &Terms, plan: &Plan) {
    for (column, target) in list.columns.iter().zip(&terms.columns) {
        let target = target.as_ref().and_then(|id| intake.target(id.as_str()));
        let args = [
            ("column", column_letters(column.at)),
            ("heading", column.heading.clone()),
            (
                "target",
                target
                    .map(|target| target.label.clone())
                    .unwrap_or_default(),
            ),
        ];
        let key = match target {
            Some(_) => "intake-column",
            None => "intake-column-unknown",
        };
        call.say(key, &args);
    }
    let new: Vec<&str> = plan
        .thons
        .iter()
        .filter(|thon| thon.known.is_none())
        .map(|thon| thon.name.as_str())
        .collect();
    if !new.is_empty() {
        call.say("intake-new-thons", &[("names", new.join(", "))]);
    }
    for label in &plan.unplaced {
        call.say("intake-unplaced", &[("field", label.clone())]);
    }
    for planned in &plan.households {
        household(call, planned);
    }
    if !plan.left_out.is_empty() {
        let rows: Vec<String> = plan
            .left_out
            .iter()
            .take(20)
            .map(usize::to_string)
            .collect();
        let args = [
            ("n", plan.left_out.len().to_string()),
            ("rows", rows.join(", ")),
        ];
        call.say("intake-left-out", &args);
    }
    let counts = plan.counts(terms.take_file);
    let args = [
        ("new", counts.new.to_string()),
        ("changed", counts.changed.to_string()),
        ("same", counts.same.to_string()),
        ("doubtful", (counts.doubtful + counts.left_out).to_string()),
        ("members", counts.members.to_string()),
    ];
    call.say("intake-counts", &args);
}

fn household(call: &mut Call<'_>, planned: &Planned) {
    let quiet =
        planned.doubts.is_empty() && planned.remarks.is_empty() && planned.differs.is_empty();
    if quiet {
        return;
    }
    let args = [
        ("row", planned.row.to_string()),
        ("head", planned.head.clone()),
        ("thon", planned.thon.clone()),
    ];
    call.say("intake-household", &args);
    for line in planned.doubts.iter().chain(&planned.remarks) {
        let text = told(call, line);
        call.say("intake-household-line", &[("text", text)]);
    }
    for differs in &planned.differs {
        let text = call.words("intake-differs", &difference(differs));
        call.say("intake-household-line", &[("text", text)]);
    }
}

fn difference(differs: &Difference) -> Vec<(&'static str, String)> {
    vec![
        ("whose", differs.whose.clone()),
        ("field", differs.field.clone()),
        ("here", differs.here.clone()),
        ("file", differs.file.clone()),
    ]
}

fn shape(list: &List, terms: &Terms, plan: &Plan, taken: Option<&Taken>) -> Json {
    let columns = list.columns.iter().zip(&terms.columns);
    let columns: Json = columns
        .map(|(column, target)| {
            json!({
                "column": column_letters(column.at), "heading": column.heading,
                "target": target.as_ref().map(ToString::to_string),
            })
        })
        .collect();
    let thons: Json = plan
        .thons
        .iter()
        .map(|thon| {
            json!({
                "name": thon.name, "known": thon.known.as_ref().map(|(_, name)| name),
                "households": thon.households,
            })
        })
        .collect();
    let households: Json = plan.households.iter().map(shape_of).collect();
    let counts = plan.counts(terms.take_file);
    json!({
        "columns": columns, "thons": thons, "households": households,
        "left_out_rows": plan.left_out, "unplaced": plan.unplaced,
        "new": counts.new, "changed": counts.changed, "same": counts.same, "doubtful": counts.doubtful,
        "applied": taken.map(|taken| json!({
            "new": taken.new, "changed": taken.changed, "same": taken.same, "left_out": taken.left_out,
            "members": taken.members, "thons": taken.thons,
        })),
    })
}

fn shape_of(planned: &Planned) -> Json {
    let candidate =
        |candidate: &Candidate| json!({ "household": candidate.label, "head": candidate.head });
    let lines = |lines: &[Told]| -> Json {
        lines
            .iter()
            .map(|told| {
                let args = told
                    .args
                    .iter()
                    .map(|(name, value)| ((*name).to_owned(), json!(value)));
                let mut map: serde_json::Map<String, Json> = args.collect();
                map.insert("code".to_owned(), json!(told.code));
                Json::Object(map)
            })
            .collect()
    };
    let (fate, by, candidates) = match &planned.fate {
        Fate::New => ("new", None, Vec::new()),
        Fate::Matched(one, by) => ("matched", Some(by.code()), vec![candidate(one)]),
        Fate::Doubtful(all) => ("doubtful", None, all.iter().map(candidate).collect()),
    };
    let decision = planned.decision.map(|decision| match decision {
        Decision::Same(_) => "same",
        Decision::New => "new",
        Decision::LeaveOut => "left_out",
    });
    let differs: Json = planned
        .differs
        .iter()
        .map(|differs| {
            json!({
                "whose": differs.whose, "field": differs.field, "here": differs.here, "file": differs.file,
            })
        })
        .collect();
    json!({
        "row": planned.row, "head": planned.head, "thon": planned.thon, "members": planned.members,
        "fate": fate, "by": by, "candidates": candidates, "decision": decision,
        "taken": !matches!(planned.act(), Act::LeaveOut),
        "doubts": lines(&planned.doubts), "remarks": lines(&planned.remarks),
        "fills": planned.fills, "new_members": planned.new_members, "absent": planned.absent, "differs": differs,
    })
}
