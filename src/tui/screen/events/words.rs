//! What becomes of a household, in words: the past, the questions, what will follow.

use super::{Choice, Events, Stage, said, say};
use crate::form::RowId;
use crate::record::{Cause, Told};
use crate::tui::lines::MemberLine;
use crate::tui::shared::Shared;

/// Why a household is no longer there, in a word or two.
pub(in crate::tui::screen) fn cause_words(cause: Cause, shared: &Shared) -> String {
    match cause {
        Cause::Left => say!(shared, "household-cause-left"),
        Cause::Died => say!(shared, "household-cause-died"),
        Cause::Merged => say!(shared, "household-cause-merged"),
        Cause::Mistake => say!(shared, "household-cause-mistake"),
    }
}

/// A member: name, and birth to tell two of one name apart.
pub(super) fn member(member: &MemberLine) -> String {
    match &member.birth {
        Some(crate::form::Date::Day(day)) => format!("{} · {}", member.name, said::day_words(*day)),
        Some(crate::form::Date::Year(year)) => format!("{} · {year}", member.name),
        None => member.name.clone(),
    }
}

/// One event of the past: when, what, by whom and why.
pub(super) fn told(told: &Told, shared: &Shared) -> String {
    let args = [("other", told.other.clone())];
    let what = shared
        .words
        .of(&format!("household-told-{}", told.kind), &args);
    let typed = chrono::DateTime::from_timestamp(told.time, 0)
        .map(|time| (time.naive_utc() + chrono::TimeDelta::hours(7)).date());
    let day = told.date.or(typed).map(said::day_words).unwrap_or_default();
    let mut line = format!("{day}  {what}");
    if let Some(reason) = &told.reason {
        line.push_str(&format!(" · {reason}"));
    }
    if let Some(person) = &told.person {
        line.push_str(&format!(" ({person})"));
    }
    if told.disputed {
        line.push_str(&format!(" # {}", say!(shared, "household-disputed")));
    }
    line
}

pub(super) fn choice(choice: Choice, events: &Events, shared: &Shared) -> String {
    match choice {
        Choice::Split => say!(shared, "household-choice-split"),
        Choice::Merge => say!(shared, "household-choice-merge"),
        Choice::Move => say!(shared, "household-choice-move"),
        Choice::Leave => say!(shared, "household-choice-leave"),
        Choice::Die => say!(shared, "household-choice-die"),
        Choice::Mistake => say!(shared, "household-choice-mistake"),
        Choice::Reopen => say!(shared, "household-choice-reopen"),
        Choice::TakeBack => say!(shared, "household-choice-take-back"),
        Choice::EraseOne => say!(shared, "household-choice-erase-member"),
        Choice::Erase => say!(shared, "household-choice-erase"),
        Choice::Settle(at) => {
            let becoming = events.becoming.as_ref();
            let past = becoming.and_then(|becoming| becoming.past.get(at));
            let what = past.map(|one| told(one, shared)).unwrap_or_default();
            say!(shared, "household-choice-settle", what = what)
        }
    }
}

pub(super) fn question(events: &Events, shared: &Shared) -> String {
    match events.stage {
        Stage::Choice => say!(shared, "household-ask-choice"),
        Stage::Members if events.choice == Choice::Merge => {
            say!(shared, "household-ask-members-merge")
        }
        Stage::Members => say!(shared, "household-ask-members"),
        Stage::Head => say!(shared, "household-ask-head"),
        Stage::Into => say!(shared, "household-ask-into"),
        Stage::Thon => say!(shared, "household-ask-thon"),
        Stage::Label => say!(shared, "household-ask-label"),
        Stage::Whither => say!(shared, "household-ask-whither"),
        Stage::Date => say!(shared, "household-ask-date"),
        Stage::Reason => say!(shared, "household-ask-reason"),
        Stage::Summary => say!(shared, "household-ask-summary"),
        Stage::Person => say!(shared, "household-ask-erase-member"),
        Stage::Erase => say!(shared, "household-ask-erase"),
    }
}

fn names(events: &Events, wanted: impl Fn(RowId) -> bool) -> String {
    let members = events
        .becoming
        .iter()
        .flat_map(|becoming| &becoming.members);
    let names = members.filter(|member| wanted(member.row));
    names
        .map(|member| member.name.as_str())
        .collect::<Vec<_>>()
        .join(", ")
}

/// What will follow, line by line.
pub(super) fn summary(events: &Events, shared: &Shared) -> Vec<String> {
    let period = said::period_words(shared, shared.period);
    let who = names(events, |row| events.members.contains(&row));
    let mut lines = match events.choice {
        Choice::Split => vec![
            say!(
                shared,
                "household-sum-split",
                who = who,
                head = names(events, |row| events.head == Some(row))
            ),
            say!(shared, "household-sum-split-old", period = period.clone()),
            say!(shared, "household-sum-split-new", period = period),
        ],
        Choice::Merge => {
            let into = events.into.as_ref().map(|(_, name)| name.clone());
            let into = into.unwrap_or_default();
            let who = if who.is_empty() {
                say!(shared, "household-sum-nobody")
            } else {
                who
            };
            vec![
                say!(shared, "household-sum-merge", into = into),
                say!(
                    shared,
                    "household-sum-merge-who",
                    who = who,
                    period = period.clone()
                ),
                say!(shared, "household-sum-gone", period = period),
            ]
        }
        Choice::Move => {
            let thon = events.thon.as_ref().map(|(_, name)| name.clone());
            let mut lines = vec![say!(
                shared,
                "household-sum-move",
                thon = thon.unwrap_or_default()
            )];
            lines.push(if events.label.is_empty() {
                say!(shared, "household-sum-label-stays")
            } else {
                say!(shared, "household-sum-label", label = events.label.clone())
            });
            lines
        }
        Choice::Leave => vec![
            say!(
                shared,
                "household-sum-leave",
                whither = events.whither.clone()
            ),
            say!(shared, "household-sum-gone", period = period),
        ],
        Choice::Die => vec![
            say!(shared, "household-sum-die"),
            say!(shared, "household-sum-gone", period = period),
        ],
        Choice::Mistake => vec![say!(shared, "household-sum-mistake")],
        Choice::Reopen => vec![say!(shared, "household-sum-reopen")],
        Choice::TakeBack => vec![say!(shared, "household-sum-take-back")],
        Choice::Settle(_) | Choice::EraseOne | Choice::Erase => {
            vec![choice(events.choice, events, shared)]
        }
    };
    if !matches!(
        events.choice,
        Choice::Settle(_) | Choice::Reopen | Choice::TakeBack
    ) {
        let date = events.date.map(said::day_words).unwrap_or_default();
        lines.push(say!(shared, "household-sum-date", date = date));
    }
    if !events.reason.is_empty() {
        lines.push(say!(
            shared,
            "household-sum-reason",
            reason = events.reason.clone()
        ));
    }
    lines.push(String::new());
    lines.push(say!(shared, "household-sum-enter"));
    lines
}

/// What is said once it is on the disk.
pub(super) fn done(events: &Events, shared: &Shared) -> String {
    match events.choice {
        Choice::Split => say!(shared, "household-done-split"),
        Choice::Reopen => say!(shared, "household-done-reopen"),
        Choice::TakeBack => say!(shared, "household-done-take-back"),
        _ => say!(shared, "household-done"),
    }
}
