### The program's words in English. Every key of locales/vi is here.

## Common

app-name = Biểu
yes = Yes
no = No
special-khong_biet = Don't know
special-tu_choi = Refused
special-khong_ap_dung = Not applicable

## Administrative units (place-…)

place-code-never = No administrative unit has the code { $code }. A xã has 5 digits, a huyện 3, a tỉnh 2, leading zeros kept; look the code up by name: bieu place find NAME.
place-code-other-dates = The code { $code } is not in use on { $date }: { $held }. Choose a code in use on that day, or check the date.
place-held-until = { $name } (until { $to })
place-held-from = { $name } (since { $from })
place-held-between = { $name } (from { $from } to { $to })
place-successors = Since 1/7/2025 this place belongs to: { $units }.
place-predecessors = Before 1/7/2025 this place was: { $units }.
place-share-whole = { $name } ({ $code })
place-share-main = { $name } ({ $code }), the greater part
place-share-part = { $name } ({ $code }), a part
place-area-rural = Rural
place-area-urban = Urban
place-area-unknown = Area unknown
place-list-csv = List { $list }, line { $line }: not readable, or columns are missing. Take the original file in forms/places again.
place-list-code = List { $list }, line { $line }: the code "{ $found }" is empty or too long (at most 8 characters).
place-list-level = List { $list }, line { $line }: no level "{ $found }"; use xa, huyen or tinh.
place-list-kind = List { $list }, line { $line }: the kind "{ $found }" is not in kinds.csv; add it with its area first.
place-list-area = List { $list }, line { $line }: no area "{ $found }"; use rural, urban or unknown.
place-list-share = List { $list }, line { $line }: "{ $found }" is not whole, main or part.
place-list-date = List { $list }, line { $line }: the date "{ $found }" is not valid; write it like 2026-04-30, after 1/7/2025 and in order of time.
place-list-twice = List { $list }, line { $line }: the code "{ $found }" stands twice; remove one line.
place-list-missing = List { $list }, line { $line }: the code "{ $found }" is not in the list; correct it or add the unit.
place-list-stale = List { $list }, line { $line }: the old name or kind of "{ $found }" is not the one in force; make them agree.

## Problems in a paper (problem-…): field is the item's name on the paper, formula as printed

problem-required = { $field }: not answered.
problem-unparsed = { $field }: "{ $typed }" is not of this item's type. It is kept as typed; correct it.
problem-out-of-range = { $field }: { $found } is outside the range allowed ({ $bounds }).
problem-unusual = { $field }: { $found } is unusual (usually { $bounds }). Look again; leave it if it is right.
problem-control = { $field }: the paper says { $found }, computed { $expected } ({ $formula }).
problem-identity = { $field }: { $formula } should be { $expected } and is { $found }.
problem-closed = { $field }: this cell is closed and holds { $found }. Clear it.
problem-not-relevant = { $field }: this item is no longer asked. The answer is kept and not used; clear it if it is not needed.
problem-unknown-choice = { $field }: the paper has no choice "{ $found }".
problem-special-not-allowed = { $field }: this item does not take the answer "{ $found }".
problem-check = { $text }
problem-row-count = { $field }: { $found } rows, the paper allows { $bounds }.
problem-number-digits = { $field }: a personal number has exactly 12 digits.
problem-number-province = { $field }: the first three digits of the personal number name no province.
problem-number-sex = { $field }: the fourth digit of the personal number does not agree with the sex or the century of birth.
problem-number-year = { $field }: the fifth and sixth digits of the personal number do not agree with the year of birth.
problem-too-precise = { $field }: { $found } has more decimal digits than the paper.
problem-budget = The paper needs too many steps, so that an item is not computed. Tell the paper's author.
problem-conflict = { $field }: two people answered differently ({ $found }). Open the paper and choose one.
problem-closes = If { $field } is { $value }, every formula holds.
problem-bounds-between = from { $from } to { $to }
problem-bounds-from = { $from } or more
problem-bounds-to = at most { $to }
problem-bounds-none = unknown
## Journal and store

