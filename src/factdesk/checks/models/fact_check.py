"""The page in which a fact-check is edited.

It is never served: `live` is a matter of the desk alone, and what the public sees is what `record.append` wrote.
Whichever of Wagtail's roads makes a page live ends in `save`, and `save` sends the revision to the record in the same
transaction, or refuses.
"""

from __future__ import annotations

from typing import Any, ClassVar

from django.conf import settings
from django.core.exceptions import ValidationError
from django.db import models, transaction
from django.db.models import Q, QuerySet
from django.utils.translation import gettext_lazy as _
from modelcluster.fields import ParentalManyToManyField
from wagtail.fields import StreamField
from wagtail.models import Page, Revision
from wagtail_localize.fields import SynchronizedField, TranslatableField

from factdesk.checks import panels
from factdesk.checks.blocks import BodyBlock
from factdesk.checks.codes import new_code
from factdesk.checks.errors import AlreadyWithdrawn, CopyRefused, OfficeStays, StaysPublished
from factdesk.checks.forms import FactCheckForm
from factdesk.checks.models.approval import Approval
from factdesk.checks.models.archive import ArchivedCopy
from factdesk.checks.models.desk_pages import OfficeDeskPage
from factdesk.offices.models import Office, Region, Sector
from factdesk.record.days import today
from factdesk.record.scale import SCALE

#: Where a page stands, and what Wagtail notes about it. Nobody types these in, and the tables' own keys hold them.
_HELD_BY_KEYS = {
    *("path", "locale", "translation_key", "content_type", "alias_of", "owner", "locked_by"),
    *("live_revision", "latest_revision"),
}


