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

## Lỗi soạn mẫu giấy
mistake-toml-syntax = Tệp không đúng cú pháp TOML: { $detail }.
mistake-toml-syntax-fix = Sửa dòng này; hay gặp là thiếu dấu nháy, dấu ngoặc.
mistake-missing-paper = Thư mục không có form.toml.
mistake-missing-paper-fix = Đặt form.toml vào thư mục của mẫu.
mistake-too-large = { $what } lớn quá mức chương trình nhận ({ $most }).
mistake-too-large-fix = Chia nhỏ mẫu hoặc bỏ bớt.
mistake-unknown-key = Mẫu không có khóa { $key }.
mistake-unknown-key-fix =
    { $nearest ->
        [none] Bỏ khóa này.
       *[other] Có phải là { $nearest } không?
    }
mistake-missing-key = Thiếu khóa { $key }.
mistake-missing-key-fix = Thêm { $key } vào mục này.
mistake-wrong-type = Khóa { $key } phải là { $expected }, đang là { $found }.
mistake-wrong-type-fix = Viết lại giá trị cho đúng kiểu.
mistake-bad-id = Mã { $id } không hợp lệ.
mistake-bad-id-fix = Bắt đầu bằng chữ thường không dấu, sau đó là chữ thường, số và dấu gạch dưới.
mistake-reserved-id = { $id } là từ của biểu thức nên không dùng làm mã được.
mistake-reserved-id-fix = Đặt mã khác.
mistake-duplicate-id = Mã { $id } dùng hai lần ({ $what }).
mistake-duplicate-id-fix = Đổi một trong hai mã.
mistake-folder-name = Thư mục tên { $folder } nhưng mẫu là { $expected }.
mistake-folder-name-fix = Đổi tên thư mục thành { $expected }, hoặc sửa id, version.
mistake-bad-kind = Không có loại mẫu { $word }.
mistake-bad-kind-fix = Viết questionnaire, grid hoặc table.
mistake-bad-subject = Không có đối tượng { $word }.
mistake-bad-subject-fix = Viết household hoặc place.
mistake-unknown-period = Không có loại kỳ { $word }.
mistake-unknown-period-fix = Viết year, month, half, programme hoặc adhoc.
mistake-unknown-evidence = Không có mức căn cứ { $word }.
mistake-unknown-evidence-fix = Viết verified, report, derived, recalled hoặc proposed.
mistake-missing-source = Mẫu chưa nói lấy từ văn bản nào.
mistake-missing-source-fix = Thêm source: số văn bản, phụ lục, mục.
mistake-empty-source = Nguồn để trống.
mistake-empty-source-fix = Ghi số văn bản, phụ lục, mục; chưa có thì ghi rõ là chưa có và để evidence là proposed.
mistake-empty-text = { $key } để trống.
mistake-empty-text-fix = Ghi nội dung cho { $key }.
mistake-missing-section = Mẫu loại { $kind } cần có mục { $section }.
mistake-missing-section-fix = Thêm mục { $section }, hoặc đổi kind.
mistake-unexpected-section = Mẫu loại { $kind } không có mục { $section }.
mistake-unexpected-section-fix = Bỏ mục { $section }, hoặc đổi kind.
mistake-unknown-type = Không có kiểu { $word }.
mistake-unknown-type-fix =
    { $nearest ->
        [none] Dùng text, integer, decimal, money, percent, date, choice, choices, place hoặc yesno.
       *[other] Có phải là { $nearest } không?
    }
mistake-unknown-role = Chương trình không biết vai trò { $word }.
mistake-unknown-role-fix =
    { $nearest ->
        [none] Xem danh sách vai trò trong forms/README.md.
       *[other] Có phải là { $nearest } không?
    }
mistake-role-type = Vai trò { $role } cần kiểu { $expected }, mục này là { $found }.
mistake-role-type-fix = Đổi kiểu của mục hoặc bỏ vai trò.
mistake-duplicate-role = Vai trò { $role } đã thuộc mục { $other }.
mistake-duplicate-role-fix = Mỗi vai trò chỉ một mục: bỏ ở một nơi.
mistake-unknown-choice-role = Chương trình không biết vai trò lựa chọn { $word }.
mistake-unknown-choice-role-fix =
    { $nearest ->
        [none] Dùng male, female, head, poor, near_poor, not_poor, rural hoặc urban.
       *[other] Có phải là { $nearest } không?
    }
