//! What the places in a document's texts are filled with.

use std::sync::Arc;

use super::{PrintJob, chosen};
use crate::form::{Date, Name};
use crate::form::{
    Evaluation, Form, ImportPeriod, Outcome, Path, Piece, Print, Prints, Spelled, Subject,
    Template, Value, What,
};
use crate::place::Level;
use crate::record::{Phieu, PhieuKey, PhieuSubject, PlaceRef};
use crate::task::TaskError;
use crate::text::date::{Parsed, format};
use crate::workspace::{Evaluated, Gathering, Workspace};

/// One subject's document being filled.
pub(super) struct Filling<'w> {
    pub(super) workspace: &'w Workspace,
    pub(super) prints: &'w Prints,
    pub(super) job: &'w PrintJob,
    pub(super) gathering: Gathering<'w>,
    pub(super) subject: PhieuSubject,
    /// Where the subject lives, or is.
    pub(super) place: PlaceRef,
    /// The paper it is printed from.
    pub(super) paper: Option<Arc<Form>>,
    /// The Phiếu it is printed from.
    pub(super) phieu: Option<(Phieu, Evaluated)>,
    /// Which print of the document it is; none of a blank one.
    pub(super) copy: Option<u32>,
    /// Rows of the lists laid out so far.
    pub(super) count: Option<usize>,
    /// The title, for texts that name it.
    pub(super) title: String,
}

