//! Reading `forms/process/steps.toml`: every mistake told with its line, what is wrong left out.

use super::steps::{
    After, Among, Answerer, Deadline, Given, Lacks, Left, LeftKind, Marks, Meeting, Posted,
    Retrial, RowRule, Rule, Spread, Step, Steps, Wants,
};
use crate::form::author::{Located, Reader, Table, evidence, nearest, parse, source};
use crate::form::{FormKind, Library, Mistake, MistakeCode, Name, PeriodKind, Role, Severity};
use crate::place::Level;

/// Where the shipped file stands, for its mistakes.
const FILE: &str = "process/steps.toml";

const TOP: &[&str] = &[
    "state", "plan", "marks", "answerer", "meeting", "retrial", "step", "after",
];
const STEP: &[&str] = &[
    "id", "title", "who", "levels", "list", "papers", "plan", "source", "evidence", "deadline",
    "left",
];
const DEADLINE: &[&str] = &[
    "title", "periods", "from", "to", "from_day", "after", "source", "evidence",
];
const SPREAD: &[&str] = &[
    "form", "roster", "field", "until", "count", "days", "working", "least",
];
const LEFT: &[&str] = &[
    "id",
    "title",
    "severity",
    "periods",
    "answerer",
    "list",
    "having",
    "when",
    "lacks",
    "finished",
    "paper",
    "known",
    "posted",
    "complaints",
    "row",
    "for",
];
const AFTER: &[&str] = &[
    "id", "step", "until", "roles", "paper", "row", "message", "source", "evidence",
];

/// What a household of a list can lack, by its word.
const LACKS: [(&str, Lacks); 8] = [
    ("nobody", Lacks::Nobody),
    ("all", Lacks::All),
    ("outcome", Lacks::Outcome),
    ("meeting", Lacks::Meeting),
    ("agreement", Lacks::Agreement),
    ("second_visit", Lacks::SecondVisit),
    ("voted_class", Lacks::VotedClass),
    ("retrial_class", Lacks::RetrialClass),
];

impl Steps {
    /// Reads the file beside the papers that it names.
    pub fn parse(text: &str, library: &Library) -> (Steps, Vec<Mistake>) {
        let reader = Reader::new(FILE, text);
        let tree = parse(&reader, text);
        let top = Table::new(&reader, tree.get_ref(), 0, TOP);
        let papers = Papers(library);
        let mut read = Steps {
            state: papers.need(&top, "state").unwrap_or_default(),
            plan: papers.need(&top, "plan").unwrap_or_default(),
            marks: marks(&top),
            answerer: answerer(&top, &papers),
            meeting: meeting(&top, &papers),
            retrial: retrial(&top, &papers),
            ..Steps::default()
        };
        for table in top.tables("step", STEP) {
            let Some(step) = step(&table, &papers, &read) else {
                continue;
            };
            if read.steps.iter().any(|other| other.id == step.id) {
                let args = vec![("id", step.id), ("what", "step".to_owned())];
                table.tell(MistakeCode::DuplicateId, table.line, args);
            } else {
                read.steps.push(step);
            }
        }
        for table in top.tables("after", AFTER) {
            let after = after(&table, &papers, &read);
            read.afters.extend(after);
        }
        (read, reader.take())
    }
}

/// The papers that the file may name.
struct Papers<'l>(&'l Library);

