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
problem-changed-since-print = { $field }: bản in gần nhất ghi { $expected }, nay là { $found }. Nếu bản ấy đã ký thì in lại, ký lại.
problem-changed-after = { $text } { $field }: lúc ấy là { $expected }, nay là { $found }.
problem-not-agreed = { $field } ({ $found }): họp dân ngày { $expected } chỉ { $typed } % đồng ý. { $text }.
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
store-locked = Sổ số liệu có mật khẩu. Hãy gõ mật khẩu để mở.
store-wrong-passphrase = Mật khẩu không đúng. Số liệu không hỏng gì; hãy gõ lại, xem phím Caps Lock và bộ gõ tiếng Việt.
store-slots = Tệp journal/slots.toml, nơi giữ khóa mở sổ, bị mất hoặc bị sửa ({ $what }). Số liệu trong sổ ghi còn nguyên. Hãy chép lại tệp này từ bản sao của chính sổ này.
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
mistake-idle-key = Khóa { $key } không có tác dụng ở đây.
mistake-idle-key-fix = Bỏ khóa { $key }, hoặc xem lại kiểu của mục này.
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
mistake-bad-kind-fix = Viết questionnaire, grid, table hoặc list.
mistake-bad-subject = Không có đối tượng { $word }.
mistake-bad-subject-fix = Viết household hoặc place.
mistake-unknown-period = Không có loại kỳ { $word }.
mistake-unknown-period-fix = Viết year, month, half, programme hoặc adhoc.
mistake-unknown-level = Không có cấp { $word }.
mistake-unknown-level-fix = Viết thon, xa, huyen hoặc tinh.
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
mistake-bad-length = Độ dài { $found } không hợp lệ.
mistake-bad-length-fix = Viết số chữ số của câu trả lời đủ, từ 1 đến 99.
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
mistake-unknown-block = Không có khối { $word } trong blocks.
mistake-unknown-block-fix =
    { $nearest ->
        [none] Thêm tệp blocks/{ $word }.toml, hoặc bỏ block và viết từng dòng.
       *[other] Có phải là { $nearest } không?
    }
mistake-row-type = Kiểu riêng của dòng phải là kiểu số, không phải { $found }.
mistake-row-type-fix = Viết integer, decimal, money hoặc percent; kiểu khác là việc của cột.
mistake-unknown-row-kind = Dòng không có loại { $word }.
mistake-unknown-row-kind-fix = Viết flow (cộng qua các kỳ), distinct (người, hộ, mỗi người một lần), stock (tại một ngày) hoặc rate (tỷ lệ).
mistake-unknown-target = Mục tiêu { $word } của dòng không phải hằng số của mẫu.
mistake-unknown-target-fix =
    { $nearest ->
        [none] Khai [[constant]] cho mục tiêu ấy.
       *[other] Có phải là { $nearest } không?
    }
mistake-unknown-direction = Không có chiều { $word }.
mistake-unknown-direction-fix = Viết up (tăng là tốt), down (giảm là tốt) hoặc none.
mistake-local-direction = Chiều của dòng địa phương phải là một mục lựa chọn của [local] chỉ có up, down, none; { $word } không phải.
mistake-local-direction-fix =
    { $nearest ->
        [none] Thêm mục ấy vào [local], hoặc bỏ direction.
       *[other] Có phải là { $nearest } không? Mục ấy phải có kiểu choice với các mã up, down, none.
    }
mistake-duplicate-number = Hai cột cùng số { $number }.
mistake-duplicate-number-fix = Sửa số cột theo bản in.
mistake-unknown-column = Công thức in nói đến cột { $number }, bảng không có: { $expression }
mistake-unknown-column-fix = Thêm cột, hoặc sửa công thức.
mistake-printed-number = Công thức in của cột { $number } phải bắt đầu bằng { $number }=: { $expression }
mistake-printed-number-fix = Sửa vế trái.
mistake-column-without-rule = Cột phải có đúng một cách tính: bảng tổng hợp có count, sum hoặc printed; danh sách có value hoặc running.
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
mistake-overridable-without-formula = Mục không có công thức thì không có số tính ra để nhập khác.
mistake-overridable-without-formula-fix = Bỏ overridable, hoặc thêm formula.
mistake-overridable-without-reason = Mục { $id } được nhập khác số tính ra mà không mục nào hỏi lý do.
mistake-overridable-without-reason-fix = Thêm một mục chữ có when = "overridden({ $id })" và required = true.
mistake-not-overridable = Biểu thức hỏi overridden của mục không được nhập khác số tính ra: { $expression }
mistake-not-overridable-fix = Thêm overridable = true cho mục đó, hoặc bỏ overridden.
mistake-import-without-target = Số lấy từ giấy khác phải nói lấy mục nào (field) hoặc ô nào (cell), chỉ một trong hai.
mistake-import-without-target-fix = Viết field = "mã mục", hoặc cell = "dòng/cột".
mistake-bad-cell = { $found } không phải một ô.
mistake-bad-cell-fix = Viết mã dòng, dấu /, mã cột: "dòng/cột".
mistake-unknown-import-of = Không rõ { $word } là giấy của ai.
mistake-unknown-import-of-fix =
    { $nearest ->
        [none] Viết same (cùng hộ, cùng nơi) hoặc place (xã của hộ, hoặc cấp trên).
       *[other] Có phải là { $nearest } không?
    }
mistake-unknown-import-period = Không rõ { $word } là giấy của kỳ nào.
mistake-unknown-import-period-fix =
    { $nearest ->
        [none] Viết same, opening, last hoặc latest.
       *[other] Có phải là { $nearest } không?
    }
mistake-import-unknown-form = Mẫu lấy số từ { $form }, không có mẫu này.
mistake-import-unknown-form-fix =
    { $nearest ->
        [none] Thêm mẫu, hoặc sửa tên.
       *[other] Có phải là { $nearest } không?
    }
mistake-import-of-table = { $form } là bảng tổng hợp, không ai điền, nên không lấy số từ đó được.
mistake-import-of-table-fix = Lấy số từ mẫu mà bảng cộng lại, hoặc viết một đẳng thức giữa các mẫu.
mistake-import-repeats = Một hộ hoặc một nơi có thể có nhiều Phiếu { $form } trong một kỳ, không rõ lấy Phiếu nào.
mistake-import-repeats-fix = Lấy số từ mẫu chỉ có một Phiếu mỗi kỳ.
mistake-import-subject = { $form } không điền cho { $of ->
        [place] xã hay đơn vị
       *[same] cùng loại với mẫu này (hộ, hoặc đơn vị)
    }.
mistake-import-subject-fix = { $of ->
        [place] Bỏ of = "place".
       *[same] Mẫu của xã thì viết of = "place"; mẫu của đơn vị không lấy số từ Phiếu của hộ.
    }
mistake-import-unknown-field = { $form } không có { $path }.
mistake-import-unknown-field-fix =
    { $nearest ->
        [none] Xem các mục của mẫu đó bằng bieu form show { $form }.
       *[other] Có phải là { $nearest } không?
    }
mistake-import-of-roster = { $path } của { $form } nằm trong bảng { $roster }: mỗi dòng một giá trị.
mistake-import-of-roster-fix = Thêm vào { $form } một mục ngoài bảng cộng hoặc đếm các dòng, rồi lấy mục đó.
mistake-import-type = { $path } của { $form } là { $expected }, ở đây khai là { $found }.
mistake-import-type-fix = Viết type = "{ $expected }".
mistake-import-unknown-choice = { $path } của { $form } không có lựa chọn { $word }.
mistake-import-unknown-choice-fix =
    { $nearest ->
        [none] Bỏ lựa chọn này.
       *[other] Có phải là { $nearest } không?
    }
mistake-import-cycle = Các mẫu chờ nhau: { $loop }
mistake-import-cycle-fix = Trong vòng phải có ít nhất một chỗ lấy số của kỳ trước (period = "opening" hoặc "last").
mistake-import-unused = Không biểu thức nào dùng { $id } lấy từ mẫu khác.
mistake-import-unused-fix = Bỏ nó, hoặc dùng nó.
mistake-example-import = Ví dụ "{ $case }": { $id } không phải một số lấy từ mẫu khác, hoặc giá trị không đúng kiểu.
mistake-example-import-fix =
    { $nearest ->
        [none] Sửa cho đúng mã và kiểu đã khai ở [[import]].
       *[other] Kiểm tra kiểu và lựa chọn của { $nearest } ở [[import]].
    }
mistake-unknown-part = Bảng không có phân tổ { $word }.
mistake-unknown-part-fix =
    { $nearest ->
        [none] Sửa mã, hoặc thêm [[tally.part]] có mã đó.
       *[other] Có phải là { $nearest } không?
    }
mistake-bad-running = Danh sách không đánh số theo { $word }.
mistake-bad-running-fix = Viết household (số thứ tự hộ) hoặc member (số thứ tự thành viên).
mistake-percent-of = Không lấy phần trăm của cột { $number } được: không có cột này, hoặc nó không tự cộng từ các hộ.
mistake-percent-of-fix =
    { $nearest ->
        [none] Viết số của một cột có count hoặc sum.
       *[other] Có phải là { $nearest } không?
    }
mistake-unknown-example-row = Ví dụ "{ $case }" nói về { $row }, bảng tính ra không có.
mistake-unknown-example-row-fix = row là tên một unit của ví dụ, rural, urban, hoặc bỏ trống cho dòng tổng cộng; bảng có phân tổ thì ghi part; danh sách thì row là số thứ tự dòng.
mistake-unknown-form = Chỗ này nêu mẫu { $form }, không có mẫu này.
mistake-unknown-form-fix =
    { $nearest ->
        [none] Thêm mẫu, hoặc sửa tên.
       *[other] Có phải là { $nearest } không?
    }
mistake-join-repeats = Một hộ hoặc một nơi có thể có nhiều Phiếu { $form } trong một kỳ, không rõ ghép Phiếu nào.
mistake-join-repeats-fix = Ghép với mẫu chỉ có một Phiếu mỗi kỳ.
mistake-example-missing = Mẫu chưa có ví dụ.
mistake-example-missing-fix = Thêm ít nhất một tệp trong examples/.
mistake-example-wrong = Ví dụ “{ $case }”: { $path } phải là { $expected }, tính ra { $found }.
mistake-example-wrong-fix = Xem lại công thức, hoặc ví dụ.
mistake-example-problem = Ví dụ “{ $case }”, tại { $path }: chờ { $expected }, gặp { $found }.
mistake-example-problem-fix = Xem lại công thức, kiểm tra, hoặc ví dụ.
mistake-released-changed = Mẫu { $form } đã phát hành mà nội dung bị đổi.
mistake-released-changed-fix = Trả lại nội dung cũ, hoặc đặt version mới.
mistake-released-twice = released.toml nói đến mẫu { $form } hai lần.
mistake-released-twice-fix = Bỏ một trong hai dòng.
mistake-validity-order = Hiệu lực bắt đầu ngày { $from }, sau ngày kết thúc { $to }.
mistake-validity-order-fix = Sửa một trong hai ngày.
mistake-validity-overlap =
    Hai bản { $other } và { $form } cùng có hiệu lực { $from ->
        [none] { $to ->
            [none] mọi ngày
           *[other] đến { $to }
        }
       *[other] { $to ->
            [none] từ { $from }
           *[other] từ { $from } đến { $to }
        }
    }.
mistake-validity-overlap-fix = Sửa valid_from, valid_to để mỗi ngày chỉ dùng một bản.
mistake-identity-form = Quy tắc giữa các mẫu nói đến mẫu { $form }, không có mẫu này.
mistake-identity-form-fix =
    { $nearest ->
        [none] Thêm mẫu, hoặc sửa tên.
       *[other] Có phải là { $nearest } không?
    }
mistake-identity-cell =
    Mẫu { $form } không có { $what ->
        [field] mục
        [cell] ô
        [column] cột
       *[other] phần
    } { $word }.
mistake-identity-cell-fix =
    { $nearest ->
        [none] Xem lại mẫu: bieu form show.
       *[other] Có phải là { $nearest } không?
    }
mistake-identity-side =
    { $found ->
        [none] Một vế phải nói lấy số nào.
       *[other] Một vế chỉ lấy một thứ, ở đây có: { $found }.
    }
mistake-identity-side-fix = Viết đúng một trong field, cell, column, count, sum, number.
mistake-identity-type = { $word } của mẫu { $form } không phải là số.
mistake-identity-type-fix = Chọn một mục hoặc ô kiểu số.
mistake-identity-subject = Mẫu { $form } không phải mỗi nơi một tờ, nên chưa rõ lấy số của tờ nào.
mistake-identity-subject-fix = Dùng bảng tổng hợp (column), hoặc với mẫu lập nhiều tờ thì count, sum.
mistake-identity-records = Mẫu { $form } không phải mẫu lập nhiều tờ, nên không đếm hay cộng các tờ được.
mistake-identity-records-fix = Dùng field, cell hoặc column.
mistake-identity-rollup = Chỉ lấy số thay cho người nhập được vào một ô có nhập, bằng một đẳng thức.
mistake-identity-rollup-fix = Bỏ rollup, hoặc viết vế trái là một ô nhập và op là "=".
mistake-identity-word = { $key } không có từ { $word }.
mistake-identity-word-fix =
    { $nearest ->
        [none] Xem forms/README.md.
       *[other] Có phải là { $nearest } không?
    }
mistake-template-unknown = Không có từ nào tên { $word } để thay vào.
mistake-template-unknown-fix =
    { $nearest ->
        [none] Thêm vào identity.each, hoặc bỏ dấu ngoặc nhọn.
       *[other] Có phải là { $nearest } không?
    }
mistake-template-unused = Từ { $word } của identity.each không dùng ở đâu.
mistake-template-unused-fix = Dùng trong ngoặc nhọn, hoặc bỏ đi.
mistake-template-lengths = Các danh sách đi cùng nhau phải dài bằng nhau: { $found }.
mistake-template-lengths-fix = Sửa cho bằng nhau, hoặc tách thành hai identity.each.
mistake-released-missing = released.toml nói đến mẫu { $form }, không có hoặc còn lỗi.
mistake-released-missing-fix = Thêm hoặc sửa mẫu, hoặc bỏ dòng này.

## Dòng lệnh (cli-…, verb-…, option-…, status-…)

cli-about = Biểu: rà soát hộ nghèo, lập Phiếu và Biểu ngay trên máy, không cần mạng.
cli-screens = Gõ bieu (không kèm gì) để mở màn hình làm việc. Các lệnh khác:
cli-globals = Tùy chọn chung, đặt ở đâu cũng được:
cli-more-help = Xem cách dùng từng lệnh: bieu help LỆNH
cli-error = Lỗi: { $message }
cli-why = Vì sao: { $why }
cli-next = Làm tiếp: { $next }
cli-nearest = Có phải ý là: { $nearest }?
cli-usage = Cách viết: { $usage }
cli-warning = Lưu ý: { $text }
cli-unit-from = , từ { $date }
cli-unit-until = , đến { $date }
cli-successors = Đơn vị thay thế: { $list }.
cli-no-successor = Danh mục không cho biết đơn vị thay thế.
cli-place-none = Không tìm thấy nơi nào khớp với "{ $text }".
cli-place-more = … và { $count } nơi nữa. Gõ thêm chữ để thu hẹp.
cli-row = { $roster }, dòng { $number }
cli-row-kept = giữ dòng
cli-row-removed = bỏ dòng
cli-empty = để trống
cli-problem-blocks = ✗ [phải sửa] { $at }: { $message }
cli-problem-asks = ? [xem lại] { $at }: { $message }
cli-problems = { $count } vấn đề trong { $papers } phiếu.
cli-no-problems = Không có vấn đề nào.
cli-paper-unknown = ✗ [phải sửa] Chương trình này chưa có mẫu giấy { $form }. Phiếu được giữ nguyên; cập nhật chương trình để xem và kiểm tra.
cli-phieu = Phiếu { $phieu } | { $form } | { $subject } | { $period } | { $status }
cli-dry-run = Tính thử, không giữ lại gì: { $form }, { $place }
cli-would-not-finish = Nếu nhập thật, phiếu này chưa hoàn thành được vì còn vấn đề phải sửa.
cli-not-finished = Đã giữ mọi câu trả lời nhưng chưa hoàn thành phiếu: còn { $count } vấn đề phải sửa.
cli-not-verified = (chưa đối chiếu với bản gốc)
cli-as-typed = "{ $text }" (giữ như đã gõ)
cli-computed = { $value } (tính ra)
cli-computed-control = { $value } (tính ra; số trên giấy { $control })
cli-stand-in = { $value } (số trên giấy, chưa tính được)
cli-overridden = ≠ { $value } (nhập khác số tính ra: { $computed })
cli-unknown = Còn { $count } ô chưa tính được vì thiếu số.
cli-missing = Còn thiếu: { $names }
cli-import = ← { $label }: { $value }{ $rests ->
        [true] {" "}(theo số trên giấy, chưa tính được)
       *[false] {""}
    } ({ $form }, kỳ { $period })
cli-import-missing = ← { $label }: chưa có
cli-imports = Lấy từ giấy khác:
cli-import-of = { $id }  ({ $type }) { $label } ← { $form } { $path }{ $of ->
        [place] {" "}của xã hoặc cấp trên
       *[same] {""}
    }{ $period ->
        [opening] , kỳ năm liền trước
        [last] , Phiếu mới nhất trước kỳ này
        [latest] , Phiếu mới nhất đến kỳ này
       *[same] {""}
    }
cli-checks = Kiểm tra:
cli-check-blocks = phải sửa
cli-check-asks = cần xem lại
cli-constants = Số của luật:
cli-constant = { $label } = { $value ->
        [none] chưa biết
       *[other] { $value }
    }{ $from ->
        [none] {""}
       *[other] {" "}từ { $from }
    }{ $to ->
        [none] {""}
       *[other] {" "}đến { $to }
    }
cli-overridable = người nhập có thể nhập khác số tính ra
cli-form-valid = Hiệu lực{ $from ->
        [none] {""}
       *[other] {" "}từ { $from }
    }{ $to ->
        [none] {""}
       *[other] {" "}đến { $to }
    }
cli-source = Nguồn: { $source } ({ $evidence ->
        [verified] đã đối chiếu
        [report] theo báo cáo, kế hoạch hoặc mẫu thật
        [derived] suy ra
        [recalled] nhớ lại
       *[proposed] chương trình đề xuất
    })
cli-form-report = Đi kèm báo cáo: { $title } ({ $when })
cli-form-collects =
    { $level ->
        [xa] Thu thập ở cấp xã: { $who }
        [huyen] Thu thập ở cấp huyện: { $who }
        [tinh] Thu thập ở cấp tỉnh: { $who }
       *[other] Thu thập ở thôn: { $who }
    }
cli-form-aggregates =
    { $level ->
        [xa] Tổng hợp ở cấp xã: { $who }
        [huyen] Tổng hợp ở cấp huyện: { $who }
        [tinh] Tổng hợp ở cấp tỉnh: { $who }
       *[other] Tổng hợp ở thôn: { $who }
    }
cli-form-locality = Phân công trên là mặc định; địa phương phân công khác thì ghi ở giấy thiết đặt của mình.
cli-no-mistakes = Các mẫu giấy không có lỗi.
cli-count = { $count } phiếu.
cli-same-thon = Trong xã đã có { $name } ({ $label }). Nếu gõ trùng thì dùng mã đó, để trống mã vừa tạo.
cli-init = Đã lập sổ số liệu cho { $place }, tuyến báo cáo { $regime }.
cli-init-where = Nơi để sổ: { $dir }
cli-fingerprint = Chữ ký máy: { $fingerprint }
cli-own-code = Mã đối chiếu của máy này, đọc qua điện thoại cho bên kia gõ: { $code }
cli-recipient = Mã hóa cho máy này (age -r): { $recipient }
cli-identity = Đã ghi { $file }. Ai có tệp ấy đọc được mọi tệp nộp gửi máy này: dùng xong thì xóa.
    Mã đối chiếu: { $code }
cli-unprotected = Sổ số liệu và chữ ký máy chưa có mật khẩu: ai mở được máy này là đọc được và ký được. Muốn đặt: bieu passphrase set --new-passphrase-file TỆP
cli-passphrase-set = Đã đặt mật khẩu. Sổ số liệu được ghi lại toàn bộ bằng khóa mới, chữ ký máy cũng dùng mật khẩu này.
cli-passphrase-changed = Đã đổi mật khẩu của sổ số liệu và chữ ký máy.
cli-passphrase-keep = Quên mật khẩu mà không có giấy khôi phục là không đọc lại được số liệu: ghi ra giấy, cất nơi có khóa; lập giấy khôi phục: bieu recovery make.
cli-paper = GIẤY KHÔI PHỤC { $at }/3 — { $place }, lập ngày { $date }
    Mã của bộ giấy: { $code }
    Chữ ký máy lúc lập: { $device }
