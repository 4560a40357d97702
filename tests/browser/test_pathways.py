"""What people do with pathways: choose a sector, see the next steps, find the course."""

import re

import pytest
from playwright.sync_api import Page, expect

pytestmark = pytest.mark.browser

HEALTH = "/careers/health/"
FROM = f"{HEALTH}?from=healthcare-support-worker&near=Walsall"
SECTORS = [
    *("health", "adult-social-care", "digital-and-it", "manufacturing-and-electric-vehicles"),
    *("construction-and-low-carbon-homes", "logistics-and-warehouse"),
    *("hospitality-and-catering", "business-and-public-service"),
]


def boxes(page: Page):
    return page.locator("#map .m-box")


@pytest.mark.row(13)
def test_hospitality_has_six_roles_on_three_stages(served, open_window):
    page = open_window(width=1280, javascript=False).page
    page.goto(f"{served.address}/careers/hospitality-and-catering/")

    assert boxes(page).count() >= 6
    filled = page.locator(".wm-trail > li").filter(has=page.locator(".wm-role"))
    assert filled.count() >= 3


@pytest.mark.parametrize("slug", SECTORS)
def test_every_sector_has_a_map_with_the_jobs_of_its_list(served, open_window, slug):
    page = open_window(width=1280, javascript=False).page
    answer = page.goto(f"{served.address}/careers/{slug}/")

    assert answer is not None
    assert answer.status == 200
    assert boxes(page).count() == page.locator(".wm-trail .wm-role").count() > 0


@pytest.mark.row(16)
def test_a_person_with_a_job_chooses_among_four_doors_of_one_size(served, open_window):
    page = open_window(width=390, javascript=False).page
    page.goto(served.address)
    doors = page.locator(".wm-doors .wm-arm")

    expect(doors).to_have_count(4)
    widths = {round(doors.nth(n).bounding_box()["width"]) for n in range(4)}
    assert len(widths) == 1
    page.get_by_role("link", name=re.compile("I have a job")).click()
    expect(page).to_have_url(re.compile("/careers/i-have-a-job/"))


@pytest.mark.row(22)
def test_wanted_here_never_stands_without_a_figure_with_its_day(served, open_window):
    page = open_window(width=1280, javascript=False).page
    for slug in SECTORS:
        page.goto(f"{served.address}/careers/{slug}/")
        if page.locator(".wm-tint .govuk-tag", has_text="Wanted here").count():
            expect(page.locator(".wm-tint .wm-source").first).to_contain_text("Source:")


@pytest.mark.row(44)
def test_people_in_the_work_turn_the_start_off_and_see_what_is_next(served, open_window):
    page = open_window(width=390, javascript=False).page
    page.goto(served.address + HEALTH)
    stages = page.locator(".wm-trail > li > h3")
    expect(stages.first).to_contain_text("Start")

    page.get_by_role("link", name="I already work in this").click()

    expect(stages.first).to_contain_text("Skilled")
    expect(stages).to_have_count(3)
    page.get_by_role("link", name="Show all jobs").click()
    expect(stages.first).to_contain_text("Start")


@pytest.mark.row(28)
@pytest.mark.row(43)
def test_five_presses_on_a_phone_lead_from_home_to_a_course_that_moves_a_worker_up(
    served, open_window
):
    page = open_window(width=390, javascript=False).page
    page.goto(f"{served.address}/")

    page.locator(".wm-sector", has_text="Health").first.click()
    page.locator("#role-healthcare-support-worker h4 a").click()
    page.locator("#move-up a", has_text=re.compile(r"^\d+ ")).first.click()
    page.locator("article h3 a").first.click()

    expect(page).to_have_url(re.compile("/courses/"))
    expect(page.get_by_role("heading", level=1)).to_be_visible()


def test_a_chosen_job_tells_its_next_steps_and_marks_them_in_the_map(served, open_window):
    page = open_window(width=1280, javascript=False).page
    page.goto(served.address + HEALTH)

    page.get_by_label("Show the next steps from").select_option(label="Healthcare support worker")
    page.get_by_label("Your postcode or town").fill("Walsall")
    page.get_by_role("button", name="Show", exact=True).click()

    told = page.get_by_role("status")
    expect(told).to_contain_text("from Healthcare support worker.")
    said = int(re.match(r"\d+", told.inner_text())[0])
    expect(page.locator("#map a.is-next")).to_have_count(said)
    expect(page.locator('#map a[aria-current="true"]')).to_have_count(1)
    assert "near=Walsall" in page.url
    expect(page.locator(".wm-role.is-here")).to_contain_text("You are here")


def test_the_tab_key_passes_the_roles_of_the_map_in_the_order_of_stages(served, open_window):
    page = open_window(width=1280).page
    page.goto(served.address + HEALTH)
    page.locator("#map").focus()
    heights = []
    for _ in range(boxes(page).count()):
        page.keyboard.press("Tab")
        at = page.evaluate(
            "document.activeElement.querySelector('.m-box')?.getBoundingClientRect().y"
        )
        assert at is not None
        heights.append(at)

    assert heights == sorted(heights, reverse=True)


def test_a_phone_shows_the_list_first_and_the_map_when_it_is_asked_for(served, open_window):
    page = open_window(width=320, javascript=False).page
    page.goto(served.address + FROM)
    expect(page.locator("#map")).to_be_hidden()

    page.get_by_role("link", name="Show this as a map").click()

    expect(page.locator("#map")).to_be_visible()
    assert page.evaluate(
        "document.documentElement.scrollWidth <= document.documentElement.clientWidth"
    )


def test_the_list_tells_the_story_without_styles_and_without_the_drawing(served, open_window):
    page = open_window(width=1280, javascript=False).page
    page.route("**/*.css", lambda route: route.fulfill(body="", content_type="text/css"))
    page.goto(served.address + FROM)

    page.locator("#map").evaluate("one => one.remove()")

    expect(page.locator(".wm-trail")).to_contain_text("Move up:")
    expect(page.get_by_role("status")).to_contain_text("from Healthcare support worker.")


def test_an_urdu_map_runs_from_right_to_left(served, open_window):
    page = open_window(width=1280, javascript=False).page
    page.goto(f"{served.address}/ur{HEALTH}")
    frame = page.locator("#map > svg").bounding_box()
    mark = page.locator("#map .m-mark").first.bounding_box()

    assert mark["x"] > frame["x"] + frame["width"] / 2


def test_print_shows_the_map_and_the_list_on_landscape_paper(served, open_window):
    page = open_window(width=1280).page
    page.goto(served.address + FROM)
    page.emulate_media(media="print")

    expect(page.locator("#map")).to_be_visible()
    expect(page.locator(".wm-trail")).to_be_visible()
    sheet = page.pdf(prefer_css_page_size=True)
    width, height = map(
        float, re.search(rb"/MediaBox\s*\[\s*0 0 ([\d.]+) ([\d.]+)", sheet).groups()
    )
    assert width > height
    assert 840 < width < 844


def test_a_job_that_is_elsewhere_says_where(served, open_window):
    page = open_window(width=390, javascript=False).page
    page.goto(f"{served.address}{HEALTH}?from=barista")

    expect(page.get_by_role("status")).to_contain_text("Barista is not on this map.")
    page.get_by_role("link", name=re.compile("Its next steps")).click()
    expect(page).to_have_url(re.compile("/careers/hospitality-and-catering/"))
    expect(page.get_by_role("status")).to_contain_text("from Barista")
