"""A site with places, schemes, places of help and contacts."""

import pytest
from django.core.cache import cache
from django.db import transaction
from django.utils.translation import override

from pathways.support.loading import load_support
from portal.demo.services import load_region
from portal.pages.services import ensure_site_pages
from search.reference import forget_reference
from tests.factories import TODAY


@pytest.fixture(scope="module")
def loaded_support(django_db_setup, django_db_blocker):
    """Load once for a file of tests: each test rolls back to this state."""
    with django_db_blocker.unblock(), transaction.atomic():
        load_region(today=TODAY)
        ensure_site_pages(is_demonstration=True)
        report = load_support(today=TODAY, is_demonstration=True)
        forget_reference()  # other tests of this process may have read an empty one
        yield report
        transaction.set_rollback(True)
    forget_reference()


@pytest.fixture
def support(loaded_support, db, time_machine):
    """Give the loaded site on its day, at 11 in the morning."""
    cache.clear()
    time_machine.move_to(f"{TODAY}T11:00:00+00:00", tick=False)
    with override("en-gb"):
        yield loaded_support