cli-papers-keep = Chép tay hoặc in từng tờ, cất ba tờ ở ba nơi khác nhau. Hai tờ bất kỳ mở lại được sổ khi quên mật khẩu và mở được bản sao, tệp nộp khi máy hỏng; một tờ thì không. Chương trình không giữ ba dòng chữ này: mất thì lập bộ mới, bộ cũ hết dùng. Thử ngay: gõ hai tờ vào một tệp rồi bieu recovery check TỆP.
cli-papers-good = Hai tờ này đúng là giấy khôi phục của sổ này.
cli-recovered = Đã mở lại sổ bằng giấy khôi phục và đặt mật khẩu mới; số liệu còn nguyên.
cli-recovered-new-key = Chữ ký máy cũ không mở lại được nữa; máy có chữ ký mới, mã đối chiếu { $code }.
cli-recovered-papers = Giấy khôi phục đã dùng thì lập bộ mới: bieu recovery make.
cli-new-key-next = Việc tiếp: gửi tệp key.pub mới cho cấp trên (và các thôn) để họ cấp quyền, nhờ họ thu hồi chữ ký cũ. Trước đó việc mới ghi ở đây vẫn giữ, nơi khác thấy là chưa có thẩm quyền.
cli-backed-up = Đã ghi bản sao an toàn { $file }: { $edits } thay đổi. Trong đó không có chữ ký máy.
cli-copies-on = Từ nay mỗi lần thoát màn hình, bản sao an toàn được ghi vào { $folder }.
cli-copies-off = Từ nay thoát màn hình không ghi bản sao nữa.
cli-copied = Đã ghi bản sao an toàn { $file }.
cli-not-copied = Chưa ghi được bản sao an toàn. { $why } Số liệu trong máy vẫn đủ; cắm USB hoặc sửa thư mục rồi gõ: bieu backup
cli-restored = Đã lập lại sổ của { $place } ({ $regime }) từ bản sao ngày { $made }: { $new } thay đổi.
    Bản sao do máy có mã đối chiếu { $signer } ký: so với giấy khôi phục hoặc biên bản.
    Máy này có chữ ký mới, mã đối chiếu { $code }.
cli-handed-over = Đã bàn giao. Biên bản: { $file } (in hai bản, hai bên ký). Chữ ký máy mới, mã đối chiếu { $code }; mật khẩu cũ và chữ ký cũ không mở, không ký được gì nữa ở máy này.
cli-handed-over-bundle = Gửi tệp { $file } lên cấp trên: trong đó chữ ký cũ cấp quyền cho chữ ký mới. Nhận xong, nhờ họ thu hồi chữ ký cũ.
cli-handed-over-papers = Lập bộ giấy khôi phục mới: bieu recovery make. Gửi key.pub mới cho máy của các thôn.
handover-page = Trang
handover-giver = BÊN GIAO
handover-taker = BÊN NHẬN
handover-minutes = BIÊN BẢN BÀN GIAO SỔ SỐ LIỆU RÀ SOÁT HỘ NGHÈO
    Đơn vị: { $place }. Ngày { $date }.
    Bên giao: { $from }.
    Bên nhận: { $to }.
    Bàn giao toàn bộ sổ số liệu trên máy: { $thons } thôn, { $households } hộ, { $phieu } phiếu ({ $statuses }); { $edits } thay đổi trong nhật ký.
    Mã trạng thái của sổ khi bàn giao: { $hash }
    Chữ ký máy của bên giao, thôi dùng từ ngày này, mã đối chiếu: { $old }
    Chữ ký máy của bên nhận, mã đối chiếu: { $new }
    Việc bên giao đã ghi giữ nguyên tên người nhập. Từ ngày này bên nhận ghi và chịu trách nhiệm. Bên giao không giữ bản sao, mật khẩu, giấy khôi phục của sổ.
    Kèm theo: giấy khôi phục mới (lập sau bàn giao), tệp nộp báo cấp trên.
cli-trusted = Từ nay tin chữ ký máy này cho { $place } và các nơi trực thuộc.
cli-trusted-above = Từ nay nhận chữ ký máy này là của cấp trên ({ $place }): được trả lại, duyệt, chốt giấy tờ nơi đây đã nộp.
cli-trusted-thon = Từ nay máy có chữ ký này nhập được hộ của thôn { $place }.
cli-no-keys = Chưa tin chữ ký máy nào.
cli-revoked = Đã thu hồi chữ ký máy có mã đối chiếu { $code }. Việc đã nhận trước đó vẫn giữ nguyên; gửi tệp nộp để các nơi khác cùng biết.
cli-exported = Đã ghi tệp nộp { $file } gửi { $to }: { $edits } thay đổi.
cli-exported-since = Chỉ có phần thêm sau biên nhận gần nhất của nơi nhận. Nơi nhận báo thiếu thì đóng lại với --full.
cli-exported-age = Đã mã hóa: chỉ { $count } máy, giấy khôi phục của nơi nhận mở được.
cli-exported-unknown = CHƯA MÃ HÓA, vì chưa tin chữ ký máy nào của { $to }: ai có tệp cũng đọc được tên, số định danh trong đó. Xin tệp key.pub của họ, tin chữ ký máy (bieu key trust key.pub --place { $to }, hoặc phím 6), rồi đóng lại.
cli-exported-clear = Tệp nộp không mã hóa: ai có tệp cũng đọc được tên, số định danh trong đó.
cli-exported-note = Gửi kèm qua Zalo:
bundle-digits = Mã đối chiếu tệp: { $digits }
bundle-note = { $kind ->
        [since] Tệp nộp (phần thêm)
       *[other] Tệp nộp
    } của { $from } gửi { $to }{ $periods ->
        [none] {""}
       *[other] , kỳ { $periods }
    }: { $kind ->
        [since] { $households } hộ mới, { $phieu } phiếu mới, { $edits } thay đổi
       *[other] { $households } hộ, { $phieu } phiếu
    }. Mã đối chiếu tệp: { $digits }
cli-export-left-out = { $count } thay đổi KHÔNG có trong tệp nộp: không có chữ ký máy của chúng, hoặc lần nhận trước dừng giữa chừng. Chép lại tệp key từ bản sao lưu, hoặc nhận lại tệp nộp đó cho hết, rồi đóng lại.
cli-written = Đã ghi { $file }.
cli-verdict-good = TỐT: tệp nộp của { $from }, chữ ký máy được tin cho { $place }.
cli-verdict-unknown = CHƯA RÕ: tệp nộp nguyên vẹn, ghi là của { $from }, nhưng chưa tin chữ ký máy này.
cli-verdict-unknown-next = Gọi cho { $from }, đọc mã đối chiếu; khớp thì: bieu key trust TỆP-CHỮ-KÝ --place { $from }
cli-verdict-bad = HỎNG: { $part } – { $reason }
cli-verdict-not-ours = KHÔNG DÀNH CHO SỔ NÀY: { $reason }
cli-import-plan = { $file }: { $new } thay đổi mới, { $same } đã có, { $held } còn thiếu phần trước, { $conflicts } chỗ hai bên nhập khác nhau, { $rejected } không nhận.
cli-import-dry = Chỉ xem trước, chưa nhập gì.
cli-imported = Đã nhập xong: { $new } thay đổi mới, { $same } đã có.
cli-paper-sent = Mẫu { $name } sẽ đi cùng các tệp nộp gửi xuống (bieu export --to MÃ).
cli-paper-new = Nhận mẫu giấy { $name } của cấp trên: dùng được từ lần mở sổ sau.
cli-paper-differs = Cấp trên gửi mẫu { $name }, nhưng ở đây đã có mẫu cùng tên mà khác nội dung. Giữ mẫu đang có; hỏi cấp trên xem mẫu nào đúng, bỏ thư mục forms/{ $name } rồi nhận lại tệp.
cli-paper-unsound = Cấp trên gửi mẫu { $name }, nhưng chương trình này không đọc được hoặc trùng tên mẫu có sẵn: không dùng. Có thể cần bản chương trình mới hơn.
cli-import-out = { $count } lần ghi được giữ nhưng chưa có hiệu lực:
cli-import-out-line = { $count } lần: { $reason }
cli-import-held = Còn thiếu các thay đổi từ số { $from } đến số { $to } của chuỗi { $writer }; nhập tệp nộp có phần đó thì sẽ nhận nốt.
cli-import-kept = Phần còn chờ được giữ trong sổ; phần thiếu đến thì tự nhận nốt.
cli-import-no-room = Không còn chỗ giữ phần đang chờ: khi có phần thiếu, hãy nhập lại cả tệp này.
cli-import-waiting = Đang giữ { $count } tệp nộp còn chờ phần khác.
cli-receipt = Biên nhận gửi { $to } (tệp { $digits }): { $state }. Đọc qua điện thoại để biết: { $spoken }
cli-receipt-code = Mã biên nhận, chép gửi qua Zalo:
cli-receipt-long = Phần thiếu nhiều quá, không viết gọn thành mã được; gửi tệp biên nhận (--receipt TỆP).
cli-receipt-file = Tệp biên nhận: { $file }
cli-receipt-no-passphrase = Chưa lập biên nhận: chữ ký máy có mật khẩu, cần --passphrase-file. Nhập lại tệp kèm mật khẩu là có.
cli-receipt-no-key = Chưa lập biên nhận: không còn chữ ký máy ở đây. Chép lại tệp key từ bản sao lưu rồi nhập lại tệp.
cli-receipt-taken = { $to } báo về tệp nộp ngày { $day } (mã đối chiếu tệp { $digits }): { $state }.
cli-receipt-counts = Bên nhận: { $new } thay đổi mới, { $same } đã có, { $held } còn chờ, { $rejected } không nhận.
cli-receipt-missing = Nơi nhận còn thiếu các thay đổi từ số { $from } đến số { $to } của chuỗi { $writer }; lần đóng tệp sau sẽ gửi phần đó.
cli-receipt-same = Biên nhận này đã có từ trước.
cli-receipt-older = Đã có biên nhận mới hơn của tệp này, nên giữ bản mới.
cli-receipt-spoken = Khớp với tệp nộp ngày { $day } gửi { $to } (mã đối chiếu tệp { $digits }): { $state }. Mã đọc qua điện thoại chỉ để biết, chưa phải biên nhận; xin mã qua Zalo hoặc tệp biên nhận.
cli-receipt-line = { $day }  { $digits }  { $to }  { $kind ->
        [since] phần thêm
       *[other] đầy đủ
    }, { $edits } thay đổi  {"["}{ $state }]
cli-receipt-none = Máy này chưa gửi tệp nộp nào.
receipt-state-none = chưa có biên nhận
receipt-state-whole = đã nhận
receipt-state-partial = nhận thiếu
receipt-state-returned = trả lại
receipt-state-accepted = đã duyệt
cli-import-rejected = Không nhận thay đổi { $edit }: { $reason }
cli-import-fork = Chuỗi { $writer } có hai bản từ số { $seq }: sổ đã được chép sang máy khác. Cả hai bản đều được giữ.
cli-table-place = Mã
cli-table-name = Đơn vị
cli-table-area = Khu vực
cli-table-part = Phân tổ
cli-table-period = Kỳ: { $period }
cli-table-page = Trang
cli-list-number = STT
cli-list-yes = x
cli-list-empty = Không có hộ nào.
cli-list-missing = Còn { $count } hộ chưa đủ số liệu để biết có thuộc danh sách không.
cli-table-total = Tổng cộng
cli-table-unknown = ? (thiếu { $count })
cli-doctor-journal = Sổ ghi: { $segments } đoạn, { $edits } thay đổi, { $bytes } byte, đã đọc hết.
cli-doctor-problem = ✗ { $text }
cli-doctor-repaired = Đã dựng lại bảng tra cứu từ sổ ghi.
cli-doctor-fork = Chuỗi { $writer } có hai bản từ số { $seq }: sổ đã được chép sang máy khác. Không mất gì; từ nay chỉ dùng một bản.
cli-doctor-conflicts = { $count } chỗ hai người nhập khác nhau. Mở các phiếu đó để chọn (bieu check liệt kê).
cli-doctor-doubled = Mã { $label } đang dùng cho hơn một hộ hoặc thôn. Đặt lại mã cho một bên.
cli-doctor-out = { $count } lần ghi chưa có hiệu lực: { $reason } (xem: bieu unforced)
cli-doctor-erase = Hộ { $label }: còn dữ liệu phải xóa theo yêu cầu đã nhận; mở lại sổ thì máy làm nốt (bieu erase list).
cli-doctor-healthy = Sổ số liệu nguyên vẹn.
cli-doctor-hash = Mã trạng thái: { $hash }
cli-demo-make = Lập xã mẫu { $place } trong { $dir } (sổ tập huấn, người không có thật)…
cli-demo-made = Đã có { $thons } thôn, { $households } hộ, { $papers } phiếu; { $finished } phiếu đã hoàn thành.
cli-demo-export = Xã ký và đóng tệp nộp { $file } gửi { $to }: { $bytes } byte.
cli-demo-unknown = Cơ quan cấp trên kiểm tra: chưa tin chữ ký máy này. Mã đối chiếu: { $code }
cli-demo-trust = Đối chiếu xong, tin chữ ký máy cho { $place }.
cli-demo-good = Kiểm tra lại: TỐT.
cli-demo-import = Nhập: { $new } thay đổi mới. Nhập lần nữa: { $again } thay đổi mới.
cli-demo-hash-equal = Mã trạng thái hai nơi bằng nhau.
cli-demo-hash-different = Mã trạng thái hai nơi KHÁC NHAU.
cli-demo-table = Bảng { $table } tại { $place }, kỳ { $period }:
cli-demo-open = Mở sổ mẫu: bieu --data { $dir }
status-draft = đang nhập
status-finished = đã hoàn thành
status-submitted = đã nộp
status-returned = bị trả lại
status-accepted = đã duyệt
status-locked = đã chốt
option-data = thư mục sổ số liệu (hoặc biến BIEU_DATA)
option-lang = ngôn ngữ: vi hoặc en
option-json = in kết quả cho máy đọc
option-passphrase-file = tệp chứa mật khẩu của sổ số liệu và chữ ký máy ở dòng đầu
option-new-passphrase-file = tệp chứa mật khẩu mới ở dòng đầu
option-help = xem cách dùng
option-version = xem phiên bản
option-no-tui = không mở màn hình; làm trọn việc chính và kể từng bước
option-place = mã đơn vị, hoặc mã thôn
option-households = số hộ của xã mẫu
option-regime = tuyến báo cáo: 3-cap (xã–huyện–tỉnh) hoặc 2-cap (xã–tỉnh)
option-training = sổ tập huấn; chỉ trao đổi tệp nộp với sổ tập huấn
option-date = ngày tra cứu
option-parent = mã xã
option-period = kỳ: 2026, 2026-M08, 2026-H1, 2021-2025-GK, 2026-DX1
option-table = tệp bảng (JSON như lệnh table in ra) cần soát thay cho bảng lập ở đây; thêm tệp thì viết tiếp theo sau
option-apply = ghi các số lấy được vào phiếu
option-household = mã hộ
option-answers = tệp JSON chứa câu trả lời; - là đầu vào chuẩn
option-finish = hoàn thành phiếu nếu không còn vấn đề phải sửa
option-dry-run = chỉ tính thử, không giữ lại gì
option-new = lập thêm một phiếu, ở mẫu có nhiều phiếu trong một kỳ (không viết gì cũng lập thêm)
option-phieu = sửa phiếu đã có này; mã hoặc phần đầu của mã, xem bieu list
option-form = mẫu giấy
option-status = draft, finished, submitted, returned, accepted, locked: đang nhập, đã hoàn thành, đã nộp, bị trả lại, đã duyệt, đã chốt
option-find = tìm theo tên chủ hộ, mã hộ; gõ không dấu hoặc chữ đầu đều được
option-by = mỗi dòng một đơn vị cấp: thon, xa, huyen, tinh
option-split = area: chia thành thị, nông thôn
option-format = dạng tệp; csv ngăn cột bằng dấu phẩy, số lẻ dùng dấu chấm (Excel tiếng Việt: mở bằng Dữ liệu > Từ văn bản/CSV)
option-output = ghi vào tệp này
option-to = mã cơ quan nhận; để trống là cấp trên trực tiếp
option-full = gửi mọi thay đổi, kể cả phần nơi nhận đã có
option-papers = tệp có hai tờ giấy khôi phục đã gõ lại; - là gõ ngay ở đây
option-auto = từ nay mỗi lần thoát màn hình ghi một bản sao vào thư mục này (USB, ổ khác); off thì thôi
option-to-person = người nhận bàn giao: họ tên; từ nay là người nhập
option-from-person = người bàn giao: họ tên; để trống thì lấy người nhập hiện nay
option-code = 30 chữ số mà nơi gửi tệp đọc qua điện thoại; không khớp với tệp thì không tin
option-clear = không mã hóa: ai có tệp cũng đọc được
option-receipt = ghi biên nhận ra tệp này, hoặc vào thư mục này
option-repair = dựng lại bảng tra cứu từ sổ ghi
verb-demo = Lập một xã mẫu đầy đủ để xem thử.
verb-init = Lập sổ số liệu và chữ ký máy cho một đơn vị.
verb-form-list = Liệt kê các mẫu giấy.
verb-form-show = Xem các mục, công thức và nguồn của một mẫu giấy.
verb-form-check = Soát lỗi của mẫu giấy: tất cả các lỗi, kèm tệp, dòng và cách sửa.
verb-form-send = Gửi một mẫu giấy riêng hay bảng điểm đã xác nhận (ID@PHIÊN-BẢN) xuống các đơn vị cấp dưới, cùng các tệp nộp gửi xuống.
verb-form-scale = Bảng điểm: nạp từ CSV hoặc Excel, người thứ hai xác nhận, liệt kê.
verb-place-find = Tìm đơn vị hành chính theo mã hoặc tên, không cần dấu.
verb-place-add = Thêm thôn vào xã; in ra mã thôn.
verb-fill = Nhập câu trả lời từ tệp và in kết quả tính. Mẫu có tên chủ hộ mà không kèm --household thì lập hộ mới.
verb-show = Xem một phiếu (mã phiếu, hoặc ít nhất 6 ký tự đầu).
verb-why = Nói vì sao một mục, một ô có số ấy: từ câu trả lời đến kết quả.
verb-list = Liệt kê các phiếu.
verb-check = Soát mọi vấn đề trong từng phiếu và giữa các mẫu; với --table thì soát bảng của nơi khác gửi.
verb-table = Lập một bảng tổng hợp.
verb-rollup = Lấy số từ các mẫu khác vào các ô chưa ai trả lời; không ghi đè gì.
verb-export = Ký và đóng tệp nộp gửi cấp trên.
verb-verify = Kiểm tra một tệp nộp: tốt, chưa rõ hay hỏng.
verb-import = Nhập tệp nộp: xem trước rồi nhập. Nhập lại, nhập muộn hay sai thứ tự đều không sao.
verb-receipt = Nhận biên nhận của nơi nhận, từ tệp hoặc mã gửi qua Zalo (12 chữ số đọc qua điện thoại thì chỉ để biết); list: các tệp nộp đã gửi và biên nhận.
verb-key-show = In chữ ký máy này và mã đối chiếu.
verb-key-identity = Ghi khóa mở tệp mã hóa ra tệp, cho lệnh age -d. Giữ kín: ai có tệp ấy đọc được mọi tệp nộp gửi máy này.
verb-key-trust = Tin một chữ ký máy cho một đơn vị và các nơi trực thuộc.
verb-key-list = Liệt kê các chữ ký máy đã tin.
verb-passphrase-set = Đặt hoặc đổi mật khẩu của sổ số liệu và chữ ký máy; mật khẩu cũ, nếu có, ở --passphrase-file.
verb-recovery-make = Lập ba tờ giấy khôi phục; hai tờ bất kỳ mở lại được sổ khi quên mật khẩu, mở được bản sao khi máy hỏng. Bộ cũ hết dùng.
verb-recovery-check = Thử hai tờ giấy khôi phục đã gõ vào tệp: có đúng của sổ này không.
verb-recovery-open = Quên mật khẩu: mở sổ bằng hai tờ giấy khôi phục và đặt mật khẩu mới.
verb-backup = Ghi bản sao an toàn của tất cả, mã hóa cho giấy khôi phục, không kèm chữ ký máy.
verb-restore = Lập lại sổ trên máy mới từ bản sao an toàn, dưới chữ ký máy mới.
verb-handover = Bàn giao sổ cho người mới: chữ ký máy mới, mật khẩu mới, in biên bản, đóng tệp nộp báo cấp trên. Tên người cũ còn nguyên trên việc cũ.
verb-key-revoke = Thu hồi một chữ ký máy (máy mất, người nghỉ): việc đã nhận trước đó vẫn giữ, việc sau không có hiệu lực.
verb-doctor = Khám sổ số liệu và in mã trạng thái.
verb-help = Xem cách dùng.

## Lỗi (error-…: việc gì; -why: vì sao; -next: làm gì tiếp)

