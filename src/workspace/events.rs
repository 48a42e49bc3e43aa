//! What becomes of a household: split, merged, moved, closed, there again. One event is one commit: the fact about
//! the household, and what follows from it in the papers of the period, which people may still change.

mod back;
mod bring;

use super::writing::Sealing;
use super::{MAX_TEXT, Outcome, Workspace, WorkspaceError};
use crate::form::{Answer, ChoiceRole, Date, FieldType, Form, Path, Period, Role, RowId, Value};
use crate::record::{
    Cause, Closing, Content, Draft, EditId, Event, HoDan, Move, Phieu, PhieuId, PhieuKey,
    PhieuSubject, PlaceRef, SlotPath, Split, What,
};

fn refuse<T>(code: &'static str) -> Outcome<T> {
    Err(WorkspaceError::Event(code))
}

impl Workspace {
    /// Notes what became of a household, all of it in one commit. Returns the household to look at next: the new
    /// one of a split, the one that another joined.
    ///
    /// # Errors
    /// [`WorkspaceError::Event`] if it cannot be; if the disk refuses.
    pub fn happen(&mut self, event: &Event) -> Outcome<EditId> {
        if event.reason.trim().is_empty() {
            return refuse("event-reason");
        }
        if event.reason.len() > MAX_TEXT {
            return Err(WorkspaceError::TooLong);
        }
        if event.date > self.today() {
            return refuse("event-future");
        }
        let household = self.hodan(event.household)?;
        self.own_place(&self.place_code(&household.place)?)?;
        if household.closed.is_some() != (event.what == What::Reopen) {
            let closed = household.closed.is_some();
            return refuse(if closed { "event-closed" } else { "event-open" });
        }
        let mut happening = Happening {
            pen: self.sealing()?,
            workspace: self,
            event,
            begun: 0,
        };
        happening.begun = happening.pen.len();
        let next = match &event.what {
            What::Split { members, head } => happening.split(&household, members, *head)?,
            What::Merge { into, members } => happening.merge(&household, *into, members)?,
            What::Move { place, label } => happening.shift(&household, place, label.as_deref())?,
            What::Leave { whither } => {
                let whither = Some(whither.trim()).filter(|text| !text.is_empty());
                happening.gone(&household, Cause::Left, None, whither)?
            }
            What::Die => happening.gone(&household, Cause::Died, None, None)?,
            What::Mistake => happening.gone(&household, Cause::Mistake, None, None)?,
            What::Reopen => happening.reopen(&household)?,
        };
        let pen = happening.pen;
        self.keep(pen)?;
        Ok(next)
    }

    /// The paper that names households in a period.
    pub fn naming_paper(&self, period: Period) -> Option<std::sync::Arc<Form>> {
        self.household_papers(period).into_iter().find(|form| {
            let named = form.field_with_role(Role::HeadName);
            named.is_some_and(|(roster, _)| roster.is_none())
        })
    }

    /// The paper that says who lives in a household: the period's or, where that names nobody yet, the last one
    /// before it.
    ///
    /// # Errors
    /// If the store cannot be read.
    pub fn members(&self, household: EditId, period: Period) -> Outcome<Option<Phieu>> {
        let Some(form) = self.naming_paper(period) else {
            return Ok(None);
        };
        let mut periods = self.store.form_periods(form.id().as_str())?;
        periods.retain(|other| other.last_day() <= period.last_day());
        periods.sort_by_key(|other| (other.last_day(), *other == period));
        for period in periods.into_iter().rev() {
            let key = PhieuKey {
                form: form.id().to_string(),
                subject: PhieuSubject::Household(household),
                period,
            };
            if let Some(phieu) = self.store.phieu(key.id())?
                && phieu.answers().rosters().any(|(_, rows)| !rows.is_empty())
            {
                return Ok(Some(phieu));
            }
        }
        Ok(None)
    }
}

/// An event on its way to the disk.
struct Happening<'w> {
    workspace: &'w Workspace,
    event: &'w Event,
    pen: Sealing,
    /// How many edits the pen had stamped before the event began.
    begun: usize,
}

/// A paper of the period in which the event is noted.
struct Paper {
    id: PhieuId,
    form: std::sync::Arc<Form>,
    /// As it stands, if it was there before.
    phieu: Option<Phieu>,
}

