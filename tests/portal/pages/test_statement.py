"""The accessibility statement, checked as the Government Digital Service checks it."""

import datetime
import re

import pytest

from portal.pages.models import StandardPage


@pytest.fixture
def statement(client, home):
    return client.get("/accessibility/").content.decode()


def test_it_has_the_expected_title(statement):
    assert "<h1>Accessibility statement</h1>" in statement


@pytest.mark.parametrize("path", ["/", "/help/", "/nothing-here/", "/ur/"])
def test_every_page_links_to_it(client, home, path):
    assert re.search(r'href="(/ur)?/accessibility/"', client.get(path).content.decode())


@pytest.mark.parametrize(
    "words",
    [
        "is committed to making its website accessible, in accordance with the Public Sector",
        "Bodies (Websites and Mobile Applications) (No. 2) Accessibility Regulations 2018",
        "This statement applies to",
        "Compliance status",
        "Non-accessible content",
        "Feedback and contact information",
        "Enforcement procedure",
        "Equality and Human Rights Commission (EHRC)",
        "https://www.equalityadvisoryservice.com/",
        "This statement was prepared on",
        "It was last reviewed on",
        "This website was last tested on",
    ],
)
def test_it_says_what_the_law_asks_for(statement, words):
    assert words in statement


def test_it_names_exactly_one_status_and_the_criteria_that_fail(statement):
    assert len(re.findall(r"is (fully|partially|not) compliant with", statement)) == 1
    assert "is partially compliant" in statement
    assert re.findall(r"success criterion (\d\.\d\.\d+)", statement)


def test_it_gives_a_way_to_reach_us(statement):
    assert 'href="mailto:help@waymark.example.org"' in statement
    assert 'href="tel:08081570000"' in statement


def test_its_review_is_not_older_than_the_text_says(home):
    page = StandardPage.objects.get(slug="accessibility")
    reviewed = re.search(r"last reviewed on (\d+ \w+ \d{4})", str(page.body.raw_data[0]["value"]))

    assert reviewed is not None
    date = datetime.datetime.strptime(reviewed.group(1), "%d %B %Y").date()  # noqa: DTZ007  # a day has no zone
    assert date == page.checked_date
