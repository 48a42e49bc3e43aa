//! The lists as text → [`Places`].

use std::collections::{BTreeSet, HashMap, HashSet};
use std::sync::{Arc, OnceLock};

use chrono::NaiveDate;
use csv::StringRecord;

use super::{Area, Level, Places, Regime, Share, Successor, Unit};

/// Longest code.
const CODE: usize = 8;

/// The official lists, as CSV with a header line. `forms/places/README.md` tells their columns and sources.
#[derive(Clone, Copy, Debug)]
pub struct Lists<'a> {
    /// Units until 30/6/2025: code, parent, level, kind, name.
    pub three_tier: &'a str,
    /// Units from 1/7/2025 as they were on that day: the same columns.
    pub two_tier: &'a str,
    /// Units that changed name or kind: date, code, old kind, old name, new kind, new name.
    pub changes: &'a str,
    /// Old xã → new xã: old, new, share.
    pub successors: &'a str,
    /// The area of each kind: level, kind, area, source, evidence.
    pub kinds: &'a str,
}

/// A line of the lists that cannot be used.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct PlaceError {
    /// Which list: the name of its field in [`Lists`].
    pub list: &'static str,
    /// Line, counted from 1, the header included.
    pub line: u64,
    /// What is wrong.
    pub fault: PlaceFault,
}

/// What is wrong with a line of the lists; carries what stands there.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum PlaceFault {
    /// Not CSV, or not as many columns as the header.
    Csv,
    /// No code, or one longer than eight bytes.
    Code(String),
    /// A level other than those of [`Level`].
    Level(String),
    /// A kind that the list of kinds does not have at that level.
    Kind(String),
    /// An area other than rural, urban, unknown.
    Area(String),
    /// A share other than whole, main, part.
    Share(String),
    /// Not an ISO date, or one before the two tiers.
    Date(String),
    /// A code that stands twice.
    Twice(String),
    /// A parent, or the unit of a change or succession, that its list does not have.
    Missing(String),
    /// A change whose old kind or name is not what stood until then.
    Stale(String),
}

impl PlaceError {
    /// The stable code; the words stand in `locales/` under `place-<code>`.
    pub fn code(&self) -> &'static str {
        match self.fault {
            PlaceFault::Csv => "list-csv",
            PlaceFault::Code(_) => "list-code",
            PlaceFault::Level(_) => "list-level",
            PlaceFault::Kind(_) => "list-kind",
            PlaceFault::Area(_) => "list-area",
            PlaceFault::Share(_) => "list-share",
            PlaceFault::Date(_) => "list-date",
            PlaceFault::Twice(_) => "list-twice",
            PlaceFault::Missing(_) => "list-missing",
            PlaceFault::Stale(_) => "list-stale",
        }
    }

    /// The arguments of the words: list, line, and what stands there.
    pub fn args(&self) -> Vec<(&'static str, String)> {
        let found = match &self.fault {
            PlaceFault::Csv => String::new(),
            PlaceFault::Code(found)
            | PlaceFault::Level(found)
            | PlaceFault::Kind(found)
            | PlaceFault::Area(found)
            | PlaceFault::Share(found)
            | PlaceFault::Date(found)
            | PlaceFault::Twice(found)
            | PlaceFault::Missing(found)
            | PlaceFault::Stale(found) => found.clone(),
        };
        vec![
            ("list", self.list.to_owned()),
            ("line", self.line.to_string()),
            ("found", found),
        ]
    }
}

impl std::fmt::Display for PlaceError {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(f, "{} {}:{}", self.code(), self.list, self.line)
    }
}

impl std::error::Error for PlaceError {}

impl Places {
    /// Makes the table from the official lists.
    ///
    /// # Errors
    /// The first line that cannot be used, with its list and number.
    pub fn load(lists: &Lists<'_>) -> Result<Places, PlaceError> {
        let mut loader = Loader {
            kinds: kinds(lists.kinds)?,
            words: HashSet::new(),
        };
        let old = loader.units("three_tier", lists.three_tier, Regime::ThreeTier)?;
        let mut new = loader.units("two_tier", lists.two_tier, Regime::TwoTier)?;
        let successors = successors(lists.successors, &old, &new)?;
        loader.apply_changes(&mut new, lists.changes)?;
        let provinces = old
            .iter()
            .filter(|unit| unit.level == Level::Tinh)
            .map(|unit| unit.code.to_string())
            .collect::<BTreeSet<_>>();

        let mut units = old;
        units.append(&mut new);
        units.sort_by(|a, b| a.code.cmp(&b.code).then(a.from.cmp(&b.from)));
        let mut below: HashMap<Arc<str>, Vec<u32>> = HashMap::new();
        for (unit, index) in units.iter().zip(0..) {
            match below.get_mut(&unit.parent) {
                Some(indexes) => indexes.push(index),
                None => drop(below.insert(Arc::clone(&unit.parent), vec![index])),
            }
        }
        Ok(Places {
            units,
            below,
            successors,
            provinces: Arc::new(provinces),
            folded: OnceLock::new(),
        })
    }
}