mistake-unknown-special = Không có trả lời đặc biệt { $word }.
mistake-unknown-special-fix = Dùng khong_biet, tu_choi hoặc khong_ap_dung.
mistake-unknown-severity = Không có mức { $word }.
mistake-unknown-severity-fix = Viết blocks (chặn chốt) hoặc asks (hỏi lại).
mistake-missing-choices = Mục lựa chọn mà không có lựa chọn nào.
mistake-missing-choices-fix = Thêm choices = "tên danh sách" hoặc choice = [...].
mistake-unexpected-choices = Mục kiểu { $found } mà lại có lựa chọn.
mistake-unexpected-choices-fix = Đổi type thành choice hoặc choices, hoặc bỏ lựa chọn.
mistake-unknown-choices = Không có danh sách lựa chọn { $word }.
mistake-unknown-choices-fix =
    { $nearest ->
        [none] Thêm mục [choices.{ $word }].
       *[other] Có phải là { $nearest } không?
    }
mistake-missing-file = Không có tệp { $path } trong thư mục của mẫu.
mistake-missing-file-fix = Thêm tệp, hoặc sửa đường dẫn.
mistake-bad-csv = Không đọc được danh sách lựa chọn: { $detail }.
mistake-bad-csv-fix = Dòng đầu là id,code,label,role; mỗi dòng sau đủ số cột.
mistake-duplicate-choice-code = Hai lựa chọn cùng mã in { $word }.
mistake-duplicate-choice-code-fix = Sửa một mã cho đúng bản giấy.
mistake-unused-choices = Danh sách { $word } không mục nào dùng.
mistake-unused-choices-fix = Bỏ danh sách, hoặc dùng nó.
mistake-bad-digits = Số chữ số thập phân { $found } không hợp lệ.
mistake-bad-digits-fix = Viết số từ 0 đến 6.
mistake-bad-date = { $found } không phải ngày hay kỳ hợp lệ.
mistake-bad-date-fix = Viết ngày như 2026-08-31, kỳ như 2026 hoặc 2026-H1.
mistake-bad-number = { $found } không phải số dùng được ở đây.
mistake-bad-number-fix = Viết số với dấu chấm thập phân: "1.5".
mistake-range-type = Khoảng giá trị trên mục kiểu { $found }.
mistake-range-type-fix = Khoảng số cho mục số, khoảng ngày cho mục ngày; mục khác bỏ range, usual.
mistake-range-order = Mức thấp nhất { $least } lớn hơn mức cao nhất { $most }.
mistake-range-order-fix = Đổi chỗ hai mức.
mistake-usual-outside = Khoảng thường gặp vượt ra ngoài khoảng cho phép.
mistake-usual-outside-fix = Thu hẹp usual hoặc mở rộng range.
mistake-required-computed = Mục tính tự động không thể bắt buộc nhập.
mistake-required-computed-fix = Bỏ required, hoặc bỏ formula.
mistake-default-type = Giá trị sẵn phải là { $expected }, đang là { $found }.
mistake-default-type-fix = Sửa default cho đúng kiểu hoặc đúng mã lựa chọn.
mistake-expression-syntax = Không đọc được biểu thức ở cột { $column }: { $expression }
mistake-expression-syntax-fix =
    { $found ->
        [none] Biểu thức dừng giữa chừng.
       *[other] Gặp { $found } không đúng chỗ.
    }
mistake-expression-depth = Biểu thức lồng nhau quá { $most } lớp: { $expression }
mistake-expression-depth-fix = Tách thành vài mục tính trung gian.
mistake-unknown-name = Biểu thức không thấy { $name }: { $expression }
mistake-unknown-name-fix =
    { $nearest ->
        [none] Sửa tên, hoặc thêm mục có mã đó.
       *[other] Có phải là { $nearest } không?
    }
mistake-unknown-choice = '{ $word }' không có trong các lựa chọn: { $expression }
mistake-unknown-choice-fix =
    { $nearest ->
        [none] Viết mã của một lựa chọn.
       *[other] Có phải là '{ $nearest }' không?
    }
