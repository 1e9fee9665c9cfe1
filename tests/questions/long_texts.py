"""Texts that make bad patterns go back and forth, and a program that tries redaction's patterns with them.

python -m tests.questions.long_texts
"""

from __future__ import annotations

import re
import signal
import sys

UNITS = (
    "0912345678 ", "Nguyễn Văn A\n", "1 ", "0 9 ", "[10:21, 3/4/2026] ", " ", "—\n", "Lan: a\n", "a@b.com ", "một hai ",
    "chị Hoa\n", "Lan\n10:21\n", "Lan 🌸 ", "From: Lan <", "00:1A:", "1.1.1.1 ", "a.", "@", "ab@", "stk a ", "1.000.",
    ":: ", "http://a/", "&a=1", "từ: a", "ab (at) ", "x: \n", "Aa ", "gọi ", "facebook.com/", "A1", "a",
    "On Mon, 2 Nov 2026, A ", "Nguyễn Văn A gửi ", "tôi ở số 12 Lê ", "tôi là A, ", "zalo tên ", "a_1.b ", "05-12-",
)  # fmt: skip
#: Far more than a question may have, so that growth shows.
LENGTH = 40_000
#: Seconds of processor time for one pattern and text. In line with the length it takes some hundredths.
_MOST = 1.0


def repeats_without_bound(source: str) -> bool:
    """Whether a pattern has a repeat without an upper bound. Without one, each place costs no more in a longer text."""
    bare = re.sub(r"\\.|\[\^?\]?(?:\\.|[^\]\\])*\]", "x", source)
    return re.search(r"[*+]|\{\d*,\}", bare) is not None


def _patterns() -> list[re.Pattern[str]]:
    """Every pattern that redaction compiles; not those of libraries."""
    found: dict[re.Pattern[str], None] = {}
    compile_ = re.compile

    def written_down(source: str, flags: int = 0) -> re.Pattern[str]:
        pattern = compile_(source, flags)
        if sys._getframe(1).f_globals["__name__"].startswith("factdesk.questions.redact"):
            found.setdefault(pattern)
        return pattern

    re.compile = written_down  # type: ignore[assignment]
    from factdesk.questions.redact import patterns, redact

    patterns.Patterns.may_match = lambda self, text: True  # type: ignore[method-assign]
    redact("x", "vi")
    re.compile = compile_
    return list(found)


def main() -> None:
    """Look for each pattern in each text; one that does not come to an end is the last line, and kills the process."""
    tried = [pattern for pattern in _patterns() if repeats_without_bound(pattern.pattern)]
    for pattern in tried:
        for unit in UNITS:
            print(repr(unit), pattern.pattern, flush=True)
            text = unit * (LENGTH // len(unit))
            signal.setitimer(signal.ITIMER_VIRTUAL, _MOST)
            for _ in pattern.finditer(text):
                pass
            signal.setitimer(signal.ITIMER_VIRTUAL, 0)
    print(len(tried), "patterns", flush=True)


if __name__ == "__main__":
    main()
