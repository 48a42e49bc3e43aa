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
