//! The one table of verbs and options. Parsing, its errors, `bieu help` and the README are readings of it.

/// Which code carries a verb out. Closed, so that the compiler asks for every one.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[allow(
    missing_docs,
    reason = "each is the verb of the same name, told by VERBS and its words"
)]
pub enum VerbId {
    Demo,
    Init,
    FormList,
    FormShow,
    FormCheck,
    FormSend,
    FormScale,
    PlaceFind,
    PlaceAdd,
    Fill,
    Submit,
    Return,
    Accept,
    Lock,
    Unlock,
    Show,
    Why,
    List,
    Check,
    Table,
    Print,
    Review,
    Missing,
    Rollup,
    Export,
    Verify,
    Import,
    Receipt,
    Intake,
    KeyShow,
    KeyIdentity,
    KeyTrust,
    KeyList,
    KeyRevoke,
    PassphraseSet,
    Erase,
    Unforced,
    RecoveryMake,
    RecoveryCheck,
    RecoveryOpen,
    Backup,
    Restore,
    Handover,
    Doctor,
    Keys,
    Help,
}

/// A word that stands without an option's name.
#[derive(Clone, Copy, Debug)]
pub struct Operand {
    /// As usage shows it.
    pub word: &'static str,
    /// Whether it may be left out.
    pub optional: bool,
    /// Whether more of them may follow.
    pub many: bool,
}

/// A named option. Its words stand under `option-<name>`.
#[derive(Debug)]
pub struct Flag {
    /// Without the dashes.
    pub name: &'static str,
    /// The one-letter twin.
    pub short: Option<char>,
    /// What follows it, as usage shows it; nothing for a switch.
    pub value: Option<&'static str>,
}

/// A flag as one verb takes it.
#[derive(Clone, Copy, Debug)]
pub struct Taken {
    /// Which.
    pub flag: &'static Flag,
    /// Whether the verb needs it.
    pub needed: bool,
}

/// One verb, or one verb with its sub-verb. Its words stand under `verb-<name>[-<sub>]`.
#[derive(Debug)]
pub struct Verb {
    /// What carries it out.
    pub id: VerbId,
    /// The first word.
    pub name: &'static str,
    /// The second word, where the verb has several.
    pub sub: Option<&'static str>,
    /// What follows.
    pub operands: &'static [Operand],
    /// Which options it takes besides the global ones.
    pub flags: &'static [Taken],
}

impl Verb {
    /// `fill`, `form list`.
    pub fn full_name(&self) -> String {
        match self.sub {
            Some(sub) => format!("{} {sub}", self.name),
            None => self.name.to_owned(),
        }
    }

    /// The key of its words.
    pub fn key(&self) -> String {
        format!("verb-{}", self.full_name().replace(' ', "-"))
    }

    /// The line that shows how to write it.
    pub fn usage(&self) -> String {
        let mut usage = format!("bieu {}", self.full_name());
        for operand in self.operands {
            let dots = if operand.many { "…" } else { "" };
            usage += &match operand.optional {
                true => format!(" [{}{dots}]", operand.word),
                false => format!(" {}{dots}", operand.word),
            };
        }
        for taken in self.flags {
            usage += &match taken.needed {
                true => format!(" {}", taken.flag.spelling()),
                false => format!(" [{}]", taken.flag.spelling()),
            };
        }
        usage
    }
}

impl Flag {
    /// `--place CODE`, or `-o FILE` where the short form is the contract's.
    pub fn spelling(&self) -> String {
        let name = match self.short {
            Some(short) => format!("-{short}"),
            None => format!("--{}", self.name),
        };
        match self.value {
            Some(value) => format!("{name} {value}"),
            None => name,
        }
    }

    /// The key of its words.
    pub fn key(&self) -> String {
        format!("option-{}", self.name)
    }
}

const fn switch(name: &'static str) -> Flag {
    Flag {
        name,
        short: None,
        value: None,
    }
}

const fn valued(name: &'static str, value: &'static str) -> Flag {
    Flag {
        name,
        short: None,
        value: Some(value),
    }
}

const fn needs(flag: &'static Flag) -> Taken {
    Taken { flag, needed: true }
}

