//! Words only: what screens, messages and help say, in Vietnamese and English.
//!
//! **What this room is.** One [`Words`] per running program; keys are checked against `locales/vi`
//! when the program is compiled (`fl!(words.loader(), "key")`), keys made of a code at run time go through
//! [`Words::of`], and a test asks for every code's words in both languages.
//!
//! **What it must never do.** Decide anything; format what a paper itself says (papers stay Vietnamese).
//!
//! **Where to start reading.** `locales/vi/bieu.ftl`.

use std::collections::HashMap;

use i18n_embed::LanguageLoader;
use i18n_embed::fluent::{FluentLanguageLoader, fluent_language_loader};
use rust_embed::RustEmbed;
use unic_langid::{LanguageIdentifier, langid};

#[derive(RustEmbed)]
#[folder = "locales/"]
struct Locales;

/// The languages the program speaks.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Language {
    /// Tiếng Việt, the source.
    #[default]
    Vietnamese,
    /// English.
    English,
}

impl Language {
    /// The language of `vi` or `en`.
    pub fn parse(text: &str) -> Option<Language> {
        match text {
            "vi" => Some(Language::Vietnamese),
            "en" => Some(Language::English),
            _ => None,
        }
    }

    fn id(self) -> LanguageIdentifier {
        match self {
            Language::Vietnamese => langid!("vi"),
            Language::English => langid!("en"),
        }
    }
}

/// The program's words in one language.
pub struct Words {
    language: Language,
    loader: FluentLanguageLoader,
}

impl Words {
    /// The words of a language. They are part of the program, so this cannot fail at a user's place;
    /// a test loads both.
    pub fn new(language: Language) -> Words {
        let loader = fluent_language_loader!();
        // A word file that does not load leaves keys in place of words; `tests/it` loads both files.
        let _ = loader.load_languages(&Locales, &[language.id()]);
        loader.set_use_isolating(false);
        Words { language, loader }
    }

    /// Which language.
    pub fn language(&self) -> Language {
        self.language
    }

    /// For `fl!`.
    pub fn loader(&self) -> &FluentLanguageLoader {
        &self.loader
    }

    /// The words of a key that is made at run time (`problem-` + code), with its arguments.
    pub fn of<'a>(&self, key: &str, args: &[(&'a str, String)]) -> String {
        let args: HashMap<&'a str, String> = args.iter().cloned().collect();
        self.loader.get_args(key, args)
    }

    /// Whether this very language has the key.
    pub fn has(&self, key: &str) -> bool {
        self.loader.has(key)
    }
}
