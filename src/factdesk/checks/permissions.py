"""What each role may do at the desk. Roles are memberships in offices; Wagtail's groups only open its screens."""

from __future__ import annotations

from typing import Any

from django.contrib.auth.models import Group, Permission
from django.db import transaction
from django.db.models import Q
from django.utils.functional import cached_property
from wagtail.models import (
    Collection,
    GroupCollectionPermission,
    GroupPagePermission,
    Page,
    PagePermissionTester,
    Site,
    Workflow,
    WorkflowPage,
    WorkflowTask,
)

from factdesk.checks import acquaintance, rules, tree
from factdesk.checks.content import LANGUAGES
from factdesk.checks.models import DeskRootPage, SecondPersonReview
from factdesk.offices.models import Membership, Office, Person, Role

# Names of rows that editors of both languages read.
WORKFLOW = "Soạn → duyệt → đăng (draft → review → published)"
TASK = "Người thứ hai duyệt (second-person review)"

#: Wagtail's page permissions by role, on both desks. Whose office it is, `FactCheckPermissions` asks.
PAGE_PERMISSIONS: dict[str, tuple[str, ...]] = {
    Role.CONTRIBUTOR: ("add",),
    Role.RESEARCHER: ("add", "change"),
    Role.REVIEWER: ("change",),
    Role.EDITOR: ("add", "change", "publish", "lock", "unlock"),
    Role.OFFICE_LEAD: ("add", "change", "publish", "lock", "unlock"),
    Role.ADMINISTRATOR: (),
}
#: What an administrator keeps, by model. People are not deleted: revisions would forget who wrote them (H4).
_ADMINISTERS = {
    "person": ("add", "change", "view"),
    "sector": ("add", "change", "delete", "view"),
    "region": ("add", "change", "delete", "view"),
}
_PICTURES = ("add_image", "change_image", "choose_image")


class DeskPermissions(PagePermissionTester):
    """The desks themselves: made at set-up, so nobody changes, publishes, copies, moves or deletes one."""

    def can_add_subpage(self) -> bool:
        """Whoever writes for this office, or for one above it."""
        if not super().can_add_subpage():
            return False
        return acquaintance.of(self.user).writes_on(self.page.path)

    def _never(self, *args: Any, **kwargs: Any) -> bool:
        return False

    can_edit = can_delete = can_publish = can_unpublish = can_copy = can_move = can_view_revisions = _never
    can_publish_subpage = can_set_view_restrictions = can_unschedule = can_reorder_children = _never


class FactCheckPermissions(PagePermissionTester):
    """One fact-check: asks for a role in its office or one above it, and for what has been published."""

    @cached_property
    def published(self) -> bool:
        """Whether the record has anything of this check."""
        return acquaintance.of(self.user).published(self.page.specific)

    @cached_property
    def withdrawn(self) -> bool:
        """Whether it was published and taken back."""
        return acquaintance.of(self.user).withdrawn(self.page.specific)

    def _acts_here(self) -> bool:
        return acquaintance.of(self.user).writes_on(acquaintance.desk_of(self.page))

    def can_edit(self) -> bool:
        """Those who write for this office. What was withdrawn opens too, and is locked for everybody."""
        return super().can_edit() and self._acts_here()

    def can_view_revisions(self) -> bool:
        """Those who may open it: Wagtail leads everybody to the history, and refuses the others there."""
        return self.can_edit()

    def can_lock(self) -> bool:
        """Not where it is closed for good."""
        return super().can_lock() and not self.withdrawn

    def can_unlock(self) -> bool:
        """Not where it is closed for good."""
        return super().can_unlock() and not self.withdrawn

    def can_publish(self) -> bool:
        """Whoever holds a reviewing role here, and only what a second person approved exactly as it is now (H4)."""
        if not self.user.is_active or rules.reviewing_role(person=self.user, office=self.page.specific.office) is None:
            return False
        revision = self.page.get_latest_revision()
        return revision is not None and bool(rules.approvals_of(revision))

    def can_unschedule(self) -> bool:
        """Whoever holds a reviewing role here."""
        return rules.reviewing_role(person=self.user, office=self.page.specific.office) is not None

    def can_delete(self, ignore_bulk: bool = False) -> bool:
        """Only drafts that were never published."""
        return not self.published and self._acts_here() and super().can_delete(ignore_bulk)

    def can_move(self) -> bool:
        """Only drafts that were never published: a check stays with the office that published it (H6)."""
        return not self.published and super().can_move()

    def _never(self, *args: Any, **kwargs: Any) -> bool:
        return False

    can_unpublish = can_copy = can_set_view_restrictions = _never

    def can_copy_to(self, destination: Page, recursive: bool = False) -> bool:
        """Never: a second check about the same claim starts fresh."""
        return False


