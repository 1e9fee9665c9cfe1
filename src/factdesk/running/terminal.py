"""The language of the command line: that of the terminal. Only help texts, and why a desk does not start, are English:
both are said before the translations can be read.
"""

from __future__ import annotations

import os


def language() -> str:
    """The language of the terminal, as far as this desk speaks it: Vietnamese for vi, vi_VN and so on, else English."""
    names = (os.environ.get(name, "") for name in ("LC_ALL", "LC_MESSAGES", "LANG"))
    return "vi" if next(filter(None, names), "").replace("_", ".").split(".")[0] == "vi" else "en"
