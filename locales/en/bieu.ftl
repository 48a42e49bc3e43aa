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
problem-changed-since-print = { $field }: the latest print says { $expected }, it is now { $found }. If that print was signed, print and sign again.
problem-changed-after = { $text } { $field }: it was { $expected } then, it is now { $found }.
problem-not-agreed = { $field } ({ $found }): at the meeting of { $expected } only { $typed } % agreed. { $text }.
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
store-locked = This workspace has a passphrase. Type it to open the workspace.
store-wrong-passphrase = The passphrase is not right. Nothing is damaged; type it again, and mind Caps Lock and the input method.
store-slots = The file journal/slots.toml, which holds what opens the workspace, is missing or was changed ({ $what }). The journal is whole. Copy the file back from a copy of this very workspace.
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
mistake-idle-key = The key { $key } does nothing here.
mistake-idle-key-fix = Remove { $key }, or look again at the type of this item.
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
mistake-bad-kind-fix = Write questionnaire, grid, table or list.
mistake-bad-subject = There is no subject { $word }.
mistake-bad-subject-fix = Write household or place.
mistake-unknown-period = There is no kind of period { $word }.
mistake-unknown-period-fix = Write year, month, half, programme or adhoc.
mistake-unknown-level = There is no level { $word }.
mistake-unknown-level-fix = Write thon, xa, huyen or tinh.
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
mistake-bad-length = A length of { $found } is not possible.
mistake-bad-length-fix = Write how many digits a whole answer has, from 1 to 99.
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
mistake-unknown-block = There is no block { $word } in blocks.
mistake-unknown-block-fix =
    { $nearest ->
        [none] Add the file blocks/{ $word }.toml, or write the rows themselves.
       *[other] Did you mean { $nearest }?
    }
mistake-row-type = A row's own type must be a number type, not { $found }.
mistake-row-type-fix = Write integer, decimal, money or percent; other types are the column's.
mistake-unknown-row-kind = Rows have no kind { $word }.
mistake-unknown-row-kind-fix = Write flow (adds over periods), distinct (people or households, each once), stock (on a day) or rate.
mistake-unknown-target = The row's target { $word } is no constant of the paper.
mistake-unknown-target-fix =
    { $nearest ->
        [none] Declare a [[constant]] for the target.
       *[other] Is it { $nearest }?
    }
mistake-unknown-direction = There is no direction { $word }.
mistake-unknown-direction-fix = Write up (more is better), down (less is better) or none.
mistake-local-direction = The direction of local rows must be a choice field of [local] with nothing but up, down, none; { $word } is not.
mistake-local-direction-fix =
    { $nearest ->
        [none] Add such a field to [local], or remove direction.
       *[other] Did you mean { $nearest }? It must be of type choice with the ids up, down, none.
    }
mistake-duplicate-number = Two columns have the number { $number }.
mistake-duplicate-number-fix = Correct the number from the print.
mistake-unknown-column = The printed formula names column { $number }, which the table lacks: { $expression }
mistake-unknown-column-fix = Add the column, or correct the formula.
mistake-printed-number = The printed formula of column { $number } must begin with { $number }=: { $expression }
mistake-printed-number-fix = Correct its left side.
mistake-column-without-rule = A column needs exactly one rule: count, sum or printed in a table, value or running in a list.
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
mistake-overridable-without-formula = A field without a formula has no computed value to override.
mistake-overridable-without-formula-fix = Remove overridable, or add formula.
mistake-overridable-without-reason = The field { $id } can be overridden, and no field asks for the reason.
mistake-overridable-without-reason-fix = Add a text field with when = "overridden({ $id })" and required = true.
mistake-not-overridable = The expression asks overridden of a field that cannot be overridden: { $expression }
mistake-not-overridable-fix = Add overridable = true to that field, or remove overridden.
mistake-import-without-target = An import must name the field or the cell that it reads, exactly one of them.
mistake-import-without-target-fix = Write field = "id", or cell = "row/column".
mistake-bad-cell = { $found } is not a cell.
mistake-bad-cell-fix = Write the row's id, a slash, the column's id: "row/column".
mistake-unknown-import-of = It is not known whose paper { $word } is.
mistake-unknown-import-of-fix =
    { $nearest ->
        [none] Write same (the same household or unit) or place (the household's xã, or a unit above).
       *[other] Did you mean { $nearest }?
    }
mistake-unknown-import-period = It is not known which period { $word } is.
mistake-unknown-import-period-fix =
    { $nearest ->
        [none] Write same, opening, last or latest.
       *[other] Did you mean { $nearest }?
    }
mistake-import-unknown-form = The paper reads { $form }, which is not there.
mistake-import-unknown-form-fix =
    { $nearest ->
        [none] Add the paper, or correct its name.
       *[other] Did you mean { $nearest }?
    }
mistake-import-of-table = { $form } is a table that nobody fills; it cannot be imported from.
mistake-import-of-table-fix = Import from the paper that the table adds up, or write an identity between papers.
mistake-import-repeats = One subject may have several { $form } in one period; which one is meant is not known.
mistake-import-repeats-fix = Import from a paper of which there is one in each period.
mistake-import-subject = { $form } is not filled for { $of ->
        [place] a unit
       *[same] the same kind of subject as this paper (household or unit)
    }.
mistake-import-subject-fix = { $of ->
        [place] Remove of = "place".
       *[same] Write of = "place" for a paper of the xã; a unit's paper cannot read a household's.
    }
mistake-import-unknown-field = { $form } has no { $path }.
mistake-import-unknown-field-fix =
    { $nearest ->
        [none] See that paper's fields with bieu form show { $form }.
       *[other] Did you mean { $nearest }?
    }
mistake-import-of-roster = { $path } of { $form } stands in the roster { $roster }: one value for each row.
mistake-import-of-roster-fix = Add to { $form } a field outside the roster that adds or counts its rows, and import that.
mistake-import-type = { $path } of { $form } is { $expected }, here it is declared { $found }.
mistake-import-type-fix = Write type = "{ $expected }".
mistake-import-unknown-choice = { $path } of { $form } has no choice { $word }.
mistake-import-unknown-choice-fix =
    { $nearest ->
        [none] Remove this choice.
       *[other] Did you mean { $nearest }?
    }
mistake-import-cycle = Papers wait for one another: { $loop }
mistake-import-cycle-fix = At least one import of the loop must read an earlier period (period = "opening" or "last").
mistake-import-unused = No expression uses the import { $id }.
mistake-import-unused-fix = Remove it, or use it.
mistake-example-import = Example "{ $case }": { $id } is no import of the paper, or its value is of another type.
mistake-example-import-fix =
    { $nearest ->
        [none] Use the id and type declared in [[import]].
       *[other] Check the type and choices of { $nearest } in [[import]].
    }
mistake-unknown-part = The table has no part { $word }.
mistake-unknown-part-fix =
    { $nearest ->
        [none] Correct the id, or add a [[tally.part]] of that id.
       *[other] Do you mean { $nearest }?
    }
mistake-bad-running = A list does not number by { $word }.
mistake-bad-running-fix = Write household (numbers households) or member (numbers members).
mistake-percent-of = No percentage of column { $number }: there is no such column, or it is not added up from households itself.
mistake-percent-of-fix =
    { $nearest ->
        [none] Write the number of a column with count or sum.
       *[other] Do you mean { $nearest }?
    }
mistake-unknown-example-row = The example "{ $case }" speaks of { $row }, which the table does not have.
mistake-unknown-example-row-fix = row is the name of a unit of the example, rural, urban, or left out for the total; give part where the table has parts; in a list row is the place in the list.
mistake-unknown-form = { $form } is named here and is not there.
mistake-unknown-form-fix =
    { $nearest ->
        [none] Add the paper, or correct its name.
       *[other] Did you mean { $nearest }?
    }
mistake-join-repeats = One subject may have several { $form } in one period; which one to join is not known.
mistake-join-repeats-fix = Join a paper of which there is one in each period.
mistake-example-missing = The paper has no example.
mistake-example-missing-fix = Add at least one file in examples/.
mistake-example-wrong = Example “{ $case }”: { $path } should be { $expected }, it is { $found }.
mistake-example-wrong-fix = Look at the formula, or at the example.
mistake-example-problem = Example “{ $case }”, at { $path }: expected { $expected }, found { $found }.
mistake-example-problem-fix = Look at the formulas and checks, or at the example.
mistake-released-changed = The paper { $form } is released and its text has changed.
mistake-released-changed-fix = Restore its text, or give it a new version.
mistake-released-twice = released.toml names { $form } twice.
mistake-released-twice-fix = Remove one of the two entries.
mistake-validity-order = The validity begins on { $from }, after it ends on { $to }.
mistake-validity-order-fix = Correct one of the two dates.
mistake-validity-overlap =
    The versions { $other } and { $form } are both valid { $from ->
        [none] { $to ->
            [none] on all days
           *[other] until { $to }
        }
       *[other] { $to ->
            [none] from { $from }
           *[other] from { $from } to { $to }
        }
    }.
mistake-validity-overlap-fix = Correct valid_from and valid_to so that each day has one version.
mistake-identity-form = A rule between papers names { $form }, which is not there.
mistake-identity-form-fix =
    { $nearest ->
        [none] Add the paper, or correct its name.
       *[other] Did you mean { $nearest }?
    }
mistake-identity-cell =
    { $form } has no { $what ->
        [field] field
        [cell] cell
        [column] column
       *[other] part
    } { $word }.
mistake-identity-cell-fix =
    { $nearest ->
        [none] Look at the paper: bieu form show.
       *[other] Did you mean { $nearest }?
    }
mistake-identity-side =
    { $found ->
        [none] A side must say which figure it reads.
       *[other] A side reads one thing only; here are: { $found }.
    }
mistake-identity-side-fix = Write exactly one of field, cell, column, count, sum, number.
mistake-identity-type = { $word } of { $form } is no number.
mistake-identity-type-fix = Choose a field or cell that is a number.
mistake-identity-subject = { $form } is not one paper for each place, so it is not clear whose figure is meant.
mistake-identity-subject-fix = Use a table (column), or count, sum for a paper that repeats.
mistake-identity-records = { $form } does not repeat, so its papers cannot be counted or added up.
mistake-identity-records-fix = Use field, cell or column.
mistake-identity-rollup = A figure can be taken over only into a typed cell, and by equality.
mistake-identity-rollup-fix = Remove rollup, or make the left side a typed cell and op "=".
mistake-identity-word = { $key } has no word { $word }.
mistake-identity-word-fix =
    { $nearest ->
        [none] See forms/README.md.
       *[other] Did you mean { $nearest }?
    }
mistake-template-unknown = There is no word { $word } to put in.
mistake-template-unknown-fix =
    { $nearest ->
        [none] Add it to identity.each, or remove the braces.
       *[other] Did you mean { $nearest }?
    }
mistake-template-unused = The word { $word } of identity.each is used nowhere.
mistake-template-unused-fix = Use it in braces, or remove it.
mistake-template-lengths = Lists that go together must be equally long: { $found }.
mistake-template-lengths-fix = Make them equal, or split them into two identity.each.
mistake-released-missing = released.toml names { $form }, which is not there or has mistakes.
mistake-released-missing-fix = Add or correct the paper, or remove the entry.

## Command line (cli-…, verb-…, option-…, status-…)

cli-about = Biểu: review poor households and fill the official papers on this machine, without a network.
cli-screens = Type bieu (nothing more) to open the screens. Other commands:
cli-globals = Options that stand anywhere:
cli-more-help = How to write each one: bieu help VERB
cli-error = Error: { $message }
cli-why = Why: { $why }
cli-next = Next: { $next }
cli-nearest = Did you mean { $nearest }?
cli-usage = Usage: { $usage }
cli-warning = Note: { $text }
cli-unit-from = , from { $date }
cli-unit-until = , until { $date }
cli-successors = In its place: { $list }.
cli-no-successor = The lists do not say what took its place.
cli-place-none = No place fits "{ $text }".
cli-place-more = … and { $count } more. Type more letters to narrow the search.
cli-row = { $roster }, row { $number }
cli-row-kept = row kept
cli-row-removed = row removed
cli-empty = empty
cli-problem-blocks = ✗ [must be mended] { $at }: { $message }
cli-problem-asks = ? [look again] { $at }: { $message }
cli-problems = { $count } problems in { $papers } papers.
cli-no-problems = No problems.
cli-paper-unknown = ✗ [must be mended] This program does not have the paper { $form }. What was filled is kept; update the program to see and check it.
cli-phieu = Phiếu { $phieu } | { $form } | { $subject } | { $period } | { $status }
cli-dry-run = Computed only, nothing kept: { $form }, { $place }
cli-would-not-finish = Entered for real, this paper could not be finished: problems must be mended first.
cli-not-finished = Every answer is kept, but the paper is not finished: { $count } problems must be mended.
cli-not-verified = (not checked against the original)
cli-as-typed = "{ $text }" (kept as typed)
cli-computed = { $value } (computed)
cli-computed-control = { $value } (computed; on paper { $control })
cli-stand-in = { $value } (from the paper, not computable)
cli-overridden = ≠ { $value } (given instead of the computed { $computed })
cli-unknown = { $count } cells cannot be computed yet: figures are missing.
cli-missing = Still missing: { $names }
cli-import = ← { $label }: { $value }{ $rests ->
        [true] {" "}(from a printed figure, not computable)
       *[false] {""}
    } ({ $form }, period { $period })
cli-import-missing = ← { $label }: not there yet
cli-imports = Read of other papers:
cli-import-of = { $id }  ({ $type }) { $label } ← { $form } { $path }{ $of ->
        [place] {" "}of the xã or a unit above
       *[same] {""}
    }{ $period ->
        [opening] , the annual period before
        [last] , the newest Phiếu before this period
        [latest] , the newest Phiếu up to this period
       *[same] {""}
    }
cli-checks = Checks:
cli-check-blocks = must be put right
cli-check-asks = look again
cli-constants = Figures of the law:
cli-constant = { $label } = { $value ->
        [none] not known
       *[other] { $value }
    }{ $from ->
        [none] {""}
       *[other] {" "}from { $from }
    }{ $to ->
        [none] {""}
       *[other] {" "}to { $to }
    }
cli-overridable = a person may give another value than the computed one
cli-form-valid = Valid{ $from ->
        [none] {""}
       *[other] {" "}from { $from }
    }{ $to ->
        [none] {""}
       *[other] {" "}to { $to }
    }
cli-source = Source: { $source } ({ $evidence ->
        [verified] checked
        [report] from a real report, plan or form
        [derived] derived
        [recalled] recalled
       *[proposed] proposed by the program
    })
cli-form-report = Attached to: { $title } ({ $when })
cli-form-collects =
    { $level ->
        [xa] Collected in the commune: { $who }
        [huyen] Collected in the district: { $who }
        [tinh] Collected in the province: { $who }
       *[other] Collected in the village: { $who }
    }
cli-form-aggregates =
    { $level ->
        [xa] Aggregated in the commune: { $who }
        [huyen] Aggregated in the district: { $who }
        [tinh] Aggregated in the province: { $who }
       *[other] Aggregated in the village: { $who }
    }
cli-form-locality = These are defaults; a locality that does otherwise says so in its settings paper.
cli-no-mistakes = The papers have no mistakes.
cli-count = { $count } papers.
cli-same-thon = The xã already has { $name } ({ $label }). If it was typed twice, use that label and leave the new one empty.
cli-init = The workspace for { $place } is set up, reporting along { $regime }.
cli-init-where = Where it lies: { $dir }
cli-fingerprint = Device key: { $fingerprint }
cli-own-code = Digits of this device, to be read on the phone and typed by the other side: { $code }
cli-recipient = To encrypt to this device (age -r): { $recipient }
cli-identity = { $file } written. Whoever has it reads every bundle sent to this device: delete it when you are done.
    Fingerprint: { $code }
cli-unprotected = Workspace and device key have no passphrase: whoever opens this computer can read and sign. To set one: bieu passphrase set --new-passphrase-file FILE
cli-passphrase-set = The passphrase is set. The whole workspace was written again under a new key; the device key has the same passphrase.
cli-passphrase-changed = The passphrase of workspace and device key is changed.
cli-passphrase-keep = Without recovery papers a forgotten passphrase means the data cannot be read again: write it down, lock it away; make recovery papers: bieu recovery make.
cli-paper = RECOVERY PAPER { $at }/3 — { $place }, made on { $date }
    Code of this set: { $code }
    Device key at the time: { $device }
cli-papers-keep = Copy each by hand or print it, and keep the three in three different places. Any two open the workspace when the passphrase is forgotten, and safety copies and bundles when the laptop is dead; one alone does not. The program does not keep these lines: if they are lost make a new set, and the old one ends. Try them now: type two into a file, then bieu recovery check FILE.
cli-papers-good = These two are recovery papers of this workspace.
cli-recovered = The workspace was opened with its recovery papers and has a new passphrase; all data are there.
cli-recovered-new-key = The old device key cannot be opened any more; the device has a new one, code { $code }.
cli-recovered-papers = Papers that were used are to be replaced: bieu recovery make.
cli-new-key-next = Next: send the new key.pub to the office above (and to the thôn) so that they grant it, and ask them to revoke the old one. Until then what is typed here is kept, and elsewhere not in force.
cli-backed-up = Safety copy { $file } written: { $edits } changes. The device key is not in it.
cli-copies-on = From now on a safety copy is written to { $folder } whenever the screens are left.
cli-copies-off = From now on no copy is written when the screens are left.
cli-copied = Safety copy { $file } written.
cli-not-copied = The safety copy could not be written. { $why } The data on this machine are whole; put the stick in or mend the folder, then: bieu backup
cli-restored = The workspace of { $place } ({ $regime }) was made again from the copy of { $made }: { $new } changes.
    The copy was signed by the device with the code { $signer }: compare it with the recovery papers.
    This device has a new key, code { $code }.
cli-handed-over = Handed over. Minutes: { $file } (print two, both sign). The device has a new key, code { $code }; the old passphrase and the old key open and sign nothing any more on this machine.
cli-handed-over-bundle = Send { $file } to the office above: in it the old key grants the new one. Once it is taken in ask them to revoke the old key.
cli-handed-over-papers = Make new recovery papers: bieu recovery make. Send the new key.pub to the devices of the thôn.
handover-page = Page
handover-giver = HANDED OVER BY
handover-taker = TAKEN OVER BY
handover-minutes = MINUTES OF HANDING OVER THE WORKSPACE OF THE HOUSEHOLD REVIEW
    Office: { $place }. Day: { $date }.
    Handed over by: { $from }.
    Taken over by: { $to }.
    The whole workspace on this machine: { $thons } thôn, { $households } households, { $phieu } papers ({ $statuses }); { $edits } changes in the journal.
    State of the workspace: { $hash }
    Device key of the one who hands over, no longer used from this day, code: { $old }
    Device key of the one who takes over, code: { $new }
    What was typed before keeps the names under which it was typed. From this day the one who takes over types and answers for it. The one who hands over keeps no copy, passphrase or recovery paper.
    With it: new recovery papers (made after this), the bundle for the office above.
cli-trusted = This device key is now trusted for { $place } and the places below.
cli-trusted-above = This device key is now taken for the office above ({ $place }): it may return, accept and lock what is submitted here.
cli-trusted-thon = The device with this key may now fill in the households of { $place }.
cli-no-keys = No device key is trusted yet.
cli-revoked = The device key with code { $code } is revoked. What was taken in before stays; send a bundle so that others know.
cli-exported = Bundle { $file } for { $to } written: { $edits } edits.
cli-exported-since = It holds only what came after the receiver's last receipt. If they say that something is missing, export again with --full.
cli-exported-age = Encrypted: only { $count } devices and recovery papers of the receiving office open it.
cli-exported-unknown = NOT ENCRYPTED, because no device key of { $to } is trusted here: whoever has the file can read the names and numbers in it. Ask for their key.pub, trust it (bieu key trust key.pub --place { $to }, or key 6), and export again.
cli-exported-clear = The bundle is not encrypted: whoever has the file can read the names and numbers in it.
cli-exported-note = To go with it by Zalo:
bundle-digits = Code of the file: { $digits }
bundle-note = { $kind ->
        [since] Bundle (what is new)
       *[other] Bundle
    } of { $from } for { $to }{ $periods ->
        [none] {""}
       *[other] , period { $periods }
    }: { $kind ->
        [since] { $households } new households, { $phieu } new papers, { $edits } edits
       *[other] { $households } households, { $phieu } papers
    }. Code of the file: { $digits }
cli-export-left-out = { $count } changes are NOT in the bundle: their device key is not here, or an import was stopped half way. Copy the key file back from a backup, or import that bundle to its end, then export again.
cli-written = { $file } written.
cli-verdict-good = GOOD: bundle of { $from }, its device key is trusted for { $place }.
cli-verdict-unknown = UNKNOWN: the bundle is whole and says it is of { $from }, but its device key is not trusted.
cli-verdict-unknown-next = Call { $from } and compare the fingerprint; if it agrees: bieu key trust KEY-FILE --place { $from }
cli-verdict-bad = BAD: { $part } – { $reason }
cli-verdict-not-ours = NOT FOR THIS WORKSPACE: { $reason }
cli-import-plan = { $file }: { $new } new edits, { $same } known, { $held } held for what is missing before them, { $conflicts } conflicts, { $rejected } rejected.
cli-import-dry = Looked at only, nothing imported.
cli-imported = Imported: { $new } new edits, { $same } known.
cli-paper-sent = { $name } goes with the bundles that are sent down (bieu export --to CODE).
cli-paper-new = Paper { $name } came from the office above: it can be used from the next opening on.
cli-paper-differs = The office above sent paper { $name }, but there is one of that name with another text here. The one here stays; ask which is right, remove the folder forms/{ $name } and import the bundle again.
cli-paper-unsound = The office above sent paper { $name }, but this program cannot read it or ships one of that name: it is not used. A newer program may be needed.
cli-import-out = { $count } edits are kept and not in force:
cli-import-out-line = { $count }: { $reason }
cli-import-held = Edits { $from } to { $to } of the chain { $writer } are missing; import a bundle that has them and the rest is taken.
cli-import-kept = What waits is kept in the workspace; it is taken as soon as what is missing has come.
cli-import-no-room = There is no room left for what waits: import this file again once what is missing has come.
cli-import-waiting = { $count } bundles are kept that wait for something else.
cli-receipt = Receipt for { $to } (file { $digits }): { $state }. To read out on the phone, for information: { $spoken }
cli-receipt-code = Receipt code, to be copied into Zalo:
cli-receipt-long = So much is missing that no short code can say it; send the receipt file (--receipt FILE).
cli-receipt-file = Receipt file: { $file }
cli-receipt-no-passphrase = No receipt was made: the device key has a passphrase, so --passphrase-file is needed. Import the file again with it.
cli-receipt-no-key = No receipt was made: the device key is no longer here. Copy the key file back from a backup and import the file again.
cli-receipt-taken = { $to } says of the bundle of { $day } (file code { $digits }): { $state }.
cli-receipt-counts = Over there: { $new } new edits, { $same } known, { $held } waiting, { $rejected } rejected.
cli-receipt-missing = The receiver lacks edits { $from } to { $to } of the chain { $writer }; the next bundle will bring them.
cli-receipt-same = This receipt was here already.
cli-receipt-older = A newer receipt of this bundle is here, and it stays.
cli-receipt-spoken = It fits the bundle of { $day } for { $to } (file code { $digits }): { $state }. A code read out on the phone only informs and is no receipt; ask for the Zalo code or the receipt file.
cli-receipt-line = { $day }  { $digits }  { $to }  { $kind ->
        [since] what is new
       *[other] everything
    }, { $edits } edits  {"["}{ $state }]
