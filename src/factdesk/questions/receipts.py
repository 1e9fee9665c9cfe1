"""The short code that is the only key to a question's own page. Only its keyed hash is stored."""

from __future__ import annotations

import secrets
import unicodedata

from django.conf import settings
from django.utils.crypto import salted_hmac

LENGTH = 10
_ALPHABET = "0123456789abcdefghjkmnpqrstvwxyz"  # Crockford's base32: no i, l, o or u
_READ_AS = str.maketrans("oil", "011")


def random_receipt() -> str:
    """A new receipt: 50 random bits."""
    return "".join(secrets.choice(_ALPHABET) for _ in range(LENGTH))


def receipt_of_form(nonce: str, text: str) -> str:
    """The receipt of one form sent with one text: the same when it is sent twice.

    The text counts too, so that a form that was changed and sent again is a question of its own.
    """
    mac = salted_hmac(
        "factdesk.questions.receipt", f"{nonce[:200]}\n{text}".encode(errors="replace"), algorithm="sha256"
    ).digest()
    bits = int.from_bytes(mac[:7], "big") >> 6
    return "".join(_ALPHABET[(bits >> shift) & 31] for shift in range(5 * (LENGTH - 1), -1, -5))


def normalised(receipt: str) -> str | None:
    """The receipt that was meant by what somebody typed; None where it cannot be one.

    Only letters and figures count: people put all kinds of hyphens, spaces and full stops between and behind them.
    """
    typed = unicodedata.normalize("NFKC", receipt[:60]).lower()
    found = "".join(filter(str.isalnum, typed)).translate(_READ_AS)
    return found if len(found) == LENGTH and set(found) <= set(_ALPHABET) else None


def shown(receipt: str) -> str:
    """For reading aloud and typing: `XXXXX-XXXXX`."""
    found = (normalised(receipt) or receipt).upper()
    return f"{found[:5]}-{found[5:]}"


def mac(receipt: str) -> str:
    """What is stored of a receipt."""
    return _mac(receipt, None)


def macs(receipt: str) -> list[str]:
    """What may be stored of a receipt: with today's secret key, or one that was in use before."""
    return [_mac(receipt, None), *(_mac(receipt, key) for key in settings.SECRET_KEY_FALLBACKS)]


def _mac(receipt: str, secret: str | bytes | None) -> str:
    return salted_hmac("factdesk.questions.stored", receipt, secret=secret, algorithm="sha256").hexdigest()