mistake-unknown-function = Không có hàm { $name }: { $expression }
mistake-unknown-function-fix =
    { $nearest ->
        [none] Xem danh sách hàm trong forms/README.md.
       *[other] Có phải là { $nearest } không?
    }
mistake-argument-count = Hàm { $name } cần { $expected } phần, đang có { $found }: { $expression }
mistake-argument-count-fix = Thêm hoặc bớt phần cho đủ.
mistake-type-mismatch = Chỗ này cần { $expected }, đang là { $found } (cột { $column }): { $expression }
mistake-type-mismatch-fix = So sánh và tính với cùng kiểu.
mistake-roster-without-aggregate = { $name } thuộc bảng { $roster } nên có nhiều giá trị: { $expression }
mistake-roster-without-aggregate-fix = Dùng count, sum, min, max, any hoặc all trên { $roster }.
mistake-no-area-choices = Dùng place_area mà mẫu không có lựa chọn nông thôn, thành thị: { $expression }
mistake-no-area-choices-fix = Thêm hai lựa chọn có role rural và urban.
mistake-formula-type = Công thức cho { $found }, mục cần { $expected }: { $expression }
mistake-formula-type-fix = Sửa công thức hoặc kiểu của mục.
mistake-cycle = Các công thức chờ nhau thành vòng: { $loop }.
mistake-cycle-fix = Cắt vòng ở một mục: để mục đó nhập tay.
mistake-nested-roster = Nhóm nằm trong nhóm.
mistake-nested-roster-fix = Chỉ có một lớp: đưa nhóm trong ra ngoài.
mistake-closed-unknown = Ô không nhập nói đến { $word }, mẫu không có.
mistake-closed-unknown-fix =
    { $nearest ->
        [none] Bỏ, hoặc sửa mã dòng, cột.
       *[other] Có phải là { $nearest } không?
    }
mistake-duplicate-number = Hai cột cùng số { $number }.
mistake-duplicate-number-fix = Sửa số cột theo bản in.
mistake-unknown-column = Công thức in nói đến cột { $number }, bảng không có: { $expression }
mistake-unknown-column-fix = Thêm cột, hoặc sửa công thức.
mistake-printed-number = Công thức in của cột { $number } phải bắt đầu bằng { $number }=: { $expression }
mistake-printed-number-fix = Sửa vế trái.
mistake-column-without-rule = Cột phải có đúng một trong count, sum, printed.
mistake-column-without-rule-fix = Thêm hoặc bỏ cho còn một.
mistake-unknown-path = Mẫu không có chỗ { $path }.
mistake-unknown-path-fix =
    { $nearest ->
        [none] Sửa đường dẫn.
       *[other] Có phải là { $nearest } không?
    }
mistake-constant-overlap = Hằng số { $id } có hai giá trị cùng hiệu lực (xem dòng { $other }).
mistake-constant-overlap-fix = Sửa from, to cho không trùng ngày.
mistake-constant-unused = Không công thức nào dùng hằng số { $id }.
mistake-constant-unused-fix = Bỏ hằng số, hoặc dùng nó.
mistake-unknown-form = Bảng ghép với mẫu { $form }, không có mẫu này.
mistake-unknown-form-fix =
    { $nearest ->
        [none] Thêm mẫu, hoặc sửa tên.
       *[other] Có phải là { $nearest } không?
    }
mistake-example-missing = Mẫu chưa có ví dụ.
mistake-example-missing-fix = Thêm ít nhất một tệp trong examples/.
mistake-example-wrong = Ví dụ “{ $case }”: { $path } phải là { $expected }, tính ra { $found }.
mistake-example-wrong-fix = Xem lại công thức, hoặc ví dụ.
mistake-example-problem = Ví dụ “{ $case }”, tại { $path }: chờ { $expected }, gặp { $found }.
mistake-example-problem-fix = Xem lại công thức, kiểm tra, hoặc ví dụ.
mistake-released-changed = Mẫu { $form } đã phát hành mà nội dung bị đổi.
mistake-released-changed-fix = Trả lại nội dung cũ, hoặc đặt version mới.
mistake-released-missing = released.toml nói đến mẫu { $form }, không có hoặc còn lỗi.
mistake-released-missing-fix = Thêm hoặc sửa mẫu, hoặc bỏ dòng này.