error-unknown-verb = Không có lệnh "{ $verb }".
error-unknown-verb-next = Gõ bieu help để xem các lệnh.
error-missing-sub = Lệnh "{ $verb }" còn thiếu một chữ nữa.
error-missing-sub-next = Viết thêm một trong các chữ: { $subs }.
error-unknown-sub = Lệnh "{ $verb }" không có "{ $sub }".
error-unknown-sub-next = Dùng một trong các chữ: { $subs }.
error-unknown-option = Không có tùy chọn { $option }.
error-unknown-option-next = Gõ bieu help LỆNH để xem các tùy chọn.
error-foreign-option = Tùy chọn { $option } không dùng được ở đây.
error-foreign-option-next = Bỏ tùy chọn đó.
error-missing-value = Tùy chọn { $option } thiếu giá trị.
error-missing-value-next = Viết giá trị ngay sau tùy chọn.
error-unexpected-value = Tùy chọn { $option } không nhận giá trị.
error-unexpected-value-next = Bỏ phần sau dấu bằng.
error-repeated-option = Tùy chọn { $option } viết hai lần.
error-repeated-option-next = Giữ lại một lần.
error-missing-option = Thiếu { $option }.
error-missing-option-next = Viết thêm tùy chọn này.
error-missing-operand = Thiếu { $operand }.
error-missing-operand-next = Viết thêm sau tên lệnh.
error-extra-operand = Thừa "{ $text }".
error-extra-operand-next = Bỏ phần thừa; tên có dấu cách thì đặt trong ngoặc kép.
error-bad-arguments = Không đọc được dòng lệnh: { $detail }.
error-bad-arguments-next = Gõ bieu help để xem cách viết.
error-not-text = "{ $text }" không phải chữ Unicode.
error-not-text-next = Gõ lại bằng bảng mã Unicode.
error-bad-language = Chương trình không nói tiếng "{ $text }".
error-bad-language-next = Dùng --lang vi hoặc --lang en.
error-bad-period = "{ $text }" không phải một kỳ.
error-bad-period-next = Viết như 2026 (năm), 2026-M08 (tháng), 2026-H1 (6 tháng), 2021-2025-GK (giữa kỳ), 2026-DX1 (đột xuất).
error-bad-table = { $path }: không phải bảng mà chương trình đọc được: { $reason }: { $text }.
error-bad-table-next = Dùng tệp do bieu table --json in ra.
error-too-many-tables = Mỗi lần soát không quá { $most } bảng.
error-too-many-tables-next = Soát làm nhiều lần.
error-not-draft = Phiếu { $phieu } đã chốt nên không ghi thêm số.
error-not-draft-next = Mở lại phiếu rồi lấy số.
error-bad-date = "{ $text }" không phải một ngày.
error-bad-date-next = Viết như 2026-04-30 hoặc 30/4/2026.
error-bad-regime = Không có tuyến báo cáo "{ $text }".
error-bad-regime-next = Dùng 3-cap (xã–huyện–tỉnh) hoặc 2-cap (xã–tỉnh).
error-bad-level = Không có cấp "{ $text }".
error-bad-level-next = Dùng thon, xa, huyen hoặc tinh.
error-bad-split = Không chia được theo "{ $text }".
error-bad-split-next = Dùng --split area.
error-bad-format = Không có dạng tệp "{ $text }".
error-bad-format-next = Dùng csv, json hoặc md.
error-json-and-format = --json và --format khác json không đi cùng nhau trên màn hình.
error-json-and-format-next = Bỏ một trong hai, hoặc thêm -o TỆP để ghi bảng ra tệp.
error-dash-output = -o cần tên một tệp, không nhận dấu gạch.
error-dash-output-next = Viết -o TÊN-TỆP; bảng không có -o thì in ngay ra đây.
error-xlsx-to-file = Tệp xlsx không in ra màn hình được.
error-xlsx-to-file-next = Thêm -o TỆP.xlsx để ghi vào tệp.
error-office-workbook = Không ghi được bảng này thành tệp xlsx: { $detail }
error-office-workbook-next = Chia nhỏ bảng (ví dụ theo từng thôn), hoặc dùng --format csv.
error-office-document = Không ghi được giấy này thành tệp docx: { $detail }
error-office-document-next = Thử lại; còn lỗi thì in từng phần (từng thôn, từng hộ).
error-bad-status = Không có trạng thái "{ $text }".
error-bad-status-next = Dùng draft (đang nhập), finished (đã hoàn thành), submitted (đã nộp), returned (bị trả lại), accepted (đã duyệt) hoặc locked (đã chốt).
error-bad-id = "{ $text }" không phải mã phiếu.
error-bad-id-next = Chép mã từ bieu list, ít nhất { $least } ký tự đầu.
error-bad-name = Tên để trống, dài quá { $most } chữ, hoặc có ký tự không in được.
error-bad-name-next = Viết tên thôn, bản, tổ dân phố.
error-bad-households = "{ $text }" không phải số hộ.
error-bad-households-next = Viết một số từ 1 đến { $most }.
error-no-folder = Không biết để sổ số liệu ở đâu.
error-no-folder-why = Máy không cho biết thư mục riêng của người dùng.
error-no-folder-next = Chỉ rõ bằng --data THƯ-MỤC hoặc biến BIEU_DATA.
error-no-terminal = Không mở được màn hình làm việc ở đây.
error-no-terminal-why = Không có cửa sổ lệnh để hiện và gõ (đang chạy trong ống dẫn, hoặc có --json).
error-no-terminal-next = Mở cửa sổ lệnh rồi gõ bieu; trong kịch bản thì dùng một lệnh, xem bieu help.
error-empty-passphrase = Tệp mật khẩu { $path } trống ở dòng đầu.
error-empty-passphrase-next = Ghi mật khẩu vào dòng đầu của tệp.
error-no-form = Không có mẫu giấy "{ $form }".
error-no-form-next = Gõ bieu form list để xem các mẫu giấy.
error-no-form-then = Mẫu giấy { $form } không dùng vào ngày { $date }.
error-no-form-then-next = Gõ bieu form list để xem thời hạn của từng mẫu, rồi xem lại kỳ.
error-other-version = Phiếu này đã mở bằng { $version }, không phải { $form }.
error-other-version-next = Bỏ phần sau dấu @ để dùng đúng mẫu đã mở.
error-wrong-subject = Mẫu giấy { $form } không lập cho đối tượng này.
error-wrong-subject-next = Mẫu của hộ cần --household; bảng tổng hợp thì dùng bieu table.
error-wrong-period = Mẫu giấy { $form } không dùng cho kỳ { $period }.
error-wrong-period-next = Xem lại kỳ: năm viết 2026, tháng 2026-M08, 6 tháng 2026-H1.
error-wrong-level = Mẫu giấy { $form } không lập cho { $place }.
error-wrong-level-next = Mẫu này lập cho cấp{ $thon ->
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
    } không lập cho cấp khác.
error-not-repeating = Mẫu giấy { $form } chỉ có một phiếu mỗi kỳ.
error-not-repeating-next = Bỏ { $option }.
error-new-and-phieu = Không thể vừa lập phiếu mới vừa sửa phiếu đã có.
error-new-and-phieu-next = Chỉ viết --new hoặc --phieu.
error-other-phieu = Phiếu { $phieu } là { $form }, { $place }, kỳ { $period }: không phải phiếu được nhập.
error-other-phieu-next = Xem lại mẫu giấy, --place và --period, hoặc mã phiếu trong bieu list.
error-household-needed = Mẫu giấy { $form } lập cho từng hộ mà chưa có mã hộ.
error-household-needed-next = Viết thêm { $option }; mã hộ có trong bieu list.
error-household-not-taken = Mẫu giấy { $form } không lập cho hộ.
error-household-not-taken-next = Bỏ --household.
error-household-elsewhere = Hộ { $household } không ở nơi đã ghi.
error-household-elsewhere-next = Hộ này thuộc { $place }; sửa --place hoặc mã hộ.
error-place-too-high = { $place } không phải xã, phường nên không có hộ trực tiếp ({ $form }).
error-place-too-high-next = Viết --place là mã thôn hoặc mã xã.
error-not-a-xa = Thôn phải thuộc một xã, phường, thị trấn; { $place } thì không phải.
error-not-a-xa-next = Viết mã xã ở --parent; tìm mã bằng tên: bieu place find TÊN.
error-unit-needed = { $place } là mã thôn; ở đây cần mã xã, huyện hoặc tỉnh.
error-unit-needed-next = Viết mã đơn vị, không kèm phần sau dấu gạch.
error-unknown-path = Mẫu giấy { $form } không có ô "{ $path }".
error-unknown-path-next = Gõ bieu form show { $form } để xem các ô. Chưa giữ lại gì.
error-too-many-rows = Quá nhiều dòng mới ("{ $path }").
error-too-many-rows-next = Một lần nhập nhiều nhất { $most } dòng; chia làm nhiều lần. Chưa giữ lại gì.
error-no-row = "{ $path }": các dòng phải liền nhau.
error-no-row-next = Dòng mới tiếp theo là { $position }. Chưa giữ lại gì.
error-bad-json = Không đọc được tệp câu trả lời: { $reason }
error-bad-json-why = Chỗ gặp lỗi: dòng { $line }, cột { $column }.
error-bad-json-next = Sửa chỗ đó rồi nhập lại. Chưa giữ lại gì.
json-cut = tệp trống hoặc bị cụt, chưa có dấu ngoặc đóng.
json-no-object = tệp phải là một đối tượng JSON, dạng "mục": "câu trả lời" trong ngoặc nhọn.
json-syntax = viết không đúng cách viết JSON; hay gặp là thiếu dấu nháy, thừa dấu phẩy, hoặc số sai dạng.
error-repeated-path = Ô "{ $path }" viết hai lần trong tệp câu trả lời.
error-repeated-path-next = Giữ lại một lần. Chưa giữ lại gì.
error-bad-answer = Ô "{ $path }": { $text } không phải một câu trả lời.
error-bad-answer-next = Dùng chữ, số (số lẻ viết trong ngoặc kép), true/false, null, danh sách chữ, hoặc một đối tượng "special" với khong_biet, tu_choi, khong_ap_dung. Chưa giữ lại gì.
error-place-code-never = Không có đơn vị hành chính nào mang mã "{ $place }".
error-place-code-never-next = Tìm mã bằng tên: bieu place find TÊN. Mã xã có 5 chữ số, huyện 3, tỉnh 2, giữ cả số 0 ở đầu.
error-place-code-other-dates = Mã { $place } không dùng vào ngày { $date }.
error-place-code-other-dates-why = Mã này là: { $stood }. { $instead }
error-place-code-other-dates-next = Chọn mã dùng được vào ngày đó, hoặc xem lại kỳ và ngày rà soát.
error-no-file = Không có tệp hoặc thư mục { $path }.
error-no-file-next = Xem lại tên và đường dẫn.
error-is-folder = { $path } là một thư mục, không phải tệp.
error-is-folder-next = Viết cả tên tệp sau tên thư mục.
error-io = Không đọc hoặc ghi được { $path }.
error-io-why = Hệ điều hành báo: { $detail }.
error-io-next = Kiểm tra quyền, chỗ trống trên đĩa và dây cắm, rồi làm lại.
error-too-large = { $path } quá lớn.
error-too-large-next = Chương trình nhận nhiều nhất { $most } MiB.
error-output = Không ghi hết được kết quả.
error-output-why = Hệ điều hành báo: { $detail }.
error-output-next = Kiểm tra chỗ trống trên đĩa rồi làm lại.
error-no-paper-folder = { $path } không phải thư mục của một mẫu giấy.
error-no-paper-folder-next = Chỉ vào thư mục có tệp form.toml, tên dạng mã@phiên-bản.
error-terminal = Không mở được màn hình làm việc.
error-terminal-why = { $detail }.
error-terminal-next = Mở một cửa sổ lệnh khác rồi gõ lại.
error-places = Danh mục đơn vị hành chính kèm theo chương trình bị hỏng ({ $list }, dòng { $line }).
error-places-next = Tải lại chương trình; nếu vẫn vậy, báo cho người phát hành.
error-internal = Chương trình gặp lỗi của chính nó ({ $place }).
error-internal-why = Không do số liệu. Những gì đã báo "Đã lưu" vẫn còn nguyên.
error-internal-next = Làm lại; nếu vẫn lỗi, gửi dòng này cho người phát hành.
error-missing = Chưa có sổ số liệu trong { $path }.
error-missing-next = Lập sổ: bieu init --place MÃ, hoặc chỉ đúng thư mục bằng --data.
error-exists = Trong { $path } đã có sổ số liệu.
error-exists-next = Dùng luôn sổ đó, hoặc chọn thư mục khác bằng --data.
error-config-lost = Trong { $path } có số liệu đã nhập, nhưng mất tệp workspace.toml.
error-config-lost-next = Chép lại tệp này từ bản sao lưu; số liệu và chữ ký máy vẫn còn nguyên.
error-outside = { $place } không thuộc đơn vị của sổ số liệu này ({ $own }).
error-outside-next = Nhập trong sổ của đơn vị đó: cấp trên không nhận số liệu ngoài địa bàn.
error-config = Tệp workspace.toml của sổ số liệu không đọc được.
error-config-why = { $detail }.
error-config-next = Chép lại tệp này từ bản sao lưu; số liệu trong sổ ghi không bị ảnh hưởng.
error-no-place = Không có đơn vị { $place } vào ngày { $date }.
error-no-place-next = Tìm mã bằng tên: bieu place find TÊN.
error-no-such = Không có gì mang mã "{ $name }" trong sổ.
error-no-such-next = Gõ bieu list để xem hộ và phiếu; thêm thôn bằng bieu place add.
error-ambiguous = "{ $name }" ứng với nhiều hơn một.
error-ambiguous-next = Viết mã dài hơn; mã hộ trùng nhau thì đặt lại mã cho một bên.
error-blocked = Phiếu chưa hoàn thành được: còn { $count } vấn đề phải sửa.
error-blocked-next = Sửa các vấn đề rồi làm lại; mọi câu trả lời vẫn được giữ.
error-papers = Có { $count } lỗi trong các mẫu giấy (lỗi đầu: { $first }).
error-papers-next = Gõ bieu form check để xem hết và cách sửa.
error-key = Chữ ký máy của sổ này không đọc được. { $reason }
error-key-next = Chép lại tệp key và key.pub từ bản sao lưu.
error-key-gone = Sổ này không còn phần bí mật của chữ ký máy (tệp key), nên không ký được tệp nộp.
error-key-gone-next = Lập lại sổ từ bản sao an toàn trên thư mục mới (bieu restore): máy nhận chữ ký mới, cấp trên cấp quyền lại. Số liệu đã nhập vẫn còn nguyên.
error-key-passphrase-missing = Chữ ký máy có mật khẩu mà chưa được cho biết.
error-key-passphrase-missing-next = Viết thêm --passphrase-file TỆP.
error-key-passphrase-wrong = Mật khẩu của chữ ký máy không đúng.
error-key-passphrase-wrong-next = Xem lại dòng đầu của tệp mật khẩu.
error-not-a-key = Trong { $path } không có chữ ký máy OpenSSH dùng được. { $reason }
error-not-a-key-next = Xin lại tệp chữ ký máy: nơi gửi gõ bieu key show và gửi dòng đầu.
error-paper-typed = Tờ giấy khôi phục thứ { $at } gõ chưa đúng.
error-paper-typed-next = So lại từng nhóm năm chữ với tờ giấy; không có số 1, chữ b, i, o sau KP1.
error-paper-few = Cần hai tờ giấy khôi phục khác nhau, mỗi tờ bắt đầu bằng KP1.
error-paper-few-next = Gõ hai tờ vào một tệp, mỗi tờ một dòng.
error-paper-different = Hai tờ này không cùng một bộ giấy khôi phục.
error-paper-different-next = Xem ngày lập và mã của bộ giấy trên từng tờ, lấy hai tờ cùng bộ.
error-paper-other = Hai tờ này là một bộ giấy khôi phục, nhưng không phải của sổ này hoặc bộ ấy đã hết dùng.
error-paper-other-next = Lấy bộ lập sau cùng; mất thì lập bộ mới: bieu recovery make.
error-no-papers = Chưa có giấy khôi phục: bản sao đã mã hóa mà máy hỏng thì không ai mở được nữa, nên chưa ghi.
error-no-papers-next = Lập giấy trước: bieu recovery make. Hoặc ghi bản sao không mã hóa: thêm --clear.
error-needs-papers = Bản sao này đã mã hóa, cần hai tờ giấy khôi phục của đơn vị để mở.
error-needs-papers-next = Gõ hai tờ vào một tệp rồi thêm --papers TỆP; --papers - thì gõ ngay ở đây.
error-copy-bad = Tệp này không dùng để khôi phục được, chưa ghi gì.
error-copy-bad-why = { $reason }
error-copy-bad-next = Lấy bản sao khác; giấy khôi phục phải là bộ đã có khi ghi bản sao ấy.
error-key-code = Ba mươi chữ số vừa gõ không phải của chữ ký máy trong { $path }: nghe nhầm, hoặc tệp đã bị đổi trên đường đi. Chưa tin gì cả.
error-key-code-next = Nghe lại từng nhóm 5 số. Vẫn không khớp thì đừng tin, xin lại tệp.
error-key-own = Đây là chữ ký của chính máy này.
error-key-own-next = Máy khác của đơn vị, hoặc cấp trên, mới thu hồi được chữ ký này.
error-key-not-granted = Chữ ký máy này chưa được tin ở đây, không có gì để thu hồi.
error-key-not-granted-next = Xem các chữ ký máy đã tin: bieu key list.
error-private-key = { $path } là phần bí mật của chữ ký máy.
error-private-key-why = Ai có tệp này ký thay được nơi gửi. Chỉ phần công khai (key.pub) mới được gửi đi.
error-private-key-next = Xóa tệp này, báo nơi gửi lập chữ ký máy mới, rồi xin tệp key.pub.
error-trust = Danh sách chữ ký máy đã tin không đọc được ở dòng { $line }.
error-trust-next = Sửa hoặc xóa dòng đó trong trust/allowed_signers của sổ.
error-randomness = Máy không cho số ngẫu nhiên để làm chữ ký.
error-randomness-next = Khởi động lại máy rồi làm lại.
error-no-office-above = Không biết gửi tệp nộp lên đâu.
error-no-office-above-next = Chỉ rõ nơi nhận bằng --to MÃ.
error-no-table = "{ $form }" không phải bảng tổng hợp.
error-no-table-next = Gõ bieu form list để xem các bảng (loại table).
error-no-cell = Bảng không có ô { $name }.
error-no-cell-next = Viết CỘT, MÃ-ĐƠN-VỊ/CỘT, hoặc MÃ-ĐƠN-VỊ/PHÂN-TỔ/CỘT; dòng tổng cộng là total. Ví dụ: total/ho/9.
error-level-above = Không lập được bảng theo cấp cao hơn đơn vị của sổ này.
error-level-above-next = Chọn cấp thấp hơn ở --by.
error-no-level-then = Vào ngày { $date } không còn cấp huyện.
error-no-level-then-next = Dùng --by xa hoặc --by tinh, hoặc xem lại kỳ.
error-seal = Không đóng được tệp nộp. { $reason }
error-seal-next = Gõ bieu doctor để khám sổ rồi làm lại.
error-training = Tệp nộp và sổ này không cùng loại.
error-training-why = Một bên là sổ tập huấn, bên kia là sổ thật.
error-training-next = Tệp nộp tập huấn chỉ nhập vào sổ tập huấn.
error-cancelled = Đã dừng theo yêu cầu.
error-cancelled-next = Những gì đã làm vẫn trọn vẹn; gõ lại lệnh để làm nốt.
error-demo = Số liệu mẫu không khớp với mẫu giấy ({ $detail }).
error-demo-next = Báo cho người phát hành.
error-not-empty = Thư mục { $path } không trống.
error-not-empty-next = Chọn một thư mục mới cho xã mẫu.
error-bundle-unknown = Chưa tin chữ ký máy của { $file }, nên chưa nhập.
error-bundle-unknown-why = Tệp nguyên vẹn, ghi là của { $from }. Mã đối chiếu: { $code }
error-bundle-unknown-next = Gọi cho { $from } đọc mã đối chiếu; khớp thì bieu key trust TỆP-CHỮ-KÝ --place { $from } rồi nhập lại.
error-bundle-bad = Tệp nộp { $file } hỏng hoặc đã bị sửa ở { $part }, nên không nhập.
error-bundle-bad-why = { $reason }
error-bundle-bad-next = Xin nơi gửi đóng và gửi lại tệp nộp.
error-bundle-other-file = { $file } không phải tệp nộp, nên không nhập gì.
error-bundle-other-file-why = { $reason }
error-bundle-other-file-next = Biên nhận thì dùng bieu receipt TỆP ở nơi đã gửi tệp nộp; tệp nộp có đuôi .bieu.
error-receipt-bad = Biên nhận này không dùng được, chưa ghi gì.
error-receipt-bad-why = { $reason }
error-receipt-bad-next = Vì chưa tin chữ ký máy: tin rồi nhận lại. Vì chép thiếu: chép lại cho đủ, hoặc xin nơi nhận gửi lại.
error-receipt-spoken = Mười hai chữ số này không khớp với tệp nộp nào đã gửi từ máy này.
error-receipt-spoken-next = Nghe lại từng nhóm số, hoặc xin mã biên nhận qua Zalo.
error-receipt-folder = Nhận nhiều tệp nộp thì mỗi tệp có biên nhận riêng, không ghi chung vào một tệp được.
error-receipt-folder-next = Sau --receipt ghi một thư mục đã có.
error-bundle-not-ours = Tệp nộp { $file } không dành cho sổ này, nên không nhập.
error-bundle-not-ours-why = { $reason }
error-bundle-not-ours-next = Chuyển tệp cho đúng nơi nhận, hoặc xin nơi gửi đóng lại cho sổ này.
error-store-in-use = Sổ số liệu đang mở ở cửa sổ khác.
error-store-in-use-next = Đóng cửa sổ kia rồi làm lại.
error-store-missing = Sổ số liệu không có sổ ghi.
error-store-missing-next = Chép lại thư mục journal từ bản sao lưu.
error-store-exists = Ở đây đã có sổ ghi.
error-store-exists-next = Chọn thư mục khác bằng --data.
error-store-damaged = Sổ ghi bị hỏng ở { $segment }, byte { $offset } ({ $what }). Chưa thay đổi gì.
error-store-damaged-next = Chép toàn bộ thư mục sổ sang nơi khác để giữ, rồi khôi phục từ bản sao lưu.
error-store-newer = Sổ này do chương trình mới hơn ghi (dạng { $found }, bản này biết đến { $known }).
error-store-newer-next = Cập nhật chương trình.
error-store-full = Đĩa đầy; lần ghi này không được giữ.
error-store-full-next = Dọn bớt chỗ trên đĩa rồi làm lại.
error-store-view = Không ghi được bảng tra cứu ({ $what }); sổ ghi vẫn nguyên.
error-store-view-next = Kiểm tra quyền và chỗ trống trên đĩa, rồi gõ bieu doctor --repair.
error-store-not-durable = Lần ghi trước không chắc đã xuống đĩa.
error-store-not-durable-next = Mở lại chương trình; nó sẽ đọc lại và cho biết còn những gì.
error-store-too-large = Một lần ghi { $bytes } byte là quá lớn.
error-store-too-large-next = Chia câu trả lời làm nhiều lần nhập.
error-store-not-an-edit = Có thay đổi không ghi lại được ({ $what }); chưa ghi gì.
error-store-not-an-edit-next = Bớt độ dài của câu trả lời rồi làm lại.
error-store-locked = Sổ số liệu có mật khẩu mà chưa được cho biết.
error-store-locked-next = Viết thêm --passphrase-file TỆP, mật khẩu ở dòng đầu của tệp; hoặc mở màn hình bằng: bieu
error-store-wrong-passphrase = Mật khẩu của sổ số liệu không đúng. Số liệu không hỏng gì.
error-store-wrong-passphrase-next = Xem lại dòng đầu của tệp mật khẩu.
error-store-slots = Tệp journal/slots.toml, nơi giữ khóa mở sổ, bị mất hoặc bị sửa ({ $what }).
error-store-slots-next = Chép lại tệp này từ bản sao của chính sổ này. Số liệu trong sổ ghi còn nguyên.
error-store-io = Máy không cho { $doing } sổ ghi.
error-store-io-why = Hệ điều hành báo: { $error }.
error-store-io-next = Kiểm tra quyền, chỗ trống trên đĩa và dây cắm, rồi mở lại.
error-too-long = Có câu trả lời dài quá mức chương trình giữ được.
error-too-long-next = Viết ngắn lại rồi nhập lần nữa.
## Tệp nộp: part là phần hỏng; fault là mã lỗi (bundle-…, rejected-…, key-…, trust-…, seal-…)

