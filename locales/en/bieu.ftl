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
