//! `erase`: the people of a household, or one of them, on their demand; `erase list`: what was erased, who has
//! carried it out, and which bundles had gone out before.

use serde_json::{Value as Json, json};

use super::call::Call;
use super::exit::Exit;
use super::trouble::Trouble;
use super::verbs::{DRY_RUN, MEMBER, REASON};
use super::wording;
use crate::bundle::{PublicKey, Sent};
use crate::record::{EditId, Sought, wire};
use crate::workspace::{Clock, ErasedPeople, Mention, Reach, Workspace, WorkspaceError};

/// The word in place of a label that asks for the list.
const LIST: &str = "list";
/// So many files, papers and bundles are told one by one.
const MOST_TOLD: usize = 20;

/// Erases, shows what would go, or lists what is gone.
pub(super) fn run(call: &mut Call<'_>) -> Result<Exit, Trouble> {
    let label = call.arguments.operand(0)?.unwrap_or_default().to_owned();
    if label == LIST {
        return list(call);
    }
    let dry = call.arguments.has(&DRY_RUN);
    let reason = match dry {
        true => String::new(),
        false => call.arguments.needed(&REASON)?.to_owned(),
    };
    let mut workspace = call.open()?;
    let household = workspace.household(&label)?;
    let person = match call.arguments.text(&MEMBER)? {
        Some(said) => Some(member(&workspace, household, said)?),
        None => None,
    };
    let reach = match &person {
        Some(person) => workspace.reach_person(household, person)?,
        None => workspace.reach(household)?,
    };
    if !dry {
        let carried = match &person {
            Some(person) => workspace.erase_person(household, person, &reason)?,
            None => workspace.erase(household, &reason)?,
        };
        told_let_go(call, carried.let_go.len() as u64);
    }
    if call.output.json {
        let json = reach_json(&workspace, &reach, dry)?;
        call.output.value(&json);
        return Ok(Exit::Fine);
    }
    show(call, &workspace, &reach)?;
    let done = match (dry, person.is_some()) {
        (true, _) => "cli-erase-dry",
        (false, true) => "cli-erased-member",
        (false, false) => "cli-erased",
    };
    call.say(done, &[("label", label)]);
    Ok(Exit::Fine)
}

/// The member of a household that a name, and where two have it a year of birth, means.
fn member(workspace: &Workspace, household: EditId, said: &str) -> Result<Sought, Trouble> {
    let (name, born) = match said.rsplit_once(',') {
        Some((name, year)) => (name, year.trim().parse::<i32>().ok()),
        None => (said, None),
    };
    let papers = workspace.papers_of_household(household)?;
    let mut found = workspace.people_named(&papers, name)?;
    // Typed without marks it may mean several; spelled as one of them is, it means that one.
    if found.iter().any(|person| person.is_named(name)) {
        found.retain(|person| person.is_named(name));
    }
    if born.is_some() {
        found.retain(|person| person.born == born);
    }
    match found.len() {
        0 => Err(WorkspaceError::NotErased("erase-nobody").into()),
        1 => Ok(found.remove(0)),
        _ => Err(WorkspaceError::NotErased("erase-which").into()),
    }
}

/// Tells that bundles that waited for others are gone.
pub(super) fn told_let_go(call: &mut Call<'_>, count: u64) {
    if count > 0 {
        call.warn("cli-erase-let-go", &[("count", count.to_string())]);
    }
}

fn show(call: &mut Call<'_>, workspace: &Workspace, reach: &Reach) -> Result<(), Trouble> {
    let periods: Vec<String> = reach.periods.iter().map(ToString::to_string).collect();
    let args = [
        ("label", reach.household.label.clone()),
        ("edits", reach.edits.to_string()),
        ("papers", reach.papers.len().to_string()),
        (
            "periods",
            match periods.is_empty() {
                true => "none".to_owned(),
                false => periods.join(", "),
            },
        ),
    ];
    let (what, numbers) = match &reach.person {
        Some(_) => ("cli-erase-member-what", "cli-erase-member-numbers"),
        None => ("cli-erase-what", "cli-erase-numbers"),
    };
    call.say(what, &args);
    for part in &reach.parts {
        let args = [
            ("form", part.key.form.clone()),
            ("period", part.key.period.to_string()),
            ("rows", part.rows.len().to_string()),
            ("edits", part.edits.len().to_string()),
        ];
        call.say("cli-erase-part", &args);
    }
    if !periods.is_empty() {
        call.say(numbers, &[]);
    }
    copies(call, &reach.copies);
    if !reach.mentions.is_empty() {
        call.say("cli-erase-mentions", &[]);
        // Once for each paper; scripts get every place.
        let mut papers: Vec<&Mention> = reach.mentions.iter().collect();
        papers.dedup_by_key(|mention| mention.phieu);
        for mention in papers.iter().take(MOST_TOLD) {
            let args = [
                ("form", mention.key.form.clone()),
                ("period", mention.key.period.to_string()),
                ("place", mentioned(workspace, mention)?),
                (
                    "phieu",
                    mention.phieu.to_string().chars().take(12).collect(),
                ),
            ];
            call.say("cli-erase-mention", &args);
        }
        rest(call, papers.len());
    }
    if !reach.files.is_empty() {
        let count = reach.files.len();
        call.say("cli-erase-files", &[("count", count.to_string())]);
        for file in reach.files.iter().take(MOST_TOLD) {
            call.output.line(&format!("  {}", file.display()));
        }
        rest(call, count);
    }
    Ok(())
}

