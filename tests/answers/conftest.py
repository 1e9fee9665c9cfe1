"""Furniture of these tests: a record with checks in it, and an index of the test's own."""

from __future__ import annotations

import pytest

from factdesk.answers import engine, services
from factdesk.matching import encoder
from tests.answers.builders import Publisher


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
    """An empty index of this test's own, and no notes about another's."""
    settings.INDEX_DIRECTORY, settings.RUN_DIRECTORY = tmp_path / "index", tmp_path / "run"
    engine.forget()
    services.ensure_index()
    yield settings.INDEX_DIRECTORY
    engine.forget()
