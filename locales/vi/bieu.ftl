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

## Vấn đề trong một phiếu (problem-…): field là tên mục trên giấy, formula là công thức như trên giấy

problem-required = { $field }: chưa trả lời.
problem-unparsed = { $field }: "{ $typed }" không đúng kiểu của mục này. Đã giữ nguyên như đã gõ; sửa lại cho đúng.
problem-out-of-range = { $field }: { $found } nằm ngoài khoảng cho phép ({ $bounds }).
problem-unusual = { $field }: { $found } khác thường (thường { $bounds }). Xem lại; nếu đúng thì để nguyên.
problem-control = { $field }: số trên giấy là { $found }, tính ra { $expected } ({ $formula }).
problem-identity = { $field }: { $formula } phải là { $expected }, đang là { $found }.
problem-closed = { $field }: ô không nhập mà có số { $found }. Xóa số này.
problem-not-relevant = { $field }: mục này không còn phải hỏi. Câu trả lời được giữ nhưng không tính; xóa nếu thừa.
problem-unknown-choice = { $field }: mẫu giấy không có lựa chọn "{ $found }".
problem-special-not-allowed = { $field }: mục này không nhận câu trả lời "{ $found }".
problem-check = { $text }
problem-row-count = { $field }: có { $found } dòng, mẫu giấy cho phép { $bounds }.
problem-number-digits = { $field }: số định danh cá nhân phải có đúng 12 chữ số.
problem-number-province = { $field }: ba chữ số đầu của số định danh không ứng với tỉnh nào.
problem-number-sex = { $field }: chữ số thứ tư của số định danh không khớp với giới tính hoặc thế kỷ sinh.
problem-number-year = { $field }: chữ số thứ năm, thứ sáu của số định danh không khớp với năm sinh.
problem-too-precise = { $field }: { $found } có nhiều chữ số thập phân hơn mẫu giấy.
problem-budget = Mẫu giấy cần quá nhiều phép tính nên có mục chưa tính được. Báo cho người soạn mẫu.
problem-conflict = { $field }: hai người nhập khác nhau ({ $found }). Mở phiếu và chọn một giá trị.
problem-closes = Nếu { $field } là { $value } thì mọi phép tính đều khớp.
problem-bounds-between = từ { $from } đến { $to }
problem-bounds-from = từ { $from } trở lên
problem-bounds-to = không quá { $to }
problem-bounds-none = không rõ
## Sổ ghi và kho (store)

store-in-use = Sổ số liệu này đang mở ở cửa sổ khác. Mỗi lúc chỉ một cửa sổ được ghi, để không ai ghi đè lên ai. Hãy dùng cửa sổ kia, hoặc đóng nó rồi mở lại.
store-missing = Không có sổ số liệu trong thư mục này. Có thể chọn nhầm thư mục, hoặc sổ chưa được lập. Hãy chọn đúng thư mục, hoặc lập sổ mới.
store-exists = Trong thư mục này đã có sổ số liệu, nên không lập sổ mới đè lên. Hãy mở sổ đang có, hoặc chọn thư mục khác.
store-damaged = Sổ ghi bị hỏng trong tệp { $segment }, ở byte { $offset } ({ $what }). Chương trình không sửa và không bỏ qua chỗ này, để không mất số liệu đã lưu. Hãy chép cả thư mục ra nơi khác, rồi khôi phục từ bản sao lưu gần nhất.
store-newer = Sổ này do bản chương trình mới hơn ghi (dạng { $found }, bản đang dùng đọc được đến dạng { $known }). Hãy cài bản mới rồi mở lại.
store-full = Ổ đĩa đã đầy, phần vừa nhập chưa được lưu. Hãy xóa bớt tệp không cần trên ổ đĩa rồi lưu lại.
store-view = Không đọc được bảng tra cứu ({ $what }). Số liệu đã lưu vẫn còn nguyên trong sổ ghi. Hãy đóng và mở lại chương trình; nếu vẫn vậy, chạy: bieu doctor --repair
store-not-durable = Một lần ghi trước đó không thành, nên chưa rõ phần cuối đã nằm trên ổ đĩa hay chưa. Hãy đóng và mở lại sổ để chương trình đọc lại từ ổ đĩa.
store-too-large = Lần lưu này quá lớn ({ $bytes } byte), nên chưa lưu gì. Hãy chia nhỏ ra rồi lưu lại.
store-not-an-edit = Phần này không ghi được vào sổ ({ $what }), vì ghi rồi sẽ không đọc lại được. Chưa lưu gì. Hãy rút ngắn hoặc sửa lại nội dung vừa nhập.
store-io = Máy không cho đọc hoặc ghi tệp ({ $doing }: { $error }). Hãy xem ổ đĩa còn cắm và còn quyền ghi không, rồi mở lại sổ.
store-view-rebuilt = Bảng tra cứu không dùng được ({ $reason }), đã lập lại từ sổ ghi với { $edits } lần ghi; không mất gì.
store-view-caught-up = Lần trước chương trình tắt đột ngột; đã đọc lại { $edits } lần ghi từ sổ ghi.
store-tail-put-aside = Lần trước máy tắt khi đang ghi dở: { $bytes } byte chưa lưu xong được cất sang tệp { $file }. Mọi phần đã báo lưu vẫn còn đủ.