cli-receipt-none = No bundle was sent from this machine yet.
receipt-state-none = no receipt yet
receipt-state-whole = received
receipt-state-partial = received in part
receipt-state-returned = returned
receipt-state-accepted = accepted
cli-import-rejected = Edit { $edit } rejected: { $reason }
cli-import-fork = The chain { $writer } exists twice from { $seq }: the workspace was copied to another machine. Both are kept.
cli-table-place = Code
cli-table-name = Unit
cli-table-area = Area
cli-table-part = Part
cli-table-period = Period: { $period }
cli-table-page = Page
cli-list-number = No.
cli-list-yes = x
cli-list-empty = No households.
cli-list-missing = { $count } households lack what would tell whether they belong here.
cli-table-total = Total
cli-table-unknown = ? ({ $count } missing)
cli-doctor-journal = Journal: { $segments } segments, { $edits } edits, { $bytes } bytes, read to the end.
cli-doctor-problem = ✗ { $text }
cli-doctor-repaired = The view was made anew from the journal.
cli-doctor-fork = The chain { $writer } exists twice from { $seq }: the workspace was copied to another machine. Nothing is lost; use only one of them from now on.
cli-doctor-conflicts = { $count } places where two people answered differently. Open those papers and choose (bieu check lists them).
cli-doctor-doubled = The label { $label } stands for more than one household or thôn. Give one of them another.
cli-doctor-out = { $count } edits are not in force: { $reason } (see: bieu unforced)
cli-doctor-erase = Household { $label }: something is still here that must be erased as was demanded; opening the workspace again does it (bieu erase list).
cli-doctor-healthy = The workspace is whole.
cli-doctor-hash = State hash: { $hash }
cli-demo-make = Making the sample commune { $place } in { $dir } (training workspace, made-up people)…
cli-demo-made = { $thons } thôn, { $households } households, { $papers } papers; { $finished } papers finished.
cli-demo-export = The commune signs the bundle { $file } for { $to }: { $bytes } bytes.
cli-demo-unknown = The office above verifies: this device key is not trusted. Fingerprint: { $code }
cli-demo-trust = Compared; the device key is trusted for { $place }.
cli-demo-good = Verified again: GOOD.
cli-demo-import = Import: { $new } new edits. Once more: { $again } new edits.
cli-demo-hash-equal = The state hashes of both are equal.
cli-demo-hash-different = The state hashes of both are DIFFERENT.
cli-demo-table = Table { $table } at { $place }, period { $period }:
cli-demo-open = Open the sample: bieu --data { $dir }
status-draft = draft
status-finished = finished
status-submitted = submitted
status-returned = returned
status-accepted = accepted
status-locked = locked
option-data = folder of the workspace (or the variable BIEU_DATA)
option-lang = language: vi or en
option-json = output for machines
option-passphrase-file = file with the passphrase of workspace and device key on its first line
option-new-passphrase-file = file with the new passphrase on its first line
option-help = how to write it
option-version = the version
option-no-tui = no screens; carry the main job through and tell each step
option-place = code of a unit, or a thôn's label
option-households = households of the sample commune
option-regime = reporting chain: 3-cap (xã–huyện–tỉnh) or 2-cap (xã–tỉnh)
option-training = training workspace; exchanges bundles with training workspaces only
option-date = the day to look at
option-parent = code of the xã
option-period = period: 2026, 2026-M08, 2026-H1, 2021-2025-GK, 2026-DX1
option-table = a table file (JSON as table prints it) to check in place of the one tallied here; further files may follow
option-apply = enters the figures
option-household = a household's label
option-answers = JSON file of answers; - is standard input
option-finish = finish the paper if nothing blocks
option-dry-run = compute only, keep nothing
option-new = make one more Phiếu, of a paper with several in a period (also done without it)
option-phieu = change this existing Phiếu: its id or the beginning of it, see bieu list
option-form = a paper
option-status = draft, finished, submitted, returned, accepted or locked
option-find = find by the head's name or the label; without diacritics or by initials
option-by = one row per unit of this level: thon, xa, huyen, tinh
option-split = area: urban and rural apart
option-format = file format; csv has commas between columns and decimal points (Vietnamese Excel: open with Data > From Text/CSV)
option-output = write to this file
option-to = code of the receiving office; the office above if left out
option-full = send every change, also what the receiver has already
option-papers = file with two recovery papers typed into it; - reads them from here
option-auto = from now on write a copy into this folder (a stick, another disk) whenever the screens are left; off ends it
option-to-person = who takes over: full name; they are the one who types from now on
option-from-person = who hands over: full name; without it the one who types now
option-code = the 30 digits that the sender of the file reads on the phone; if they differ from the file it is not trusted
option-clear = do not encrypt: whoever has the file can read it
option-receipt = write the receipt to this file, or into this folder
option-repair = make the view anew from the journal
verb-demo = Make a complete sample commune to look at.
verb-init = Set up a workspace and its device key for a unit.
verb-form-list = List the papers.
verb-form-show = Show a paper's items, formulas and sources.
verb-form-check = Check papers: every mistake with file, line and fix.
verb-form-send = Hand an own paper or a confirmed scale (ID@VERSION) down to the offices below, with the bundles that go down.
verb-form-scale = Scales of points: load from CSV or Excel, confirm as a second person, list.
verb-place-find = Find units by code or name, without diacritics.
verb-place-add = Add a thôn to a xã; prints its label.
verb-fill = Enter answers from a file and print the evaluation. A paper with the head's name makes a new household without --household.
verb-show = Show one Phiếu (its id, or at least its first 6 characters).
verb-why = Tell why an item or a cell has its value: from the answers to the result.
verb-list = List the Phiếu.
verb-check = Checks every problem in each paper and between papers; with --table, tables that somebody sent.
verb-table = Make an official table.
verb-rollup = Takes figures over from other papers where nobody has answered; overwrites nothing.
verb-export = Sign a bundle for the office above.
verb-verify = Verify a bundle: good, unknown or bad.
verb-import = Import bundles: shows the plan, then applies it. Twice, late or out of order is harmless.
verb-receipt = Take in the receiver's receipt, as a file or the code sent by Zalo (12 digits read on the phone only inform); list: the bundles sent and their receipts.
verb-key-show = Print this device key and its fingerprint.
verb-key-identity = Write the key that opens encrypted bundles to a file, for age -d. Keep it secret: whoever has it reads every bundle sent to this device.
verb-key-trust = Trust a device key for a unit and those below.
verb-key-list = List the trusted device keys.
verb-passphrase-set = Set or change the passphrase of workspace and device key; the old one, if any, in --passphrase-file.
verb-recovery-make = Make three recovery papers; any two open the workspace when the passphrase is forgotten, and safety copies when the laptop is dead. The old set ends.
verb-recovery-check = Try two recovery papers that were typed into a file: are they of this workspace.
verb-recovery-open = Passphrase forgotten: open the workspace with two recovery papers and set a new one.
verb-backup = Write a safety copy of everything, encrypted to the recovery papers, without the device key.
verb-restore = Make the workspace again on a new laptop from a safety copy, under a new device key.
verb-handover = Hand the workspace over to another officer: new device key, new passphrase, the minutes printed, a bundle that tells the office above. Old names stay on what was done before.
verb-key-revoke = Revokes a device key (lost laptop, somebody leaves): what was taken in before stays, what comes later is not in force.
verb-doctor = Check the workspace and print the state hash.
verb-help = How to write each command.

## Errors (error-…: what; -why: why; -next: what to do)

