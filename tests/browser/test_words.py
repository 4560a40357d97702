"""Help, guides, stories, words and feedback, as people meet them. Rows are those of the needs."""

import re

import pytest
from playwright.sync_api import expect

pytestmark = pytest.mark.browser

JOB_GUIDES = ("cv", "cover-letter", "interview", "job-search")
LIFE = (
    *("children", "travel", "health", "money", "id-and-rights", "english-and-computers"),
    *("past-convictions", "costs"),
)
PDF_PAGE = re.compile(rb"/Type\s*/Page\b(?!s)")


def printed_pages(page) -> int:
    """Return how many sides of A4 a page takes."""
    page.emulate_media(media="print")
    sides = len(PDF_PAGE.findall(page.pdf(prefer_css_page_size=True)))
    page.emulate_media(media="screen")
    return sides


@pytest.mark.row(14)
def test_each_thing_in_the_way_has_a_page_with_a_link_that_works(served, open_window):
    page = open_window(width=390, javascript=False).page
    page.goto(f"{served.address}/")
    page.locator("header").get_by_role("link", name="Help", exact=True).click()
    tiles = page.locator("[aria-labelledby=group-life] a.wm-way")
    expect(tiles).to_have_count(len(LIFE))

    for slug in LIFE:
        page.goto(f"{served.address}/help/{slug}/")
        first = page.locator("[aria-labelledby=related] a").first
        target = first.get_attribute("href")
        assert page.request.get(served.address + target).status == 200, target


@pytest.mark.row(5)
def test_every_course_leads_to_help_with_costs_which_says_ask_your_work_coach(served, open_window):
    page = open_window(width=390, javascript=False).page
    for name in ("course", "course-online", "course-long-title"):
        page.goto(served.address + served.pages[name])
        expect(page.locator("#cost").get_by_role("link", name="Help with costs")).to_be_visible()

    page.locator("#cost").get_by_role("link", name="Help with costs").click()

    expect(page.get_by_role("heading", level=1)).to_have_text("Help with costs")
    expect(page.get_by_role("heading", name="Ask your work coach")).to_be_visible()
    expect(page.get_by_text("A card for your appointment")).to_be_visible()


@pytest.mark.row(21)
@pytest.mark.parametrize("slug", JOB_GUIDES)
def test_a_job_guide_prints_on_one_sheet_and_keeps_its_place_in_every_language(
    served, open_window, slug
):
    page = open_window(width=1280).page
    page.goto(f"{served.address}/help/{slug}/")
    assert len(page.locator("article.wm-guide").inner_text().split()) <= 600
    assert printed_pages(page) == 1

    page.locator("header a[lang=ur]").first.click()

    assert page.url == f"{served.address}/ur/help/{slug}/"
    expect(page.locator("article.wm-guide")).not_to_have_attribute("lang", "en-GB")
    assert printed_pages(page) <= 2  # Nastaliq needs twice the height: both sides of a sheet


@pytest.mark.row(21)
@pytest.mark.parametrize("slug", JOB_GUIDES)
def test_a_job_guide_has_a_blank_form_that_prints_on_one_page(served, open_window, slug):
    page = open_window(width=1280).page
    page.goto(f"{served.address}/help/{slug}/")
    page.get_by_role("link", name="See and print the form").click()

    expect(page.get_by_text("it is only paper")).to_be_visible()
    assert printed_pages(page) == 1


@pytest.mark.row(33)
def test_a_story_leads_on_and_can_be_found_by_language_and_start(served, open_window):
    page = open_window(width=390, javascript=False).page
    page.goto(f"{served.address}/stories/")
    before = page.locator("article.wm-story").count()
    page.get_by_label("First language").select_option("fa")
    page.get_by_label("Where they started").select_option("new-to-uk")
    page.get_by_role("button", name="Show stories").click()

    assert "speaks=fa" in page.url
    assert 1 == page.locator("article.wm-story").count() < before
    page.locator("article.wm-story a").click()
    expect(page.get_by_text("agreed on")).to_be_visible()
    expect(page.get_by_role("heading", name="You could do this too")).to_be_visible()


@pytest.mark.row(34)
def test_a_publication_is_read_as_a_page(served, open_window):
    page = open_window(width=390, javascript=False).page
    page.goto(f"{served.address}/news/")
    page.get_by_role("link", name=re.compile("Connecting Communities")).click()

    expect(page.get_by_role("heading", name="In short")).to_be_visible()
    assert page.locator("main a[href$='.pdf']").count() == 0


