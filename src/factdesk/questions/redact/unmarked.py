"""Vietnamese as it is typed on a phone: with its marks or without, in small letters, syllables run together."""

from __future__ import annotations

import unicodedata


def bare(word: str) -> str:
    """`word` without the marks above and below its letters: "đường" is "duong"."""
    letters = unicodedata.normalize("NFD", word.replace("đ", "d").replace("Đ", "D"))
    return "".join(letter for letter in letters if not unicodedata.combining(letter))


def either(words: str) -> str:
    """Alternatives of a pattern: each of `words`, which have a | between them, as it is and without its marks."""
    forms = dict.fromkeys(form for word in words.strip().split("|") for form in (word, bare(word)))
    return "|".join(forms).replace(" ", "[ ]")


#: Whoever writes, as people call themselves on a phone.
ME = rf"(?:{either('tôi|tui|em|mình|con|cháu')}|tớ|e|mk|mik|mih)"

#: Before "em" or "con": children, brothers and sisters, a mother and her child, of whom the news tells.
NOT_OF_OTHERS = "".join(
    f"(?<!{word}[ ])" for word in ("trẻ", "tre", "anh", "chị", "chi", "hai mẹ", "2 mẹ", "hai me", "2 me", "bà", "ông")
)

_ONSET = "(?:ngh?|nh|th|tr|ch|ph|kh|gh|gi|qu|[bcdghklmnpqrstvx])"
_CODA = "(?:ng|nh|ch|[cmnpt])"
#: One syllable without its marks. What is no syllable, and has its length, is no Vietnamese word.
SYLLABLE = rf"{_ONSET}?[aeiouy]{{1,3}}{_CODA}?"
#: Two syllables or more run together: "lananh".
RUN_TOGETHER = rf"{SYLLABLE}(?:{_ONSET}?[aeiouy]{{1,3}}{_CODA}?){{1,4}}"

#: What no name of a street or a person goes on with: the rest of the sentence begins.
NO_NAME = "|".join(
    (
        either(
            "có|bị|thì|mà|là|ở|không|được|đang|sẽ|đã|vẫn|cũng|và|hay|hoặc|với|cho|xin|hỏi|nghe|nói|thấy|nay|hôm|sáng"
            "|trưa|chiều|mất|cúp|cắt|ngập|cháy|nổ|nước|điện|mạng|wifi|phường|huyện|tỉnh|tp|gần|cạnh|bên|đối|trên"
            "|dưới|trong|ngoài|sau|trước|từ|đến|tới|về|của|này|kia|đó|nào|ạ|nhé|nha|nhỉ|vậy|thế|rồi|chưa|phải|cần|muốn"
            "|nên|sao|gì|ai|uống|bệnh|dịch|covid|sinh|quê|đây|đều|cứ|mới|vừa|xem|biết|nhờ|giúp|gửi|nhắn|hiện|năm|học|đổi"
        ),
        f"(?:{either('khu|tổ|ngõ|ngách|hẻm|kiệt')})(?=[ ]\\d)",
        "quận|xã|thành|thị|tối|mai|a|ad|ko|k|hk|hok|dc|đc|p|q|h|is|in|near|and|the|has|have|was|are|for|so|if|but|can"
        "|will|do|does",
    )
)
