"""What the way of a text to the public costs the database; and that whatever is read once is read in time.

The numbers may fall and must not creep up: a desk of a hundred texts, and half of these tests, go this way each time.
"""

from __future__ import annotations

import collections

import pytest
from django.db import connection
from django.db.models import F
from django_tasks_db.models import DBTaskResult
from modelsearch.tasks import insert_or_update_object_task
from wagtail.tasks import update_reference_index_task
from wagtail.users.models import UserProfile

from factdesk.checks import readiness, services, tree
from factdesk.checks.errors import NoApproval, TooFewSources
from factdesk.checks.models import ArchivedCopy, FactCheckPage
from factdesk.offices.models import Office

pytestmark = pytest.mark.django_db

STARTING = 49
APPROVING = 15
PUBLISHING = 59
TRANSLATING = 87
#: Of a translation: what the other language says, and what it ever said, is read as well.
APPROVING_A_TRANSLATION = 23
PUBLISHING_A_TRANSLATION = 71
#: By the editor's buttons, most of which is Wagtail's own workflow.
SUBMITTING = 51
REVIEWING = 120


def with_turns(queries: int, turns: int) -> int:
    """`queries`, and on PostgreSQL one for each time that a turn with the record is waited for."""
    return queries + (turns if connection.vendor == "postgresql" else 0)


def fresh(page: FactCheckPage) -> FactCheckPage:
    return FactCheckPage.objects.select_related("latest_revision").get(pk=page.pk)


@pytest.fixture
def people(desk):
    """Whoever acts, at a desk that is in use: what is made or looked up once in its life is there."""
    desk.published()
    tree.office_desk(desk.office, "en")
    return {name: desk.person(name) for name in ("lan", "hoa", "minh")}


def test_starting_and_publishing(desk, people, django_assert_max_num_queries):
    fields = desk.fields()
    with django_assert_max_num_queries(STARTING):
        page = services.start_check(office=desk.office, by=people["lan"], **fields)
    page = fresh(page)
    with django_assert_max_num_queries(with_turns(APPROVING, 1)):
        services.approve(revision=page.latest_revision, by=people["minh"])
    with django_assert_max_num_queries(with_turns(PUBLISHING, 3)):
        assert services.publish(page=page, by=people["minh"])


def test_translating(desk, people, django_assert_max_num_queries):
    page = desk.published()
    with django_assert_max_num_queries(TRANSLATING):
        services.translate(page, "en", people["hoa"])
    draft = fresh(desk.translated(page))
    with django_assert_max_num_queries(with_turns(APPROVING_A_TRANSLATION, 1)):
        services.approve(revision=draft.latest_revision, by=people["minh"])
    with django_assert_max_num_queries(with_turns(PUBLISHING_A_TRANSLATION, 3)):
        assert services.publish(page=draft, by=people["minh"])


def test_submitting_and_reviewing(desk, people, django_assert_max_num_queries):
    UserProfile.get_for_user(people["lan"])  # made with the first mail that somebody might have wanted
    page = FactCheckPage.objects.get(pk=desk.draft().pk)
    with django_assert_max_num_queries(SUBMITTING):
        services.submit(page, people["lan"])
    waiting = page.current_workflow_task_state
    with django_assert_max_num_queries(with_turns(REVIEWING, 5)):
        waiting.task.specific.on_action(waiting, people["minh"], "approve")
    assert fresh(page).live


def test_approving_costs_no_more_with_more_sources_and_revisions(desk, people, django_assert_max_num_queries):
    page = fresh(desk.draft(evidence=[desk.evidence(number) for number in range(1, 7)], edited_by=["hoa"] * 4))
    with django_assert_max_num_queries(with_turns(APPROVING, 1)):
        services.approve(revision=page.latest_revision, by=people["minh"])


def test_the_worker_gets_no_task_for_each_source(desk, people):
    DBTaskResult.objects.all().delete()
    desk.published(evidence=[desk.evidence(number) for number in range(1, 7)])
    tasks = collections.Counter(DBTaskResult.objects.values_list("task_path", flat=True))
    assert tasks == {insert_or_update_object_task.module_path: 3, update_reference_index_task.module_path: 2}


def test_a_copy_that_is_gone_is_named_as_missing(desk, people):
    page = desk.published()
    text = fresh(page).get_latest_revision_as_object()
    rows = list(text.evidence.all())
    rows[1].copy = desk.copy(9)
    text.evidence.set(rows)
    revision = services.save_draft(text, people["hoa"])
    ArchivedCopy.objects.filter(pk=rows[1].copy_id).delete()  # nobody's screen does
    found = readiness.faults(fresh(page), revision)
    assert [fault.rule for fault in found] == [TooFewSources]
    with pytest.raises(TooFewSources):
        services.approve(revision=revision, by=people["minh"])


def test_what_goes_out_is_what_is_stored(desk, people):
    page = desk.approved()
    page.live, page.live_revision = True, page.latest_revision
    with pytest.raises(NoApproval):
        page.save(update_fields=["live"])  # the approved revision stays in memory
    assert not fresh(page).live


def test_the_office_is_asked_for_anew(desk, people):
    page = desk.approved()
    assert page.office == desk.office
    Office.objects.filter(pk=desk.office.pk).update(name_en=F("slug"))
    assert page.office.name_en == desk.office.slug
