"""The one place that reads the environment. Every variable has a row in docs/settings.md."""

import secrets
from pathlib import Path

import environ

ROOT = Path(__file__).resolve().parents[2]
_env = environ.Env()

VAR_DIR = Path(_env.str("VAR_DIR", default=str(ROOT / "var")))
MEDIA_ROOT = Path(_env.str("MEDIA_ROOT", default=str(VAR_DIR / "media")))
DATABASE_URL = _env.str("DATABASE_URL", default=f"sqlite:///{VAR_DIR / 'db.sqlite3'}")
DATABASE = _env.db_url_config(DATABASE_URL)
CACHE = _env.cache_url_config(_env.str("CACHE_URL", default="locmemcache://"))
EMAIL = _env.email_url_config(_env.str("EMAIL_URL", default="consolemail://"))
SMS_BACKEND = _env.str(
    "SMS_BACKEND", default="catalogue.events.bookings.messages.sms.ConsoleSender"
)
EMAIL_FROM = _env.str("EMAIL_FROM", default="noreply@localhost")
ALLOWED_HOSTS = _env.list("ALLOWED_HOSTS", default=["127.0.0.1", "localhost", "[::1]"])
SITE_URL = _env.str("SITE_URL", default="http://127.0.0.1:8000")
# Unset: the embedded engine only.
ELASTICSEARCH_URL = _env.str("ELASTICSEARCH_URL", default="")
ELASTICSEARCH_API_KEY = _env.str("ELASTICSEARCH_API_KEY", default="")
ELASTICSEARCH_CA_FILE = _env.str("ELASTICSEARCH_CA_FILE", default="")
SEARCH_INDEX_PREFIX = _env.str("SEARCH_INDEX_PREFIX", default="waymark-")
REQUIRE_SERVICES = _env.bool("REQUIRE_SERVICES", default=False)
SECRET_KEY = _env.str("SECRET_KEY", default="")
TRUSTED_PROXY_COUNT = _env.int("TRUSTED_PROXY_COUNT", default=1)
REGION_NAME = _env.str("REGION_NAME", default="the West Midlands")
REGION_SHORT_NAME = _env.str("REGION_SHORT_NAME", default="West Midlands")
REGION_EXAMPLES = _env.list("REGION_EXAMPLES", default=["B70", "Walsall"])
REGION_PLACES = Path(
    _env.str(
        "REGION_PLACES", default=str(ROOT / "portal" / "core" / "data" / "west_midlands_places.csv")
    )
)


def local_secret_key() -> str:
    """Return the key kept under VAR_DIR, made on first use and readable by its owner only.

    Two processes may start at once: the one that loses the race reads the winner's key.
    """
    path = VAR_DIR / "secret_key"
    path.parent.mkdir(parents=True, exist_ok=True)
    try:
        with path.open("x", encoding="ascii") as file:
            path.chmod(0o600)
            file.write(secrets.token_urlsafe(50))
    except FileExistsError:
        pass
    return path.read_text(encoding="ascii")
