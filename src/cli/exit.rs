//! Exit codes: part of the contract with scripts.

use std::process::ExitCode;

/// How the program ended.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Exit {
    /// Everything asked for was done.
    Fine,
    /// It was done, and the data have problems that block.
    Blocked,
    /// The command line or the answers were wrong; nothing was kept.
    Usage,
    /// The workspace is open in another window.
    InUse,
    /// A bundle that is not verified.
    NotVerified,
    /// Something could not be read or written.
    Unreadable,
    /// A mistake of this program.
    Internal,
}

impl Exit {
    /// All of them with their numbers.
    pub const ALL: [(Exit, u8); 7] = [
        (Exit::Fine, 0),
        (Exit::Blocked, 1),
        (Exit::Usage, 2),
        (Exit::InUse, 3),
        (Exit::NotVerified, 4),
        (Exit::Unreadable, 5),
        (Exit::Internal, 70),
    ];

    /// The number.
    pub fn number(self) -> u8 {
        Exit::ALL
            .into_iter()
            .find(|(exit, _)| *exit == self)
            .map_or(70, |(_, number)| number)
    }
}

impl From<Exit> for ExitCode {
    fn from(exit: Exit) -> ExitCode {
        ExitCode::from(exit.number())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn numbers_are_those_of_the_contract() {
        let numbers: Vec<u8> = Exit::ALL
            .into_iter()
            .map(|(exit, _)| exit.number())
            .collect();
        assert_eq!(numbers, [0, 1, 2, 3, 4, 5, 70]);
    }
}
