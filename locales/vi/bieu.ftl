### Lời của chương trình. Tiếng Việt là bản gốc; locales/en phải có đủ từng khóa.
### Mỗi mảng một đoạn; khóa đặt theo mảng: tui-…, cli-…, problem-…, mistake-…, place-…, store-…, bundle-…, workspace-…

## Chung

app-name = Biểu
yes = Có
no = Không
special-khong_biet = Không biết
special-tu_choi = Từ chối
special-khong_ap_dung = Không áp dụng
