"""Chat words of Vietnamese in full: ko → không, dc → được, bn → bạn or bao nhiêu. Only for texts in Vietnamese."""

import re
from collections.abc import Callable, Collection

from factdesk.matching.text.patterns import BEGIN, END, each_token, listed, small_runs, spelled
from factdesk.matching.text.tones import is_syllable

_PLAIN = {
    "không": "ko kô k k0 kg khg hk hok hôk hôg hem hổng khum khom kog",
    "được": "dc đc đx đươc đựoc",
    "gì": "j ji gj jì",
    "rồi": "r rùi rầu ròi",
    "với": "vs vz",
    "mọi người": "mn mng",
    "người ta": "ngta ngt nta",
    "người": "ng ngừi ngừoi ngươì ngừơi nguời nguoì",
    "như thế nào": "ntn",
    "thế nào": "tn tnao tnào",
    "bao nhiêu": "bnh bnhiu bnhiêu bnhieu baonhiu",
    "nhiêu": "nhiu",
    "nhiều": "nhìu",
    "bây giờ": "bh bjo bgio",
    "cũng": "cx cg cug cũg",
    "phải không": "pk phk",
    "không phải": "kp hkp",
    "đúng không": "đko dko đhk",
    "biết": "bik bít bjt bjk",
    "làm": "lm",
    "làm sao": "lsao",
    "trước": "trc trk",
    "thích": "thik thíc thix thjk thic",
    "yêu": "iu",
    "vợ": "vk",
    "em": "e",
    "thôi": "thui thoy hoy",
    "vậy": "zậy zay dzậy dzay",
    "vào": "zô dzô",
    "quá": "wa wá qá",
    "quen": "wen",
    "luôn": "lun",
    "đang": "đag dag",
    "đừng": "đừg đug",
    "thông tin": "ttin",
    "thời gian": "tgian",
    "chương trình": "ctrinh ctrình",
    "hôm nay": "hnay hnai",
    "hôm qua": "hqua",
    "ngày mai": "nmai",
    "giờ": "h",
    "nước": "nc nướk nứoc",
    "nói chuyện": "nch",
    "trả lời": "tloi trl",
    "nhắn tin": "nt ntin",
    "tài khoản": "tk",
    "số tài khoản": "stk",
    "mật khẩu": "mkhau mkhẩu",
    "sản phẩm": "sp",
    "quảng cáo": "qc",
    "điện thoại": "đt dthoai đthoại",
    "số điện thoại": "sđt sdt",
    "ví dụ": "vd",
    "vấn đề": "vđề vde",
    "gia đình": "gđ gđình",
    "học sinh": "hs",
    "sinh viên": "sv",
    "giáo viên": "gv",
    "nhân viên": "nv",
    "bác sĩ": "bs bsi bsĩ",
    "bệnh viện": "bv bviện bvien",
    "bệnh nhân": "bnhân bnhan",
    "phụ huynh": "phhs",
    "Facebook": "fb face fbook phây",
    "Zalo": "zl",
    "YouTube": "ytb",
    "anh chị em": "ace",
    "tương tác": "ttac",
    "chính phủ": "cphu cphủ",
    "quyết định": "qđịnh",
    "sử dụng": "sd",
    "thuê bao": "tbao",
}
_FULL = {short: full for full, shorts in _PLAIN.items() for short in shorts.split()}