bundle-not-bundle = Đây không phải tệp nộp của chương trình.
bundle-is-receipt = Đây là biên nhận, không phải tệp nộp.
bundle-is-head = Đây là một chữ ký đứng riêng, không phải tệp nộp.
bundle-not-copy = Đây là tệp nộp gửi nơi khác, không phải bản sao an toàn của đơn vị.
bundle-not-recipient = Tệp nộp đã mã hóa cho máy khác, máy này không mở được. Xin nơi gửi tin chữ ký máy này (tệp key.pub) rồi đóng lại tệp; hoặc mở ở máy đã được gửi.
bundle-envelope = Lớp mã hóa của tệp đã hỏng hoặc bị đổi. Xin nơi gửi gửi lại tệp ấy.
receipt-not-receipt = Đây không phải biên nhận của chương trình.
receipt-is-bundle = Đây là tệp nộp, không phải biên nhận; nhận tệp nộp bằng bieu import hoặc phím 5.
receipt-is-head = Đây là một chữ ký đứng riêng, không phải biên nhận.
receipt-too-large = Tệp biên nhận lớn quá mức cho phép.
receipt-signature-shape = Sau nội dung không có chữ ký đúng dạng.
receipt-signature = Chữ ký không khớp với nội dung: biên nhận đã bị sửa, hoặc không phải do nơi nhận ký.
receipt-newer = Biên nhận do bản chương trình mới hơn lập (dạng { $found }, bản đang dùng đọc được đến dạng { $known }). Hãy cài bản mới rồi làm lại.
receipt-not-canonical = Nội dung không viết theo đúng một cách ghi đã định.
receipt-field = Mục { $field } thiếu hoặc không đúng dạng.
receipt-letter = Mã biên nhận không có chữ "{ $letter }": gõ nhầm, hoặc chép lẫn chữ khác.
receipt-typed = Mã gõ sai hoặc chép chưa đủ: mã kiểm trong mã không khớp. Chưa so đến chữ ký.
receipt-not-sent = Máy này không gửi tệp nộp nào như vậy.
receipt-office = Biên nhận của { $from }, còn tệp nộp này gửi cho { $to }.
receipt-training = Một bên là sổ tập huấn, một bên là sổ thật.
receipt-key = Chưa tin chữ ký máy này cho { $office }. Mã đối chiếu: { $code }. Gọi cho { $office } đọc mã; khớp thì tin chữ ký máy của họ (bieu key trust, hoặc phím 6) rồi nhận lại.
receipt-key-short = Mã này ký bằng một chữ ký máy chưa được tin cho { $office }. Xin tệp key.pub của họ, tin chữ ký máy (bieu key trust, hoặc phím 6) rồi nhận lại.
receipt-foreign = Biên nhận nói về những thay đổi không có trong tệp nộp đã gửi.
bundle-part-container = vỏ tệp (zip)
bundle-part-envelope = vỏ mã hóa (age)
bundle-too-large = Tệp nộp lớn quá mức cho phép.
bundle-truncated = Tệp nộp bị cụt, có lẽ do chép hoặc tải về chưa xong.
bundle-entries = Bên trong tệp nộp có phần bị thêm, thiếu, lặp, đổi tên hoặc sai thứ tự.
bundle-not-plain = Các phần bên trong tệp nộp đã bị nén lại hoặc mã hóa bằng chương trình khác.
bundle-rebuilt = Vỏ của tệp nộp đã bị sửa; đóng lại từ các phần bên trong không ra đúng tệp này.
bundle-trailing = Sau phần cuối còn dữ liệu thừa.
bundle-signature-shape = Chữ ký không đúng dạng.
bundle-signature = Chữ ký không khớp với nội dung.
bundle-sum = Nội dung không còn như lúc ký.
bundle-sums-shape = Bảng mã kiểm không đúng dạng.
bundle-newer = Tệp nộp do bản chương trình mới hơn đóng (dạng { $found }, bản đang dùng đọc được đến dạng { $known }). Hãy cài bản mới rồi làm lại.
bundle-not-canonical = Nội dung không viết theo đúng một cách ghi đã định.
bundle-field = Mục { $field } thiếu hoặc không đúng dạng.
bundle-gzip = Phần nén không đọc được.
bundle-line = Dòng { $line } không đọc được ({ $fault }).
bundle-doubled = Dòng { $line } lặp lại một lần ghi đã có ở trên.
bundle-order = Dòng { $line } đứng sau lần ghi nối tiếp nó.
bundle-counts = Số hộ, số phiếu hoặc số lần ghi khác với nội dung.
bundle-addressed = Tệp này nộp cho { $to }, không phải cho { $receiver }.
bundle-training = { $bundle ->
    [training] Tệp nộp này là số liệu tập huấn, còn đây là sổ thật.
   *[real] Tệp nộp này là số liệu thật, còn đây là sổ tập huấn.
    }
rejected-past-head = Lần ghi nằm ngoài phần mà máy ghi nó đã ký.
rejected-head-signature = Chữ ký của máy ghi không khớp.
rejected-head-key = Phần này do chữ ký máy khác ký, không phải của máy đã ghi.
rejected-head-mismatch = Chữ ký của máy ghi là cho một lần ghi khác.
rejected-no-writer = Không biết chữ ký của máy đã ghi.
rejected-chain = Lần ghi không nối vào lần ghi trước nó.
rejected-misshapen = Lần ghi tạo ra một thứ dưới tên của thứ khác.
rejected-replaces = Lần ghi thay một câu trả lời của phiếu khác.
rejected-chained = Một lần ghi khác của cùng máy bị từ chối; phần đã ký của một máy được nhận cả hoặc không nhận.
key-unreadable = Đây không phải chữ ký máy dạng OpenSSH.
key-kind = Chữ ký máy này không thuộc loại Ed25519.
key-passphrase-missing = Chữ ký máy có mật khẩu mà chưa được cho biết.
key-passphrase-wrong = Mật khẩu của chữ ký máy không đúng.
key-unusable = Chữ ký máy này không dùng để ký hoặc ghi ra được.
force-no-grant = chưa có thẩm quyền: máy viết ra chưa được đơn vị nào ở đây cấp quyền
force-revoked = chữ ký máy đã bị thu hồi trước đó
force-elsewhere = ngoài phạm vi được cấp cho máy viết ra
force-absent = hộ hoặc giấy nói tới chưa về đây
force-not-above = chỉ cấp trên của nơi nộp mới trả lại, duyệt, chốt được
force-proposal = đề nghị sửa sau khi đã duyệt; có hiệu lực khi cấp trên trả lại
key-public = Tệp key.pub của sổ không đọc được.
trust-shape = Dòng này không có dạng: mã đơn vị, rồi chữ ký máy.
trust-place = Đầu dòng không phải mã đơn vị.
trust-option = Dòng này có điều kiện mà chương trình không hiểu, nên không dám tin.
seal-too-large = Số liệu quá lớn cho một tệp nộp.
seal-place = Nơi gửi hoặc nơi nhận không phải mã đơn vị.
seal-doubled = Sổ ghi đưa ra một lần ghi hai lần.
seal-order = Sổ ghi đưa các lần ghi ra sai thứ tự.
seal-past-head = Có lần ghi chưa được máy ghi nó ký.
seal-head = Có máy mà chữ ký của nó không khớp.
seal-manifest = Tờ khai của tệp nộp viết ra rồi không đọc lại được.
## Màn hình (tui-…)

tui-opening = Đang mở sổ số liệu…
tui-opening-failed = Bấm Ctrl+Q để thoát.
tui-unlock-title = Mật khẩu
tui-unlock-question = Sổ số liệu này có mật khẩu. Gõ mật khẩu rồi bấm Enter; Esc để thoát. Chữ gõ vào không hiện lên.
tui-locked-question = Màn hình đã khoá. Gõ mật khẩu rồi bấm Enter để làm tiếp đúng chỗ đang làm.
tui-passphrase-old = Gõ mật khẩu đang dùng rồi bấm Enter; Esc để thôi.
tui-passphrase-new = Gõ mật khẩu mới rồi bấm Enter; Esc để thôi. Quên mật khẩu là không đọc lại được số liệu: ghi ra giấy, cất nơi có khóa.
tui-passphrase-again = Gõ lại mật khẩu mới một lần nữa rồi bấm Enter.
tui-passphrase-differs = Hai lần gõ không giống nhau; hãy gõ lại mật khẩu mới.
tui-passphrase-set = Đã đặt mật khẩu cho sổ số liệu và chữ ký máy.
tui-too-small = Cửa sổ nhỏ quá. Kéo rộng ra ít nhất { $columns } cột × { $rows } dòng.
tui-saving = đang lưu…
tui-saved = Đã lưu
tui-reading = Đang đọc…
tui-search = Tìm:
tui-found = { $n }/{ $all }
tui-nothing-found = Không tìm thấy. Gõ ngắn hơn; không cần dấu.
tui-nothing-typed = Chưa gõ gì.
tui-nothing-to-take-back = Không còn gì để hoàn tác hoặc làm lại.
tui-quit-unsaved = Có câu trả lời chưa lưu được xuống đĩa. Bấm Ctrl+Q lần nữa nếu vẫn muốn thoát.
tui-training = SỔ TẬP HUẤN
tui-no-person = chưa chọn người nhập
tui-no-office-above = không có cấp trên
tui-not-checked = chưa đối chiếu với bản gốc
tui-whole-paper = Cả phiếu
tui-no-answer = (để trống)

tui-period-year = năm { $year }
tui-period-month = thường xuyên tháng { $month }/{ $year }
tui-period-half-1 = 6 tháng đầu năm { $year }
tui-period-half-2 = 6 tháng cuối năm { $year }
tui-period-start = đầu kỳ { $first }–{ $last }
tui-period-middle = giữa kỳ { $first }–{ $last }
tui-period-end = cuối kỳ { $first }–{ $last }
tui-period-adhoc = đột xuất lần { $n } năm { $year }

tui-status-none = chưa nhập
tui-status-occasional = khi có việc
tui-status-draft = đang nhập
tui-status-finished = hoàn thành
tui-status-submitted = đã nộp
tui-status-returned = bị trả lại
tui-status-accepted = đã duyệt
tui-status-locked = đã chốt

tui-setup-title = Lập sổ số liệu lần đầu
tui-setup-question = Sổ này của xã, phường, huyện hay tỉnh nào? Gõ tên (không cần dấu) hoặc mã, ví dụ: van quan, lang son
tui-setup-kind = Sổ này dùng để (↑ ↓ để chọn, Esc để chọn lại đơn vị):
tui-setup-real = làm việc thật
tui-setup-training = tập huấn, tập nhập (không gửi được vào sổ thật)
tui-setup-key = Bấm Enter để lập sổ. Máy sẽ tạo một chữ ký máy không có mật khẩu: ai dùng được máy này thì ký được. Muốn đặt mật khẩu, thoát ra và dùng: bieu --passphrase-file TỆP init
tui-chain-3 = ba cấp: xã, huyện, tỉnh (đến 30/6/2025)
tui-unit-now = hiện nay
tui-unit-before = trước đây
tui-chain-2 = hai cấp: xã, tỉnh (từ 1/7/2025)
tui-reports-to = Nộp lên

