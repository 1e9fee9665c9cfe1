"""How people ask, taken away from what they ask about: "Mọi người ơi cho em hỏi … có thật không ạ?"."""

import re

from factdesk.matching.text.patterns import says_enough, spelled

_FEWEST = 3  # words that must be left
_ROUNDS = 12

_I = "(?:em|mình|tôi|con|cháu|tui|tớ|chị|anh|bọn em|nhà em|nhà mình|bạn em|mẹ em|e)"
_YOU = (
    "(?:mọi người|cả nhà|bà con|(?:các|mấy) (?:bác sĩ|bác|bạn|anh chị|anh|chị|ac|mẹ|mom|thím|cụ|cô chú|thầy cô"
    "|chuyên gia)"
    "|anh chị em|anh chị|ae|anh em|chị em|admin|ad|bác sĩ|bác|bạn|quý (?:cơ quan|báo|vị|đài|ban)|tòa soạn|luật sư)"
)
_REAL = "(?:thật|đúng|phải|chính xác|đáng tin|tin được|chuẩn|thiệt)"
_THIS = (
    "(?:(?:tin|thông tin|điều|cái|chuyện|việc|bài|clip|video)(?: đồn| viết)? (?:này|đó|trên|kia|ấy)|như vậy"
    "|như thế|vậy|thế)"
)
_GAP = r"[\s,:;–-]+"
# Who asks does not know; whom it is about may not know either: "Bộ trưởng không biết, đúng không?".
_UNSURE = (
    "(?:(?:không|chẳng) biết(?= (?:có|là|liệu|tin|thông tin|chuyện|điều|thực hư))|(?<=[,.;:?!–-] )(?:không|chẳng) biết)"
)
_SEP = r"[\s,.;:?!–-]{1,8}"
_END = r"[\s?!.…]*$"
_SOFT = rf"(?:\s(?:ạ|a|vậy|thế|nhỉ|hả|ta|nhé|nha|ha|luôn|đây|với|{_YOU}(?: ơi)?))"