impl Papers<'_> {
    fn ids(&self) -> impl Iterator<Item = &str> {
        self.0.list().iter().map(|paper| paper.form.id().as_str())
    }

    /// Whether a paper of that id is there, and if not tells it.
    fn known(&self, table: &Table<'_>, found: Located) -> Option<String> {
        if self.ids().any(|id| id == found.text) {
            return Some(found.text);
        }
        let near = nearest(&found.text, self.ids());
        let args = vec![("form", found.text), ("nearest", near)];
        table.tell(MistakeCode::UnknownForm, found.line, args);
        None
    }

    fn need(&self, table: &Table<'_>, key: &str) -> Option<String> {
        let found = table.need(key)?;
        self.known(table, found)
    }

    fn all(&self, table: &Table<'_>, key: &str) -> Vec<String> {
        let found = table.texts(key).into_iter();
        found.filter_map(|id| self.known(table, id)).collect()
    }

    fn list(&self, table: &Table<'_>, key: &str) -> Option<String> {
        let found = table.need(key)?;
        let line = found.line;
        let id = self.known(table, found)?;
        let kind = self.0.newest(&id).map(|form| form.kind());
        if kind == Some(FormKind::List) {
            return Some(id);
        }
        let args = vec![("form", id), ("nearest", String::new())];
        table.tell(MistakeCode::UnknownForm, line, args);
        None
    }

    /// A field of a paper, of any version, inside a roster or outside.
    fn field(
        &self,
        table: &Table<'_>,
        paper: &str,
        roster: Option<&str>,
        key: &str,
    ) -> Option<Name> {
        let found = table.need(key)?;
        self.is_field(table, paper, roster, &found)
    }

    fn is_field(
        &self,
        table: &Table<'_>,
        paper: &str,
        roster: Option<&str>,
        found: &Located,
    ) -> Option<Name> {
        let versions = self.0.list().iter().map(|paper| &paper.form);
        let groups = versions
            .filter(|form| form.id().as_str() == paper)
            .flat_map(|form| form.groups())
            .filter(|group| group.roster.then_some(group.id.as_str()) == roster);
        let ids: Vec<&str> = groups
            .flat_map(|group| &group.fields)
            .map(|field| field.id.as_str())
            .collect();
        if ids.contains(&found.text.as_str()) {
            return Some(Name::new(&found.text));
        }
        let near = nearest(&found.text, ids.iter().copied());
        let args = vec![("path", found.text.clone()), ("nearest", near)];
        table.tell(MistakeCode::UnknownPath, found.line, args);
        None
    }

    fn roster(&self, table: &Table<'_>, paper: &str, key: &str) -> Option<Name> {
        let found = table.need(key)?;
        let form = self.0.newest(paper)?;
        let rosters = || form.groups().iter().filter(|group| group.roster);
        if rosters().any(|group| group.id.as_str() == found.text) {
            return Some(Name::new(&found.text));
        }
        let near = nearest(&found.text, rosters().map(|group| group.id.as_str()));
        let args = vec![("path", found.text), ("nearest", near)];
        table.tell(MistakeCode::UnknownPath, found.line, args);
        None
    }
}

fn marks(top: &Table<'_>) -> Marks {
    let keys = ["closed", "by", "reopened", "reopened_by", "reason"];
    if !top.has("marks") {
        top.missing("marks");
    }
    let table = top.table("marks", &keys);
    let text = |key: &str| {
        let found = table.as_ref().and_then(|table| table.need(key));
        found.map(|found| found.text).unwrap_or_default()
    };
    Marks {
        closed: text("closed"),
        by: text("by"),
        reopened: text("reopened"),
        reopened_by: text("reopened_by"),
        reason: text("reason"),
    }
}

fn answerer(top: &Table<'_>, papers: &Papers<'_>) -> Option<Answerer> {
    let keys = ["form", "field", "unset", "title", "source", "evidence"];
    let table = top.table("answerer", &keys)?;
    stated(&table);
    let form = papers.need(&table, "form")?;
    Some(Answerer {
        field: papers.field(&table, &form, None, "field")?,
        unset: names(&table, "unset"),
        title: table.need("title")?.text,
        form,
    })
}

fn meeting(top: &Table<'_>, papers: &Papers<'_>) -> Option<Meeting> {
    let keys = ["paper", "roster", "household", "head", "proposed", "agreed"];
    let table = top.table("meeting", &keys)?;
    let paper = papers.need(&table, "paper")?;
    let roster = papers.roster(&table, &paper, "roster")?;
    let field = |key: &str| papers.field(&table, &paper, Some(roster.as_str()), key);
    Some(Meeting {
        household: field("household")?,
        head: field("head")?,
        proposed: field("proposed")?,
        agreed: field("agreed")?,
        roster: roster.clone(),
        paper: paper.clone(),
    })
}