/// A list read line by line, every line with as many columns as wanted.
struct Rows<'a> {
    list: &'static str,
    reader: csv::Reader<&'a [u8]>,
    record: StringRecord,
}

impl<'a> Rows<'a> {
    fn new(list: &'static str, text: &'a str) -> Self {
        Rows {
            list,
            reader: csv::Reader::from_reader(text.as_bytes()),
            record: StringRecord::new(),
        }
    }

    /// The first `N` columns of the next line; the buffer is reused.
    fn next<const N: usize>(&mut self) -> Result<Option<(u64, [&str; N])>, PlaceError> {
        let list = self.list;
        let csv_fault = |line| PlaceError {
            list,
            line,
            fault: PlaceFault::Csv,
        };
        let line = self.reader.position().line();
        match self.reader.read_record(&mut self.record) {
            Ok(false) => return Ok(None),
            Ok(true) => {}
            Err(_) => return Err(csv_fault(line)),
        }
        let line = self.record.position().map_or(line, csv::Position::line);
        if self.record.len() < N {
            return Err(csv_fault(line));
        }
        let mut columns = [""; N];
        for (slot, column) in columns.iter_mut().zip(self.record.iter()) {
            *slot = column;
        }
        Ok(Some((line, columns)))
    }
}

/// A dozen kinds: a line through them beats hashing.
type Kinds = Vec<(Level, Box<str>, Option<Area>)>;

fn kinds(text: &str) -> Result<Kinds, PlaceError> {
    let mut kinds = Kinds::new();
    let mut rows = Rows::new("kinds", text);
    while let Some((line, [level, kind, area])) = rows.next()? {
        let fault = |fault| PlaceError {
            list: "kinds",
            line,
            fault,
        };
        let level =
            Level::parse(level).ok_or_else(|| fault(PlaceFault::Level(level.to_owned())))?;
        let area = match area {
            "rural" => Some(Area::Rural),
            "urban" => Some(Area::Urban),
            "unknown" => None,
            other => return Err(fault(PlaceFault::Area(other.to_owned()))),
        };
        if kinds.iter().any(|(l, k, _)| *l == level && **k == *kind) {
            return Err(fault(PlaceFault::Twice(kind.to_owned())));
        }
        kinds.push((level, Box::from(kind), area));
    }
    Ok(kinds)
}

struct Loader {
    kinds: Kinds,
    /// Kinds and parents repeat thousands of times: each is allocated once.
    words: HashSet<Arc<str>>,
}

impl Loader {
    fn word(&mut self, text: &str) -> Arc<str> {
        if let Some(word) = self.words.get(text) {
            return Arc::clone(word);
        }
        let word: Arc<str> = Arc::from(text);
        self.words.insert(Arc::clone(&word));
        word
    }

    fn area(&self, level: Level, kind: &Arc<str>) -> Result<Option<Area>, PlaceFault> {
        self.kinds
            .iter()
            .find(|(l, k, _)| *l == level && **k == **kind)
            .map(|(_, _, area)| *area)
            .ok_or_else(|| PlaceFault::Kind(kind.to_string()))
    }

