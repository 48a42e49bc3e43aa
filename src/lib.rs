//! **Biểu**: one program with which the offices of the poverty-reduction programme review households and
//! fill the official papers, offline, on old laptops.
//!
//! # The map
//!
//! | room | what it is |
//! |---|---|
//! | [`text`] | NFC, folding, collation, numbers, dates, the printable filter. PURE |
//! | [`place`] | administrative units by code and date, both regimes, successors. PURE |
//! | [`form`] | papers as data: spec → check → compiled form → evaluation, tally, why; `identity`: rules between papers. PURE |
//! | [`record`] | edits, slots, Phiếu, undo: what happened and what follows from it. PURE |
//! | [`review`] | the review's steps: deadlines, what is left, who may close and reopen; papers between offices. PURE |
//! | [`store`] | journal segments and the sled view of them |
//! | [`bundle`] | seal, encrypt, open, verify, plan: bytes in, bytes out; keys, receipts, recovery papers |
//! | [`office`] | workbooks and sheets of other programs in; documents and workbooks to print out: bytes in, bytes out |
//! | [`workspace`] | what is on the table: forms, places, store, keys, clock |
//! | [`task`] | what takes longer than a key press |
//! | [`locale`] | words only |
//! | [`cli`] | one file per verb |
//! | [`tui`] | the screens: keys → commands → state → drawing |
//!
//! A key press goes `tui::event` → `keymap` → `command` → `app` (state, effects) → `shell` (the worker
//! commits) → `view`. A command goes `main` → `cli::args` → one verb → `workspace` or `task`.
//!
//! # The arrows
//!
//! A → B means that A may use B; anything else is forbidden, and `tests/it/architecture.rs` says so.
//! `text` may be used by all and uses nothing of ours. `place → text` · `form → place` ·
//! `record → form, place` · `review → record, form, place` · `store → record, form, place` · `bundle → record, form, place` ·
//! `office → record, form, place` · `workspace → store, bundle, review, record, form, place` · `task → workspace, office` and all below them ·
//! `cli, tui →` everything above and `locale`; inside `tui` only `shell` names `store`, `task`, `workspace`, `office`.
//!
//! # Invariants
//!
//! - The pure rooms do no I/O, read no clock and hold no sentence for people.
//! - `sled::` stands only in `store`; `crossterm::` and `ratatui::` only in `tui`; environment and clock are
//!   read only in `main.rs` and `workspace`.
//! - No form, field, row or choice id and no Vietnamese sentence stands in `src`: what the program must
//!   recognise a form declares as a [`form::Role`]; sentences stand in `locales/` or in the paper.
//! - Each edge owns its shapes (`record::wire`, `bundle`'s manifest, `store`'s rows, `cli`'s JSON): domain
//!   types do not derive `Serialize`.
//! - A [`form::Form`] cannot exist unchecked, a [`bundle::Verified`] bundle cannot exist unverified.
//! - *Đã lưu* is said only after the journal is on the disk (fsync).
//! - Checking returns problems and never refuses to keep what a person said; only finishing can be refused, and
//!   changing what the office above has accepted.
//! - Merging is union by edit id: order, repetition and clocks change nothing.
//! - A bundle leaves encrypted to the office that it is for wherever a key of that office is known; it goes in clear
//!   only with a warning. No private key leaves its machine.
//! - `unsafe` is forbidden; no `unwrap`, no `panic`, no slicing of text by bytes.
//!
//! # Glossary
//!
//! Mechanism is English. These legal nouns stay Vietnamese, without diacritics:
//!
//! | in the code | on paper | what it is |
//! |---|---|---|
//! | `Bieu` | Biểu | a statistical table of the Programme |
//! | `Phieu` | Phiếu | one filled paper: a form, a subject, a period |
//! | `HoDan` | hộ dân | a household |
//! | `NhanKhau` | nhân khẩu | a member counted in the household |
//! | `Thon` | thôn, bản, tổ dân phố | the village below the commune; made by an edit |
//! | `Xa` | xã, phường, thị trấn, đặc khu | the commune |
//! | `Huyen` | huyện | the district, until 30/6/2025 |
//! | `Tinh` | tỉnh, thành phố | the province |
//! | `RaSoat` | rà soát | a review round |
//!
//! Words on screen: họp dân, số định danh cá nhân/CCCD, tệp nộp (bundle), biên nhận (receipt), chữ ký máy
//! (device key), mã đối chiếu (fingerprint), sổ số liệu (workspace), số trên giấy (control value),
//! ô không nhập (closed cell), đã chốt (locked), chưa có thẩm quyền (not in force), giấy khôi phục (recovery papers),
//! bản sao an toàn (safety copy), bàn giao (handover).
//!
//! The survey field's words: *questionnaire*, *grid*, *roster* (a group that repeats), *relevance*,
//! *control value* (a value given for a computed cell), *tally* (results → table),
//! *identity* (a rule between papers), *roll-up* (figures taken over from other papers). Storage: *edit*, *writer*
//! (one installation's chain), *head* (the signed end of a chain), *slot* (the unit of merging), *tip* (a value
//! that nothing replaced), *fork* (two edits at one place of a chain), *view* (what sled holds, rebuildable).

pub mod bundle;
pub mod cli;
pub mod form;
pub mod locale;
pub mod office;
pub mod place;
pub mod record;
pub mod review;
pub mod store;
pub mod task;
pub mod text;
pub mod tui;
pub mod workspace;
