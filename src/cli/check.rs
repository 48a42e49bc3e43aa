//! `check`: every problem of every Phiếu and between papers, and those who may have been entered twice; with `--table`, of tables handed in.

use std::path::PathBuf;

use serde_json::{Value as Json, json};

use super::between::{self, Between};
use super::call::Call;
use super::exit::Exit;
use super::problems::{self, Told};
use super::table_file;
use super::trouble::Trouble;
use super::twins;
use super::verbs::{PERIOD, TABLE};
use crate::form::{Finding, Severity};
use crate::task::{self, Checked, GivenTable};
use crate::workspace::Workspace;

/// Tables that are checked at once.
const MOST_TABLES: usize = 100;

/// Prints every problem; a paper that this program does not have is one too.
pub(super) fn run(call: &mut Call<'_>) -> Result<Exit, Trouble> {
    let period = call.period(&PERIOD)?;
    let files = files(call)?;
    let workspace = call.open()?;
    if !files.is_empty() {
        return tables(call, &workspace, &files);
    }
    let checked = task::check(&workspace, period, &mut |_, _| true)?;
    let mut list = Vec::new();
    let mut blocked = false;
    let mut count = 0;
    for found in &checked {
        let mut told = problems::conflicts(&call.words, found.form.as_deref(), &found.phieu);
        if let Some(form) = &found.form {
            told.extend(problems::of(
                &call.words,
                form,
                found.phieu.answers(),
                &found.problems,
            ));
        }
        blocked |= found.form.is_none() || told.iter().any(Told::blocks);
        count += told.len() + usize::from(found.form.is_none());
        match call.output.json {
            true => list.push(shape(found, &told)),
            false => lines(call, found, &told),
        }
    }
    let findings = task::crosscheck(&workspace, period, &[], &mut |_, _| true)?;
    let (between, groups, blocks) = told(call, &workspace, findings, &mut list)?;
    let alike = twins::told(call, &workspace, period, &mut list)?;
    let (count, blocked) = (count + between + alike, blocked || blocks);
    let papers = checked.len() + groups + alike;
    finish(call, list, count, papers, blocked)
}

/// The tables handed in: `--table FILE`, further ones after it.
fn files(call: &Call<'_>) -> Result<Vec<PathBuf>, Trouble> {
    let mut files: Vec<PathBuf> = call.arguments.path(&TABLE).into_iter().collect();
    let further: Vec<PathBuf> = call.arguments.paths().collect();
    if files.is_empty() && !further.is_empty() {
        return Err(Trouble::usage("missing-option").with("option", TABLE.spelling()));
    }
    files.extend(further);
    if files.len() > MOST_TABLES {
        return Err(Trouble::usage("too-many-tables").with("most", MOST_TABLES.to_string()));
    }
    Ok(files)
}

fn tables(call: &mut Call<'_>, workspace: &Workspace, files: &[PathBuf]) -> Result<Exit, Trouble> {
    let mut given: Vec<GivenTable> = Vec::new();
    for file in files {
        let table = table_file::read(workspace.library(), file)?;
        let twice = |other: &GivenTable| other.form == table.form && other.period == table.period;
        if given.iter().any(twice) {
            return Err(Trouble::usage("bad-table")
                .with("path", file.display().to_string())
                .with("reason", "bad-table-same")
                .with("text", table.form.to_string()));
        }
        given.push(table);
    }
    let findings = task::crosscheck(workspace, None, &given, &mut |_, _| true)?;
    let mut list = Vec::new();
    let (count, groups, blocked) = told(call, workspace, findings, &mut list)?;
    finish(call, list, count, groups, blocked)
}

/// Tells what was found between papers; how many, in how many groups, and whether any blocks.
fn told(
    call: &mut Call<'_>,
    workspace: &Workspace,
    findings: Vec<Finding>,
    list: &mut Vec<Json>,
) -> Result<(usize, usize, bool), Trouble> {
    let (count, blocked) = (
        findings.len(),
        findings
            .iter()
            .any(|found| found.severity == Severity::Blocks),
    );
    let groups = between::grouped(findings);
    let mut lines = Vec::new();
    let between = Between::new(&call.words, workspace, workspace.library())?;
    for group in &groups {
        if call.output.json {
            list.push(between.group(group));
            continue;
        }
        lines.push(between.heading(group));
        lines.extend(group.findings.iter().map(|found| between.line(found)));
    }
    for line in lines {
        call.output.line(&line);
    }
    Ok((count, groups.len(), blocked))
}

fn finish(
    call: &mut Call<'_>,
    list: Vec<Json>,
    count: usize,
    papers: usize,
    blocked: bool,
) -> Result<Exit, Trouble> {
    if call.output.json {
        call.output.value(&Json::Array(list));
    } else if count == 0 {
        call.say("cli-no-problems", &[]);
    } else {
        let args = [("count", count.to_string()), ("papers", papers.to_string())];
        call.say("cli-problems", &args);
    }
    Ok(if blocked { Exit::Blocked } else { Exit::Fine })
}

fn form(found: &Checked) -> String {
    format!("{}@{}", found.phieu.key().form, found.phieu.version())
}

fn shape(found: &Checked, told: &[Told]) -> Json {
    json!({
        "phieu": found.id.to_string(),
        "form": form(found),
        "subject": found.subject,
        "title": found.title,
        "period": found.phieu.key().period.to_string(),
        "known": found.form.is_some(),
        "problems": told.iter().map(Told::json).collect::<Vec<_>>(),
    })
}

/// Whom the Phiếu is of, and what it is called where there may be several.
fn called(found: &Checked) -> String {
    match &found.title {
        Some(title) => format!("{} {title}", found.subject),
        None => found.subject.clone(),
    }
}

fn lines(call: &mut Call<'_>, found: &Checked, told: &[Told]) {
    let status = format!("status-{}", found.phieu.status().as_str());
    let args = [
        ("phieu", found.id.to_string()),
        ("form", form(found)),
        ("subject", called(found)),
        ("period", found.phieu.key().period.to_string()),
        ("status", call.words(&status, &[])),
    ];
    call.say("cli-phieu", &args);
    if found.form.is_none() {
        call.say("cli-paper-unknown", &[("form", form(found))]);
    }
    for problem in told {
        let line = problem.line(&call.words);
        call.output.line(&line);
    }
}
