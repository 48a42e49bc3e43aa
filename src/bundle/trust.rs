//! Which keys speak for which places: the `allowed_signers` file of OpenSSH.

use super::{BUNDLE_NAMESPACE, HEAD_NAMESPACE, KeyError, PublicKey, RECEIPT_NAMESPACE};

/// What is wrong with a line.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum TrustFault {
    /// Not `place [options] key`.
    #[error("not a line of allowed_signers")]
    Shape,
    /// A place that is not a plain code; patterns are not understood, so they are not guessed at.
    #[error("{0} is not a place code")]
    Place(String),
    /// An option that this program does not understand; ignoring it would trust more than was written.
    #[error("option {0} is not understood")]
    Option(String),
    /// The key.
    #[error(transparent)]
    Key(#[from] KeyError),
}

/// A line that cannot be read. None of the file counts then: half a list of trust is no list.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
#[error("line {line}: {fault}")]
pub struct TrustError {
    /// From 1.
    pub line: usize,
    /// What is wrong.
    pub fault: TrustFault,
}

impl TrustError {
    /// Stable code for messages.
    pub fn code(&self) -> &'static str {
        match &self.fault {
            TrustFault::Shape => "trust-shape",
            TrustFault::Place(_) => "trust-place",
            TrustFault::Option(_) => "trust-option",
            TrustFault::Key(error) => error.code(),
        }
    }
}

#[derive(Clone, Debug, PartialEq, Eq)]
enum Line {
    /// Comment or empty, kept as written.
    Other(String),
    Entry {
        places: Vec<String>,
        key: PublicKey,
        /// As in the file; none allows every namespace, as OpenSSH has it.
        namespaces: Option<Vec<String>>,
        comment: String,
    },
}

/// The keys accepted here, each for its place and those below.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Trust {
    lines: Vec<Line>,
}

impl Trust {
    /// Reads an `allowed_signers` file: `06256 namespaces="bieu-bundle,bieu-head" ssh-ed25519 AAAA…`.
    ///
    /// # Errors
    /// The first bad line, with its number.
    pub fn parse(text: &str) -> Result<Trust, TrustError> {
        let text = text.strip_prefix('\u{feff}').unwrap_or(text);
        let mut lines = Vec::new();
        for (at, line) in text.lines().enumerate() {
            lines.push(parse_line(line).map_err(|fault| TrustError {
                line: at + 1,
                fault,
            })?);
        }
        Ok(Trust { lines })
    }

    /// The file that [`Trust::parse`] and `ssh-keygen -Y verify -f` read.
    pub fn print(&self) -> String {
        let mut text = String::new();
        for line in &self.lines {
            match line {
                Line::Other(line) => text.push_str(line),
                Line::Entry {
                    places,
                    key,
                    namespaces,
                    comment,
                } => {
                    text.push_str(&places.join(","));
                    if let Some(namespaces) = namespaces {
                        text.push_str(" namespaces=\"");
                        text.push_str(&namespaces.join(","));
                        text.push('"');
                    }
                    text.push(' ');
                    text.push_str(&key.line());
                    if !comment.is_empty() {
                        text.push(' ');
                        text.push_str(comment);
                    }
                }
            }
            text.push('\n');
        }
        text
    }

    /// Every place with a key that may sign bundles for it, in the order of the file.
    pub fn entries(&self) -> impl Iterator<Item = (&str, &PublicKey)> {
        self.lines
            .iter()
            .filter_map(|line| match line {
                Line::Entry {
                    places,
                    key,
                    namespaces,
                    ..
                } if namespaces
                    .as_ref()
                    .is_none_or(|list| list.iter().any(|name| name == BUNDLE_NAMESPACE)) =>
                {
                    Some(places.iter().map(move |place| (place.as_str(), key)))
                }
                _ => None,
            })
            .flatten()
    }

    /// The places that a key is accepted for.
    pub fn places_of(&self, key: &PublicKey) -> Vec<&str> {
        self.entries()
            .filter(|(_, other)| *other == key)
            .map(|(place, _)| place)
            .collect()
    }

