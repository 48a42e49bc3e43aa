//! A bundle and its biên nhận between two offices, by their keys: sent, taken in, the code pasted at home.

use std::path::Path;

use bieu::form::Period;
use bieu::locale::Language;
use bieu::place::Regime;
use bieu::workspace::{Init, Workspace};

use crate::screens::{CLOCK, Seat, commune};

/// The one file of a kind in a folder of a workspace.
fn only(dir: &Path, ending: &str) -> String {
    let names = std::fs::read_dir(dir).unwrap();
    let mut names = names.map(|entry| entry.unwrap().path());
    let found = names.find(|path| path.extension().is_some_and(|other| other == ending));
    found.unwrap().display().to_string()
}

#[test]
fn a_bundle_goes_up_and_its_receipt_comes_home() {
    let dir = tempfile::tempdir().unwrap();
    let (xa, tren) = (dir.path().join("xa"), dir.path().join("tren"));
    commune(&xa);
    let init = Init {
        place: "20".into(),
        regime: Regime::TwoTier,
        training: true,
        passphrase: None,
    };
    let mut high = Workspace::init(&tren, &init, CLOCK).unwrap();
    let mut low = Workspace::open(&xa, CLOCK).unwrap().0;
    high.grant("06253", low.public_key()).unwrap();
    low.grant("20", high.public_key()).unwrap();
    drop((high, low));

    let size = (160, 40);
    let mut home = Seat::at(&xa, Language::Vietnamese, size);
    let shown = |seat: &Seat, what: &str| {
        let screen = seat.screen();
        assert!(screen.contains(what), "{what}:\n{screen}");
    };
    home.keys("5<Enter>");
    // Finished papers are not submitted yet: it asks, and the second line writes the bundle without.
    shown(&home, "đã hoàn thành mà chưa nộp");
    shown(&home, "> Nộp ");
    home.keys("<Down>");
    shown(&home, "> Đóng tệp nộp, chưa nộp");
    home.keys("<Enter>");
    let note = "Tệp nộp của Xã Văn Quan (06253) gửi Tỉnh Lạng Sơn (20), kỳ 2025, 2026: 6 hộ";
    shown(&home, note);
    let bundle = only(&xa.join("tep-nop"), "age");
    let beside = std::fs::read_to_string(format!("{bundle}.txt")).unwrap();
    assert!(beside.starts_with(note), "{beside}");
    home.keys("<Enter>");
    shown(&home, "thay đổi: chưa có biên nhận");

    let mut above = Seat::at(&tren, Language::Vietnamese, size);
    above.keys("5<Down><Enter>").keys(&bundle).keys("<Enter>");
    shown(&above, "Mã đối chiếu tệp: ");
    above.keys("<Enter>");
    shown(&above, "Biên nhận gửi Xã Văn Quan: đã nhận.");
    let screen = above.screen();
    let mut lines = screen.lines().map(str::trim);
    let code = lines
        .find(|line| line.starts_with("BN"))
        .unwrap()
        .to_owned();
    let file = only(&tren.join("bien-nhan"), "bieunhan");

    // A slip of the pen is told as one; the list stays as it is.
    home.keys("<Down><Down><Enter>")
        .paste(&code[..100])
        .keys("<Enter>");
    shown(&home, "Mã gõ sai hoặc chép chưa đủ");
    home.keys("<Enter>");
    shown(&home, "thay đổi: chưa có biên nhận");
    home.keys("<Enter>").paste(&code).keys("<Enter>");
    shown(&home, "Tỉnh Lạng Sơn báo về tệp nộp ngày 10/11/2026");
    shown(&home, "đã nhận.");
    home.keys("<Enter>");
    shown(&home, "thay đổi: đã nhận");
    // The file says the same, picked among the bundles as well.
    home.keys("<Up><Enter>").keys(&file).keys("<Enter>");
    shown(&home, "Biên nhận này đã có từ trước.");
    home.keys("<Enter><Esc>");
    shown(&home, "ngày 10/11/2026, gửi Tỉnh Lạng Sơn: đã nhận");

    // From now on only what is new goes; who lacks what is before it is told so, and it waits there.
    home.keys("5<Enter>").keys("<Esc>");
    shown(&home, "> Đóng tệp nộp lên");
    // One key submits them and writes the bundle; after that there is nothing to ask.
    home.keys("<Enter><Enter>");
    shown(&home, "Tệp nộp (phần thêm) của Xã Văn Quan (06253)");
    let device = bieu::workspace::device_key(&tren, None).unwrap();
    let more = only_since(&xa.join("tep-nop"), &device);
    drop(above);
    let halves = ["key", "key.pub"].map(|half| (half, std::fs::read(tren.join(half)).unwrap()));
    std::fs::remove_dir_all(&tren).unwrap();
    drop(Workspace::init(&tren, &init, CLOCK).unwrap());
    // The same device, emptied: what is encrypted to it still opens.
    for (half, bytes) in halves {
        std::fs::write(tren.join(half), bytes).unwrap();
    }
    let mut high = Workspace::open(&tren, CLOCK).unwrap().0;
    let key = std::fs::read_to_string(xa.join("key.pub")).unwrap();
    let key = bieu::bundle::PublicKey::parse(&key).unwrap();
    high.grant("06253", &key).unwrap();
    drop(high);
    let mut above = Seat::at(&tren, Language::Vietnamese, size);
    above
        .keys("5<Down><Enter>")
        .keys(&more)
        .keys("<Enter>")
        .keys("<Enter>");
    shown(&above, "Biên nhận gửi Xã Văn Quan: nhận thiếu.");
    above.keys("<Enter>");
    shown(&above, "Đang giữ, chờ phần khác");
    shown(&above, "còn thiếu 1–");
    home.keys("<Enter><Enter>");
    shown(&home, "Tệp nộp (phần thêm)");
    drop(home);
    let low = Workspace::open(&xa, CLOCK).unwrap().0;
    let left = low.unsubmitted().unwrap();
    assert!(!left.contains_key(&Period::Year(2026)), "{left:?}");
    assert!(left.contains_key(&Period::Year(2025)), "{left:?}");
}

/// The bundle that holds only what is new.
fn only_since(dir: &Path, device: &bieu::bundle::Key) -> String {
    let names = std::fs::read_dir(dir).unwrap();
    let since = |path: &std::path::PathBuf| {
        let file = std::fs::read(path).unwrap();
        let opened =
            bieu::bundle::decrypt(&file, device).and_then(|file| bieu::bundle::open(&file));
        opened.is_ok_and(|opened| matches!(opened.manifest().kind, bieu::bundle::Kind::Since(_)))
    };
    let mut paths = names.map(|entry| entry.unwrap().path());
    paths.find(since).unwrap().display().to_string()
}
