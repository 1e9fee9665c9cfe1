"""Whether a text wants an opinion: no verdict on a fact answers whether something is fair, too much or ought to be.

What one should do (charge a phone overnight, give a child water) is asked of what a check says, so that is none;
whether an office should ban something is one, and so is which shop is the cheapest. Of 310 such questions among the
project's own training questions (train/written) 138 are seen, and of 13,138 questions of at most 25 words that ask
about a fact 8 are taken for one.
"""

from __future__ import annotations

import re

_WHO = r"(?:mọi người|bà con|các (?:bác|bạn|mẹ|cụ|anh chị)|mấy (?:anh chị|bác|bạn)|mn|mng|ae|bạn)"
_WHO_BARE = r"(?:moi nguoi|ba con|cac (?:bac|ban|me|cu|anh chi)|may (?:anh chi|bac|ban))"
_NOT = r"(?:không|khong|ko|hông|hong|k)"
_VIETNAMESE = re.compile(
    r"\bcó nên (?:dời|bỏ|cấm|giữ|thay|phạt|dạy|tăng|giảm|cho phép|bắt buộc|giấu|mua|bán|gắn|gộp|mở|xây|thu)\b"
    r"|\b(?:có đáng (?:bị|phải|không|ko)|đáng hay không|có xứng đáng|có công bằng|co dang bi)\b"
    r"|(?<!nhìn )\b(?:nghĩ|thấy|nghi|thay) sao(?= ?[?.!,]| (?:về|ve|ạ|nhỉ)\b|$)"
    rf"|\btheo (?:{_WHO}|{_WHO_BARE})\b"
    rf"|\b{_WHO} (?:thấy|nghĩ|ủng hộ|(?:có )?đồng (?:tình|ý))\b"
    rf"|\b{_WHO_BARE} (?:thay co|nghi|ung ho|(?:co )?dong (?:tinh|y))\b"
    rf"|\b(?:nên hay|nen hay|đáng) {_NOT}\b"
    r"|\b(?:hợp lý|hợp lẽ|hop ly|thỏa đáng|công bằng|cong bang|nhân đạo|quá đáng|qua dang|vô lý)"
    rf"(?: \w+)? {_NOT}\b"
    r"|\bcó (?:phải là )?quá (?:nặng|nhẹ|cao|thấp|nhiều|ít|vội|sớm|muộn|đắt|rẻ|tay|đáng)\b"
    r"|\bco (?:phai la )?qua (?:nang|nhe|cao|thap|nhieu|it|voi|som|muon|dat|re|tay|dang)\b"
    r"|\b(?:lẽ ra|đáng lẽ|mới phải|mới đáng|moi phai|dang le)\b"
    rf"|\b(?:đồng tình|đồng ý|dong y|dong tinh) (?:{_NOT}|chứ)\b"
    r"|\b(?:nặng hay nhẹ|nang hay nhe|hay hay dở)\b"
    # What is the best or the cheapest: advice, which no verdict gives. The largest or the oldest is a fact.
    r"|\b(?:nào|nao|đâu|dau)\b(?: \S+){0,3} (?:rẻ|tốt|ngon|lợi|tiện|hợp|đẹp|uy tín|đáng (?:mua|tiền)|re|tot"
    r"|loi|tien|hop|dep|uy tin) (?:nhất|hơn|nhat|hon)\b"
)
_ENGLISH = re.compile(
    r"\bis(?:n't)? it (?:really )?(?:fair|moral|selfish|shameful|cruel|rude|over the top|a shame|acceptable"
    r"|reasonable)\b"
    r"|\bwould(?:n't)? it be (?:fair|right|just|better|wiser)\b"
    r"|\b(?:what do you (?:think|reckon)|don't you (?:think|agree)|do you (?:think|agree)|agree\?"
    r"|in (?:your|my) (?:view|opinion)|imho\b|change my mind|fight me|am i wrong|if you ask me)"
    r"|\b(?:a|an|absolute|utter) (?:disgrace|shame|scandal)\b|\b(?:a slap in the face|shameless|disgraceful|inhuman)\b"
    r"|(?:^|[.!?,] )(?:should|shouldn't|wouldn't) (?!(?:i|you|we|one|somebody|someone|people|a|an)\b)"
    r"|\b(?:should|shouldn't|ought to) (?:be (?:banned|closed|fined|sacked|jailed|outlawed|stopped|allowed|free|kept)"
    r"|never|lose|stop|cost|spend)\b"
    r"|\b(?:which|what) (?:\S+ ){0,3}(?:is|are|tastes?|works?) (?:the )?(?:best|better|cheape(?:st|r)|tastiest)\b"
    r"|\b(?:nicer|tastier|prettier|uglier|funnier|more (?:beautiful|fun|tasty|boring)) than\b"
    r"|\b(?:far |way |much )?too (?:long|high|low|harsh|heavy|soft|lenient|expensive|generous|strict|late|early)\b"
    r"[^.]{0,40}\?"
)


def is_wanted(text: str) -> bool:
    """Whether an opinion is asked for, or given.

    Args:
        text: in small letters, with straight apostrophes.
    """
    return bool(_VIETNAMESE.search(text) or _ENGLISH.search(text))