# Words that are others too, by what stands beside them.
_THINGS = listed(
    "vitamin viện vien bệnh benh omega nhóm nhom loại loai hạng hang khối khoi lớp lop khu vùng vung gan cúm"
    " cum máu mau điểm diem hepatitis đội doi bảng bang tổ to số so phương án sân khán"
)
_COUNTED = listed(
    "tiền tien ngày ngay tuổi tuoi người nguoi % năm nam tháng thang lần lan kg độ do giờ gio phút phut đồng"
    " dong km con triệu trieu cái cai ca tấn tan điểm diem liều lieu mũi mui nước nuoc vậy vay thế the mét met"
    " trường lít"
)
_AMOUNT = listed(
    "có co giá gia hết het là la mất mat phạt phat tầm tam khoảng khoang tốn ton đóng dong khoản cần nhận lương luong"
)
_KINDS = listed("trai gái gai nào nao bè be thân than học hoc em ấy của cua ơi oi")
_FRIENDS = listed("các cac mấy may mỗi moi cho với voi của cua hỏi hoi mọi nhiều chào chao")
_REGISTERED = listed(
    "kinh xe tạm tam kết ket thường thuong khai thi vay online học hoc thuế thue gói goi hộ ho tài tai sim"
    " tiêm tiem thành mở tham nghĩa trực ở o đâu dau như ntn"
)
_TEACHING = listed("sở so bộ bo phòng phong ngành nganh")
_DEALS = listed("tài khoản tai khoan điểm diem phiên phien lịch sử bị bi mã ma")
_FAMILY = listed("em mình minh e m mk tui tôi toi nhà nha của cua vk vợ với vs và va hai bà anh")
_DENYING = listed("không khong ko k kg hk hok chưa chua chẳng chả đâu")
_BANKS = listed("các cac mấy may app gửi gui vay rút rut thẻ the nhân tại tai bên ben")
_ILL = listed("gây gay bị bi chữa chua trị mắc mac ngừa ngua chống bệnh")
_ORGANS = listed("phổi phoi gan vú vu vòm vom dạ tuyến tuyen đại trực da máu não nao thận than")
_SECRET = listed("đổi doi lộ lo nhập nhap mất mat quên quen đặt dat pass lưu tk khoản khoan")
_SCHOOLS = listed("học hoc đại đh dai tiểu tieu mầm mam cấp cap trung thpt thcs em con mình mk e cháu quốc tư công")
_ASKED = listed("đúng dung phải phai thật that có co biết biet được duoc hay chưa chua")
_ENDS = listed("ạ a vậy vay ta ad ae bác bac anh chị chi cả ca mn nhỉ nhi bạn mọi moi thế the các cac") | {""}

Beside = tuple[str, str]
Choice = Callable[[Beside], str]


def _friend(beside: Beside) -> str:
    before, after = beside
    if after.isdigit():
        return "bệnh nhân"
    if before in _FRIENDS or after in _KINDS:
        return "bạn"
    return "bao nhiêu" if after in _COUNTED or before in _AMOUNT or not after else "bạn"


def _school(beside: Beside) -> str:
    if beside[0] in _TEACHING:
        return "giáo dục"
    return "giao dịch" if beside[0] in _DEALS else "gia đình"


def _unless(full: str, before: Collection[str] = ()) -> Choice:
    """`full`, but not after a figure or one of the words `before`."""
    return lambda beside: "" if beside[0] in before or beside[0].isdigit() else full


def _may(beside: Beside) -> str:
    before, after = beside
    if before in _DENYING:
        return "được"
    if after in _REGISTERED:
        return "đăng ký"
    return "đúng không" if after in _ENDS else "được"


def _nay(beside: Beside) -> str:
    """ "K" is no, or a thousand, or short for cancer."""
    before, after = beside
    if after in _ORGANS and (before in _ILL or after in ("phổi", "vú", "vòm")):
        return "ung thư"
    return "" if before in _THINGS or before.isdigit() else "không"


