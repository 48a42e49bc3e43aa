//! Bundles: sealed here and checked by other people's tools, damaged byte by byte, planned against real stores.

mod by_key;
mod envelope;
pub(crate) mod fixture;
mod golden;
mod keys;
mod orders;
mod plans;
mod receipts;
mod since;
mod tools;
mod whole;
mod words;