fn retrial(top: &Table<'_>, papers: &Papers<'_>) -> Option<Retrial> {
    let table = top.table("retrial", &["paper", "class"])?;
    let paper = papers.need(&table, "paper")?;
    Some(Retrial {
        class: papers.field(&table, &paper, None, "class")?,
        paper,
    })
}

fn step(table: &Table<'_>, papers: &Papers<'_>, shared: &Steps) -> Option<Step> {
    let id = table.need("id");
    let (title, who) = (table.need("title"), table.need("who"));
    let (source, evidence) = stated(table);
    let levels = words(table, "levels", &Level::ALL, MistakeCode::UnknownLevel);
    if levels.is_empty() && !table.has("levels") {
        table.missing("levels");
    }
    let list = papers.list(table, "list");
    let plan = plan(table, papers, &shared.plan);
    let id = id?;
    for mark in [
        &shared.marks.closed,
        &shared.marks.by,
        &shared.marks.reopened,
        &shared.marks.reopened_by,
        &shared.marks.reason,
    ] {
        let found = Located {
            text: format!("{}{mark}", id.text),
            line: id.line,
        };
        papers.is_field(table, &shared.state, None, &found);
    }
    let deadlines = table.tables("deadline", DEADLINE);
    let left = table.tables("left", LEFT);
    Some(Step {
        id: id.text,
        title: title?.text,
        who: who?.text,
        levels,
        list: list?,
        papers: papers.all(table, "papers"),
        plan,
        deadlines: deadlines
            .iter()
            .filter_map(|table| deadline(table, papers))
            .collect(),
        left: left
            .iter()
            .filter_map(|table| self::left(table, papers))
            .collect(),
        source,
        evidence: evidence?,
    })
}

/// From and to; an empty text is a day that the plan does not have.
fn plan(table: &Table<'_>, papers: &Papers<'_>, plan: &str) -> [Option<Name>; 2] {
    let mut fields = table
        .texts("plan")
        .into_iter()
        .map(|found| match found.text.is_empty() {
            true => None,
            false => papers.is_field(table, plan, None, &found),
        });
    [fields.next().flatten(), fields.next().flatten()]
}

fn deadline(table: &Table<'_>, papers: &Papers<'_>) -> Option<Deadline> {
    let title = table.need("title");
    let (source, evidence) = stated(table);
    let rule = if let Some(after) = table.table("after", SPREAD) {
        Rule::After(spread(&after, papers)?)
    } else if table.has("from_day") {
        Rule::FromDay(table.whole("from_day", 28, MistakeCode::BadDate)?)
    } else {
        Rule::Season(month_day(table, "from")?, month_day(table, "to")?)
    };
    Some(Deadline {
        title: title?.text,
        periods: periods(table),
        rule,
        source,
        evidence: evidence?,
    })
}

fn spread(table: &Table<'_>, papers: &Papers<'_>) -> Option<Spread> {
    let form = papers.need(table, "form")?;
    let roster = match table.has("roster") {
        true => Some(papers.roster(table, &form, "roster")?),
        false => None,
    };
    let within = roster.as_ref().map(Name::as_str);
    let optional = |key: &str| {
        table
            .has(key)
            .then(|| papers.field(table, &form, within, key))
            .flatten()
    };
    let (count, days) = (
        table.whole("count", 999, MistakeCode::BadNumber),
        optional("days"),
    );
    if count.is_none() && days.is_none() {
        table.missing("count");
        return None;
    }
    Some(Spread {
        field: papers.field(table, &form, within, "field")?,
        until: optional("until"),
        count,
        days,
        working: table.yes("working").unwrap_or(false),
        least: table.yes("least").unwrap_or(false),
        roster: roster.clone(),
        form: form.clone(),
    })
}