_CHOSEN: dict[str, Choice] = {
    "bn": _friend,
    "gd": _school,
    **dict.fromkeys(("dk", "đk"), _may),
    "ck": lambda beside: "chuyển khoản" if _FAMILY.isdisjoint(beside) else "chồng",
    "mk": lambda beside: "mật khẩu" if beside[0] in _SECRET else "mình",
    "bt": lambda beside: "biết" if beside[0] in _DENYING else "bình thường",
    # "Song Hong" is a river: only where it ends a question.
    "hong": lambda beside: "không" if beside[0] in _ASKED and beside[1] in _ENDS else "",
    "hông": lambda beside: "không" if beside[0] in _ASKED and beside[1] in _ENDS else "",
    "trg": lambda beside: "trường" if beside[1] in _SCHOOLS else "trong",
    "v": lambda beside: "vậy" if beside[1] in _ENDS and beside[0] and not beside[0].isdigit() else "",
    "z": lambda beside: "vậy" if beside[1] in _ENDS and beside[0] else "",
    "h": _unless("giờ", _THINGS),
    "nh": lambda beside: "ngân hàng" if beside[0] in _BANKS or beside[0].isdigit() else "",
    "kh": _unless("không", ("của", "cua", "với", "cho", "các", "cac")),
    "tk": lambda beside: "tiết kiệm" if beside[0] in ("gửi", "gui", "sổ", "so") else "tài khoản",
}
_CHOSEN["e"] = _unless("em", _THINGS)
_CHOSEN["k"] = _nay
# Kilograms and minutes follow a figure.
_CHOSEN |= {short: _unless(_FULL[short]) for short in ("kg", "tn", "nc", "sp", "nt", "sd")}

_SHORT = frozenset((*_FULL, *_CHOSEN))
_CHAT = re.compile(rf"{BEGIN}\w{{1,8}}{END}")
_MARKED = "àảãáạăằẳẵắặâầẩẫấậèẻẽéẹêềểễếệìỉĩíịòỏõóọôồổỗốộơờởỡớợùủũúụưừửữứự"
_CLIPPED = re.compile(rf"([^\W\d_]{{0,4}}[{_MARKED}])([gh])(\W*)", re.IGNORECASE)
_BEFORE = re.compile(r"([\w%]+)[ ]$")
_AFTER = re.compile(r"[ ]([\w%]+)")
_NEAR = 24  # characters that are looked at on each side
#: "Bao h", "may h" and the like, of two words.
_TWO = [
    (spelled(rf"{BEGIN}(bao|mấy|bây) ?h{END}"), r"\1 giờ"),
    (spelled(rf"{BEGIN}(vì|tại|làm) s{END}"), r"\1 sao"),
    (spelled(rf"{BEGIN}có ?k(?=\s*(?:[?!.,]|ạ|$))"), "có không"),
]


def written_out(text: str) -> str:
    """The text with its chat words in full, with diacritics.

    Only small letters are read so (or one capital where a sentence begins), since capitals are abbreviations of another
    kind: K is a hospital, BN a patient, DC a city. In a text wholly in capitals there is no telling, and none is read.
    """
    said = small_runs(text)
    if _SHORT.isdisjoint(said) and "s" not in said:
        return text if text.isascii() else _clipped(text)
    read = text
    for pattern, full in _TWO:
        read = pattern.sub(full, read)
    read = _CHAT.sub(_full, read)
    if not read.isascii():
        read = _clipped(read)
    return read if len(read) <= 4 * len(text) else text


@each_token
def _clipped(token: str) -> str:
    """đúg → đúng, mìh → mình: what nobody means otherwise, as no syllable ends in g or h alone."""
    found = _CLIPPED.fullmatch(token)
    if found is None:
        return token
    begin, last, rest = found.groups()
    return f"{begin}n{last}{rest}" if is_syllable(f"{begin}n{last}".lower()) else token


def _full(found: re.Match[str]) -> str:
    word, text, begin, end = found.group(), found.string, found.start(), found.end()
    if word.lower() not in _SHORT:
        return word
    before = _BEFORE.search(text[max(0, begin - _NEAR) : begin])
    after = _AFTER.match(text[end : end + _NEAR])
    begins = (
        word[0].isupper()
        and word[1:] == word[1:].lower()
        and _starts(text, begin)
        and text[end + 1 : end + 2].islower()
    )
    if not word.islower() and not begins:
        return word
    small = word.lower()
    beside = before.group(1).lower() if before else "", after.group(1).lower() if after else ""
    chosen = _CHOSEN[small](beside) if small in _CHOSEN else _FULL[small]
    if not chosen:
        return word
    return chosen if word.islower() else chosen[0].upper() + chosen[1:]


def _starts(text: str, at: int) -> bool:
    """Whether a sentence begins there."""
    before = text[max(0, at - 2) : at].rstrip()
    return not before or before[-1] in '.!?"“:'