tui-home-title = Việc của kỳ: { $period }
tui-home-households = { $n } hộ, { $thons } thôn
tui-home-progress = { $done }/{ $all } hoàn thành, { $drafts } đang nhập
tui-home-problems = Còn phải xem: { $left }
tui-home-blocks = { $n } lỗi (!)
tui-home-asks = { $n } câu hỏi (?)
tui-home-conflicts = { $n } chỗ khác nhau (#)
tui-home-no-problem = Không còn lỗi nào phải xem.
tui-home-start = Bắt đầu: F4 ghi tên người nhập, 8 nhận danh sách hộ từ tệp Excel. Không có tệp: 2 ghi các thôn, rồi 1 thêm hộ.
tui-home-start-above = Chưa có hộ nào. Bấm 5 để nhận tệp nộp của cấp dưới.
tui-home-last-bundle = Tệp nộp gần nhất: { $name }, ngày { $day }
tui-home-last-sent = Tệp nộp gần nhất: ngày { $day }, gửi { $to }: { $state }
tui-home-no-bundle = Chưa đóng tệp nộp nào.

tui-households-title = Danh sách hộ, { $period }
tui-no-household = Chưa có hộ nào. Bấm Ctrl+O để nhận danh sách từ tệp Excel, hoặc F6 (Ctrl+A) để thêm từng hộ.
tui-no-household-here = Chưa có hộ nào. Xã nhập hộ rồi gửi lên; vào Tệp nộp (phím 5 ở màn hình đầu) để nhận.
tui-thons-title = Thôn, bản, tổ dân phố
tui-no-thon = Chưa có thôn nào. Bấm F6 (hoặc Ctrl+A) để thêm thôn.
tui-thon-added = Đã thêm { $name } ({ $label }).
tui-papers-title = Giấy tờ của { $name }
tui-papers-count = { $n } phiếu
tui-home-other-papers = { $n } mẫu giấy khác của đơn vị
tui-no-paper = Không có mẫu giấy nào dùng cho kỳ này. Đổi kỳ bằng F5 (hoặc Ctrl+E).
tui-todo-title = Phiếu còn phải xem, { $period }
tui-todo-none = Không còn gì phải xem trong kỳ này.

tui-col-label = Mã
tui-col-head = Chủ hộ
tui-col-thon = Thôn
tui-col-outcome = Kết quả
tui-col-class = Phân loại
tui-col-status = Xong
tui-col-standing = Tình trạng
tui-col-problems = Lỗi
tui-col-households = Số hộ
tui-col-paper = Mẫu giấy
tui-col-problem = Vấn đề
tui-col-code = Mã
tui-col-place = Đơn vị
tui-col-above = Thuộc
tui-col-chain = Hiệu lực
tui-col-key-place = Chữ ký máy của
tui-col-code-read = Mã đối chiếu

tui-add-row = Thêm dòng
tui-hint-row = Enter: từng mục. →: gõ thẳng vào bảng (Esc: đủ các mục). Ctrl+D: bỏ dòng.
tui-hint-add = Gõ tên để thêm dòng, hoặc Enter. Hết thì Tab sang phần sau.
tui-hint-offered = Enter: nhận giá trị gợi ý; gõ để thay.
tui-hint-date = Ngày/tháng/năm: 21/3/1987. Chỉ nhớ năm thì ghi năm: 1987.
tui-hint-choices = Gõ các mã, cách nhau dấu phẩy: { $choices }
tui-hint-no-option = Không có lựa chọn nào như vậy; chữ đã gõ vẫn được giữ nguyên.
tui-hint-conflict = hai người nhập khác nhau; Ctrl+X để chọn
tui-hint-computed = Máy tính: { $formula }. Số trên giấy, nếu có, gõ vào đây để đối chiếu.
tui-hint-computed-plain = Máy tính sẵn. Số trên giấy, nếu có, gõ vào đây để đối chiếu.
tui-item = mục { $item }
tui-row-item = dòng { $item }
tui-unparsed-number = { $field }: "{ $typed }" không phải là số. Đã giữ nguyên như đã gõ; sửa lại cho đúng.
tui-unparsed-date = { $field }: "{ $typed }" không phải là ngày. Ghi ngày/tháng/năm, ví dụ 21/3/1987. Đã giữ nguyên như đã gõ.
tui-formula-of-paper = theo công thức của mẫu giấy
tui-hint-control = Tính ra { $value }; số trên giấy: { $control }
tui-hint-overridable = Máy tính: { $formula }. Thực tế khác thì gõ giá trị đúng, rồi ghi lý do.
tui-hint-overridable-plain = Máy tính sẵn. Thực tế khác thì gõ giá trị đúng, rồi ghi lý do.
tui-hint-overridden = ≠ Nhập { $value }, tính ra { $computed }: giá trị nhập đứng, ghi lý do ở mục kèm theo.
tui-hint-missing = Chưa tính được, còn thiếu: { $names }
tui-hint-closed = Ô không nhập: mẫu giấy không dùng ô này.
tui-grid-here = Ô này
tui-grid-before = Kỳ trước, { $period }: { $value }
tui-grid-before-more = Kỳ trước, { $period }: { $value }; kỳ này thêm { $by }
tui-grid-before-less = Kỳ trước, { $period }: { $value }; kỳ này bớt { $by }
tui-grid-before-same = Kỳ trước, { $period }: { $value }; kỳ này vẫn thế
tui-grid-before-none = Kỳ trước, { $period }: ô này không có số
tui-agree-title = Phép tính, kiểm tra có ô này
tui-agree-none = Không có phép tính nào có ô này.
tui-agree-computed = tính ra { $value }
tui-agree-holds = khớp
tui-agree-unknown = chưa đủ số
tui-agree-broken = lệch: trên giấy { $found }, tính ra { $expected }
tui-agree-check-broken = không đạt: { $found } và { $expected }
tui-agree-check-failed = không đạt
tui-agree-counts = Phép tính có ô này: { $counts }.
tui-agree-n-broken = { $n } lệch
tui-agree-n-hold = { $n } khớp
tui-agree-n-computed = { $n } đã tính ra
tui-agree-n-unknown = { $n } chưa đủ số
tui-grid-columns = cột { $from }–{ $to } / { $all }

tui-field-title = Mục đang nhập
tui-field-wording = Mục
tui-field-help = Hướng dẫn
tui-field-formula = Công thức
tui-field-source = Nguồn
tui-field-evidence = Mức chắc chắn
tui-field-problem = Vấn đề
tui-field-remark = Ghi chú
tui-paper-source = Mẫu giấy
tui-paper-note = Lưu ý về mẫu giấy
tui-evidence-verified = Đã đối chiếu với văn bản công bố.
tui-evidence-report = Theo báo cáo, kế hoạch hoặc mẫu thật; chưa đối chiếu với bản gốc.
tui-evidence-derived = Suy ra từ văn bản; chưa đối chiếu với bản gốc.
tui-evidence-recalled = Nhớ lại; chưa đối chiếu với bản gốc.
tui-evidence-proposed = Chương trình đề xuất vì cần cho công việc; không có trong văn bản.

tui-problems-title = Vấn đề của phiếu: { $blocks } phải sửa (!), { $asks } cần xem lại (?)
tui-finish-title = Đọc lại và hoàn thành: { $name }
tui-finish-clean = Không còn vấn đề nào. Đọc lại cho hộ nghe, rồi bấm Enter để hoàn thành.
tui-finish-clean-place = Không còn vấn đề nào. Đọc lại, rồi bấm Enter để hoàn thành.
tui-finish-asks = Còn { $n } chỗ cần xem lại (?). Nếu đúng thì bấm Enter để hoàn thành; Esc để quay lại sửa.
tui-finish-blocked = Chưa hoàn thành được: còn { $n } chỗ phải sửa. Enter: xem và đi tới từng chỗ. Mọi câu trả lời vẫn được giữ.
tui-finished = { $name }: đã hoàn thành.
tui-conflicts-title = { $n } chỗ hai người nhập khác nhau
tui-conflicts-intro = Chọn giá trị đúng: bấm số của nó, hoặc Enter ở dòng ấy. Giá trị kia vẫn nằm trong sổ ghi.
tui-conflict-shown = đang hiện
tui-conflicts-done = Đã chọn xong mọi chỗ khác nhau.
tui-row-stays = giữ dòng này
tui-row-goes = bỏ dòng này

tui-pick-period = Chọn kỳ (hoặc gõ: 2026, 2026-M08, 2026-H1)
tui-pick-person = Người nhập
tui-new-person = + Người khác…
tui-pick-thon = Hộ mới ở thôn nào?
tui-thon-word = Thôn
tui-new-thon = + Thêm thôn mới…
tui-without-thon = Trực thuộc xã, không có thôn
tui-pick-field = Đi tới mục
tui-pick-special = Trả lời đặc biệt
tui-clear-answer = Xóa câu trả lời
tui-palette-title = Mọi lệnh
tui-ask-person = Họ và tên người nhập:
tui-ask-thon = Tên thôn, bản, tổ dân phố:
tui-ask-remark = Ghi chú ở mục này (để trống là bỏ ghi chú):
tui-ask-key-place = Mã đối chiếu: { $code }. Chữ ký máy này của nơi nào? Gõ mã đơn vị (xã 5 chữ số), hoặc mã thôn:
tui-ask-key-digits = Tệp gửi qua Zalo, thư: gọi cho nơi gửi, xin họ đọc 30 chữ số ở phím 6 trên máy họ, nghe đến đâu gõ vào đây đến đấy. Nhận tận tay từ máy ấy thì để trống, Enter:
tui-key-digits-differ = Không khớp với tệp này. Nghe lại từng nhóm 5 số; vẫn không khớp thì tệp đã bị đổi trên đường đi: đừng tin, xin lại tệp.

tui-bundles-title = Tệp nộp
tui-bundles-export = Đóng tệp nộp lên: { $to }
tui-bundles-import = Nhận tệp nộp của nơi khác
tui-bundles-receipt = Nhận biên nhận: dán mã, hoặc chỉ tệp
tui-bundles-export-full = Đóng tệp nộp đầy đủ, kể cả phần nơi nhận đã có
tui-bundles-sent = Đã gửi từ máy này
tui-bundles-sent-line = { $day }  { $digits }  { $to }, { $edits } thay đổi: { $state }
tui-bundles-waiting = Đang giữ, chờ phần khác
tui-bundles-waiting-line = { $from }  { $digits }: { $missing ->
        [none] chờ phần của nơi khác
       *[other] còn thiếu { $missing }
    }
tui-ask-receipt = Dán mã biên nhận (chữ BN…), hoặc đường dẫn tệp .bieunhan; mười hai chữ số nghe qua điện thoại thì chỉ để biết:
tui-receipt-title = Biên nhận
tui-receipt-heard = Mã đọc qua điện thoại chỉ để biết, chưa phải biên nhận.
tui-receipt-made = Biên nhận gửi { $to }: { $state }. Đọc qua điện thoại để biết: { $spoken }
tui-receipt-unsigned = Chưa lập được biên nhận: chữ ký máy không mở được. Nhận lại tệp này khi mở được.
tui-bundles-intro = Tệp nộp mang những thay đổi nơi nhận chưa báo đã nhận, có chữ ký máy. Gửi bằng USB, thư điện tử hay Zalo đều được; nhận hai lần, nhận muộn không sao.
tui-exporting = Đang đóng tệp nộp…
tui-inspecting = Đang xem tệp nộp…
tui-importing = Đang nhận tệp nộp…
tui-can-cancel = Esc: dừng lại
tui-exported = Đã đóng tệp nộp cho { $to }:
tui-exported-counts = { $households } hộ, { $phieu } phiếu, { $edits } thay đổi.
tui-exported-clear = CHƯA MÃ HÓA, vì chưa tin chữ ký máy nào của { $to }: ai có tệp cũng đọc được. Xin tệp key.pub của họ, tin ở phím 6, rồi đóng lại.
tui-imported = Đã nhận xong.
tui-plan-new = Mới: { $n } thay đổi
tui-plan-same = Đã có: { $n } thay đổi
tui-plan-held = Phải chờ phần còn thiếu: { $n } thay đổi
tui-plan-conflicts = Hai bên nhập khác nhau: { $n } chỗ
tui-plan-rejected = Không nhận: { $n } thay đổi
tui-plan-settled = Phần giữ từ trước nay đã đủ: { $n } thay đổi
tui-plan-no-room = Không còn chỗ giữ phần phải chờ ({ $n } thay đổi): phần thiếu đến thì nhận lại cả tệp này
tui-plan-papers-new = Mẫu giấy mới của cấp trên: { $n }, dùng được từ lần mở sổ sau.
tui-plan-papers-differ = Mẫu giấy của cấp trên trùng tên mà khác nội dung với mẫu ở đây: { $n }, giữ mẫu ở đây.
tui-plan-papers-unsound = Mẫu giấy của cấp trên mà chương trình này không dùng được: { $n }
tui-plan-apply = Enter: nhận vào sổ · Esc: không nhận
tui-verdict-good = Tệp nguyên vẹn, chữ ký đúng của { $from } (mã đối chiếu { $code }).
tui-verdict-unknown = Tệp nguyên vẹn, ghi là của { $from }, nhưng chữ ký máy này chưa được tin. Mã đối chiếu:
tui-verdict-unknown-next = Gọi điện cho nơi gửi, so mã đối chiếu. Khớp thì vào Chữ ký máy (phím 6 ở màn hình đầu), F6, chỉ tệp key.pub của họ; rồi nhận lại tệp này.
tui-verdict-bad = Không nhận được: tệp hỏng hoặc đã bị sửa ở { $part }.
tui-verdict-bad-next = Xin nơi gửi đóng và gửi lại. Sổ này chưa thay đổi gì.
tui-keys-title = Chữ ký máy
tui-own-code = Mã đối chiếu của máy này (đọc cho nơi nhận):
tui-no-key = Chưa tin chữ ký máy nào. Bấm F6 (hoặc Ctrl+A) để thêm.
error-no-key-read = Chưa đọc tệp chữ ký máy nào.
error-no-key-read-next = Bấm F6 và chỉ tệp chữ ký máy trước.
error-nothing-inspected = Chưa xem tệp nộp nào.
error-nothing-inspected-next = Chọn tệp nộp trước.

tui-keys-heading = | Phím | Việc | Ở đâu |
tui-help-title = Trợ giúp: các phím
tui-help-marks = Dấu trên màn hình
tui-help-typing = Gõ tiếng Việt bằng UniKey, EVKey hay không dấu đều được. Rời một mục bằng cách nào thì chữ đã gõ cũng được giữ. Chỉ khi thấy "Đã lưu" là số liệu đã nằm trên đĩa.
tui-mark-blocks = phải sửa trước khi hoàn thành
tui-mark-asks = cần xem lại; đúng thì để nguyên
tui-mark-conflict = hai người nhập khác nhau
tui-mark-remark = có ghi chú
tui-mark-computed = máy tính sẵn
tui-mark-stand-in = số trên giấy thay cho số chưa tính được, hoặc tính ra từ số như thế
tui-mark-closed = ô không nhập
tui-mark-not-asked = không phải hỏi

tui-layer-anywhere = mọi màn hình
tui-layer-menu = màn hình đầu
tui-layer-list = danh sách
tui-layer-paper = phiếu, biểu
tui-layer-entry = phiếu
tui-layer-grid = biểu
tui-layer-dialog = hộp chọn

tui-cmd-show-help = Trợ giúp
tui-cmd-go-back = Quay lại
tui-cmd-open-palette = Mọi lệnh
tui-cmd-quit = Thoát
tui-cmd-switch-person = Đổi người nhập
tui-cmd-choose-period = Đổi kỳ
tui-cmd-open-households = Danh sách hộ
tui-cmd-open-thons = Thôn, bản
tui-cmd-open-bieu = Biểu của đơn vị
tui-cmd-open-todo = Phiếu còn phải xem
tui-cmd-open-bundles = Tệp nộp
tui-cmd-open-keys = Chữ ký máy
tui-cmd-find = Tìm
tui-cmd-open-papers = Giấy tờ
tui-cmd-add-new = Thêm
tui-cmd-accept = Nhận
tui-cmd-next-field = Mục sau
tui-cmd-previous-field = Mục trước
tui-cmd-move-up = Lên
tui-cmd-move-down = Xuống
tui-cmd-move-left = Sang trái
tui-cmd-move-right = Sang phải
tui-cmd-page-up = Trang trước
tui-cmd-page-down = Trang sau
tui-cmd-answer-special = Đặc biệt
tui-cmd-write-remark = Ghi chú
tui-cmd-remove-row = Bỏ dòng
tui-cmd-next-problem = Lỗi sau
tui-cmd-list-problems = Các lỗi
tui-cmd-tell-why = Vì sao
tui-cmd-list-conflicts = Chỗ khác nhau
tui-cmd-finish-paper = Hoàn thành
tui-cmd-reopen-paper = Mở lại phiếu
tui-cmd-undo = Hoàn tác
tui-cmd-redo = Làm lại

tui-reason-not-here = Lệnh này không dùng ở màn hình này.
tui-reason-not-open = Sổ số liệu chưa mở xong.
tui-reason-finished = Phiếu đã hoàn thành. Muốn sửa thì bấm Ctrl+O để mở lại.
tui-reason-not-finished = Phiếu đang nhập, không phải mở lại.
tui-reason-no-special = Mục này không nhận câu trả lời đặc biệt.
tui-reason-no-row = Không có dòng nào ở đây.
tui-reason-no-problem = Phiếu không còn lỗi nào. F9 để đọc lại và hoàn thành.
tui-reason-no-conflict = Không có chỗ nào hai người nhập khác nhau.
tui-reason-no-place-for-household = Sổ này không phải của xã và chưa có thôn nào để đặt hộ.
tui-reason-not-xa = Chỉ sổ của xã, phường, thị trấn, đặc khu mới có thôn.
tui-reason-at-home = Đây là màn hình đầu. Thoát bằng Ctrl+Q.
tui-reason-no-office-above = Không có cấp trên để nộp.

# ---------------------------------------------------------------- thang điểm
mistake-scale-headings = Bảng điểm không có dòng tiêu đề cột.
mistake-scale-headings-fix = Cần một dòng có đủ các cột: { $expected }, rồi mỗi vùng một cột.
mistake-scale-head = Phần đầu bảng điểm chưa ghi “{ $word }”.
mistake-scale-head-fix = Thêm một dòng phía trên tiêu đề: ô đầu là “{ $word }”, ô sau là nội dung.
mistake-scale-form = Bảng điểm này là của mẫu “{ $found }”, không phải “{ $expected }”.
mistake-scale-form-fix = Ghi đúng mã mẫu ở phần đầu bảng điểm.
mistake-scale-row = Có dòng câu trả lời đứng trước chỉ tiêu đầu tiên.
mistake-scale-row-fix = Ghi số và tên chỉ tiêu ở dòng đầu của chỉ tiêu.
mistake-scale-kind = Kiểu “{ $word }” không có trong bảng điểm.
mistake-scale-kind-fix = Dùng một trong các kiểu mà mẫu nêu, hoặc để trống nếu chọn một câu trả lời.
mistake-scale-options = Câu trả lời của chỉ tiêu { $item } không đúng với kiểu của nó.
mistake-scale-options-fix = Chọn một: ít nhất hai câu trả lời có tên. Chọn nhiều: ít nhất một. Đếm: đúng một dòng điểm.
mistake-scale-region = { $word ->
        [none] Bảng điểm không có cột điểm của vùng nào.
       *[other] Cột “{ $word }” không phải là vùng nào của mẫu.
    }
mistake-scale-region-fix = { $nearest ->
        [none] Tiêu đề cột điểm phải là tên vùng đúng như trong mẫu.
       *[other] Có phải là “{ $nearest }”?
    }
mistake-scale-gap = Chỉ tiêu { $item }{ $option ->
        [none] {""}
       *[other] , câu trả lời “{ $option }”
    }: vùng “{ $region }” còn trống điểm.
mistake-scale-gap-fix = Ghi số điểm theo văn bản; không có điểm thì ghi 0.
mistake-scale-points = Chỉ tiêu { $item }, vùng “{ $region }”: “{ $found }” không phải là số điểm.
mistake-scale-points-fix = Điểm là số nguyên từ 0 đến 1000.

option-person = Họ tên người nạp hoặc người xác nhận bảng điểm.
cli-scale-loaded = Đã nhận bảng điểm { $name } do { $person } nạp (nguồn: { $source }). Mã: { $hash }
cli-scale-waiting = Chưa dùng để chấm: cần một người khác đối chiếu với văn bản rồi gõ bieu form scale confirm { $name } --person "HỌ TÊN".
cli-scale-confirmed = Bảng điểm { $name } đã được { $confirmed } xác nhận (người nạp: { $person }); từ nay dùng để chấm điểm. Mã: { $hash }
cli-scale-none = Chưa nạp bảng điểm nào: điểm được nhập tay từ giấy.
error-scale-action = "{ $word }" không phải là việc làm với bảng điểm.
error-scale-action-next = Dùng load TỆP, confirm MÃ-BẢNG-ĐIỂM hoặc list.
error-scale-target = Chưa nói tệp hoặc bảng điểm nào.
error-scale-target-next = Ví dụ: bieu form scale load bang-diem.xlsx --person "HỌ TÊN".
error-scale-person = Chưa nói ai { $action ->
        [confirm] xác nhận
       *[load] nạp
    } bảng điểm.
error-scale-person-next = Thêm --person "HỌ TÊN": bảng điểm chỉ dùng khi có hai người cùng chịu trách nhiệm.
error-no-scale = Không có bảng điểm "{ $name }" đang chờ xác nhận.
error-no-scale-next = Gõ bieu form scale list để xem các bảng điểm đã nạp.
error-scale-same-person = { $name } là người đã nạp bảng điểm này nên không tự xác nhận được.
error-scale-same-person-next = Nhờ một người khác đối chiếu với văn bản rồi xác nhận bằng tên của người đó.
error-scale-differs = Bảng điểm { $name } đã có ở đây với nội dung khác.
error-scale-differs-next = Nếu văn bản đã thay đổi, ghi phiên bản mới ở đầu bảng điểm; nếu tệp trong sổ số liệu bị sửa, chép lại từ bản sao lưu.
error-sheet-too-large = Tệp { $path } quá lớn: tối đa 8 MB, 20 000 dòng, 200 cột.
error-sheet-too-large-next = Chỉ giữ trang bảng điểm, lưu thành tệp riêng rồi nạp lại.
error-sheet-unreadable = Không đọc được bảng trong tệp { $path }.
error-sheet-unreadable-next = Dùng tệp Excel .xlsx hoặc tệp CSV mã UTF-8 (trong Excel: Lưu thành, CSV UTF-8).
error-sheet-empty = Tệp { $path } không có dòng nào.
error-sheet-empty-next = Kiểm tra lại trang đầu của tệp rồi nạp lại.
error-other-text = Phiếu này được điền theo { $name } với nội dung khác bản đang có ở đây (mã khác nhau).
error-other-text-next = Nạp đúng bảng điểm đã dùng để chấm phiếu này; phiếu vẫn được giữ nguyên.
training-scale = *** BẢNG ĐIỂM LUYỆN TẬP: không dùng làm kết quả thật ***
## Giữa các mẫu giấy (between-…, rollup-…)

between-heading = Giữa các mẫu | { $paper } | { $place } | { $period }
between-column = cột ({ $number }) { $label }
between-records = cộng từ các phiếu ({ $expression })
between-cell = { $paper }, { $what }, { $place }, kỳ { $period }
between-more = và { $count } ô nữa
between-equal = { $message } { $at }: đang là { $found }; tính từ { $others } thì phải là { $expected }. Đẳng thức: { $formula }.
between-at-most = { $message } { $at }: đang là { $found }, không được quá { $expected } (từ { $others }). Quy tắc: { $formula }.
between-at-least = { $message } { $at }: đang là { $found }, phải từ { $expected } trở lên (từ { $others }). Quy tắc: { $formula }.
between-between = { $message } { $at }: đang là { $found }, phải nằm trong khoảng { $expected } đến { $upper } (từ { $others }). Quy tắc: { $formula }.
between-slip = { $message } { $at }: đang là { $found }, trong khi các số bên cạnh là { $expected } đến { $upper } ({ $others }).
between-zero = { $message } { $at }: đang là { $found }, trong khi { $others } là { $expected }. Hai bên phải cùng bằng 0 hoặc cùng khác 0.
between-missing = { $message } { $at }: chưa so được, còn thiếu { $missing }.
between-printed = { $at }: đang là { $found }; theo công thức { $formula } thì phải là { $expected }.
between-tallied = { $at }: đang là { $found }; cộng từ các phiếu có ở đây thì được { $expected }.
rollup-line = { $at } ({ $label }) ← { $value }, từ { $from }
rollup-lacks = { $at } ({ $label }): chưa lấy được, còn thiếu { $missing }
rollup-none = Không có số nào để lấy.
rollup-offered = Có { $count } số lấy được. Thêm --apply để ghi vào các ô chưa ai trả lời.
rollup-applied = Đã ghi { $count } số vào các ô chưa ai trả lời.
bad-table-json = không đọc được JSON
bad-table-period = không phải một kỳ
bad-table-id = không có bảng này
bad-table-rows = không có dòng nào, hoặc quá số dòng cho phép
bad-table-row = dòng không đúng dạng
bad-table-part = phân tổ không có trong bảng
bad-table-column = cột không có trong bảng
bad-table-figure = ô không phải số
bad-table-twice = hai dòng cho cùng một nơi
bad-table-same = hai tệp cho cùng một bảng và kỳ
# ------------------------------------------------------------------ vì sao

why-title = Vì sao?
why-waiting = Đang tìm…
why-is = { $name }: { $value }
why-true = đúng: { $condition }
why-false = không đúng: { $condition }
why-undecided = chưa biết: { $condition }
why-not-told = không xét: { $condition }
why-nothing = không có số
why-unknown = chưa biết
why-unanswered = chưa trả lời
why-missing = còn thiếu: { $list }
why-control = số trên giấy: { $value }
why-overridden = người nhập ghi khác; tính ra là { $value }
why-unread = không đọc được: { $text }
why-from = lấy từ { $form }
why-from-period = lấy từ { $form }, kỳ { $period }
why-passed = { $count } mục khác không góp vào
why-more = còn { $count } mục nữa
why-flips = Chỉ đổi một câu trả lời mà kết quả khác (gần nhất trước):
why-flip = { $label }: { $from } → { $to }; kết quả: { $result }
why-no-flip = Không câu trả lời đơn lẻ nào làm kết quả khác đi.
why-no-flip-found = Chưa thấy câu trả lời đơn lẻ nào làm kết quả khác đi; chưa thử hết.
why-not-all = Chưa thử hết các câu trả lời: có thể còn cách gần hơn.
why-evidence-verified = đã đối chiếu
why-evidence-report = theo báo cáo thật
why-evidence-derived = suy ra
why-evidence-recalled = nhớ lại, chưa đối chiếu
why-evidence-proposed = chương trình đề xuất
why-how-computed = tính ra
why-how-stand-in = số trên giấy đứng thay, vì chưa tính được
why-how-closed = ô không nhập
why-how-not-asked = không phải hỏi
why-how-constant = số quy định
why-how-again = đã nói ở trên
why-word-sum = tổng
why-word-sum-true = số câu có trong
why-word-min = nhỏ nhất trong
why-word-max = lớn nhất trong
why-word-if = tùy
why-word-coalesce = giá trị biết được đầu tiên trong
why-word-known = tính được
why-word-round = làm tròn
why-word-abs = trị tuyệt đối
why-word-year = năm của
why-word-age = tuổi
why-word-len = số ký tự của
why-word-days = số ngày giữa
why-word-weekdays = số ngày làm việc giữa
why-word-after = ngày sau
why-word-count = số dòng của
why-word-any = có dòng nào của
why-word-all = mọi dòng của
why-word-first = dòng đầu của
why-word-where = mà
why-word-given = có nhập
why-word-answered = có trả lời
why-word-overridden = ghi khác số tính ra:
why-word-and = và
why-word-or = hoặc
why-word-not = không phải
why-word-in = là một trong
why-word-area = khu vực của nơi này
why-word-place-kind = loại đơn vị
why-word-date = ngày của phiếu
why-word-period-year = năm của kỳ

## In giấy tờ (print-…)
tui-cmd-open-prints = In giấy tờ
tui-cmd-print-papers = In giấy tờ của chỗ này
tui-print-title = In: { $name }, { $period }
tui-print-blank = mẫu trống
tui-print-sheet = Excel
tui-print-done = Đã ghi bản in, { $n } giấy, vào tệp:
tui-print-next = Mở tệp bằng Word, Excel hoặc LibreOffice rồi in. Enter: chọn giấy khác; Esc hai lần: trở về.
print-about-household = hộ
print-about-place = nơi
error-no-print = Không có giấy nào tên { $form } để in.
error-no-print-next = Xem bieu print list.
error-no-print-sheet = { $form } không phải danh sách, bảng hay Biểu nên không ghi thành tệp xlsx.
error-no-print-sheet-next = Bỏ --format xlsx, tệp docx mở bằng Word hoặc LibreOffice.
error-print-place = { $form } in cho thôn, xã, không in cho một hộ.
error-print-place-next = Bỏ --household, hoặc chọn giấy của hộ: bieu print list --household MÃ.
error-print-no-thon = { $form } in cho từng thôn, nơi này chưa có thôn nào.
error-print-no-thon-next = Thêm thôn trước: bieu place add --parent MÃ TÊN.
error-no-households = Nơi này chưa có hộ nào để in.
error-no-households-next = Nhập danh sách hộ trước, hoặc in mẫu trống: --blank.
error-too-many-households = Nhiều hơn { $most } hộ, một tệp không chứa hết.
error-too-many-households-next = In từng thôn: --place MÃ-THÔN.
error-bad-print-format = Không in được dạng { $text }.
error-bad-print-format-next = Viết docx (Word, LibreOffice) hoặc xlsx (Excel).
option-blank = in mẫu trống để viết tay
verb-print = In giấy tờ ra tệp docx hoặc xlsx; list: những gì in được.
mistake-print-form = Giấy in nói đến mẫu { $form }, không có mẫu này.
mistake-print-form-fix =
    { $nearest ->
        [none] Xem bieu form list.
       *[other] Có phải là { $nearest } không?
    }
mistake-print-name = Mẫu { $form } không có mục, bảng hay cột { $word }.
mistake-print-name-fix =
    { $nearest ->
        [none] Xem lại mẫu: bieu form show.
       *[other] Có phải là { $nearest } không?
    }
mistake-print-word = Giấy in không có từ { $word }.
mistake-print-word-fix =
    { $nearest ->
        [none] Xem forms/README.md, phần Giấy in.
       *[other] Có phải là { $nearest } không?
    }
mistake-print-part =
    { $found ->
        [none] Phần này chưa nói in gì.
       *[other] Một phần chỉ in một thứ, ở đây có: { $found }.
    }
mistake-print-part-fix = Viết đúng một trong text, list, roster, paper, signs, new_page.
mistake-print-personal = Giấy công khai không được có { $word }: số định danh hoặc ngày sinh đầy đủ.
mistake-print-personal-fix = Bỏ cột này, hoặc bỏ public nếu giấy không dán, không đọc cho mọi người.

## Danh sách hộ từ Excel, CSV (intake-…)
verb-intake = Nhận danh sách hộ, thành viên từ tệp Excel (.xlsx) hoặc CSV: xem trước rồi ghi; hộ còn nghi vấn thì bỏ lại. Nhận lại cùng tệp không lập thêm hộ.
option-sheet = trang tính (sheet) của tệp Excel; không ghi thì lấy trang đầu
option-map = cột nào là mục nào, cách nhau bằng dấu chấm phẩy; cột gọi bằng chữ (A, B, AA) hoặc tên cột; mục gọi bằng mã như --json in ra, - là không lấy
option-set = một giá trị cho cả tệp, ví dụ loai_nam_truoc=hộ nghèo
option-take-file = chỗ đã có mà khác thì lấy theo tệp (mặc định: chỉ điền chỗ trống)
option-pad-numbers = thêm số 0 ở đầu cho số định danh còn 11 chữ số (Excel làm mất)
error-no-sheet = Tệp không có trang tính "{ $text }".
error-no-sheet-next = Các trang có trong tệp: { $sheets }.
error-no-name-column = Chưa biết cột nào là họ tên chủ hộ hoặc họ tên thành viên.
error-no-name-column-next = Tên cột đọc được: { $headings }. Chỉ ra bằng --map "Tên cột=ten_nguoi" (thành viên) hoặc --map "Tên cột=chu_ho" (chủ hộ).
error-bad-pair = "{ $text }" chưa có dấu bằng.
error-bad-pair-next = Viết TÊN=GIÁ TRỊ, nhiều cái thì cách nhau bằng dấu chấm phẩy.
error-no-target = Không có mục "{ $text }".
error-no-target-next = Xem mã các mục bằng bieu intake TỆP --period KỲ --dry-run --json.
error-no-column = Tệp không có cột "{ $text }".
error-no-column-next = Gọi cột bằng chữ như trong Excel (A, B, AA) hoặc bằng đúng tên cột.
error-no-naming-paper = Kỳ { $period } không có Phiếu nào ghi chủ hộ và thành viên.
error-no-naming-paper-next = Chọn kỳ năm hoặc kỳ tháng, ví dụ 2026.
error-list-too-large = Tệp { $path } quá lớn: tối đa 32 MB, 60 000 dòng, 200 cột, 10 000 chữ một ô.
error-list-too-large-next = Tách tệp theo thôn hoặc xóa các cột, trang không dùng, lưu lại rồi chọn lại.
error-sheet-old-workbook = Tệp { $path } là bảng tính kiểu cũ (.xls) hoặc của LibreOffice (.ods).
error-sheet-old-workbook-next = Mở tệp, chọn Lưu thành (Save As), kiểu Excel Workbook (.xlsx), rồi chọn tệp mới.
error-sheet-old-encoding = Tệp { $path } không viết bằng chữ Unicode, nên không đọc đúng được tiếng Việt.
error-sheet-old-encoding-next = Mở tệp bằng Excel, kiểm tra dấu tiếng Việt, Lưu thành kiểu .xlsx hoặc CSV UTF-8, rồi chọn tệp mới.
error-sheet-missing = Tệp { $path } không còn trang tính ấy.
error-sheet-missing-next = Chọn lại tệp.
intake-first-sheet = Tệp có nhiều trang; đã lấy trang "{ $sheet }". Trang khác: { $others }. Chọn bằng --sheet.
intake-column = Cột { $column } "{ $heading }": { $target }
intake-column-unknown = Cột { $column } "{ $heading }": không lấy
intake-new-thons = Thôn chưa có, sẽ lập: { $names }
intake-unplaced = Kỳ này không có Phiếu để ghi: { $field }
intake-household = Dòng { $row }: { $head } ({ $thon })
intake-household-line = {"  "}{ $text }
intake-left-out = Bỏ qua { $n } dòng không có họ tên: { $rows }
intake-counts = Lập mới { $new } hộ, bổ sung { $changed } hộ, { $same } hộ đã đủ, { $doubtful } hộ còn nghi vấn; { $members } người trong tệp.
intake-done = Đã lưu: lập { $thons } thôn, { $new } hộ; bổ sung { $changed } hộ; thêm { $members } người; { $same } hộ đã đủ từ trước; bỏ lại { $left } hộ.
intake-dry = Chỉ xem trước, chưa ghi gì.
intake-differs = { $whose } { $field }: đang ghi "{ $here }", trong tệp "{ $file }"
intake-no-head = Không biết ai là chủ hộ.
intake-two-heads = Có { $n } người ghi là chủ hộ.
intake-too-many = Có { $n } người, nhiều hơn { $most }: có lẽ nhiều hộ bị gộp làm một.
intake-no-thon = Không ghi thôn nào.
intake-same-in-file = Cùng tên chủ hộ, cùng thôn với hộ ở dòng { $row } của tệp.
intake-number-twice = Số định danh của { $name } còn ở dòng { $row } của tệp.
intake-same-name = Cùng tên chủ hộ với hộ { $label }, nhưng thiếu ngày sinh hoặc thôn để chắc là một.
intake-member-elsewhere = { $name } đang có ở hộ { $label } của { $head }.
intake-candidates = Có thể là một trong các hộ { $labels }.
intake-taken-twice = Hộ ở dòng { $row } của tệp cũng khớp với hộ { $label }.
intake-unread = { $field } "{ $text }": không đọc được, giữ nguyên như đã gõ.
intake-not-a-number = { $field } "{ $text }": không phải dãy số, giữ nguyên như đã gõ.
intake-short-number = { $field } "{ $text }": chỉ có 11 chữ số, có lẽ Excel làm mất số 0 ở đầu; giữ nguyên.
intake-too-long = { $field }: ô dài quá 300 chữ, không lấy.
intake-says-otherwise = Dòng { $row } ghi khác với dòng đầu của hộ; lấy theo dòng đầu.
intake-finished = { $paper } đã hoàn thành: không ghi thêm gì vào.
intake-other-thon = Trong tệp hộ ở { $thon }, ở đây hộ thuộc thôn khác; thôn không đổi.
tui-layer-household = danh sách hộ
tui-cmd-open-intake = Nhận danh sách hộ từ Excel
tui-cmd-take-list = Nhận danh sách từ Excel
tui-files-list = Chọn tệp danh sách hộ (Excel, CSV)
tui-files-bundle = Chọn tệp nộp (.bieu)
tui-files-key = Chọn tệp chữ ký máy (.pub)
tui-files-typed = Tìm hoặc đường dẫn:
tui-files-places = Các nơi chứa tệp
tui-files-hint = Enter mở thư mục hoặc chọn tệp. Gõ một phần tên để tìm; dán cả đường dẫn của tệp cũng được. USB: lên thư mục trên đến hết.
tui-files-name = Tên
tui-files-size = Cỡ
tui-files-up = .. (thư mục trên)
tui-files-kb = { $n } KB
tui-intake-title = Nhận danh sách hộ
tui-intake-reading = Đang đọc tệp…
tui-intake-planning = Đang so với sổ số liệu, chưa ghi gì…
tui-intake-taking = Đang ghi vào sổ số liệu…
tui-intake-ask-sheet = Tệp có nhiều trang. Danh sách ở trang nào?
tui-intake-file = { $file }: { $n } dòng
tui-intake-needs-name = Chưa biết cột nào là họ tên chủ hộ hoặc thành viên: tới cột ấy, bấm Enter, chọn mục.
tui-intake-remembered = Các cột như lần trước đã chọn. Enter để xem trước; muốn đổi thì tới cột, bấm Enter.
tui-intake-all-known = Đã nhận ra mọi cột. Enter để xem trước; sai cột nào thì tới cột ấy, bấm Enter.
tui-intake-some-unknown = Còn { $n } cột chưa rõ, sẽ không lấy. Cần thì tới cột ấy, bấm Enter, chọn mục.
tui-intake-column = Cột trong tệp
tui-intake-samples = Ví dụ
tui-intake-target = Là mục
tui-intake-go = XEM TRƯỚC >>
tui-intake-unknown = ? chưa rõ (không lấy)
tui-intake-by-column = theo tệp
tui-intake-thon-of-file = Thôn của cả tệp
tui-intake-ask-thon = Hộ nào trong tệp không ghi thôn thì ở thôn này:
tui-intake-what-is = Cột "{ $heading }" là gì?
tui-intake-ask-whole = { $label }: cả tệp như nhau (hộ nào có cột riêng thì theo cột)
tui-intake-figures = Lập mới { $new } hộ · bổ sung { $changed } · đã đủ { $same } · nghi vấn { $doubtful } (chưa ghi) · bỏ lại { $left }
tui-intake-left-rows = Bỏ qua { $n } dòng không có họ tên: { $rows }
tui-intake-unplaced = Kỳ này không có Phiếu để ghi: { $fields }
tui-intake-head = Hộ (? nghi vấn, + lập mới)
tui-intake-people = Người
tui-intake-becomes = Sẽ làm gì
tui-intake-enter = GHI VÀO SỔ SỐ LIỆU >>
tui-intake-differing = Chỗ đã có mà tệp ghi khác
tui-intake-take-file = lấy theo tệp (Enter đổi)
tui-intake-keep-here = giữ nguyên (Enter đổi)
tui-intake-short = { $n } số định danh thiếu số 0 đầu
tui-intake-padded = thêm số 0 (Enter đổi)
tui-intake-not-padded = giữ nguyên (Enter đổi)
tui-intake-thon = Trong tệp ghi thôn "{ $name }", có { $n } hộ.
tui-intake-thon-row = Thôn: "{ $name }"
tui-intake-thon-is = là { $name }
tui-intake-thon-new = lập thôn mới
tui-intake-kind-doubtful = nghi vấn
tui-intake-kind-changed = bổ sung
tui-intake-kind-new = lập mới
tui-intake-kind-same = đã đủ
tui-intake-kind-left-out = bỏ lại
tui-intake-household = { $head }, { $thon }: dòng { $row } của tệp, { $members } người
tui-intake-is = Là hộ { $label } của { $head }, nhận ra theo { $by }.
tui-intake-brings = Điền { $fills } chỗ trống, thêm { $members } người; { $absent } người đang có không thấy trong tệp (vẫn giữ).
tui-intake-same-as = Là hộ { $label } của { $head }
tui-intake-make-new = Là hộ mới
tui-intake-leave-out = Bỏ lại, không ghi
tui-intake-sure = Còn { $n } hộ nghi vấn sẽ chưa ghi. Bấm Enter lần nữa để ghi các hộ kia, hoặc tới hộ có dấu ? để quyết định.
tui-intake-nothing-to-do = Không có gì để ghi: mọi hộ đã đủ hoặc bị bỏ lại.
tui-intake-stopped = Đã dừng theo yêu cầu. Hộ nào đã ghi thì đủ cả hộ; nhận lại tệp này sẽ ghi tiếp các hộ còn lại.
tui-intake-next = Việc tiếp theo: bấm Enter để về; ở màn hình chính, 1 để xem danh sách hộ, 9 để in Phiếu đã điền sẵn mang đi rà soát.
intake-by-label = mã hộ
intake-by-head-number = số định danh của chủ hộ
intake-by-member-number = số định danh của thành viên
intake-by-name = tên chủ hộ, ngày sinh và thôn
error-no-list = Chưa đọc tệp danh sách nào.
error-no-list-next = Chọn lại tệp.

## Biến động của hộ, hộ trùng, lọc (household-…)

tui-cmd-filter-households = Lọc
household-none-filtered = Không có hộ nào hợp với bộ lọc và chữ đã gõ. F3 (hoặc Ctrl+F): bỏ lọc, tìm lại trong tất cả các hộ.
household-filtered = Lọc: { $filter } (F3: bỏ lọc)
household-filter-none = Bỏ mọi bộ lọc
household-filter-how = Enter: chọn, bỏ chọn. Cùng loại: hợp một là đủ; khác loại: phải hợp cả.
household-filter-col = Lọc theo
household-kind-thon = Thôn
household-kind-progress = Giấy tờ
household-kind-class = Phân loại
household-kind-outcome = Kết quả đến hộ
household-kind-trouble = Cần xem lại
household-no-thon = chưa xếp vào thôn
household-no-class = chưa phân loại
household-no-outcome = chưa ghi kết quả
household-blocks = có lỗi phải sửa
household-asks = có điều cần xem lại
household-conflicts = có chỗ hai máy ghi khác nhau
household-progress-waiting = chưa nhập
household-progress-begun = đang nhập
household-progress-finished = xong cả
household-by-number = số { $n }
tui-cmd-write-list = Ra Excel
household-list-heading = Danh sách ra Excel: { $n } hộ
household-list-write = → Ghi { $n } hộ ra tệp Excel
household-list-by-member = Mỗi người một dòng (không chọn: mỗi hộ một dòng)
household-list-how = Enter: chọn, bỏ chọn cột. Chọn xong thì bấm Enter ở dòng đầu.
household-list-title = DANH SÁCH HỘ
household-list-about = Lọc theo: { $about }
household-list-number = STT
household-list-label = Mã hộ
household-list-yes = Có
household-list-no = Không
household-list-page = Trang
household-list-writing = Đang ghi tệp… Esc: dừng.
household-list-no-column = Chưa chọn cột nào. Chọn ít nhất một cột.
household-list-written = Đã ghi { $n } hộ vào { $path }. Tệp có dữ liệu cá nhân: chỉ gửi cho nơi cần dùng.
tui-cmd-change-household = Biến động
tui-reason-no-household = chưa chọn hộ nào
household-events-title = Biến động của hộ { $name }
household-cause-left = đã chuyển đi
household-cause-died = chết cả hộ
household-cause-merged = đã nhập hộ khác
household-cause-mistake = lập nhầm
household-told-made = Lập hộ ở { $other }
household-told-moved = Chuyển đến { $other }
household-told-moved-back = Rút lại lần chuyển thôn
household-told-left = Chuyển khỏi xã, đến { $other }
household-told-died = Chết cả hộ
household-told-merged = Nhập vào hộ { $other }
household-told-mistake = Không còn: lập nhầm
household-told-reopened = Mở lại hộ
household-told-split = Tách ra từ hộ { $other }
household-told-split-off = Có người tách ra thành hộ { $other }
household-told-split-back = Rút lại việc tách hộ
household-disputed = hai máy ghi khác nhau
household-choice-split = Tách hộ: một số người ra ở riêng
household-choice-merge = Nhập cả hộ vào hộ khác
household-choice-move = Chuyển sang thôn khác trong xã
household-choice-leave = Chuyển đi khỏi xã
household-choice-die = Chết cả hộ
household-choice-mistake = Hộ lập nhầm, lập trùng
household-choice-reopen = Mở lại hộ
household-choice-take-back = Rút lại biến động ghi lần cuối
household-choice-settle = Giữ: { $what }
household-ask-choice = Có biến động gì? Chọn rồi bấm Enter.
household-ask-members = Ai ra ở riêng? Enter để chọn hoặc bỏ; chọn xong xuống dòng cuối.
household-ask-members-merge = Ai được ghi vào Phiếu của hộ nhận? Enter để chọn hoặc bỏ; chọn xong xuống dòng cuối.
household-members-done = → Chọn xong
household-members-nobody = Chưa chọn ai. Chọn ít nhất một người ra ở riêng.
household-members-all = Phải còn ít nhất một người ở lại. Cả hộ cùng đi thì chọn Chuyển đi hoặc Nhập vào hộ khác.
household-ask-head = Ai là chủ hộ mới?
household-ask-into = Nhập vào hộ nào? Gõ tên, mã hộ hoặc số cuối của số định danh để tìm.
household-into-itself = Đây chính là hộ đang xét. Chọn hộ khác.
household-into-closed = Hộ này đã được ghi là không còn. Chọn hộ khác.
household-ask-thon = Chuyển đến thôn nào?
household-ask-label = Mã hộ mới (để trống: giữ mã cũ; mã cũ vẫn tìm được)
household-ask-whither = Chuyển đi đâu? (xã, tỉnh)
household-ask-date = Từ ngày nào? (ngày/tháng/năm)
household-ask-reason = Lý do, căn cứ (đơn của hộ, giấy chứng tử, quyết định…)
household-ask-summary = Sẽ ghi như sau:
household-date-future = Ngày này ở sau hôm nay. Ghi ngày đã xảy ra.
household-date-what = Chưa đọc được ngày. Ghi đủ ngày, tháng, năm, ví dụ 05/11/2026.
household-reason-none = Chưa ghi lý do. Ghi ngắn gọn vì sao, để người sau đọc lại hiểu được.
household-sum-split = Hộ mới gồm: { $who }. Chủ hộ: { $head }.
household-sum-split-old = Những người này được bỏ khỏi Phiếu { $period } của hộ cũ; hộ cũ được ghi là có người tách ra.
household-sum-split-new = Hộ mới có Phiếu { $period } với họ tên, ngày sinh, giới tính, số định danh, dân tộc đã ghi; ghi là hộ tách ra trong năm. Quan hệ với chủ hộ mới phải ghi lại.
household-sum-merge = Cả hộ nhập vào hộ { $into }.
household-sum-merge-who = Ghi vào Phiếu { $period } của hộ nhận: { $who }.
household-sum-nobody = không có ai
household-sum-gone = Phiếu { $period } của hộ này được ghi kết quả và ngày; hộ vào cột giảm của Mẫu 7.2, 7.3 nếu đầu năm là hộ nghèo, cận nghèo. Kỳ sau hộ không còn trong danh sách.
household-sum-move = Hộ chuyển đến { $thon }. Từ ngày ấy hộ được tính cho thôn mới; các kỳ trước vẫn tính cho thôn cũ.
household-sum-label-stays = Mã hộ giữ nguyên.
household-sum-label = Mã hộ mới: { $label }. Mã cũ vẫn tìm được.
household-sum-leave = Hộ chuyển khỏi xã, đến { $whither }.
household-sum-die = Cả hộ đã chết, hộ không còn.
household-sum-mistake = Hộ này là lập nhầm, lập trùng: không còn trong danh sách và bảng tổng hợp của kỳ nào. Những gì đã nhập vẫn được giữ trong sổ.
household-sum-reopen = Hộ lại có trong danh sách. Những gì lần đóng hộ đã ghi vào Phiếu được rút lại, trừ chỗ đã có người sửa.
household-sum-take-back = Rút lại biến động ghi lần cuối, cùng những gì nó đã ghi vào Phiếu, trừ chỗ đã có người sửa.
household-sum-date = Từ ngày: { $date }
household-sum-reason = Lý do: { $reason }
household-sum-enter = Enter: ghi. Esc: sửa lại.
household-done = Đã ghi biến động của hộ.
household-done-split = Đã tách hộ. Hộ mới có trong danh sách; mở Phiếu của hộ mới để ghi quan hệ với chủ hộ.
household-done-reopen = Đã mở lại hộ.
household-done-take-back = Đã rút lại biến động.
error-event-reason = Chưa ghi lý do của biến động.
error-event-reason-next = Ghi ngắn gọn vì sao, để người sau đọc lại hiểu được.
error-event-future = Ngày của biến động ở sau hôm nay.
error-event-future-next = Ghi ngày đã xảy ra, dạng 05/11/2026.
error-event-closed = Hộ này đã được ghi là không còn.
error-event-closed-next = Nếu ghi nhầm, chọn Mở lại hộ trước.
error-event-open = Hộ này vẫn còn, không cần mở lại.
error-event-open-next = Xem phần đã ghi của hộ ở màn Biến động.
error-event-nobody = Chưa chọn được ai trong hộ.
error-event-nobody-next = Nhập thành viên của hộ vào Phiếu trước, rồi chọn người và chủ hộ mới.
error-event-everybody = Tách hộ phải còn ít nhất một người ở lại.
error-event-everybody-next = Cả hộ cùng đi thì chọn Chuyển đi hoặc Nhập vào hộ khác.
error-event-itself = Không nhập một hộ vào chính hộ đó được.
error-event-itself-next = Chọn hộ khác để nhập vào.
error-event-host-closed = Hộ nhận đã được ghi là không còn.
error-event-host-closed-next = Chọn hộ khác, hoặc mở lại hộ đó trước.
error-event-same-place = Hộ đang ở đúng thôn này.
error-event-same-place-next = Chọn thôn khác.
error-event-other-xa = Thôn này thuộc xã khác.
error-event-other-xa-next = Hộ đi khỏi xã thì chọn Chuyển đi nơi khác.
error-event-label-taken = Mã hộ mới đã có hộ khác dùng.
error-event-label-taken-next = Ghi mã khác, hoặc để trống để giữ mã cũ.
error-event-none = Hộ này chưa có biến động nào để rút lại.
error-event-none-next = Xem phần đã ghi của hộ ở màn Biến động.

## Các bước rà soát (review-…)

tui-layer-steps = các bước
tui-cmd-open-steps = Các bước rà soát
tui-cmd-open-missing = Còn thiếu gì
tui-cmd-open-classes = Loại hộ qua các năm
classes-title = Loại hộ qua các năm
classes-unknown = Chưa biết loại hộ
classes-no-figure = chưa có số liệu
classes-none = Chưa có năm nào có số liệu: loại hộ lấy từ Phiếu rà soát của từng năm.
classes-scale = Số hộ theo loại hộ ở Phiếu của từng năm; vạch đầy là { $n } hộ.
tui-cmd-close-step = Đóng bước
tui-cmd-reopen-step = Mở lại bước
tui-reason-step-closed = Bước này đã đóng; muốn sửa thì mở lại.
tui-reason-step-open = Bước này đang mở.
review-title = Các bước rà soát · { $period }
review-step-title = Bước { $n }. { $step } · { $place }
review-signs = x đã đóng · số: việc còn lại · o đủ, chưa đóng · - cấp khác làm
review-no-place = Chưa có xã, thôn nào có số liệu. Thêm thôn ở mục 2 của màn hình đầu, hoặc nhập tệp nộp ở mục 5.
review-nothing-left = Không còn gì phải làm ở bước này.
review-col-left = Còn lại
review-closed = Đã đóng bước. Mở lại bằng Ctrl+O, có lý do.
review-reopened = Đã mở lại bước; các bước sau đã đóng cũng mở lại.
review-ask-reason = Vì sao mở lại bước này? Các bước sau đã đóng cũng mở lại.
review-line-state = { $n }. { $step }: { $state } · { $households } hộ
review-line-plan = Kế hoạch của xã: từ { $from } đến { $to }.
review-line-plan-to = Kế hoạch của xã: { $to }.
review-line-reopened = Mở lại ngày { $day }: { $reason }
review-line-who = Ai làm: { $who }.
review-recalled = ngày nhớ lại
review-missing-screen = Còn thiếu gì · { $period }
review-missing-file = Đã ghi vào { $file } trong thư mục sổ số liệu, để gửi trưởng thôn; không có số định danh của ai.
review-home-done = Sáu bước đã đóng.
review-home-step = Đang ở bước { $step }
review-home-came = { $n }/{ $all } xã đã có số liệu
review-home-waiting = { $more ->
    [0] Chưa có: { $named }
   *[other] Chưa có: { $named } và { $more } nơi nữa
}
verb-review = Các bước rà soát đến đâu, còn lại gì; close đóng, reopen mở lại một bước.
verb-missing = Còn thiếu gì ở từng thôn, thành chữ để gửi trưởng thôn.
option-reason = lý do mở lại bước, trả lại phiếu, xóa một hộ hay một người
option-member = họ tên người trong hộ; hai người cùng họ tên thì thêm năm sinh, như "Nguyễn Văn A, 1980"
error-no-step = Không có bước "{ $text }".
error-no-step-next = Viết số thứ tự từ 1 đến 6, hoặc mã của bước; xem bieu review --json.
error-step-refused = Chưa làm được: { $why }
error-step-refused-next = Xem còn lại gì: bieu review --period KỲ --place MÃ.
review-state-not-here = cấp khác làm
review-state-closed = đã đóng { $day }
review-state-closed-above = xã đã đóng { $day }
review-state-ready = đủ, chưa đóng
review-state-left = còn { $n }
review-due-in = hạn { $day }, còn { $n } ngày
review-due-today = hạn hôm nay, { $day }
review-due-late = hạn { $day }, quá { $n } ngày
review-detail-days = còn { $n } ngày làm việc
review-detail-days-unsure = còn khoảng { $n } ngày làm việc, lịch nghỉ chưa chắc
review-detail-of = { $n }/{ $all }
review-more = và { $n } nữa
review-caution-plan-outside-law = Kế hoạch có ngày { $day } ngoài thời gian của quy định ({ $law }).
review-caution-plan-order = Kế hoạch bắt đầu ngày { $day }, trước khi bước trước xong ({ $before }).
review-caution-plan-too-short = Kế hoạch chỉ có { $days } ngày làm việc, quy định là { $least }.
review-caution-after-plan = Đã quá ngày của kế hoạch ({ $day }).
review-caution-after-law = Đã quá ngày { $day } của quy định ({ $law }).
review-caution-before-law = Đóng trước ngày { $day } của quy định ({ $law }).
review-caution-unsure = Lịch nghỉ lễ chưa biết hết: ngày tính ra là sớm nhất có thể, xem lại khi có thông báo.
review-refusal-not-here = bước này do cấp khác đóng.
review-refusal-closed = bước này đã đóng.
review-refusal-open = bước này đang mở, không có gì để mở lại.
review-refusal-above = xã đã đóng bước này cho mọi thôn; mở lại ở xã.
review-refusal-before = bước trước ({ $step }) chưa đóng. Đóng bước ấy đã.
review-refusal-left = { $more ->
    [0] còn { $n } việc: { $named }.
   *[other] còn { $n } việc: { $named }; và { $more } nữa.
}
review-missing-title = { $place }: còn thiếu gì, { $period } (đến { $day })
review-missing-waits = { $due ->
    [none] Đang ở bước { $step }.
   *[other] Đang ở bước { $step } ({ $due }).
}
review-missing-what = { $what }: { $n }
review-missing-open = Giấy tờ đang nhập dở, chưa chốt:
review-missing-nothing = Không còn thiếu gì.

## Nhập liệu
tui-field-choices = Lựa chọn
tui-field-range = Khoảng được nhập
tui-field-specials = Câu trả lời đặc biệt (F2)
tui-field-feeds = Dùng để tính
tui-field-between = Từ { $least } đến { $most }
tui-field-least = Từ { $least } trở lên
tui-field-most = Không quá { $most }
tui-finish-no-class = chưa xếp được loại
tui-finish-on-paper = { $place } trên giấy: { $value }
tui-finish-same-class = Vẫn như { $period }.
tui-finish-other-class = Khác { $period }: khi ấy là { $then }, nay là { $now }.
tui-finish-lacks = Thiếu hụt { $n } trong { $all } chỉ số:
tui-finish-lacks-nothing = Không thiếu hụt chỉ số nào trong { $all } chỉ số.
tui-finish-unknown = Chưa rõ: { $names }
tui-finish-members = { $n } thành viên, { $counted } người tính là nhân khẩu:
tui-finish-age = { $age } tuổi
tui-finish-no-age = chưa rõ tuổi
tui-finish-not-counted = không tính là nhân khẩu
tui-finish-same-members = Vẫn những người của { $period }.
tui-finish-new-members = Mới so với { $period }: { $names }
tui-finish-gone-members = Không còn so với { $period }: { $names }
tui-finish-results = Kết quả
tui-finish-remarks = Ghi chú
tui-finish-more = còn { $n } dòng: PgDn
tui-cmd-copy-answer = Chép
tui-cmd-show-before = Số kỳ trước
tui-cmd-copy-group = Lấy như kỳ trước
tui-reason-no-before = Chưa có Biểu này của kỳ nào trước kỳ này để so.
tui-reason-no-passphrase = Chưa đặt mật khẩu nên chưa khoá được màn hình.
tui-reason-nothing-to-copy = Không có gì để chép: chưa có dòng trên, hoặc kỳ trước không có câu trả lời.
tui-hint-carry = F5: lấy sang từ { $period } { $fields } mục, { $rows } dòng; Ctrl+Z bỏ từng bước.
tui-hint-before = F10: như { $period }: { $value }
tui-hint-above = F10: như dòng trên: { $value }
tui-carry-title = Lấy như { $period }, chỉ vào chỗ chưa trả lời
tui-carry-take = Lấy { $fields } câu trả lời, thêm { $rows } dòng (Enter)
tui-left-none = Hết lỗi: F9
tui-left-asks = Còn { $n } chỗ xem lại
tui-left-blocks = Còn { $n } lỗi
tui-left-both = Còn { $blocks } lỗi, { $asks } xem lại
tui-live-income = Điểm A { $value }
tui-live-deprivation = Điểm B { $value } [{ $bar }]
tui-live-control = ({ $sign } giấy: { $value })
tui-hint-specials = F2: { $words }
tui-entry-end = Đã hết các mục. F9 để đọc lại và hoàn thành.
tui-entry-advanced = Con trỏ đã tự sang mục này. Muốn bỏ qua: Tab, hoặc Enter lần nữa.
tui-advances-on = Nhập đủ là tự sang mục kế tiếp.
tui-advances-off = Nhập xong mục nào bấm Enter mới sang mục kế tiếp.
tui-advances-stop = Đang tự sang mục khi nhập đủ: chọn để tắt
tui-advances-start = Đang phải bấm Enter để sang mục: chọn để tự sang khi nhập đủ
tui-papers-next = > Hộ tiếp theo: { $name }
tui-papers-new = + Hộ mới ở { $thon }

## Biểu

tui-layer-paste = xem trước khối dán
tui-cmd-switch-reading = Đổi cách đọc số
tui-reason-one-reading = Các số này chỉ đọc được một cách.
tui-paste-title = Xem trước khối dán · { $title }
tui-paste-cells = Sẽ ghi { $cells } ô
tui-paste-controls = trong đó { $cells } số trên giấy (=)
tui-paste-words = { $cells } ô không đọc thành số (!)
tui-paste-left-out = bỏ { $cells } ô không nhập (░)
tui-paste-same = { $cells } ô đã đúng
tui-paste-blank = { $cells } ô trống giữ nguyên
tui-paste-by-both = Dòng xếp theo tên dòng, cột theo tiêu đề chép kèm.
tui-paste-by-labels = Dòng xếp theo tên dòng chép kèm, cột tính từ ô con trỏ đứng.
tui-paste-by-headings = Cột xếp theo tiêu đề chép kèm, dòng tính từ ô con trỏ đứng.
tui-paste-by-cursor = Xếp từ ô con trỏ đứng sang phải và xuống dưới.
tui-paste-unclear = { $cells } ô (?) đọc được hai cách: dấu chấm, phẩy ngăn nghìn hay ngăn phần lẻ? Bấm F5 để chọn.
tui-paste-comma = Đọc số: dấu chấm ngăn nghìn, dấu phẩy ngăn phần lẻ (1.234,5).
tui-paste-point = Đọc số: dấu phẩy ngăn nghìn, dấu chấm ngăn phần lẻ (1,234.5).
tui-paste-rows-left = Không có chỗ cho { $count } dòng: { $names }.
tui-paste-columns-left = Không có chỗ cho { $count } cột: { $names }.
tui-paste-row = Dòng
tui-paste-column = Cột
tui-paste-now = Đang có
tui-paste-then = Sẽ ghi
tui-paste-not-taken = bỏ
tui-paste-closed = { $place }: ô không nhập, bỏ “{ $text }”. Xem lại dòng, cột của khối.
tui-paste-two-ways = { $place }: “{ $text }” là { $comma } hay { $point }? F5 chọn cách đọc cho cả khối.
tui-paste-no-number = { $place }: “{ $text }” không phải số của ô này; giữ như đã chép và báo lỗi để sửa.
tui-paste-control = { $place }: ô máy tính, đang { $shown }; “{ $text }” ghi làm số trên giấy để đối chiếu.
tui-paste-cell = { $place }: đang { $shown }; chép “{ $text }”.
tui-paste-choose = Chưa ghi: còn số đọc được hai cách. Bấm F5 để chọn cách đọc, rồi Enter.
tui-paste-nothing = Khối này không có ô nào để ghi. Esc để về.
tui-paste-done = Đã ghi { $cells } ô. Ctrl+Z bỏ cả khối.
tui-paste-too-large = Khối chép quá lớn: một lần dán nhiều nhất { $cells } ô có số. Chép từng phần của bảng rồi dán lại.

## Họp dân (meeting-…)
meeting-list-title = Họp dân, họp thôn · { $period }
meeting-no-place = Chưa có thôn nào để họp. Thêm thôn: Esc, rồi phím 2.
meeting-col-meeting = Cuộc họp
meeting-col-day = Ngày họp
meeting-none = chưa họp
meeting-page-attendance = Có mặt
meeting-page-reading = Đọc từng hộ
meeting-page-all = Danh sách
meeting-page-end = Kết thúc
meeting-household-of = Hộ { $k } / { $n }
meeting-no-name = (chưa có tên)
meeting-find-title = Tìm hộ trong cuộc họp
meeting-points-hidden = Điểm đang che: bấm d để xem
meeting-choose = Gõ một trong các số: { $choices }.
meeting-offer = Enter: { $n }
meeting-offer-rest = còn lại { $n } người: Enter để ghi
meeting-agreed = ĐƯỢC THỐNG NHẤT · { $share } đồng ý
meeting-not-agreed = CHƯA THỐNG NHẤT · { $share } đồng ý
meeting-review-again = Rà soát lại hộ này, rồi họp lần nữa: m ở trang Kết thúc.
meeting-number = họp lần { $n }
meeting-no-vote = Chưa biểu quyết xong.
meeting-row-agreed = thống nhất
meeting-row-refused = CHƯA THỐNG NHẤT
meeting-row-no-vote = chưa biểu quyết
meeting-refused = Chưa thống nhất: { $names }
meeting-fresh = { $n } hộ mới trong danh sách: bấm n để đưa vào cuộc họp.
meeting-missing = { $n } hộ chưa rà soát xong nên chưa biết có phải đưa ra họp không.
meeting-nobody = Chưa có hộ nào để đưa ra họp. Rà soát xong Phiếu của các hộ thì hộ nghèo, cận nghèo, hộ thoát tự có trong danh sách.
meeting-unchanged = Phiếu của hộ chưa sửa gì từ lần họp trước: hộ này đã rà soát lại chưa?
meeting-not-listed = Hộ này không còn trong danh sách đưa ra họp.
meeting-last-household = Hết danh sách. Tab: xem kết quả và hoàn thành biên bản.
meeting-again-opened = Đã lập cuộc họp lần sau với các hộ chưa thống nhất.
tui-ask-answer = Ghi vào biên bản
tui-layer-meeting = cuộc họp
tui-cmd-open-meetings = Họp dân, họp thôn
tui-cmd-count-up = Thêm một
tui-cmd-count-down = Bớt một
tui-cmd-all-agree = Tất cả đồng ý
tui-cmd-show-points = Hiện, che điểm
tui-cmd-take-new = Thêm hộ mới trong danh sách
tui-cmd-meet-again = Họp lại
tui-cmd-open-details = Mở cả biên bản
tui-reason-no-voters = Chưa ghi số người được biểu quyết: về trang Có mặt.
tui-reason-nothing-again = Chưa có hộ nào bị cuộc họp không thống nhất.
tui-reason-nothing-new = Danh sách không có hộ nào ngoài các hộ của cuộc họp.
error-all-agreed = Cuộc họp đã thống nhất mọi hộ, không có hộ nào để họp lại.
error-all-agreed-next = Hộ nào cần họp lại thì sửa số biểu quyết của hộ ấy trước.
mistake-fill-form = Bảng này lấy dòng từ { $form }, không có danh sách nào như vậy.
mistake-fill-form-fix =
    { $nearest ->
        [none] Nêu mã của một mẫu kiểu list.
       *[other] Có phải là { $nearest }?
    }
mistake-fill-column = Danh sách { $form } không có cột { $number }.
mistake-fill-column-fix = Nêu số của một cột trong danh sách ấy.
mistake-fill-field = Không có mục { $word } nào nhập được trong bảng.
mistake-fill-field-fix =
    { $nearest ->
        [none] Nêu một bảng của mẫu và mục nhập được trong bảng ấy.
       *[other] Có phải là { $nearest }?
    }
mistake-fill-household = Bảng lấy dòng từ danh sách mà không có mục ghi nhãn hộ.
mistake-fill-household-fix = Thêm mục chữ có role = "household_label" vào bảng.
mistake-fill-choice = Lựa chọn { $word } không có ở mục { $field }.
mistake-fill-choice-fix =
    { $nearest ->
        [none] Nêu trong choice lựa chọn nào của danh sách thành lựa chọn nào của mục.
       *[other] Nêu trong choice lựa chọn nào của danh sách thành lựa chọn nào của mục; có phải là { $nearest }?
    }

## Bộ gõ, màu, khung

tui-cmd-toggle-typing = Gõ Telex, VNI
tui-typing-off = Bộ gõ của chương trình: tắt. Chữ nhập vào giữ nguyên như bàn phím hoặc bộ gõ ngoài gửi tới.
tui-typing-telex = Bộ gõ của chương trình: Telex (aa ee oo aw ow uw dd, dấu s f r x j, bỏ dấu z). Nếu đang dùng UniKey, EVKey thì để tắt.
tui-typing-vni = Bộ gõ của chương trình: VNI (dấu mũ 6, râu 7, trăng 8, đ 9, dấu thanh 1 2 3 4 5, bỏ dấu 0). Nếu đang dùng UniKey, EVKey thì để tắt.
tui-typing-on = Gõ: { $name }
tui-typing-name-telex = Telex
tui-typing-name-vni = VNI

tui-cmd-change-look = Đổi màu màn hình
tui-cmd-set-passphrase = Đặt, đổi mật khẩu
tui-cmd-make-papers = Lập giấy khôi phục
tui-recovery-ask = Lập ba tờ giấy khôi phục. Hai tờ bất kỳ mở lại được sổ khi quên mật khẩu, mở được bản sao khi máy hỏng; một tờ thì không. Mỗi tờ một dòng chữ, hiện một lần: chuẩn bị ba tờ giấy và bút. Bộ lập trước, nếu có, hết dùng từ lúc này. Enter: lập. Esc: thôi.
tui-recovery-making = Đang lập…
tui-recovery-one = GIẤY KHÔI PHỤC { $at }/{ $of }
tui-recovery-code = Ghi thêm mã của bộ giấy: { $code }
tui-recovery-next = Chép xong, so lại từng nhóm năm chữ, rồi Enter. Esc: xem lại tờ trước.
tui-recovery-keep = Cất ba tờ ở ba nơi khác nhau, do ba người giữ thì tốt nhất. Chương trình không giữ các dòng ấy. Thử hai tờ vừa chép: gõ vào một tệp rồi bieu recovery check TỆP. Ghi bản sao an toàn: bieu backup; mỗi lần thoát tự ghi ra USB: bieu backup --auto THƯ_MỤC.
tui-cmd-lock-screen = Khoá màn hình
tui-look-dark = Màu màn hình: chữ sáng trên nền đen.
tui-look-light = Màu màn hình: chữ đen trên nền trắng.
tui-look-mono = Màn hình không màu, theo hai màu sẵn có của cửa sổ.
tui-look-no-color = Máy này đặt NO_COLOR (hoặc TERM=dumb) nên màn hình không dùng màu. Bỏ đặt NO_COLOR rồi mở lại chương trình thì đổi màu được.
tui-keys-palette = trong Ctrl+P
tui-card-title = Bảng phím của Biểu (F1 ở từng màn hình: phím của màn hình đó; Ctrl+P: mọi lệnh)
tui-card-telex = Gõ Telex: aa ee oo â ê ô · aw ă · ow uw (hoặc w) ơ ư · dd đ · s f r x j sắc huyền hỏi ngã nặng · z bỏ dấu · gõ lần nữa thì thôi: aaa aa, ss s.
tui-card-vni = Gõ VNI: 6 â ê ô · 7 ơ ư · 8 ă · 9 đ · 1 2 3 4 5 sắc huyền hỏi ngã nặng · 0 bỏ dấu · gõ lần nữa thì thôi. Đang có UniKey, EVKey thì để tắt.
verb-keys = In bảng phím trên một trang.
option-ascii = Chỉ dùng khung và dấu ASCII, cho cửa sổ đời cũ. BIEU_ASCII=1 cũng vậy; NO_COLOR=1 thì không dùng màu.

# Hộ, người có thể trùng
twins-heading = Có thể trùng | hộ { $one } | hộ { $other }
twins-side = { $name } (hộ { $label }, { $thon })
twins-message = { $one } và { $other } có thể là một: { $reasons }. Nếu là một người: bỏ ở một hộ, hoặc nhập hai hộ làm một (danh sách hộ, F8). Nếu là hai người: danh sách hộ, F12, đánh dấu không phải một người.
twins-number = cùng số định danh { $number }
twins-birth = họ tên giống nhau, cùng ngày sinh { $birth }
twins-birth-other-number = họ tên giống nhau, cùng ngày sinh { $birth }, số định danh khác nhau
twins-year = họ tên giống nhau, cùng năm sinh, chưa đủ ngày tháng nên chưa chắc
twins-head = hai hộ cùng thôn, tên chủ hộ giống nhau
twins-title = Hộ, người có thể trùng, { $period }
twins-figures = { $n } cặp; { $marked } cặp đã đánh dấu là hai
twins-col-one = Họ và tên
twins-col-why = Vì sao
twins-person = sinh { $born } · { $sex } · số { $number }
twins-household = hộ { $label } · chủ hộ { $head }
twins-why = Vì sao: { $reasons }.
twins-next = Là hai người, hai hộ khác nhau: F9 đánh dấu. Là một: Enter mở hộ có dấu > (Tab sang hộ kia), bỏ ở một hộ; hoặc nhập hai hộ làm một (danh sách hộ, F8).
twins-marked = Đã đánh dấu: không phải một. F9 bỏ dấu.
twins-kept = Đã lưu: không phải một. F7 xem lại các cặp đã đánh dấu.
twins-taken-back = Đã lưu: bỏ dấu, hỏi lại cặp này.
twins-none = Không thấy hộ, người nào có thể trùng trong kỳ này.
twins-none-left = Không còn cặp nào ở đây. Bỏ chữ tìm, hoặc F7 xem các cặp đã đánh dấu là hai.
tui-todo-twins = Hộ, người có thể trùng
tui-layer-twins = hộ, người có thể trùng
tui-cmd-open-twins = Có thể trùng
tui-cmd-show-marked = Cả cặp đã dấu
tui-cmd-mark-distinct = Không phải một

## Phiếu giữa các cấp: nộp, trả lại, duyệt, chốt (handing-…)

verb-submit = Nộp lên cấp trên một phiếu, hoặc mọi phiếu đã hoàn thành của một kỳ (một mẫu, một thôn).
verb-return = Trả một phiếu cho cấp dưới, kèm nhận xét ở từng mục hoặc lý do.
verb-accept = Duyệt một phiếu cấp dưới nộp, hoặc mọi phiếu đã nộp của một kỳ; --dry-run chỉ đếm trước.
verb-lock = Chốt một phiếu đã duyệt, hoặc mọi phiếu đã duyệt của một kỳ.
verb-unlock = Mở chốt: phiếu trở lại đã duyệt, cấp trên trả lại được.
option-remark = nhận xét ở từng mục khi trả lại: MỤC=LỜI;MỤC=LỜI
cli-did-submit = Đã nộp { $count } phiếu.
cli-did-accept = Đã duyệt { $count } phiếu.
cli-did-lock = Đã chốt { $count } phiếu.
cli-did-unlock = Đã mở chốt { $count } phiếu.
cli-would-submit = Sẽ nộp { $count } phiếu; chưa ghi gì.
cli-would-accept = Sẽ duyệt { $count } phiếu; chưa ghi gì.
cli-would-lock = Sẽ chốt { $count } phiếu; chưa ghi gì.
cli-would-unlock = Sẽ mở chốt { $count } phiếu; chưa ghi gì.
cli-handing-same = { $count } phiếu đã như vậy từ trước.
cli-handing-left = Để lại { $count } phiếu: { $why }
cli-submit-anew = Phiếu đã nộp nay đã sửa: hoàn thành rồi nộp lại.
error-handing-which = Chưa nói phiếu nào.
error-handing-which-next = Ghi mã phiếu, hoặc { $option } để làm cả một kỳ.
error-handing-both = Đã ghi mã phiếu thì không dùng { $option }.
error-handing-both-next = Bỏ mã phiếu để làm cả kỳ, hoặc bỏ các lựa chọn để làm một phiếu.
error-bad-remark = Không đọc được nhận xét «{ $text }».
error-bad-remark-next = Viết MỤC=LỜI, các nhận xét cách nhau bằng dấu chấm phẩy.
error-handing-not-finished = Phiếu đang nhập, chưa hoàn thành.
error-handing-not-finished-next = Hoàn thành phiếu trước (F9, hoặc bieu fill --finish).
error-handing-problems = Phiếu còn vấn đề phải sửa.
error-handing-problems-next = Xem các vấn đề (F8, hoặc bieu show), sửa rồi hoàn thành lại.
error-handing-not-submitted = Phiếu chưa được nộp.
error-handing-not-submitted-next = Đợi cấp dưới hoàn thành, nộp và gửi tệp nộp lên.
error-handing-not-accepted = Phiếu chưa được duyệt.
error-handing-not-accepted-next = Duyệt phiếu trước rồi mới chốt.
error-handing-not-locked = Phiếu không bị chốt.
error-handing-not-locked-next = Phiếu đã duyệt thì trả lại được ngay, không phải mở chốt.
error-handing-already = Phiếu đã như vậy rồi.
error-handing-already-next = Không phải làm gì thêm.
error-handing-only-above = Phiếu do chính cơ quan này nộp: chỉ cấp trên mới duyệt, trả lại hay chốt được.
error-handing-only-above-next = Gửi tệp nộp lên cấp trên; muốn sửa phiếu thì mở lại, hoàn thành rồi nộp lại.
error-handing-from-below = Cấp dưới đã nộp, cơ quan này chưa xem.
error-handing-from-below-next = Duyệt hoặc trả lại; muốn nộp tiếp lên trên thì nộp từng phiếu.
error-handing-accepted = Phiếu đã được cấp trên duyệt: chỉ khi cấp trên trả lại mới sửa được.
error-handing-accepted-next = Đề nghị cấp trên trả lại phiếu, hoặc lập giấy đính chính.
error-handing-locked = Phiếu đã chốt.
error-handing-locked-next = Cấp trên phải mở chốt trước.
error-handing-no-remark = Trả lại thì phải nói vì sao.
error-handing-no-remark-next = Ghi nhận xét ở mục cần xem lại (Ctrl+R, hoặc --remark), hoặc ghi lý do.
tui-reason-submitted = Phiếu đã nộp. Muốn sửa thì bấm Ctrl+O mở lại, hoàn thành rồi nộp lại.
tui-reason-accepted = Phiếu đã duyệt: chỉ khi cấp trên trả lại mới sửa được, hoặc lập giấy đính chính.
tui-reason-locked = Phiếu đã chốt: cấp trên phải mở chốt và trả lại mới sửa được.
tui-reopened-submitted = Phiếu đã nộp nay mở lại: hoàn thành rồi nộp lại.
tui-from-below = Cấp dưới nộp: F9 duyệt hoặc trả lại; Ctrl+R ghi nhận xét ở mục
tui-office-above = Cấp trên
tui-given-back = { $office } trả lại ngày { $day }
tui-given-back-left = còn { $n } nhận xét (F8)
tui-deeds-title = Nộp, duyệt, trả lại
tui-deed-submit = Nộp lên cấp trên
tui-deed-accept = Duyệt
tui-deed-return = Trả lại
tui-deed-lock = Chốt
tui-deed-unlock = Mở chốt
tui-ask-give-back = Vì sao trả lại? Đã ghi nhận xét ở các mục (Ctrl+R) thì để trống được.
tui-todo-returned = { $name } (bị trả lại)
tui-bundles-submit = Nộp mọi phiếu đã hoàn thành của kỳ này
tui-bundles-accept = Duyệt mọi phiếu cấp dưới đã nộp của kỳ này
tui-bundles-lock = Chốt mọi phiếu đã duyệt của kỳ này
tui-handing = Đang xem các phiếu của kỳ…
tui-handing-apply = Enter làm; Esc thôi.
tui-handing-nothing = Không có phiếu nào để làm. Esc quay lại.

tui-home-unforced = { $n } việc chưa có hiệu lực: c để xem.
tui-bundles-unforced = Việc chưa có hiệu lực ở đây, vì sao
tui-cmd-open-unforced = Việc chưa có hiệu lực
tui-reason-nothing-to-open = hộ hoặc giấy này chưa có ở đây để mở
unforced-title = Việc đã nhận, còn giữ, chưa có hiệu lực
verb-unforced = Việc đã nhận mà chưa có hiệu lực: của hộ, giấy nào, máy nào ghi, vì sao, phải làm gì.
unforced-none = Không có việc nào chưa có hiệu lực.
unforced-unknown = Chưa biết về hộ, giấy nào
unforced-col-name = Hộ, nơi
unforced-col-kind = Việc
unforced-col-device = Máy
unforced-col-why = Vì sao
unforced-device = Máy có mã đối chiếu { $code }
unforced-device-of = Máy của { $place }, mã đối chiếu { $code }
unforced-device-unknown = Chưa biết chữ ký của máy đã ghi
unforced-why = Vì sao: { $why }
unforced-next = Làm gì: { $next }
unforced-kind-thon = lập thôn
unforced-kind-household = lập hộ
unforced-kind-phieu = mở phiếu
unforced-kind-answer = câu trả lời
unforced-kind-resolution = chọn chỗ khác nhau
unforced-kind-row-added = thêm dòng
unforced-kind-row-removed = bỏ dòng
unforced-kind-row-restored = lấy lại dòng
unforced-kind-finish = hoàn thành
unforced-kind-reopen = mở lại
unforced-kind-remark = ghi chú
unforced-kind-moved = chuyển thôn
unforced-kind-closed = hộ không còn
unforced-kind-reopened = hộ có lại
unforced-kind-split-off = tách hộ
unforced-kind-distinct = đánh dấu không trùng
unforced-kind-printed = in
unforced-kind-submit = nộp
unforced-kind-return = trả lại
unforced-kind-accept = duyệt
unforced-kind-lock = chốt
unforced-kind-unlock = mở chốt
force-no-grant-short = chưa cấp quyền
force-revoked-short = máy đã thu hồi
force-elsewhere-short = ngoài phạm vi
force-absent-short = chờ hộ, giấy
force-not-above-short = không phải cấp trên
force-proposal-short = sửa sau khi duyệt
force-no-grant-next = hỏi ai dùng máy ấy, đọc mã đối chiếu qua điện thoại; đúng người thì tin chữ ký máy cho đúng nơi (6, F6), việc này tự có hiệu lực.
force-revoked-next = máy mất thì để nguyên; là việc thật của người mình thì nhập lại ở máy đang được tin.
force-elsewhere-next = xem máy ấy được cấp cho nơi nào (6); cần thì cấp thêm đúng nơi này (6, F6), không thì để nguyên.
force-absent-next = chờ tệp nộp mang hộ, giấy ấy; nhận xong việc này tự có hiệu lực.
force-not-above-next = hỏi lại nơi gửi; cần thì cấp trên của nơi nộp làm lại việc này.
force-proposal-next = đồng ý sửa thì cấp trên trả lại phiếu (mở phiếu, F9), việc này tự có hiệu lực; không thì để nguyên.
tui-cmd-finish-paper-submit = Nộp
tui-cmd-finish-paper-accept = Duyệt, trả lại
tui-cmd-finish-paper-lock = Chốt, trả lại
tui-cmd-finish-paper-unlock = Mở chốt
household-kind-standing = Phiếu
household-standing-returned = bị trả lại
household-standing-unfinished = chưa hoàn thành
household-standing-submitted = đã nộp
household-standing-accepted = đã duyệt, đã chốt
tui-home-no-passphrase = Chưa có mật khẩu (Ctrl+P, Đặt, đổi mật khẩu)
# Xóa dữ liệu của một hộ
verb-erase = Xóa dữ liệu của một hộ, hay của một người trong hộ (--member), theo yêu cầu của họ, ở mọi đơn vị đã nhận, không lấy lại được (--reason là lý do, --dry-run xem trước); list: các lần xóa, máy nào đã xóa, tệp nộp nào đã gửi từ trước.
cli-erase-what = Hộ { $label }: { $edits } lần ghi, { $papers } giấy{ $periods ->
    [none] .
   *[other] {" "}của các kỳ { $periods }.
}
cli-erase-member-what = Hộ { $label }, một người: { $edits } lần ghi, { $papers } giấy{ $periods ->
    [none] .
   *[other] {" "}của các kỳ { $periods }.
}
cli-erase-part = {"  "}{ $form } { $period }: { $rows } dòng, { $edits } chỗ khác nhắc tên
cli-erase-member-numbers = Số nhân khẩu, điểm và hạng của hộ ở các kỳ ấy có thể đổi theo, kể cả ở giấy đã duyệt: giấy đã duyệt vẫn là đã duyệt. Ô nào để trống vì nhắc tên người ấy thì điền lại. Cần giữ số cũ thì in ra trước.
cli-erased-member = Đã xóa người ấy khỏi sổ này; hộ { $label } vẫn còn. Gửi tệp nộp (bieu export) để các nơi khác cùng xóa: giấy do nơi trên duyệt sẽ đứng lại ở “đã duyệt” khi nơi ấy nhận tệp và gửi về. Bản sao an toàn ghi trước lúc này còn giữ người ấy: bỏ các bản cũ, ghi bản mới (bieu backup).
cli-erase-line-member = { $label }, { $form } { $period }: xóa một người ngày { $day }. Lý do: { $reason }
cli-import-erases-people = Tệp này yêu cầu xóa người trong hộ { $label }: nhận vào là xóa hẳn khỏi sổ này, nếu nơi gửi có thẩm quyền.
cli-import-erased-people = Theo yêu cầu trong tệp, có người trong hộ { $label } đã xóa khỏi sổ này; hộ vẫn còn, số liệu các kỳ đổi theo.
error-erase-nobody = Không giấy nào của hộ có người ấy.
error-erase-nobody-next = Gõ đủ họ tên như trong Phiếu; bieu show xem các thành viên.
error-erase-which = Trong hộ có hơn một người cùng họ tên ấy.
error-erase-which-next = Gõ họ tên đủ dấu; vẫn trùng thì thêm năm sinh: --member "Nguyễn Văn A, 1980".
cli-erase-numbers = Số liệu các kỳ ấy đổi theo: hộ này không còn được đếm nữa, kể cả ở bảng đã duyệt. Bảng nào phải giữ số cũ thì in ra trước.
cli-erase-copies = Tệp nộp đã gửi có thể mang hộ này; bản đã gửi thì máy này không xóa được:
cli-erase-copy = {"  "}gửi { $to }, ngày { $day }, mã tệp { $digits }
cli-erase-mentions = Giấy khác còn nhắc những tên, số ấy (có thể là người trùng tên); xem và tự sửa:
cli-erase-mention = {"  "}{ $form } { $period }, { $place }, phiếu { $phieu }
cli-erase-files = Trong ban-in/ và tep-nop/ có { $count } tệp có thể còn tên người; chương trình không xóa giúp:
cli-erase-more = {"  "}… và { $count } nữa
cli-erase-dry = Chỉ xem trước, chưa xóa gì.
cli-erased = Đã xóa hộ { $label } khỏi sổ này. Gửi tệp nộp (bieu export) để các nơi khác cùng xóa. Bản sao an toàn ghi trước lúc này còn giữ hộ ấy: bỏ các bản cũ, ghi bản mới (bieu backup).
cli-erase-let-go = Đã bỏ { $count } tệp nộp đang chờ phần khác vì có thể mang hộ đã xóa: nhắn nơi gửi gửi lại.
cli-erase-line = { $label }: xóa ngày { $day }. Lý do: { $reason }
cli-erase-pending = {"  "}Máy này chưa xóa xong; mở sổ lần sau sẽ làm nốt.
cli-erase-done = {"  "}đã xóa: { $place } (chữ ký máy { $code }), ngày { $day }
cli-erase-open = {"  "}chưa báo đã xóa: { $place } (chữ ký máy { $code })
cli-erase-none = Chưa có hộ hay người nào bị xóa.
cli-import-erases = Tệp này yêu cầu xóa hộ { $label }: nhận vào là xóa hẳn khỏi sổ này, nếu nơi gửi có thẩm quyền.
cli-import-refused = { $count } lần ghi là của hộ đã xóa: chỉ nhận mã để nối chuỗi, không nhận nội dung.
cli-import-erased = Theo yêu cầu trong tệp, hộ { $label } đã xóa khỏi sổ này; số liệu các kỳ có hộ ấy đổi theo.
error-erase-reason = Xóa một hộ thì phải ghi lý do.
error-erase-reason-next = Viết --reason "theo đơn ngày …"; lý do đi tới mọi máy, đừng ghi tên người.
error-erase-not-office = Máy của thôn không xóa được hộ.
error-erase-not-office-next = Đề nghị xã xóa; máy này nhận tệp của xã là xóa theo.
error-erase-not-in-force = Máy này chưa có thẩm quyền xóa hộ ở đơn vị ấy, nên chưa xóa gì.
error-erase-not-in-force-next = Xem các chữ ký máy và đơn vị: bieu key list.
household-choice-erase-member = Xóa dữ liệu của một người theo yêu cầu (không lấy lại được)
household-ask-erase-member = Xóa dữ liệu của ai?
household-erase-member-what = { $name }: { $edits } lần ghi, { $papers } giấy. Hộ vẫn còn.
household-erase-member-numbers = Nhân khẩu, điểm, hạng có thể đổi theo ở: { $periods }. Giấy đã duyệt vẫn là đã duyệt.
household-erase-member-done = Đã xóa một người của hộ { $label }. Đóng tệp nộp để các nơi khác cùng xóa.
household-choice-erase = Xóa dữ liệu của hộ theo yêu cầu (không lấy lại được)
household-ask-erase = Sẽ xóa ở máy này và ở mọi nơi nhận tệp nộp sau đây, không lấy lại được:
household-erase-what = { $edits } lần ghi, { $papers } giấy, mọi người trong hộ.
household-erase-numbers = Số liệu đổi theo, kể cả bảng đã duyệt: { $periods }.
household-erase-files = ban-in/ và tep-nop/ có { $count } tệp có thể còn tên người; tự xem và xóa.
household-erase-type = Gõ mã hộ { $label } rồi bấm Enter để xóa; Esc để thôi.
household-erase-label = Chưa xóa: phải gõ đúng mã hộ { $label }.
household-erase-done = Đã xóa hộ { $label }. Đóng tệp nộp để các nơi khác cùng xóa.
tui-plan-erases = Yêu cầu xóa { $n } hộ: nhận vào là xóa hẳn, nếu nơi gửi có thẩm quyền
tui-plan-refused = { $n } lần ghi là của hộ đã xóa: chỉ nhận mã để nối chuỗi, không nhận nội dung.
tui-plan-erases-people = Yêu cầu xóa người trong { $n } hộ: nhận vào là xóa hẳn, nếu nơi gửi có thẩm quyền
tui-plan-erased-people = Có người trong { $n } hộ đã xóa khỏi sổ này theo yêu cầu trong tệp; số liệu các kỳ đổi theo.
tui-plan-erased = { $n } hộ đã xóa khỏi sổ này theo yêu cầu trong tệp; số liệu các kỳ có hộ ấy đổi theo.
tui-plan-let-go = Đã bỏ { $n } tệp nộp đang chờ phần khác vì có thể mang hộ đã xóa: nhắn nơi gửi gửi lại.
receipt-state-papers = { $state } · trả lại { $returned } · đã duyệt { $accepted }
tui-unsubmitted = { $n } phiếu { $period } đã hoàn thành mà chưa nộp. Tệp nộp vẫn mang theo, nhưng cấp trên chưa duyệt, trả lại được phiếu chưa nộp.
tui-unsubmitted-submit = Nộp { $n } phiếu ấy, rồi đóng tệp nộp
tui-unsubmitted-without = Đóng tệp nộp, chưa nộp phiếu nào
cli-export-unsubmitted = Kỳ { $period }: { $count } phiếu đã hoàn thành mà chưa nộp, cấp trên chưa duyệt, trả lại được. Nộp: bieu submit --period { $period }, rồi đóng lại tệp nộp.
unforced-kind-erase = xóa hộ hay người
unforced-kind-erased = báo đã xóa
