//! What was said on the command line, checked against the table; what it means is each verb's matter.

use std::collections::BTreeMap;
use std::ffi::OsString;
use std::path::PathBuf;

use lexopt::Arg;

use super::trouble::Trouble;
use super::verbs::{DATA, Flag, GLOBALS, HELP, LANG, VERBS, VERSION, Verb, VerbId, flags};
use crate::locale::Language;

/// One command line.
#[derive(Debug, Default)]
pub(super) struct Arguments {
    pub(super) verb: Option<&'static Verb>,
    operands: Vec<OsString>,
    values: BTreeMap<&'static str, OsString>,
    /// Also set when the line is wrong, so that the error is spoken as the person asked.
    pub(super) json: bool,
    pub(super) language: Language,
}

impl Arguments {
    /// Reads a line. The second part is what is wrong with it; the first is what could be understood all the same.
    pub(super) fn parse(line: impl IntoIterator<Item = OsString>) -> (Arguments, Option<Trouble>) {
        let mut arguments = Arguments::default();
        let trouble = arguments.read(line).err();
        (arguments, trouble)
    }

    /// Whether a switch was given.
    pub(super) fn has(&self, flag: &Flag) -> bool {
        self.values.contains_key(flag.name)
    }

    /// An option's value as text.
    pub(super) fn text(&self, flag: &Flag) -> Result<Option<&str>, Trouble> {
        match self.values.get(flag.name) {
            None => Ok(None),
            Some(value) => match value.to_str() {
                Some(text) => Ok(Some(text)),
                None => Err(Trouble::usage("not-text").with("text", value.to_string_lossy())),
            },
        }
    }

    /// The value of an option that the table says the verb needs.
    pub(super) fn needed(&self, flag: &Flag) -> Result<&str, Trouble> {
        self.text(flag)?
            .ok_or_else(|| Trouble::usage("missing-option").with("option", flag.spelling()))
    }

    /// An option's value as a file or folder.
    pub(super) fn path(&self, flag: &Flag) -> Option<PathBuf> {
        self.values.get(flag.name).map(PathBuf::from)
    }

    /// The operands as files or folders.
    pub(super) fn paths(&self) -> impl Iterator<Item = PathBuf> {
        self.operands.iter().map(PathBuf::from)
    }

    /// The `n`-th operand as text.
    pub(super) fn operand(&self, n: usize) -> Result<Option<&str>, Trouble> {
        match self.operands.get(n) {
            None => Ok(None),
            Some(word) => match word.to_str() {
                Some(text) => Ok(Some(text)),
                None => Err(Trouble::usage("not-text").with("text", word.to_string_lossy())),
            },
        }
    }

    /// All operands as one text: `place find văn quan` needs no quotes.
    pub(super) fn joined(&self) -> Result<String, Trouble> {
        let words: Result<Vec<&str>, Trouble> = (0..self.operands.len())
            .map(|n| Ok(self.operand(n)?.unwrap_or_default()))
            .collect();
        Ok(words?.join(" "))
    }

    fn read(&mut self, line: impl IntoIterator<Item = OsString>) -> Result<(), Trouble> {
        let line: Vec<OsString> = line.into_iter().collect();
        // Whatever is wrong further on, the error is told in the language and shape asked for.
        self.json = line
            .iter()
            .take_while(|word| *word != "--")
            .any(|word| word == "--json");
        let mut language = None;
        let mut words = Vec::new();
        let mut wrong = None;
        let mut parser = lexopt::Parser::from_args(line);
        loop {
            match next(&mut parser) {
                Ok(None) => break,
                Ok(Some(Said::Word(word))) => words.push(word),
                Ok(Some(Said::Flag(flag, value))) => {
                    if std::ptr::eq(flag, &LANG) {
                        language = value.clone();
                    }
                    if self
                        .values
                        .insert(flag.name, value.unwrap_or_default())
                        .is_some()
                    {
                        wrong = wrong.or(Some(
                            Trouble::usage("repeated-option").with("option", flag.spelling()),
                        ));
                    }
                }
                Err(trouble) => wrong = wrong.or(Some(trouble)),
            }
        }
        if let Some(word) = language {
            let text = word.to_string_lossy();
            match Language::parse(&text) {
                Some(language) => self.language = language,
                None => wrong = wrong.or(Some(Trouble::usage("bad-language").with("text", text))),
            }
        }
        let mut words = words.into_iter();
        let found = match words.next() {
            None => Ok(None),
            Some(name) => verb(&name.to_string_lossy(), &mut words, self.has(&HELP)).map(Some),
        };
        // A misspelt option leaves its value among the words, so it is told before the verb it seems to name.
        self.verb = match (found, &wrong) {
            (Ok(verb), _) => verb,
            (Err(trouble), None) => return Err(trouble),
            (Err(_), Some(_)) => None,
        };
        self.operands = words.collect();
        match wrong {
            Some(trouble) => Err(trouble.of(self.verb)),
            None => self.fits(),
        }
    }

