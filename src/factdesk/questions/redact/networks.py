"""How people name a network and say that an account there is theirs: pieces of patterns."""

from __future__ import annotations

from factdesk.questions.redact.unmarked import ME, either

NETWORK = (
    r"(?:fb|facebook|messenger|zalo|tiktok|telegram|tele|ig|insta|instagram|twitter|skype|viber|wechat|whatsapp|snapchat"
    r"|snap|discord)"
)
PLATFORM = (
    rf"(?:{NETWORK}|line|nick(?:[ ]{NETWORK})?|acc(?:[ ]{NETWORK})?|username|user"
    rf"|(?:tài|tai)\s?(?:khoản|khoan)(?:[ ]{NETWORK})?|tên\s?đăng\s?nhập|ten\s?dang\s?nhap)"
)
OF_ME = rf"(?:[ ](?:(?:của|cua)[ ])?{ME})"
_KIN = either("mẹ|má|bố|ba|chị|anh|vợ|chồng|bà|ông|bạn|con")
MINE = (
    rf"(?:{OF_ME}|[ ](?:(?:của|cua)[ ])?(?:(?:{_KIN})[ ]{ME}"
    r"|nó|no|hắn|(?:anh|chị|ông|bà|cô|bạn)[ ](?:ấy|ta)))"
)
WORD_OF_NAMING = (
    rf"(?:[ ](?:(?:có|co)[ ])?(?:{either('tên tài khoản|tên')}|nick(?:name)?|id|user(?:[ ]?name)?|handle|account|name))"
)
IS = rf"(?:[ ](?:{either('là|tên')}|is))"
NAMING = rf"{MINE}?{WORD_OF_NAMING}?{MINE}?{IS}?"
