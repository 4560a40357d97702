"""Schemes, help near you and young people. Each test names the need that it proves."""

import re

import pytest
from playwright.sync_api import Page, expect

pytestmark = pytest.mark.browser


def title_of(page: Page) -> str:
    return page.get_by_role("heading", level=1).inner_text()


@pytest.mark.row(3)
@pytest.mark.row(20)
def test_a_sure_interview_is_found_and_says_what_happens(served, open_window):
    page = open_window(width=390, javascript=False).page
    page.goto(f"{served.address}/schemes/")
    page.get_by_role("checkbox", name="Guaranteed interview").check()
    page.get_by_role("button", name="Show schemes").click()

    page.get_by_role("link", name=re.compile("SWAP")).first.click()

    expect(page.locator(".wm-trail--row > li")).to_have_count(3)
    expect(page.get_by_role("heading", name="It is your choice")).to_be_visible()
    for label in ("Run by", "Paid for by", "Contact"):
        row = page.locator("dt", has_text=re.compile(f"^{label}$")).locator("xpath=..")
        assert row.locator("dd").inner_text().strip()


@pytest.mark.row(37)
def test_a_place_says_whether_people_there_can_apply(served, open_window):
    page = open_window(width=390, javascript=False).page
    page.goto(f"{served.address}/schemes/hundred-starts/")

    page.get_by_label("Where do you live?").fill("B8")
    page.get_by_role("button", name="Check", exact=True).click()
    expect(page.get_by_text("People in your area can apply")).to_be_visible()

    page.get_by_label("Where do you live?").fill("CV6")
    page.get_by_role("button", name="Check again").click()
    expect(page.get_by_text("CV6 is not in that area")).to_be_visible()
    expect(page.locator("#who article")).to_have_count(2)
    assert "near=CV6" in page.url


@pytest.mark.row(10)
def test_the_scheme_of_a_council_is_for_that_council(served, open_window):
    page = open_window(width=1280).page
    page.goto(f"{served.address}/schemes/?near=Wolverhampton")
    expect(page.locator("#open").get_by_text("City into Work (demo)")).to_be_visible()

    page.goto(f"{served.address}/schemes/?near=Coventry")
    expect(page.locator("#open").get_by_text("City into Work (demo)")).to_have_count(0)


@pytest.mark.row(17)
@pytest.mark.row(18)
@pytest.mark.row(19)
@pytest.mark.row(26)
@pytest.mark.parametrize(
    ("words", "slug"),
    [
        ("kickstart", "kickstart"),
        ("job entry targeted support", "jets"),
        ("connecting communities", "connecting-communities"),
    ],
)
def test_a_closed_scheme_is_found_first_and_leads_on(served, open_window, words, slug):
    page = open_window(width=390, javascript=False).page
    page.goto(f"{served.address}/search/?q={words.replace(' ', '+')}")
    page.locator("#results article h3 a").first.click()

    assert f"/schemes/{slug}/" in page.url
    expect(page.get_by_text("This scheme is closed")).to_be_visible()
    assert page.locator("#use-now article").count() >= 2
    if slug != "connecting-communities":
        page.get_by_role("link", name="Plan for Jobs (2020 to 2022)").click()
        assert "Plan for Jobs" in title_of(page)


@pytest.mark.row(32)
def test_who_runs_a_scheme_follows_the_place(served, open_window):
    page = open_window(width=390, javascript=False).page
    page.goto(f"{served.address}/schemes/restart/?near=B70")

    expect(page.get_by_text("In Sandwell it is run by").first).to_be_visible()


@pytest.mark.row(6)
def test_help_is_listed_nearest_first(served, open_window):
    page = open_window(width=390, javascript=False).page
    page.goto(f"{served.address}/help/near-you/")
    page.get_by_label("Where?").fill("WV1")
    page.get_by_role("button", name="Show places").first.click()

    distances = [
        int(re.search(r"about (\d+)", text)[1])
        for text in page.locator("#results article dd b").all_inner_texts()
    ]
    assert len(distances) == 10
    assert distances == sorted(distances)


@pytest.mark.row(7)
@pytest.mark.row(8)
def test_six_youth_hubs_explain_who_helps_there(served, open_window):
    page = open_window(width=1280).page
    page.goto(f"{served.address}/help/near-you/")
    page.get_by_role("checkbox", name=re.compile("Age 16 to 24")).check()
    page.get_by_role("button", name="Show places").last.click()

    cards = page.locator("#results article")
    expect(cards).to_have_count(6)
    for text in cards.all_inner_texts():
        assert "someone who helps people under 25 find work" in text


@pytest.mark.row(4)
def test_three_answers_change_the_words_of_prices(served, open_window):
    page = open_window(width=390, javascript=False).page
    page.goto(f"{served.address}/search/?kind=course&cost=paid")
    page.get_by_text("Is it free for me?").click()
    page.locator("#told-age-25").check()
    page.locator("#told-work-no").check()
    page.get_by_role("button", name="Show results").click()

    assert "work=no" in page.url
    expect(page.locator("#results").get_by_text("Free for you").first).to_be_visible()
    page.get_by_role("link", name="Remove filter: I have no job").click()
    assert "work=" not in page.url


@pytest.mark.row(15)
@pytest.mark.row(52)
def test_a_person_of_16_finds_the_team_of_the_council(served, open_window):
    page = open_window(width=390, javascript=False).page
    page.goto(f"{served.address}/young-people/")
    page.get_by_label("Where do you live?").fill("CV2")
    page.get_by_role("button", name="Show who to call").click()

    expect(page.get_by_text("Coventry young people's team (demo)")).to_be_visible()
    page.locator("#age-16-17").get_by_role("link", name="Courses for your age").click()
    assert "age=16-17" in page.url


@pytest.mark.row(5)
@pytest.mark.row(9)
def test_costs_and_universal_credit_are_told_on_course_pages(served, open_window):
    page = open_window(width=390, javascript=False).page
    page.goto(f"{served.address}/search/?kind=course&study=full-time")
    page.locator("#results article h3 a").first.click()
    expect(page.get_by_text("Tell your work coach before you start").first).to_be_visible()
    page.get_by_role("link", name=re.compile("Help with costs: travel")).first.click()

    assert "/help/" in page.url
    assert title_of(page)
