"""Furniture of these tests: published checks, an index of the test's own, a person at the desk."""

from __future__ import annotations

import pytest

from factdesk.answers import engine
from factdesk.answers import services as answers
from factdesk.matching import encoder
from factdesk.offices.models import Membership, Person, Region, Sector
from tests.answers.builders import Publisher, lemon, sim


@pytest.fixture(scope="session", autouse=True)
def prepared_encoder():
    """The encoder, prepared once for all runs of the suite."""
    from django.conf import settings

    encoder.prepare(settings.MODELS_DIRECTORY)


@pytest.fixture
def publisher(db):
    return Publisher()


@pytest.fixture
def index(settings, tmp_path):
    """An empty index of this test's own."""
    settings.INDEX_DIRECTORY = tmp_path / "index"
    engine.forget()
    answers.ensure_index()
    yield settings.INDEX_DIRECTORY
    engine.forget()


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
