"""A site with its own pages."""

import pytest
from django.core.cache import cache
from django.db import transaction
from django.utils.translation import override

from portal.pages.models import HomePage
from portal.pages.services import ensure_site_pages


@pytest.fixture(scope="module")
def site_pages(django_db_setup, django_db_blocker):
    """Make the pages once for a file of tests: each test rolls back to this state."""
    with django_db_blocker.unblock(), transaction.atomic():
        yield ensure_site_pages(is_demonstration=True)
        transaction.set_rollback(True)


@pytest.fixture
def home(site_pages, db):
    cache.clear()
    with override("en-gb"):  # a request for /ur/ leaves its language behind
        yield HomePage.objects.get(pk=site_pages.pk)