@transaction.atomic
def install() -> None:
    """Make the desks, the groups of the six roles and the workflow; idempotent, called at set-up and after upgrades."""
    tree.name_the_top()
    roots = [tree.root(language) for language in LANGUAGES]
    offices = list(Office.objects.all())
    for language in LANGUAGES:
        for office in offices:
            tree.office_desk(office, language)
    _take_wagtails_samples_away()
    for role in Role.values:
        _make_group(role, roots)
    _make_workflow(roots)
    for person in Person.objects.filter(Q(memberships__isnull=False) | Q(groups__isnull=False)).distinct():
        sync_groups(person)


def group_name(role: str) -> str:
    """The name of a role's group."""
    return f"desk: {role}"


def sync_groups(person: Person) -> None:
    """Put `person` into the groups of the roles that they hold, and out of all others."""
    person.groups.set([Group.objects.get_or_create(name=name)[0] for name in groups_of(person)])


def groups_of(person: Person) -> set[str]:
    """The names of the groups that go with the roles of `person`. One query."""
    return {group_name(role) for role in Membership.objects.filter(person=person).values_list("role", flat=True)}


def _make_group(role: str, roots: list[DeskRootPage]) -> None:
    group, _created = Group.objects.get_or_create(name=group_name(role))
    wanted = list(Permission.objects.filter(content_type__app_label="wagtailadmin", codename="access_admin"))
    if role == Role.ADMINISTRATOR:
        offices = Permission.objects.filter(content_type__app_label="offices")
        for model, actions in _ADMINISTERS.items():
            wanted += offices.filter(codename__in=[f"{action}_{model}" for action in actions])
    else:
        wanted += Permission.objects.filter(content_type__app_label="wagtail_localize", codename="submit_translation")
        _allow_pictures(group)
    group.permissions.set(wanted)
    pages = Permission.objects.filter(content_type__app_label="wagtailcore", content_type__model="page")
    allowed = pages.filter(codename__in=[f"{action}_page" for action in PAGE_PERMISSIONS[role]])
    there = set(GroupPagePermission.objects.filter(group=group).values_list("page_id", "permission_id"))
    GroupPagePermission.objects.bulk_create(
        GroupPagePermission(group=group, page_id=root.pk, permission=permission)
        for root in roots
        for permission in allowed
        if (root.pk, permission.pk) not in there
    )


def _allow_pictures(group: Group) -> None:
    everything = Collection.get_first_root_node()
    there = set(GroupCollectionPermission.objects.filter(group=group).values_list("collection_id", "permission_id"))
    GroupCollectionPermission.objects.bulk_create(
        GroupCollectionPermission(group=group, collection=everything, permission=permission)
        for permission in Permission.objects.filter(content_type__app_label="wagtailimages", codename__in=_PICTURES)
        if (everything.pk, permission.pk) not in there
    )


def _make_workflow(roots: list[DeskRootPage]) -> None:
    task = SecondPersonReview.objects.filter(name=TASK).first() or SecondPersonReview.objects.create(name=TASK)
    workflow = Workflow.objects.filter(name=WORKFLOW).first() or Workflow.objects.create(name=WORKFLOW)
    WorkflowTask.objects.get_or_create(workflow=workflow, task=task, defaults={"sort_order": 0})
    for root in roots:
        WorkflowPage.objects.update_or_create(page_id=root.pk, defaults={"workflow": workflow})


def _take_wagtails_samples_away() -> None:
    """The welcome page, its site, two groups and a workflow that Wagtail's migrations make: none is of this desk."""
    for welcome in Page.objects.filter(depth=2, slug="home", content_type__model="page", numchild=0):
        Site.objects.filter(root_page=welcome).delete()
        welcome.delete()
    Group.objects.filter(name__in=("Moderators", "Editors"), user=None).delete()
    Workflow.objects.filter(name="Moderators approval", workflow_states=None).delete()