_STARTS = [
    r"(?:[^\W\d_]+ )?(?:câu hỏi|question|hỏi|q)(?: [^\W\d_]+){0,2}:\s+",
    rf"{_YOU} (?:ơi|à|ạ)(?:[\s,!.:]+)",
    rf"(?:xin )?(?:kính )?(?:chào|thưa|gửi) {_YOU}(?: ạ| nhé)?(?:[\s,!.:]+)",
    r"(?:xin )?chào(?: ạ)?[,!.:]\s*",
    r"(?:dạ|alo|alô|ê|à)(?: thưa)?[,!.:]\s*|d\u1ea1\s",
    rf"(?:(?:làm ơn|vui lòng|phiền|nhờ|ai biết|ai rành|{_YOU})[\s,]+){{0,3}}(?:thì )?(?:cho"
    rf"|chỉ)(?: {_I})?(?: xin)? hỏi"
    rf"(?: (?:chút|tí|xíu|thăm|thêm|một chút|1 chút|ngu|với|là|rằng|về việc|về|chuyện|{_YOU}))*{_GAP}",
    rf"(?:{_I} )?(?:xin|muốn|cần|định) (?:được )?hỏi(?: (?:chút|tí|xíu|là|rằng|{_YOU}))*{_GAP}",
    rf"{_I} hỏi(?: (?:chút|tí|xíu|là|rằng))+{_GAP}",
    rf"(?:hôm (?:qua|nay|trước|kia) |sáng nay |mấy hôm nay |dạo này |gần đây )?(?:{_I} )?(?:có |mới |vừa |hay "
    rf"|cứ |vừa mới |đang )?"
    r"(?:nghe|thấy|đọc|xem|coi|lướt)(?: (?:được|thấy|nói|đồn|bảo|kể|người ta|mọi người|các cụ"
    r"|(?:trên|ở) (?:mạng xã hội|mạng|facebook|zalo|tiktok|youtube|báo|đài|tivi|nhóm)|là|rằng|chia sẻ|thông tin"
    r"|tin))+"
    rf"{_GAP}",
    r"(?:trên |ở )?(?:mạng xã hội|mạng|facebook|zalo|tiktok|dân mạng)(?: (?:đang|có|hiện|rộ))*"
    rf" (?:lan truyền|đồn|chia sẻ|xôn xao)(?: (?:tin|thông tin|rằng|là|chuyện|việc))*{_GAP}",
    rf"(?:người ta|dân mạng|thiên hạ) (?:đang |hay |cứ )?(?:nói|đồn|bảo|kể)(?: (?:rằng|là))?{_GAP}",
    rf"(?:nhờ|mong|xin) (?:{_YOU} )?(?:kiểm chứng|xác minh|giải đáp|kiểm tra|xác nhận)(?: (?:giúp|giùm|hộ|cho|{_I}))*"
    rf"(?: (?:về|tin|thông tin|bài|chuyện|việc)(?: này| sau)?)*{_GAP}",
    rf"(?:thực hư|sự thật)(?: về)?(?: (?:chuyện|việc|thông tin|tin|tin đồn))+{_GAP}",
    r"(?:hi|hello|hey|good (?:morning|afternoon|evening)|dear)(?: (?:guys|everyone|everybody|all|there|team"
    r"|folks))?[,.!]+\s*",
    r"(?:please |pls |plz |so )?(?:can|could|does|do|would) (?:someone|anyone|anybody|somebody|you)(?: please"
    r"| here| guys)?"
    r" (?:confirm|verify|tell me|know|check|clarify)(?: (?:if|whether))?(?: (?:it's|it is"
    r"|its) (?:really )?true)?(?: that)?[\s:,]+",
    r"(?:so |but |um |ok |okay )?(?:is|was) it (?:really |actually |even )?(?:true|real|correct|a fact|the case"
    r"|legit)"
    r"(?: that| if)?[\s,:]+",
    r"(?:fact[ -]?check|true or false|real or fake|quick question|question|fyi|psa|til)\s*[:?!-]+\s*",
    r"(?:so |ok |just )?(?:(?:i|we|my \w{2,10})(?:'ve| have)? )?(?:just |recently |keep )?(?:heard|read|saw"
    r"|seen|seeing|hearing)"
    r"(?: (?:on|in|from) (?:facebook|twitter|x|tiktok|whatsapp|youtube|instagram|reddit|the news|social media"
    r"|the internet"
    r"|a (?:group|friend|coworker)|my (?:group|family|friend)))?(?: (?:people |someone |everyone )?(?:that"
    r"|saying|claiming|say))+[\s:,]+",
    r"(?:people|everyone|they|some people|folks) (?:are|keep) (?:saying|claiming|sharing"
    r"|telling me)(?: that)?[\s:,]+",
]
_ENDS = [
    rf"(?:(?:{_UNSURE}|ai biết|liệu|thì|mà|vậy|rồi|là|có|{_I} muốn hỏi|{_THIS}){_SEP}){{0,6}}"
    rf"{_REAL}(?: (?:sự|là|vậy|thế|như vậy|như thế|không đó)){{0,4}} (?:hay )?(?:không|chăng|hả|à){_SOFT}{{0,4}}",
    rf"(?:(?:{_UNSURE}|liệu|vậy|thì|là|{_THIS}){_SEP}){{0,4}}"
    rf"(?:thật|đúng|real|tin thật|thiệt) (?:hay là|hay|hoặc) (?:giả|sai|đùa|bịa|đồn|không|fake|tin giả"
    rf"|xạo){_SOFT}{{0,4}}",
    rf"(?:không biết )?thực hư (?:là )?(?:thế nào|ra sao|như thế nào|sao){_SOFT}{{0,4}}",
    rf"(?:{_I} )?(?:xin )?(?:chân thành )?(?:cảm ơn|cám ơn|thanks|thank|tks)(?: (?:{_YOU}|nhiều|trước|lắm|ạ|nhé"
    rf"|nha)){{0,5}}",
    rf"(?:{_I} )?(?:rất )?(?:mong|nhờ|xin|cần) (?:được )?(?:{_YOU} )?(?:giải đáp|tư vấn|giải thích|xác minh"
    rf"|kiểm chứng"
    rf"|phản hồi|trả lời|cho {_I} biết)(?: (?:giúp|giùm|dùm|cho|với|ạ|nhé|{_I})){{0,5}}",
    rf"(?:{_YOU} )?(?:giúp|chỉ|giải đáp)(?: giúp)? {_I} (?:với|nhé|nha)(?: ạ)?",
    r"(?:so |but |or )?(?:is (?:this|that|it|any of this) (?:really |actually |even )?(?:true|real|right"
    r"|correct|legit|accurate|fake)"
    r"|can (?:anyone|someone|anybody) (?:confirm|verify)(?: (?:this|that|it))?|any truth (?:to|in) (?:this|that|it)"
    r"|(?:is (?:this|it) )?(?:true or (?:false|not)|real or (?:fake|not)|fact or (?:fiction|myth))"
    r"|please (?:confirm|verify|advise)|thanks(?: in advance| a lot| so much)?|thank you(?: so much)?)",
    r"(?<=[,.?!–-] )(?:right|true|correct|legit|really|fact|no)(?=\s*\?)",
]
#: Question and claim in one: "Có phải … không?" says no more than "…".
_PAIRED = spelled(
    rf"^(?:không biết )?(?:liệu )?có(?: {_REAL}(?: (?:là|rằng))?| (?:là|rằng)) ([^?!\n]{{8,}}?)(?: (?:đúng "
    rf"|phải )?không{_SOFT}*)?({_END})"
)
_START = spelled(rf"^[\s,.;:!?–-]*(?:{'|'.join(_STARTS)})")
_FINISH = spelled(rf"{_SEP}(?:{'|'.join(_ENDS)}){_END}")
_AFTER_ASKING = spelled(
    rf"\b(không|chưa|vậy|thế|sao|gì|ạ|đâu|nào|nhiêu|rồi|hả)(?:,? (?:ạ|nhỉ|nhé|nha|{_YOU}(?: ơi)?))+(?=[\s?!.…]*$)"
)
_POLITE = re.compile(
    r"(?:\s(?:ạ|nhỉ|nhé))+(?=[\s?!.…]*$)", re.IGNORECASE
)  # with its mark: "vitamin a", "nha" is a house
_WINDOW = 120  # characters at each end that are looked at
_LAST = 60  # the last of them
#: Each of the endings has one of these; most texts that are asked do not.
_ENDING = spelled(
    "không|chăng|hả|thật|đúng|hay|hoặc|thực hư|ơn|thanks?|tks|giải|tư vấn|xác minh|kiểm chứng|phản hồi|trả lời|biết"
    "|giúp|chỉ|true|real|right|correct|legit|accurate|fake|confirm|verify|truth|fact|advise|really|no\\b"
)
_TRIM = " ,;:–-"