    /// Whether what was said is what the verb takes.
    fn fits(&self) -> Result<(), Trouble> {
        if self.has(&HELP) || self.has(&VERSION) {
            return Ok(());
        }
        let taken = self.verb.map_or(&[][..], |verb| verb.flags);
        for name in self.values.keys() {
            let global = GLOBALS.iter().any(|flag| flag.name == *name);
            if !global && !taken.iter().any(|taken| taken.flag.name == *name) {
                return Err(Trouble::usage("foreign-option")
                    .with("option", format!("--{name}"))
                    .with("verb", self.verb.map(Verb::full_name).unwrap_or_default())
                    .of(self.verb));
            }
        }
        let Some(verb) = self.verb else { return Ok(()) };
        if let Some(missing) = taken
            .iter()
            .find(|taken| taken.needed && !self.has(taken.flag))
        {
            return Err(Trouble::usage("missing-option")
                .with("option", missing.flag.spelling())
                .of(self.verb));
        }
        let needed = verb
            .operands
            .iter()
            .filter(|operand| !operand.optional)
            .count();
        if let Some(missing) = verb
            .operands
            .get(self.operands.len())
            .filter(|_| self.operands.len() < needed)
        {
            return Err(Trouble::usage("missing-operand")
                .with("operand", missing.word)
                .of(self.verb));
        }
        let many = verb.operands.last().is_some_and(|operand| operand.many);
        if let Some(extra) = self.operands.get(verb.operands.len()).filter(|_| !many) {
            return Err(Trouble::usage("extra-operand")
                .with("text", extra.to_string_lossy())
                .of(self.verb));
        }
        Ok(())
    }

    /// Where `--data` points.
    pub(super) fn data(&self) -> Option<PathBuf> {
        self.path(&DATA)
    }

    /// Whether help was asked for, and of which verb.
    pub(super) fn wants_help(&self) -> bool {
        self.has(&HELP) || self.verb.is_some_and(|verb| verb.id == VerbId::Help)
    }

    /// Whether the version was asked for.
    pub(super) fn wants_version(&self) -> bool {
        self.has(&VERSION)
    }
}

