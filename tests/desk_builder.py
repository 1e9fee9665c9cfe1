"""A small desk for tests, in the desk's words: `desk.person("lan")`, `desk.draft(by="lan")`, `desk.published()`.

Made anew inside each test's transaction; take the fixture `desk`, which tests/conftest.py offers.
"""

from __future__ import annotations

import datetime
from typing import Any

import pytest
from django.contrib.auth.models import Group
from wagtail.models import Revision

from factdesk.checks import archive, permissions, services
from factdesk.checks.models import FactCheckPage
from factdesk.offices.models import Channel, Membership, Office, Person, Region, Role, Sector
from factdesk.record.models import Entry

PASSWORD = "a long enough password"

#: Who is there without being asked for: a name and what they are.
PEOPLE = {
    "lan": Role.RESEARCHER,
    "hoa": Role.CONTRIBUTOR,
    "minh": Role.REVIEWER,
    "binh": Role.EDITOR,
    "thu": Role.OFFICE_LEAD,
    "quan": Role.ADMINISTRATOR,
}


class Desk:
    """A province with a department and a newsroom, their channels, and one person for each role of the department."""

    def __init__(self) -> None:
        self.province = Office.add_root(slug="song-lam", kind="province", name_vi="Tỉnh Sông Lam", name_en="Sông Lam")
        self.office = self.province.add_child(
            slug="so-y-te", kind="department", name_vi="Sở Y tế", name_en="Department of Health"
        )
        self.newsroom = Office.add_root(slug="bao", kind="newsroom", name_vi="Báo Sông Lam", name_en="Sông Lam News")
        for office in (self.province, self.office, self.newsroom):
            address = f"https://desk.example/offices/{office.slug}/"
            Channel.objects.create(office=office, kind="portal", address=address, since=datetime.date(2026, 1, 1))
        self.sector = Sector.objects.create(slug="health", name_vi="Y tế", name_en="Health")
        self.region = Region.objects.create(slug="vinh", name_vi="Vinh", name_en="Vinh")
        if not Group.objects.filter(name=permissions.group_name(Role.EDITOR)).exists():
            permissions.install()  # neither made with the tables (tests/tables.py) nor left by the test before

    def person(self, name: str, *, role: str | None = None, office: Office | None = None) -> Person:
        """Somebody by name; made with `role` in `office` (the department) where they are new or the role is given."""
        person, created = Person.objects.get_or_create(username=name, defaults={"email": f"{name}@example.org"})
        if created:
            person.set_password(PASSWORD)
            person.save()
        if created or role:
            wanted = role or PEOPLE[name]
            Membership.objects.get_or_create(person=person, office=office or self.office, role=wanted)
        return Person.objects.get(pk=person.pk)

    def copy(self, number: int = 1) -> archive.ArchivedCopy:
        """An archived copy, on disk as every copy is."""
        url = f"https://example.org/{number}"
        return archive.keep(b"<p>copy %d</p>" % number, media_type="text/html", url=url, how="uploaded")

    def evidence(self, number: int = 1, **changes: Any) -> dict[str, Any]:
        """One source that H3 accepts: the first is primary."""
        return {
            "title": f"Nguồn {number}",
            "publisher": "Bộ Y tế",
            "url": f"https://example.org/{number}",
            "primary": number == 1,
            "read_on": datetime.date(2026, 11, 1),
            "note": f"Ghi chú {number}",
            "copy": self.copy(number),
            **changes,
        }

    def fields(self, **changes: Any) -> dict[str, Any]:
        """What a finished draft says, with two archived copies made for it."""
        given = {
            "title": "Nước chanh nóng không chữa được ung thư",
            "claim": "Uống nước chanh nóng mỗi ngày chữa khỏi ung thư.",
            "verdict": "Sai. Chưa có bằng chứng nào cho thấy nước chanh chữa được ung thư.",
            "rating": "false",
            "claimant": "Tin nhắn chuyển tiếp trên Zalo",
            "body": [("text", "<p>Giải thích.</p>")],
            "topics": ["ung thư"],
            "authors": ["Ban kiểm chứng Sở Y tế"],
            "checked_on": datetime.date(2026, 11, 2),
            "sectors": [self.sector],
            "regions": [self.region],
            "appearances": [{"where": "Các nhóm Zalo", "on": datetime.date(2026, 10, 1)}],
            "evidence": [self.evidence(1), self.evidence(2)],
        }
        return given | changes

    def draft(self, *, by: str = "lan", edited_by: list[str] | None = None, **fields: Any) -> FactCheckPage:
        """A finished draft, ready for review; `edited_by` each changed a word in it."""
        given = self.fields(**fields)
        page = services.start_check(office=given.pop("office", self.office), by=self.person(by), **given)
        for number, name in enumerate(edited_by or ()):
            self.edit(page, by=name, verdict=f"{page.verdict} Sửa {number}.")
        return FactCheckPage.objects.get(pk=page.pk)

    def edit(self, page: FactCheckPage, *, by: str, **changes: Any) -> Revision:
        """A new revision of `page` by somebody, with `changes` in it."""
        draft = FactCheckPage.objects.get(pk=page.pk).get_latest_revision_as_object()
        for name, value in changes.items():
            setattr(draft, name, value)
        return services.save_draft(draft, self.person(by))

    def approved(self, *, approved_by: str = "minh", **fields: Any) -> FactCheckPage:
        """A draft whose newest revision somebody approved."""
        page = self.draft(**fields)
        services.approve(revision=page.latest_revision, by=self.person(approved_by))
        return page

    def published(self, *, approved_by: str = "minh", **fields: Any) -> FactCheckPage:
        """A check that the public sees."""
        page = self.approved(approved_by=approved_by, **fields)
        self.publish(page, approved_by=approved_by)
        return FactCheckPage.objects.get(pk=page.pk)

    def publish(self, page: FactCheckPage, *, approved_by: str = "minh") -> Entry:
        """Approve and publish the newest revision of `page`."""
        page = FactCheckPage.objects.get(pk=page.pk)
        person = self.person(approved_by)
        services.approve(revision=page.latest_revision, by=person)
        entry = services.publish(page=page, by=person)
        assert entry is not None
        return entry

    def translated(self, page: FactCheckPage, *, by: str = "hoa", language: str = "en", **words: Any) -> FactCheckPage:
        """A finished translation of `page`, as a draft."""
        draft = services.translate(page, language, self.person(by))
        given = {
            "title": "Hot lemon water does not cure cancer",
            "claim": "Drinking hot lemon water every day cures cancer.",
            "verdict": "False. There is no evidence that lemon water cures cancer.",
            "claimant": "A message forwarded on Zalo",
            "body": [("text", "<p>Explanation.</p>")],
            "topics": "cancer",
            **words,
        }
        self.edit(draft, by=by, **given)
        return FactCheckPage.objects.get(pk=draft.pk)


@pytest.fixture
def desk(db: None, settings: Any, tmp_path: Any) -> Desk:
    """An office's desk with its people, its channel and its screens."""
    settings.ARCHIVE_DIRECTORY = tmp_path / "archive"
    return Desk()
