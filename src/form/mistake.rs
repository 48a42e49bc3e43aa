//! What an author of a paper can get wrong, as codes with arguments. Words stand in `locales/`.

use super::Severity;

macro_rules! mistake_codes {
    ($($name:ident = $word:literal : $doc:literal),+ $(,)?) => {
        /// Every kind of mistake in a paper's folder. Words stand in `locales/` under
        /// `mistake-<code>` and `mistake-<code>-fix`.
        #[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
        pub enum MistakeCode {
            $(#[doc = $doc] $name,)+
        }

        impl MistakeCode {
            /// All codes, so that tests can ask for each one's words and bad paper.
            pub const ALL: &[MistakeCode] = &[$(MistakeCode::$name),+];

            /// The stable code, kebab-case.
            pub fn as_str(self) -> &'static str {
                match self {
                    $(MistakeCode::$name => $word,)+
                }
            }
        }
    };
}

mistake_codes! {
    TomlSyntax = "toml-syntax": "The file is not TOML. Argument `detail`.",
    MissingPaper = "missing-paper": "The folder has no form.toml.",
    TooLarge = "too-large": "A file or a list is beyond what the program accepts. Arguments `what`, `most`.",
    UnknownKey = "unknown-key": "A key that papers do not have. Arguments `key`, `nearest`.",
    IdleKey = "idle-key": "A key that does nothing where it stands. Argument `key`.",
    MissingKey = "missing-key": "A key that must be there. Argument `key`.",
    WrongType = "wrong-type": "A value of another type than the key takes. Arguments `key`, `expected`, `found`.",
    BadId = "bad-id": "An id that is not a small ASCII letter followed by letters, digits and `_`. Argument `id`.",
    ReservedId = "reserved-id": "An id that is a word of the expression language. Argument `id`.",
    DuplicateId = "duplicate-id": "The same id twice. Arguments `id`, `what`.",
    FolderName = "folder-name": "The folder's name is not id@version. Arguments `folder`, `expected`.",
    BadKind = "bad-kind": "Not questionnaire, grid or table. Arguments `word`, `nearest`.",
    BadSubject = "bad-subject": "Not household or place. Arguments `word`, `nearest`.",
    UnknownLevel = "unknown-level": "Not a level of place. Arguments `word`, `nearest`.",
    UnknownPeriod = "unknown-period": "A period word that papers do not have. Arguments `word`, `nearest`.",
    UnknownEvidence = "unknown-evidence": "An evidence word that papers do not have. Arguments `word`, `nearest`.",
    MissingSource = "missing-source": "Nothing says where a statement comes from.",
    EmptySource = "empty-source": "A source without words.",
    EmptyText = "empty-text": "A label or title without words. Argument `key`.",
    MissingSection = "missing-section": "A section that this kind of paper needs. Arguments `section`, `kind`.",
    UnexpectedSection = "unexpected-section": "A section that this kind of paper cannot have. Arguments `section`, `kind`.",
    UnknownType = "unknown-type": "A field type that papers do not have. Arguments `word`, `nearest`.",
    UnknownRole = "unknown-role": "A role that the program does not know. Arguments `word`, `nearest`.",
    RoleType = "role-type": "A role on a field of a type it cannot have. Arguments `role`, `expected`, `found`.",
    DuplicateRole = "duplicate-role": "Two fields with one role. Arguments `role`, `other`.",
    UnknownChoiceRole = "unknown-choice-role": "A choice role that the program does not know. Arguments `word`, `nearest`.",
    UnknownSpecial = "unknown-special": "A special answer that papers do not have. Arguments `word`, `nearest`.",
    UnknownSeverity = "unknown-severity": "Not blocks or asks. Arguments `word`, `nearest`.",
    MissingChoices = "missing-choices": "A field of choices without choices.",
    UnexpectedChoices = "unexpected-choices": "Choices on a field of another type. Argument `found`.",
    UnknownChoices = "unknown-choices": "A choice list that the paper does not define. Arguments `word`, `nearest`.",
    MissingFile = "missing-file": "A choices file that is not in the folder. Argument `path`.",
    BadCsv = "bad-csv": "A choices file that cannot be read. Argument `detail`.",
    DuplicateChoiceCode = "duplicate-choice-code": "Two choices with one printed code. Argument `word`.",
    UnusedChoices = "unused-choices": "A choice list that no field uses (a warning). Argument `word`.",
    BadLength = "bad-length": "A length outside 0 to 99. Argument `found`.",
    BadDigits = "bad-digits": "Decimal digits outside 0 to 6. Argument `found`.",
    BadDate = "bad-date": "Not a date. Argument `found`.",
    BadNumber = "bad-number": "Not a number. Argument `found`.",
    RangeType = "range-type": "A range on a field that is neither number nor date. Argument `found`.",
    RangeOrder = "range-order": "A range or a limit whose least exceeds its most. Arguments `least`, `most`.",
    UsualOutside = "usual-outside": "A usual range that leaves the allowed one.",
    RequiredComputed = "required-computed": "A computed field that is required.",
    DefaultType = "default-type": "A default that is not of the field's type. Arguments `expected`, `found`.",
    ExpressionSyntax = "expression-syntax": "An expression that cannot be read. Arguments `expression`, `column`, `found`, `expected`.",
    ExpressionDepth = "expression-depth": "An expression nested too deep. Arguments `expression`, `column`, `most`.",
    UnknownName = "unknown-name": "A name that the expression cannot see. Arguments `name`, `nearest`, `column`, `expression`.",
    UnknownChoice = "unknown-choice": "A quoted word that is none of the field's choices. Arguments `word`, `nearest`, `column`, `expression`.",
    UnknownFunction = "unknown-function": "A function that the language does not have. Arguments `name`, `nearest`, `column`, `expression`.",
    ArgumentCount = "argument-count": "Too few or too many arguments. Arguments `name`, `expected`, `found`, `column`, `expression`.",
    TypeMismatch = "type-mismatch": "A part of another type than its place takes. Arguments `expected`, `found`, `column`, `expression`.",
    RosterWithoutAggregate = "roster-without-aggregate": "A roster's field used where there is no row. Arguments `name`, `roster`, `column`, `expression`.",
    NoAreaChoices = "no-area-choices": "The area of the place is used and no choices have the roles rural and urban. Arguments `column`, `expression`.",
    FormulaType = "formula-type": "A formula of another type than its field. Arguments `expected`, `found`, `expression`.",
    Cycle = "cycle": "Formulas that wait for one another. Argument `loop`: the whole loop.",
    NestedRoster = "nested-roster": "A group within a group.",
    ClosedUnknown = "closed-unknown": "A closed cell of a row or column that is not there. Arguments `word`, `nearest`.",
    UnknownBlock = "unknown-block": "A row names a block that is not there. Arguments `word`, `nearest`.",
    RowType = "row-type": "A row's own type is no number. Argument `found`.",
    UnknownRowKind = "unknown-row-kind": "Not flow, distinct, stock or rate. Arguments `word`, `nearest`.",
    UnknownTarget = "unknown-target": "A row's target that is no constant of the paper. Arguments `word`, `nearest`.",
    UnknownDirection = "unknown-direction": "Not up, down or none. Arguments `word`, `nearest`.",
    LocalDirection = "local-direction": "The direction of local rows is no choice among up, down, none of their own fields. Arguments `word`, `nearest`.",
    DuplicateNumber = "duplicate-number": "Two columns with one official number. Argument `number`.",
    UnknownColumn = "unknown-column": "A printed formula with a column that is not there. Arguments `number`, `expression`.",
    PrintedNumber = "printed-number": "A printed formula whose left side is another column. Arguments `number`, `expression`.",
    ColumnWithoutRule = "column-without-rule": "A table's column with none, or several, of count, sum, printed.",
    UnknownPath = "unknown-path": "A place that the paper does not have. Arguments `path`, `nearest`.",
    OverridableWithoutFormula = "overridable-without-formula": "An overridable field that nothing computes.",
    OverridableWithoutReason = "overridable-without-reason": "An overridable field, and no field asks why it differs. Argument `id`.",
    NotOverridable = "not-overridable": "`overridden` of a field that is not overridable. Argument `expression`.",
    ImportWithoutTarget = "import-without-target": "An import with neither, or both, of field and cell.",
    BadCell = "bad-cell": "A cell that is not spelled `row/column`. Argument `found`.",
    UnknownImportOf = "unknown-import-of": "Not same or place. Arguments `word`, `nearest`.",
    UnknownImportPeriod = "unknown-import-period": "Not a period an import can read of. Arguments `word`, `nearest`.",
    ImportUnknownForm = "import-unknown-form": "An import of a paper that is not there. Arguments `form`, `nearest`.",
    ImportOfTable = "import-of-table": "An import of a table, which nobody fills. Argument `form`.",
    ImportRepeats = "import-repeats": "An import of a paper of which one subject has several. Argument `form`.",
    ImportSubject = "import-subject": "An import of a paper that is filled for something else. Arguments `form`, `of`.",
    ImportUnknownField = "import-unknown-field": "An import of a field or cell that no version of the paper has. Arguments `form`, `path`, `nearest`.",
    ImportOfRoster = "import-of-roster": "An import of a field that stands in a roster. Arguments `form`, `path`, `roster`.",
    ImportType = "import-type": "An import of another type than the paper's. Arguments `form`, `path`, `expected`, `found`.",
    ImportUnknownChoice = "import-unknown-choice": "A choice that the imported field does not have. Arguments `word`, `nearest`, `form`, `path`.",
    ImportCycle = "import-cycle": "Papers that wait for one another. Argument `loop`: the whole loop.",
    ImportUnused = "import-unused": "An import that no expression uses (a warning). Argument `id`.",
    ExampleImport = "example-import": "An example's import that the paper does not have, or of another type. Arguments `case`, `id`, `nearest`.",
    ConstantOverlap = "constant-overlap": "Two figures of one constant in force on one day. Arguments `id`, `other`.",
    ConstantUnused = "constant-unused": "A constant that no expression uses (a warning). Argument `id`.",
    UnknownForm = "unknown-form": "A table joins a paper that is not there. Arguments `form`, `nearest`.",
    UnknownPart = "unknown-part": "A column's rule for a part that the table does not have. Arguments `word`, `nearest`.",
    BadRunning = "bad-running": "A list numbers neither households nor members. Arguments `word`, `nearest`.",
    PercentOf = "percent-of": "A column in percent of one that adds nothing up itself. Arguments `number`, `nearest`.",
    UnknownExampleRow = "unknown-example-row": "A table's example expects a row or a cell that the table does not have. Arguments `case`, `row`.",
    JoinRepeats = "join-repeats": "A table joins a paper of which one subject has several. Argument `form`.",
    ExampleMissing = "example-missing": "The folder has no example (a warning).",
    ExampleWrong = "example-wrong": "An example whose value differs. Arguments `case`, `path`, `expected`, `found`.",
    ExampleProblem = "example-problem": "An example whose problems differ. Arguments `case`, `path`, `expected`, `found`.",
    ReleasedChanged = "released-changed": "A released paper whose text changed. Arguments `form`, `expected`, `found`.",
    ValidityOrder = "validity-order": "A validity that ends before it begins. Arguments `from`, `to`.",
    ValidityOverlap = "validity-overlap": "Two versions of one paper valid on one day. Arguments `form`, `other`, `from`, `to`: the days they share.",
    ReleasedTwice = "released-twice": "released.toml names a paper twice. Argument `form`.",
    IdentityForm = "identity-form": "An identity names a paper that is not there. Arguments `form`, `nearest`.",
    IdentityCell = "identity-cell": "An identity names a field, cell, column or part that the paper does not have. Arguments `form`, `what`, `word`, `nearest`.",
    IdentitySide = "identity-side": "A side that says none, or several, of what it reads. Argument `found`.",
    IdentityType = "identity-type": "A side that is no number. Arguments `form`, `word`.",
    IdentitySubject = "identity-subject": "A side in a paper of which a place has not exactly one. Argument `form`.",
    IdentityRecords = "identity-records": "Papers counted of a kind that does not repeat. Argument `form`.",
    IdentityRollup = "identity-rollup": "A figure to be taken over that nobody may type, or by another rule than equality.",
    IdentityWord = "identity-word": "A word that identities do not have. Arguments `key`, `word`, `nearest`.",
    TemplateUnknown = "template-unknown": "A word in braces that no `each` gives. Arguments `word`, `nearest`.",
    TemplateUnused = "template-unused": "A template's word that nothing uses. Argument `word`.",
    TemplateLengths = "template-lengths": "Lists of one `each` that are not equally long. Argument `found`.",
    PrintForm = "print-form": "A printed document names a paper that is not there. Arguments `form`, `nearest`.",
    PrintName = "print-name": "A printed document names a field, roster or column that the paper does not have. Arguments `form`, `word`, `nearest`.",
    PrintWord = "print-word": "A word that printed documents do not have. Arguments `word`, `nearest`.",
    PrintPart = "print-part": "A part of a printed document that is none, or several, of what parts are. Argument `found`.",
    PrintPersonal = "print-personal": "A document for everybody's eyes shows a personal number or a full birth date. Argument `word`.",
    ScaleHeadings = "scale-headings": "A scale's sheet without the row of headings. Argument `expected`.",
    ScaleHead = "scale-head": "A scale's sheet that does not say what stands above its headings. Argument `word`.",
    ScaleForm = "scale-form": "A scale's sheet for another paper. Arguments `found`, `expected`.",
    ScaleRow = "scale-row": "A row of a scale's sheet before the first item. Arguments `what`, `most`.",
    ScaleKind = "scale-kind": "A kind of item that scales do not have. Argument `word`.",
    ScaleOptions = "scale-options": "An item whose options do not fit its kind. Argument `item`.",
    ScaleRegion = "scale-region": "A column of points for a region that the paper does not know. Arguments `word`, `nearest`.",
    ScaleGap = "scale-gap": "An option without points for a region. Arguments `item`, `option`, `region`, `found`.",
    ScalePoints = "scale-points": "Points that are no whole number from 0 to 1000. Arguments `item`, `option`, `region`, `found`.",
    FillForm = "fill-form": "Rows are taken from a list that is not there, or from no list. Arguments `form`, `nearest`.",
    FillColumn = "fill-column": "Rows are taken from a column that the list does not have. Arguments `number`, `form`.",
    FillField = "fill-field": "Rows are taken into a field of the roster that is not there or that nobody types. Arguments `word`, `nearest`.",
    FillHousehold = "fill-household": "Rows are taken into a roster without a field for the household's label.",
    FillChoice = "fill-choice": "A choice of the list that stands for no choice of the field. Arguments `word`, `field`, `nearest`.",
    ReleasedMissing = "released-missing": "released.toml names a paper that is not there. Argument `form`.",
}