    /// The units of one list, sorted by code.
    fn units(
        &mut self,
        list: &'static str,
        text: &str,
        regime: Regime,
    ) -> Result<Vec<Unit>, PlaceError> {
        let (from, to) = match regime {
            Regime::ThreeTier => (None, Regime::SWITCH.pred_opt()),
            Regime::TwoTier => (Some(Regime::SWITCH), None),
        };
        let mut units: Vec<(u64, Unit)> = Vec::with_capacity(text.len() / 32);
        let mut rows = Rows::new(list, text);
        while let Some((line, [code, parent, level, kind, name])) = rows.next()? {
            let fault = |fault| PlaceError { list, line, fault };
            let level =
                Level::parse(level).ok_or_else(|| fault(PlaceFault::Level(level.to_owned())))?;
            if code.is_empty() || code.len() > CODE {
                return Err(fault(PlaceFault::Code(code.to_owned())));
            }
            let kind = self.word(kind);
            let unit = Unit {
                code: Arc::from(code),
                parent: self.word(parent),
                level,
                area: self.area(level, &kind).map_err(fault)?,
                kind,
                name: Arc::from(name),
                regime,
                from,
                to,
            };
            units.push((line, unit));
        }
        units.sort_by_cached_key(|(_, unit)| key(&unit.code));
        let keys: Vec<u64> = units.iter().map(|(_, unit)| key(&unit.code)).collect();
        let mut last: Option<&str> = None;
        for (line, unit) in &units {
            let fault = |fault| PlaceError {
                list,
                line: *line,
                fault,
            };
            if last == Some(&*unit.code) {
                return Err(fault(PlaceFault::Twice(unit.code.to_string())));
            }
            last = Some(&*unit.code);
            let above = keys.binary_search(&key(&unit.parent)).ok();
            let above = above.and_then(|index| units.get(index));
            let rooted = unit.level == Level::Tinh && unit.parent.is_empty();
            if !rooted
                && above
                    .is_none_or(|(_, above)| above.code != unit.parent || above.level <= unit.level)
            {
                return Err(fault(PlaceFault::Missing(unit.parent.to_string())));
            }
        }
        Ok(units.into_iter().map(|(_, unit)| unit).collect())
    }

    /// Ends each changed unit on the day before its change and adds it as it is since. The changes are in order of date.
    fn apply_changes(&mut self, units: &mut Vec<Unit>, text: &str) -> Result<(), PlaceError> {
        let mut rows = Rows::new("changes", text);
        while let Some((line, [date, code, old_kind, old_name, new_kind, new_name])) =
            rows.next()?
        {
            let fault = |fault| PlaceError {
                list: "changes",
                line,
                fault,
            };
            let day = date
                .parse::<NaiveDate>()
                .ok()
                .filter(|day| *day > Regime::SWITCH)
                .ok_or_else(|| fault(PlaceFault::Date(date.to_owned())))?;
            let place = units
                .iter()
                .rposition(|unit| &*unit.code == code)
                .and_then(|index| units.get_mut(index))
                .ok_or_else(|| fault(PlaceFault::Missing(code.to_owned())))?;
            if &*place.kind != old_kind || &*place.name != old_name {
                return Err(fault(PlaceFault::Stale(code.to_owned())));
            }
            if place.from.is_some_and(|from| day <= from) {
                return Err(fault(PlaceFault::Date(date.to_owned())));
            }
            place.to = day.pred_opt();
            let mut changed = place.clone();
            let kind = self.word(new_kind);
            changed.area = self.area(changed.level, &kind).map_err(fault)?;
            changed.kind = kind;
            changed.name = Arc::from(new_name);
            changed.from = Some(day);
            changed.to = None;
            units.push(changed);
        }
        Ok(())
    }
}

fn successors(
    text: &str,
    old_units: &[Unit],
    new_units: &[Unit],
) -> Result<Vec<Successor>, PlaceError> {
    let keys = |units: &[Unit]| -> Vec<u64> { units.iter().map(|unit| key(&unit.code)).collect() };
    let (old_keys, new_keys) = (keys(old_units), keys(new_units));
    let code_of = |units: &[Unit], keys: &[u64], code: &str| {
        let index = keys.binary_search(&key(code)).ok()?;
        let unit = units.get(index).filter(|unit| *unit.code == *code)?;
        Some(Arc::clone(&unit.code))
    };
    let mut successors = Vec::with_capacity(text.len() / 16);
    let mut rows = Rows::new("successors", text);
    while let Some((line, [old, new, share])) = rows.next()? {
        let fault = |fault| PlaceError {
            list: "successors",
            line,
            fault,
        };
        let missing = |code: &str| fault(PlaceFault::Missing(code.to_owned()));
        successors.push(Successor {
            old: code_of(old_units, &old_keys, old).ok_or_else(|| missing(old))?,
            code: code_of(new_units, &new_keys, new).ok_or_else(|| missing(new))?,
            share: match share {
                "whole" => Share::Whole,
                "main" => Share::Main,
                "part" => Share::Part,
                other => return Err(fault(PlaceFault::Share(other.to_owned()))),
            },
        });
    }
    successors.sort_by(|a, b| (&a.old, a.share, &a.code).cmp(&(&b.old, b.share, &b.code)));
    Ok(successors)
}

/// A code as a number that sorts as its text does, so that thousands of codes are found quickly.
/// Codes have at most [`CODE`] bytes; a reader of lists refuses longer ones.
fn key(code: &str) -> u64 {
    code.bytes()
        .chain(std::iter::repeat(0))
        .take(CODE)
        .fold(0, |key, byte| key << 8 | u64::from(byte))
}