class FactCheckPage(Page):
    """One fact-check in one language. Its translations share `code`, and everything that has no language."""

    class ClaimKind(models.TextChoices):
        FACTUAL = "factual", _("a statement of fact that can be checked")
        OPINION = "opinion", _("an opinion or criticism")
        PREDICTION = "prediction", _("a prediction")
        SATIRE = "satire", _("satire or fiction")
        PERSONAL = "personal", _("a judgement about a person's character")

    class ChangeKind(models.TextChoices):
        UPDATE = "update", _("update: something was added or has changed since")
        CORRECT = "correct", _("correction: we had something wrong")

    code = models.CharField(_("code"), max_length=6, default=new_code, editable=False, db_index=True)
    source_language = models.CharField(max_length=8, blank=True, editable=False)
    claim = models.TextField(_("claim"), help_text=_("One statement that can be checked, in its own words."))
    claim_kind = models.CharField(_("kind of claim"), max_length=20, choices=ClaimKind, default=ClaimKind.FACTUAL)
    claim_language = models.CharField(
        _("language of the claim"), max_length=8, default="vi", help_text=_("As it was made: vi, en, …")
    )
    claimant = models.CharField(
        _("claimant"),
        max_length=300,
        blank=True,
        help_text=_("A role or an outlet, shown as cited. Never a private person."),
    )
    rating = models.CharField(  # noqa: DJ001  (NULL is "not rated", a fact of its own)
        _("rating"),
        max_length=20,
        null=True,
        blank=True,
        choices=[(step.slug, step.label) for step in SCALE],
        help_text=_("Only statements of fact are rated. Leave empty where the claim cannot be checked."),
    )
    verdict = models.CharField(_("verdict"), max_length=300, help_text=_("One sentence that answers the claim."))
    body = StreamField(BodyBlock(required=False), verbose_name=_("body"), blank=True)
    topics = models.CharField(_("topics"), max_length=300, blank=True, help_text=_("Separated by commas."))
    sectors = ParentalManyToManyField(Sector, blank=True, related_name="+", verbose_name=_("sectors"))
    regions = ParentalManyToManyField(Region, blank=True, related_name="+", verbose_name=_("regions"))
    checked_on = models.DateField(_("checked on"), default=today)
    authors = models.TextField(
        _("authors as credited"), blank=True, help_text=_("One a line, as the public sees them: an office, a team.")
    )
    sample = models.BooleanField(default=False, editable=False)
    change_kind = models.CharField(_("kind of change"), max_length=10, choices=ChangeKind, default=ChangeKind.UPDATE)
    change_note_vi = models.TextField(_("what changed, in Vietnamese"), blank=True)
    change_note_en = models.TextField(_("what changed, in English"), blank=True)

    base_form_class = FactCheckForm
    parent_page_types: ClassVar[list[str]] = ["checks.OfficeDeskPage"]
    subpage_types: ClassVar[list[str]] = []
    content_panels: ClassVar[list[Any]] = panels.CONTENT
    promote_panels: ClassVar[list[Any]] = panels.PROMOTE
    settings_panels: ClassVar[list[Any]] = panels.SETTINGS
    #: A translation is an ordinary page with drafts and review of its own (docs/decisions/021).
    localize_default_translation_mode = "simple"
    override_translatable_fields: ClassVar[list[Any]] = [
        TranslatableField("title"),
        TranslatableField("slug"),
        *(TranslatableField(name) for name in ("claim", "claimant", "verdict", "body", "topics")),
        *(SynchronizedField(name, overridable=False) for name in panels.SHARED),
        SynchronizedField("code", overridable=False),
        SynchronizedField("source_language", overridable=False),
        SynchronizedField("sample", overridable=False),
    ]

    class Meta:
        verbose_name = _("fact-check")
        verbose_name_plural = _("fact-checks")
        constraints = [
            models.CheckConstraint(
                name="h1_only_factual_claims_are_rated_at_the_desk",
                condition=Q(rating=None) | Q(claim_kind="factual"),
            ),
        ]

    @property
    def language(self) -> str:
        """The language of this text."""
        return str(self.locale.language_code)

    @property
    def is_source(self) -> bool:
        """Whether this is the text that the others translate."""
        return self.language == (self.source_language or self.language)

    @property
    def office(self) -> Office:
        """The office that speaks: the one in whose desk the page stands (H6). One query, which finds the desk too.

        Raises:
            Office.DoesNotExist: the page stands in no desk.
        """
        try:
            desk = OfficeDeskPage.objects.select_related("office").get(path=self.path[: -self.steplen])
        except OfficeDeskPage.DoesNotExist:
            raise Office.DoesNotExist from None
        self._cached_parent_obj = desk
        return desk.office

    @property
    def approvals(self) -> QuerySet[Approval]:
        """Every approval that this text ever had."""
        return Approval.objects.filter(code=self.code, language=self.language)

    @classmethod
    def from_serializable_data(cls, data: dict[str, Any], check_fks: bool = True, strict_fks: bool = False) -> Any:
        """The text of a stored revision, with the copies of its sources. One query for each kind of row.

        Wagtail asks for each row alone whether what it refers to is still there. Here that is the copies, found all at
        once; `with_content_json` puts the page's own in the place of all else.
        """
        text = super().from_serializable_data(data, check_fks=False, strict_fks=strict_fks)
        rows = list(text.evidence.all())
        copies = ArchivedCopy.objects.in_bulk([row.copy_id for row in rows if row.copy_id])
        for row in rows:
            row.copy = copies.get(row.copy_id)
        return text

    def with_content_json(self, content: dict[str, Any]) -> Any:
        """The page as a revision has it; it stands where this one stands, and is in this one's language."""
        text = super().with_content_json(content)
        text.locale, text._cached_parent_obj = self.locale, self.get_parent()
        return text

    def as_said(self, revision: Revision) -> FactCheckPage:
        """What `revision` says, to be read and not stored: without the page's place, its state and its comments."""
        text: FactCheckPage = self.from_serializable_data(revision.content)
        text.locale = self.locale
        return text

    def full_clean(self, exclude: Any = None, **kwargs: Any) -> None:
        """Leave to the database what its keys hold: Wagtail would ask for each of these before every publication.

        The one constraint of the table is in `clean_rules`, in words.
        """
        kwargs["validate_constraints"] = False
        super().full_clean(exclude=_HELD_BY_KEYS | set(exclude or ()), **kwargs)

    def clean(self) -> None:
        """Say at the field what the database would refuse.

        Raises:
            ValidationError: H1, a check of a day to come, or an expiry date, which nothing published has.
        """
        super().clean()
        self.clean_rules()

    def clean_rules(self) -> None:
        """The part of `clean` that needs no place in the tree.

        Raises:
            ValidationError: H1, a check of a day to come, or an expiry date.
        """
        if self.rating and self.claim_kind != self.ClaimKind.FACTUAL:
            raise ValidationError({"rating": _("Only a checkable statement of fact can be rated.")})
        if self.checked_on and self.checked_on > today():
            raise ValidationError({"checked_on": _("This date has not come yet. Dates are written day/month/year.")})
        if self.expire_at:
            raise ValidationError({"expire_at": _("A fact-check does not expire. Withdraw it, with a reason.")})

    def _set_core_field_defaults(self) -> None:
        """A slug for the desk's tree alone: the code, since a first title may be an asker's words (H7)."""
        if not self.slug:  # type: ignore[has-type]  # circular for the type checker, not for Django
            self.slug = self.code
        super()._set_core_field_defaults()

    def save(self, clean: bool = True, **kwargs: Any) -> Any:
        """Store the page; where this makes a revision live, send that revision to the record in one transaction.

        Raises:
            RecordRefused: the page would go live without an approved revision, or be taken down; nothing was changed.
        """
        from factdesk.checks import publication

        if not self.source_language and self.locale_id:
            self.source_language = self.language
        self._refuse_copies()
        if not publication.may_go_out(self, kwargs.get("update_fields")):
            return super().save(clean=clean, **kwargs)
        with transaction.atomic():
            goes_out = publication.goes_out(self)
            if goes_out:
                # The kind of change and its reason belong to one publication.
                self.change_kind, self.change_note_vi, self.change_note_en = self.ChangeKind.UPDATE, "", ""
            result = super().save(clean=clean, **kwargs)
            if goes_out:
                publication.send_out(self)
        return result

    def save_revision(self, *args: Any, **kwargs: Any) -> Revision:
        """A new revision. Where the text is under review, the review is of the newest text.

        Wagtail's autosave writes over its last one; one that was approved stays as it is, and a new one follows it.

        Raises:
            AlreadyWithdrawn: nobody changes what was taken back.
        """
        from wagtail.signal_handlers import disable_reference_index_auto_update

        from factdesk.checks import archive, publication

        if publication.is_withdrawn(self.code):
            raise AlreadyWithdrawn
        over = kwargs.get("overwrite_revision")
        if over is not None and over == self.get_latest_revision() and self.approvals.filter(revision=over).exists():
            kwargs["overwrite_revision"] = None
        may_be_under_review = self.latest_revision_id is not None
        with disable_reference_index_auto_update():  # which knows nothing of revisions
            revision = super().save_revision(*args, **kwargs)
        if may_be_under_review and (state := self.current_workflow_task_state):
            state.revision = revision
            state.save(update_fields=["revision"])
        if self.__dict__.pop("being_submitted", False):
            archive.ask_for_ticked(self, revision.user)  # before the review begins, which asks what is on its way
        return revision

    def publish(self, revision: Revision, user: Any = None, **kwargs: Any) -> None:
        """Publish or schedule `revision`; every road of Wagtail's that asks a page to publish itself comes here.

        Raises:
            RecordRefused: a subclass says why; nothing was changed.
        """
        from factdesk.checks import publication

        publication.publish(page=self, revision=revision, by=user, go=super().publish, **kwargs)

    def unpublish(self, *args: Any, **kwargs: Any) -> None:
        """Refused: what is published is withdrawn, with a reason.

        Raises:
            StaysPublished: always.
        """
        raise StaysPublished

    def copy(self, *args: Any, **kwargs: Any) -> Any:
        """Copy for translation; any other copy is refused.

        Raises:
            CopyRefused: the copy would be a second check, not a translation.
        """
        if kwargs.get("reset_translation_key", True):
            raise CopyRefused
        return super().copy(*args, **kwargs)

    def create_alias(self, *args: Any, **kwargs: Any) -> Any:
        """Refused: a fact-check stands in one place.

        Raises:
            CopyRefused: always.
        """
        raise CopyRefused

    def update_aliases(self, **kwargs: Any) -> None:
        """None to bring up to date."""

    def is_site_root(self) -> bool:
        """Never: nothing of the desk has a public address by its place in the tree."""
        return False

    def move(self, target: Any, pos: str | None = None, user: Any = None) -> Any:
        """Move a draft to another desk, in all its languages; what was published stays with its office (H6).

        Raises:
            OfficeStays: this was published.
        """
        from factdesk.checks import publication, tree

        if publication.is_published(self.code):
            raise OfficeStays
        with transaction.atomic():
            moved = super().move(target, pos=pos, user=user)
            office = FactCheckPage.objects.get(pk=self.pk).office
            for other in FactCheckPage.objects.filter(code=self.code).exclude(pk=self.pk):
                if other.office != office:
                    # Left behind, it could never go out: one check is one office's.
                    Page.move(other, tree.office_desk(office, other.language), pos="last-child", user=user)
        return moved

    def _refuse_copies(self) -> None:
        if self.alias_of_id:
            raise CopyRefused
        if not self._state.adding:
            return
        if FactCheckPage.objects.filter(code=self.code).exclude(translation_key=self.translation_key).exists():
            raise CopyRefused

    def permissions_for_user(self, user: Any) -> Any:
        """What `user` may do with this page."""
        from factdesk.checks.permissions import FactCheckPermissions

        return FactCheckPermissions(user, self)

    def get_lock(self) -> Any:
        """Wagtail's, and one that nobody opens on what was withdrawn."""
        from factdesk.checks import publication
        from factdesk.checks.locks import WithdrawnLock

        if not self.live and publication.is_withdrawn(self.code):
            return WithdrawnLock(self)
        return super().get_lock()

    def get_url_parts(self, request: Any = None) -> tuple[int, str, str] | None:
        """The public address, where there is one."""
        if not self.live:
            return None
        prefix = "" if self.language == "vi" else f"/{self.language}"
        return 0, settings.SITE_ADDRESS, f"{prefix}/checks/{self.code}/"

    def get_preview_template(self, request: Any, mode_name: str) -> str:
        """The portal's own page."""
        return "portal/check.html"

    def get_preview_context(self, request: Any, mode_name: str) -> dict[str, Any]:
        """What the public page would be given, made from this draft."""
        from factdesk.checks.preview import as_published

        return {**super().get_preview_context(request, mode_name), "check": as_published(self)}
