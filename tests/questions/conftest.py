"""Furniture of these tests: published checks, an index of the test's own, a person at the desk."""

from __future__ import annotations

import pytest

from factdesk.answers import engine
from factdesk.answers import services as answers
from factdesk.offices.models import Membership, Person, Region, Sector
from tests.answers.builders import lemon, sim
from tests.answers.conftest import index as index
from tests.answers.conftest import prepared_encoder as prepared_encoder
from tests.answers.conftest import publisher as publisher


@pytest.fixture
def no_index(settings, tmp_path):
    """A desk whose index is not there."""
    settings.INDEX_DIRECTORY = tmp_path / "nowhere"
    engine.forget()
    yield
    engine.forget()


@pytest.fixture
def desk(publisher, index):
    """Two published checks that are in the index."""
    publisher.publish(lemon())
    publisher.publish(sim())
    answers.follow()
    return publisher


@pytest.fixture
def lan(publisher):
    """Somebody with a role at the desk."""
    person = Person.objects.create(username="lan")
    Membership.objects.create(person=person, office=publisher.office, role="researcher")
    return person


@pytest.fixture
def places(db):
    """A sector and a region."""
    return (
        Sector.objects.create(slug="health", name_vi="Y tế", name_en="Health"),
        Region.objects.create(slug="vinh", name_vi="Vinh", name_en="Vinh"),
    )
