"""Names of people in small letters or without marks: sure only with a surname and what stands around them."""

from __future__ import annotations

from factdesk.questions.redact.unmarked import NO_NAME, either

#: Surnames that are hardly another word, with what they begin that is no name.
_SURE = (
    f"(?!(?:{either('phạm nhân|phạm vi|phạm tội|phạm luật|phạm pháp|phạm quy|trần nhà|hoàng hôn|hoàng gia')}"
    f"|{either('hoàng thành')}"
    r"|tran[ ](?:dau|ngap|bao|chau|trong[ ](?:kinh|cam|gui)))\b)"
    "(?:nguyễn|trần|phạm|huỳnh|hoàng|trịnh|đặng|ngô|bùi|đinh|trương|lê|quách|phùng|nguyen|tran|pham|huynh|quach|phung)"
)
#: Those that other words look like: "hồ" is a lake and "đỗ" to park, "vo" a wife, "duong" a street and "do thi" a town.
_UNSURE = "(?:đỗ|vũ|võ|hồ|lý|đào|lâm|dương|phan|lương(?=[ ](?:thị|văn|thế|ngọc)[ ]))"
_BARE = (
    "(?:hoang|phan|trinh|dang|ngo|bui|dinh|truong|le|vu|vo|ho|ly|luong(?=[ ](?:thi|van|ngoc)[ ])|duong(?=[ ]thi[ ])"
    "|do(?![ ]thi[ ]))"
)
_CLEAR_MIDDLE = (
    "thị|văn|đình|bội|chu|châu|chí|hữu|hưng|quốc|quang|hồng|ngọc|huy|tùng|đức|duy|xuân|khắc|trọng|thế|thùy|thuỳ|tiến|minh"
    "|thu|thanh|kim|phương|tuấn|mỹ|bích|như|khánh|mạnh|tấn|diễm|tuyết|kiều|anh|thúy|thuý"
)
#: Second words of names.
MIDDLE = either(
    f"{_CLEAR_MIDDLE}|công|thường|thánh|thái|nhật|nguyên|tiên|nam|thất|ích|thúc|đĩnh|tất|viết|cảnh|đăng|tri|cư|bỉnh|khát"
    "|bình|cẩm|hoàng|phước|trung|thành|đại|quý|gia|bá|bảo|cao|hoa"
)
_BARE_MIDDLE = "(?:thi|van|duc|ngoc|huu|xuan|hong|kim|bich)"
#: Streets, towns and islands.
_PLACE = (
    f"(?:{either('trần hưng đạo|lý thường kiệt|hồ chí minh|hoàng sa|hoàng mai|phan rang|phan thiết')}"
    f"|{either('lâm đồng|lý sơn|vũ hán')}|le[ ]quoc[ ]khanh)\\b"
)
_BEGINNING = (
    rf"(?<!\w)(?!{_PLACE})(?:{_SURE}[ ](?:{MIDDLE})|{_UNSURE}[ ](?:{_CLEAR_MIDDLE})|{_BARE}[ ]{_BARE_MIDDLE})\b"
)
_WORD = r"[^\W\d_]{1,7}\b"
_LAST_WORD = rf"(?!(?:{either('gửi|gởi|nhắn|chuyển|chia|trả|nói|viết|đăng|vừa|mới|đã|tin')}|fwd?|sent)\b){_WORD}"

#: Behind "thị" and "văn" stands the name, whatever it is.
_AFTER_SEX = rf"(?<=[ ](?:thị|văn|thi|van)[ ]){_WORD}"
_NOT_YET = rf"(?!(?:{either('xin|hỏi|ở|đang|có|là|muốn|cho|và|ạ|nhà|nghe|gửi|nhắn|thấy|đọc|cần|bị')})\b){_WORD}"
#: Surname, second word and the name: "trần văn bình", "nguyen thi minh khai". What follows may be a sentence.
SMALL_NAME = rf"{_BEGINNING}[ ](?:(?:{MIDDLE})[ ](?!(?:{NO_NAME})\b){_WORD}|{_AFTER_SEX}|{_NOT_YET})"
#: The same where something surely ends it.
SMALL_NAME_ALONE = rf"{_BEGINNING}[ ](?:{_AFTER_SEX}|{_LAST_WORD})(?:[ ]{_LAST_WORD})?"
#: Where sending stands behind it, two words are enough after a sure surname.
SMALL_NAME_OF_SENDER = (
    rf"(?:{SMALL_NAME_ALONE}|(?<!\w)(?!{_PLACE}){_SURE}\b(?:[ ]{_LAST_WORD}){{1,3}}"
    rf"|(?<!\w)do[ ]thi[ ]{_WORD}(?:[ ]{_LAST_WORD})?)"
)

_GIVEN = (
    "lan|hoa|hương|hường|hạnh|hiền|huyền|hà|thảo|trang|thủy|thuỷ|thúy|thuý|ngọc|nga|nhung|oanh|phượng|phương|quỳnh|thơm"
    "|tuyết|vân|yến|xuân|loan|liên|liễu|cúc|duyên|diệp|giang|hùng|hưng|huy|khánh|long|phúc|quân|quang|sơn|thắng"
    "|tuấn|tùng|việt|vinh|dũng|duy|đạt|đức|cường|kiên|hiếu|hoàng|hậu|nghĩa|ánh|bích|nguyệt|trâm|trinh|uyên"
)
#: Without marks these would be other words too: "chi tien gui" is to pay interest.
_WITH_MARKS = (
    "hằng|thu|tâm|thanh|mai|linh|châu|dung|hải|lâm|minh|nam|phong|sang|tài|thành|thịnh|tiến|toàn|trung"
    "|tú|bình|bảo|mạnh|nhân"
)
#: "chị hoa": the name after the word for kin.
SMALL_AFTER_KIN = (
    rf"(?<!\w)(?:{either('cô|chú|anh|chị|bác|thầy|ông|dì|cậu')}|bà|mợ|thím)[ ]"
    rf"(?P<name>{either(_GIVEN)}|(?<=[ôúịầàìậ][ ])(?:{_WITH_MARKS})|(?<=(?:anh|bác|ông)[ ])(?:{_WITH_MARKS}))\b"
)
