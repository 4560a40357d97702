"""Events as visitors see them, on the day of the other tests."""

import pytest
from django.core.cache import cache
from django.db import transaction
from django.utils.translation import override

from portal.pages.services import ensure_site_pages
from tests.event_factories import NOW


@pytest.fixture(scope="module")
def made_site(django_db_setup, django_db_blocker):
    """Make the pages once for a file of tests: each test rolls back to this state."""
    with django_db_blocker.unblock(), transaction.atomic():
        yield ensure_site_pages(is_demonstration=True)
        transaction.set_rollback(True)


@pytest.fixture
def site(made_site, db, time_machine):
    """Give a site that visitors can open, at noon of the day of the factories."""
    cache.clear()
    time_machine.move_to(NOW, tick=False)
    with override("en-gb"):
        yield made_site