store-in-use = This workspace is open in another window. Only one window may write at a time, so that nobody overwrites anybody. Use that window, or close it and open again.
store-missing = There is no workspace in this folder. It may be the wrong folder, or the workspace was never set up. Choose the right folder, or set up a new workspace.
store-exists = There is a workspace in this folder already, so no new one was made over it. Open the one that is there, or choose another folder.
store-damaged = The journal is damaged in file { $segment }, at byte { $offset } ({ $what }). The program neither repairs nor skips this place, so that nothing that was saved is lost. Copy the whole folder elsewhere, then restore the latest backup.
store-newer = A newer program wrote this workspace (format { $found }; this program reads up to { $known }). Install the newer program and open again.
store-full = The disk is full; what was just typed has not been saved. Delete files that are not needed, then save again.
store-view = The lookup tables cannot be read ({ $what }). Everything saved is still whole in the journal. Close the program and open it again; if that does not help, run: bieu doctor --repair
store-not-durable = An earlier write failed, so it is not known whether the last part is on the disk. Close the workspace and open it again, so that the program reads what is there.
store-too-large = This is too much to save at once ({ $bytes } bytes); nothing was saved. Divide it and save again.
store-not-an-edit = This cannot be kept in the journal ({ $what }), because it could not be read again. Nothing was saved. Shorten or correct what was typed.
store-io = The computer refused to read or write a file ({ $doing }: { $error }). See whether the disk is still connected and may be written to, then open the workspace again.
store-view-rebuilt = The lookup tables could not be used ({ $reason }) and were made anew from the journal with { $edits } entries; nothing is lost.
store-view-caught-up = The program ended abruptly last time; { $edits } entries were read again from the journal.
store-tail-put-aside = The computer stopped during a write last time: { $bytes } bytes that were never confirmed as saved were put aside in file { $file }. Everything that was confirmed is here.

## Mistakes in papers
mistake-toml-syntax = The file is not valid TOML: { $detail }.
mistake-toml-syntax-fix = Correct this line; often a quote or a bracket is missing.
mistake-missing-paper = The folder has no form.toml.
mistake-missing-paper-fix = Put form.toml into the paper's folder.
mistake-too-large = { $what } is larger than the program accepts ({ $most }).
mistake-too-large-fix = Split the paper or take something out.
mistake-unknown-key = Papers have no key { $key }.
mistake-unknown-key-fix =
    { $nearest ->
        [none] Remove it.
       *[other] Did you mean { $nearest }?
    }
mistake-missing-key = The key { $key } is missing.
mistake-missing-key-fix = Add { $key } to this section.
mistake-wrong-type = The key { $key } takes { $expected }, not { $found }.
mistake-wrong-type-fix = Write the value in that type.
mistake-bad-id = The id { $id } is not valid.
mistake-bad-id-fix = Begin with a small letter a–z, then small letters, digits and underscores.
mistake-reserved-id = { $id } is a word of expressions and cannot be an id.
mistake-reserved-id-fix = Choose another id.
mistake-duplicate-id = The id { $id } is used twice ({ $what }).
mistake-duplicate-id-fix = Change one of the two.
mistake-folder-name = The folder is named { $folder } but the paper is { $expected }.
mistake-folder-name-fix = Rename the folder to { $expected }, or correct id and version.
mistake-bad-kind = There is no kind of paper { $word }.
mistake-bad-kind-fix = Write questionnaire, grid or table.
mistake-bad-subject = There is no subject { $word }.
mistake-bad-subject-fix = Write household or place.
mistake-unknown-period = There is no kind of period { $word }.
mistake-unknown-period-fix = Write year, month, half, programme or adhoc.
mistake-unknown-evidence = There is no evidence { $word }.
mistake-unknown-evidence-fix = Write verified, report, derived, recalled or proposed.
mistake-missing-source = Nothing says which document the paper comes from.
mistake-missing-source-fix = Add source: document, appendix, item.
mistake-empty-source = The source is empty.
mistake-empty-source-fix = Name document, appendix and item; where there is none, say so with evidence proposed.
mistake-empty-text = { $key } is empty.
mistake-empty-text-fix = Give { $key } some words.
mistake-missing-section = A { $kind } needs a section { $section }.
mistake-missing-section-fix = Add { $section }, or change kind.
mistake-unexpected-section = A { $kind } has no section { $section }.
mistake-unexpected-section-fix = Remove { $section }, or change kind.
mistake-unknown-type = There is no type { $word }.
mistake-unknown-type-fix =
    { $nearest ->
        [none] Use text, integer, decimal, money, percent, date, choice, choices, place or yesno.
       *[other] Did you mean { $nearest }?
    }
