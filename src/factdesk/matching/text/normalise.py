"""Making any text that people paste harmless and comparable."""

import functools
import re
import unicodedata

LONGEST = 4000  # characters that matching looks at; a claim is in the first lines of a longer text
MARKS = 4  # combining marks that one letter may carry: Vietnamese needs two


class _Visible(dict[int, None]):
    """For str.translate: takes invisible signs out, each found out when it is first met."""

    def __missing__(self, code: int) -> int | None:
        letter = chr(code)
        if unicodedata.category(letter) not in ("Cc", "Cf", "Cs") or letter in "\t\n\v\f\r\x85":
            return code
        self[code] = None
        return None


_VISIBLE = _Visible()
# Beyond letters of Latin and common punctuation, among which no mark is; the look for floods is long.
_BEYOND = re.compile("[^\0-\u02ff\u1e00-\u1eff\u2000-\u20cf]")


@functools.cache
def _flood() -> re.Pattern[str]:
    marks = [chr(code) for code in range(0x300, 0x1F000) if unicodedata.category(chr(code)) in ("Mn", "Me")]
    return re.compile(f"([{''.join(marks)}]{{{MARKS}}})[{''.join(marks)}]+")


def normalise(text: str, limit: int = LONGEST) -> str:
    """NFC, without control and zero-width characters and floods of marks, spaces single, at most `limit` characters."""
    text = text[: limit * 4]
    if not text.isprintable():
        text = text.translate(_VISIBLE)
    if not text.isascii():
        # Floods go before NFC, which would take quadratic time to put their marks in order.
        text = unicodedata.normalize("NFC", _flood().sub(r"\1", text) if _BEYOND.search(text) else text)
    return " ".join(text.split())[:limit].strip()
