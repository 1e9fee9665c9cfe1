"""Who approved which revision. Rows are only added: triggers of the database refuse anything else."""

from __future__ import annotations

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from factdesk.offices.models import Office, Person, Role


class Approval(models.Model):
    """One person's approval of exactly one revision.

    `fingerprint` is the hash of the words and facts that were approved: Wagtail can overwrite a revision in place
    (autosave), and then the approval does not hold for it any more.
    """

    #: No database constraint: an approval outlives a draft that was thrown away.
    revision = models.ForeignKey("wagtailcore.Revision", models.DO_NOTHING, db_constraint=False, related_name="+")
    fingerprint = models.CharField(max_length=64)
    code = models.CharField(max_length=6, db_index=True)
    language = models.CharField(max_length=8)
    #: Whose check it was at that moment (H6).
    for_office = models.ForeignKey(Office, models.PROTECT, related_name="+")
    person = models.ForeignKey(Person, models.PROTECT, related_name="+")
    role = models.CharField(max_length=20, choices=Role.choices)
    #: Where the person holds that role: the office itself or one above it.
    office = models.ForeignKey(Office, models.PROTECT, related_name="+")
    at = models.DateTimeField(auto_now_add=True)

    class Meta:
        ordering = ["pk"]
        verbose_name = _("approval")
        verbose_name_plural = _("approvals")
        constraints = [
            models.UniqueConstraint(fields=["revision", "person", "fingerprint"], name="one_approval_a_person"),
            models.CheckConstraint(
                name="h4_approvers_have_a_reviewing_role", condition=Q(role__in=["reviewer", "editor", "office-lead"])
            ),
        ]

    def __str__(self) -> str:
        return f"{self.code} {self.language}: {self.get_role_display()}, {self.office}"
