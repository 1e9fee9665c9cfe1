"""The record's tables. Entries and versions are only ever added: triggers of the database refuse anything else.

The `Published…` tables are the projection: the newest version of each thing, a pure function of the record.
"""

from __future__ import annotations

from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from factdesk.offices.models import Office
from factdesk.record.fields import StoredText
from factdesk.record.scale import BY_SLUG


class Version(models.Model):
    """What an entry published: canonical JSON, known by its SHA-256.

    `claim_kind`, `rating` and `office` repeat what the content says so that constraints can hold them; a trigger
    refuses a row whose columns and content disagree, and one whose evidence is too little (H3).
    """

    sha256 = models.CharField(max_length=64, primary_key=True)
    content = StoredText()
    type = models.CharField(max_length=20)
    code = models.CharField(max_length=20, db_index=True)
    office = models.ForeignKey(Office, models.PROTECT, related_name="+")
    claim_kind = models.CharField(max_length=20)
    rating = models.CharField(max_length=20, null=True)  # noqa: DJ001  (NULL is "not rated", a fact of its own)

    class Meta:
        constraints = [
            models.CheckConstraint(
                name="h1_only_factual_claims_are_rated", condition=Q(rating=None) | Q(claim_kind="factual")
            ),
            models.CheckConstraint(
                name="rating_is_on_the_scale", condition=Q(rating=None) | Q(rating__in=list(BY_SLUG))
            ),
        ]

    def __str__(self) -> str:
        return f"{self.code} {self.sha256[:12]}"


class Entry(models.Model):
    """One numbered line of the record. Numbers start at 0, have no gaps and follow the order of commitment.

    `line` is the public text. The three columns after it stay at the desk: they are what H4 is judged by.
    """

    class Kind(models.TextChoices):
        PUBLISH = "publish", _("published")
        UPDATE = "update", _("updated")
        CORRECT = "correct", _("corrected")
        WITHDRAW = "withdraw", _("withdrawn")

    seq = models.BigIntegerField(primary_key=True)
    at = models.DateTimeField()
    kind = models.CharField(max_length=20, choices=Kind.choices)
    type = models.CharField(max_length=20)
    code = models.CharField(max_length=20)
    office = models.ForeignKey(Office, models.PROTECT, related_name="+")
    version = models.ForeignKey(Version, models.PROTECT, related_name="entries")
    previous = models.OneToOneField("self", models.PROTECT, null=True, related_name="next")
    reason = models.JSONField(default=dict)
    line = models.TextField()
    #: Wagtail revisions that were approved, and the ids of who wrote and who approved. Never public.
    desk_revisions = models.JSONField(default=list)
    written_by = models.JSONField(default=list)
    approved_by = models.JSONField(default=list)

    class Meta:
        ordering = ["seq"]
        indexes = [models.Index(fields=["type", "code", "-seq"], name="entry_of_thing")]
        constraints = [
            models.CheckConstraint(name="entry_numbers_start_at_0", condition=Q(seq__gte=0)),
            models.CheckConstraint(
                name="entry_follows_its_previous", condition=Q(previous=None) | Q(previous__lt=F("seq"))
            ),
            # One first entry a thing: a second "publish" of the same code has nowhere to go.
            models.UniqueConstraint(fields=["type", "code"], condition=Q(previous=None), name="one_first_entry"),
        ]
        verbose_name = _("entry")
        verbose_name_plural = _("entries")

    def __str__(self) -> str:
        return f"{self.seq} {self.kind} {self.code}"


class PublishedCheck(models.Model):
    """Projection: the newest version of one fact-check in one language."""

    key = models.CharField(max_length=30, primary_key=True)  # code:language
    code = models.CharField(max_length=20, db_index=True)
    language = models.CharField(max_length=8)
    seq = models.BigIntegerField()
    version_sha256 = models.CharField(max_length=64)
    office = models.ForeignKey(Office, models.PROTECT, related_name="+")
    slug = models.CharField(max_length=120)
    title = models.TextField()
    claim = models.TextField()
    claim_kind = models.CharField(max_length=20)
    claim_language = models.CharField(max_length=8)
    claimant = models.TextField(blank=True)
    appearances = models.JSONField(default=list)
    rating = models.CharField(max_length=20, null=True)  # noqa: DJ001
    verdict = models.TextField()
    body = models.TextField()
    behind = models.BooleanField(default=False)
    topics = models.JSONField(default=list)
    sectors = models.JSONField(default=list)
    regions = models.JSONField(default=list)
    evidence = models.JSONField(default=list)
    authors = models.JSONField(default=list)
    approvals = models.JSONField(default=list)
    #: Updates, corrections and the withdrawal, oldest first: {"seq", "at", "kind", "reason"}.
    changes = models.JSONField(default=list)
    checked_on = models.DateField()
    published_at = models.DateTimeField()
    updated_at = models.DateTimeField()
    withdrawn = models.BooleanField(default=False)
    withdrawn_reason = models.TextField(blank=True)
    sample = models.BooleanField(default=False)

    class Meta:
        ordering = ["-published_at", "-seq", "key"]
        indexes = [models.Index(fields=["language", "-published_at", "-seq"], name="published_newest")]
        constraints = [
            models.UniqueConstraint(fields=["code", "language"], name="one_published_text_a_language"),
            models.CheckConstraint(name="withdrawn_has_no_rating", condition=Q(withdrawn=False) | Q(rating=None)),
        ]

    def __str__(self) -> str:
        return self.title


class PublishedPicture(models.Model):
    """Projection: the kept pictures that any published version shows, newest or not. Only these are public."""

    name = models.CharField(max_length=80, primary_key=True)  # SHA-256 and ending
    seq = models.BigIntegerField()  # the first entry that shows it

    def __str__(self) -> str:
        return self.name


class PublishedFacet(models.Model):
    """Projection: the sectors and regions of a published check, for lists that are filtered by them."""

    key = models.CharField(max_length=120, primary_key=True)  # code:language:kind:slug
    check_key = models.ForeignKey(PublishedCheck, models.CASCADE, related_name="facets", db_column="check_key")
    kind = models.CharField(max_length=10)  # sector or region
    slug = models.CharField(max_length=60)

    class Meta:
        indexes = [models.Index(fields=["kind", "slug"], name="facet_lookup")]

    def __str__(self) -> str:
        return self.key
