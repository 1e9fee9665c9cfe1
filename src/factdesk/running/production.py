"""What a production start refuses: anything that belongs to the sample desk."""

from __future__ import annotations

import os

from factdesk.running.terminal import N_, said


def refusals_before_database(settings_secret: str, sample_secret: str, *, debug: bool) -> list[str]:
    """Why this desk may not start in production, as far as its settings say; empty where nothing is wrong."""
    found = []
    if settings_secret == sample_secret or len(settings_secret) < 50:
        found.append(
            said(N_("The secret key is the sample key or shorter than 50 characters. Make one and keep it:"))
            + " export FACTDESK_SECRET_KEY=$(python3 -c 'import secrets; print(secrets.token_urlsafe(60))')"
        )
    if debug or os.environ.get("DEBUG", "").lower() in {"1", "true", "yes", "on"}:
        found.append(said(N_("DEBUG is on. Take DEBUG out of the environment.")))
    if not os.environ.get("FACTDESK_HOSTS"):
        found.append(said(N_("No host name is set. Name the desk's host:")) + " export FACTDESK_HOSTS=desk.example")
    if not os.environ.get("FACTDESK_ADDRESS", "").startswith("https://"):
        address = "export FACTDESK_ADDRESS=https://desk.example"
        found.append(said(N_("No public address is set, or it does not start with https. Name it:")) + f" {address}")
    return found


def sample_logins() -> list[str]:
    """User names of sample logins that still open with the published sample password. One query."""
    from factdesk.offices.models import Person
    from factdesk.sample.logins import PASSWORD, USERNAMES

    people = Person.objects.filter(username__in=USERNAMES, is_active=True)
    return [person.username for person in people if person.check_password(PASSWORD)]


def sample_login_refusal(username: str) -> str:
    """Why a desk with such a login does not start, and the two commands that put it right."""
    why = N_(
        "The sample login %(username)s still opens with the sample password. End it: factdesk login end %(username)s"
        " – or give it another password: factdesk login password %(username)s"
    )
    return said(why) % {"username": username}
