"""Why the API refuses a request, beyond what the rooms below it refuse.

ApiRefused
├── UnknownAddress     nothing is at this address
├── NoSuchFactCheck    no published fact-check has this code, or none in this language
├── NoSuchVersion      the record has no version of this hash
├── VersionDamaged     what is stored under this hash is not what was published
├── MethodNotAllowed   the address does not take this method
├── LengthMissing      a body that does not say how long it is
├── BodyTooLarge
├── NotJson            the body does not say that it is JSON
├── InvalidJson        the body is not JSON in UTF-8
├── InvalidRequest     fields are missing, unknown or of the wrong form; `errors` names each
├── InvalidCursor      a cursor that this desk did not make
├── StorageUnavailable the database takes no write now
└── InternalFault      a mistake of ours
"""

from __future__ import annotations

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _


class ApiRefused(Exception):  # noqa: N818  (every subclass names a refusal)
    """Not taken. Subclasses say why, with which status, and what to do."""

    code = "refused"
    status = 400
    message: str | Promise = _("This request was not taken.")
    #: Headers that the answer must carry.
    headers: dict[str, str] = {}

    def __init__(self, *errors: tuple[str, str]) -> None:
        #: What is wrong with which field.
        self.errors = errors
        super().__init__()

    def __str__(self) -> str:
        return str(self.message)


class UnknownAddress(ApiRefused):
    code, status = "not-found", 404
    message = _("There is nothing at this address. /api/v1/openapi.json lists what there is.")


class NoSuchFactCheck(ApiRefused):
    code, status = "no-such-fact-check", 404
    message = _("There is no published fact-check with this code in this language.")


class NoSuchVersion(ApiRefused):
    code, status = "no-such-version", 404
    message = _("The record has no version with this SHA-256.")


class VersionDamaged(ApiRefused):
    code, status = "version-damaged", 500
    message = _(
        "What is stored of this version is not what was published, so it is not shown. "
        "The desk’s administrator finds it named in the log and restores it from a backup."
    )


class MethodNotAllowed(ApiRefused):
    code, status = "method-not-allowed", 405
    message = _("This address does not take this method. The header Allow names those that it takes.")


class LengthMissing(ApiRefused):
    code, status = "length-required", 411
    message = _("Send the header Content-Length with the body.")


class BodyTooLarge(ApiRefused):
    code, status = "body-too-large", 413
    message = _("The body is larger than any question. Send the part that makes the claim.")


class NotJson(ApiRefused):
    code, status = "unsupported-media-type", 415
    message = _("Send the body as application/json in UTF-8, and say so in the header Content-Type.")
    headers = {"Accept-Post": "application/json"}


class InvalidJson(ApiRefused):
    code, status = "invalid-json", 422
    message = _("The body is not JSON in UTF-8.")


class InvalidRequest(ApiRefused):
    code, status = "invalid-request", 422
    message = _("Fields of the request are missing, unknown or of the wrong form; each is named in “errors”.")


class InvalidCursor(ApiRefused):
    code, status = "invalid-cursor", 422
    message = _("This desk did not make this cursor. Begin again without one.")


class StorageUnavailable(ApiRefused):
    code, status = "storage-unavailable", 503
    message = _("The desk cannot store anything at this moment. Nothing was saved; please try again in a minute.")
    headers = {"Retry-After": "60"}


class InternalFault(ApiRefused):
    code, status = "internal-error", 500
    message = _("Something went wrong at the desk. Nothing that was sent is lost if it was acknowledged before.")
