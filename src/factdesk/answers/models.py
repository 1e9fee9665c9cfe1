"""Phrasings: the words in which people asked for a check, as the desk confirmed; further texts of it in the index."""

from __future__ import annotations

from django.db import models
from django.db.models import Q

#: Phrasings that one check has at most.
MOST = 20
#: Those that an encoder was made for; sorted.
LANGUAGES = ["en", "vi"]


class Phrasing(models.Model):
    """One text that asks about a check. Found by, never shown: what is shown is the check.

    It keeps its place while it stands, and with it its key in the index.
    """

    code = models.CharField(max_length=20)
    place = models.PositiveSmallIntegerField()
    language = models.CharField(max_length=8)
    text = models.TextField()

    class Meta:
        constraints = [
            models.UniqueConstraint(name="phrasing_has_its_place", fields=["code", "place"]),
            models.CheckConstraint(name="phrasings_are_few", condition=Q(place__gte=1, place__lte=MOST)),
            models.CheckConstraint(name="phrasing_language_is_known", condition=Q(language__in=LANGUAGES)),
            models.CheckConstraint(name="phrasing_is_of_a_check", condition=~Q(code="")),
            models.CheckConstraint(name="phrasing_has_a_text", condition=~Q(text="")),
        ]

    def __str__(self) -> str:
        return f"{self.code}:{self.language}#{self.place}"


class PhrasingChange(models.Model):
    """The last change of a check's phrasings, numbered in the order of commitment: the index follows them."""

    code = models.CharField(max_length=20, primary_key=True)
    seq = models.BigIntegerField(unique=True)

    def __str__(self) -> str:
        return f"{self.seq} {self.code}"
