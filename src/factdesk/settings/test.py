"""The test suite: a home folder of its own, so that a scan of it sees every file that the desk wrote."""

import os
import tempfile
from pathlib import Path

if "FACTDESK_HOME" not in os.environ:
    os.environ["FACTDESK_HOME"] = tempfile.mkdtemp(prefix="factdesk-test-")
# One for each process of a run: else a scan meets files that another process is about to remove.
if (worker := os.environ.get("PYTEST_XDIST_WORKER")) and Path(os.environ["FACTDESK_HOME"]).name != worker:
    os.environ["FACTDESK_HOME"] += f"/{worker}"
if os.environ.get("TEST_DATABASE_URL"):
    os.environ["DATABASE_URL"] = os.environ["TEST_DATABASE_URL"]
else:
    os.environ.pop("DATABASE_URL", None)

from factdesk.settings.base import *  # noqa: F403

ALLOWED_HOSTS = ["*"]
PASSWORD_HASHERS = ["django.contrib.auth.hashers.MD5PasswordHasher"]
STORAGES["staticfiles"] = {"BACKEND": "django.contrib.staticfiles.storage.StaticFilesStorage"}  # noqa: F405
WHITENOISE_AUTOREFRESH = True
if DATABASES["default"]["ENGINE"].endswith("sqlite3"):  # noqa: F405
    # A real file: several threads and processes of a test see the same database.
    DATABASES["default"]["TEST"] = {"NAME": str(HOME / "test.sqlite3")}  # noqa: F405
# The encoder is prepared once for all runs of the suite, not once a run.
MODELS_DIRECTORY = Path(os.environ.get("FACTDESK_MODELS") or CHECKOUT / "var" / "models")  # noqa: F405