fn left(table: &Table<'_>, papers: &Papers<'_>) -> Option<Left> {
    let (id, title) = (table.need("id"), table.need("title"));
    let severities = [(Severity::Blocks, "blocks"), (Severity::Asks, "asks")];
    let severity = table.need("severity");
    let severity = severity.and_then(|found| {
        let hit = severities.iter().find(|(_, word)| *word == found.text);
        if hit.is_none() {
            let near = nearest(&found.text, severities.iter().map(|(_, word)| *word));
            let args = vec![("word", found.text), ("nearest", near)];
            table.tell(MistakeCode::UnknownSeverity, found.line, args);
        }
        hit.map(|(severity, _)| *severity)
    });
    let kind = match table.has("paper") {
        true => of_papers(table, papers),
        false => of_households(table, papers),
    };
    Some(Left {
        id: id?.text,
        title: title?.text,
        severity: severity?,
        periods: periods(table),
        answerer: table.yes("answerer").unwrap_or(false),
        kind: kind?,
    })
}

fn of_households(table: &Table<'_>, papers: &Papers<'_>) -> Option<LeftKind> {
    let among = match table.has("having") {
        true => Among::Having(papers.all(table, "having")),
        false => Among::List(papers.list(table, "list")?),
    };
    let when = given(table, papers, None);
    let lacks = if table.has("finished") {
        Lacks::Finished(papers.all(table, "finished"))
    } else {
        let found = table.need("lacks")?;
        match LACKS.iter().find(|(word, _)| *word == found.text) {
            Some((_, lacks)) => lacks.clone(),
            None => {
                unknown_word(table, "lacks", found, LACKS.iter().map(|(word, _)| *word));
                return None;
            }
        }
    };
    Some(LeftKind::Households { among, when, lacks })
}

fn of_papers(table: &Table<'_>, papers: &Papers<'_>) -> Option<LeftKind> {
    let paper = papers.need(table, "paper")?;
    let when = given(table, papers, Some(&paper));
    let field = |table: &Table<'_>, key: &str| papers.field(table, &paper, None, key);
    let wants = if table.has("known") {
        Wants::Known(field(table, "known")?)
    } else if let Some(posted) = table.table("posted", &["from", "to", "least"]) {
        Wants::Posted(Posted {
            from: field(&posted, "from")?,
            to: field(&posted, "to")?,
            least: field(&posted, "least")?,
        })
    } else if let Some(complaints) = table.table("complaints", &["field", "paper"]) {
        Wants::Complaints(
            field(&complaints, "field")?,
            papers.need(&complaints, "paper")?,
        )
    } else if let Some(row) = table.table("row", &["roster", "known", "head", "when", "is"]) {
        let roster = papers.roster(&row, &paper, "roster")?;
        let member = |key: &str| papers.field(&row, &paper, Some(roster.as_str()), key);
        let when = match row.has("when") {
            true => Some((member("when")?, names(&row, "is"))),
            false => None,
        };
        Wants::Row(RowRule {
            known: member("known")?,
            head: member("head")?,
            when,
            roster: roster.clone(),
        })
    } else {
        let found = table.need("lacks")?;
        match found.text.as_str() {
            "finish" => Wants::Finish,
            "paper" => Wants::Paper(papers.list(table, "for")?),
            _ => {
                unknown_word(table, "lacks", found, ["finish", "paper"].into_iter());
                return None;
            }
        }
    };
    Some(LeftKind::Papers { paper, when, wants })
}

/// A condition; of a paper's own field where the paper is the one looked at.
fn given(table: &Table<'_>, papers: &Papers<'_>, own: Option<&str>) -> Option<Given> {
    let when = table.table("when", &["form", "field", "is"])?;
    let form = match own {
        Some(_) => String::new(),
        None => papers.need(&when, "form")?,
    };
    let of = own.unwrap_or(&form);
    Some(Given {
        field: papers.field(&when, of, None, "field")?,
        is: names(&when, "is"),
        form: form.clone(),
    })
}

