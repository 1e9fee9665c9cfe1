"""The words that stand where something was cut."""

from __future__ import annotations

import re

WORDS: dict[str, dict[str, str]] = {
    "vi": {
        "phone": "[số điện thoại]",
        "email": "[địa chỉ e-mail]",
        "account": "[tên tài khoản]",
        "card": "[số thẻ]",
        "bank": "[số tài khoản]",
        "identity": "[số giấy tờ]",
        "number": "[dãy số]",
        "address": "[địa chỉ IP]",
        "device": "[địa chỉ thiết bị]",
        "sender": "[người gửi]",
        "name": "[họ tên]",
        "home": "[địa chỉ nhà]",
        "plate": "[biển số xe]",
    },
    "en": {
        "phone": "[phone number]",
        "email": "[e-mail address]",
        "account": "[account name]",
        "card": "[card number]",
        "bank": "[account number]",
        "identity": "[ID number]",
        "number": "[long number]",
        "address": "[IP address]",
        "device": "[device address]",
        "sender": "[sender]",
        "name": "[name]",
        "home": "[home address]",
        "plate": "[licence plate]",
    },
}

#: Any mask, in any language.
MASK = re.compile("|".join(re.escape(word) for words in WORDS.values() for word in words.values()))


def mask(kind: str, language: str) -> str:
    """The mask of a kind in Vietnamese or, for every other language, English; "" for what leaves nothing behind."""
    return WORDS["vi" if language == "vi" else "en"][kind] if kind else ""
