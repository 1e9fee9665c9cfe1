"""Furniture for every test: command line options and builders that read as the desk speaks."""

from __future__ import annotations

import pytest

from tests import flushing
from tests.desk_builder import desk as desk

flushing.install()


def pytest_configure(config: pytest.Config) -> None:
    """Compile the translations into this run's home folder, as set-up does, before anything reads them."""
    from django.conf import settings

    from factdesk.running.prepare import compile_catalogues

    compile_catalogues(settings.HOME)


def pytest_addoption(parser: pytest.Parser) -> None:
    """`--long` runs the soak, fuzz and kill tests in full."""
    parser.addoption("--long", action="store_true", default=False, help="run the long tests too")


def pytest_collection_modifyitems(config: pytest.Config, items: list[pytest.Item]) -> None:
    """Leave the long tests out unless they were asked for."""
    if not config.getoption("--long"):
        skip = pytest.mark.skip(reason="long: runs with --long")
        for item in items:
            if "long" in item.keywords:
                item.add_marker(skip)
