//! What a paper comes to, in the order in which it is read back to the household.

use crate::form::{Answer, Field, Group, Name, Outcome, Path, Role, RowId, Severity, Value};
use crate::record::PhieuSubject;
use crate::text::fold;
use crate::tui::screen::sheet::Sheet;
use crate::tui::screen::{said, say};
use crate::tui::shared::Shared;

/// A line: whether it heads what follows, and its words.
pub(super) type Told = (bool, String);

/// Everything to be read back; of a paper that cannot be finished only what stands in the way.
pub(super) fn told(sheet: &Sheet, shared: &Shared) -> Vec<Told> {
    let (blocks, asks) = sheet.counts();
    let mut lines = vec![(
        true,
        match (blocks, asks) {
            (0, 0) => match sheet.phieu.key().subject {
                PhieuSubject::Household(_) => say!(shared, "tui-finish-clean"),
                PhieuSubject::Place(_) => say!(shared, "tui-finish-clean-place"),
            },
            (0, asks) => say!(shared, "tui-finish-asks", n = asks.to_string()),
            (blocks, _) => say!(shared, "tui-finish-blocked", n = blocks.to_string()),
        },
    )];
    if blocks == 0 {
        verdict(sheet, shared, &mut lines);
        deprivations(sheet, shared, &mut lines);
        members(sheet, shared, &mut lines);
        results(sheet, shared, &mut lines);
        remarks(sheet, shared, &mut lines);
    }
    problems(sheet, shared, &mut lines);
    lines
}

fn head(lines: &mut Vec<Told>, text: String) {
    lines.push((false, String::new()));
    lines.push((true, text));
}

fn own(sheet: &Sheet, role: Role) -> Option<Path> {
    match sheet.form.field_with_role(role)? {
        (None, field) => Some(Path::Field(field.id.clone())),
        (Some(_), _) => None,
    }
}

/// The class, the points behind it, and what it was in the period before.
fn verdict(sheet: &Sheet, shared: &Shared, lines: &mut Vec<Told>) {
    let Some(class) = own(sheet, Role::Class) else {
        return;
    };
    let now = sheet.evaluation.value(&class);
    let now = now.map_or_else(
        || say!(shared, "tui-finish-no-class"),
        |value| sheet.text(shared, &class, value),
    );
    head(lines, now.to_uppercase());
    for role in [Role::IncomePoints, Role::DeprivationPoints, Role::Class] {
        let Some(path) = own(sheet, role) else {
            continue;
        };
        let place = said::place_words(shared, &sheet.form, &sheet.answers, &path);
        if role != Role::Class {
            lines.push((false, format!("  {place}: {}", sheet.shown(shared, &path))));
        }
        if let Outcome::Computed {
            control: Some(control),
            ..
        } = sheet.outcome(&path)
        {
            let control = sheet.text(shared, &path, control);
            lines.push((
                false,
                format!(
                    "  {}",
                    say!(
                        shared,
                        "tui-finish-on-paper",
                        place = place,
                        value = control
                    )
                ),
            ));
        }
    }
    if let Some(before) = sheet.before()
        && let Some(then) = &before.class
    {
        let period = said::period_words(shared, before.period);
        let text = if *then == now {
            say!(shared, "tui-finish-same-class", period = period)
        } else {
            say!(
                shared,
                "tui-finish-other-class",
                period = period,
                then = then,
                now = now
            )
        };
        lines.push((false, format!("  {text}")));
    }
}

/// The indicators in which the household lacks, in words; then those of which nothing is known.
fn deprivations(sheet: &Sheet, shared: &Shared, lines: &mut Vec<Told>) {
    let all = sheet.deprivations();
    if all.is_empty() {
        return;
    }
    let lacks: Vec<&Field> = all
        .iter()
        .filter(|(_, lacks)| *lacks == Some(true))
        .map(|(field, _)| *field)
        .collect();
    let heading = if lacks.is_empty() {
        say!(
            shared,
            "tui-finish-lacks-nothing",
            all = all.len().to_string()
        )
    } else {
        let (n, all) = (lacks.len().to_string(), all.len().to_string());
        say!(shared, "tui-finish-lacks", n = n, all = all)
    };
    head(lines, heading);
    for field in lacks {
        let item = field.item.as_deref().unwrap_or("-");
        lines.push((false, format!("  {item}. {}", field.label)));
    }
    let unknown = all.iter().filter(|(_, lacks)| lacks.is_none());
    let unknown: Vec<&str> = unknown.map(|(field, _)| field.label.as_str()).collect();
    if !unknown.is_empty() {
        let names = unknown.join("; ");
        lines.push((
            false,
            format!("  {}", say!(shared, "tui-finish-unknown", names = names)),
        ));
    }
}

fn roster(sheet: &Sheet) -> Option<&Group> {
    let people = |group: &&Group| {
        let mut fields = group.fields.iter();
        group.roster && fields.any(|field| field.role == Some(Role::PersonName))
    };
    sheet.form.groups().iter().find(people)
}