@pytest.mark.row(35)
def test_news_is_in_the_footer_and_not_in_the_main_menu(served, open_window):
    page = open_window(width=1280).page
    page.goto(f"{served.address}/")

    expect(page.locator("header").get_by_role("link", name="News")).to_have_count(0)
    expect(page.locator("footer").get_by_role("link", name="News")).to_have_count(1)


@pytest.mark.row(36)
def test_was_this_page_useful_takes_one_press_without_script_or_cookie(served, open_window):
    page = open_window(width=390, javascript=False).page
    page.goto(f"{served.address}/help/travel/")
    assert page.locator("[aria-labelledby=related] a").count() <= 4
    page.get_by_role("button", name="No this page was not useful").click()
    expect(page.get_by_role("heading", level=1)).to_have_text("Thank you")
    page.get_by_label(re.compile("What was good")).fill("I missed the night bus.")
    page.get_by_role("button", name="Send").click()

    expect(page.get_by_text("Somebody reads what people say")).to_be_visible()
    page.get_by_role("link", name="Go back to the page").click()
    assert page.url == f"{served.address}/help/travel/"
    assert page.context.cookies() == []


def test_what_is_missing_can_be_told_from_an_empty_result(served, open_window):
    page = open_window(width=390, javascript=False).page
    page.goto(served.address + served.pages["results-empty"])
    page.get_by_role("link", name="Cannot find it? Tell us").click()

    expect(page.get_by_label(re.compile("What did you look for"))).to_have_value("welding")
    expect(page.get_by_label(re.compile("^Where"))).to_have_value("B91")
    page.get_by_role("button", name="Send").click()
    expect(page.get_by_role("heading", name="What happens next")).to_be_visible()


@pytest.mark.row(30)
def test_without_a_computer_people_can_call_or_go_in(served, open_window):
    page = open_window(width=390, javascript=False).page
    page.goto(served.address + served.pages["course"])
    page.get_by_role("link", name="Places with computers near you").first.click()

    assert "/help/near-you/?computers=yes" in page.url
    page.goto(f"{served.address}/contact/")
    expect(page.get_by_role("heading", name="No computer? Call or go in")).to_be_visible()


@pytest.mark.row(49)
def test_names_and_numbers_of_national_services_are_the_same_on_every_page(served, open_window):
    page = open_window(width=390, javascript=False).page
    numbers = set()
    for path in ("/contact/", "/help/job-search/", "/help/university/", "/pl/help/job-search/"):
        page.goto(served.address + path)
        numbers.add(page.locator("main a[href='tel:0800100900']").first.inner_text())

    assert len(numbers) == 1


@pytest.mark.row(53)
def test_coaches_have_a_guide_in_five_lines_that_prints(served, open_window):
    page = open_window(width=1280).page
    page.goto(f"{served.address}/")
    page.locator("footer").get_by_role("link", name="For work coaches").click()

    expect(page.locator(".wm-steps").first.locator("> li")).to_have_count(5)
    assert printed_pages(page) == 1


@pytest.mark.row(55)
def test_somebody_with_a_health_condition_finds_their_way(served, open_window):
    page = open_window(width=390, javascript=False).page
    page.goto(f"{served.address}/help/")
    page.get_by_role("link", name=re.compile("Health and work")).click()

    expect(page.get_by_role("heading", name="Ask for Access to Work")).to_be_visible()
    expect(page.get_by_role("link", name="Apply on GOV.UK")).to_have_attribute(
        "href", "https://www.gov.uk/access-to-work"
    )


@pytest.mark.row(23)
def test_help_and_the_phone_number_stand_in_the_same_place_on_every_page(served, open_window):
    page = open_window(width=390, javascript=False).page
    for path in ("/", "/help/cv/", "/stories/", "/words/", "/where-figures-come-from/"):
        page.goto(served.address + path)
        order = page.evaluate(
            "[...document.body.children].filter(e => e.matches('main, .wm-useful, .wm-help,"
            " footer')).map(e => e.matches('.wm-help') ? 'help' : e.localName)"
        )
        assert order == ["main", "section", "help", "footer"], path
        expect(page.locator(".wm-help .wm-phone")).to_be_visible()


def test_a_word_opens_in_place_without_script(served, open_window):
    page = open_window(width=390, javascript=False).page
    page.goto(f"{served.address}/help/past-convictions/")
    page.get_by_text("What “DBS check” means").click()

    expect(page.get_by_text("A check of criminal records.")).to_be_visible()


def test_an_old_figure_says_so(served, open_window):
    page = open_window(width=1280, javascript=False).page
    page.goto(f"{served.address}/where-figures-come-from/")
    old = page.locator("tr.wm-old", has_text="NHS Band 2")

    expect(old).to_contain_text("Old since 1 April 2026")
