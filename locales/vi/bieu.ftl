### Lời của chương trình. Tiếng Việt là bản gốc; locales/en phải có đủ từng khóa.
### Mỗi mảng một đoạn; khóa đặt theo mảng: tui-…, cli-…, problem-…, mistake-…, place-…, store-…, bundle-…, workspace-…

## Chung

app-name = Biểu
yes = Có
no = Không
special-khong_biet = Không biết
special-tu_choi = Từ chối
special-khong_ap_dung = Không áp dụng

## Đơn vị hành chính (place-…)

place-code-never = Không có đơn vị hành chính nào mang mã { $code }. Mã xã có 5 chữ số, mã huyện 3, mã tỉnh 2, giữ cả số 0 ở đầu; tìm mã bằng tên: bieu place find TÊN.
place-code-other-dates = Mã { $code } không dùng vào ngày { $date }: { $held }. Chọn mã dùng được vào ngày đó, hoặc xem lại ngày.
place-held-until = { $name } (đến { $to })
place-held-from = { $name } (từ { $from })
place-held-between = { $name } (từ { $from } đến { $to })
place-successors = Từ 1/7/2025 nơi này thuộc: { $units }.
place-predecessors = Trước 1/7/2025 nơi này gồm: { $units }.
place-share-whole = { $name } ({ $code })
place-share-main = { $name } ({ $code }), phần chính
place-share-part = { $name } ({ $code }), một phần
place-area-rural = Nông thôn
place-area-urban = Thành thị
place-area-unknown = Chưa biết khu vực
place-list-csv = Danh mục { $list }, dòng { $line }: không đọc được hoặc thiếu cột. Lấy lại tệp gốc trong forms/places.
place-list-code = Danh mục { $list }, dòng { $line }: mã "{ $found }" trống hoặc quá dài (nhiều nhất 8 ký tự).
place-list-level = Danh mục { $list }, dòng { $line }: không có cấp "{ $found }"; dùng xa, huyen hoặc tinh.
place-list-kind = Danh mục { $list }, dòng { $line }: loại "{ $found }" chưa có trong kinds.csv; thêm loại đó và khu vực của nó trước.
place-list-area = Danh mục { $list }, dòng { $line }: không có khu vực "{ $found }"; dùng rural, urban hoặc unknown.
place-list-share = Danh mục { $list }, dòng { $line }: "{ $found }" không phải whole, main hay part.
place-list-date = Danh mục { $list }, dòng { $line }: ngày "{ $found }" không hợp lệ; viết như 2026-04-30, sau 1/7/2025 và theo thứ tự thời gian.
place-list-twice = Danh mục { $list }, dòng { $line }: mã "{ $found }" có hai lần; bỏ bớt một dòng.
place-list-missing = Danh mục { $list }, dòng { $line }: mã "{ $found }" không có trong danh mục; sửa mã hoặc thêm đơn vị.
place-list-stale = Danh mục { $list }, dòng { $line }: tên hoặc loại cũ của "{ $found }" khác với tên, loại đang có; sửa cho khớp.