impl MistakeCode {
    /// Whether the paper can be used all the same.
    pub fn severity(self) -> Severity {
        match self {
            MistakeCode::ConstantUnused
            | MistakeCode::UnusedChoices
            | MistakeCode::ImportUnused
            | MistakeCode::ExampleMissing => Severity::Asks,
            _ => Severity::Blocks,
        }
    }
}

/// One mistake, with its place.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Mistake {
    /// What kind.
    pub code: MistakeCode,
    /// Blocks: the paper cannot be used. Asks: a warning.
    pub severity: Severity,
    /// The file, relative to the paper's folder.
    pub file: String,
    /// The line, from 1.
    pub line: usize,
    /// The field, row, column or check concerned.
    pub field: Option<String>,
    /// What the words in `locales/` need, by name.
    pub args: Vec<(&'static str, String)>,
}

impl Mistake {
    /// A mistake at a place.
    pub fn new(
        code: MistakeCode,
        file: &str,
        line: usize,
        field: Option<&str>,
        args: Vec<(&'static str, String)>,
    ) -> Self {
        // Words are chosen by what an argument is, and Fluent cannot ask for the empty text.
        let args = args
            .into_iter()
            .map(|(name, value)| {
                (
                    name,
                    if value.is_empty() {
                        "none".to_owned()
                    } else {
                        value
                    },
                )
            })
            .collect();
        Mistake {
            code,
            severity: code.severity(),
            file: file.to_owned(),
            line,
            field: field.map(str::to_owned),
            args,
        }
    }
}

/// The candidate nearest to a misspelled word, if one is near enough to be meant.
pub(crate) fn nearest<'a>(word: &str, candidates: impl IntoIterator<Item = &'a str>) -> String {
    let most = (word.chars().count() / 3).clamp(1, 3) + 1;
    candidates
        .into_iter()
        .map(|candidate| (distance(word, candidate), candidate))
        .filter(|(distance, _)| *distance <= most)
        .min()
        .map(|(_, candidate)| candidate.to_owned())
        .unwrap_or_default()
}

/// Levenshtein distance, with words cut at 64 characters so that hostile input stays cheap.
fn distance(a: &str, b: &str) -> usize {
    let b: Vec<char> = b.chars().take(64).collect();
    let mut row: Vec<usize> = (0..=b.len()).collect();
    for (i, x) in a.chars().take(64).enumerate() {
        let mut diagonal = i;
        let mut left = i + 1;
        for (slot, y) in row.iter_mut().skip(1).zip(&b) {
            let above = *slot;
            left = (diagonal + usize::from(x != *y))
                .min(above + 1)
                .min(left + 1);
            diagonal = above;
            *slot = left;
        }
        if let Some(first) = row.first_mut() {
            *first = i + 1;
        }
    }
    row.last().copied().unwrap_or(0)
}

#[cfg(test)]
mod tests {
    use super::{distance, nearest};

    #[test]
    fn distances() {
        assert_eq!(distance("kitten", "sitting"), 3);
        assert_eq!(distance("", "abc"), 3);
        assert_eq!(distance("abc", "abc"), 0);
        assert_eq!(nearest("tuoi_", ["ten", "tuoi", "gioi"]), "tuoi");
        assert_eq!(nearest("xyz", ["aaaaaa"]), "");
    }
}
