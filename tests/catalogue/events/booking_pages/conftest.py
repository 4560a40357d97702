import pytest
from django.core.cache import cache
from django.test import Client

from portal.core.models import SiteContact
from tests.event_factories import NOW


@pytest.fixture(autouse=True)
def _clock(time_machine) -> None:
    time_machine.move_to(NOW, tick=False)
    cache.clear()


@pytest.fixture
def client() -> Client:
    """Checks tokens of forms only where a test says so."""
    return Client()


@pytest.fixture
def help_phone(db) -> str:
    SiteContact.objects.update_or_create(defaults={"help_phone": "0808 157 0000"})
    cache.clear()
    return "0808 157 0000"