mistake-unknown-role = The program does not know the role { $word }.
mistake-unknown-role-fix =
    { $nearest ->
        [none] See the list of roles in forms/README.md.
       *[other] Did you mean { $nearest }?
    }
mistake-role-type = The role { $role } needs the type { $expected }, this field is { $found }.
mistake-role-type-fix = Change the field's type or remove the role.
mistake-duplicate-role = The role { $role } already belongs to { $other }.
mistake-duplicate-role-fix = One field for each role: remove it from one.
mistake-unknown-choice-role = The program does not know the choice role { $word }.
mistake-unknown-choice-role-fix =
    { $nearest ->
        [none] Use male, female, head, poor, near_poor, not_poor, rural or urban.
       *[other] Did you mean { $nearest }?
    }
mistake-unknown-special = There is no special answer { $word }.
mistake-unknown-special-fix = Use khong_biet, tu_choi or khong_ap_dung.
mistake-unknown-severity = There is no severity { $word }.
mistake-unknown-severity-fix = Write blocks (cannot be finished) or asks.
mistake-missing-choices = A field of choices has no choices.
mistake-missing-choices-fix = Add choices = "list" or choice = [...].
mistake-unexpected-choices = A field of type { $found } has choices.
mistake-unexpected-choices-fix = Change type to choice or choices, or remove them.
mistake-unknown-choices = There is no list of choices { $word }.
mistake-unknown-choices-fix =
    { $nearest ->
        [none] Add a section [choices.{ $word }].
       *[other] Did you mean { $nearest }?
    }
mistake-missing-file = There is no file { $path } in the paper's folder.
mistake-missing-file-fix = Add the file, or correct its path.
mistake-bad-csv = The list of choices cannot be read: { $detail }.
mistake-bad-csv-fix = The first line is id,code,label,role; every line has as many columns.
mistake-duplicate-choice-code = Two choices have the printed code { $word }.
mistake-duplicate-choice-code-fix = Correct one of them from the paper.
mistake-unused-choices = No field uses the list { $word }.
mistake-unused-choices-fix = Remove the list, or use it.
mistake-bad-digits = { $found } decimal digits are not possible.
mistake-bad-digits-fix = Write a number from 0 to 6.
mistake-bad-date = { $found } is not a date or period.
mistake-bad-date-fix = Write dates like 2026-08-31, periods like 2026 or 2026-H1.
mistake-bad-number = { $found } is not a number that can stand here.
mistake-bad-number-fix = Write a number with a decimal point: "1.5".
mistake-range-type = A range on a field of type { $found }.
mistake-range-type-fix = Number ranges for numbers, date ranges for dates; elsewhere remove range and usual.
mistake-range-order = The least, { $least }, exceeds the most, { $most }.
mistake-range-order-fix = Swap the two.
mistake-usual-outside = The usual range leaves the allowed one.
mistake-usual-outside-fix = Narrow usual or widen range.
mistake-required-computed = A computed field cannot be required.
mistake-required-computed-fix = Remove required, or remove formula.
mistake-default-type = The default must be { $expected }, it is { $found }.
mistake-default-type-fix = Give default the field's type, or a choice's id.
mistake-expression-syntax = The expression cannot be read at column { $column }: { $expression }
mistake-expression-syntax-fix =
    { $found ->
        [none] It stops too early.
       *[other] { $found } does not belong there.
    }
