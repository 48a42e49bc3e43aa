//! Papers: what authors get wrong, what examples expect, what real figures yield.

use std::collections::BTreeMap;

use bieu::form::{
    Answers, Context, Folder, Form, Library, Mistake, MistakeCode, Path, Plain, Value, check,
    check_examples,
};

fn folder(text: &str) -> Folder {
    let value = |key: &str| {
        let line = text
            .lines()
            .find(|line| line.starts_with(&format!("{key} =")))
            .unwrap_or_default();
        line.split('"').nth(1).unwrap_or_default().to_owned()
    };
    let mut files = BTreeMap::new();
    let mut name = "form.toml".to_owned();
    for line in text.lines() {
        if let Some(next) = line.strip_prefix("# file: ") {
            name = next.trim().to_owned();
            continue;
        }
        let file: &mut String = files.entry(name.clone()).or_default();
        file.push_str(line);
        file.push('\n');
    }
    Folder {
        name: format!("{}@{}", value("id"), value("version")),
        files,
    }
}

fn form(text: &str) -> Form {
    check(&folder(text)).unwrap_or_else(|mistakes| panic!("{mistakes:#?}"))
}

const HEAD: &str = "id = \"thu\"\nversion = \"1\"\nkind = \"questionnaire\"\ntitle = \"Thử\"\nsubject = \"household\"\nperiods = [\"year\"]\nsource = \"thử\"\nevidence = \"proposed\"\n";

fn fill(form: &Form, answers: &[(&str, Plain)]) -> Answers {
    let mut said = Answers::new();
    for (path, plain) in answers {
        let path = loop {
            match form.path(&said, path) {
                Ok(path) => break path,
                Err(bieu::form::PathError::NewRow { roster, position }) => {
                    said.push_row(&roster, bieu::form::RowId::of_position(position))
                }
                Err(error) => panic!("{error:?}"),
            }
        };
        let answer = form.accept(&path, plain);
        said.set(path, Some(answer));
    }
    said
}

fn field(name: &str) -> Path {
    Path::Field(name.into())
}

#[test]
fn a_roster_is_counted() {
    let form = form(&format!(
        "{HEAD}[[group]]\nid = \"tv\"\ntitle = \"Thành viên\"\nroster = true\n[[group.field]]\nid = \"tuoi\"\nlabel = \"Tuổi\"\ntype = \"integer\"\n\
         [[group]]\nid = \"chung\"\ntitle = \"Chung\"\n[[group.field]]\nid = \"tre\"\nlabel = \"Trẻ em\"\ntype = \"integer\"\nformula = \"count(tv where tuoi < 16)\"\n"
    ));
    let said = fill(
        &form,
        &[
            ("tv/1/tuoi", Plain::Number(5.into())),
            ("tv/2/tuoi", Plain::Number(50.into())),
        ],
    );
    let evaluation = form.evaluate(&said, &Context::default());
    assert_eq!(
        evaluation.value(&field("tre")),
        Some(&Value::Number(1.into()))
    );
}

#[test]
fn all_mistakes_are_told_at_once() {
    let text = format!(
        "{HEAD}[[group]]\nid = \"a\"\ntitle = \"A\"\n[[group.field]]\nid = \"x\"\nlabel = \"X\"\ntype = \"so\"\nlabl = \"\"\n[[group.field]]\nid = \"y\"\nlabel = \"Y\"\ntype = \"integer\"\nformula = \"yy + 1\"\n"
    );
    let mistakes = check(&folder(&text)).expect_err("mistakes");
    let codes: Vec<_> = mistakes
        .iter()
        .map(|mistake| (mistake.code, mistake.line))
        .collect();
    assert_eq!(
        codes,
        [
            (MistakeCode::UnknownType, 15),
            (MistakeCode::UnknownKey, 16),
            (MistakeCode::UnknownName, 21)
        ]
    );
}

