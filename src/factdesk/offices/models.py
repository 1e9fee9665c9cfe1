"""Who speaks: people, offices as a tree, their roles, their official channels; and the lists of sectors and regions."""

from __future__ import annotations

from typing import Any, ClassVar, NoReturn

from django.contrib.auth.models import AbstractUser, UserManager
from django.core.exceptions import ValidationError
from django.db import models
from django.db.models import Q
from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _
from treebeard.mp_tree import MP_Node


class PeopleManager(UserManager["Person"]):
    """People get what they may do from their roles, and from nothing else."""

    def create_superuser(self, *args: Any, **kwargs: Any) -> NoReturn:
        """Refuse: Django would ask a superuser for no permission and no role at all."""
        raise ValidationError(_("Nobody at this desk is above its rules. `factdesk login add` adds an administrator."))


class Person(AbstractUser):
    """Somebody who works at the desk. Residents have no account."""

    objects: ClassVar[PeopleManager] = PeopleManager()

    class Meta:
        verbose_name = _("person")
        verbose_name_plural = _("people")
        constraints = [
            models.CheckConstraint(condition=Q(is_superuser=False), name="nobody_is_above_the_rules"),
        ]

    def __str__(self) -> str:
        return self.get_full_name() or self.username

    def get_full_name(self) -> str:
        """Family name first, as Vietnamese names are said."""
        return f"{self.last_name} {self.first_name}".strip()


class NamedInBothLanguages(models.Model):
    """Something with a name in Vietnamese and in English, known by a slug."""

    slug = models.SlugField(_("slug"), max_length=60, unique=True)
    name_vi = models.CharField(_("name in Vietnamese"), max_length=200)
    name_en = models.CharField(_("name in English"), max_length=200)

    class Meta:
        abstract = True

    def __str__(self) -> str:
        return self.name

    @property
    def name(self) -> str:
        """The name in the language of the page being made."""
        return self.name_en if get_language() == "en" else self.name_vi

    @property
    def names(self) -> dict[str, str]:
        """Both names, by language, as versions in the record carry them."""
        return {"vi": self.name_vi, "en": self.name_en}


class Office(NamedInBothLanguages, MP_Node):  # type: ignore[django-manager-missing]  # treebeard has no types
    """A body that speaks: a province, its departments and localities below it, or a newsroom that stands apart."""

    class Kind(models.TextChoices):
        PROVINCE = "province", _("province")
        DEPARTMENT = "department", _("department")
        LOCALITY = "locality", _("locality")
        NEWSROOM = "newsroom", _("newsroom")
        ORGANISATION = "organisation", _("organisation")

    kind = models.CharField(_("kind"), max_length=20, choices=Kind.choices)
    about_vi = models.TextField(_("about, in Vietnamese"), blank=True)
    about_en = models.TextField(_("about, in English"), blank=True)
    sample = models.BooleanField(_("part of the sample desk"), default=False)

    class Meta:
        verbose_name = _("office")
        verbose_name_plural = _("offices")

    @property
    def about(self) -> str:
        """What the office does, in the language of the page being made."""
        return self.about_en if get_language() == "en" else self.about_vi


class Role(models.TextChoices):
    """What somebody may do at the desk, within one office."""

    CONTRIBUTOR = "contributor", _("contributor")
    RESEARCHER = "researcher", _("researcher")
    REVIEWER = "reviewer", _("reviewer")
    EDITOR = "editor", _("editor")
    OFFICE_LEAD = "office-lead", _("office lead")
    ADMINISTRATOR = "administrator", _("administrator")


class Membership(models.Model):
    """One person's role in one office."""

    person = models.ForeignKey(Person, models.CASCADE, related_name="memberships")
    office = models.ForeignKey(Office, models.CASCADE, related_name="memberships")
    role = models.CharField(_("role"), max_length=20, choices=Role.choices)

    class Meta:
        verbose_name = _("membership")
        verbose_name_plural = _("memberships")
        constraints = [
            models.UniqueConstraint(fields=["person", "office", "role"], name="one_membership_a_role"),
            models.CheckConstraint(condition=Q(role__in=Role.values), name="membership_role_is_known"),
        ]

    def __str__(self) -> str:
        return f"{self.person}: {self.get_role_display()}, {self.office}"


class Channel(models.Model):
    """One registered official outlet of an office (H6: nothing goes out elsewhere)."""

    class Kind(models.TextChoices):
        PORTAL = "portal", _("section of this portal")

    office = models.ForeignKey(Office, models.PROTECT, related_name="channels")
    kind = models.CharField(_("kind"), max_length=20, choices=Kind.choices)
    address = models.CharField(_("address"), max_length=300)
    since = models.DateField(_("since"))
    closed_on = models.DateField(_("closed on"), null=True, blank=True)

    class Meta:
        verbose_name = _("channel")
        verbose_name_plural = _("channels")
        constraints = [
            # H6: an address belongs to one office alone.
            models.UniqueConstraint(fields=["kind", "address"], name="h6_a_channel_is_of_one_office"),
        ]

    def __str__(self) -> str:
        return self.address


class Sector(NamedInBothLanguages):
    """A field of life that questions are about: health, transport …"""

    order = models.PositiveSmallIntegerField(_("order"), default=0)

    class Meta:
        verbose_name = _("sector")
        verbose_name_plural = _("sectors")
        ordering = ["order", "slug"]


class Region(NamedInBothLanguages):
    """A place that questions are about; usually one locality of the province."""

    order = models.PositiveSmallIntegerField(_("order"), default=0)

    class Meta:
        verbose_name = _("region")
        verbose_name_plural = _("regions")
        ordering = ["order", "slug"]