impl<'w> Filling<'w> {
    pub(super) fn new(
        workspace: &'w Workspace,
        prints: &'w Prints,
        job: &'w PrintJob,
        print: &Print,
        subject: PhieuSubject,
    ) -> Result<Filling<'w>, TaskError> {
        let place = workspace.subject_place(&subject)?;
        Ok(Filling {
            workspace,
            prints,
            job,
            gathering: workspace.gathering(),
            subject,
            place,
            paper: None,
            phieu: None,
            copy: None,
            count: None,
            title: print.name.clone(),
        })
    }

    /// Finds the Phiếu that the document is printed from, where it is printed from one.
    pub(super) fn choose_phieu(&mut self, job: &PrintJob) -> Result<(), TaskError> {
        let Some(form) = self.paper.clone() else {
            return Ok(());
        };
        self.title = form.title().to_owned();
        if form.kind().is_made() {
            return Ok(());
        }
        if let Some(phieu) = chosen(self.workspace, &form, &self.subject, job)? {
            let evaluated = self.gathering.evaluate(phieu.clone())?;
            self.paper = Some(Arc::clone(&evaluated.form));
            self.phieu = Some((phieu, evaluated));
        }
        Ok(())
    }

    /// A word that all documents say.
    pub(super) fn word(&self, key: &str) -> String {
        self.prints.word(key).to_owned()
    }

    /// A text with its places filled; what nobody knows is a row of dots to write on.
    pub(super) fn fill(&mut self, template: &Template) -> Result<String, TaskError> {
        let mut text = String::new();
        for piece in &template.pieces {
            match piece {
                Piece::Text(words) => text += words,
                Piece::Value(what, how) => text += &self.value(what, *how)?,
            }
        }
        Ok(text)
    }

    /// A text all of whose places are known; nothing otherwise.
    pub(super) fn fill_known(&mut self, template: &Template) -> Result<Option<String>, TaskError> {
        let dots = ["dots", "few_dots", "date_dots"].map(|key| self.word(key));
        let mut text = String::new();
        for piece in &template.pieces {
            let said = match piece {
                Piece::Text(words) => words.clone(),
                Piece::Value(what, how) => self.value(what, *how)?,
            };
            if dots.contains(&said) {
                return Ok(None);
            }
            text += &said;
        }
        Ok(Some(text))
    }

    fn value(&mut self, what: &What, how: Spelled) -> Result<String, TaskError> {
        let (text, day) = match what {
            What::Word(word) => match *word {
                "today" => {
                    let today = self.workspace.today();
                    (Some(format(Parsed::Day(today))), Some(today))
                }
                word => (self.known(word), None),
            },
            What::Field { form, field } => self.field(form, field)?,
        };
        Ok(match (how, day, text) {
            (Spelled::Long, Some(day), _) => self.long(day),
            (Spelled::Long, None, None) => self.word("date_dots"),
            (Spelled::Upper, _, Some(text)) => text.to_uppercase(),
            (Spelled::Within, _, Some(text)) => self.within(text),
            (_, _, Some(text)) => text,
            (_, _, None) if self.is_figure(what) => self.word("few_dots"),
            (_, _, None) => self.word("dots"),
        })
    }

    /// Whether a figure belongs there.
    fn is_figure(&self, what: &What) -> bool {
        let What::Field { form, field } = what else {
            return false;
        };
        let paper = self.workspace.library().newest(form.as_str());
        let path = Path::Field(field.clone());
        paper
            .and_then(|paper| paper.field_at(&path))
            .is_some_and(|field| field.kind.is_number())
    }

    /// A day in full.
    fn long(&self, day: chrono::NaiveDate) -> String {
        use chrono::Datelike as _;
        self.word("long_date")
            .replace("{day}", &std::format!("{:02}", day.day()))
            .replace("{month}", &std::format!("{:02}", day.month()))
            .replace("{year}", &day.year().to_string())
    }

    /// A place's name as it stands within a sentence: what kind of place it is begins small.
    fn within(&self, name: String) -> String {
        let mut kinds = self.prints.word("kinds").split(',').map(str::trim);
        let kind = |kind: &str| {
            let rest = name.strip_prefix(kind);
            !kind.is_empty() && rest.is_some_and(|rest| rest.starts_with(char::is_whitespace))
        };
        match kinds.find(|one| kind(one)) {
            Some(kind) => name.replacen(kind, &kind.to_lowercase(), 1),
            None => name,
        }
    }

    /// The name of the unit of a level that the place is or lies in.
    pub(super) fn unit_name(&self, level: Level) -> Option<String> {
        let day = self.job.period.last_day();
        let code = self.workspace.place_code(&self.place).ok()?;
        let mut unit = self
            .workspace
            .unit(&code, day)
            .or_else(|| self.workspace.unit(&code, self.workspace.today()))?;
        while unit.level < level {
            unit = self.workspace.unit(&unit.parent, day)?;
        }
        (unit.level == level).then(|| unit.name.to_string())
    }

    fn thon_name(&self) -> Option<String> {
        let PlaceRef::Thon(id) = &self.place else {
            return None;
        };
        let thons = self.workspace.thons().ok()?;
        thons
            .into_iter()
            .find(|thon| thon.id == *id)
            .map(|thon| thon.name)
    }

    /// A word that every document knows.
    fn known(&self, word: &str) -> Option<String> {
        let above = || {
            if self.thon_name().is_some() {
                return self.unit_name(Level::Xa);
            }
            let code = self.workspace.place_code(&self.place).ok()?;
            let day = self.job.period.last_day();
            let unit = self.workspace.unit(&code, day)?;
            let above = self.workspace.unit(&unit.parent, day)?;
            Some(above.name.to_string())
        };
        let household = |subject: &PhieuSubject| match subject {
            PhieuSubject::Household(_) => self.workspace.subject_label(subject).ok(),
            PhieuSubject::Place(_) => None,
        };
        let own = || {
            let code = self.workspace.place_code(&self.place).ok()?;
            let day = self.job.period.last_day();
            let unit = self.workspace.unit(&code, day)?;
            Some(unit.name.to_string())
        };
        match word {
            "title" => Some(self.title.clone()),
            "place" => self.thon_name().or_else(own),
            "office" => self.thon_name().or_else(|| {
                let name = own()?;
                Some(self.word("office").replace("{name}", &name))
            }),
            "thon" => self.thon_name(),
            "xa" => self.unit_name(Level::Xa),
            "huyen" => self.unit_name(Level::Huyen),
            "tinh" => self.unit_name(Level::Tinh),
            "above" => above(),
            "period" => Some(self.period_name()),
            "year" => Some(self.job.period.year().to_string()),
            "person" => self.workspace.config().person.clone(),
            "household" => household(&self.subject),
            "count" => self.count.map(|count| count.to_string()),
            _ => None,
        }
    }

    /// A period as documents write it.
    fn period_name(&self) -> String {
        let period = self.job.period;
        match period {
            crate::form::Period::Year(year) => year.to_string(),
            crate::form::Period::Month(year, month) => std::format!("{month:02}/{year}"),
            other => other.to_string(),
        }
    }

    /// A field of the subject's Phiếu of a paper, and the day where it is one.
    fn field(
        &mut self,
        form: &Name,
        field: &Name,
    ) -> Result<(Option<String>, Option<chrono::NaiveDate>), TaskError> {
        if self.job.blank {
            return Ok((None, None));
        }
        let Some(evaluated) = self.evaluated(form)? else {
            return Ok((None, None));
        };
        let path = Path::Field(field.clone());
        let outcome = evaluated.evaluation.outcomes.get(&path);
        let day = match outcome.and_then(Outcome::value) {
            Some(Value::Date(Date::Day(day))) => Some(*day),
            _ => None,
        };
        let text = outcome.and_then(|outcome| self.text(&evaluated.form, &path, outcome));
        Ok((text, day))
    }

    /// The subject's Phiếu of a paper: the one being printed, else that of the period, else the newest before it;
    /// of a paper about places that of the nearest unit.
    pub(super) fn evaluated(&mut self, form: &Name) -> Result<Option<Evaluated>, TaskError> {
        if self.job.blank {
            return Ok(None);
        }
        if let Some((phieu, evaluated)) = &self.phieu
            && phieu.key().form == form.as_str()
        {
            return Ok(Some(evaluated.clone()));
        }
        let library = self.workspace.library();
        let Some(paper) = library
            .newest(form.as_str())
            .filter(|paper| !paper.repeats())
        else {
            return Ok(None);
        };
        let mut subjects = Vec::new();
        if paper.subject() == Subject::Household {
            if matches!(self.subject, PhieuSubject::Household(_)) {
                subjects.push(self.subject.clone());
            }
        } else {
            subjects.push(PhieuSubject::Place(self.place.clone()));
            let code = self.workspace.place_code(&self.place)?;
            let day = self.job.period.last_day();
            let mut unit = self.workspace.unit(&code, day);
            while let Some(found) = unit {
                subjects.push(PhieuSubject::Place(PlaceRef::Code(found.code.to_string())));
                unit = self.workspace.unit(&found.parent, day);
            }
        }
        for subject in subjects {
            let key = PhieuKey {
                form: form.to_string(),
                subject,
                period: self.job.period,
            };
            if let Some(found) = self.gathering.evaluate_of(&key, ImportPeriod::Latest)? {
                return Ok(Some(found));
            }
        }
        Ok(None)
    }

    /// What stands in a place, as papers write it; nothing where there is nothing to say.
    pub(super) fn text(&self, form: &Form, path: &Path, outcome: &Outcome) -> Option<String> {
        let value = match outcome {
            Outcome::Special(special) => return Some(self.word(special.code())),
            Outcome::Unparsed(text) => return Some(text.clone()),
            Outcome::Computed { value, .. } => rounded(form, path, value),
            other => other.value()?.clone(),
        };
        Some(match &value {
            Value::YesNo(true) => self.word("yes"),
            Value::YesNo(false) => self.word("no"),
            value => form.to_text(path, value)?,
        })
    }

    /// The evaluation of the Phiếu being printed.
    pub(super) fn evaluation(&self) -> Option<&Evaluation> {
        self.phieu.as_ref().map(|(_, found)| &*found.evaluation)
    }
}

/// A computed number at its field's digits; anything else as it is.
fn rounded(form: &Form, path: &Path, value: &Value) -> Value {
    let away = rust_decimal::RoundingStrategy::MidpointAwayFromZero;
    match (value, form.field_at(path)) {
        (Value::Number(number), Some(field)) => {
            Value::Number(number.round_dp_with_strategy(field.digits, away))
        }
        _ => value.clone(),
    }
}
