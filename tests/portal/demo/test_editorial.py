"""Careers, schemes and help of the demonstration: put there, run again, taken away."""

import datetime
from collections.abc import Iterator
from io import StringIO

import pytest
from django.core.management import call_command
from django.db import transaction

from pathways.figures import PayFigure
from pathways.roles import RolePage
from pathways.sector_pages import PathwayPage
from pathways.support.help_points import HelpPoint
from portal.demo.editorial import clear_editorial, editorial_is_missing, seed_editorial
from portal.demo.services import seed

pytestmark = pytest.mark.django_db

TODAY = datetime.date(2026, 11, 25)


@pytest.fixture(scope="module")
def seeded(django_db_setup: None, django_db_blocker) -> Iterator[bool]:
    """All of it, once for the tests of this file. Gives whether it was missing before."""
    with django_db_blocker.unblock(), transaction.atomic():
        was_missing = editorial_is_missing()
        seed(today=TODAY)
        seed_editorial(TODAY)
        yield was_missing
        transaction.set_rollback(True)


@pytest.fixture
def editorial(seeded: bool, db: None) -> None:
    """What a test changes is undone; the seeding stays."""


def test_seeding_twice_changes_nothing(editorial: None) -> None:
    again = seed_editorial(TODAY)

    assert again["roles"].unchanged >= 42
    assert [name for name, counts in again.items() if counts.added or counts.changed] == []


def test_it_is_missing_until_it_was_seeded(editorial: None, seeded: bool) -> None:
    assert seeded, "an empty site has none of it"
    assert not editorial_is_missing()


def test_clearing_takes_what_is_invented_and_leaves_the_facts(editorial: None) -> None:
    removed = clear_editorial()

    assert removed["help points"] > 0
    assert not HelpPoint.objects.filter(is_demo=True).exists()
    assert RolePage.objects.live().count() >= 42
    assert PathwayPage.objects.live().exists()
    assert PayFigure.objects.exists()


def test_the_commands_say_what_they_did(editorial: None) -> None:
    out = StringIO()
    call_command("seed_demo", today=TODAY, stdout=out)
    assert "  roles: " in out.getvalue()
    assert "  help points: " in out.getvalue()

    out = StringIO()
    call_command("clear_demo", stdout=out)
    assert " help points" in out.getvalue()
    assert RolePage.objects.live().exists()
