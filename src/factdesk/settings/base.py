"""Settings that hold everywhere. Each one that is ours says why it is as it is.

Environment: FACTDESK_HOME (every file that the desk writes), DATABASE_URL (PostgreSQL instead of SQLite),
FACTDESK_SECRET_KEY, FACTDESK_HOSTS (comma separated names), FACTDESK_ADDRESS (public address, https://…),
FACTDESK_ANSWER_THRESHOLD and FACTDESK_SUGGEST_THRESHOLD (probabilities, see docs/matching.md).
"""

import os
import zoneinfo
from pathlib import Path

import dj_database_url
from django.utils.functional import SimpleLazyObject

from factdesk.settings.home import home
from factdesk.settings.thresholds import thresholds

PACKAGE = Path(__file__).resolve().parents[1]
CHECKOUT = PACKAGE.parents[1]

#: Every file that a running desk writes lies below this folder.
HOME = home(CHECKOUT / "var" if (CHECKOUT / "pyproject.toml").exists() else Path.cwd() / "var")

#: The key of a desk that only shows sample content; a production start refuses it.
SAMPLE_SECRET_KEY = "sample-key-for-looking-around-only-0000000000000000000000000000"  # noqa: S105
SECRET_KEY = os.environ.get("FACTDESK_SECRET_KEY") or SAMPLE_SECRET_KEY
DEBUG = False
ALLOWED_HOSTS = [host for host in os.environ.get("FACTDESK_HOSTS", "").split(",") if host]
RUN_DIRECTORY = HOME / "run"
#: Where this desk is found: as configured, or where it was last started on this home folder.
SITE_ADDRESS = (
    os.environ.get("FACTDESK_ADDRESS")
    or next((path.read_text().strip() for path in [RUN_DIRECTORY / "address"] if path.is_file()), "")
    or "http://127.0.0.1:8000"
).rstrip("/")

INSTALLED_APPS = [
    "factdesk.offices",
    "factdesk.record",
    "factdesk.reviews",
    "factdesk.answers",
    "factdesk.questions",
    "factdesk.checks",
    "factdesk.portal",
    "factdesk.api",
    "factdesk.desk",
    "factdesk.sample",
    "wagtail_localize",
    "wagtail_localize.locales",
    "wagtail.contrib.typed_table_block",
    "wagtail.embeds",
    "wagtail.sites",
    "factdesk.desk.people.apps.PeopleScreens",  # wagtail.users, with roles in place of groups
    "wagtail.snippets",
    "wagtail.documents",
    "wagtail.images",
    "wagtail.search",
    "wagtail.admin",
    "wagtail",
    "modelcluster",
    "taggit",
    "django_filters",
    "django_tasks",
    "django_tasks_db",
    "django.contrib.auth",
    "django.contrib.contenttypes",
    "django.contrib.sessions",
    "django.contrib.messages",
    "django.contrib.humanize",  # Wagtail says “5 minutes ago” with it; its translations come only this way
    "django.contrib.staticfiles",
]

MIDDLEWARE = [
    "factdesk.running.middleware.HealthOnLoopback",
    "factdesk.portal.middleware.StorageTrouble",
    "django.middleware.security.SecurityMiddleware",
    "whitenoise.middleware.WhiteNoiseMiddleware",
    "factdesk.portal.middleware.LanguageByAddress",
    "django.contrib.sessions.middleware.SessionMiddleware",
    "django.middleware.common.CommonMiddleware",
    "django.middleware.csrf.CsrfViewMiddleware",
    "django.contrib.auth.middleware.AuthenticationMiddleware",
    "django.contrib.messages.middleware.MessageMiddleware",
    "django.middleware.clickjacking.XFrameOptionsMiddleware",
    "factdesk.checks.middleware.RefusalsInWords",
]

ROOT_URLCONF = "factdesk.urls"
WSGI_APPLICATION = "factdesk.wsgi.application"
AUTH_USER_MODEL = "offices.Person"
DEFAULT_AUTO_FIELD = "django.db.models.BigAutoField"