def unframed(text: str) -> str:
    """The claim that is asked about: without greeting, "cho em hỏi", "is it true that", "có thật không", thanks.

    Layers go one by one, each only if at least three words are left.
    """
    for _ in range(_ROUNDS):
        # The end first, until it is done: "có phải" at the beginning looks for its "không" there.
        if (read := _finished(text)) == text and (read := _started(text)) == text:
            break
        text = read
    return text


def _started(text: str) -> str:
    found = _PAIRED.match(text) if len(text) <= 2 * _WINDOW else None
    if found:
        return _kept(text, found.group(1) + found.group(2).strip())
    found = _START.match(text[:_WINDOW])
    return _kept(text, text[found.end() :]) if found else text


def _finished(text: str) -> str:
    begin = max(0, len(text) - _WINDOW)
    end = text[begin:]
    if _ENDING.search(end[-_LAST:]) and (found := _FINISH.search(end)):
        return _kept(text, text[: begin + found.start()])
    begin = max(0, len(text) - _LAST)
    end = text[begin:]
    if found := _AFTER_ASKING.search(end):
        return _kept(text, text[: begin + found.end(1)] + text[begin + found.end() :])
    if found := _POLITE.search(end):
        return _kept(text, text[: begin + found.start()] + text[begin + found.end() :])
    return text


def _kept(text: str, less: str) -> str:
    """`less` if it still says something, else the text."""
    less = less.strip(_TRIM)
    return less if says_enough(less, _FEWEST) else text
