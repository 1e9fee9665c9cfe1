"""External reviews, and their changes by number."""

from __future__ import annotations

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _


class ExternalReview(models.Model):
    """Another organisation's fact-check, as its ClaimReview said it; shown only under its own name and link.

    `key` is the review's identity: SHA-256 of its page, its site and its claim; `page` stands for the page alone.
    `code` is taken from the first `key` and stays when a claim is reworded, since it is in public addresses.
    """

    code = models.CharField(max_length=8, primary_key=True)
    key = models.CharField(max_length=64, unique=True)
    page = models.CharField(max_length=16, db_index=True)
    url = models.CharField(_("address"), max_length=2000)
    publisher_name = models.CharField(_("publisher"), max_length=200)
    publisher_site = models.CharField(_("publisher's site"), max_length=253)
    claim = models.TextField(_("claim"))
    title = models.TextField(_("title"), blank=True)
    rating_text = models.CharField(_("rating"), max_length=300)
    rating_value = models.FloatField(null=True, blank=True)
    rating_best = models.FloatField(null=True, blank=True)
    rating_worst = models.FloatField(null=True, blank=True)
    language = models.CharField(_("language"), max_length=8)
    claimant = models.CharField(_("who said it"), max_length=300, blank=True)
    claim_date = models.DateField(_("said on"), null=True, blank=True)
    reviewed_on = models.DateField(_("reviewed on"), null=True, blank=True)
    appearances = models.JSONField(default=list, blank=True)
    licence = models.CharField(_("licence"), max_length=500, blank=True)
    source = models.CharField(_("read from"), max_length=1000)
    content_sha256 = models.CharField(max_length=64)
    first_seen_at = models.DateTimeField(_("first seen"))
    updated_at = models.DateTimeField(_("updated"))
    removed = models.BooleanField(_("taken out by the desk"), default=False)

    class Meta:
        verbose_name = _("external review")
        verbose_name_plural = _("external reviews")
        constraints = [
            # A link that is shown to the public: never javascript: or data:, whoever writes the row.
            models.CheckConstraint(
                name="review_address_is_http", condition=Q(url__startswith="http://") | Q(url__startswith="https://")
            ),
            models.CheckConstraint(name="review_has_its_publisher", condition=~Q(publisher_name="")),
        ]

    def __str__(self) -> str:
        return f"{self.publisher_name}: {self.claim[:80]}"


class ReviewChange(models.Model):
    """One numbered change, so that indexes can follow. Numbers start at 0, have no gaps and follow commitment."""

    class Kind(models.TextChoices):
        NEW = "new", _("new")
        CHANGED = "changed", _("changed")
        REMOVED = "removed", _("taken out")
        RESTORED = "restored", _("put back")

    seq = models.BigIntegerField(primary_key=True)
    review = models.ForeignKey(ExternalReview, models.PROTECT, related_name="changes")
    kind = models.CharField(max_length=10, choices=Kind.choices)
    previous = models.JSONField(null=True)
    previous_sha256 = models.CharField(max_length=64, blank=True)
    at = models.DateTimeField()

    class Meta:
        verbose_name = _("change of an external review")
        verbose_name_plural = _("changes of external reviews")
        constraints = [
            models.CheckConstraint(
                name="change_kind_is_known", condition=Q(kind__in=["new", "changed", "removed", "restored"])
            ),
        ]

    def __str__(self) -> str:
        return f"{self.seq} {self.kind} {self.review_id}"
