"""The people behind the sample desk's logins."""

from __future__ import annotations

from factdesk.offices.models import Membership, Office, Person
from factdesk.sample.logins import LOGINS, PASSWORD


def create_people(offices: dict[str, Office]) -> dict[str, Person]:
    """Create the logins with their roles.

    Args:
        offices: the sample's offices by slug; a role in the province holds in the offices below it.

    Returns:
        The people by user name.
    """
    people = {}
    for sample in LOGINS:
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