TEMPLATES = [
    {
        "BACKEND": "django.template.backends.django.DjangoTemplates",
        "APP_DIRS": True,
        "OPTIONS": {
            "context_processors": [
                "django.template.context_processors.request",
                "django.template.context_processors.i18n",
                "django.contrib.auth.context_processors.auth",
                "django.contrib.messages.context_processors.messages",
                "factdesk.portal.context.site",
            ],
        },
    },
]

_database = dj_database_url.config(default=f"sqlite:///{HOME / 'factdesk.sqlite3'}", conn_max_age=300)
if _database["ENGINE"].endswith("sqlite3"):
    _database["OPTIONS"] = {
        # A write transaction takes its lock at the start: two writers queue instead of failing half way,
        # and record.append can rely on being alone.
        "transaction_mode": "IMMEDIATE",
        "timeout": 5,
        # FULL: what was acknowledged is on disk. secure_delete: erased text leaves no free pages behind.
        "init_command": (
            "PRAGMA journal_mode=WAL; PRAGMA synchronous=FULL; PRAGMA secure_delete=ON; PRAGMA foreign_keys=ON"
        ),
    }
else:
    _database["CONN_HEALTH_CHECKS"] = True
    # As long as SQLite's: whoever waits behind somebody else's lock is told to come back, and no thread hangs for ever.
    _options = _database.setdefault("OPTIONS", {})
    _options.setdefault("connect_timeout", 5)
    _options.setdefault("options", "-c lock_timeout=5000")
DATABASES = {"default": _database}

CACHES = {"default": {"BACKEND": "django.core.cache.backends.locmem.LocMemCache"}}

TASKS = {"default": {"BACKEND": "django_tasks_db.DatabaseBackend", "QUEUES": ["default"]}}

AUTH_PASSWORD_VALIDATORS = [
    {"NAME": f"django.contrib.auth.password_validation.{name}"}
    for name in ("UserAttributeSimilarityValidator", "MinimumLengthValidator", "CommonPasswordValidator")
] + [{"NAME": "factdesk.running.passwords.NotTheSamplePassword"}]
LOGIN_URL = "wagtailadmin_login"

LANGUAGE_CODE = "vi"
LANGUAGES = [("vi", "Tiếng Việt"), ("en", "English")]
WAGTAIL_CONTENT_LANGUAGES = LANGUAGES
WAGTAILADMIN_PERMITTED_LANGUAGES = LANGUAGES
WAGTAIL_I18N_ENABLED = True
# The catalogues are compiled at set-up into the home folder; the package holds their sources.
# The first has the last word: ours, then our Vietnamese for Wagtail and Django, then their own.
LOCALE_PATHS = [HOME / "locale", HOME / "locale_wagtail"]
TIME_ZONE = "Asia/Ho_Chi_Minh"
USE_TZ = True
# Day first in both languages, in what is typed and in what is shown: 05/11/2026 is the fifth of November.
FORMAT_MODULE_PATH = "factdesk.settings.formats"
WAGTAIL_DATE_FORMAT = "%d/%m/%Y"
WAGTAIL_DATETIME_FORMAT = "%d/%m/%Y %H:%M"

STATIC_URL = "/static/"
STATIC_ROOT = HOME / "static"
MEDIA_URL = "/media/"
MEDIA_ROOT = HOME / "media"
STORAGES = {
    "default": {"BACKEND": "django.core.files.storage.FileSystemStorage"},
    "staticfiles": {"BACKEND": "whitenoise.storage.CompressedManifestStaticFilesStorage"},
}

# Nothing is sent before an office names a mail server of its own.
EMAIL_BACKEND = "django.core.mail.backends.dummy.EmailBackend"