error-unknown-verb = There is no command "{ $verb }".
error-unknown-verb-next = Type bieu help to see the commands.
error-missing-sub = The command "{ $verb }" needs one more word.
error-missing-sub-next = Add one of: { $subs }.
error-unknown-sub = The command "{ $verb }" has no "{ $sub }".
error-unknown-sub-next = Use one of: { $subs }.
error-unknown-option = There is no option { $option }.
error-unknown-option-next = Type bieu help VERB to see the options.
error-foreign-option = The option { $option } cannot be used here.
error-foreign-option-next = Leave it out.
error-missing-value = The option { $option } lacks its value.
error-missing-value-next = Write the value right after the option.
error-unexpected-value = The option { $option } takes no value.
error-unexpected-value-next = Leave out what follows the equals sign.
error-repeated-option = The option { $option } is there twice.
error-repeated-option-next = Keep one.
error-missing-option = { $option } is missing.
error-missing-option-next = Add this option.
error-missing-operand = { $operand } is missing.
error-missing-operand-next = Add it after the command.
error-extra-operand = "{ $text }" is too much.
error-extra-operand-next = Leave it out; put a name with spaces in quotes.
error-bad-arguments = The command line cannot be read: { $detail }.
error-bad-arguments-next = Type bieu help to see how it is written.
error-not-text = "{ $text }" is not Unicode text.
error-not-text-next = Type it again in Unicode.
error-bad-language = The program does not speak "{ $text }".
error-bad-language-next = Use --lang vi or --lang en.
error-bad-period = "{ $text }" is not a period.
error-bad-period-next = Write 2026 (year), 2026-M08 (month), 2026-H1 (six months), 2021-2025-GK (middle), 2026-DX1 (ad hoc).
error-bad-table = { $path }: not a table that the program can read: { $reason }: { $text }.
error-bad-table-next = Use a file that bieu table --json printed.
error-too-many-tables = No more than { $most } tables at once.
error-too-many-tables-next = Check them in several runs.
error-not-draft = Paper { $phieu } is finished, so no figures are entered.
error-not-draft-next = Reopen it, then take the figures over.
error-bad-date = "{ $text }" is not a date.
error-bad-date-next = Write 2026-04-30 or 30/4/2026.
error-bad-regime = There is no reporting chain "{ $text }".
error-bad-regime-next = Use 3-cap (xã–huyện–tỉnh) or 2-cap (xã–tỉnh).
error-bad-level = There is no level "{ $text }".
error-bad-level-next = Use thon, xa, huyen or tinh.
error-bad-split = A table cannot be split by "{ $text }".
error-bad-split-next = Use --split area.
error-bad-format = There is no format "{ $text }".
error-bad-format-next = Use csv, json or md.
error-json-and-format = --json and a --format other than json do not go together on the screen.
error-json-and-format-next = Leave one out, or add -o FILE to write the table to a file.
error-dash-output = -o needs the name of a file; a dash is none.
error-dash-output-next = Write -o FILE; without -o a table is printed here.
error-xlsx-to-file = An xlsx file cannot be shown on the terminal.
error-xlsx-to-file-next = Add -o FILE.xlsx to write it to a file.
error-office-workbook = This table cannot be written as an xlsx file: { $detail }
error-office-workbook-next = Make it smaller (one village at a time, for instance), or use --format csv.
error-office-document = This paper cannot be written as a docx file: { $detail }
error-office-document-next = Try again; if it still fails, print it in parts (one village, one household).
error-bad-status = There is no status "{ $text }".
error-bad-status-next = Use draft, finished, submitted, returned, accepted or locked.
error-bad-id = "{ $text }" is not the id of a Phiếu.
error-bad-id-next = Copy it from bieu list, at least its first { $least } characters.
error-bad-name = The name is empty, longer than { $most } letters, or has characters that cannot be printed.
error-bad-name-next = Write the name of the thôn.
error-bad-households = "{ $text }" is not a number of households.
error-bad-households-next = Write a number from 1 to { $most }.
error-no-folder = It is not known where the workspace should lie.
error-no-folder-why = The system does not tell the user's own folder.
error-no-folder-next = Name it with --data DIR or the variable BIEU_DATA.
error-no-terminal = The screens cannot be opened here.
error-no-terminal-why = There is no terminal to show and type in (a pipe, or --json).
error-no-terminal-next = Open a terminal and type bieu; in scripts use a command, see bieu help.
error-empty-passphrase = The first line of the passphrase file { $path } is empty.
error-empty-passphrase-next = Write the passphrase in its first line.
error-no-form = There is no paper "{ $form }".
error-no-form-next = Type bieu form list to see the papers.
error-no-form-then = The paper { $form } is not in use on { $date }.
error-no-form-then-next = Type bieu form list to see when each paper is valid, then look at the period again.
error-other-version = This Phiếu was opened with { $version }, not { $form }.
error-other-version-next = Leave out what follows the @ to use the paper it was opened with.
error-wrong-subject = The paper { $form } is not filled for this.
error-wrong-subject-next = A household's paper needs --household; for a table use bieu table.
error-wrong-period = The paper { $form } does not serve the period { $period }.
error-wrong-period-next = Look at the period again: a year is 2026, a month 2026-M08, six months 2026-H1.
error-wrong-level = The paper { $form } is not filled for { $place }.
error-wrong-level-next = It is filled for the level{ $thon ->
        [yes] {" thôn,"}
       *[no] {""}
    }{ $xa ->
        [yes] {" xã,"}
       *[no] {""}
    }{ $huyen ->
        [yes] {" huyện,"}
       *[no] {""}
    }{ $tinh ->
        [yes] {" tỉnh,"}
       *[no] {""}
    } and no other.
error-not-repeating = Of the paper { $form } there is one Phiếu in each period.
error-not-repeating-next = Leave { $option } out.
error-new-and-phieu = A Phiếu cannot be both made and already there.
error-new-and-phieu-next = Write --new or --phieu, not both.
error-other-phieu = The Phiếu { $phieu } is { $form }, { $place }, period { $period }: not the one to be filled.
error-other-phieu-next = Look at the paper, --place and --period again, or at the id in bieu list.
error-household-needed = The paper { $form } is filled for one household and none was named.
error-household-needed-next = Add { $option }; bieu list shows the labels.
error-household-not-taken = The paper { $form } is not filled for a household.
error-household-not-taken-next = Leave out --household.
error-household-elsewhere = The household { $household } is not at that place.
error-household-elsewhere-next = It belongs to { $place }; correct --place or the label.
error-place-too-high = { $place } is no xã, so no household lives in it directly ({ $form }).
error-place-too-high-next = Give --place the label of a thôn or the code of a xã.
error-not-a-xa = A thôn belongs to a xã, phường or thị trấn; { $place } is none.
error-not-a-xa-next = Give --parent the code of a xã; find it by name: bieu place find NAME.
error-unit-needed = { $place } is the label of a thôn; the code of a xã, huyện or tỉnh is needed here.
error-unit-needed-next = Write the unit's code, without what follows the dash.
error-unknown-path = The paper { $form } has no "{ $path }".
error-unknown-path-next = Type bieu form show { $form } to see what it has. Nothing was kept.
error-too-many-rows = Too many new rows ("{ $path }").
error-too-many-rows-next = At most { $most } rows at once; enter the rest after. Nothing was kept.
error-no-row = "{ $path }": rows must follow one another.
error-no-row-next = The next new row is { $position }. Nothing was kept.
error-bad-json = The answers file could not be read: { $reason }
error-bad-json-why = Where: line { $line }, column { $column }.
error-bad-json-next = Correct it there and enter again. Nothing was kept.
json-cut = it is empty or cut off, a closing brace is missing.
json-no-object = it must be one JSON object, "path": "answer" in braces.
json-syntax = it is not written as JSON; often a quote is missing, a comma is too many, or a number is misshapen.
error-repeated-path = "{ $path }" is in the answers twice.
error-repeated-path-next = Keep one. Nothing was kept.
error-bad-answer = "{ $path }": { $text } is not an answer.
error-bad-answer-next = Use text, numbers (decimals in quotes), true/false, null, a list of texts, or an object "special" with khong_biet, tu_choi, khong_ap_dung. Nothing was kept.
error-place-code-never = No unit ever had the code "{ $place }".
error-place-code-never-next = Find it by name: bieu place find NAME. A xã has 5 digits, a huyện 3, a tỉnh 2, with leading zeros.
error-place-code-other-dates = The code { $place } was not in use on { $date }.
error-place-code-other-dates-why = It was: { $stood }. { $instead }
error-place-code-other-dates-next = Choose a code of that day, or look at the period and the day of the review again.
error-no-file = There is no file or folder { $path }.
error-no-file-next = Look at the name and the path again.
error-is-folder = { $path } is a folder, not a file.
error-is-folder-next = Write the name of the file after that of the folder.
error-io = { $path } cannot be read or written.
error-io-why = The system says: { $detail }.
error-io-next = Look at permissions, space on the disk and cables, then try again.
error-too-large = { $path } is too large.
error-too-large-next = The program takes at most { $most } MiB.
error-output = The result could not be written whole.
error-output-why = The system says: { $detail }.
error-output-next = Look at the space on the disk, then try again.
error-no-paper-folder = { $path } is not the folder of a paper.
error-no-paper-folder-next = Name a folder that holds form.toml and is called id@version.
error-terminal = The screens could not be opened.
error-terminal-why = { $detail }.
error-terminal-next = Open another terminal and try again.
error-places = The list of places that is part of the program is damaged ({ $list }, line { $line }).
error-places-next = Get the program again; if that does not help, tell its publisher.
error-internal = The program made a mistake of its own ({ $place }).
error-internal-why = It is not the data. Whatever was told to be saved is there.
error-internal-next = Try again; if it happens again, send this line to the publisher.
error-missing = There is no workspace in { $path }.
error-missing-next = Set one up: bieu init --place CODE, or name the right folder with --data.
error-exists = There is a workspace in { $path } already.
error-exists-next = Use that one, or name another folder with --data.
error-config-lost = { $path } holds entries, but its workspace.toml is gone.
error-config-lost-next = Copy it back from a backup; what was entered and the device key are untouched.
error-outside = { $place } does not belong to this workspace's unit ({ $own }).
error-outside-next = Enter it in that unit's workspace: the office above takes nothing from outside.
error-config = The workspace's workspace.toml does not read.
error-config-why = { $detail }.
error-config-next = Copy it back from a backup; what was entered is not affected.
error-no-place = There is no unit { $place } on { $date }.
error-no-place-next = Find the code by name: bieu place find NAME.
error-no-such = Nothing here is named "{ $name }".
error-no-such-next = bieu list shows households and papers; add a thôn with bieu place add.
error-ambiguous = "{ $name }" stands for more than one.
error-ambiguous-next = Write more of it; where two households share a label, give one another label.
error-blocked = The paper cannot be finished: { $count } problems must be mended.
error-blocked-next = Mend them and try again; every answer is kept.
error-papers = The papers have { $count } mistakes (the first: { $first }).
error-papers-next = Type bieu form check to see them all with their fixes.
error-key = The workspace's device key does not read. { $reason }
error-key-next = Copy key and key.pub back from a backup.
error-key-gone = The secret part of this workspace's key (the file key) is gone, so no bundle can be signed.
error-key-gone-next = Make the workspace again from a safety copy in a new folder (bieu restore): the device gets a new key, which the office above grants again. All data are still there.
error-key-passphrase-missing = The device key has a passphrase and none was given.
error-key-passphrase-missing-next = Add --passphrase-file FILE.
error-key-passphrase-wrong = The passphrase of the device key is wrong.
error-key-passphrase-wrong-next = Look at the first line of the passphrase file again.
error-not-a-key = { $path } holds no OpenSSH key that can be used. { $reason }
error-not-a-key-next = Ask for it again: the sender types bieu key show and sends the first line.
error-paper-typed = Recovery paper { $at } is mistyped.
error-paper-typed-next = Compare the groups of five with the paper; behind KP1 there is no 1, b, i or o.
error-paper-few = Two different recovery papers are needed, each of which begins with KP1.
error-paper-few-next = Type two of them into a file, one a line.
error-paper-different = These two papers are not of one set.
error-paper-different-next = Look at the day and the code of the set on each, and take two of one set.
error-paper-other = These two are recovery papers, but not of this workspace, or of a set that has ended.
error-paper-other-next = Take the set made last; if it is lost make a new one: bieu recovery make.
error-no-papers = There are no recovery papers: nobody could open an encrypted copy once the laptop is dead, so none was written.
error-no-papers-next = Make papers first: bieu recovery make. Or write the copy in clear: add --clear.
error-needs-papers = This copy is encrypted: two recovery papers of the office open it.
error-needs-papers-next = Type two of them into a file and add --papers FILE; --papers - reads them from here.
error-copy-bad = Nothing can be restored from this file; nothing was written.
error-copy-bad-why = { $reason }
error-copy-bad-next = Take another copy; the papers must be those that there were when the copy was written.
error-key-code = The thirty digits are not those of the key in { $path }: misheard, or the file was changed on the way. Nothing was trusted.
error-key-code-next = Listen to the groups of 5 again. If they still differ, do not trust it and ask for the file again.
error-key-own = This is the key of this very device.
error-key-own-next = Another device of the office, or the office above, can revoke it.
error-key-not-granted = This key is not trusted here, so there is nothing to revoke.
error-key-not-granted-next = See the trusted keys: bieu key list.
error-private-key = { $path } is the secret part of a device key.
error-private-key-why = Whoever has this file can sign for the sender. Only the public part (key.pub) may be sent.
error-private-key-next = Delete the file, tell the sender to make a new key, and ask for key.pub.
error-trust = The list of trusted keys does not read at line { $line }.
error-trust-next = Correct or delete that line in the workspace's trust/allowed_signers.
error-randomness = The system gives no random numbers for the key.
error-randomness-next = Restart the machine and try again.
error-no-office-above = It is not known where the bundle goes.
error-no-office-above-next = Name the receiver with --to CODE.
error-no-table = "{ $form }" is no table.
error-no-table-next = Type bieu form list to see the tables (kind table).
error-no-cell = The table has no cell { $name }.
error-no-cell-next = Write COLUMN, UNIT/COLUMN or UNIT/PART/COLUMN; the row of the whole is total. For example: total/ho/9.
error-level-above = A table cannot be made by a level above this workspace's own unit.
error-level-above-next = Choose a lower level for --by.
error-no-level-then = There was no huyện any more on { $date }.
error-no-level-then-next = Use --by xa or --by tinh, or check the period.
error-seal = The bundle could not be sealed. { $reason }
error-seal-next = Type bieu doctor, then try again.
error-training = The bundle and this workspace are not of one kind.
error-training-why = One is for training, the other is real.
error-training-next = Training bundles go only into training workspaces.
error-cancelled = Stopped as asked.
error-cancelled-next = What was done is whole; give the command again for the rest.
error-demo = The sample's data do not fit the papers ({ $detail }).
error-demo-next = Tell the publisher.
error-not-empty = The folder { $path } is not empty.
error-not-empty-next = Choose a new folder for the sample.
error-bundle-unknown = The device key of { $file } is not trusted, so it was not imported.
error-bundle-unknown-why = The file is whole and says it is of { $from }. Fingerprint: { $code }
error-bundle-unknown-next = Call { $from } and compare the fingerprint; if it agrees, bieu key trust KEY-FILE --place { $from }, then import again.
error-bundle-bad = The bundle { $file } is damaged or was changed at { $part }, so it was not imported.
error-bundle-bad-why = { $reason }
error-bundle-bad-next = Ask the sender to export and send it again.
error-bundle-other-file = { $file } is no bundle, so nothing was imported.
error-bundle-other-file-why = { $reason }
error-bundle-other-file-next = A receipt is taken in with bieu receipt FILE where the bundle was sent from; a bundle's name ends in .bieu.
error-receipt-bad = This receipt does not count; nothing was written.
error-receipt-bad-why = { $reason }
error-receipt-bad-next = If the key is not trusted: trust it and take the receipt in again. If it was copied badly: copy all of it, or ask the receiver again.
error-receipt-spoken = These twelve digits fit no bundle that was sent from this machine.
error-receipt-spoken-next = Listen to each group again, or ask for the receipt code by Zalo.
error-receipt-folder = Every one of several bundles has a receipt of its own; one file cannot hold them.
error-receipt-folder-next = Name a folder that exists after --receipt.
error-bundle-not-ours = The bundle { $file } is not for this workspace, so it was not imported.
error-bundle-not-ours-why = { $reason }
error-bundle-not-ours-next = Pass it on to the office it is for, or ask the sender to export one for this workspace.
error-store-in-use = The workspace is open in another window.
error-store-in-use-next = Close the other window and try again.
error-store-missing = The workspace has no journal.
error-store-missing-next = Copy the folder journal back from a backup.
error-store-exists = There is a journal here already.
error-store-exists-next = Name another folder with --data.
error-store-damaged = The journal is damaged in { $segment } at byte { $offset } ({ $what }). Nothing was changed.
error-store-damaged-next = Copy the whole folder elsewhere to keep it, then restore from a backup.
error-store-newer = A newer program wrote here (format { $found }, this one knows { $known }).
error-store-newer-next = Update the program.
error-store-full = The disk is full; nothing of this was kept.
error-store-full-next = Make space on the disk and try again.
error-store-view = The view cannot be written ({ $what }); the journal is whole.
error-store-view-next = Look at permissions and space on the disk, then bieu doctor --repair.
error-store-not-durable = It is not certain that the last write reached the disk.
error-store-not-durable-next = Open the program again; it reads what is there and tells.
error-store-too-large = One write of { $bytes } bytes is too large.
error-store-too-large-next = Enter the answers in several parts.
error-store-not-an-edit = A change could not be written so that it reads again ({ $what }); nothing was written.
error-store-not-an-edit-next = Shorten the answer and try again.
error-store-locked = The workspace has a passphrase, and none was given.
error-store-locked-next = Add --passphrase-file FILE with the passphrase on its first line, or open the screens with: bieu
error-store-wrong-passphrase = The passphrase of the workspace is not right. Nothing is damaged.
error-store-wrong-passphrase-next = Look at the first line of the passphrase file.
error-store-slots = The file journal/slots.toml, which holds what opens the workspace, is missing or was changed ({ $what }).
error-store-slots-next = Copy the file back from a copy of this very workspace. The journal is whole.
error-store-io = The system refused to { $doing } the journal.
error-store-io-why = The system says: { $error }.
error-store-io-next = Look at permissions, space on the disk and cables, then open again.
error-too-long = An answer is longer than the program keeps.
error-too-long-next = Shorten it and enter it again.
## Bundles: part is the bad part; fault is a code (bundle-…, rejected-…, key-…, trust-…, seal-…)

