"""Production: secrets only from the environment, HTTPS everywhere, logs for machines."""

import structlog
from django.core.exceptions import ImproperlyConfigured

from portal.settings import env
from portal.settings.base import *  # noqa: F403
from portal.settings.base import (
    ADMIN_CONTENT_SECURITY_POLICY,
    CONTENT_SECURITY_POLICY,
    INSTALLED_APPS,
    MIDDLEWARE,
)
from portal.settings.logs import logging_to

if not env.SECRET_KEY:
    raise ImproperlyConfigured("Set SECRET_KEY in the environment to a long random text.")
SECRET_KEY = env.SECRET_KEY

SECURE_SSL_REDIRECT = True
SECURE_REDIRECT_EXEMPT = [r"^healthz$", r"^readyz$"]  # asked from inside, without TLS
SECURE_PROXY_SSL_HEADER = ("HTTP_X_FORWARDED_PROTO", "https")
SECURE_HSTS_SECONDS = 31_536_000
SECURE_HSTS_INCLUDE_SUBDOMAINS = True
# Putting a domain on the browsers' preload list cannot be taken back for months, so that is for
# the owner of the domain to choose.
SILENCED_SYSTEM_CHECKS = ["security.W021"]
# The prefix makes browsers refuse these cookies from a subdomain or over plain HTTP.
SESSION_COOKIE_NAME = "__Host-session"
SESSION_COOKIE_SECURE = True
CSRF_COOKIE_NAME = "__Host-csrf"
CSRF_COOKIE_SECURE = True
LANGUAGE_COOKIE_SECURE = True
CSRF_TRUSTED_ORIGINS = [env.SITE_URL]
for _policy in (CONTENT_SECURITY_POLICY, ADMIN_CONTENT_SECURITY_POLICY):
    _policy["DIRECTIVES"]["upgrade-insecure-requests"] = True
# How many proxies stand in front: the limits on signing in count by the visitor's address.
ALLAUTH_TRUSTED_PROXY_COUNT = env.TRUSTED_PROXY_COUNT

TASKS = {"default": {"BACKEND": "django_tasks_db.DatabaseBackend"}}
INSTALLED_APPS = [*INSTALLED_APPS, "django_tasks_db"]
MIDDLEWARE = ["portal.core.middleware.request_log", *MIDDLEWARE]
LOGGING = logging_to(structlog.processors.JSONRenderer())
