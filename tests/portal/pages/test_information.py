"""Words we explain, contact, and where figures come from."""

import datetime
import re

import pytest

from pathways.figures import DemandFigure, PayFigure
from portal.core.facts import SharedFact
from portal.core.glossary import GlossaryTerm
from portal.pages.figures_page import FigureRow, figure_tables
from portal.pages.words_page import letters
from tests.markup import folded

TODAY = datetime.date(2026, 11, 25)


def rows(slug: str) -> list[FigureRow]:
    return next((list(t.rows) for t in figure_tables(today=TODAY) if t.slug == slug), [])


def pay(**values) -> PayFigure:
    return PayFigure.objects.create(
        **{
            "name": "NHS Band 2", "basis": "NHS_BAND", "basis_detail": "Band 2",
            "low_pence": 2_446_500, "high_pence": 2_446_500, "unit": "YEAR",
            "year_label": "2025 to 2026", "source_name": "NHS Employers",
            "as_of_date": datetime.date(2025, 4, 1), **values,
        }
    )  # fmt: skip


def test_there_are_about_sixty_words_each_explained_in_three_languages(home):
    terms = list(GlossaryTerm.objects.all())

    assert 60 <= len(terms) <= 80
    for term in terms:
        assert set(term.meaning_translations) == {"pl", "ur"}, term
        assert len(term.meaning) <= 400


def test_words_stand_under_their_letter_in_the_language_of_the_page(client, home):
    english = folded(client.get("/words/").content.decode())
    polish = folded(client.get("/pl/words/").content.decode())

    assert english.index('id="creche"') < english.index('id="cv"')
    assert "list motywacyjny" in polish
    assert '<bdi class="wm-muted" lang="en-GB">(Cover letter)</bdi>' in polish


def test_a_word_without_a_translation_is_marked_as_english(client, home):
    GlossaryTerm.objects.create(term="Zebra crossing", slug="zebra", meaning="A crossing.")

    html = folded(client.get("/ur/words/").content.decode())

    assert re.search(r'<dd lang="en-GB" dir="ltr">A crossing\.</dd>', html)


@pytest.mark.parametrize(
    "wrong", [["badanie"], "badanie", {"pl": ["badanie"]}], ids=["a list", "a text", "lists"]
)
def test_words_are_shown_whatever_was_written_for_their_translations(client, home, wrong):
    GlossaryTerm.objects.filter(term="DBS check").update(
        term_translations=wrong, meaning_translations=wrong
    )

    answer = client.get("/pl/words/")

    assert answer.status_code == 200
    assert "DBS check" in answer.content.decode()


def test_letters_ignore_marks(home):
    groups = {one.letter: [term.term for term in one.terms] for one in letters()}

    assert "Crèche" in groups["C"]


def test_what_editors_changed_stays(home):
    from portal.pages.starting_facts import ensure_facts_and_words

    GlossaryTerm.objects.filter(slug="cv").update(meaning="Ours.")
    SharedFact.objects.filter(key="ucas").update(text="https://ucas.example/")

    counts = ensure_facts_and_words()

    assert counts.added == 0
    assert GlossaryTerm.objects.get(slug="cv").meaning == "Ours."
    assert SharedFact.objects.get(key="ucas").text == "https://ucas.example/"


def test_every_sort_of_figure_is_listed_with_source_and_date(client, home):
    pay()
    DemandFigure.objects.create(
        statement="About 1,900 NHS jobs in the region", value=1900, unit="jobs",
        geography="West Midlands", source_name="WMCA", as_of_date=TODAY,
    )  # fmt: skip

    html = folded(client.get("/where-figures-come-from/").content.decode())

    for words in ("£24,465 a year", "NHS Employers", "1,900 jobs", "£12.71 an hour", "0800 100"):
        assert words in html, words


def test_an_old_figure_is_grey_and_says_since_when(client, home):
    pay(stale_after_date=datetime.date(2026, 3, 31))

    row = rows("pay")[0]
    html = folded(client.get("/where-figures-come-from/").content.decode())

    assert row.is_old
    assert row.state == "Old since 1 April 2026. Not shown as current."
    assert re.search(r'class="govuk-table__row wm-old"><th[^>]*>NHS Band 2<', html)


def test_a_figure_of_today_is_not_old(home):
    pay(stale_after_date=TODAY, checked_date=TODAY)

    assert not rows("pay")[0].is_old
    assert rows("pay")[0].state == "Checked on 25 November 2026."


@pytest.mark.parametrize(
    "hidden",
    [{"as_of_date": TODAY + datetime.timedelta(days=1)}, {"unit": "HOUR"}],
    ids=["from the future", "in the wrong unit"],
)
def test_a_figure_that_visitors_do_not_see_is_not_listed(home, hidden):
    pay(**hidden)

    assert rows("pay") == []


def test_last_years_minimum_pay_is_old_and_this_years_is_not(home):
    states = {row.what: row.is_old for row in rows("floors")}

    assert states["Legal minimum pay from the age of 21, from April 2026"] is False
    assert states["Legal minimum pay from the age of 21, from April 2025"] is True


@pytest.mark.row(30)
def test_contact_offers_every_way_and_places_with_computers(client, home):
    html = folded(client.get("/contact/").content.decode())

    assert 'href="tel:08081570000"' in html
    assert "07700 900123" in html
    assert "No computer? Call or go in" in html
    assert 'href="/help/near-you/?computers=yes"' in html


@pytest.mark.parametrize(
    ("path", "most"),
    [("/words/", 2), ("/contact/", 2), ("/where-figures-come-from/", 7)],
)
def test_pages_of_information_ask_few_questions(
    client, home, path, most, django_assert_max_num_queries
):
    client.get(path)

    with django_assert_max_num_queries(most):
        client.get(path)
