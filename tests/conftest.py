"""Furniture for every test: command line options and builders that read as the desk speaks."""

from __future__ import annotations

import gc
import shutil
from collections.abc import Iterator
from pathlib import Path

import pytest

from tests import flushing
from tests.desk_builder import desk as desk
from tests.tables import django_db_keepdb as django_db_keepdb

flushing.install()


def pytest_configure(config: pytest.Config) -> None:
    """Compile the translations into this run's home folder, as set-up does, before anything reads them."""
    from django.conf import settings

    from factdesk.running.prepare import compile_catalogues

    compile_catalogues(settings.HOME)


def pytest_unconfigure(config: pytest.Config) -> None:
    """Leave no home folder behind; the workers' lie in that of the process that started them."""
    from django.conf import settings

    if not hasattr(config, "workerinput") and Path(settings.HOME).name.startswith("factdesk-test-"):
        shutil.rmtree(settings.HOME, ignore_errors=True)


def pytest_addoption(parser: pytest.Parser) -> None:
    """`--long` runs the soak, fuzz and kill tests in full."""
    parser.addoption("--long", action="store_true", default=False, help="run the long tests too")


_DATABASE = {"db", "transactional_db", "live_server", "django_db_setup"}


def pytest_collection_finish() -> None:
    """Leave what is loaded by now out of every later search for garbage: an eighth of the suite's processor time."""
    gc.collect()
    gc.freeze()
    gc.set_threshold(100_000, 20, 100)


@pytest.hookimpl(wrapper=True, tryfirst=True)  # before `-m` is looked at, and after all have put them in order
def pytest_collection_modifyitems(config: pytest.Config, items: list[pytest.Item]) -> Iterator[None]:
    """Leave the long tests out unless they were asked for; mark those that no database can make any different.

    The long groups of tests, which one process runs after another, come early, so that the processes end together; and
    before them what needs no desk, while the one that they copy is prepared.
    """
    skip = pytest.mark.skip(reason="long: runs with --long")
    for item in items:
        if "long" in item.keywords and not config.getoption("--long"):
            item.add_marker(skip)
        if not _touches_the_database(item) and not _with_a_desk(item):
            item.add_marker("plain")
    yield
    items.sort(key=_turn)


def _turn(item: pytest.Item) -> int:
    if _with_a_desk(item) or item.nodeid.startswith("tests/bench/"):
        return 1
    return 2 if _touches_the_database(item) else 0


def _touches_the_database(item: pytest.Item) -> bool:
    return bool(item.get_closest_marker("django_db") or _DATABASE & set(getattr(item, "fixturenames", ())))


def _with_a_desk(item: pytest.Item) -> bool:
    """Starts a desk of its own, on the database that the run is about."""
    return item.nodeid.startswith(("tests/running/", "tests/browser/"))
