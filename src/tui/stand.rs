//! Where the review stands, in words: for the screens and for the command line alike.

use crate::form::{Period, Severity};
use crate::locale::Words;
use crate::record::PhieuSubject;
use crate::review::{
    Caution, Detail, LeftItem, PlaceStand, Refusal, Review, StepStand, Steps, days_left,
};

/// The most households that one line of reasons names, before it says how many more there are.
const MOST_NAMED: usize = 3;

fn day(day: chrono::NaiveDate) -> String {
    day.format("%d/%m/%Y").to_string()
}

/// Where a step stands, in a few words.
pub fn state_words(words: &Words, stand: &StepStand) -> String {
    if !stand.here && stand.closed.is_none() {
        return words.of("review-state-not-here", &[]);
    }
    if let Some(closed) = &stand.closed {
        let key = match closed.above {
            true => "review-state-closed-above",
            false => "review-state-closed",
        };
        return words.of(key, &[("day", day(closed.day))]);
    }
    match stand.blocks() {
        0 => words.of("review-state-ready", &[]),
        n => words.of("review-state-left", &[("n", n.to_string())]),
    }
}

/// The same as a sign of one or two cells, for a matrix: `x` closed, a number left, `o` ready, `-` not here.
pub fn state_sign(stand: &StepStand) -> String {
    match (&stand.closed, stand.here, stand.blocks()) {
        (Some(_), ..) => "x".to_owned(),
        (None, false, _) => "-".to_owned(),
        (None, true, 0) => "o".to_owned(),
        (None, true, n) => n.to_string(),
    }
}

/// When something is due, and in how many days; overdue said so.
pub fn due_words(words: &Words, today: chrono::NaiveDate, due: chrono::NaiveDate) -> String {
    let left = days_left(today, due);
    let (key, n) = match left {
        0 => ("review-due-today", 0),
        left if left > 0 => ("review-due-in", left),
        late => ("review-due-late", -late),
    };
    words.of(key, &[("day", day(due)), ("n", n.to_string())])
}

/// What more there is to say of something left.
pub fn detail_words(words: &Words, item: &LeftItem) -> Option<String> {
    match &item.detail {
        Detail::Plain => None,
        Detail::Papers(titles) => Some(titles.join(", ")),
        Detail::DaysLeft(n, sure) => {
            let key = match sure {
                true => "review-detail-days",
                false => "review-detail-days-unsure",
            };
            Some(words.of(key, &[("n", n.to_string())]))
        }
        Detail::Of(n, all) => {
            let args = [("n", n.to_string()), ("all", all.to_string())];
            Some(words.of("review-detail-of", &args))
        }
    }
}

/// What is left of a step, in words: the household or place, and what more there is to say.
pub fn item_words(words: &Words, item: &LeftItem) -> String {
    let named = match (item.name.is_empty(), item.label.is_empty()) {
        (true, _) => item.label.clone(),
        (false, true) => item.name.clone(),
        (false, false) => format!("{} {}", item.label, item.name),
    };
    match detail_words(words, item) {
        Some(detail) => format!("{named} ({detail})"),
        None => named,
    }
}

/// What is odd about the days of a step.
pub fn caution_words(words: &Words, caution: &Caution) -> String {
    words.of(
        &format!("review-caution-{}", caution.code()),
        &caution.args(),
    )
}

/// Why a step cannot be closed or reopened, with the households concerned.
pub fn refusal_words(words: &Words, steps: &Steps, stand: &StepStand, refusal: Refusal) -> String {
    let title = |at: usize| {
        let step = steps.list().get(at);
        step.map(|step| format!("{}. {}", at + 1, step.title))
            .unwrap_or_default()
    };
    let mut args = Vec::new();
    match refusal {
        Refusal::Before(at) => args.push(("step", title(at))),
        Refusal::Left(n) => {
            let blocking = stand
                .left
                .iter()
                .filter(|item| item.severity == Severity::Blocks);
            let named: Vec<String> = blocking
                .take(MOST_NAMED)
                .map(|item| item_words(words, item))
                .collect();
            args.push(("n", n.to_string()));
            args.push(("named", named.join("; ")));
            args.push(("more", n.saturating_sub(named.len()).to_string()));
        }
        _ => {}
    }
    words.of(&format!("review-refusal-{}", refusal.code()), &args)
}

/// What a place lacks up to the step that waits, ready to be sent: labels and heads' names, no number of
/// anybody, nothing of health.
pub fn missing_text(words: &Words, review: &Review, place: &PlaceStand) -> String {
    let mut text = words.of(
        "review-missing-title",
        &[
            ("place", place.name.clone()),
            ("period", period_words(words, review.period)),
            ("day", day(review.today)),
        ],
    );
    text.push('\n');
    // A step with nothing left needs no message, closed or not: the first one that has is the one to send.
    let lacking = |step: &StepStand| step.here && step.closed.is_none() && !step.left.is_empty();
    let last = place.steps.iter().position(lacking).or(place.waits());
    let last = last.unwrap_or(place.steps.len());
    let mut any = false;
    for (n, (stand, step)) in place.steps.iter().zip(review.steps.list()).enumerate() {
        if n > last || !stand.here {
            continue;
        }
        if n == last {
            let due = stand.due().map(|due| due_words(words, review.today, due));
            let args = [
                ("step", format!("{}. {}", n + 1, step.title)),
                ("due", due.unwrap_or_else(|| "none".to_owned())),
            ];
            text.push_str(&words.of("review-missing-waits", &args));
            text.push('\n');
        }
        for (rule, left) in step.left.iter().enumerate() {
            let items: Vec<&LeftItem> =
                stand.left.iter().filter(|item| item.rule == rule).collect();
            if items.is_empty() {
                continue;
            }
            any = true;
            let args = [("what", left.title.clone()), ("n", items.len().to_string())];
            text.push_str(&words.of("review-missing-what", &args));
            text.push('\n');
            for item in items {
                text.push_str(&format!(
                    "- {}\n",
                    item_words(words, &shortened(item, place))
                ));
            }
        }
    }
    if !place.open.is_empty() {
        any = true;
        text.push_str(&words.of("review-missing-open", &[]));
        text.push('\n');
        for (title, own) in &place.open {
            match own {
                Some(own) => text.push_str(&format!("- {title}: {own}\n")),
                None => text.push_str(&format!("- {title}\n")),
            }
        }
    }
    if !any {
        text.push_str(&words.of("review-missing-nothing", &[]));
        text.push('\n');
    }
    text
}

/// A household's label without the thôn's in front, and papers by their short titles.
fn shortened(item: &LeftItem, place: &PlaceStand) -> LeftItem {
    let mut item = item.clone();
    if matches!(item.subject, PhieuSubject::Household(_))
        && let Some(rest) = item.label.strip_prefix(&format!("{}-", place.label))
    {
        item.label = rest.to_owned();
    }
    if let Detail::Papers(titles) = &mut item.detail {
        for title in titles {
            *title = super::screen::short_title(title).to_owned();
        }
    }
    item
}

/// A period as people say it.
pub fn period_words(words: &Words, period: Period) -> String {
    super::screen::period_said(words, period)
}
