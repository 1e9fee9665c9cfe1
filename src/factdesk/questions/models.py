"""What residents asked, grouped by likeness.

H7: no column anywhere here for who asked: no address, agent, account or cookie, and times only to the minute.
"""

from __future__ import annotations

from typing import Any

from django.db import models
from django.db.models import Q
from django.utils.text import capfirst
from django.utils.translation import gettext_lazy as _

from factdesk.matching.text.words import fold_text
from factdesk.offices.models import Person, Region, Sector
from factdesk.questions.reasons import Reason

#: What may be offered for a question (`answers.results`).
KINDS = ["fact-check", "external-review"]


class Group(models.Model):
    """Questions that ask the same thing and have no answer yet, or got one together."""

    class Status(models.TextChoices):
        OPEN = "open", _("waiting")
        IN_PROGRESS = "in-progress", _("being checked")
        ANSWERED = "answered", _("answered")
        CLOSED = "closed", _("closed without a check")

    label = models.TextField(_("most typical question"))
    language = models.CharField(_("language of the most typical question"), max_length=8)
    languages = models.JSONField(_("languages"), default=list)
    status = models.CharField(_("status"), max_length=12, choices=Status.choices, default=Status.OPEN)
    #: The check that answers, or the draft that has been begun for it.
    fact_check_code = models.CharField(_("fact-check"), max_length=20, blank=True)
    #: When somebody at the desk said that this check answers what was asked till then; empty where matching said so.
    attached_at = models.DateTimeField(null=True, blank=True, editable=False)
    reason = models.CharField(_("reason"), max_length=12, choices=Reason.choices, blank=True)
    reason_words = models.TextField(_("reason in words"), blank=True)
    count = models.PositiveIntegerField(_("questions"), default=0)
    #: Of these, such as were offered suggestions and whose askers have not said whether it is one of them.
    suggested = models.PositiveIntegerField(_("suggested, no reply"), default=0)
    first_asked_at = models.DateTimeField(_("first asked"))
    last_asked_at = models.DateTimeField(_("last asked"))
    #: Middle of its questions' vectors, half precision, and the encoder that made them; empty until one was there.
    vector = models.BinaryField(default=bytes, editable=False)
    vector_encoder = models.CharField(max_length=80, blank=True, editable=False)
    #: Of a text that says too little to be compared by meaning: what its exact equals share.
    exact_key = models.CharField(max_length=64, blank=True, editable=False)
    handled_by = models.ForeignKey(Person, models.SET_NULL, null=True, blank=True, related_name="+")
    handled_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        verbose_name = _("group of questions")
        verbose_name_plural = _("groups of questions")
        indexes = [
            models.Index(fields=["status", "-last_asked_at"], name="group_newest"),
            models.Index(fields=["status", "-count"], name="group_largest"),
            models.Index(fields=["exact_key"], condition=~Q(exact_key=""), name="group_exact_equal"),
        ]
        constraints = [
            models.CheckConstraint(
                name="group_status_is_known", condition=Q(status__in=["open", "in-progress", "answered", "closed"])
            ),
            models.CheckConstraint(
                name="h1_closed_group_has_a_reason", condition=~Q(status="closed") | Q(reason__in=Reason.values)
            ),
            models.CheckConstraint(
                name="answered_group_has_a_check", condition=~Q(status="answered") | ~Q(fact_check_code="")
            ),
            models.CheckConstraint(
                name="attached_group_has_a_check",
                condition=Q(attached_at=None) | Q(status__in=["in-progress", "answered"]) & ~Q(fact_check_code=""),
            ),
        ]

    def __str__(self) -> str:
        return self.label[:120]

    @property
    def standing(self) -> str:
        """Where it stands, in words that begin a line."""
        if self.status == self.Status.OPEN and self.suggested and self.suggested == self.count:
            return str(_("Suggested, no reply"))
        return str(capfirst(self.get_status_display()))


