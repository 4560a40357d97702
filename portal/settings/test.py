"""The test suite: fast hashing, plain static files, mail kept in memory."""

from portal.settings import env
from portal.settings.base import *  # noqa: F403
from portal.settings.base import DATABASES, STORAGES

SECRET_KEY = "test-only"  # noqa: S105  (guards nothing)
ALLOWED_HOSTS = ["testserver", "127.0.0.1", "localhost"]
PASSWORD_HASHERS = ["django.contrib.auth.hashers.MD5PasswordHasher"]
EMAIL_BACKEND = "django.core.mail.backends.locmem.EmailBackend"
ACCOUNT_MAIL_IN_BACKGROUND = False  # a test reads what was sent
ACCOUNT_EVEN_SECONDS = 0
SMS_BACKEND = "catalogue.events.bookings.messages.sms.MemorySender"
STORAGES = {
    **STORAGES,
    "staticfiles": {"BACKEND": "django.contrib.staticfiles.storage.StaticFilesStorage"},
}
if DATABASES["default"]["ENGINE"] == "django.db.backends.postgresql":
    # A query that would hang fails, and the failure names it.
    DATABASES["default"]["OPTIONS"] = {"options": "-c statement_timeout=60000"}
VAR_DIR = env.VAR_DIR / "test"
# The node is used by the tests that ask for it, with indexes of their own; no other test meets it.
SEARCH = {"embedded_directory": VAR_DIR / "index", "elasticsearch_url": ""}
SEARCH_LOG_SECONDS = None  # only when a test says so
COURSE_COUNT_SECONDS = None
SHOW_STYLEGUIDE = True
