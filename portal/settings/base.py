"""What every environment shares. Concerns with settings of their own have a module of their own."""

# F403 below: settings modules are read as one namespace.
from portal.settings import env
from portal.settings.accounts import *  # noqa: F403
from portal.settings.i18n import *  # noqa: F403
from portal.settings.logs import *  # noqa: F403
from portal.settings.region import *  # noqa: F403
from portal.settings.search import *  # noqa: F403
from portal.settings.security import *  # noqa: F403

ROOT = env.ROOT
VAR_DIR = env.VAR_DIR
SITE_URL = env.SITE_URL
ALLOWED_HOSTS = env.ALLOWED_HOSTS
REQUIRE_SERVICES = env.REQUIRE_SERVICES
DEBUG = False
SHOW_STYLEGUIDE = False

INSTALLED_APPS = [
    "portal.core",
    "portal.navigation",
    "portal.pages",
    "portal.accounts",
    "portal.operations",
    "portal.demo",
    "catalogue.providers",
    "catalogue.courses",
    "catalogue.vacancies",
    "catalogue.events",
    "catalogue.feedback",
    "catalogue.feeds",
    "catalogue.publishing",
    "pathways",
    "pathways.support",
    "search",
    "wagtail_localize",
    "wagtail_localize.locales",
    "wagtail.contrib.forms",
    "wagtail.contrib.redirects",
    "wagtail.contrib.settings",
    "wagtail.embeds",
    "wagtail.sites",
    "wagtail.users",
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
    "allauth",
    "allauth.account",
    "allauth.mfa",
    "allauth.usersessions",
    "csp",
    "django.contrib.auth",
    "django.contrib.contenttypes",
    "django.contrib.sessions",
    "django.contrib.messages",
    "django.contrib.humanize",
    "django.contrib.sitemaps",
    "whitenoise.runserver_nostatic",
    "django.contrib.staticfiles",
]

MIDDLEWARE = [
    "django.middleware.security.SecurityMiddleware",
    "whitenoise.middleware.WhiteNoiseMiddleware",
    # A results page is 80 kB of HTML and 9 kB compressed; many visitors pay for their data.
    "django.middleware.gzip.GZipMiddleware",
    "csp.middleware.CSPMiddleware",
    "portal.core.middleware.security_headers",  # inside the one above, which it instructs
    "django.contrib.sessions.middleware.SessionMiddleware",
    "django.middleware.locale.LocaleMiddleware",
    "django.middleware.common.CommonMiddleware",
    "django.middleware.csrf.CsrfViewMiddleware",
    "django.contrib.auth.middleware.AuthenticationMiddleware",
    "django.contrib.messages.middleware.MessageMiddleware",
    "django.middleware.clickjacking.XFrameOptionsMiddleware",
    "allauth.account.middleware.AccountMiddleware",
    "portal.navigation.moved_pages.MovedPages",
    "portal.core.middleware.refusal_pages",
]

ROOT_URLCONF = "portal.urls"
WSGI_APPLICATION = "portal.wsgi.application"
DEFAULT_AUTO_FIELD = "django.db.models.BigAutoField"

TEMPLATES = [
    {
        "BACKEND": "django.template.backends.django.DjangoTemplates",
        "DIRS": [ROOT / "templates"],
        "OPTIONS": {
            "context_processors": [
                "django.template.context_processors.request",
                "django.template.context_processors.i18n",
                "django.contrib.auth.context_processors.auth",
                "django.contrib.messages.context_processors.messages",
                "portal.navigation.context.shell",
            ],
            "loaders": [
                (
                    "django.template.loaders.cached.Loader",
                    [
                        "django.template.loaders.filesystem.Loader",
                        "django.template.loaders.app_directories.Loader",
                    ],
                )
            ],
            "builtins": ["django.templatetags.i18n", "django.templatetags.static"],
        },
    }
]

DATABASES = {"default": dict(env.DATABASE)}
if DATABASES["default"]["ENGINE"] == "django.db.backends.sqlite3":
    # IMMEDIATE takes the write lock at BEGIN, so two writers wait instead of failing half-way.
    DATABASES["default"]["OPTIONS"] = {
        "transaction_mode": "IMMEDIATE",
        "timeout": 20,
        "init_command": (
            "PRAGMA journal_mode=WAL; PRAGMA synchronous=NORMAL; PRAGMA cache_size=-16000;"
        ),
    }
else:
    DATABASES["default"]["CONN_MAX_AGE"] = 60
    DATABASES["default"]["CONN_HEALTH_CHECKS"] = True

CACHES = {"default": env.CACHE}
STORAGES = {
    "default": {"BACKEND": "django.core.files.storage.FileSystemStorage"},
    "staticfiles": {"BACKEND": "whitenoise.storage.CompressedManifestStaticFilesStorage"},
}
STATIC_URL = "/static/"
STATIC_ROOT = VAR_DIR / "static"
# Every address we write is a hashed one; keeping the others too would double the set-up.
WHITENOISE_KEEP_ONLY_HASHED_FILES = True
STATICFILES_DIRS = [ROOT / "portal" / "static"]
STATICFILES_FINDERS = [
    "portal.core.stylesheet.BuiltFinder",  # var/built: the joined style sheet
    "django.contrib.staticfiles.finders.FileSystemFinder",
    "django.contrib.staticfiles.finders.AppDirectoriesFinder",
]
MEDIA_URL = "/media/"
MEDIA_ROOT = env.MEDIA_ROOT
UPLOADS_DIR = VAR_DIR / "uploads"  # what providers send: private, never served

EMAIL_BACKEND = env.EMAIL["EMAIL_BACKEND"]
EMAIL_HOST = env.EMAIL.get("EMAIL_HOST", "")
EMAIL_PORT = env.EMAIL.get("EMAIL_PORT") or 25
EMAIL_HOST_USER = env.EMAIL.get("EMAIL_HOST_USER") or ""
EMAIL_HOST_PASSWORD = env.EMAIL.get("EMAIL_HOST_PASSWORD") or ""
EMAIL_USE_TLS = env.EMAIL.get("EMAIL_USE_TLS", False)
EMAIL_USE_SSL = env.EMAIL.get("EMAIL_USE_SSL", False)
# Of each step of a conversation: a mail server that hangs must not keep anybody waiting.
EMAIL_TIMEOUT = 10
DEFAULT_FROM_EMAIL = env.EMAIL_FROM
SMS_BACKEND = env.SMS_BACKEND

# How long a meeting with a course waits in memory before it is counted, with the others.
COURSE_COUNT_SECONDS: float | None = 10

TASKS = {"default": {"BACKEND": "django_tasks.backends.immediate.ImmediateBackend"}}

WAGTAIL_SITE_NAME = "Waymark"
WAGTAILADMIN_BASE_URL = SITE_URL
# Wagtail asks two outside hosts by default: one for pictures of people, one for new versions.
WAGTAIL_GRAVATAR_PROVIDER_URL = None
WAGTAIL_ENABLE_UPDATE_CHECK = False
WAGTAIL_ENABLE_WHATS_NEW_BANNER = False
WAGTAILSEARCH_BACKENDS = {"default": {"BACKEND": "wagtail.search.backends.database"}}
DATA_UPLOAD_MAX_NUMBER_FIELDS = 10_000