class Question(models.Model):
    """One question, with the asker cut away before it came here."""

    class Door(models.TextChoices):
        WEB = "web", _("web page")
        API = "api", _("API")
        CLI = "cli", _("command line")
        SAMPLE = "sample", _("sample")

    class Outcome(models.TextChoices):
        PENDING = "pending", _("not looked up yet")
        ANSWER = "answer", _("answered at once")
        SUGGEST = "suggest", _("suggested")
        NONE = "none", _("nothing found")

    class Reply(models.TextChoices):
        THIS_ONE = "this-one", _("it is this one")
        NOT_THIS = "not-this", _("it is none of these")

    asked_at = models.DateTimeField(_("asked"))
    door = models.CharField(_("door"), max_length=8, choices=Door.choices)
    text = models.TextField(_("text"))
    #: The text in small letters without diacritics, for the desk to search in.
    folded = models.TextField(editable=False, default="")
    language = models.CharField(_("language"), max_length=8, default="und")
    interface_language = models.CharField(_("language of the page"), max_length=8)
    sector = models.ForeignKey(Sector, models.SET_NULL, null=True, blank=True, related_name="+")
    region = models.ForeignKey(Region, models.SET_NULL, null=True, blank=True, related_name="+")
    #: The receipt itself is the asker's alone; this cannot be turned back into it.
    receipt_mac = models.CharField(max_length=64, unique=True, editable=False)
    outcome = models.CharField(_("outcome"), max_length=8, choices=Outcome.choices, default=Outcome.PENDING)
    #: What was offered: {"kind", "code", "language", "score"}.
    matches = models.JSONField(default=list)
    reply = models.CharField(_("reply"), max_length=8, choices=Reply.choices, blank=True)
    replied_key = models.CharField(max_length=60, blank=True)
    #: The check that answered until it was withdrawn; the question is with the desk since.
    withdrawn_code = models.CharField(max_length=20, blank=True)
    group = models.ForeignKey(Group, models.SET_NULL, null=True, blank=True, related_name="questions")

    class Meta:
        verbose_name = _("question")
        verbose_name_plural = _("questions")
        indexes = [
            models.Index(fields=["-asked_at"], name="question_newest"),
            models.Index(fields=["id"], condition=Q(outcome="pending"), name="question_pending"),
        ]
        constraints = [
            models.CheckConstraint(
                name="question_outcome_is_known", condition=Q(outcome__in=["pending", "answer", "suggest", "none"])
            ),
            models.CheckConstraint(
                name="question_door_is_known", condition=Q(door__in=["web", "api", "cli", "sample"])
            ),
            models.CheckConstraint(name="chosen_match_is_named", condition=~Q(reply="this-one") | ~Q(replied_key="")),
        ]

    def __str__(self) -> str:
        return self.text[:120]

    def save(self, *args: Any, **kwargs: Any) -> None:
        """Keep what is searched in with the text, which is written once."""
        if self._state.adding:
            self.folded = folded(self.text)
        super().save(*args, **kwargs)


def folded(text: str) -> str:
    """`text` as it is searched in and searched for: in small letters, without diacritics."""
    return fold_text(text).lower()


class Label(models.Model):
    """Whether a check answers a text, as somebody said: to measure and to train matching by (decision 018).

    Nothing leads back to the question or whoever asked it: the text is the one that identities were cut from.
    """

    class Verdict(models.TextChoices):
        RIGHT = "right", _("it does")
        WRONG = "wrong", _("it does not")

    class Origin(models.TextChoices):
        DESK = "desk", _("the desk")
        ASKER = "asker", _("whoever asked")

    text = models.TextField(_("text"))
    language = models.CharField(_("language"), max_length=8)
    #: Of the check or review that the text was, or was not, asking about.
    kind = models.CharField(max_length=20)
    code = models.CharField(max_length=20)
    verdict = models.CharField(_("verdict"), max_length=5, choices=Verdict.choices)
    #: The desk's word weighs more than an asker's, who may click as often as they like.
    origin = models.CharField(_("said by"), max_length=5, choices=Origin.choices)
    on = models.DateField(_("on"))

    class Meta:
        verbose_name = _("quality label")
        verbose_name_plural = _("quality labels")
        indexes = [models.Index(fields=["code", "origin"], name="label_by_check")]
        constraints = [
            models.CheckConstraint(name="label_verdict_is_known", condition=Q(verdict__in=["right", "wrong"])),
            models.CheckConstraint(name="label_origin_is_known", condition=Q(origin__in=["desk", "asker"])),
            models.CheckConstraint(name="label_names_a_check", condition=Q(kind__in=KINDS) & ~Q(code="")),
            models.CheckConstraint(name="label_has_a_text", condition=~Q(text="")),
            models.CheckConstraint(
                name="desk_answers_with_its_own_checks",
                condition=~Q(origin="desk", verdict="right") | Q(kind="fact-check"),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.kind}:{self.code}: {self.verdict} ({self.origin})"


class Cursor(models.Model):
    """How far a job of this room has followed the record."""

    name = models.CharField(max_length=40, primary_key=True)
    seq = models.BigIntegerField(default=-1)

    def __str__(self) -> str:
        return f"{self.name}: {self.seq}"