fn after(table: &Table<'_>, papers: &Papers<'_>, read: &Steps) -> Option<After> {
    let (id, message) = (table.need("id"), table.need("message"));
    let evidence = stated(table).1;
    let step_of = |key: &str| {
        let found = table.need(key)?;
        let hit = read.steps.iter().position(|step| step.id == found.text);
        if hit.is_none() {
            let known = read.steps.iter().map(|step| step.id.as_str());
            unknown_word(table, key, found, known);
        }
        hit
    };
    let step = step_of("step")?;
    let until = table.has("until").then(|| step_of("until")).flatten();
    let words: Vec<(Role, &'static str)> = Role::ALL.to_vec();
    let roles = self::words(table, "roles", &words, MistakeCode::UnknownRole);
    let paper = papers.need(table, "paper")?;
    let row = table
        .table("row", &["roster", "household"])
        .and_then(|row| {
            let roster = papers.roster(&row, &paper, "roster")?;
            let field = papers.field(&row, &paper, Some(roster.as_str()), "household")?;
            Some((roster, field))
        });
    Some(After {
        id: id?.text,
        step,
        until,
        roles,
        paper,
        row,
        message: message?.text,
        evidence: evidence?,
    })
}

/// Every statement says itself where it comes from.
fn stated(table: &Table<'_>) -> (String, Option<crate::form::Evidence>) {
    if !table.has("source") {
        table.tell(MistakeCode::MissingSource, table.line, vec![]);
    }
    if !table.has("evidence") {
        table.missing("evidence");
    }
    (source(table).unwrap_or_default(), evidence(table))
}

fn periods(table: &Table<'_>) -> Vec<PeriodKind> {
    let both = || vec![PeriodKind::Year, PeriodKind::Month];
    if !table.has("periods") {
        return both();
    }
    let words = [(PeriodKind::Year, "year"), (PeriodKind::Month, "month")];
    self::words(table, "periods", &words, MistakeCode::UnknownPeriod)
}

fn names(table: &Table<'_>, key: &str) -> Vec<Name> {
    if !table.has(key) {
        table.missing(key);
    }
    let found = table.texts(key).into_iter();
    found.map(|found| Name::new(&found.text)).collect()
}

fn words<T: Copy>(
    table: &Table<'_>,
    key: &str,
    words: &[(T, &'static str)],
    code: MistakeCode,
) -> Vec<T> {
    let mut read = Vec::new();
    for found in table.texts(key) {
        match words.iter().find(|(_, word)| *word == found.text) {
            Some((value, _)) => read.push(*value),
            None => {
                let near = nearest(&found.text, words.iter().map(|(_, word)| *word));
                let args = vec![("word", found.text), ("nearest", near)];
                table.tell(code, found.line, args);
            }
        }
    }
    read
}

fn unknown_word<'a>(
    table: &Table<'_>,
    key: &str,
    found: Located,
    known: impl Iterator<Item = &'a str>,
) {
    let known: Vec<&str> = known.collect();
    let args = vec![
        ("key", key.to_owned()),
        ("expected", known.join(", ")),
        ("found", found.text),
    ];
    table.tell(MistakeCode::WrongType, found.line, args);
}

/// A day of any year: `09-01`.
fn month_day(table: &Table<'_>, key: &str) -> Option<(u32, u32)> {
    let found = table.need(key)?;
    let read = || {
        let (month, day) = found.text.split_once('-')?;
        let (month, day) = (month.parse().ok()?, day.parse().ok()?);
        // A leap year knows every day.
        chrono::NaiveDate::from_ymd_opt(2024, month, day).map(|_| (month, day))
    };
    let hit = read();
    if hit.is_none() {
        let args = vec![("found", found.text.clone())];
        table.tell(MistakeCode::BadDate, found.line, args);
    }
    hit
}
