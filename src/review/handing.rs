//! How a paper passes between offices: who may do what with it, and where it then stands. One table.

use crate::record::Status;

/// What is done with a paper.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Deed {
    /// Something on it is answered, added or taken away.
    Fill,
    /// It is finished, with what it says now.
    Finish,
    /// It is opened again to be changed.
    Reopen,
    /// It is handed to the office above.
    Submit,
    /// It is given back to the office below.
    Return,
    /// It is accepted.
    Accept,
    /// It is closed for good.
    Lock,
    /// What was closed for good is accepted again, and may be returned.
    Unlock,
}

impl Deed {
    /// Every deed.
    pub const ALL: [Deed; 8] = [
        Deed::Fill,
        Deed::Finish,
        Deed::Reopen,
        Deed::Submit,
        Deed::Return,
        Deed::Accept,
        Deed::Lock,
        Deed::Unlock,
    ];

    /// The word on the command line.
    pub fn as_str(self) -> &'static str {
        match self {
            Deed::Fill => "fill",
            Deed::Finish => "finish",
            Deed::Reopen => "reopen",
            Deed::Submit => "submit",
            Deed::Return => "return",
            Deed::Accept => "accept",
            Deed::Lock => "lock",
            Deed::Unlock => "unlock",
        }
    }
}

/// On which side of a paper's last submission an office stands.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Side {
    /// It submitted the paper itself, or an office above it did, or nobody did.
    Own,
    /// An office below it submitted the paper.
    Above,
}

impl Side {
    /// Both.
    pub const ALL: [Side; 2] = [Side::Own, Side::Above];
}

/// Why something is not done with a paper. The words stand under `error-<code>`.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum WhyNot {
    /// It is being filled.
    NotFinished,
    /// Problems block it.
    Problems,
    /// Nobody has handed it to an office above.
    NotSubmitted,
    /// It is not accepted yet.
    NotAccepted,
    /// It is not closed for good.
    NotLocked,
    /// It stands so already.
    Already,
    /// Only the office above whoever submitted it may.
    OnlyAbove,
    /// An office below has submitted it: it is looked at, not submitted anew with all others.
    FromBelow,
    /// The office above has accepted it: only that office can give it back to be changed.
    Accepted,
    /// The office above has closed it for good.
    Locked,
    /// It is given back without a remark and without a reason.
    NoRemark,
}

impl WhyNot {
    /// Every reason.
    pub const ALL: [WhyNot; 11] = [
        WhyNot::NotFinished,
        WhyNot::Problems,
        WhyNot::NotSubmitted,
        WhyNot::NotAccepted,
        WhyNot::NotLocked,
        WhyNot::Already,
        WhyNot::OnlyAbove,
        WhyNot::FromBelow,
        WhyNot::Accepted,
        WhyNot::Locked,
        WhyNot::NoRemark,
    ];

    /// Stable code for messages.
    pub fn code(self) -> &'static str {
        match self {
            WhyNot::NotFinished => "handing-not-finished",
            WhyNot::Problems => "handing-problems",
            WhyNot::NotSubmitted => "handing-not-submitted",
            WhyNot::NotAccepted => "handing-not-accepted",
            WhyNot::NotLocked => "handing-not-locked",
            WhyNot::Already => "handing-already",
            WhyNot::OnlyAbove => "handing-only-above",
            WhyNot::FromBelow => "handing-from-below",
            WhyNot::Accepted => "handing-accepted",
            WhyNot::Locked => "handing-locked",
            WhyNot::NoRemark => "handing-no-remark",
        }
    }
}

/// Where a paper stands after a deed of an office on that side of it.
///
/// # Errors
/// Why that office may not do it now.
pub fn may(deed: Deed, status: Status, side: Side) -> Result<Status, WhyNot> {
    use Status::{Accepted, Draft, Finished, Locked, Returned, Submitted};
    match (deed, status) {
        // What is changed is no longer what was finished or submitted.
        (Deed::Fill, Finished | Submitted) => Ok(Draft),
        (Deed::Fill, Draft | Returned) => Ok(status),
        (Deed::Finish, Draft | Returned) => Ok(Finished),
        (Deed::Finish, Finished | Submitted) => Err(WhyNot::Already),
        (Deed::Reopen, Finished | Submitted) => Ok(Draft),
        (Deed::Reopen, Draft | Returned) => Err(WhyNot::NotFinished),
        (Deed::Submit, Finished) => Ok(Submitted),
        // An office between passes on what came from below, in its own name.
        (Deed::Submit, Submitted | Accepted) if side == Side::Above => Ok(Submitted),
        (Deed::Submit, Submitted) => Err(WhyNot::Already),
        (Deed::Submit, Draft | Returned) => Err(WhyNot::NotFinished),
        (Deed::Fill | Deed::Finish | Deed::Reopen | Deed::Submit, Accepted) => {
            Err(WhyNot::Accepted)
        }
        (Deed::Fill | Deed::Finish | Deed::Reopen | Deed::Submit, Locked) => Err(WhyNot::Locked),
        (Deed::Return | Deed::Accept | Deed::Lock | Deed::Unlock, Draft | Finished) => {
            Err(WhyNot::NotSubmitted)
        }
        (Deed::Return | Deed::Accept | Deed::Lock | Deed::Unlock, _) if side == Side::Own => {
            Err(WhyNot::OnlyAbove)
        }
        (Deed::Return, Submitted | Accepted) => Ok(Returned),
        (Deed::Return, Returned) => Err(WhyNot::Already),
        (Deed::Return, Locked) => Err(WhyNot::Locked),
        (Deed::Accept, Submitted) => Ok(Accepted),
        (Deed::Accept, Accepted | Locked) => Err(WhyNot::Already),
        (Deed::Lock, Accepted) => Ok(Locked),
        (Deed::Lock, Submitted) => Err(WhyNot::NotAccepted),
        (Deed::Lock, Locked) => Err(WhyNot::Already),
        (Deed::Unlock, Locked) => Ok(Accepted),
        (Deed::Unlock, Submitted | Accepted) => Err(WhyNot::NotLocked),
        (Deed::Accept | Deed::Lock | Deed::Unlock, Returned) => Err(WhyNot::NotSubmitted),
    }
}