const fn may(flag: &'static Flag) -> Taken {
    Taken {
        flag,
        needed: false,
    }
}

const fn one(word: &'static str) -> Operand {
    Operand {
        word,
        optional: false,
        many: false,
    }
}

const fn perhaps(word: &'static str) -> Operand {
    Operand {
        word,
        optional: true,
        many: false,
    }
}

const fn several(word: &'static str) -> Operand {
    Operand {
        word,
        optional: false,
        many: true,
    }
}

pub(super) static DATA: Flag = valued("data", "DIR");
pub(super) static LANG: Flag = valued("lang", "vi|en");
pub(super) static JSON: Flag = switch("json");
pub(super) static PASSPHRASE_FILE: Flag = valued("passphrase-file", "FILE");
pub(super) static NEW_PASSPHRASE_FILE: Flag = valued("new-passphrase-file", "FILE");
pub(super) static HELP: Flag = Flag {
    name: "help",
    short: Some('h'),
    value: None,
};
pub(super) static VERSION: Flag = switch("version");

/// Options that every verb takes, anywhere on the line.
pub static GLOBALS: &[&Flag] = &[
    &DATA,
    &LANG,
    &JSON,
    &PASSPHRASE_FILE,
    &ASCII,
    &HELP,
    &VERSION,
];

pub(super) static ASCII: Flag = switch("ascii");
pub(super) static NO_TUI: Flag = switch("no-tui");
pub(super) static PLACE: Flag = valued("place", "CODE");
pub(super) static HOUSEHOLDS: Flag = valued("households", "N");
pub(super) static REGIME: Flag = valued("regime", "3-cap|2-cap");
pub(super) static TRAINING: Flag = switch("training");
pub(super) static DATE: Flag = valued("date", "YYYY-MM-DD");
pub(super) static PARENT: Flag = valued("parent", "CODE");
pub(super) static PERIOD: Flag = valued("period", "P");
pub(super) static HOUSEHOLD: Flag = valued("household", "LABEL");
pub(super) static ANSWERS: Flag = valued("answers", "FILE|-");
pub(super) static FINISH: Flag = switch("finish");
pub(super) static DRY_RUN: Flag = switch("dry-run");
pub(super) static NEW: Flag = switch("new");
pub(super) static PHIEU: Flag = valued("phieu", "ID");
pub(super) static FORM: Flag = valued("form", "FORM");
pub(super) static STATUS: Flag = valued("status", "STATUS");
pub(super) static FIND: Flag = valued("find", "TEXT");
pub(super) static PERSON: Flag = valued("person", "NAME");
pub(super) static BY: Flag = valued("by", "LEVEL");
pub(super) static SPLIT: Flag = valued("split", "area");
pub(super) static FORMAT: Flag = valued("format", "csv|json|md|xlsx|docx");
pub(super) static OUTPUT: Flag = Flag {
    name: "output",
    short: Some('o'),
    value: Some("FILE"),
};
pub(super) static BLANK: Flag = switch("blank");
pub(super) static TABLE: Flag = valued("table", "FILE");
pub(super) static APPLY: Flag = switch("apply");
pub(super) static TO: Flag = valued("to", "CODE");
pub(super) static FULL: Flag = switch("full");
pub(super) static CLEAR: Flag = switch("clear");
pub(super) static TO_PERSON: Flag = valued("to-person", "NAME");
pub(super) static FROM: Flag = valued("from-person", "NAME");
pub(super) static PAPERS: Flag = valued("papers", "FILE|-");
pub(super) static AUTO: Flag = valued("auto", "DIR|off");
pub(super) static CODE: Flag = valued("code", "DIGITS");
pub(super) static RECEIPT: Flag = valued("receipt", "FILE|DIR");
pub(super) static REMARK: Flag = valued("remark", "PATH=TEXT;…");
pub(super) static REASON: Flag = valued("reason", "TEXT");
pub(super) static MEMBER: Flag = valued("member", "NAME[, YEAR]");
pub(super) static REPAIR: Flag = switch("repair");
pub(super) static SHEET: Flag = valued("sheet", "NAME");
pub(super) static MAP: Flag = valued("map", "COLUMN=TARGET;…");
pub(super) static SET: Flag = valued("set", "TARGET=VALUE;…");
pub(super) static TAKE_FILE: Flag = switch("take-file");
pub(super) static PAD_NUMBERS: Flag = switch("pad-numbers");