bundle-not-bundle = This is not a bundle of this program.
bundle-is-receipt = This is a receipt, not a bundle.
bundle-is-head = This is a signature on its own, not a bundle.
bundle-not-copy = This is a bundle for another office, not a safety copy of one's own.
bundle-not-recipient = The bundle is encrypted to other devices, and this one cannot open it. Ask the sender to trust this device's key (key.pub) and to export again, or open it on the device that it was sent to.
bundle-envelope = The encryption of the file is damaged or was changed. Ask the sender to send the file again.
receipt-not-receipt = This is no receipt of this program.
receipt-is-bundle = This is a bundle, not a receipt; take a bundle in with bieu import or key 5.
receipt-is-head = This is a signature on its own, not a receipt.
receipt-too-large = The receipt is larger than allowed.
receipt-signature-shape = No signature of the right shape stands behind the statement.
receipt-signature = The signature does not fit the statement: the receipt was changed, or the receiver did not sign it.
receipt-newer = A newer program wrote this receipt (format { $found }; this one reads up to { $known }). Install the newer one and try again.
receipt-not-canonical = The statement is not in its one spelling.
receipt-field = { $field } is missing or not of its shape.
receipt-letter = No receipt code has the letter "{ $letter }": mistyped, or other text was copied with it.
receipt-typed = The code is mistyped or not copied to its end: its own check does not hold. The signature was not looked at.
receipt-not-sent = No such bundle was sent from this machine.
receipt-office = The receipt is of { $from }, but this bundle went to { $to }.
receipt-training = One side is a training workspace and the other is not.
receipt-key = This device key is not trusted for { $office }. Fingerprint: { $code }. Call { $office } and compare; if it agrees, trust their key (bieu key trust, or key 6) and try again.
receipt-key-short = This code was signed with a device key that is not trusted for { $office }. Ask for their key.pub, trust it (bieu key trust, or key 6) and try again.
receipt-foreign = The receipt speaks of edits that were not in the bundle sent.
bundle-part-container = the wrapping (zip)
bundle-part-envelope = the encryption around it (age)
bundle-too-large = The bundle is larger than is allowed.
bundle-truncated = The bundle ends too early; copying or downloading was perhaps cut off.
bundle-entries = Parts inside the bundle were added, removed, doubled, renamed or moved.
bundle-not-plain = The parts inside the bundle were compressed again or encrypted by another program.
bundle-rebuilt = The container of the bundle was changed; packing its parts again does not give this file.
bundle-trailing = Something follows after the end.
bundle-signature-shape = The signature is not of the right form.
bundle-signature = The signature does not match the content.
bundle-sum = The content is not what was signed.
bundle-sums-shape = The list of checksums is not of the right form.
bundle-newer = The bundle was made by a newer program (format { $found }; this one reads up to { $known }). Install the newer one and try again.
bundle-not-canonical = The content is not written in the one spelling that is accepted.
bundle-field = Field { $field } is missing or not of the right form.
bundle-gzip = The compressed part cannot be read.
bundle-line = Line { $line } cannot be read ({ $fault }).
bundle-doubled = Line { $line } repeats an entry from above.
bundle-order = Line { $line } stands after an entry that follows it.
bundle-counts = The number of households, papers or entries differs from the content.
bundle-addressed = This bundle is for { $to }, not for { $receiver }.
bundle-training = { $bundle ->
    [training] This bundle is from a training workspace, and this workspace is real.
   *[real] This bundle is real, and this is a training workspace.
    }
rejected-past-head = The entry lies outside what the machine that wrote it has signed.
rejected-head-signature = The signature of the machine that wrote it does not match.
rejected-head-key = This part was signed by another key than that of the machine that wrote it.
rejected-head-mismatch = The signature of the machine is for another entry.
rejected-no-writer = The key of the machine that wrote it is not known.
rejected-chain = The entry does not join the one before it.
rejected-misshapen = The entry creates something under the name of something else.
rejected-replaces = The entry replaces an answer of another paper.
rejected-chained = Another entry of the same machine is refused; what a machine signed is taken whole or not at all.
key-unreadable = This is not an OpenSSH key.
key-kind = This key is not an Ed25519 key.
key-passphrase-missing = The key has a passphrase, and it was not given.
key-passphrase-wrong = The passphrase of the key is wrong.
key-unusable = This key cannot sign or be written.
force-no-grant = no authority yet: nobody here has granted anything to the device that wrote it
force-revoked = the device key had been revoked before
force-elsewhere = outside what the device was granted
force-absent = the household or paper it is about has not arrived
force-not-above = only the office above the sender returns, accepts or locks
force-proposal = proposed after the paper was accepted; in force once the office above returns it
key-public = The workspace's key.pub does not read.
trust-shape = The line is not a place code followed by a key.
trust-place = The line does not begin with a place code.
trust-option = The line has a condition that this program does not understand, so it is not trusted.
seal-too-large = There is too much for one bundle.
seal-place = The sender or the receiver is not a place code.
seal-doubled = The journal gave an entry twice.
seal-order = The journal gave entries in the wrong order.
seal-past-head = There is an entry that its machine has not signed.
seal-head = There is a machine whose signature does not match.
seal-manifest = The bundle's own statement was written but does not read back.
## Screens (tui-…)

tui-opening = Opening the workspace…
tui-opening-failed = Press Ctrl+Q to leave.
tui-unlock-title = Passphrase
tui-unlock-question = This workspace has a passphrase. Type it and press Enter; Esc leaves. What is typed is not shown.
tui-locked-question = The screen is locked. Type the passphrase and press Enter to go on where you were.
tui-passphrase-old = Type the present passphrase and press Enter; Esc to leave it.
tui-passphrase-new = Type the new passphrase and press Enter; Esc to leave it. Without it nothing can be read again: write it on paper and lock that away.
tui-passphrase-again = Type the new passphrase once more and press Enter.
tui-passphrase-differs = The two are not the same; type the new passphrase again.
tui-passphrase-set = The passphrase of workspace and device key is set.
tui-too-small = The window is too small. Make it at least { $columns } columns × { $rows } rows.
tui-saving = saving…
tui-saved = Saved
tui-reading = Reading…
tui-search = Find:
tui-found = { $n }/{ $all }
tui-nothing-found = Nothing found. Type less; diacritics are not needed.
tui-nothing-typed = Nothing typed.
tui-nothing-to-take-back = There is nothing left to undo or redo.
tui-quit-unsaved = Some answers could not be saved to disk. Press Ctrl+Q again to leave all the same.
tui-training = TRAINING
tui-no-person = nobody chosen as typing
tui-no-office-above = no office above
tui-not-checked = not checked against the original
tui-whole-paper = The whole paper
tui-no-answer = (empty)

tui-period-year = year { $year }
tui-period-month = monthly review { $month }/{ $year }
tui-period-half-1 = first half of { $year }
tui-period-half-2 = second half of { $year }
tui-period-start = start of { $first }–{ $last }
tui-period-middle = middle of { $first }–{ $last }
tui-period-end = end of { $first }–{ $last }
tui-period-adhoc = ad hoc no. { $n } of { $year }

tui-status-none = not begun
tui-status-occasional = if needed
tui-status-draft = being filled
tui-status-finished = finished
tui-status-submitted = submitted
tui-status-returned = returned
tui-status-accepted = accepted
tui-status-locked = locked

tui-setup-title = Setting up the workspace
tui-setup-question = Which xã, phường, huyện or tỉnh is this office? Type its name (diacritics not needed) or its code, for example: van quan, lang son
tui-setup-kind = The workspace is for (↑ ↓ to choose, Esc to choose another unit):
tui-setup-real = real work
tui-setup-training = training (cannot be sent to a real workspace)
tui-setup-key = Press Enter to set it up. A device key without a passphrase is made: whoever can use this machine can sign. For a passphrase leave and use: bieu --passphrase-file FILE init
tui-chain-3 = three tiers: xã, huyện, tỉnh (until 30/6/2025)
tui-unit-now = today
tui-unit-before = formerly
tui-chain-2 = two tiers: xã, tỉnh (from 1/7/2025)
tui-reports-to = Reports to

