//! Text into tokens, each with its column.

use rust_decimal::Decimal;

/// A token.
#[derive(Clone, Debug, PartialEq)]
pub(super) enum Token {
    Number(Decimal),
    /// A bare integer as written: a column number where a formula is printed.
    Text(String),
    Name(String),
    Symbol(&'static str),
    End,
}

impl Token {
    /// How the token looked, for messages.
    pub(super) fn spelled(&self) -> String {
        match self {
            Token::Number(number) => number.to_string(),
            Token::Text(text) => format!("'{text}'"),
            Token::Name(name) => name.clone(),
            Token::Symbol(symbol) => (*symbol).to_owned(),
            Token::End => String::new(),
        }
    }
}

/// A token that could not be read: its column and its text.
pub(super) struct BadToken {
    pub(super) column: usize,
    pub(super) found: String,
}

/// Longest first, so that `<=` is not read as `<`.
const SYMBOLS: [&str; 14] = [
    "<=", ">=", "<>", "!=", "+", "-", "*", "/", "=", "<", ">", "(", ")", ",",
];

pub(super) fn tokens(text: &str) -> Result<Vec<(usize, Token)>, BadToken> {
    let chars: Vec<char> = text.chars().collect();
    let mut out = Vec::new();
    let mut i = 0;
    while let Some(&c) = chars.get(i) {
        let column = i + 1;
        if c.is_whitespace() {
            i += 1;
        } else if c.is_ascii_digit() && !numbered(&chars, i) {
            let mut end = run(&chars, i, |c| c.is_ascii_digit());
            if chars.get(end) == Some(&'.') && chars.get(end + 1).is_some_and(char::is_ascii_digit)
            {
                end = run(&chars, end + 1, |c| c.is_ascii_digit());
            }
            let spelled: String = chars.get(i..end).unwrap_or_default().iter().collect();
            let number = spelled.parse().map_err(|_| BadToken {
                column,
                found: spelled,
            })?;
            out.push((column, Token::Number(number)));
            i = end;
        } else if c.is_ascii_alphanumeric() || c == '_' {
            let end = run(&chars, i, |c| c.is_ascii_alphanumeric() || c == '_');
            out.push((
                column,
                Token::Name(chars.get(i..end).unwrap_or_default().iter().collect()),
            ));
            i = end;
        } else if c == '\'' {
            let end = run(&chars, i + 1, |c| c != '\'');
            let inner: String = chars.get(i + 1..end).unwrap_or_default().iter().collect();
            if end >= chars.len() {
                return Err(BadToken {
                    column,
                    found: format!("'{inner}"),
                });
            }
            out.push((column, Token::Text(inner)));
            i = end + 1;
        } else if c == '.' {
            out.push((column, Token::Symbol(".")));
            i += 1;
        } else {
            let symbol = SYMBOLS.into_iter().find(|symbol| {
                symbol
                    .chars()
                    .enumerate()
                    .all(|(n, s)| chars.get(i + n) == Some(&s))
            });
            let Some(symbol) = symbol else {
                return Err(BadToken {
                    column,
                    found: c.to_string(),
                });
            };
            out.push((
                column,
                Token::Symbol(if symbol == "!=" { "<>" } else { symbol }),
            ));
            i += symbol.len();
        }
    }
    out.push((chars.len() + 1, Token::End));
    Ok(out)
}

/// Whether digits begin a name, as rows are named after their items: `05_6`.
fn numbered(chars: &[char], from: usize) -> bool {
    chars.get(run(chars, from, |c| c.is_ascii_digit())) == Some(&'_')
}

fn run(chars: &[char], from: usize, keep: impl Fn(char) -> bool) -> usize {
    let mut end = from;
    while chars.get(end).is_some_and(|c| keep(*c)) {
        end += 1;
    }
    end
}
