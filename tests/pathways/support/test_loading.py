"""The content of schemes and help, loaded and cleared."""

import datetime

import pytest

from pathways.support.checks import check_closed_schemes
from pathways.support.help_points import CouncilContact, HelpPoint
from pathways.support.loading import clear_support, load_support
from pathways.support.programmes import ProgrammePage, ProgrammeReplacement
from pathways.support.schemes import live_schemes
from pathways.support.status import status_on
from portal.core.publishing import findings
from tests.factories import TODAY


def test_all_fourteen_schemes_are_there(support):
    assert ProgrammePage.objects.live().count() == 14
    assert support.counts["schemes"].added == 14


def test_loading_twice_on_one_day_changes_nothing(support):
    again = load_support(today=TODAY, is_demonstration=True)

    assert {name: (each.added, each.changed) for name, each in again.counts.items()} == {
        "schemes": (0, 0),
        "help points": (0, 0),
        "contacts": (0, 0),
    }


def test_loading_on_a_later_day_moves_the_days_that_count_from_it(support):
    load_support(today=TODAY + datetime.timedelta(days=7), is_demonstration=True)

    scheme = ProgrammePage.objects.get(slug="hundred-starts")
    assert scheme.next_intake_date == TODAY + datetime.timedelta(days=68)


def test_clearing_leaves_what_is_real_and_takes_what_is_invented(support):
    removed = clear_support()

    assert removed == {"schemes": 2, "help points": 10, "contacts": 7}
    assert ProgrammePage.objects.count() == 12
    assert not HelpPoint.objects.exists()
    assert not CouncilContact.objects.exists()


def test_every_invented_thing_says_so(support):
    assert all("(demo)" in point.name for point in HelpPoint.objects.filter(is_demo=True))
    assert all("(demo)" in page.title for page in ProgrammePage.objects.filter(is_demo=True))
    assert not HelpPoint.objects.exclude(name__contains="(demo)").exists()


def test_without_the_demonstration_only_real_schemes_are_loaded(support):
    clear_support()
    load_support(today=TODAY, is_demonstration=False)

    assert not ProgrammePage.objects.filter(title__contains="(demo)").exists()
    assert not HelpPoint.objects.exists()


@pytest.mark.row(18)
def test_every_closed_scheme_says_what_to_use_now(support):
    closed = [
        page
        for page in live_schemes()
        if status_on(page.opens_date, page.closes_date, today=TODAY) == "CLOSED"
    ]
    assert {page.slug for page in closed} == {"kickstart", "jets", "connecting-communities"}
    assert all(page.replacements.count() >= 2 for page in closed)


def test_a_closed_scheme_without_what_to_use_now_is_refused(support):
    page = ProgrammePage.objects.get(slug="kickstart")
    page.replacements = []

    [found] = [one for one in findings(page, today=TODAY) if not one.is_warning]

    assert found.place == "What to use now"


def test_facts_of_real_schemes_have_a_source_or_are_said_without_figures(support):
    for page in live_schemes().filter(is_demo=False):
        has_figures = any(character.isdigit() for character in page.what_happened)
        assert page.source_name or not has_figures or page.slug == "youth-hub", page.slug


def test_the_system_check_names_a_closed_scheme_that_leads_nowhere(support):
    assert check_closed_schemes(None, databases=["default"]) == []
    ProgrammeReplacement.objects.filter(programme__slug="jets").delete()

    messages = check_closed_schemes(None, databases=["default"])
    assert ["JETS" in message.msg for message in messages] == [True]