impl Happening<'_> {
    fn put(&mut self, mut draft: Draft) -> Outcome<EditId> {
        draft.reason = Some(self.event.reason.trim().to_owned());
        self.pen.add(draft)
    }

    /// How many edits of the event were stamped.
    fn edits(&self) -> u32 {
        u32::try_from(self.pen.len() - self.begun).unwrap_or(u32::MAX)
    }

    /// The period's paper that names a household; made if it is not there. None if no paper serves the period.
    fn paper(&mut self, household: EditId) -> Outcome<Option<Paper>> {
        let period = self.event.period;
        let Some(form) = self.workspace.naming_paper(period) else {
            return Ok(None);
        };
        let key = PhieuKey {
            form: form.id().to_string(),
            subject: PhieuSubject::Household(household),
            period,
        };
        if let Some(phieu) = self.workspace.store.phieu(key.id())? {
            let form = self.workspace.form_of(&phieu)?;
            let (id, phieu) = (phieu.id(), Some(phieu));
            return Ok(Some(Paper { id, form, phieu }));
        }
        let (id, draft) = Draft::phieu(key, form.version().to_owned(), form.hash().0);
        self.put(draft)?;
        let phieu = None;
        Ok(Some(Paper { id, form, phieu }))
    }

    fn answer(&mut self, paper: &Paper, path: Path, answer: Answer) -> Outcome<()> {
        let slot = SlotPath::Answer(path.clone());
        let replaces = paper.phieu.as_ref().map(|phieu| phieu.replaces(&slot));
        let content = Content::Answer {
            path,
            answer: Some(answer),
        };
        let draft = Draft::new(Some(paper.id.into()), replaces.unwrap_or_default(), content);
        self.put(draft).map(|_| ())
    }

    /// Answers the field of a role, if the paper has one.
    fn say(&mut self, paper: &Paper, role: Role, value: Value) -> Outcome<()> {
        match paper.form.field_with_role(role) {
            Some((None, field)) => {
                let path = Path::Field(field.id.clone());
                self.answer(paper, path, Answer::Given(value))
            }
            _ => Ok(()),
        }
    }

    /// Chooses the choice of a role in the field of another, if the paper has both; one of several is added.
    fn choose(&mut self, paper: &Paper, role: Role, choice: ChoiceRole) -> Outcome<()> {
        let Some((None, field)) = paper.form.field_with_role(role) else {
            return Ok(());
        };
        let Some(choice) = field.choices.iter().find(|one| one.role == Some(choice)) else {
            return Ok(());
        };
        let path = Path::Field(field.id.clone());
        let value = if field.kind == FieldType::Choices {
            let standing = paper.phieu.as_ref();
            let mut chosen = match standing.and_then(|phieu| phieu.answers().get(&path)) {
                Some(Answer::Given(Value::Choices(chosen))) => chosen.clone(),
                _ => Default::default(),
            };
            chosen.insert(choice.id.clone());
            Value::Choices(chosen)
        } else {
            Value::Choice(choice.id.clone())
        };
        self.answer(paper, path, Answer::Given(value))
    }

    fn date(&self) -> Value {
        Value::Date(Date::Day(self.event.date))
    }

    /// A household as people name it: label and head.
    fn named(&self, household: &HoDan) -> Outcome<String> {
        let summary = self.workspace.summary(household.id, self.event.period)?;
        let name = format!("{} {}", household.label, summary.head);
        Ok(name.trim().to_owned())
    }

    fn split(&mut self, old: &HoDan, members: &[RowId], head: RowId) -> Outcome<EditId> {
        let source = self.workspace.members(old.id, self.event.period)?;
        let Some(source) = source.filter(|_| members.contains(&head)) else {
            return refuse("event-nobody");
        };
        let all = bring::rows(self.workspace, &source)?;
        if !members.iter().all(|row| all.contains(row)) {
            return refuse("event-nobody");
        }
        if members.len() == all.len() {
            return refuse("event-everybody");
        }
        let content = Content::Household {
            label: self
                .workspace
                .household_label(&old.place, &Default::default())?,
            place: old.place.clone(),
        };
        let new = self.put(Draft::new(None, Vec::new(), content))?;
        // Those who stay: in the period's paper they are there already, or they are brought from the last one.
        if let Some(paper) = self.paper(old.id)? {
            if source.id() == paper.id {
                bring::away(self, &source, members)?;
            } else {
                let stay: Vec<RowId> = all
                    .into_iter()
                    .filter(|row| !members.contains(row))
                    .collect();
                bring::over(self, &source, &stay, &paper, bring::As::TheyWere)?;
                bring::head(self, &source, &paper)?;
            }
            self.choose(&paper, Role::Changes, ChoiceRole::Split)?;
        }
        if let Some(paper) = self.paper(new)? {
            bring::over(self, &source, members, &paper, bring::As::Led(Some(head)))?;
            if source.key().period == self.event.period {
                bring::outcome(self, &source, &paper)?;
            }
            self.choose(&paper, Role::Origin, ChoiceRole::Split)?;
            let name = self.named(old)?;
            self.say(&paper, Role::OriginHousehold, Value::Text(name))?;
            let date = self.date();
            self.say(&paper, Role::OriginDate, date)?;
        }
        let content = Content::SplitOff {
            split: Some(Split {
                from: old.id,
                date: self.event.date,
            }),
            edits: self.edits(),
        };
        self.put(Draft::new(Some(new.into()), Vec::new(), content))?;
        Ok(new)
    }

    fn merge(&mut self, gone: &HoDan, into: EditId, members: &[RowId]) -> Outcome<EditId> {
        if into == gone.id {
            return refuse("event-itself");
        }
        let host = self.workspace.hodan(into)?;
        if host.closed.is_some() {
            return refuse("event-host-closed");
        }
        let source = self.workspace.members(gone.id, self.event.period)?;
        let own = self.workspace.members(into, self.event.period)?;
        if let Some(paper) = self.paper(into)? {
            // A paper that is only beginning first gets those who live there already.
            if let Some(own) = own.filter(|own| own.id() != paper.id) {
                let rows = bring::rows(self.workspace, &own)?;
                bring::over(self, &own, &rows, &paper, bring::As::TheyWere)?;
                bring::head(self, &own, &paper)?;
            }
            if let Some(source) = source {
                bring::over(self, &source, members, &paper, bring::As::Led(None))?;
            }
            self.choose(&paper, Role::Changes, ChoiceRole::Merged)?;
        }
        let name = self.named(&host)?;
        self.gone(gone, Cause::Merged, Some(into), Some(&name))?;
        Ok(into)
    }

    fn shift(&mut self, old: &HoDan, place: &PlaceRef, label: Option<&str>) -> Outcome<EditId> {
        if old.place == *place {
            return refuse("event-same-place");
        }
        let code = self.workspace.place_code(place)?;
        if code != self.workspace.place_code(&old.place)? {
            return refuse("event-other-xa");
        }
        let label = label.map(str::trim).filter(|label| !label.is_empty());
        if let Some(label) = label {
            if label.len() > MAX_TEXT {
                return Err(WorkspaceError::TooLong);
            }
            if !self.workspace.store.household_by_label(label)?.is_empty() {
                return refuse("event-label-taken");
            }
        }
        let turn = old.turns.saturating_add(1);
        let to = Some(Move {
            place: place.clone(),
            label: label.map(str::to_owned),
            date: self.event.date,
        });
        let content = Content::Moved { turn, to };
        self.put(Draft::new(Some(old.id.into()), Vec::new(), content))?;
        Ok(old.id)
    }

    fn gone(
        &mut self,
        household: &HoDan,
        cause: Cause,
        into: Option<EditId>,
        whither: Option<&str>,
    ) -> Outcome<EditId> {
        if whither.is_some_and(|text| text.len() > MAX_TEXT) {
            return Err(WorkspaceError::TooLong);
        }
        let outcome = match cause {
            Cause::Left => Some(ChoiceRole::MovedAway),
            Cause::Died => Some(ChoiceRole::Died),
            Cause::Merged => Some(ChoiceRole::Merged),
            // One that never was has no paper that says how it went.
            Cause::Mistake => None,
        };
        if let Some(outcome) = outcome
            && let Some(paper) = self.paper(household.id)?
        {
            self.choose(&paper, Role::Outcome, outcome)?;
            let date = self.date();
            self.say(&paper, Role::GoneDate, date)?;
            if let Some(whither) = whither {
                self.say(&paper, Role::GoneTo, Value::Text(whither.to_owned()))?;
            }
            // Who it was stays known, whoever reads only this paper.
            if paper.phieu.is_none()
                && let Some(source) = self.workspace.members(household.id, self.event.period)?
            {
                bring::head(self, &source, &paper)?;
            }
        }
        let closing = Closing {
            cause,
            into,
            whither: whither.filter(|_| into.is_none()).map(str::to_owned),
            date: self.event.date,
        };
        let edits = self.edits();
        let replaces = self.workspace.tips(household.id, &SlotPath::Standing)?;
        let content = Content::Closed { closing, edits };
        self.put(Draft::new(Some(household.id.into()), replaces, content))?;
        Ok(household.id)
    }

    fn reopen(&mut self, household: &HoDan) -> Outcome<EditId> {
        let replaces = self.workspace.tips(household.id, &SlotPath::Standing)?;
        for id in &replaces {
            back::unsay(self, *id)?;
        }
        let draft = Draft::new(Some(household.id.into()), replaces, Content::Reopened);
        self.put(draft)?;
        Ok(household.id)
    }
}