WAGTAIL_PASSWORD_RESET_ENABLED = False  # no mail would come; `factdesk login password` gives a new one
# Browsers do not know what `localtime` is, and the account page's script would stop. Read when that page is drawn.
WAGTAIL_USER_TIME_ZONES = SimpleLazyObject(lambda: sorted(zoneinfo.available_timezones() - {"localtime"}))
WAGTAIL_SITE_NAME = "factdesk"
WAGTAILADMIN_BASE_URL = SITE_ADDRESS
WAGTAIL_ENABLE_UPDATE_CHECK = False  # no network at run time
WAGTAIL_ENABLE_WHATS_NEW_BANNER = False
WAGTAIL_GRAVATAR_PROVIDER_URL = None  # no network at run time, and no picture of anybody from elsewhere
WAGTAIL_WORKFLOW_REQUIRE_REAPPROVAL_ON_EDIT = True
WAGTAILADMIN_USER_LOGIN_FORM = "factdesk.checks.forms.DeskLoginForm"
WAGTAILIMAGES_IMAGE_FORM_BASE = "factdesk.checks.image_forms.DrawableImageForm"
WAGTAIL_MODERATION_ENABLED = True
# A translation starts as a draft with a review of its own: live in one language does not make it live in another.
WAGTAILLOCALIZE_SYNC_LIVE_STATUS_ON_TRANSLATE = False
WAGTAIL_LOCALIZE_DEFAULT_TRANSLATION_MODE = "simple"
WAGTAILSEARCH_BACKENDS = {"default": {"BACKEND": "wagtail.search.backends.database"}}
WAGTAILEMBEDS_FINDERS: list[dict[str, str]] = []  # no third party is asked for a player
WAGTAILDOCS_SERVE_METHOD = "serve_view"

#: Questions longer than this (characters) are refused with a clear answer; forwarded messages are far shorter.
QUESTION_MAX_LENGTH = 20_000
#: Body of a request, bytes: a question of 20,000 characters in UTF-8 and percent-encoded, with room.
DATA_UPLOAD_MAX_MEMORY_SIZE = 2_000_000

INDEX_DIRECTORY = HOME / "index"
MODELS_DIRECTORY = Path(os.environ.get("FACTDESK_MODELS") or HOME / "models")
#: What `factdesk train matching --own` made of the desk's own labels; of no use to other desks, unlike the encoder.
LEARNED_DIRECTORY = HOME / "learned"
#: From which probabilities it answers and suggests; `factdesk evaluate --own --thresholds` says what others would cost.
MATCHING_THRESHOLDS = thresholds()
ARCHIVE_DIRECTORY = HOME / "archive"

CSRF_COOKIE_HTTPONLY = True
SECURE_REFERRER_POLICY = "same-origin"
# Wagtail shows previews in a frame of its own; public pages forbid every frame by their Content-Security-Policy.
X_FRAME_OPTIONS = "SAMEORIGIN"

LOGGING = {
    "version": 1,
    "disable_existing_loggers": False,
    "formatters": {"line": {"format": "{asctime} {levelname} {name} {message}", "style": "{"}},
    "filters": {
        "refusals": {"()": "factdesk.settings.logs.RefusalsInOneLine"},
        "failures": {"()": "factdesk.settings.logs.FailuresWithoutValues"},
    },
    "handlers": {
        "console": {"class": "logging.StreamHandler", "formatter": "line", "filters": ["refusals", "failures"]},
    },
    "root": {"handlers": ["console"], "level": os.environ.get("FACTDESK_LOG_LEVEL", "WARNING")},
    # Request lines would carry what was asked and by which agent (H7): Django's own request log says only paths,
    # and those may hold a receipt, so it is off below ERROR.
    "loggers": {
        # Django's own handlers would mail the whole request, or write it past the filters.
        "django": {"handlers": []},
        "django.server": {"level": "ERROR", "handlers": ["console"], "propagate": False},
        "django.request": {"level": "ERROR"},
        "django.security": {"level": "ERROR"},
    },
}
