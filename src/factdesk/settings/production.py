"""An office's own desk: `factdesk up --production`, which refuses to start while anything of the sample is left."""

from factdesk.settings.base import *  # noqa: F403

SESSION_COOKIE_SECURE = True
SESSION_COOKIE_NAME = "__Host-session"
CSRF_COOKIE_SECURE = True
CSRF_COOKIE_NAME = "__Host-csrf"
SECURE_PROXY_SSL_HEADER = ("HTTP_X_FORWARDED_PROTO", "https")
SECURE_HSTS_SECONDS = 31_536_000
CSRF_TRUSTED_ORIGINS = [SITE_ADDRESS]  # noqa: F405