enum Said {
    Word(OsString),
    Flag(&'static Flag, Option<OsString>),
}

fn next(parser: &mut lexopt::Parser) -> Result<Option<Said>, Trouble> {
    let broken = |error: lexopt::Error| match error {
        lexopt::Error::UnexpectedValue { option, .. } => {
            Trouble::usage("unexpected-value").with("option", option)
        }
        other => Trouble::usage("bad-arguments").with("detail", other.to_string()),
    };
    let (found, spelled) = match parser.next().map_err(broken)? {
        None => return Ok(None),
        Some(Arg::Value(word)) => return Ok(Some(Said::Word(word))),
        Some(Arg::Long(name)) => (
            flags().into_iter().find(|flag| flag.name == name),
            format!("--{name}"),
        ),
        Some(Arg::Short(letter)) => (
            flags().into_iter().find(|flag| flag.short == Some(letter)),
            format!("-{letter}"),
        ),
    };
    let Some(flag) = found else {
        // The value that an unknown option may carry (`--plase=01`) is not another mistake.
        let _ = parser.optional_value();
        let names: Vec<String> = flags()
            .into_iter()
            .map(|flag| format!("--{}", flag.name))
            .collect();
        return Err(Trouble::usage("unknown-option")
            .with("option", &spelled)
            .near(&spelled, names.iter().map(String::as_str)));
    };
    let value = match flag.value {
        None => None,
        Some(_) => {
            let missing = || Trouble::usage("missing-value").with("option", flag.spelling());
            let value = parser.value().map_err(|_| missing())?;
            // `--place --json` forgot the code; a value that begins so can still be given after `=`.
            let option = value
                .to_str()
                .and_then(|text| text.strip_prefix("--"))
                .is_some_and(|name| flags().iter().any(|flag| flag.name == name));
            match option {
                true => return Err(missing()),
                false => Some(value),
            }
        }
    };
    Ok(Some(Said::Flag(flag, value)))
}

/// Finds the verb that the first words name, taking the second one where the verb has sub-verbs.
fn verb(
    name: &str,
    words: &mut (impl Iterator<Item = OsString> + Clone),
    help: bool,
) -> Result<&'static Verb, Trouble> {
    let mut named = VERBS.iter().filter(|verb| verb.name == name);
    let Some(first) = named.clone().next() else {
        return Err(Trouble::usage("unknown-verb")
            .with("verb", name)
            .near(name, VERBS.iter().map(|verb| verb.name)));
    };
    if first.sub.is_none() {
        return Ok(first);
    }
    let subs: Vec<&str> = named.clone().filter_map(|verb| verb.sub).collect();
    let Some(second) = words.next() else {
        if help {
            return Ok(first);
        }
        return Err(Trouble::usage("missing-sub")
            .with("verb", name)
            .with("subs", subs.join(", ")));
    };
    let second = second.to_string_lossy();
    named
        .find(|verb| verb.sub == Some(&*second))
        .ok_or_else(|| {
            Trouble::usage("unknown-sub")
                .with("verb", name)
                .with("sub", &*second)
                .with("subs", subs.join(", "))
                .near(&second, subs.iter().copied())
        })
}

#[cfg(test)]
mod tests {
    use super::super::verbs::{FINISH, JSON, PLACE};
    use super::*;

    fn parse(line: &str) -> (Arguments, Option<&'static str>) {
        let (arguments, trouble) = Arguments::parse(line.split_whitespace().map(OsString::from));
        (arguments, trouble.map(|trouble| trouble.code()))
    }

    #[test]
    fn global_options_stand_anywhere() {
        for line in ["--json form list", "form --json list", "form list --json"] {
            let (arguments, trouble) = parse(line);
            assert_eq!(trouble, None, "{line}");
            assert!(arguments.json && arguments.has(&JSON));
            assert_eq!(arguments.verb.map(|verb| verb.id), Some(VerbId::FormList));
        }
    }

    #[test]
    fn values_are_read() {
        let (arguments, trouble) =
            parse("fill tờ --place=06256 --period 2024 --answers - --finish");
        assert_eq!(trouble, None);
        assert_eq!(arguments.text(&PLACE).ok().flatten(), Some("06256"));
        assert!(arguments.has(&FINISH));
        assert_eq!(arguments.operand(0).ok().flatten(), Some("tờ"));
    }

    #[test]
    fn every_mistake_has_its_code() {
        for (line, code) in [
            ("fil x", "unknown-verb"),
            ("form", "missing-sub"),
            ("form lst", "unknown-sub"),
            ("--plase 01 list", "unknown-option"),
            ("list --place", "missing-value"),
            ("list --place --json", "missing-value"),
            ("list --finish", "foreign-option"),
            ("--finish", "foreign-option"),
            ("init", "missing-option"),
            ("show", "missing-operand"),
            ("show a b", "extra-operand"),
            ("list --json=1", "unexpected-value"),
            ("list --place 01 --place 02", "repeated-option"),
            ("list --lang fr", "bad-language"),
            ("list -x", "unknown-option"),
        ] {
            assert_eq!(parse(line).1, Some(code), "{line}");
        }
        for line in [
            "",
            "form --help",
            "help form list",
            "--version",
            "table --help",
            "verify -h",
        ] {
            assert_eq!(parse(line).1, None, "{line}");
        }
    }

    #[test]
    fn a_wrong_line_is_answered_in_the_language_and_shape_asked_for() {
        let (arguments, trouble) = parse("fil --json --lang en");
        assert_eq!(trouble, Some("unknown-verb"));
        assert!(arguments.json && arguments.language == Language::English);
    }

    #[test]
    fn every_verb_is_found_by_its_name() {
        for verb in VERBS {
            let line = format!("{} --help", verb.full_name());
            assert_eq!(parse(&line).0.verb.map(|found| found.id), Some(verb.id));
        }
    }
}