/// Every verb, in the order in which people meet them.
pub static VERBS: &[Verb] = &[
    Verb {
        id: VerbId::Demo,
        name: "demo",
        sub: None,
        operands: &[perhaps("DIR")],
        flags: &[may(&NO_TUI), may(&PLACE), may(&HOUSEHOLDS)],
    },
    Verb {
        id: VerbId::Init,
        name: "init",
        sub: None,
        operands: &[],
        flags: &[needs(&PLACE), may(&REGIME), may(&TRAINING)],
    },
    Verb {
        id: VerbId::FormList,
        name: "form",
        sub: Some("list"),
        operands: &[],
        flags: &[],
    },
    Verb {
        id: VerbId::FormShow,
        name: "form",
        sub: Some("show"),
        operands: &[one("FORM")],
        flags: &[],
    },
    Verb {
        id: VerbId::FormCheck,
        name: "form",
        sub: Some("check"),
        operands: &[perhaps("PATH")],
        flags: &[],
    },
    Verb {
        id: VerbId::FormSend,
        name: "form",
        sub: Some("send"),
        operands: &[one("FORM")],
        flags: &[],
    },
    Verb {
        id: VerbId::FormScale,
        name: "form",
        sub: Some("scale"),
        operands: &[one("load|confirm|list"), perhaps("FILE|SCALE")],
        flags: &[may(&PERSON)],
    },
    Verb {
        id: VerbId::PlaceFind,
        name: "place",
        sub: Some("find"),
        operands: &[several("TEXT")],
        flags: &[may(&DATE)],
    },
    Verb {
        id: VerbId::PlaceAdd,
        name: "place",
        sub: Some("add"),
        operands: &[several("NAME")],
        flags: &[needs(&PARENT)],
    },
    Verb {
        id: VerbId::Intake,
        name: "intake",
        sub: None,
        operands: &[one("FILE")],
        flags: &[
            needs(&PERIOD),
            may(&PLACE),
            may(&SHEET),
            may(&MAP),
            may(&SET),
            may(&TAKE_FILE),
            may(&PAD_NUMBERS),
            may(&DRY_RUN),
        ],
    },
    Verb {
        id: VerbId::Fill,
        name: "fill",
        sub: None,
        operands: &[one("FORM")],
        flags: &[
            needs(&PLACE),
            needs(&PERIOD),
            may(&HOUSEHOLD),
            may(&NEW),
            may(&PHIEU),
            needs(&ANSWERS),
            may(&FINISH),
            may(&DRY_RUN),
        ],
    },
    Verb {
        id: VerbId::Submit,
        name: "submit",
        sub: None,
        operands: &[perhaps("ID")],
        flags: &[may(&PERIOD), may(&FORM), may(&PLACE), may(&DRY_RUN)],
    },
    Verb {
        id: VerbId::Return,
        name: "return",
        sub: None,
        operands: &[one("ID")],
        flags: &[may(&REMARK), may(&REASON)],
    },
    Verb {
        id: VerbId::Accept,
        name: "accept",
        sub: None,
        operands: &[perhaps("ID")],
        flags: &[may(&PERIOD), may(&FORM), may(&PLACE), may(&DRY_RUN)],
    },
    Verb {
        id: VerbId::Lock,
        name: "lock",
        sub: None,
        operands: &[perhaps("ID")],
        flags: &[may(&PERIOD), may(&FORM), may(&PLACE), may(&DRY_RUN)],
    },
    Verb {
        id: VerbId::Unlock,
        name: "unlock",
        sub: None,
        operands: &[perhaps("ID")],
        flags: &[may(&PERIOD), may(&FORM), may(&PLACE), may(&DRY_RUN)],
    },
    Verb {
        id: VerbId::Show,
        name: "show",
        sub: None,
        operands: &[one("ID")],
        flags: &[],
    },
    Verb {
        id: VerbId::Why,
        name: "why",
        sub: None,
        operands: &[one("ID"), perhaps("PATH")],
        flags: &[may(&PERIOD), may(&BY)],
    },
    Verb {
        id: VerbId::List,
        name: "list",
        sub: None,
        operands: &[],
        flags: &[
            may(&FORM),
            may(&PLACE),
            may(&PERIOD),
            may(&STATUS),
            may(&FIND),
        ],
    },
    Verb {
        id: VerbId::Check,
        name: "check",
        sub: None,
        operands: &[Operand {
            word: "FILE",
            optional: true,
            many: true,
        }],
        flags: &[may(&PERIOD), may(&TABLE)],
    },
    Verb {
        id: VerbId::Table,
        name: "table",
        sub: None,
        operands: &[one("ID")],
        flags: &[
            needs(&PERIOD),
            may(&BY),
            may(&SPLIT),
            may(&FORMAT),
            may(&OUTPUT),
        ],
    },
    Verb {
        id: VerbId::Print,
        name: "print",
        sub: None,
        operands: &[one("ID|list")],
        flags: &[
            may(&PERIOD),
            may(&PLACE),
            may(&HOUSEHOLD),
            may(&PHIEU),
            may(&BLANK),
            may(&FORMAT),
            may(&OUTPUT),
        ],
    },
    Verb {
        id: VerbId::Review,
        name: "review",
        sub: None,
        operands: &[perhaps("close|reopen"), perhaps("STEP")],
        flags: &[needs(&PERIOD), may(&PLACE), may(&REASON)],
    },
    Verb {
        id: VerbId::Missing,
        name: "missing",
        sub: None,
        operands: &[],
        flags: &[needs(&PERIOD), may(&PLACE), may(&OUTPUT)],
    },
    Verb {
        id: VerbId::Rollup,
        name: "rollup",
        sub: None,
        operands: &[one("FORM")],
        flags: &[needs(&PLACE), needs(&PERIOD), may(&APPLY)],
    },
    Verb {
        id: VerbId::Export,
        name: "export",
        sub: None,
        operands: &[],
        flags: &[may(&TO), may(&FULL), may(&CLEAR), may(&OUTPUT)],
    },
    Verb {
        id: VerbId::Verify,
        name: "verify",
        sub: None,
        operands: &[one("FILE")],
        flags: &[],
    },
    Verb {
        id: VerbId::Import,
        name: "import",
        sub: None,
        operands: &[several("FILE")],
        flags: &[may(&DRY_RUN), may(&RECEIPT)],
    },
    Verb {
        id: VerbId::Receipt,
        name: "receipt",
        sub: None,
        operands: &[several("FILE|CODE|list")],
        flags: &[],
    },
    Verb {
        id: VerbId::KeyShow,
        name: "key",
        sub: Some("show"),
        operands: &[],
        flags: &[],
    },
    Verb {
        id: VerbId::KeyIdentity,
        name: "key",
        sub: Some("identity"),
        operands: &[],
        flags: &[needs(&OUTPUT)],
    },
    Verb {
        id: VerbId::KeyTrust,
        name: "key",
        sub: Some("trust"),
        operands: &[one("FILE")],
        flags: &[needs(&PLACE), may(&CODE)],
    },
    Verb {
        id: VerbId::KeyList,
        name: "key",
        sub: Some("list"),
        operands: &[],
        flags: &[],
    },
    Verb {
        id: VerbId::KeyRevoke,
        name: "key",
        sub: Some("revoke"),
        operands: &[one("FILE|CODE")],
        flags: &[],
    },
    Verb {
        id: VerbId::PassphraseSet,
        name: "passphrase",
        sub: Some("set"),
        operands: &[],
        flags: &[needs(&NEW_PASSPHRASE_FILE)],
    },
    Verb {
        id: VerbId::Erase,
        name: "erase",
        sub: None,
        operands: &[one("LABEL|list")],
        flags: &[may(&MEMBER), may(&REASON), may(&DRY_RUN)],
    },
    Verb {
        id: VerbId::Unforced,
        name: "unforced",
        sub: None,
        operands: &[],
        flags: &[],
    },
    Verb {
        id: VerbId::RecoveryMake,
        name: "recovery",
        sub: Some("make"),
        operands: &[],
        flags: &[],
    },
    Verb {
        id: VerbId::RecoveryCheck,
        name: "recovery",
        sub: Some("check"),
        operands: &[one("FILE|-")],
        flags: &[],
    },
    Verb {
        id: VerbId::RecoveryOpen,
        name: "recovery",
        sub: Some("open"),
        operands: &[one("FILE|-")],
        flags: &[needs(&NEW_PASSPHRASE_FILE)],
    },
    Verb {
        id: VerbId::Backup,
        name: "backup",
        sub: None,
        operands: &[],
        flags: &[may(&AUTO), may(&CLEAR), may(&OUTPUT)],
    },
    Verb {
        id: VerbId::Restore,
        name: "restore",
        sub: None,
        operands: &[one("FILE")],
        flags: &[
            may(&PAPERS),
            may(&CODE),
            may(&REGIME),
            may(&NEW_PASSPHRASE_FILE),
        ],
    },
    Verb {
        id: VerbId::Handover,
        name: "handover",
        sub: None,
        operands: &[],
        flags: &[
            needs(&TO_PERSON),
            may(&FROM),
            needs(&NEW_PASSPHRASE_FILE),
            may(&OUTPUT),
        ],
    },
    Verb {
        id: VerbId::Doctor,
        name: "doctor",
        sub: None,
        operands: &[],
        flags: &[may(&REPAIR), may(&PLACE), may(&PERIOD)],
    },
    Verb {
        id: VerbId::Keys,
        name: "keys",
        sub: None,
        operands: &[],
        flags: &[],
    },
    Verb {
        id: VerbId::Help,
        name: "help",
        sub: None,
        operands: &[perhaps("VERB"), perhaps("SUB")],
        flags: &[],
    },
];