/// The members with their ages, who of them counts, who has come and who is gone since the period before.
fn members(sheet: &Sheet, shared: &Shared, lines: &mut Vec<Told>) {
    let Some(group) = roster(sheet) else { return };
    let rows = sheet.answers.rows(group.id.as_str());
    if rows.is_empty() {
        return;
    }
    let value = |row: &RowId, role: Role| -> Option<(Path, &Value)> {
        let field = group.fields.iter().find(|field| field.role == Some(role))?;
        let path = Path::Member {
            roster: group.id.clone(),
            row: *row,
            field: field.id.clone(),
        };
        let value = sheet.evaluation.value(&path)?;
        Some((path, value))
    };
    let text = |row: &RowId, role: Role| {
        value(row, role).map(|(path, value)| sheet.text(shared, &path, value))
    };
    let out = |row: &RowId| matches!(value(row, Role::Counted), Some((_, Value::YesNo(false))));
    let counted = rows.iter().filter(|row| !out(row)).count();
    head(
        lines,
        say!(
            shared,
            "tui-finish-members",
            n = rows.len().to_string(),
            counted = counted.to_string()
        ),
    );
    for (row, number) in rows.iter().zip(1..) {
        let mut words = vec![text(row, Role::PersonName).unwrap_or_else(|| "?".to_owned())];
        words.push(match text(row, Role::Age) {
            Some(age) => say!(shared, "tui-finish-age", age = age),
            None => say!(shared, "tui-finish-no-age"),
        });
        words.extend(text(row, Role::Relation));
        if out(row) {
            words.push(say!(shared, "tui-finish-not-counted"));
        }
        lines.push((false, format!("  {number}. {}", words.join(", "))));
    }
    moves(sheet, shared, group, lines);
}

fn moves(sheet: &Sheet, shared: &Shared, group: &Group, lines: &mut Vec<Told>) {
    let Some(before) = sheet.before() else { return };
    let named = group
        .fields
        .iter()
        .find(|field| field.role == Some(Role::PersonName));
    let Some(field) = named else { return };
    let names = |answers: &crate::form::Answers| -> Vec<String> {
        let rows = answers.rows(group.id.as_str()).iter();
        let name = |row: &RowId| match answers.get(&member(&group.id, *row, &field.id)) {
            Some(Answer::Given(Value::Text(name))) => Some(name.clone()),
            _ => None,
        };
        rows.filter_map(name).collect()
    };
    let (then, now) = (names(&before.answers), names(&sheet.answers));
    let beyond = |ones: &[String], others: &[String]| {
        let missing = ones
            .iter()
            .filter(|name| !others.iter().any(|other| fold(other) == fold(name)));
        missing.cloned().collect::<Vec<_>>().join("; ")
    };
    let period = said::period_words(shared, before.period);
    let (new, gone) = (beyond(&now, &then), beyond(&then, &now));
    if new.is_empty() && gone.is_empty() {
        let text = say!(shared, "tui-finish-same-members", period = period);
        lines.push((false, format!("  {text}")));
        return;
    }
    if !new.is_empty() {
        let text = say!(
            shared,
            "tui-finish-new-members",
            period = period.clone(),
            names = new
        );
        lines.push((false, format!("  {text}")));
    }
    if !gone.is_empty() {
        let text = say!(
            shared,
            "tui-finish-gone-members",
            period = period,
            names = gone
        );
        lines.push((false, format!("  {text}")));
    }
}

fn member(roster: &Name, row: RowId, field: &Name) -> Path {
    Path::Member {
        roster: roster.clone(),
        row,
        field: field.clone(),
    }
}

/// The other results: of a paper about a household those that the paper itself prints, of others all.
fn results(sheet: &Sheet, shared: &Shared, lines: &mut Vec<Told>) {
    let household = roster(sheet).is_some() || own(sheet, Role::Class).is_some();
    let groups = sheet.form.groups().iter().filter(|group| !group.roster);
    let wanted = |field: &Field, path: &Path| match field.role {
        Some(Role::Class | Role::IncomePoints | Role::DeprivationPoints | Role::Deprivation) => {
            false
        }
        Some(_) => true,
        None if household => field.on_paper,
        None => sheet.form.is_computed(path) || field.kind.is_number(),
    };
    let mut told = Vec::new();
    for field in groups.flat_map(|group| &group.fields) {
        let path = Path::Field(field.id.clone());
        let outcome = sheet.outcome(&path);
        if !wanted(field, &path) || matches!(outcome, Outcome::NotRelevant | Outcome::Unanswered) {
            continue;
        }
        let place = said::place_words(shared, &sheet.form, &sheet.answers, &path);
        let unit = field.unit.as_deref().unwrap_or_default();
        let shown = sheet.shown(shared, &path);
        told.push((false, format!("  {place}: {shown} {unit}")));
    }
    if !told.is_empty() {
        head(lines, say!(shared, "tui-finish-results"));
        lines.extend(told);
    }
}

fn remarks(sheet: &Sheet, shared: &Shared, lines: &mut Vec<Told>) {
    let remarks = sheet.phieu.remarks();
    if remarks.is_empty() {
        return;
    }
    head(lines, say!(shared, "tui-finish-remarks"));
    for remark in remarks {
        let text = match remark.at {
            Path::Whole => remark.text,
            at => {
                let place = said::place_words(shared, &sheet.form, &sheet.answers, &at);
                format!("{place}: {}", remark.text)
            }
        };
        lines.push((false, format!("  * {text}")));
    }
}

fn problems(sheet: &Sheet, shared: &Shared, lines: &mut Vec<Told>) {
    let conflicts = sheet.phieu.conflicts();
    let mut problems: Vec<_> = sheet.evaluation.problems.iter().collect();
    problems.sort_by_key(|problem| problem.severity);
    if problems.is_empty() && conflicts.is_empty() {
        return;
    }
    lines.push((false, String::new()));
    for conflict in conflicts {
        let place = said::place_words(shared, &sheet.form, &sheet.answers, &conflict.at);
        let text = say!(shared, "tui-hint-conflict");
        lines.push((false, format!("  # {place}: {text}")));
    }
    for problem in problems {
        let mark = match problem.severity {
            Severity::Blocks => "!",
            Severity::Asks => "?",
        };
        let text = said::placed_problem_words(shared, &sheet.form, &sheet.answers, problem);
        lines.push((false, format!("  {mark} {text}")));
    }
}
