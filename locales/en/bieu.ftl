### The program's words in English. Every key of locales/vi is here.

## Common

app-name = Biểu
yes = Yes
no = No
special-khong_biet = Don't know
special-tu_choi = Refused
special-khong_ap_dung = Not applicable