tui-home-title = Work of the period: { $period }
tui-home-households = { $n } households, { $thons } thôn
tui-home-progress = { $done }/{ $all } finished, { $drafts } begun
tui-home-problems = To look at: { $left }
tui-home-blocks = { $n } errors (!)
tui-home-asks = { $n } questions (?)
tui-home-conflicts = { $n } conflicts (#)
tui-home-no-problem = No problem is left.
tui-home-start = To start: F4 for your name, 8 to take in households from Excel. Without a file: 2 to add thôn, then 1 to add households.
tui-home-start-above = No household yet. Press 5 to take in bundles from below.
tui-home-last-bundle = Last bundle: { $name }, on { $day }
tui-home-last-sent = Last bundle: { $day }, for { $to }: { $state }
tui-home-no-bundle = No bundle written yet.

tui-households-title = Households, { $period }
tui-no-household = No household yet. Press Ctrl+O to take in a list from Excel, or F6 (Ctrl+A) to add them one by one.
tui-no-household-here = No household yet. Communes enter households and send them up; take them in under Bundles (key 5 at Home).
tui-thons-title = Thôn, bản, tổ dân phố
tui-no-thon = No thôn yet. Press F6 (or Ctrl+A) to add one.
tui-thon-added = Added { $name } ({ $label }).
tui-papers-title = Papers of { $name }
tui-papers-count = { $n } Phiếu
tui-home-other-papers = { $n } other papers of the unit
tui-no-paper = No paper serves this period. Choose another with F5 (or Ctrl+E).
tui-todo-title = Papers to look at, { $period }
tui-todo-none = Nothing left to look at in this period.

tui-col-label = Label
tui-col-head = Head
tui-col-thon = Thôn
tui-col-outcome = Outcome
tui-col-class = Class
tui-col-status = Done
tui-col-standing = Standing
tui-col-problems = Look
tui-col-households = Househ.
tui-col-paper = Paper
tui-col-problem = Problem
tui-col-code = Code
tui-col-place = Unit
tui-col-above = Belongs to
tui-col-chain = In force
tui-col-key-place = Device key of
tui-col-code-read = Fingerprint code

tui-add-row = Add a row
tui-hint-row = Enter: item by item. →: type in the table (Esc: all items). Ctrl+D: drop it.
tui-hint-add = Type the name to add a row, or press Enter. When all are there, Tab goes on.
tui-hint-offered = Enter: take the value offered; type to replace it.
tui-hint-date = Day/month/year: 21/3/1987. If only the year is known, the year: 1987.
tui-hint-choices = Type the codes, with commas: { $choices }
tui-hint-no-option = There is no such choice; what was typed is kept as it is.
tui-hint-conflict = two people answered differently; Ctrl+X to choose
tui-hint-computed = Computed: { $formula }. Type the figure on paper here, if there is one, to compare.
tui-hint-computed-plain = Computed. Type the figure on paper here, if there is one, to compare.
tui-item = item { $item }
tui-row-item = row { $item }
tui-unparsed-number = { $field }: "{ $typed }" is not a number. Kept as typed; correct it.
tui-unparsed-date = { $field }: "{ $typed }" is not a date. Write day/month/year, such as 21/3/1987. Kept as typed.
tui-formula-of-paper = by the paper's formula
tui-hint-control = Computed { $value }; on paper: { $control }
tui-hint-overridable = Computed: { $formula }. If it is otherwise, type the right value and tell why.
tui-hint-overridable-plain = Computed. If it is otherwise, type the right value and tell why.
tui-hint-overridden = ≠ Given { $value }, computed { $computed }: the given value stands, tell why in the field that asks.
tui-hint-missing = Not computable yet, missing: { $names }
tui-hint-closed = Closed cell: the paper does not use it.
tui-grid-here = This cell
tui-grid-before = Last period, { $period }: { $value }
tui-grid-before-more = Last period, { $period }: { $value }; now { $by } more
tui-grid-before-less = Last period, { $period }: { $value }; now { $by } less
tui-grid-before-same = Last period, { $period }: { $value }; the same now
tui-grid-before-none = Last period, { $period }: nothing in this cell
tui-agree-title = Formulas and checks of this cell
tui-agree-none = No formula has this cell.
tui-agree-computed = computed { $value }
tui-agree-holds = agrees
tui-agree-unknown = figures are missing
tui-agree-broken = differs: on paper { $found }, computed { $expected }
tui-agree-check-broken = not met: { $found } and { $expected }
tui-agree-check-failed = not met
tui-agree-counts = Formulas with this cell: { $counts }.
tui-agree-n-broken = { $n } differ
tui-agree-n-hold = { $n } agree
tui-agree-n-computed = { $n } computed
tui-agree-n-unknown = { $n } lack figures
tui-grid-columns = columns { $from }–{ $to } / { $all }

tui-field-title = The item under the cursor
tui-field-wording = Item
tui-field-help = Guidance
tui-field-formula = Formula
tui-field-source = Source
tui-field-evidence = How well it is known
tui-field-problem = Problem
tui-field-remark = Remark
tui-paper-source = Paper
tui-paper-note = About the paper
tui-evidence-verified = Checked against a published text.
tui-evidence-report = From a real report, plan or template; not checked against the original.
tui-evidence-derived = Derived from texts; not checked against the original.
tui-evidence-recalled = Recalled; not checked against the original.
tui-evidence-proposed = Proposed by the program because work needs it; in no text.

tui-problems-title = Problems of the paper: { $blocks } to mend (!), { $asks } to look at (?)
tui-finish-title = Read back and finish: { $name }
tui-finish-clean = There are no problems. Read it back to the household, then press Enter to finish.
tui-finish-clean-place = There are no problems. Read it again, then press Enter to finish.
tui-finish-asks = { $n } places to look at (?). If they are right press Enter to finish; Esc goes back to mend them.
tui-finish-blocked = Cannot be finished yet: { $n } places to mend. Enter: see them and go to each. Every answer is kept.
tui-finished = { $name }: finished.
tui-conflicts-title = { $n } places answered differently by two people
tui-conflicts-intro = Choose the right value by its number, or with Enter on its line. The other one stays in the journal.
tui-conflict-shown = shown now
tui-conflicts-done = Every difference is settled.
tui-row-stays = keep this row
tui-row-goes = remove this row

tui-pick-period = Choose the period (or type: 2026, 2026-M08, 2026-H1)
tui-pick-person = Who is typing
tui-new-person = + Somebody else…
tui-pick-thon = In which thôn does the new household live?
tui-thon-word = Thôn
tui-new-thon = + Add a thôn…
tui-without-thon = Directly in the commune, no thôn
tui-pick-field = Go to an item
tui-pick-special = Special answer
tui-clear-answer = Clear the answer
tui-palette-title = All commands
tui-ask-person = Full name of who is typing:
tui-ask-thon = Name of the thôn, bản, tổ dân phố:
tui-ask-remark = Remark on this item (empty takes it away):
tui-ask-key-place = Code: { $code }. Whose key is this? Type the code of the office (5 digits for a commune), or the label of a thôn:
tui-ask-key-digits = A file that came by Zalo or mail: ring the sender, let them read the 30 digits that key 6 shows on their device, and type them here as you hear them. Handed over in person: leave this empty, Enter:
tui-key-digits-differ = That is not this file. Listen to the groups of 5 again; if they still differ the file was changed on the way: do not trust it, ask for it again.

tui-bundles-title = Bundles
tui-bundles-export = Write the bundle for: { $to }
tui-bundles-import = Take in somebody's bundle
tui-bundles-receipt = Take in a receipt: paste the code, or name the file
tui-bundles-export-full = Write a bundle of everything, also what the receiver has
tui-bundles-sent = Sent from this machine
tui-bundles-sent-line = { $day }  { $digits }  { $to }, { $edits } edits: { $state }
tui-bundles-waiting = Kept, waiting for something else
tui-bundles-waiting-line = { $from }  { $digits }: { $missing ->
        [none] waits for something from elsewhere
       *[other] { $missing } missing
    }
tui-ask-receipt = Paste the receipt code (BN…), or the path of a .bieunhan file; twelve digits heard on the phone only inform:
tui-receipt-title = Receipt
tui-receipt-heard = A code read out on the phone only informs and is no receipt.
tui-receipt-made = Receipt for { $to }: { $state }. To read out on the phone, for information: { $spoken }
tui-receipt-unsigned = No receipt was made: the device key could not be opened. Take this file in again when it can.
tui-bundles-intro = A bundle carries what the receiver has not yet said to have, signed by the device key. Send it by USB stick, mail or Zalo; taking it in twice or late is harmless.
tui-exporting = Writing the bundle…
tui-inspecting = Looking at the bundle…
tui-importing = Taking the bundle in…
tui-can-cancel = Esc: stop
tui-exported = The bundle for { $to } is written:
tui-exported-counts = { $households } households, { $phieu } papers, { $edits } changes.
tui-exported-clear = NOT ENCRYPTED, because no device key of { $to } is trusted: whoever has the file can read it. Ask for their key.pub, trust it with key 6, and export again.
tui-imported = Taken in.
tui-plan-new = New: { $n } changes
tui-plan-same = Known: { $n } changes
tui-plan-held = Waiting for what is missing: { $n } changes
tui-plan-conflicts = Answered differently on both sides: { $n } places
tui-plan-rejected = Not accepted: { $n } changes
tui-plan-settled = Kept before and whole now: { $n } changes
tui-plan-no-room = No room left for what waits ({ $n } changes): take this file in again once what is missing has come
tui-plan-papers-new = New papers of the office above: { $n }, to be used from the next opening on.
tui-plan-papers-differ = Papers of the office above that have the name of one here and another text: { $n }; those here stay.
tui-plan-papers-unsound = Papers of the office above that this program cannot use: { $n }
tui-plan-apply = Enter: take it in · Esc: do not
tui-verdict-good = The file is whole and signed by { $from } (fingerprint code { $code }).
tui-verdict-unknown = The file is whole and says it is from { $from }, but this device key is not trusted. Fingerprint code:
tui-verdict-unknown-next = Call the sender and compare the code. If it is the same go to Device keys (key 6 on the first screen), F6, name their key.pub; then take this file in again.
tui-verdict-bad = Not accepted: the file is damaged or was changed in { $part }.
tui-verdict-bad-next = Ask the sender to write and send it again. Nothing changed here.
tui-keys-title = Device keys
tui-own-code = Fingerprint code of this machine (read it to the receiver):
tui-no-key = No device key is trusted yet. Press F6 (or Ctrl+A) to add one.
error-no-key-read = No key file was read.
error-no-key-read-next = Press F6 and name the key file first.
error-nothing-inspected = No bundle was looked at.
error-nothing-inspected-next = Choose the bundle first.

tui-keys-heading = | Key | What it does | Where |
tui-help-title = Help: the keys
tui-help-marks = Marks on the screen
tui-help-typing = Type with UniKey, EVKey or without diacritics. However you leave an item, what was typed is kept. Only "Saved" means that it is on the disk.
tui-mark-blocks = to mend before finishing
tui-mark-asks = to look at; leave it if it is right
tui-mark-conflict = two people answered differently
tui-mark-remark = has a remark
tui-mark-computed = computed
tui-mark-stand-in = the figure on paper in place of one that cannot be computed, or computed from such
tui-mark-closed = closed cell
tui-mark-not-asked = not asked

tui-layer-anywhere = every screen
tui-layer-menu = first screen
tui-layer-list = lists
tui-layer-paper = papers
tui-layer-entry = questionnaires
tui-layer-grid = grids
tui-layer-dialog = boxes

tui-cmd-show-help = Help
tui-cmd-go-back = Back
tui-cmd-open-palette = Commands
tui-cmd-quit = Quit
tui-cmd-switch-person = Who is typing
tui-cmd-choose-period = Period
tui-cmd-open-households = Households
tui-cmd-open-thons = Thôn
tui-cmd-open-bieu = Papers of the unit
tui-cmd-open-todo = Papers to look at
tui-cmd-open-bundles = Bundles
tui-cmd-open-keys = Device keys
tui-cmd-find = Find
tui-cmd-open-papers = Papers
tui-cmd-add-new = Add
tui-cmd-accept = Accept
tui-cmd-next-field = Next item
tui-cmd-previous-field = Previous item
tui-cmd-move-up = Up
tui-cmd-move-down = Down
tui-cmd-move-left = Left
tui-cmd-move-right = Right
tui-cmd-page-up = Page up
tui-cmd-page-down = Page down
tui-cmd-answer-special = Special
tui-cmd-write-remark = Remark
tui-cmd-remove-row = Remove row
tui-cmd-next-problem = Next problem
tui-cmd-list-problems = All problems
tui-cmd-tell-why = Why
tui-cmd-list-conflicts = Conflicts
tui-cmd-finish-paper = Finish
tui-cmd-reopen-paper = Reopen
tui-cmd-undo = Undo
tui-cmd-redo = Redo

tui-reason-not-here = This command does not belong to this screen.
tui-reason-not-open = The workspace is not open yet.
tui-reason-finished = The paper is finished. To change it press Ctrl+O to reopen it.
tui-reason-not-finished = The paper is being filled; it need not be reopened.
tui-reason-no-special = This item takes no special answer.
tui-reason-no-row = There is no row here.
tui-reason-no-problem = The paper has no problem left. F9 to read back and finish.
tui-reason-no-conflict = Nobody answered differently.
tui-reason-no-place-for-household = This office is no xã and has no thôn to put a household in.
tui-reason-not-xa = Only a xã, phường, thị trấn or đặc khu has thôn.
tui-reason-at-home = This is the first screen. Leave with Ctrl+Q.
tui-reason-no-office-above = There is no office above.

# ---------------------------------------------------------------- scales
mistake-scale-headings = The scale has no row of headings.
mistake-scale-headings-fix = One row must have all of these: { $expected }, then a column for each region.
mistake-scale-head = The top of the scale does not say “{ $word }”.
mistake-scale-head-fix = Add a row above the headings: “{ $word }” in the first cell, what it is in the second.
mistake-scale-form = This scale is for the paper “{ $found }”, not “{ $expected }”.
mistake-scale-form-fix = Give the paper's id at the top of the scale.
mistake-scale-row = An answer stands before the first item.
mistake-scale-row-fix = Give the item's number and name in its first row.
mistake-scale-kind = Scales have no kind “{ $word }”.
mistake-scale-kind-fix = Use one of the kinds that the paper names, or leave it empty for one answer.
mistake-scale-options = The answers of item { $item } do not fit its kind.
mistake-scale-options-fix = One of: at least two named answers. Any of: at least one. Count: exactly one row of points.
mistake-scale-region = { $word ->
        [none] The scale has no column of points for any region.
       *[other] The column “{ $word }” is no region of the paper.
    }
mistake-scale-region-fix = { $nearest ->
        [none] A column of points is headed by a region's name as the paper has it.
       *[other] Do you mean “{ $nearest }”?
    }
mistake-scale-gap = Item { $item }{ $option ->
        [none] {""}
       *[other] , answer “{ $option }”
    }: no points for the region “{ $region }”.
mistake-scale-gap-fix = Write the points of the document; write 0 where there are none.
mistake-scale-points = Item { $item }, region “{ $region }”: “{ $found }” is no number of points.
mistake-scale-points-fix = Points are whole numbers from 0 to 1000.

option-person = Name of who loads or who confirms the scale.
cli-scale-loaded = The scale { $name }, loaded by { $person } (source: { $source }), is kept. Hash: { $hash }
cli-scale-waiting = It does not count yet: another person compares it with the document and types bieu form scale confirm { $name } --person "NAME".
cli-scale-confirmed = The scale { $name } was confirmed by { $confirmed } (loaded by { $person }) and counts from now on. Hash: { $hash }
cli-scale-none = No scale is loaded: points are typed from paper.
error-scale-action = "{ $word }" is nothing that is done with scales.
error-scale-action-next = Use load FILE, confirm SCALE or list.
error-scale-target = It is not said which file or scale.
error-scale-target-next = For example: bieu form scale load points.xlsx --person "NAME".
error-scale-person = It is not said who { $action ->
        [confirm] confirms
       *[load] loads
    } the scale.
error-scale-person-next = Add --person "NAME": a scale counts only when two people answer for it.
error-no-scale = No scale "{ $name }" waits to be confirmed.
error-no-scale-next = Type bieu form scale list to see the scales that are loaded.
error-scale-same-person = { $name } loaded this scale and cannot confirm it too.
error-scale-same-person-next = Ask another person to compare it with the document and to confirm under their own name.
error-scale-differs = The scale { $name } is here already in another text.
error-scale-differs-next = If the document changed, give a new version at the top of the sheet; if the file in the workspace was changed, copy it back from the backup.
error-sheet-too-large = The file { $path } is too large: at most 8 MB, 20 000 rows, 200 columns.
error-sheet-too-large-next = Keep only the sheet with the scale, save it as a file of its own and load that.
error-sheet-unreadable = No sheet can be read from { $path }.
error-sheet-unreadable-next = Use an Excel .xlsx file or a CSV file in UTF-8.
error-sheet-empty = The file { $path } has no row.
error-sheet-empty-next = Look at the first sheet of the file and load it again.
error-other-text = This Phiếu was filled with { $name } in another text than the one here (their hashes differ).
error-other-text-next = Load the scale that it was scored with; the Phiếu is kept as it is.
training-scale = *** TRAINING SCALE (BẢNG ĐIỂM LUYỆN TẬP): no real result ***
## Between papers (between-…, rollup-…)

between-heading = Between papers | { $paper } | { $place } | { $period }
between-column = column ({ $number }) { $label }
between-records = added up from the papers ({ $expression })
between-cell = { $paper }, { $what }, { $place }, period { $period }
between-more = and { $count } more
between-equal = { $message } { $at }: is { $found }; from { $others } it should be { $expected }. Identity: { $formula }.
between-at-most = { $message } { $at }: is { $found }, may not exceed { $expected } (from { $others }). Rule: { $formula }.
between-at-least = { $message } { $at }: is { $found }, must be at least { $expected } (from { $others }). Rule: { $formula }.
between-between = { $message } { $at }: is { $found }, must lie between { $expected } and { $upper } (from { $others }). Rule: { $formula }.
between-slip = { $message } { $at }: is { $found }, while the figures beside it are { $expected } to { $upper } ({ $others }).
between-zero = { $message } { $at }: is { $found }, while { $others } is { $expected }. Both must be 0, or neither.
between-missing = { $message } { $at }: cannot be compared yet, missing { $missing }.
between-printed = { $at }: is { $found }; by the formula { $formula } it should be { $expected }.
between-tallied = { $at }: is { $found }; the papers here add up to { $expected }.
rollup-line = { $at } ({ $label }) ← { $value }, from { $from }
rollup-lacks = { $at } ({ $label }): cannot be taken over yet, missing { $missing }
rollup-none = There are no figures to take over.
rollup-offered = { $count } figures can be taken over. Add --apply to enter them where nobody has answered.
rollup-applied = { $count } figures entered where nobody had answered.
bad-table-json = not readable JSON
bad-table-period = not a period
bad-table-id = there is no such table
bad-table-rows = no rows, or more than may be
bad-table-row = a row of another shape
bad-table-part = a part that the table does not have
bad-table-column = a column that the table does not have
bad-table-figure = a cell that is no number
bad-table-twice = two rows for one place
bad-table-same = two files for one table and period
# ------------------------------------------------------------------ why

why-title = Why?
why-waiting = Looking…
why-is = { $name }: { $value }
why-true = true: { $condition }
why-false = not true: { $condition }
why-undecided = not known: { $condition }
why-not-told = not asked: { $condition }
why-nothing = no figure
why-unknown = not known
why-unanswered = not answered
why-missing = missing: { $list }
why-control = on paper: { $value }
why-overridden = a person says otherwise; computed { $value }
why-unread = cannot be read: { $text }
why-from = from { $form }
why-from-period = from { $form }, period { $period }
why-passed = { $count } others add nothing
why-more = { $count } more
why-flips = A single other answer that would change the result (nearest first):
why-flip = { $label }: { $from } → { $to }; result: { $result }
why-no-flip = No single answer changes the result.
why-no-flip-found = No single answer was found that changes the result; not all were tried.
why-not-all = Not all answers were tried: there may be a nearer one.
why-evidence-verified = checked
why-evidence-report = from a real report
why-evidence-derived = derived
why-evidence-recalled = recalled, not checked
why-evidence-proposed = proposed by the program
why-how-computed = computed
why-how-stand-in = the figure on paper stands in, as it cannot be computed
why-how-closed = closed cell
why-how-not-asked = not asked
why-how-constant = figure of the law
why-how-again = told above
why-word-sum = total of
why-word-sum-true = yes answers among
why-word-min = least of
why-word-max = greatest of
why-word-if = depending on
why-word-coalesce = first known of
why-word-known = can be computed
why-word-round = rounded
why-word-abs = size of
why-word-year = year of
why-word-age = age
why-word-len = length of
why-word-days = days between
why-word-weekdays = working days between
why-word-after = the day after
why-word-count = number of rows of
why-word-any = any row of
why-word-all = every row of
why-word-first = first row of
why-word-where = where
why-word-given = given
why-word-answered = answered
why-word-overridden = overridden:
why-word-and = and
why-word-or = or
why-word-not = not
why-word-in = one of
why-word-area = area of this place
why-word-place-kind = kind of unit
why-word-date = day of the paper
why-word-period-year = year of the period

## Printing (print-…)
tui-cmd-open-prints = Print papers
tui-cmd-print-papers = Print the papers of this
tui-print-title = Print: { $name }, { $period }
tui-print-blank = blank
tui-print-sheet = Excel
tui-print-done = The file to print is written, { $n } paper(s):
tui-print-next = Open it in Word, Excel or LibreOffice and print. Enter: another paper; Esc twice: back.
print-about-household = household
print-about-place = place
error-no-print = There is nothing called { $form } to print.
error-no-print-next = See bieu print list.
error-no-print-sheet = { $form } is no list, table or Biểu, so it is not written as an xlsx file.
error-no-print-sheet-next = Leave out --format xlsx; Word and LibreOffice open the docx file.
error-print-place = { $form } is printed for a village or commune, not for one household.
error-print-place-next = Leave out --household, or choose a household's paper: bieu print list --household LABEL.
error-print-no-thon = { $form } is printed for each village, and there is none here.
error-print-no-thon-next = Add a village first: bieu place add --parent CODE NAME.
error-no-households = There is no household here to print for.
error-no-households-next = Enter the households first, or print the blank paper: --blank.
error-too-many-households = More than { $most } households do not fit one file.
error-too-many-households-next = Print one village at a time: --place LABEL.
error-bad-print-format = { $text } is no format to print in.
error-bad-print-format-next = Write docx (Word, LibreOffice) or xlsx (Excel).
option-blank = print the blank paper, to be filled in by hand
verb-print = Print a paper as a docx or xlsx file; list: what can be printed.
mistake-print-form = A printed document speaks of the paper { $form }, which is not there.
mistake-print-form-fix =
    { $nearest ->
        [none] See bieu form list.
       *[other] Did you mean { $nearest }?
    }
mistake-print-name = The paper { $form } has no field, roster or column { $word }.
mistake-print-name-fix =
    { $nearest ->
        [none] Look at the paper: bieu form show.
       *[other] Did you mean { $nearest }?
    }
mistake-print-word = Printed documents have no word { $word }.
mistake-print-word-fix =
    { $nearest ->
        [none] See forms/README.md, under printed documents.
       *[other] Did you mean { $nearest }?
    }
mistake-print-part =
    { $found ->
        [none] This part does not say what is printed.
       *[other] A part prints one thing, this one says: { $found }.
    }
mistake-print-part-fix = Write exactly one of text, list, roster, paper, signs, new_page.
mistake-print-personal = A paper for everybody's eyes may not show { $word }: a personal number or a full birth date.
mistake-print-personal-fix = Leave the column out, or leave out public where the paper is neither posted nor read out.

## Households from Excel, CSV (intake-…)
verb-intake = Takes in a list of households and members from Excel (.xlsx) or CSV: shown first, then entered; doubtful households are left out. Taking the same file again makes nothing new.
option-sheet = sheet of the Excel file; without it the first one
option-map = what each column is, separated by semicolons; a column by its letters (A, B, AA) or heading; a target by the id that --json prints, - to leave it out
option-set = one value for the whole file, for example loai_nam_truoc=hộ nghèo
option-take-file = where another value stands, take the file's (default: only fill what is empty)
option-pad-numbers = put the 0 in front of personal numbers of 11 digits (Excel drops it)
error-no-sheet = The file has no sheet "{ $text }".
error-no-sheet-next = Its sheets: { $sheets }.
error-no-name-column = It is not known which column holds the head's or the members' names.
error-no-name-column-next = Headings found: { $headings }. Say --map "Heading=ten_nguoi" (members) or --map "Heading=chu_ho" (heads).
error-bad-pair = "{ $text }" has no equals sign.
error-bad-pair-next = Write NAME=VALUE, several separated by semicolons.
error-no-target = There is no target "{ $text }".
error-no-target-next = See the targets' ids with bieu intake FILE --period P --dry-run --json.
error-no-column = The file has no column "{ $text }".
error-no-column-next = Name a column by its letters in Excel (A, B, AA) or by its exact heading.
error-no-naming-paper = No paper of { $period } names heads and members.
error-no-naming-paper-next = Choose a year or a month, for example 2026.
error-list-too-large = The file { $path } is too large: at most 32 MB, 60,000 rows, 200 columns, 10,000 characters a cell.
error-list-too-large-next = Split it by thôn or delete columns and sheets that are not used, save it and choose it again.
error-sheet-old-workbook = The file { $path } is an old workbook (.xls) or one of LibreOffice (.ods).
error-sheet-old-workbook-next = Open it, choose Save As, Excel Workbook (.xlsx), and choose the new file.
error-sheet-old-encoding = The file { $path } is not written in Unicode, so Vietnamese cannot be read from it.
error-sheet-old-encoding-next = Open it in Excel, look at the diacritics, save it as .xlsx or CSV UTF-8, and choose the new file.
error-sheet-missing = The file { $path } no longer has that sheet.
error-sheet-missing-next = Choose the file again.
intake-first-sheet = The file has several sheets; "{ $sheet }" was taken. Others: { $others }. Choose with --sheet.
intake-column = Column { $column } "{ $heading }": { $target }
intake-column-unknown = Column { $column } "{ $heading }": not taken
intake-new-thons = Thôn that are not there and would be made: { $names }
intake-unplaced = No paper of this period takes: { $field }
intake-household = Row { $row }: { $head } ({ $thon })
intake-household-line = {"  "}{ $text }
intake-left-out = { $n } rows without a name are left out: { $rows }
intake-counts = { $new } households are made, { $changed } get something, { $same } have it all, { $doubtful } are doubtful; { $members } people in the file.
intake-done = Saved: { $thons } thôn and { $new } households made; { $changed } households got something; { $members } people added; { $same } households had it all; { $left } households left out.
intake-dry = Only shown, nothing was entered.
intake-differs = { $whose } { $field }: here "{ $here }", in the file "{ $file }"
intake-no-head = It is not known who is head.
intake-two-heads = { $n } people are said to be head.
intake-too-many = { $n } people, more than { $most }: perhaps several households taken for one.
intake-no-thon = No thôn is given.
intake-same-in-file = Same head's name and thôn as the household in row { $row } of the file.
intake-number-twice = The personal number of { $name } also stands in row { $row } of the file.
intake-same-name = Same head's name as household { $label }, but no birth or thôn to be sure that they are one.
intake-member-elsewhere = { $name } is in household { $label } of { $head }.
intake-candidates = It may be one of the households { $labels }.
intake-taken-twice = The household in row { $row } of the file also fits household { $label }.
intake-unread = { $field } "{ $text }": cannot be read, kept as typed.
intake-not-a-number = { $field } "{ $text }": no digits, kept as typed.
intake-short-number = { $field } "{ $text }": only 11 digits, perhaps Excel dropped the 0 in front; kept as it is.
intake-too-long = { $field }: the cell has more than 300 characters and is not taken.
intake-says-otherwise = Row { $row } differs from the household's first row; the first row counts.
intake-finished = { $paper } is finished: nothing is entered in it.
intake-other-thon = In the file the household lives in { $thon }, here in another thôn; the thôn stays.
tui-layer-household = household list
tui-cmd-open-intake = Take in a list from Excel
tui-cmd-take-list = Take in a list from Excel
tui-files-list = Choose a list of households (Excel, CSV)
tui-files-bundle = Choose a tệp nộp (.bieu)
tui-files-key = Choose a key file (.pub)
tui-files-typed = Search or path:
tui-files-places = Places with files
tui-files-hint = Enter opens a folder or chooses a file. Type part of a name to search; a whole path may be pasted. USB: go up to the top.
tui-files-name = Name
tui-files-size = Size
tui-files-up = .. (folder above)
tui-files-kb = { $n } KB
tui-intake-title = Take in a list of households
tui-intake-reading = Reading the file…
tui-intake-planning = Comparing with what is there, nothing is written…
tui-intake-taking = Writing…
tui-intake-ask-sheet = The file has several sheets. Which one is the list?
tui-intake-file = { $file }: { $n } rows
tui-intake-needs-name = It is not known which column holds names of heads or members: go to it, press Enter, choose.
tui-intake-remembered = The columns as you chose them before. Enter to preview; to change one go to it and press Enter.
tui-intake-all-known = Every column was recognised. Enter to preview; if one is wrong go to it and press Enter.
tui-intake-some-unknown = { $n } columns are not known and not taken. If needed go to one, press Enter, choose.
tui-intake-column = Column of the file
tui-intake-samples = Examples
tui-intake-target = Is
tui-intake-go = PREVIEW >>
tui-intake-unknown = ? unknown (not taken)
tui-intake-by-column = as in the file
tui-intake-thon-of-file = Thôn of the whole file
tui-intake-ask-thon = Households that give no thôn live in:
tui-intake-what-is = What is column "{ $heading }"?
tui-intake-ask-whole = { $label }: one for the whole file (a household's own column counts first)
tui-intake-figures = Make { $new } households · add to { $changed } · complete { $same } · doubtful { $doubtful } (not written) · left out { $left }
tui-intake-left-rows = { $n } rows without a name are left out: { $rows }
tui-intake-unplaced = No paper of this period takes: { $fields }
tui-intake-head = Household (? doubtful, + new)
tui-intake-people = People
tui-intake-becomes = What is done
tui-intake-enter = WRITE IT >>
tui-intake-differing = Where the file differs
tui-intake-take-file = take the file (Enter changes)
tui-intake-keep-here = keep what is here (Enter)
tui-intake-short = { $n } numbers lack their first 0
tui-intake-padded = put the 0 (Enter changes)
tui-intake-not-padded = keep as they are (Enter)
tui-intake-thon = The file says thôn "{ $name }" for { $n } households.
tui-intake-thon-row = Thôn: "{ $name }"
tui-intake-thon-is = is { $name }
tui-intake-thon-new = make a new thôn
tui-intake-kind-doubtful = doubtful
tui-intake-kind-changed = add to
tui-intake-kind-new = make
tui-intake-kind-same = complete
tui-intake-kind-left-out = left out
tui-intake-household = { $head }, { $thon }: row { $row } of the file, { $members } people
tui-intake-is = Is household { $label } of { $head }, known by { $by }.
tui-intake-brings = Fills { $fills } empty answers, adds { $members } people; { $absent } people here are not in the file (they stay).
tui-intake-same-as = Is household { $label } of { $head }
tui-intake-make-new = Is a new household
tui-intake-leave-out = Leave out
tui-intake-sure = { $n } doubtful households will not be written. Press Enter again to write the others, or go to one marked ? to decide.
tui-intake-nothing-to-do = Nothing to write: every household is complete or left out.
tui-intake-stopped = Stopped as you asked. A household that was written is whole; taking this file again goes on with the rest.
tui-intake-next = Next: Enter to go back; at home, 1 for the household list, 9 to print prefilled Phiếu for the review.
intake-by-label = its label
intake-by-head-number = the head's personal number
intake-by-member-number = a member's personal number
intake-by-name = the head's name, birth and thôn
error-no-list = No list has been read yet.
error-no-list-next = Choose the file again.

## Household events, duplicates, filters (household-…)

tui-cmd-filter-households = Filter
household-none-filtered = No household fits the filter and what is typed. F3 (or Ctrl+F): no filter, look among all households again.
household-filtered = Filter: { $filter } (F3: no filter)
household-filter-none = No filter at all
household-filter-how = Enter: choose or leave out. Of one kind any is enough; of several kinds all must fit.
household-filter-col = Filter by
household-kind-thon = Thôn
household-kind-progress = Papers
household-kind-class = Class
household-kind-outcome = Visit
household-kind-trouble = To look at
household-no-thon = in no thôn yet
household-no-class = no class yet
household-no-outcome = no outcome yet
household-blocks = has errors to mend
household-asks = has things to check
household-conflicts = two machines differ
household-progress-waiting = not begun
household-progress-begun = being filled
household-progress-finished = all finished
household-by-number = number { $n }
tui-cmd-write-list = To Excel
household-list-heading = A list for Excel: { $n } households
household-list-write = → Write { $n } households to an Excel file
household-list-by-member = A row for every member (otherwise for every household)
household-list-how = Enter: choose a column or leave it out. Then Enter on the first line.
household-list-title = LIST OF HOUSEHOLDS
household-list-about = Filtered by: { $about }
household-list-number = No.
household-list-label = Label
household-list-yes = Yes
household-list-no = No
household-list-page = Page
household-list-writing = Writing… Esc: stop.
household-list-no-column = No column chosen. Choose at least one.
household-list-written = Wrote { $n } households to { $path }. The file holds personal data: send it only where it is needed.
tui-cmd-change-household = Events
tui-reason-no-household = no household chosen
household-events-title = Events of household { $name }
household-cause-left = moved away
household-cause-died = all died
household-cause-merged = joined another
household-cause-mistake = made by mistake
household-told-made = Made in { $other }
household-told-moved = Moved to { $other }
household-told-moved-back = Move taken back
household-told-left = Left the xã, to { $other }
household-told-died = All died
household-told-merged = Joined household { $other }
household-told-mistake = Gone: made by mistake
household-told-reopened = Reopened
household-told-split = Split off household { $other }
household-told-split-off = Some became household { $other }
household-told-split-back = Split taken back
household-disputed = two machines differ
household-choice-split = Split: some members live on their own
household-choice-merge = All join another household
household-choice-move = Move to another thôn of the xã
household-choice-leave = Move out of the xã
household-choice-die = All died
household-choice-mistake = Made by mistake, made twice
household-choice-reopen = Reopen the household
household-choice-take-back = Take the last event back
household-choice-settle = Keep: { $what }
household-ask-choice = What happened? Choose and press Enter.
household-ask-members = Who lives on their own? Enter to choose or leave out; then go to the last line.
household-ask-members-merge = Who is written into the receiving household's paper? Enter to choose or leave out; then go to the last line.
household-members-done = → Chosen
household-members-nobody = Nobody chosen. Choose at least one who leaves.
household-members-all = At least one must stay. If all go, choose Move out or Join another household.
household-ask-head = Who is the new head?
household-ask-into = Which household do they join? Type a name, a label or the last digits of a number.
household-into-itself = This is the household itself. Choose another.
household-into-closed = This household is noted as gone. Choose another.
household-ask-thon = To which thôn?
household-ask-label = New label (empty: the old one stays; the old one is still found)
household-ask-whither = Where to? (xã, province)
household-ask-date = Since which day? (day/month/year)
household-ask-reason = Reason, grounds (request, death certificate, decision…)
household-ask-summary = This will be noted:
household-date-future = This day is after today. Give the day on which it happened.
household-date-what = This is no day. Give day, month and year, like 05/11/2026.
household-reason-none = No reason given. Say briefly why, so that whoever reads it later understands.
household-sum-split = The new household: { $who }. Head: { $head }.
household-sum-split-old = They are taken out of the old household's paper of { $period }, which notes that some split off.
household-sum-split-new = The new household has a paper of { $period } with names, births, sexes, numbers and peoples; it is noted as split off this year. What they are to the new head must be said anew.
household-sum-merge = All of it joins household { $into }.
household-sum-merge-who = Written into the receiving household's paper of { $period }: { $who }.
household-sum-nobody = nobody
household-sum-gone = The paper of { $period } notes outcome and day; tables 7.2 and 7.3 count it among those that left, if it was poor or near-poor at the beginning of the year. In later periods it is not listed.
household-sum-move = The household moves to { $thon }. From that day on it counts there; earlier periods still count it where it was.
household-sum-label-stays = The label stays.
household-sum-label = New label: { $label }. The old one is still found.
household-sum-leave = The household leaves the xã, to { $whither }.
household-sum-die = All died; the household is gone.
household-sum-mistake = Made by mistake or twice: in no list and no table of any period. What was typed stays in the book.
household-sum-reopen = The household is listed again. What its closing wrote into papers is taken back, but not where somebody has changed it since.
household-sum-take-back = The last event is taken back, with what it wrote into papers, but not where somebody has changed it since.
household-sum-date = Since: { $date }
household-sum-reason = Reason: { $reason }
household-sum-enter = Enter: note it. Esc: change it.
household-done = Noted.
household-done-split = Split. The new household is listed; open its paper to say what its members are to the head.
household-done-reopen = Reopened.
household-done-take-back = Taken back.
error-event-reason = No reason was given.
error-event-reason-next = Say briefly why, so that whoever reads it later understands.
error-event-future = The day of the event is after today.
error-event-future-next = Give the day on which it happened, like 05/11/2026.
error-event-closed = This household is noted as no longer there.
error-event-closed-next = If that was a slip, reopen the household first.
error-event-open = This household is still there and needs no reopening.
error-event-open-next = See what is noted of it on the Events screen.
error-event-nobody = Nobody of the household was chosen.
error-event-nobody-next = Enter the members in the paper first, then choose who goes and who is the new head.
error-event-everybody = When a household splits, somebody must stay.
error-event-everybody-next = If all go, choose Moved away or Joins another household.
error-event-itself = A household cannot join itself.
error-event-itself-next = Choose another household.
error-event-host-closed = The receiving household is noted as no longer there.
error-event-host-closed-next = Choose another one, or reopen that one first.
error-event-same-place = The household lives in this thôn already.
error-event-same-place-next = Choose another thôn.
error-event-other-xa = This thôn belongs to another xã.
error-event-other-xa-next = If the household leaves the xã, choose Moved away.
error-event-label-taken = Another household has this label.
error-event-label-taken-next = Give another label, or leave it empty to keep the old one.
error-event-none = Nothing has happened to this household that could be taken back.
error-event-none-next = See what is noted of it on the Events screen.

## Steps of the review (review-…)

tui-layer-steps = steps
tui-cmd-open-steps = Steps of the review
tui-cmd-open-missing = What is missing
tui-cmd-open-classes = Classes over the years
classes-title = Classes over the years
classes-unknown = Class not known
classes-no-figure = no figures
classes-none = No year has figures yet: a household's class comes from its paper of that year.
classes-scale = Households by class, from their papers of each year; a full bar is { $n } households.
tui-cmd-close-step = Close the step
tui-cmd-reopen-step = Reopen the step
tui-reason-step-closed = This step is closed; to change something, reopen it.
tui-reason-step-open = This step is open.
review-title = Steps of the review · { $period }
review-step-title = Step { $n }. { $step } · { $place }
review-signs = x closed · number: left · o complete, not closed · - another level
review-no-place = No xã or thôn has anything yet. Add a thôn under 2 of the first screen, or import a bundle under 5.
review-nothing-left = Nothing is left in this step.
review-col-left = Left
review-closed = The step is closed. Ctrl+O reopens it, with a reason.
review-reopened = The step is reopened, and the closed ones after it.
review-ask-reason = Why is this step reopened? The closed ones after it are reopened too.
review-line-state = { $n }. { $step }: { $state } · { $households } households
review-line-plan = The commune's plan: { $from } to { $to }.
review-line-plan-to = The commune's plan: { $to }.
review-line-reopened = Reopened { $day }: { $reason }
review-line-who = Who: { $who }.
review-recalled = day recalled
review-missing-screen = What is missing · { $period }
review-missing-file = Written to { $file } in the data folder, to be sent to the head of the thôn; no personal number is in it.
review-home-done = All six steps are closed.
review-home-step = Now at step { $step }
review-home-came = { $n } of { $all } xã have come
review-home-waiting = { $more ->
    [0] Not yet: { $named }
   *[other] Not yet: { $named } and { $more } more
}
verb-review = Where the steps of the review stand and what is left; close or reopen one.
verb-missing = What each thôn lacks, as text to send to its head.
option-reason = why the step is reopened, the paper returned, the household or the person erased
option-member = full name of a person of the household; where two have it add the year of birth, like "Nguyễn Văn A, 1980"
error-no-step = There is no step "{ $text }".
error-no-step-next = Write a number from 1 to 6 or the step's id; see bieu review --json.
error-step-refused = Not done: { $why }
error-step-refused-next = See what is left: bieu review --period P --place CODE.
review-state-not-here = another level
review-state-closed = closed { $day }
review-state-closed-above = closed by xã { $day }
review-state-ready = complete, not closed
review-state-left = { $n } left
review-due-in = due { $day }, { $n } days left
review-due-today = due today, { $day }
review-due-late = due { $day }, { $n } days late
review-detail-days = { $n } working days to go
review-detail-days-unsure = about { $n } working days to go, holidays not certain
review-detail-of = { $n }/{ $all }
review-more = and { $n } more
review-caution-plan-outside-law = The plan has { $day }, outside the legal time ({ $law }).
review-caution-plan-order = The plan begins on { $day }, before the step before it ends ({ $before }).
review-caution-plan-too-short = The plan gives only { $days } working days, the law asks { $least }.
review-caution-after-plan = Past the plan's day ({ $day }).
review-caution-after-law = Past the legal day { $day } ({ $law }).
review-caution-before-law = Closed before the legal day { $day } ({ $law }).
review-caution-unsure = Not all public holidays are known: days told are the earliest possible; look again when they are announced.
review-refusal-not-here = another level closes this step.
review-refusal-closed = this step is closed already.
review-refusal-open = this step is open, there is nothing to reopen.
review-refusal-above = the xã closed this step for all its thôn; reopen it there.
review-refusal-before = the step before ({ $step }) is not closed. Close that one first.
review-refusal-left = { $more ->
    [0] { $n } left: { $named }.
   *[other] { $n } left: { $named }; and { $more } more.
}
review-missing-title = { $place }: what is missing, { $period } (as of { $day })
review-missing-waits = { $due ->
    [none] Now at step { $step }.
   *[other] Now at step { $step } ({ $due }).
}
review-missing-what = { $what }: { $n }
review-missing-open = Papers begun and not finished:
review-missing-nothing = Nothing is missing.

## Entry
tui-field-choices = Choices
tui-field-range = Allowed
tui-field-specials = Special answers (F2)
tui-field-feeds = Used for
tui-field-between = From { $least } to { $most }
tui-field-least = { $least } or more
tui-field-most = { $most } or less
tui-finish-no-class = no class yet
tui-finish-on-paper = { $place } on paper: { $value }
tui-finish-same-class = The same as in { $period }.
tui-finish-other-class = Other than in { $period }: { $then } then, { $now } now.
tui-finish-lacks = Lacking in { $n } of { $all } indicators:
tui-finish-lacks-nothing = Lacking in none of { $all } indicators.
tui-finish-unknown = Not known: { $names }
tui-finish-members = { $n } members, { $counted } counted in the household:
tui-finish-age = aged { $age }
tui-finish-no-age = age not known
tui-finish-not-counted = not counted
tui-finish-same-members = The same people as in { $period }.
tui-finish-new-members = New since { $period }: { $names }
tui-finish-gone-members = Gone since { $period }: { $names }
tui-finish-results = Results
tui-finish-remarks = Remarks
tui-finish-more = { $n } more lines: PgDn
tui-cmd-copy-answer = Copy
tui-cmd-show-before = Last period
tui-cmd-copy-group = Same as last period
tui-reason-no-before = No period before this one has this paper to compare with.
tui-reason-no-passphrase = There is no passphrase to lock the screen with.
tui-reason-nothing-to-copy = There is nothing to copy: no row above, or no answer in the period before.
tui-hint-carry = F5: take { $fields } items and { $rows } rows over from { $period }; Ctrl+Z takes back step by step.
tui-hint-before = F10: as in { $period }: { $value }
tui-hint-above = F10: as in the row above: { $value }
tui-carry-title = As in { $period }, only where nothing is answered
tui-carry-take = Take { $fields } answers over, add { $rows } rows (Enter)
tui-left-none = No problem left: F9
tui-left-asks = { $n } to look at
tui-left-blocks = { $n } to mend
tui-left-both = { $blocks } to mend, { $asks } to look at
tui-live-income = Points A { $value }
tui-live-deprivation = Points B { $value } [{ $bar }]
tui-live-control = ({ $sign } paper: { $value })
tui-hint-specials = F2: { $words }
tui-entry-end = That was the last item. F9 to read back and finish.
tui-entry-advanced = The cursor came here by itself. To pass this item: Tab, or Enter once more.
tui-advances-on = A whole answer goes on to the next item by itself.
tui-advances-off = Every answer is ended with Enter.
tui-advances-stop = Whole answers go on by themselves: choose to stop that
tui-advances-start = Answers are ended with Enter: choose to let whole ones go on by themselves
tui-papers-next = > Next household: { $name }
tui-papers-new = + New household in { $thon }

## Grids

tui-layer-paste = preview of a pasted block
tui-cmd-switch-reading = Read figures the other way
tui-reason-one-reading = These figures can be read only one way.
tui-paste-title = Preview of the pasted block · { $title }
tui-paste-cells = { $cells } cells will be written
tui-paste-controls = of which { $cells } numbers on paper (=)
tui-paste-words = { $cells } not read as numbers (!)
tui-paste-left-out = { $cells } for closed cells left out (░)
tui-paste-same = { $cells } already right
tui-paste-blank = { $cells } blank, nothing changes there
tui-paste-by-both = Rows placed by their labels, columns by their headings.
tui-paste-by-labels = Rows placed by their labels, columns from the cursor on.
tui-paste-by-headings = Columns placed by their headings, rows from the cursor on.
tui-paste-by-cursor = Placed from the cursor to the right and down.
tui-paste-unclear = { $cells } cells (?) can be read two ways: do point and comma part thousands or decimals? Press F5 to choose.
tui-paste-comma = Figures: points part thousands, a comma parts decimals (1.234,5).
tui-paste-point = Figures: commas part thousands, a point parts decimals (1,234.5).
tui-paste-rows-left = No place for { $count } rows: { $names }.
tui-paste-columns-left = No place for { $count } columns: { $names }.
tui-paste-row = Row
tui-paste-column = Column
tui-paste-now = Now
tui-paste-then = Will be
tui-paste-not-taken = left out
tui-paste-closed = { $place }: closed cell, “{ $text }” is left out. Check the rows and columns of the block.
tui-paste-two-ways = { $place }: is “{ $text }” { $comma } or { $point }? F5 chooses for the whole block.
tui-paste-no-number = { $place }: “{ $text }” is no number for this cell; kept as copied, with a problem to mend.
tui-paste-control = { $place }: computed, now { $shown }; “{ $text }” is kept as the number on paper, to compare.
tui-paste-cell = { $place }: now { $shown }; copied “{ $text }”.
tui-paste-choose = Not written: some figures can still be read two ways. Press F5 to choose, then Enter.
tui-paste-nothing = Nothing in this block can be written. Esc goes back.
tui-paste-done = { $cells } cells written. Ctrl+Z takes the whole block back.
tui-paste-too-large = The copied block is too large: at most { $cells } cells with figures at a time. Copy the table in parts.

## Meetings (meeting-…)
meeting-list-title = Household and planning meetings · { $period }
meeting-no-place = There is no thôn to meet in. Add one: Esc, then key 2.
meeting-col-meeting = Meeting
meeting-col-day = Day
meeting-none = not held
meeting-page-attendance = Present
meeting-page-reading = Read out
meeting-page-all = List
meeting-page-end = Close
meeting-household-of = Household { $k } / { $n }
meeting-no-name = (no name yet)
meeting-find-title = Find a household of the meeting
meeting-points-hidden = Points are hidden: press d to see them
meeting-choose = Type one of these: { $choices }.
meeting-offer = Enter: { $n }
meeting-offer-rest = { $n } left: Enter to write
meeting-agreed = AGREED · { $share } in favour
meeting-not-agreed = NOT AGREED · { $share } in favour
meeting-review-again = Review this household again, then meet again: m on the last page.
meeting-number = meeting { $n }
meeting-no-vote = The vote is not complete.
meeting-row-agreed = agreed
meeting-row-refused = NOT AGREED
meeting-row-no-vote = no vote yet
meeting-refused = Not agreed: { $names }
meeting-fresh = { $n } new in the list: press n to bring them to the meeting.
meeting-missing = { $n } households are not reviewed to the end, so nobody knows whether to bring them.
meeting-nobody = There is no household to bring to the meeting. Once their Phiếu are reviewed, poor, near-poor and escaping households are in the list by themselves.
meeting-unchanged = Its Phiếu are as the meeting before saw them: was it reviewed again?
meeting-not-listed = This household is no longer in the list for the meeting.
meeting-last-household = End of the list. Tab: see the results and finish the minutes.
meeting-again-opened = The next meeting is open, with the households that were not agreed on.
tui-ask-answer = Write into the minutes
tui-layer-meeting = meeting
tui-cmd-open-meetings = Meetings
tui-cmd-count-up = One more
tui-cmd-count-down = One less
tui-cmd-all-agree = All agree
tui-cmd-show-points = Show or hide points
tui-cmd-take-new = Add the list's new households
tui-cmd-meet-again = Meet again
tui-cmd-open-details = Open the whole minutes
tui-reason-no-voters = How many may vote is not written yet: see the page Present.
tui-reason-nothing-again = There is no household that the meeting did not agree on.
tui-reason-nothing-new = The list has no household besides those of the meeting.
error-all-agreed = The meeting agreed on every household; there is none to meet about again.
error-all-agreed-next = To meet again about a household, correct its votes first.
mistake-fill-form = Rows are taken from { $form }, and there is no such list.
mistake-fill-form-fix =
    { $nearest ->
        [none] Name a paper of kind list.
       *[other] Did you mean { $nearest }?
    }
mistake-fill-column = The list { $form } has no column { $number }.
mistake-fill-column-fix = Name the number of one of its columns.
mistake-fill-field = The roster has no field { $word } that is typed.
mistake-fill-field-fix =
    { $nearest ->
        [none] Name a roster of the paper and a field of it that is typed.
       *[other] Did you mean { $nearest }?
    }
mistake-fill-household = Rows are taken from a list into a roster without a field for the household's label.
mistake-fill-household-fix = Add a text field with role = "household_label" to the roster.
mistake-fill-choice = The field { $field } has no choice { $word }.
mistake-fill-choice-fix =
    { $nearest ->
        [none] Say in choice which choice of the list becomes which of the field.
       *[other] Say in choice which choice of the list becomes which of the field; did you mean { $nearest }?
    }

## Typing, colours, frames

tui-cmd-toggle-typing = Telex, VNI typing
tui-typing-off = Built-in Vietnamese typing is off. What the keyboard or an outside input method sends is taken as it is.
tui-typing-telex = Built-in Vietnamese typing: Telex (aa ee oo aw ow uw dd, tones s f r x j, z removes). Leave it off where UniKey or EVKey runs.
tui-typing-vni = Built-in Vietnamese typing: VNI (6 roof, 7 horn, 8 breve, 9 đ, tones 1 2 3 4 5, 0 removes). Leave it off where UniKey or EVKey runs.
tui-typing-on = Typing: { $name }
tui-typing-name-telex = Telex
tui-typing-name-vni = VNI

tui-cmd-change-look = Colours
tui-cmd-set-passphrase = Passphrase
tui-cmd-make-papers = Make recovery papers
tui-recovery-ask = Make three recovery papers. Any two open the workspace when the passphrase is forgotten, and safety copies when the laptop is dead; one alone does not. Each is one line, shown once: have three sheets and a pen ready. A set made before ends with this. Enter: make them. Esc: leave it.
tui-recovery-making = Making them…
tui-recovery-one = RECOVERY PAPER { $at }/{ $of }
tui-recovery-code = Write the code of the set beside it: { $code }
tui-recovery-next = When it is copied compare the groups of five, then Enter. Esc: the one before.
tui-recovery-keep = Keep the three in three different places, best with three people. The program does not keep these lines. Try two of your copies: type them into a file, then bieu recovery check FILE. Write a safety copy: bieu backup; one on every leaving, to a stick: bieu backup --auto FOLDER.
tui-cmd-lock-screen = Lock screen
tui-look-dark = Colours: light letters on black.
tui-look-light = Colours: black letters on white.
tui-look-mono = No colours: the window's own two.
tui-look-no-color = NO_COLOR (or TERM=dumb) is set on this machine, so the screens use no colour. Unset NO_COLOR and open the program again to change that.
tui-keys-palette = in Ctrl+P
tui-card-title = Keys of Biểu (F1 on a screen: the keys of that screen; Ctrl+P: all commands)
tui-card-telex = Telex: aa ee oo â ê ô · aw ă · ow uw (or w) ơ ư · dd đ · s f r x j tones · z removes the tone · once more undoes: aaa aa, ss s.
tui-card-vni = VNI: 6 â ê ô · 7 ơ ư · 8 ă · 9 đ · 1 2 3 4 5 tones · 0 removes the tone · once more undoes. Leave it off where UniKey or EVKey runs.
verb-keys = Prints the key card on one page.
option-ascii = Frames and signs of ASCII only, for old consoles. So does BIEU_ASCII=1; NO_COLOR=1 takes the colours away.

# Households and people that may have been entered twice
twins-heading = May be one | household { $one } | household { $other }
twins-side = { $name } (household { $label }, { $thon })
twins-message = { $one } and { $other } may be one: { $reasons }. If they are one person: remove that person from one household, or merge the two households (list of households, F8). If they are two: list of households, F12, mark them as not one person.
twins-number = the same personal number { $number }
twins-birth = like names, the same birth date { $birth }
twins-birth-other-number = like names, the same birth date { $birth }, different personal numbers
twins-year = like names, the same year of birth; not certain without day and month
twins-head = two households of one thôn whose heads have like names
twins-title = Possibly entered twice, { $period }
twins-figures = { $n } pairs; { $marked } marked as two
twins-col-one = Name
twins-col-why = Why
twins-person = born { $born } · { $sex } · number { $number }
twins-household = household { $label } · head { $head }
twins-why = Why: { $reasons }.
twins-next = Two different people or households: F9 marks them. One and the same: Enter opens the household with > (Tab: the other), take the person out of one; or merge the households (household list, F8).
twins-marked = Marked: not the same. F9 takes the mark away.
twins-kept = Saved: not the same. F7 shows marked pairs again.
twins-taken-back = Saved: mark taken away, the pair is asked about again.
twins-none = Nobody seems to have been entered twice in this period.
twins-none-left = No pair is left here. Clear the search, or F7 to see pairs marked as two.
tui-todo-twins = Possibly entered twice
tui-layer-twins = possibly entered twice
tui-cmd-open-twins = Entered twice?
tui-cmd-show-marked = Marked ones too
tui-cmd-mark-distinct = Not the same

## Papers between offices: submitted, returned, accepted, locked (handing-…)

verb-submit = Submit one Phiếu to the office above, or every finished one of a period (a paper, a thôn).
verb-return = Return one Phiếu to the office below, with remarks at its items or a reason.
verb-accept = Accept one Phiếu that was submitted from below, or all of a period; --dry-run only counts.
verb-lock = Lock one accepted Phiếu, or every accepted one of a period.
verb-unlock = Unlock: the Phiếu is accepted again, and may be returned.
option-remark = remarks at items when returning: PATH=TEXT;PATH=TEXT
cli-did-submit = { $count } Phiếu submitted.
cli-did-accept = { $count } Phiếu accepted.
cli-did-lock = { $count } Phiếu locked.
cli-did-unlock = { $count } Phiếu unlocked.
cli-would-submit = Would submit { $count } Phiếu; nothing was kept.
cli-would-accept = Would accept { $count } Phiếu; nothing was kept.
cli-would-lock = Would lock { $count } Phiếu; nothing was kept.
cli-would-unlock = Would unlock { $count } Phiếu; nothing was kept.
cli-handing-same = { $count } Phiếu stood so already.
cli-handing-left = Left out { $count } Phiếu: { $why }
cli-submit-anew = A submitted paper was changed: finish and submit it again.
error-handing-which = Which Phiếu was not said.
error-handing-which-next = Give its id, or { $option } for a whole period.
error-handing-both = With an id, { $option } is not used.
error-handing-both-next = Leave the id out for a whole period, or the options for one Phiếu.
error-bad-remark = The remark "{ $text }" does not read.
error-bad-remark-next = Write PATH=TEXT, with semicolons between remarks.
error-handing-not-finished = The paper is being filled; it is not finished.
error-handing-not-finished-next = Finish it first (F9, or bieu fill --finish).
error-handing-problems = The paper has problems that must be mended.
error-handing-problems-next = See them (F8, or bieu show), mend them and finish it again.
error-handing-not-submitted = The paper was not submitted.
error-handing-not-submitted-next = Wait until the office below finishes it, submits it and sends its bundle.
error-handing-not-accepted = The paper is not accepted.
error-handing-not-accepted-next = Accept it before locking it.
error-handing-not-locked = The paper is not locked.
error-handing-not-locked-next = An accepted paper can be returned at once; it need not be unlocked.
error-handing-already = The paper stands so already.
error-handing-already-next = Nothing more is to be done.
error-handing-only-above = This office submitted the paper itself: only the office above may accept, return or lock it.
error-handing-only-above-next = Send the bundle to the office above; to change the paper, reopen, finish and submit it again.
error-handing-from-below = The office below submitted it, and this office has not looked at it.
error-handing-from-below-next = Accept or return it; to pass it on upward, submit it by itself.
error-handing-accepted = The office above has accepted the paper: it can be changed only once that office returns it.
error-handing-accepted-next = Ask the office above to return it, or fill a correction.
error-handing-locked = The paper is locked.
error-handing-locked-next = The office above has to unlock it first.
error-handing-no-remark = Whoever returns a paper says why.
error-handing-no-remark-next = Remark on the items to look at (Ctrl+R, or --remark), or give a reason.
tui-reason-submitted = The paper is submitted. To change it press Ctrl+O to reopen it, then finish and submit it again.
tui-reason-accepted = The paper is accepted: it can be changed once the office above returns it, or fill a correction.
tui-reason-locked = The paper is locked: the office above has to unlock and return it before it can be changed.
tui-reopened-submitted = A submitted paper is open again: finish and submit it again.
tui-from-below = Submitted from below: F9 accepts or returns; Ctrl+R remarks on an item
tui-office-above = The office above
tui-given-back = { $office } returned it on { $day }
tui-given-back-left = { $n } remarks left (F8)
tui-deeds-title = Submit, accept, return
tui-deed-submit = Submit to the office above
tui-deed-accept = Accept
tui-deed-return = Return
tui-deed-lock = Lock
tui-deed-unlock = Unlock
tui-ask-give-back = Why is it returned? With remarks on its items (Ctrl+R) this may stay empty.
tui-todo-returned = { $name } (returned)
tui-bundles-submit = Submit every finished paper of this period
tui-bundles-accept = Accept every paper of this period that was submitted from below
tui-bundles-lock = Lock every accepted paper of this period
tui-handing = Looking at the papers of the period…
tui-handing-apply = Enter does it; Esc does not.
tui-handing-nothing = There is no paper to do it with. Esc goes back.

tui-home-unforced = { $n } things not in force: c shows them.
tui-bundles-unforced = What is not in force here, and why
tui-cmd-open-unforced = Not in force
tui-reason-nothing-to-open = this household or paper is not here to be opened
unforced-title = Taken in, kept, not in force
verb-unforced = What was taken in and is not in force: of which household or paper, by which device, why, and what to do.
unforced-none = Everything here is in force.
unforced-unknown = Nobody here knows what it is about
unforced-col-name = Household, place
unforced-col-kind = What
unforced-col-device = Device
unforced-col-why = Why
unforced-device = The device with code { $code }
unforced-device-of = A device of { $place }, code { $code }
unforced-device-unknown = The key of the device is not known
unforced-why = Why: { $why }
unforced-next = What to do: { $next }
unforced-kind-thon = new thôn
unforced-kind-household = new household
unforced-kind-phieu = new paper
unforced-kind-answer = answer
unforced-kind-resolution = choice between two
unforced-kind-row-added = row added
unforced-kind-row-removed = row removed
unforced-kind-row-restored = row restored
unforced-kind-finish = finished
unforced-kind-reopen = reopened
unforced-kind-remark = remark
unforced-kind-moved = move
unforced-kind-closed = household gone
unforced-kind-reopened = household back
unforced-kind-split-off = split
unforced-kind-distinct = marked as two
unforced-kind-printed = printed
unforced-kind-submit = submitted
unforced-kind-return = returned
unforced-kind-accept = accepted
unforced-kind-lock = locked
unforced-kind-unlock = unlocked
force-no-grant-short = nothing granted
force-revoked-short = key revoked
force-elsewhere-short = outside its place
force-absent-short = not here yet
force-not-above-short = not from above
force-proposal-short = after acceptance
force-no-grant-next = ask who uses that device and compare the code on the phone; if it is who it should be, trust its key for the right place (6, F6), and this comes into force by itself.
force-revoked-next = if the device is lost, leave it; if it is real work of your own people, type it again at a trusted device.
force-elsewhere-next = see what place the device was granted (6); if it should have this one too, grant it (6, F6), else leave it.
force-absent-next = wait for the bundle that brings the household or paper; then this comes into force by itself.
force-not-above-next = ask the sender; if need be the office above whoever submitted does this again.
force-proposal-next = if the change is right, the office above returns the paper (open it, F9) and this comes into force by itself; else leave it.
tui-cmd-finish-paper-submit = Submit
tui-cmd-finish-paper-accept = Accept, return
tui-cmd-finish-paper-lock = Lock, return
tui-cmd-finish-paper-unlock = Unlock
household-kind-standing = Between offices
household-standing-returned = given back
household-standing-unfinished = not finished
household-standing-submitted = submitted
household-standing-accepted = accepted, locked
tui-home-no-passphrase = No passphrase (Ctrl+P, Passphrase)
# Erasing a household
verb-erase = Erase what is kept of a household, or of one person of it (--member), on their demand, at every office that has received it; it cannot be taken back (--reason says why, --dry-run looks only); list: what was erased, which devices have done so, which bundles went out before.
cli-erase-what = Household { $label }: { $edits } edits, { $papers } papers{ $periods ->
    [none] .
   *[other] {" "}of { $periods }.
}
cli-erase-member-what = Household { $label }, one person: { $edits } edits, { $papers } papers{ $periods ->
    [none] .
   *[other] {" "}of { $periods }.
}
cli-erase-part = {"  "}{ $form } { $period }: { $rows } rows, named in { $edits } other places
cli-erase-member-numbers = The number of people, the points and the class of the household may change in those periods, in accepted papers too: an accepted paper stays accepted. Fill again what is empty because it named that person. Print first what has to keep its numbers.
cli-erased-member = That person is erased from this workspace; household { $label } stays. Send a bundle (bieu export) so that others erase them too: a paper that the office above has accepted stands as accepted again once that office has taken it in and sent its answer. Safety copies written before still hold that person: throw them away and write a new one (bieu backup).
cli-erase-line-member = { $label }, { $form } { $period }: one person erased on { $day }. Reason: { $reason }
cli-import-erases-people = This file demands that people of household { $label } be erased: importing does so for good, if the sender may.
cli-import-erased-people = As the file demands, people of household { $label } are erased from this workspace; the household stays, the numbers of its periods change.
error-erase-nobody = No paper of the household has that person.
error-erase-nobody-next = Type the full name as the Phiếu has it; bieu show lists the members.
error-erase-which = More than one person of the household has that name.
error-erase-which-next = Type the name with its marks; if that is not enough add the year of birth: --member "Nguyễn Văn A, 1980".
cli-erase-numbers = The numbers of those periods change: the household is no longer counted, not even in accepted tables. Print first what has to keep its numbers.
cli-erase-copies = Bundles already sent may carry this household; copies that were sent cannot be erased from here:
cli-erase-copy = {"  "}sent to { $to } on { $day }, file code { $digits }
cli-erase-mentions = Other papers still hold these names or numbers (perhaps of namesakes); look and correct them:
cli-erase-mention = {"  "}{ $form } { $period }, { $place }, Phiếu { $phieu }
cli-erase-files = ban-in/ and tep-nop/ hold { $count } files that may have names in them; the program does not remove them:
cli-erase-more = {"  "}… and { $count } more
cli-erase-dry = Looked at only, nothing erased.
cli-erased = Household { $label } is erased from this workspace. Send a bundle (bieu export) so that others erase it too. Safety copies written before still hold it: throw them away and write a new one (bieu backup).
cli-erase-let-go = { $count } bundles that waited for others were dropped, because they may carry an erased household: ask the sender to send them again.
cli-erase-line = { $label }: erased on { $day }. Reason: { $reason }
cli-erase-pending = {"  "}Not carried out at this device yet; the next opening does it.
cli-erase-done = {"  "}done: { $place } (device key { $code }), { $day }
cli-erase-open = {"  "}not told yet: { $place } (device key { $code })
cli-erase-none = Nobody was erased.
cli-import-erases = This file demands that household { $label } be erased: importing does so for good, if the sender may.
cli-import-refused = { $count } edits are of erased households: only their headers were taken, for the chain; not what they said.
cli-import-erased = As the file demands, household { $label } is erased from this workspace; the numbers of its periods change.
error-erase-reason = Erasing a household needs a reason.
error-erase-reason-next = Write --reason "by request of …"; it goes to every device, so name nobody in it.
error-erase-not-office = The device of a thôn cannot erase a household.
error-erase-not-office-next = Ask the xã to erase it; this device erases it when it takes in the xã's bundle.
error-erase-not-in-force = This device may not erase households of that unit, so nothing was erased.
error-erase-not-in-force-next = See the device keys and their units: bieu key list.
household-choice-erase-member = Erase what is kept of one person, on their demand (for good)
household-ask-erase-member = Whose data is to be erased?
household-erase-member-what = { $name }: { $edits } edits, { $papers } papers. The household stays.
household-erase-member-numbers = People, points and class may change in: { $periods }. Accepted papers stay accepted.
household-erase-member-done = One person of household { $label } is erased. Make a bundle so that others erase them too.
household-choice-erase = Erase what is kept of the household, on its demand (for good)
household-ask-erase = This goes here and at every office that takes in the next bundle, for good:
household-erase-what = { $edits } edits, { $papers } papers, everybody in the household.
household-erase-numbers = Numbers change, accepted tables included: { $periods }.
household-erase-files = ban-in/ and tep-nop/ hold { $count } files that may have names in them; look and remove them yourself.
household-erase-type = Type the label { $label } and press Enter to erase; Esc to leave it.
household-erase-label = Nothing erased: the label { $label } has to be typed exactly.
household-erase-done = Household { $label } is erased. Make a bundle so that others erase it too.
tui-plan-erases = Demands that { $n } households be erased: importing does so for good, if the sender may
tui-plan-refused = { $n } edits are of erased households: only their headers were taken, for the chain; not what they said.
tui-plan-erases-people = Demands that people of { $n } households be erased: importing does so for good, if the sender may
tui-plan-erased-people = People of { $n } households were erased from this workspace, as the file demands; the numbers of their periods change.
tui-plan-erased = { $n } households were erased from this workspace, as the file demands; the numbers of their periods change.
tui-plan-let-go = { $n } bundles that waited for others were dropped, because they may carry an erased household: ask the sender to send them again.
receipt-state-papers = { $state } · returned { $returned } · accepted { $accepted }
tui-unsubmitted = { $n } papers of { $period } are finished and not submitted. The bundle carries them all the same, but the office above cannot accept or return what was not submitted.
tui-unsubmitted-submit = Submit those { $n }, then write the bundle
tui-unsubmitted-without = Write the bundle, submit nothing
cli-export-unsubmitted = { $period }: { $count } papers are finished and not submitted; the office above cannot accept or return them yet. Submit with bieu submit --period { $period }, then export again.
unforced-kind-erase = erasure
unforced-kind-erased = told of an erasure