/// The folders under `forms/`, as the program ships them.
fn shipped() -> Vec<Folder> {
    let root = std::path::Path::new(env!("CARGO_MANIFEST_DIR")).join("forms");
    let mut folders = Vec::new();
    for entry in std::fs::read_dir(&root)
        .unwrap()
        .map(Result::unwrap)
        .filter(|entry| entry.path().join("form.toml").is_file())
    {
        let mut files = BTreeMap::new();
        let mut open = vec![entry.path()];
        while let Some(next) = open.pop() {
            for file in std::fs::read_dir(next)
                .unwrap()
                .map(|file| file.unwrap().path())
            {
                if file.is_dir() {
                    open.push(file);
                } else {
                    let parts = file.strip_prefix(entry.path()).unwrap().components();
                    let name = parts
                        .map(|part| part.as_os_str().to_str().unwrap().to_owned())
                        .collect::<Vec<_>>()
                        .join("/");
                    files.insert(name, std::fs::read_to_string(&file).unwrap());
                }
            }
        }
        folders.push(Folder {
            name: entry.file_name().into_string().unwrap(),
            files,
        });
    }
    folders.sort_by(|a, b| a.name.cmp(&b.name));
    folders
}

#[test]
fn shipped_papers_are_without_mistakes_and_do_as_their_examples_say() {
    let folders = shipped();
    let released = std::fs::read_to_string(
        std::path::Path::new(env!("CARGO_MANIFEST_DIR")).join("forms/released.toml"),
    )
    .unwrap();
    let (library, mistakes) = Library::load(&folders, &released);
    assert_eq!(mistakes, []);
    assert_eq!(library.list().len(), folders.len());
    for folder in &folders {
        let (id, version) = folder.name.split_once('@').unwrap();
        let form = library.get_exact(id, version).unwrap();
        assert_eq!(check_examples(form, folder), [], "{}", folder.name);
    }
}

/// Every mistake of a paper in a library of its own, its examples included.
fn mistakes_of(text: &str) -> Vec<Mistake> {
    let mut folder = folder(text);
    if let Some(name) = text
        .lines()
        .find_map(|line| line.strip_prefix("# folder: "))
    {
        folder.name = name.trim().to_owned();
    }
    if text.lines().nth(1) == Some("# file: choices/x.csv") {
        folder.files.remove("form.toml");
    }
    let released = folder.files.remove("released.toml").unwrap_or_default();
    let (library, mut mistakes) = Library::load(std::slice::from_ref(&folder), &released);
    for paper in library.list() {
        mistakes.extend(check_examples(&paper.form, &folder));
    }
    mistakes
}

#[test]
fn every_bad_paper_yields_its_code_at_its_line() {
    let root = std::path::Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/bad_forms");
    let mut seen = std::collections::BTreeSet::new();
    for file in std::fs::read_dir(root)
        .unwrap()
        .map(|file| file.unwrap().path())
    {
        let text = std::fs::read_to_string(&file).unwrap();
        let found = mistakes_of(&text);
        let expected: Vec<&str> = text
            .lines()
            .map_while(|line| line.strip_prefix("# expect: "))
            .collect();
        assert!(!expected.is_empty(), "{}", file.display());
        for expected in expected {
            let (code, line) = expected
                .split_once('@')
                .map_or((expected, None), |(code, line)| {
                    (code, Some(line.parse::<usize>().unwrap()))
                });
            let hit = found.iter().find(|mistake| {
                mistake.code.as_str() == code && line.is_none_or(|line| line == mistake.line)
            });
            let hit = hit
                .unwrap_or_else(|| panic!("{}: {expected} not among {found:#?}", file.display()));
            seen.insert(hit.code);
        }
    }
    let without: Vec<_> = MistakeCode::ALL
        .iter()
        .filter(|code| !seen.contains(code))
        .collect();
    assert_eq!(
        without,
        Vec::<&MistakeCode>::new(),
        "codes without a bad paper"
    );
}

#[test]
fn every_mistake_has_words_and_a_fix_in_both_languages() {
    use bieu::locale::{Language, Words};
    // Every argument that any mistake of the bad papers carries, so that no word is left open.
    let mut told: BTreeMap<MistakeCode, Mistake> = BTreeMap::new();
    let root = std::path::Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/bad_forms");
    for file in std::fs::read_dir(root).unwrap().map(|file| file.unwrap().path()) {
        told.extend(mistakes_of(&std::fs::read_to_string(&file).unwrap()).into_iter().map(|mistake| (mistake.code, mistake)));
    }
    for language in [Language::Vietnamese, Language::English] {
        let words = Words::new(language);
        for code in MistakeCode::ALL {
            for key in [format!("mistake-{}", code.as_str()), format!("mistake-{}-fix", code.as_str())] {
                let said = words.of(&key, &told[code].args);
                assert!(!said.is_empty() && !said.contains(&key) && !said.contains('{') && !said.contains("No localization"), "{key}: {said}");
            }
        }
    }
}