/// Every flag of every verb and the global ones, each once.
pub fn flags() -> Vec<&'static Flag> {
    let mut all: Vec<&'static Flag> = GLOBALS.to_vec();
    for taken in VERBS.iter().flat_map(|verb| verb.flags) {
        if !all.iter().any(|known| known.name == taken.flag.name) {
            all.push(taken.flag);
        }
    }
    all
}

#[cfg(test)]
mod tests {
    use std::collections::BTreeMap;

    use super::*;

    #[test]
    fn names_are_unique_and_plain() {
        let mut seen = BTreeMap::new();
        for verb in VERBS {
            assert!(
                seen.insert(verb.full_name(), ()).is_none(),
                "{}",
                verb.full_name()
            );
            let plain = |text: &str| text.bytes().all(|b| b.is_ascii_lowercase() || b == b'-');
            assert!(plain(verb.name) && verb.sub.is_none_or(plain));
        }
        // A verb has sub-verbs always or never, or `bieu form` would mean two things.
        for verb in VERBS {
            assert!(
                VERBS
                    .iter()
                    .filter(|other| other.name == verb.name)
                    .all(|other| other.sub.is_some() == verb.sub.is_some())
            );
        }
    }

    #[test]
    fn one_flag_name_means_one_thing() {
        for verb in VERBS {
            for taken in verb.flags {
                let known = flags()
                    .into_iter()
                    .find(|flag| flag.name == taken.flag.name)
                    .expect("in flags()");
                assert!(
                    std::ptr::eq(known, taken.flag),
                    "--{} is defined twice",
                    known.name
                );
                assert!(!GLOBALS.iter().any(|global| global.name == taken.flag.name));
            }
        }
        let mut shorts: Vec<char> = flags().into_iter().filter_map(|flag| flag.short).collect();
        let count = shorts.len();
        shorts.sort_unstable();
        shorts.dedup();
        assert_eq!(shorts.len(), count);
    }

    #[test]
    fn only_the_last_operand_repeats_and_none_is_needed_after_an_optional_one() {
        for verb in VERBS {
            for pair in verb.operands.windows(2) {
                let [first, second] = pair else { continue };
                assert!(
                    !first.many && (!first.optional || second.optional),
                    "{}",
                    verb.full_name()
                );
            }
        }
    }
}
