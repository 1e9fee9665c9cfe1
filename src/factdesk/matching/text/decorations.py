"""Emoji, emoticons, laughter and ornaments out of a text; keycaps stay as digits, flags as the names of countries."""

import re

from factdesk.matching.text.patterns import says_something

_FLAGS = {
    "US": ("Mỹ", "United States"), "CN": ("Trung Quốc", "China"), "TW": ("Đài Loan", "Taiwan"),
    "RU": ("Nga", "Russia"), "UA": ("Ukraina", "Ukraine"), "IL": ("Israel", "Israel"), "PS": ("Palestine", "Palestine"),
    "IR": ("Iran", "Iran"), "JP": ("Nhật Bản", "Japan"), "KR": ("Hàn Quốc", "South Korea"),
    "KP": ("Triều Tiên", "North Korea"), "TH": ("Thái Lan", "Thailand"), "KH": ("Campuchia", "Cambodia"),
    "LA": ("Lào", "Laos"), "MM": ("Myanmar", "Myanmar"), "PH": ("Philippines", "Philippines"),
    "MY": ("Malaysia", "Malaysia"), "SG": ("Singapore", "Singapore"), "ID": ("Indonesia", "Indonesia"),
    "IN": ("Ấn Độ", "India"), "GB": ("Anh", "United Kingdom"), "FR": ("Pháp", "France"), "DE": ("Đức", "Germany"),
    "IT": ("Ý", "Italy"), "AU": ("Úc", "Australia"), "CA": ("Canada", "Canada"), "BR": ("Brazil", "Brazil"),
}  # fmt: skip
_REGIONAL = 0x1F1E6
_FLAG = re.compile("[\U0001f1e6-\U0001f1ff]{2}")
_KEYCAP = re.compile("([0-9#*])\ufe0f?\u20e3")
_PICTURE = re.compile(
    "[\u2190-\u21ff\u2300-\u23ff\u2400-\u245f\u2500-\u27bf\u2900-\u297f\u2b00-\u2bff\u3020\u3030\u3297\u3299"
    "\U0001f000-\U0001faff\u2022\u2023\u2043\u204e\u2051\u2217\u25cf\u00b7\u30fb\uff65\u00a4\u00a6\u00b6\u2020\u2021]"
)
# Strokes through and under letters, frames round them, the choice between an emoji's two looks, tags of flags.
_STROKE = re.compile("[\u0305\u0332-\u0338\u033f\u20d0-\u20f0\ufe00-\ufe0f\U000e0020-\U000e007f]")
_DRESSED = re.compile(f"{_PICTURE.pattern}|{_STROKE.pattern}|[\u203c\u2047-\u2049]")
_MARKS = {"\u203c": "!", "\u2047": "?", "\u2048": "?", "\u2049": "?", "\u2753": "?", "\u2754": "?"}
_SAID = str.maketrans(_MARKS)  # question marks that are emoji still ask
_EMOTICON = re.compile(
    r"[:;=^T>.<x-](?<![\w(].)(?:(?<=[:;=])['^-]?[)(DPpvVoO|*]{1,20}|(?<=[:;])['^-]?3|(?<=\^)[_.o]?\^|(?<=T)_T"
    r"|(?<=>)\.<"
    r"|(?<=<)3+|(?<=-)_+-|(?<=x)D+)(?!\w)"
)
_LAUGHTER = re.compile(
    r"[hklr](?<!\w.)(?:(?<=k)k{2,}|(?<=h)[aieuo](?:h[aieuo]){1,20}h?|(?<=h)[aá]{3,40}|(?<=h)j(?:hj){1,20}"
    r"|(?<=k)e(?:ke){2,20}"
    r"|(?<=l)(?:ol)+|(?<=l)mao|(?<=r)ofl)(?!\w)",
    re.IGNORECASE,
)
_ASKING = re.compile(r"(?:[!?]\s?){2,}")
_ROW = re.compile(r"([.,;:~*_=+|<>^`#-])\1{2,}")
_ROWS = {".": "… ", ",": ", ", ";": "; ", ":": ": ", "<": "<", ">": ">", "+": "+"}
_STAR = re.compile(r"(?<![\w*])[*_~]{1,3}(?=\w)|(?<=[^\W\d])[*~]{1,3}(?!\w)|(?<=\w)_{1,3}(?!\w)")
_BRACKETS = re.compile(r"\){2,}")
_SPACE = re.compile(r"\s+")


def without_pictures(text: str, language: str = "vi") -> str:
    """The text without emoji, arrows, boxes and strokes through letters; unless nothing else is there.

    A keycap stays as its figure. A flag is read as its country's name once, where that is not said already; that of
    Viet Nam decorates. ✅ and ❌ say whose list they stand in and nothing certain: they go as well.

    Args:
        language: of the countries' names.
    """
    if text.isascii() or not _DRESSED.search(text):
        return text
    read = _KEYCAP.sub(r" \1 ", text.translate(_SAID))
    read = _STROKE.sub("", _PICTURE.sub(" ", _countries(read, language)))
    read = _SPACE.sub(" ", read).strip()
    return read if says_something(read) else text


def without_decorations(text: str) -> str:
    """The text without emoticons, laughter, rows of marks and stars; unless nothing else is there."""
    read = _EMOTICON.sub(" ", _LAUGHTER.sub(" ", text))
    read = _ASKING.sub(lambda found: "? " if "?" in found.group() else "! ", read)
    read = _ROW.sub(lambda found: _ROWS.get(found.group(1), " "), read)
    read = _STAR.sub("", read) if "*" in read or "_" in read or "~" in read else read
    if "(" not in read:
        read = _BRACKETS.sub(" ", read)
    if read == text:
        return text
    read = _SPACE.sub(" ", read).strip()
    return read if says_something(read) else text


def _countries(text: str, language: str) -> str:
    if not _FLAG.search(text):
        return text
    said: set[str] = set()

    def name(found: re.Match[str]) -> str:
        code = "".join(chr(ord(letter) - _REGIONAL + ord("A")) for letter in found.group())
        told = _FLAGS.get(code, ("", ""))[language == "en"]
        if not told or told in said or told.lower() in text.lower():
            return " "
        said.add(told)
        return f" {told} "

    return _FLAG.sub(name, text)
