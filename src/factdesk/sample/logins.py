"""The sample desk's six logins, one for each role. A production start refuses while they open.

Without Django, since the supervisor prints them.
"""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class SampleLogin:
    """One login of the sample desk."""

    username: str
    last_name: str
    first_name: str
    role: str
    #: Slugs of the offices in which the role holds.
    offices: tuple[str, ...]


PASSWORD = "songlam-2026"  # noqa: S105  (published on purpose; it opens sample content only)

_EVERYWHERE = ("song-lam", "bao-song-lam")

LOGINS = (
    SampleLogin("chi", "Trần", "Mai Chi", "contributor", _EVERYWHERE),
    SampleLogin("lan", "Lê", "Ngọc Lan", "researcher", _EVERYWHERE),
    SampleLogin("minh", "Phạm", "Đức Minh", "reviewer", _EVERYWHERE),
    SampleLogin("hoa", "Nguyễn", "Thị Hoa", "editor", _EVERYWHERE),
    SampleLogin("son", "Hoàng", "Văn Sơn", "office-lead", _EVERYWHERE),
    SampleLogin("admin", "Quản trị", "Hệ thống", "administrator", ("song-lam",)),
)
USERNAMES = tuple(login.username for login in LOGINS)
