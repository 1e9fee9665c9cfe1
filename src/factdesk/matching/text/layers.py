"""What people put round a text when they pass it on: quote marks, headers of mail, "Chuyển tiếp từ …", "RT @x:"."""

import re

from factdesk.matching.text.patterns import says_enough, says_something, spelled

_FEWEST = 3  # words that must be left when sentences go
_QUOTE = re.compile(r"^\s*(?:>\s*){1,20}")
_RULER = spelled(
    r"^[\W_]{0,40}(?:forwarded message|original message|begin forwarded message|reply above this line"
    r"|tin nhắn (?:đã )?(?:được )?chuyển tiếp|thư (?:đã )?(?:được )?chuyển tiếp|tin nhắn gốc|forwarded many times"
    r"|forwarded|đã chuyển tiếp(?: nhiều lần)?|được chuyển tiếp(?: nhiều lần)?)[\W_]{0,40}$"
)
_HEADER = spelled(
    r"^\s*(?:from|to|cc|bcc|date|sent|reply-to|từ|đến|ngày|ngày gửi|gửi lúc|người gửi"
    r"|người nhận)\s*:\s"
)
_SUBJECT = spelled(r"^\s*(?:subject|chủ đề|tiêu đề)\s*:\s*")
_WROTE = spelled(r"^\s*(?:on|vào)\s.{4,120}\s(?:wrote|đã viết)\s*:\s*$")
_FOOT = spelled(
    r"^\s*(?:sent from my \w{2,12}.{0,20}|(?:đã )?gửi từ (?:iphone|ipad|thiết bị|outlook|yahoo).{0,30}"
    r"|get outlook for \w+"
    r"|see (?:more|translation)|xem (?:thêm|bản dịch)|…?\s?(?:see more|xem thêm)|thích\s*·\s*.{0,40}"
    r"|like\s*·\s*.{0,40})\s*$"
)
# "[12/05/2021, 10:05:11] Mẹ: ", "12/05/21, 10:05 - Mẹ: ", "Mẹ [10:05, 12/3/2021]: "
_STAMP = re.compile(
    r"^\s*(?:\[\d{1,2}[/.:]\d{1,2}(?:[/.:]\d{2,4})?,?\s[\d:/., ]{4,20}(?:[AP]M)?\]\s*[^:\n]{1,40}:\s"
    r"|\d{1,2}/\d{1,2}/\d{2,4},?\s\d{1,2}:\d{2}(?::\d{2})?(?:\s[AP]M)?\s-\s[^:\n]{1,40}:\s)",
    re.IGNORECASE,
)
_PREFIX = spelled(
    r"^\s*(?:(?:tin )?(?:đã |được )?chuyển tiếp nhiều lần|forwarded many times)(?!\w)[\s:.,-]*"
    r"|^\s*[\[(]?(?:(?:fwd?|re|tr|chuyển tiếp|trả lời)(?:\s*\([^()\n]{1,40}\))?\s*[:\])]+"
    r"|rt\s+@\w{1,30}\s*:?|mt\s+@\w{1,30}\s*:?"
    r"|(?:tin(?: nhắn)? )?(?:được |đã )?(?:chuyển tiếp|forward|share lại|chia sẻ lại|copy|cop|nhắn"
    r"|gửi)\s(?:lại )?(?:từ|trong)\s"
    r"(?:(?:nhóm|group|zalo|facebook|fb|trang|page|bạn|một|người|hội|mẹ|kênh)\s?)[^:\n.?!]{0,60}:"
    r"|(?:tin )?từ (?:nhóm|group)\s(?:zalo|facebook|fb|chat|viber|telegram)?[^:\n.?!]{0,50}:"
    r"|(?:from|via) (?:a |my |the )?(?:whatsapp|facebook|family|zalo|telegram|viber|group|group chat)[^:\n.?!]{0,40}:"
    r"|(?:forwarded|shared) (?:from|by|as received|via)\b[^:\n.?!]{0,40}:|as received\s*[:.]"
    r"|(?:st|sưu tầm|trích|trích dẫn|copy|nguyên văn|nội dung(?: tin nhắn)?)\s*:)\s*"
)
_AUTHOR = re.compile(r"\s[—–-]{1,2}\s[^—\n]{1,60}\(@\w{1,30}\)[^—\n]{0,30}\s*$")
_TAIL = spelled(
    r"\s(?:[(\[]?(?:nguồn|cre|credit|source|st|sưu tầm|via|cc|h/t)\s?[:.@]\s?[^.!?\n]{0,60}[)\]]?\.?"
    r"|[(\[](?:st|sưu tầm|copy|theo fb|theo facebook|fwd|forwarded)[)\]])\s*$"
)
#: Sentences that only ask to be passed on.
_URGING = spelled(
    r"(?:(?<=[.!?…\n:*-])|^)\s{0,2}(?:"
    r"(?:(?:mọi người|cả nhà|các bạn|anh em|bà con|ai đọc được|xin|hãy|vui lòng|nhờ|làm ơn|nhớ|please|pls"
    r"|kindly)[\s,:]{0,2}){0,3}"
    r"(?:(?:chia sẻ|share|chuyển tiếp|lan toả|lan tỏa|gửi|forward|copy and paste|repost|retweet|rt)"
    r"(?:\s(?:gấp|mạnh|ngay|nhanh|nhiều|rộng rãi|giúp|giùm|cho|đến|tới|bài|tin|này|lên|mọi người|người thân|gia đình"
    r"|bạn bè|cùng|biết|để|và|tránh|nhé|nha|ạ|với|this|it|to|everyone|everybody|widely|now|asap|your|friends"
    r"|and|family"
    r"|all|as|many|people|as possible|you|know|can|please|message|far|wide|urgently|before|it's|deleted|they"
    r"|delete)){0,16})"
    r"|(?:tin )?(?:khẩn cấp|khẩn|nóng|cực nóng|hot|sốc|gấp|mới nhất)|cảnh báo khẩn(?: cấp)?|breaking(?: news)?"
    r"|urgent(?: message)?"
    r"|(?:very )?important(?: message)?|must read|(?:just in)|alert|warning"
    r")\s{0,2}(?:[.!:…*]{1,20}|(?=\n)|$)"
)


def peeled(text: str) -> str:
    """The text without what passing it on has put round it; line by line, so lines must still be there.

    What is quoted and what is said of it both stay. Nothing goes where nothing would be left.
    """
    lines = text.split("\n")
    kept: list[str] = []
    headers = sum(1 for line in lines if _HEADER.match(line)) > 1
    for line in lines:
        if ">" in line:
            line = _QUOTE.sub("", line)
        if _RULER.match(line) or _WROTE.match(line) or _FOOT.match(line) or (headers and _HEADER.match(line)):
            continue
        line = _SUBJECT.sub("", line) if headers else line
        kept.append(_unwrapped(_STAMP.sub("", line)))
    read = "\n".join(line for line in kept if line.strip())
    bare = _URGING.sub(" ", read).strip()
    read = bare if says_enough(bare, _FEWEST) else read
    return read if says_something(read) else text


def unsigned(text: str) -> str:
    """The text without its author at the end, "— Name (@handle) date".

    For words only: the encoder finds a post better by who wrote it and when.
    """
    read = _AUTHOR.sub("", text)
    return read if says_something(read) else text


def _unwrapped(line: str) -> str:
    for _ in range(4):
        read = _TAIL.sub("", _PREFIX.sub("", line))
        if read == line or not says_something(read):
            break
        line = read
    return line
