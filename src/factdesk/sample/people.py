"""The sample desk's six logins, one for each role. A production start refuses while they open."""

from __future__ import annotations

from dataclasses import dataclass

from factdesk.offices.models import Membership, Office, Person, Role


@dataclass(frozen=True, slots=True)
class SamplePerson:
    """One login of the sample desk."""

    username: str
    last_name: str
    first_name: str
    role: str
    #: Slugs of the offices in which the role holds.
    offices: tuple[str, ...]


PASSWORD = "songlam-2026"  # noqa: S105  (published on purpose; it opens sample content only)

_EVERYWHERE = ("song-lam", "bao-song-lam")

PEOPLE = (
    SamplePerson("chi", "Trần", "Mai Chi", Role.CONTRIBUTOR, _EVERYWHERE),
    SamplePerson("lan", "Lê", "Ngọc Lan", Role.RESEARCHER, _EVERYWHERE),
    SamplePerson("minh", "Phạm", "Đức Minh", Role.REVIEWER, _EVERYWHERE),
    SamplePerson("hoa", "Nguyễn", "Thị Hoa", Role.EDITOR, _EVERYWHERE),
    SamplePerson("son", "Hoàng", "Văn Sơn", Role.OFFICE_LEAD, _EVERYWHERE),
    SamplePerson("admin", "Quản trị", "Hệ thống", Role.ADMINISTRATOR, ("song-lam",)),
)
USERNAMES = tuple(person.username for person in PEOPLE)


def create_people(offices: dict[str, Office]) -> dict[str, Person]:
    """Create the logins with their roles.

    Args:
        offices: the sample's offices by slug; a role in the province holds in the offices below it.

    Returns:
        The people by user name.
    """
    people = {}
    for sample in PEOPLE:
        person = Person(
            username=sample.username,
            first_name=sample.first_name,
            last_name=sample.last_name,
            email=f"{sample.username}@songlam.example",
            is_staff=True,
        )
        person.set_password(PASSWORD)
        person.save()
        Membership.objects.bulk_create(
            Membership(person=person, office=offices[slug], role=sample.role) for slug in sample.offices
        )
        people[sample.username] = person
    return people