    /// Accepts a key for a place. Twice is once.
    pub fn add(&mut self, place: &str, key: PublicKey) {
        if self
            .entries()
            .any(|(other, known)| other == place && *known == key)
        {
            return;
        }
        self.lines.push(Line::Entry {
            places: vec![place.to_owned()],
            key,
            namespaces: Some(vec![
                BUNDLE_NAMESPACE.into(),
                HEAD_NAMESPACE.into(),
                RECEIPT_NAMESPACE.into(),
            ]),
            comment: String::new(),
        });
    }

    /// Takes a key back, for one place; tells whether it was there.
    pub fn remove(&mut self, place: &str, key: &PublicKey) -> bool {
        let mut found = false;
        self.lines.retain_mut(|line| match line {
            Line::Entry {
                places, key: other, ..
            } if other == key => {
                let before = places.len();
                places.retain(|known| known != place);
                found |= places.len() < before;
                !places.is_empty()
            }
            _ => true,
        });
        found
    }
}

/// Whether the text can be a place: an official code or a thôn's label. Nothing that OpenSSH reads as a pattern.
pub(super) fn is_code(text: &str) -> bool {
    (1..=32).contains(&text.len())
        && text
            .bytes()
            .all(|byte| byte.is_ascii_alphanumeric() || byte == b'-')
}

fn parse_line(line: &str) -> Result<Line, TrustFault> {
    let trimmed = line.trim();
    if trimmed.is_empty() || trimmed.starts_with('#') {
        return Ok(Line::Other(line.to_owned()));
    }
    let mut words = words(trimmed).ok_or(TrustFault::Shape)?.into_iter();
    let places: Vec<String> = words
        .next()
        .unwrap_or_default()
        .split(',')
        .map(ToOwned::to_owned)
        .collect();
    if let Some(bad) = places.iter().find(|place| !is_code(place)) {
        return Err(TrustFault::Place(bad.clone()));
    }
    let mut word = words.next().ok_or(TrustFault::Shape)?;
    let mut namespaces = None;
    if !is_key_kind(&word) {
        for option in options(&word) {
            let list = option
                .strip_prefix("namespaces=\"")
                .and_then(|rest| rest.strip_suffix('"'))
                .ok_or_else(|| TrustFault::Option(option.clone()))?;
            if namespaces.is_some() || list.contains(['*', '?', '!', '"']) {
                return Err(TrustFault::Option(option));
            }
            namespaces = Some(list.split(',').map(ToOwned::to_owned).collect());
        }
        word = words.next().ok_or(TrustFault::Shape)?;
    }
    let body = words.next().ok_or(TrustFault::Shape)?;
    let key = PublicKey::parse(&format!("{word} {body}"))?;
    Ok(Line::Entry {
        places,
        key,
        namespaces,
        comment: words.collect::<Vec<_>>().join(" "),
    })
}

fn is_key_kind(word: &str) -> bool {
    ["ssh-", "ecdsa-", "sk-"]
        .iter()
        .any(|start| word.starts_with(start))
}

/// Splits at blanks outside quotes; `None` if a quote stays open.
fn words(line: &str) -> Option<Vec<String>> {
    let mut words = vec![String::new()];
    let mut quoted = false;
    for letter in line.chars() {
        if letter == '"' {
            quoted = !quoted;
        }
        if !quoted && (letter == ' ' || letter == '\t') {
            words.push(String::new());
        } else if let Some(word) = words.last_mut() {
            word.push(letter);
        }
    }
    words.retain(|word| !word.is_empty());
    (!quoted).then_some(words)
}

/// Splits options at commas outside quotes.
fn options(word: &str) -> Vec<String> {
    let mut options = vec![String::new()];
    let mut quoted = false;
    for letter in word.chars() {
        if letter == '"' {
            quoted = !quoted;
        }
        if !quoted && letter == ',' {
            options.push(String::new());
        } else if let Some(option) = options.last_mut() {
            option.push(letter);
        }
    }
    options
}