fn rest(call: &mut Call<'_>, count: usize) {
    let rest = count.saturating_sub(MOST_TOLD);
    if rest > 0 {
        call.say("cli-erase-more", &[("count", rest.to_string())]);
    }
}

fn mentioned(workspace: &Workspace, mention: &Mention) -> Result<String, Trouble> {
    Ok(workspace.subject_label(&mention.key.subject)?)
}

fn copies(call: &mut Call<'_>, copies: &[Sent]) {
    if copies.is_empty() {
        return;
    }
    call.say("cli-erase-copies", &[]);
    for sent in copies.iter().take(MOST_TOLD) {
        let args = [
            ("to", sent.to.clone()),
            ("day", day(sent.created)),
            ("digits", sent.id.digits()),
        ];
        call.say("cli-erase-copy", &args);
    }
    rest(call, copies.len());
}

fn copies_json(copies: &[Sent]) -> Json {
    let one = |sent: &Sent| {
        json!({
            "bundle": sent.id.to_string(), "code": sent.id.digits(), "to": sent.to,
            "created": wire::time_text(sent.created),
        })
    };
    copies.iter().map(one).collect()
}

fn reach_json(workspace: &Workspace, reach: &Reach, dry: bool) -> Result<Json, Trouble> {
    let mut mentions = Vec::new();
    for mention in &reach.mentions {
        mentions.push(json!({
            "form": mention.key.form, "period": mention.key.period.to_string(),
            "place": mentioned(workspace, mention)?, "phieu": mention.phieu.to_string(),
            "at": wire::path_text(&mention.path),
        }));
    }
    let periods: Vec<String> = reach.periods.iter().map(ToString::to_string).collect();
    let files: Vec<String> = reach
        .files
        .iter()
        .map(|file| file.display().to_string())
        .collect();
    Ok(json!({
        "label": reach.household.label,
        "erased": !dry,
        "edits": reach.edits,
        "member": reach.person.is_some(),
        "papers": reach.papers.len(),
        "periods": periods,
        "copies": copies_json(&reach.copies),
        "mentions": mentions,
        "files": files,
    }))
}

/// Every erasure, with who has carried it out, who has not said so, and what had gone out before.
fn list(call: &mut Call<'_>) -> Result<Exit, Trouble> {
    let workspace = call.open()?;
    let erased = workspace.erased_households()?;
    let mut told = Vec::new();
    for one in &erased {
        let answers = Answers::of(&workspace, one)?;
        if call.output.json {
            told.push(answers.json(one));
        } else {
            answers.say(call, one);
        }
    }
    if call.output.json {
        call.output.value(&Json::Array(told));
    } else if erased.is_empty() {
        call.say("cli-erase-none", &[]);
    }
    Ok(Exit::Fine)
}

/// Which devices have carried an erasure out, and which of those believed here have not said so.
struct Answers {
    /// Place, digits of the key, when.
    done: Vec<(String, String, i64)>,
    /// Place and digits.
    open: Vec<(String, String)>,
}

impl Answers {
    fn of(workspace: &Workspace, one: &ErasedPeople) -> Result<Answers, Trouble> {
        let believed = workspace.believed()?;
        let place_of = |line: &str| {
            let known = believed.iter().find(|known| known.key.line() == line);
            known.map_or_else(String::new, |known| known.place.clone())
        };
        let code =
            |line: &str| PublicKey::parse(line).map_or_else(|_| String::new(), |key| key.code());
        let done = one
            .done
            .iter()
            .map(|(key, time)| (place_of(key), code(key), *time))
            .collect();
        let silent = believed
            .iter()
            .filter(|known| !one.done.contains_key(&known.key.line()));
        let open = silent
            .map(|known| (known.place.clone(), known.key.code()))
            .collect();
        Ok(Answers { done, open })
    }

    fn json(&self, one: &ErasedPeople) -> Json {
        let done = self.done.iter().map(
            |(place, code, time)| json!({ "place": place, "code": code, "time": wire::time_text(*time) }),
        );
        let open = self.open.iter();
        let open = open.map(|(place, code)| json!({ "place": place, "code": code }));
        json!({
            "label": one.erased.label(),
            "household": one.erased.household().map(|id| id.to_string()),
            "form": one.paper.as_ref().map(|key| key.form.clone()),
            "period": one.paper.as_ref().map(|key| key.period.to_string()),
            "time": wire::time_text(one.time),
            "reason": one.reason,
            "pending": one.pending,
            "done": done.collect::<Vec<_>>(),
            "open": open.collect::<Vec<_>>(),
            "copies": copies_json(&one.copies),
        })
    }

    fn say(&self, call: &mut Call<'_>, one: &ErasedPeople) {
        let mut args = vec![
            ("label", one.erased.label().to_owned()),
            ("day", day(one.time)),
            ("reason", one.reason.clone()),
        ];
        let line = match &one.paper {
            Some(key) => {
                args.push(("form", key.form.clone()));
                args.push(("period", key.period.to_string()));
                "cli-erase-line-member"
            }
            None => "cli-erase-line",
        };
        call.say(line, &args);
        if one.pending {
            call.say("cli-erase-pending", &[]);
        }
        for (place, code, time) in &self.done {
            let args = [
                ("place", place.clone()),
                ("code", code.clone()),
                ("day", day(*time)),
            ];
            call.say("cli-erase-done", &args);
        }
        for (place, code) in &self.open {
            let args = [("place", place.clone()), ("code", code.clone())];
            call.say("cli-erase-open", &args);
        }
        copies(call, &one.copies);
    }
}

fn day(seconds: i64) -> String {
    wording::day(Clock::Fixed(seconds).today())
}
