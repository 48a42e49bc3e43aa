//! Tables and lists as far as they can be checked alone; what they join is linked later.

use super::check::Checker;
use super::expression::compile::{Place, read};
use super::mistake::{MistakeCode, nearest};
use super::order::order;
use super::printed::{compile_printed, printed_edges};
use super::spec::table::Located;
use super::spec::{PAPER, RuleSpec, TableColumnSpec};

impl Checker<'_> {
    /// Expressions can be read, printed formulas and percentages name columns that are there.
    pub(super) fn table(&mut self) {
        let spec = self.spec;
        if !spec.kind.is_made() {
            return;
        }
        let tally = &spec.tally;
        let parts = tally.parts.iter().flat_map(|part| {
            let of = Some(part.part.id.as_str());
            let texts = part.weight.iter().chain(&part.condition);
            texts.map(move |text| (text, of))
        });
        let lets = tally
            .lets
            .iter()
            .map(|(id, text)| (text, Some(id.as_str())));
        let whole = tally.condition.iter().chain(&tally.each_condition);
        let whole = whole.chain(&tally.sort).map(|text| (text, None));
        for (text, field) in parts.chain(lets).chain(whole) {
            self.readable(text, field);
        }
        let columns = &spec.table_columns;
        let numbers: Vec<&str> = columns
            .iter()
            .map(|column| column.column.number.as_str())
            .collect();
        for column in columns {
            let number = column.column.number.as_str();
            match &column.rule {
                Some(RuleSpec::Printed(text)) => {
                    compile_printed(number, text, &numbers, self.mistakes);
                }
                Some(RuleSpec::Tallied(slots)) => {
                    let mut seen: Vec<&Located> = Vec::new();
                    for add in slots.iter().flatten() {
                        if !seen.contains(&&add.text) {
                            seen.push(&add.text);
                            self.readable(&add.text, Some(number));
                        }
                    }
                }
                Some(RuleSpec::Value(text)) => self.readable(text, Some(number)),
                Some(RuleSpec::Running(_)) | None => {}
            }
            if let Some(of) = &column.of {
                self.percent_of(of, number);
            }
        }
        self.printed_loop(&numbers);
    }

    fn readable(&mut self, text: &Located, field: Option<&str>) {
        let place = Place {
            file: PAPER,
            line: text.line,
            field,
        };
        read(&text.text, &place, self.mistakes);
    }

    /// A percentage is of a column that adds something up and is no percentage itself.
    fn percent_of(&mut self, of: &Located, number: &str) {
        let adds_up = |column: &&TableColumnSpec| {
            matches!(column.rule, Some(RuleSpec::Tallied(_))) && column.of.is_none()
        };
        let mut bases = self.spec.table_columns.iter().filter(adds_up);
        if bases.any(|column| column.column.number == of.text) {
            return;
        }
        let bases = self.spec.table_columns.iter().filter(adds_up);
        let near = nearest(&of.text, bases.map(|column| column.column.number.as_str()));
        let args = vec![("number", of.text.clone()), ("nearest", near)];
        self.tell(MistakeCode::PercentOf, of.line, Some(number), args);
    }

    fn printed_loop(&mut self, numbers: &[&str]) {
        let spec = self.spec;
        let Err(cycle) = order(&printed_edges(spec)) else {
            return;
        };
        let name = |n: u32| {
            let number = usize::try_from(n).ok().and_then(|n| numbers.get(n));
            number.copied().unwrap_or("?").to_owned()
        };
        let line = cycle
            .first()
            .and_then(|n| spec.table_columns.get(usize::try_from(*n).ok()?))
            .map_or(1, |column| column.line);
        let text: Vec<String> = cycle.iter().map(|n| name(*n)).collect();
        let first = text.first().map(String::as_str);
        let args = vec![("loop", text.join(" → "))];
        self.tell(MistakeCode::Cycle, line, first, args);
    }
}
