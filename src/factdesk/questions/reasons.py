"""Why a question is closed without a check (H1): the words that the receipt's page shows."""

from __future__ import annotations

from django.db import models
from django.utils.translation import gettext_lazy as _


class Reason(models.TextChoices):
    """What cannot be checked is never rated; it is closed with one of these."""

    OPINION = "opinion", _("It is an opinion")
    PREDICTION = "prediction", _("It is a prediction")
    SATIRE = "satire", _("It is satire")
    PERSONAL = "personal", _("It is about a private person or somebody's character")
    TOO_VAGUE = "too-vague", _("It is too vague to check")
    NOT_A_CLAIM = "not-a-claim", _("It does not claim anything")
