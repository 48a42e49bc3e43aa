//! Signed bundles: seal, open, verify, plan; device keys and whom they speak for.
//!
//! **What this room is.** Bytes in, bytes out. [`seal()`] makes a `*.bieu` file of edits: a zip of four
//! stored entries that `unzip`, `sha256sum -c` and `ssh-keygen -Y verify` can check with no help from us.
//! [`open()`] proves a file whole ([`Opened`]), [`Opened::judge`] says who speaks ([`Verdict`]), and only a
//! [`Verified`] bundle can be planned and imported: by type, not by care. [`plan()`] says what an import
//! would do, edit by edit, and does nothing.
//!
//! The way back down is a [`Receipt`]: what of a bundle arrived, in the receiver's hand, as a file or as a
//! short text; home verifies it against what it remembers of the bundle ([`Sent`]).
//!
//! Around a bundle lies an envelope that the receiving office alone opens ([`encrypt`], [`decrypt`]): an ordinary
//! `age` file, for which `age` draws its own randomness.
//!
//! **What it must never do.** Touch a path or a clock (they come in as arguments); inflate or
//! parse before the signature has held; accept an edit past its writer's signed head; decide whether an edit is
//! in force (that is [`crate::record::Authority`], from the edits alone, whoever carried them here); guess where
//! an unknown option or a newer format is found.
//!
//! **Where to start reading.** [`open()`], then [`Opened::judge`], then [`plan()`].

mod chain;
mod container;
mod envelope;
mod head;
mod journal;
mod key;
mod manifest;
mod mark;
mod open;
mod plan;
mod receipt;
mod recovery;
mod seal;
mod sent;
mod shape;
mod short;
mod trust;
mod verdict;

pub use container::MAX_BUNDLE;
pub use envelope::{MAX_ENVELOPE, decrypt, encrypt, is_encrypted};
pub use head::{sign_head, verify_head};
pub use journal::{Edits, MAX_JOURNAL};
pub use key::{Key, KeyError, PublicKey};
pub use manifest::{Counts, Kind, Manifest};
pub use mark::{BundleId, Mark};
pub use open::{Bad, Opened, Part, Reason, open};
pub use plan::{Accepted, Fault, Fork, Gap, Known, Plan, Rejected, plan};
pub use receipt::{
    MAX_RECEIPT, OpenedReceipt, Outcome, Papers, Receipt, ReceiptFault, Tally, VerifiedReceipt,
    keys_of, open_receipt,
};
pub use recovery::{PAPERS, PaperFault, join, split};
pub use seal::{SealError, Sealing, seal};
pub use sent::Sent;
pub use short::{MAX_CODE, is_spoken, read_code, spoken_means};
pub use trust::{Trust, TrustError, TrustFault};
pub use verdict::{Verdict, Verified};

/// The namespace in which bundles are signed.
pub const BUNDLE_NAMESPACE: &str = "bieu-bundle";
/// The namespace in which receipts are signed.
pub const RECEIPT_NAMESPACE: &str = "bieu-receipt";
/// The namespace in which heads are signed.
pub const HEAD_NAMESPACE: &str = "bieu-head";
