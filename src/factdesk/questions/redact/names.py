"""How names of people are written: pieces of patterns for finding them where it is sure that they are somebody's."""

from __future__ import annotations


def _ranges(letters: str) -> str:
    """`letters`, in order, as they stand in a class of characters: neighbours as a range."""
    runs: list[list[str]] = []
    for letter in letters:
        if runs and ord(letter) == ord(runs[-1][1]) + 1:
            runs[-1][1] = letter
        else:
            runs.append([letter, letter])
    return "".join(first if first == last else f"{first}-{last}" for first, last in runs)


#: Every capital letter up to the last Vietnamese one: a range would take the small letters between them too.
CAPITAL = _ranges("".join(filter(str.isupper, map(chr, range(0x41, 0x1F00)))))
#: Where a word begins: looked for before anything else, for most places are none.
_BEGINNING = r"\b(?=\w)"
# Compiling the class of capitals is most of what a pattern costs, so each of these has it once. They stand where no
# letter or digit is before them: there the first round begins, and a later one only after its mark or space.
#: A word with a capital, in full capitals too; O'Brien and Anne-Marie are one.
WORD = rf"(?:(?:(?<!\w)|(?<=\w)['’\-])[{CAPITAL}][^\W\d_]*){{1,2}}"


def words_with_capitals(fewest: int, most: int) -> str:
    """So many words with a capital, with a space between them and none before."""
    return rf"(?=\w)(?:(?:(?<!\w)|[ ]){WORD}){{{fewest},{most}}}"


_SURNAMES = """
Nguyễn Trần Lê Phạm Hoàng Huỳnh Phan Vũ Võ Đặng Bùi Đỗ Hồ Ngô Dương Lý Đinh Lâm Trịnh Đoàn Đào Trương Quách Phùng Lương
Tạ Nghiêm Mạc Vương Tô Kiều Khuất Nguyen Tran Pham Hoang Huynh Dang Bui Duong Dinh Trinh Doan Truong
"""
_SURNAME = "|".join(sorted({form for word in _SURNAMES.split() for form in (word, word.upper())}))
#: Places and streets that begin or end as people do.
_PLACES = "Hồ Chí Minh|Hồ Gươm|Hồ Tây|Phan Rang|Phan Thiết|Lâm Đồng|Trần Hưng Đạo|Lý Thường Kiệt|Hoàng Sa|Dương Kinh"
_BEFORE_DYNASTY = "Nhà|Triều|Vua|Chúa|Họ|Đường|Phố|Quận|Phường|Xã"
#: First words of bodies, outlets, trades and places: what they say is the claim.
_BODIES = """
Bộ Sở Công Báo Đài UBND Uỷ Ủy Ban Trung Cục Chính Việt Thông Thành Ngân Bệnh Trường Đại Hội Tổng Viện Quốc Toà Tòa Cơ
Phòng Chi Tập Tin Thủ Tỉnh Huyện Xã Phường Quận Đảng Liên Hà Sài Đà Miền Đoàn Facebook Zalo TikTok Google YouTube Shop
Ads Messenger Marketplace Live Pay Business Meta World United Ministry Department The Bank Bitcoin
"""
#: Offices and companies whose first word is no body's alone; an account in their name is what a claim is about.
_OFFICES = (
    "điện lực|điện máy|nước sạch|cấp nước|cấp thoát nước|bưu điện|bưu chính|kho bạc|hải quan|thuế|bảo hiểm|cảnh sát"
    "|csgt|cskh|evn|chăm sóc|hỗ trợ|tư vấn|tuyển dụng|dịch vụ|giao hàng|vận chuyển|quản lý|ban quản|quỹ|chữ thập"
    "|nhà thuốc|nhà xe|nhà máy|nha khoa|cửa hàng|siêu thị|bách hóa|bách hoá|thế giới|thẩm mỹ|tạp hóa|tạp hoá|đại lý"
    "|xổ số|vé số|trúng thưởng|khuyến mãi|tin tức|tin nóng|thời sự|thời tiết|an ninh|quân đội|viện kiểm|giáo dục|y tế"
    "|sức khỏe|sức khoẻ|hàng không|tập đoàn|hợp tác|mặt trận|người|cổng|kênh|vinfast|vietnam|vietjet|bamboo"
).replace(" ", "[ ]")
_BODY = "|".join((*_BODIES.split(), f"(?i:{_OFFICES})"))

#: Two to five words with capitals that are no body: surely a name only beside something that says so.
NAME = rf"{_BEGINNING}(?!(?:{_BODY})\b){words_with_capitals(2, 5)}"
#: The same or one word alone.
NAME_OR_WORD = rf"{_BEGINNING}(?!(?:{_BODY})\b){words_with_capitals(1, 5)}"
#: A surname, and one name or more.
WITH_SURNAME = rf"{_BEGINNING}(?!(?:{_PLACES})\b)(?:{_SURNAME})(?:[ ]{WORD}){{1,4}}"
#: A Vietnamese name in full, or with the surname last, as accounts abroad have it: people even where nothing says so.
FULL_NAME = (
    rf"{_BEGINNING}(?:(?!(?:{_PLACES})\b)(?:{_SURNAME})(?:[ ]{WORD}){{2,4}}"
    rf"|(?!(?:{_BODY}|{_BEFORE_DYNASTY})\b){words_with_capitals(1, 2)}[ ](?:{_SURNAME})\b)"
)
#: Towns, islands and bodies that are called as people with one name are.
_SMALL_PLACES = "Lý Sơn|Vũ Hán|Vũ Quang|Vũ Thư|Hoàng Mai|Lương Sơn|Lương Tài|Lâm Hà|Trần Đề|Hồ Xá|Đoàn"
#: A surname and one name; as many streets are called, so only beside what no street does.
SHORT_NAME = rf"{_BEGINNING}(?!(?:{_PLACES}|{_SMALL_PLACES})\b)(?:{_SURNAME})[ ]{WORD}"

_KIN_WORDS = "Cô|Chú|Anh|Chị|Bác|Thầy|Bà|Ông|Mẹ|Bố|Ba|Dì|Cậu|Mợ|Em|Thím|Bạn|Cháu"
#: As which people are called and saved in a telephone: "Cô Hoa", "chị Hoa"; in full capitals it is a heading.
KIN = rf"(?:{_KIN_WORDS}|{_KIN_WORDS.lower()})"
#: Places, people of legend and plain words that begin as "Anh Hoa" does.
_NO_KIN = (
    "Anh Quốc|Anh Em|Ba Lan|Ba Tư|Ba Vì|Ba Đình|Ba Đồn|Ba Tri|Bà Rịa|Bà Nà|Bà Triệu|Bà Chúa|Bác Hồ|Bác Sĩ|Bạn Bè"
    "|Bạn Đọc|Cậu Bé|Chị Em|Chú Ý|Chú Rể|Cô Dâu|Cô Gái|Cô Giáo|Cô Tô|Cô Vy|Em Bé|Em Gái|Em Trai|Mẹ Bỉm|Ông Táo|Ông Già"
    "|Ông Ích|Cô Đơn"
)
#: "Chị Hoa": the name after the word for kin, which is nobody's.
AFTER_KIN = rf"{_BEGINNING}(?!(?i:{_NO_KIN})\b){KIN}[ ](?P<name>{words_with_capitals(1, 4)})"