mistake-expression-depth = The expression is nested more than { $most } deep: { $expression }
mistake-expression-depth-fix = Split it into several computed fields.
mistake-unknown-name = The expression cannot see { $name }: { $expression }
mistake-unknown-name-fix =
    { $nearest ->
        [none] Correct the name, or add such a field.
       *[other] Did you mean { $nearest }?
    }
mistake-unknown-choice = '{ $word }' is none of the choices: { $expression }
mistake-unknown-choice-fix =
    { $nearest ->
        [none] Write the id of a choice.
       *[other] Did you mean '{ $nearest }'?
    }
mistake-unknown-function = There is no function { $name }: { $expression }
mistake-unknown-function-fix =
    { $nearest ->
        [none] See the list of functions in forms/README.md.
       *[other] Did you mean { $nearest }?
    }
mistake-argument-count = { $name } takes { $expected } arguments, not { $found }: { $expression }
mistake-argument-count-fix = Add or remove arguments.
mistake-type-mismatch = This place needs { $expected }, it is { $found } (column { $column }): { $expression }
mistake-type-mismatch-fix = Compare and compute with one type.
mistake-roster-without-aggregate = { $name } belongs to the rows of { $roster } and has many values: { $expression }
mistake-roster-without-aggregate-fix = Use count, sum, min, max, any or all over { $roster }.
mistake-no-area-choices = place_area is used but no choices are rural and urban: { $expression }
mistake-no-area-choices-fix = Add two choices with the roles rural and urban.
mistake-formula-type = The formula gives { $found }, the field takes { $expected }: { $expression }
mistake-formula-type-fix = Change the formula or the field's type.
mistake-cycle = Formulas wait for one another: { $loop }.
mistake-cycle-fix = Break the loop: let one of them be typed.
mistake-nested-roster = A group stands within a group.
mistake-nested-roster-fix = There is one level only: move the inner group out.
mistake-closed-unknown = A closed cell names { $word }, which the paper lacks.
mistake-closed-unknown-fix =
    { $nearest ->
        [none] Remove it, or correct the row or column.
       *[other] Did you mean { $nearest }?
    }
mistake-duplicate-number = Two columns have the number { $number }.
mistake-duplicate-number-fix = Correct the number from the print.
mistake-unknown-column = The printed formula names column { $number }, which the table lacks: { $expression }
mistake-unknown-column-fix = Add the column, or correct the formula.
mistake-printed-number = The printed formula of column { $number } must begin with { $number }=: { $expression }
mistake-printed-number-fix = Correct its left side.
mistake-column-without-rule = A column needs exactly one of count, sum, printed.
mistake-column-without-rule-fix = Leave exactly one.
mistake-unknown-path = The paper has no place { $path }.
mistake-unknown-path-fix =
    { $nearest ->
        [none] Correct the path.
       *[other] Did you mean { $nearest }?
    }
mistake-constant-overlap = Two values of { $id } are in force on one day (see line { $other }).
mistake-constant-overlap-fix = Correct from and to so that no day has two.
mistake-constant-unused = No formula uses the constant { $id }.
mistake-constant-unused-fix = Remove it, or use it.
mistake-unknown-form = The table joins { $form }, which is not there.
mistake-unknown-form-fix =
    { $nearest ->
        [none] Add the paper, or correct its name.
       *[other] Did you mean { $nearest }?
    }
mistake-example-missing = The paper has no example.
mistake-example-missing-fix = Add at least one file in examples/.
mistake-example-wrong = Example “{ $case }”: { $path } should be { $expected }, it is { $found }.
mistake-example-wrong-fix = Look at the formula, or at the example.
mistake-example-problem = Example “{ $case }”, at { $path }: expected { $expected }, found { $found }.
mistake-example-problem-fix = Look at the formulas and checks, or at the example.
mistake-released-changed = The paper { $form } is released and its text has changed.
mistake-released-changed-fix = Restore its text, or give it a new version.
mistake-released-missing = released.toml names { $form }, which is not there or has mistakes.
mistake-released-missing-fix = Add or correct the paper, or remove the entry.
