"""Which language a review is in: as it says, else guessed from its letters and commonest words."""

from __future__ import annotations

import re
from typing import Any

UNKNOWN = "und"
_SUBTAG = re.compile(r"([a-zA-Z]{2,3})(?![a-zA-Z])")
_NAMES = {"vietnamese": "vi", "tiếng việt": "vi", "english": "en", "french": "fr", "spanish": "es", "german": "de"}

# Letters that Vietnamese has and no other language written in Latin letters uses together.
_VIETNAMESE = re.compile(r"[ăđơưạảấầẩẫậắằẳẵặẹẻẽếềểễệỉịọỏốồổỗộớờởỡợụủứừửữựỳỵỷỹ]")
_SCRIPTS = (
    ("ko", re.compile(r"[\uac00-\ud7a3]")),
    ("ja", re.compile(r"[\u3040-\u30ff]")),
    ("zh", re.compile(r"[\u4e00-\u9fff]")),
    ("th", re.compile(r"[\u0e00-\u0e7f]")),
    ("lo", re.compile(r"[\u0e80-\u0eff]")),
    ("km", re.compile(r"[\u1780-\u17ff]")),
    ("my", re.compile(r"[\u1000-\u109f]")),
    ("he", re.compile(r"[\u0590-\u05ff]")),
    ("el", re.compile(r"[\u0370-\u03ff]")),
)
_WORD = re.compile(r"[^\W\d_]+")
# fmt: off
_COMMON = {
    "en": {
        "the", "of", "and", "to", "in", "is", "that", "was", "for", "it", "on", "with", "as", "are", "this",
        "be", "by", "from", "has", "have", "not", "a", "an", "who", "will", "no", "been", "after", "were",
        "people", "says", "said", "shows",
    },
    # Without diacritics too; words that English shares ("to", "do", "me") are left out.
    "vi": {
        "va", "la", "cua", "cho", "khong", "duoc", "co", "trong", "nguoi", "nhung", "voi", "nay", "da", "mot",
        "cac", "den", "tai", "khi", "theo", "bi", "ve", "sau", "tren", "tu", "se", "dang", "phai", "nuoc",
        "tin", "gia",
    },
}
# fmt: on


def declared(value: Any) -> str:
    """The primary subtag of an `inLanguage`: "vi", "en-US", {"alternateName": "vi"}, a list of one; else ""."""
    if isinstance(value, list):
        value = value[0] if len(value) == 1 else None
    if isinstance(value, dict):
        value = value.get("alternateName") or value.get("@value") or value.get("name")
    if not isinstance(value, str):
        return ""
    text = value.strip().lower()
    if text in _NAMES:
        return _NAMES[text]
    match = _SUBTAG.match(text)
    return match[1] if match and (len(text) == len(match[1]) or text[len(match[1])] in "-_") else ""


def guessed(text: str) -> str:
    """ "vi", "en", another subtag where the script alone tells, or "und" rather than a wrong one."""
    text = text[:2000].lower()
    letters = sum(map(str.isalpha, text))
    if letters == 0:
        return UNKNOWN
    if not text.isascii():
        for subtag, script in _SCRIPTS:
            if len(script.findall(text)) * 5 > letters:
                return subtag
        if len(_VIETNAMESE.findall(text)) * 25 >= letters:
            return "vi"
    words = _WORD.findall(text)
    shares = {subtag: sum(word in common for word in words) / len(words) for subtag, common in _COMMON.items()}
    best = max(shares, key=lambda subtag: shares[subtag])
    return best if shares[best] >= 0.15 and shares[best] >= 1.5 * min(shares.values()) else UNKNOWN
