"""What a desk has kept so far is still there, in its new form, after a migration."""

from __future__ import annotations

import pytest
from django.db import connection
from django.db.migrations.executor import MigrationExecutor

pytestmark = pytest.mark.django_db(transaction=True)


def migrate(name: str):
    """The questions' tables as they were after a migration, and the models that fit them."""
    executor = MigrationExecutor(connection)
    executor.migrate([("questions", name)])
    return executor.loader.project_state([("questions", name)]).apps


@pytest.fixture
def newest():
    """Whatever a test does to the tables, the next one finds them as they should be."""
    yield
    executor = MigrationExecutor(connection)
    executor.migrate([node for node in executor.loader.graph.leaf_nodes() if node[0] == "questions"])


def test_labels_of_askers_say_by_whom_and_of_what(newest):
    label = migrate("0002_suggested_and_exact").get_model("questions", "Label")
    label.objects.create(
        text="Uống nước chanh nóng chữa khỏi ung thư?", match_key="fact-check:k7m2xq:vi", verdict="yes", on="2026-11-01"
    )
    label.objects.create(
        text="Does garlic soup really cure the flu within a day?",
        match_key="external-review:abcd1234:und",
        verdict="no",
        on="2026-11-02",
    )
    rows = migrate("0003_labels_of_the_desk").get_model("questions", "Label").objects.order_by("on")
    assert list(rows.values_list("language", "kind", "code", "verdict", "origin")) == [
        ("vi", "fact-check", "k7m2xq", "right", "asker"),
        ("en", "external-review", "abcd1234", "wrong", "asker"),
    ]
    rows.all().delete()
