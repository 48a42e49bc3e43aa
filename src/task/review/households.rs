//! What is left, household by household.

use super::facts::{Fact, Facts};
use super::{Walk, severity, stands};
use crate::record::{PhieuId, PhieuSubject, PlaceRef};
use crate::review::{Among, Detail, Lacks, Left, LeftItem, LeftKind};

/// Tells every household that lacks something, and every thôn that has none.
pub(super) fn look(walk: &mut Walk<'_, '_>, facts: &Facts) {
    let kind = walk.period.kind();
    for (n, step) in walk.steps.clone().list().iter().enumerate() {
        for (rule, left) in step.left.iter().enumerate() {
            let LeftKind::Households { among, when, lacks } = &left.kind else {
                continue;
            };
            if !left.periods.contains(&kind) {
                continue;
            }
            if *lacks == Lacks::Nobody {
                nobody(walk, facts, (n, rule), left, among);
                continue;
            }
            for fact in &facts.households {
                let so = when.as_ref().is_none_or(|when| {
                    let key = (when.form.clone(), when.field.clone());
                    stands(fact.values.get(&key), &when.is)
                });
                if !belongs(fact, among) || !so {
                    continue;
                }
                if let Some((detail, form)) = lacking(walk, fact, lacks) {
                    let minutes = minutes(walk, facts, fact, lacks);
                    let (form, place, phieu) = minutes.unwrap_or((form, None, None));
                    let subject = PhieuSubject::Household(fact.id);
                    let (label, name) = walk.called(&subject);
                    let item = LeftItem {
                        rule,
                        severity: severity(left, false),
                        subject,
                        label,
                        name,
                        detail,
                        form,
                        place,
                        phieu,
                    };
                    walk.tell(fact.at, n, item);
                }
            }
        }
    }
}

fn belongs(fact: &Fact, among: &Among) -> bool {
    match among {
        Among::List(id) => fact.lists.contains(id),
        Among::Having(papers) => papers.iter().any(|id| fact.papers.contains_key(id)),
    }
}

/// A thôn in which no household is named.
fn nobody(
    walk: &mut Walk<'_, '_>,
    facts: &Facts,
    (step, rule): (usize, usize),
    left: &Left,
    among: &Among,
) {
    for at in 0..walk.review.places.len() {
        let Some(stand) = walk.review.places.get(at).filter(|stand| stand.xa != at) else {
            continue;
        };
        let named = |fact: &&Fact| fact.at == at && belongs(fact, among);
        if facts.households.iter().any(|fact| named(&fact)) {
            continue;
        }
        let item = LeftItem {
            rule,
            severity: left.severity,
            subject: PhieuSubject::Place(stand.place.clone()),
            label: stand.label.clone(),
            name: stand.name.clone(),
            detail: Detail::Plain,
            form: None,
            place: None,
            phieu: None,
        };
        walk.tell(at, step, item);
    }
}

/// The minutes to open for what a meeting has to say: those that spoke of the household, else those of its place
/// that are being filled, else new ones.
fn minutes(
    walk: &Walk<'_, '_>,
    facts: &Facts,
    fact: &Fact,
    lacks: &Lacks,
) -> Option<(Option<String>, Option<PlaceRef>, Option<PhieuId>)> {
    let phieu = match lacks {
        Lacks::Meeting | Lacks::Agreement => {
            let spoke = fact.votes.last().map(|vote| vote.minutes);
            spoke.or_else(|| facts.minutes.get(&fact.at).copied())
        }
        _ => return None,
    };
    let place = walk.review.places.get(fact.at)?.place.clone();
    let paper = walk.steps.meeting()?.paper.clone();
    Some((Some(paper), Some(place), phieu))
}

/// What a household lacks, with the paper to open; `None` where it lacks nothing.
fn lacking(walk: &Walk<'_, '_>, fact: &Fact, lacks: &Lacks) -> Option<(Detail, Option<String>)> {
    let plain = |lacking: bool| lacking.then_some((Detail::Plain, None));
    let last = fact.votes.last();
    match lacks {
        Lacks::Nobody => None,
        Lacks::All => plain(true),
        Lacks::Outcome => plain(!fact.outcome),
        Lacks::Finished(papers) => {
            let open = |id: &&String| {
                !fact
                    .papers
                    .get(*id)
                    .is_some_and(|status| status.is_finished())
            };
            let open: Vec<&String> = papers.iter().filter(open).collect();
            let first = open.first().map(|id| (*id).clone());
            let library = walk.workspace.library();
            let title = |id: &&String| {
                let form = library.get(id, walk.period.last_day());
                form.map_or_else(|| (*id).clone(), |form| form.title().to_owned())
            };
            let titles: Vec<String> = open.iter().map(title).collect();
            first.map(|first| (Detail::Papers(titles), Some(first)))
        }
        // A household that stands in minutes and was not voted on yet was not refused.
        Lacks::Meeting => plain(last.is_none_or(|vote| vote.agreed.is_none())),
        Lacks::Agreement => plain(last.is_some_and(|vote| vote.agreed == Some(false))),
        Lacks::SecondVisit => {
            let refused = fact
                .votes
                .iter()
                .position(|vote| vote.agreed == Some(false))?;
            let again = fact.votes.len() > refused + 1;
            let before = fact.votes.get(refused)?.day?;
            plain(again && fact.visited.is_none_or(|day| day < before))
        }
        Lacks::VotedClass => {
            let proposed = last?.proposed.as_ref()?;
            plain(fact.class.as_ref()? != proposed && fact.retrial.is_none())
        }
        Lacks::RetrialClass => {
            let found = fact.retrial.as_ref()?;
            plain(fact.class.as_ref() != Some(found))
        }
    }
}
