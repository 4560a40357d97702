"""Prices on result cards in the words of what a visitor told."""

import datetime
import re

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from portal.core.facts import FactKind, SharedFact
from search.forms import SearchForm
from tests.search.web.pages import query_dict


def costs_of(page) -> list[str]:
    """Return the price line of each card."""
    found = re.findall(
        r'<use href="[^"]*#i-coin"/></svg><span class="govuk-visually-hidden">[^<]*</span></dt>'
        r"<dd[^>]*>(.*?)</dd>",
        page.html,
    )
    return [re.sub(r"<[^>]+>", "", one) for one in found]


@pytest.mark.row(4)
def test_each_card_says_free_may_be_free_or_the_price(get):
    page = get("/search/?kind=course&cost=paid&age=25&work=no")
    costs = costs_of(page)

    assert len(costs) == 20
    assert all("£" in one or "Free for you" in one or "May be free" in one for one in costs)
    assert any("Free for you" in one for one in costs)
    young = costs_of(get("/search/?kind=course&cost=paid&age=18-24&work=no"))
    assert any("May be free (else £" in one for one in young)


@pytest.mark.row(4)
def test_the_answers_are_shown_and_can_be_changed(get):
    page = get("/search/?kind=course&work=no&earn=yes")

    assert 'name="work" value="no" checked' in page.html
    assert "I have no job" in page.chips
    assert page.chips["I have no job"] == "/search/?kind=course&earn=yes"


def test_the_amount_asked_about_comes_with_its_day(get):
    SharedFact.objects.create(
        key="level-3-earnings-limit",
        kind=FactKind.LIMIT,
        name="Limit",
        text="£30,000 a year",
        amount_pence=3_000_000,
        source_name="A source",
        as_of_date=datetime.date(2023, 8, 1),
        stale_after_date=datetime.date(2024, 7, 31),
    )
    page = get("/search/?kind=course&work=yes&earn=yes")

    assert "Do you earn less than £30,000 a year?" in page.html
    assert "The amount is of 1 August 2023. It may have changed." in page.html
    assert "I earn less than £30,000 a year" in page.chips


def test_answers_find_the_same_courses(get):
    plain = get("/search/?kind=course&cost=paid")
    told = get("/search/?kind=course&cost=paid&work=no")

    titles = re.compile(r"<h3[^>]*><a[^>]*><bdi>(.*?)</bdi>")
    assert titles.findall(plain.html) == titles.findall(told.html)


def test_answers_stay_while_paging_and_filtering(get):
    page = get("/search/?kind=course&work=no")

    assert re.search(r'href="[^"]*work=no[^"]*page=2"', page.html)
    assert page.html.count('name="work"') == 3 + page.html.count('type="hidden" name="work"')


def test_clearing_all_filters_clears_the_answers():
    form = SearchForm.read(query_dict("q=care&when=evening&work=no"))

    assert form.without_filters().pairs() == [("q", "care")]
    assert form.without_told("work").pairs() == [("q", "care"), ("when", "evening")]


@pytest.mark.parametrize("query", ["work=maybe", "earn=", "work=yes%00", "earn=12"])
def test_what_is_no_answer_is_dropped(query):
    assert SearchForm.read(query_dict(query)).told == ()


def test_prices_cost_two_questions_however_many_cards(get):
    get("/search/?kind=course&cost=paid")
    with CaptureQueriesContext(connection) as plain:
        get("/search/?kind=course&cost=paid")
    get("/search/?kind=course&cost=paid&work=no")
    with CaptureQueriesContext(connection) as told:
        get("/search/?kind=course&cost=paid&work=no")

    assert len(told) - len(plain) <= 2
