"""What people do with roles: read one, move on from it, compare, come from a job they have."""

import re

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import expect

from benchmarks.axe_matrix import examine
from benchmarks.pages import ROLES

pytestmark = pytest.mark.browser

MOST_TABS = 250
WORKER = "/careers/roles/healthcare-support-worker/"
NAMED = [
    *("porter", "theatre-porter", "healthcare-support-worker", "pharmacy-assistant"),
    *("administrative-assistant", "business-administrator", "receptionist", "it-apprentice"),
    *("delivery-driver", "warehouse-worker", "catering-assistant"),
]
ALSO_NAMED = [
    *("doctor", "nurse", "care-home-worker", "procurement-officer", "delivery-driver"),
    *("catering-supervisor", "imaging-department-assistant", "graduate-trainee"),
]


@pytest.mark.parametrize("prefix", ["", "/ur"], ids=["english", "urdu"])
@pytest.mark.parametrize("name", ROLES)
def test_axe_finds_nothing_and_nothing_overflows_on_a_desktop(served, open_window, name, prefix):
    page = open_window(width=1280).page
    page.goto(served.address + prefix + ROLES[name])

    assert examine(page, Axe()) == []
    assert page.evaluate(
        "document.documentElement.scrollWidth <= document.documentElement.clientWidth"
    )


@pytest.mark.row(38)
@pytest.mark.parametrize("slug", NAMED)
def test_a_named_role_has_its_page(served, open_window, slug):
    page = open_window(width=390, javascript=False).page
    answer = page.goto(f"{served.address}/careers/roles/{slug}/")

    assert answer is not None
    assert answer.status == 200
    facts = page.locator(".wm-key > div")
    expect(facts).to_have_count(4)
    expect(facts.nth(0)).to_contain_text("£")
    expect(facts.nth(1)).to_contain_text("a week")
    expect(page.locator("#pay")).to_contain_text("Source:")
    assert 4 <= page.locator("#day li").count() <= 9
    assert page.locator("#ways-in dt").count() >= 1
    assert page.locator("#move-up h3").count() >= 1


@pytest.mark.row(38)
def test_each_named_role_is_two_presses_from_its_pathway(served, open_window):
    page = open_window(width=1280, javascript=False).page
    for slug in NAMED:
        page.goto(f"{served.address}/careers/roles/{slug}/")
        page.locator(".govuk-breadcrumbs__link").last.click()

        assert page.locator(f'main a[href*="/careers/roles/{slug}/"]').count() >= 1, slug


@pytest.mark.row(39)
def test_roles_further_up_stand_from_a_to_z(served, open_window):
    page = open_window(width=390, javascript=False).page
    page.goto(f"{served.address}/careers/roles/")

    for slug in ALSO_NAMED:
        assert page.locator(f'.wm-letters a[href$="/careers/roles/{slug}/"]').count() == 1, slug
    page.get_by_role("navigation", name="Letters").get_by_role("link", name="N").click()
    expect(page.locator("li", has=page.get_by_role("heading", name="N"))).to_be_in_viewport()


@pytest.mark.row(40)
def test_jobs_behind_the_scenes_stand_apart(served, open_window):
    page = open_window(width=390, javascript=False).page
    page.goto(f"{served.address}/careers/roles/")

    page.get_by_role("link", name=re.compile("^Behind the scenes")).click()

    assert "setting=behind-scenes" in page.url
    expect(page.get_by_role("link", name="Pharmacy assistant", exact=True)).to_be_visible()
    expect(page.get_by_role("link", name="Nurse", exact=True)).to_have_count(0)
    page.goto(f"{served.address}{WORKER}")
    assert page.locator("main").inner_text().count("(clinical)") == 1


@pytest.mark.row(28)
def test_a_step_up_leads_to_evening_courses_near_the_place(served, open_window):
    page = open_window(width=390, javascript=False).page
    page.goto(f"{served.address}{WORKER}")

    page.get_by_label("Where are you?").fill("Walsall")
    page.get_by_role("button", name="Show what is near").click()

    assert "near=Walsall" in page.url
    first = page.locator("#move-up .wm-next").first
    expect(first).to_contain_text(re.compile(r"About £[\d,]+ to £[\d,]+ more a year"))
    link = first.get_by_role("link", name=re.compile(r"^\d+ .*course"))
    number = int(link.inner_text().split()[0])
    link.click()
    assert "near=Walsall" in page.url
    expect(page.get_by_role("heading", level=1)).to_contain_text(str(number))


def touch(page, link) -> None:
    link.click()


def type_only(page, link) -> None:
    """Walk from link to link with the Tab key, and press Enter on the one that is meant."""
    for _ in range(MOST_TABS):
        page.keyboard.press("Tab")
        if link.evaluate("one => one === document.activeElement"):
            with page.expect_navigation():
                page.keyboard.press("Enter")
            return
    raise AssertionError(f"not reached in {MOST_TABS} presses of Tab")


@pytest.mark.row(28)
@pytest.mark.parametrize("press", [touch, type_only])
def test_five_presses_lead_from_home_to_a_course_that_moves_a_support_worker_up(
    served, open_window, press
):
    page = open_window(width=390, javascript=False).page
    page.goto(f"{served.address}/")

    press(page, page.get_by_role("navigation", name="Main").get_by_role("link", name="Sectors"))
    press(page, page.locator('main a[href$="/careers/health/"]').first)
    press(page, page.locator(f'main a[href*="{WORKER}"]:visible').first)
    steps = page.locator("#move-up .wm-next")
    press(page, steps.get_by_role("link", name=re.compile("course")).first)
    press(page, page.locator("article h3 a").first)

    assert "/courses/" in page.url
    expect(page.get_by_role("heading", level=1)).to_be_visible()


@pytest.mark.row(28)
def test_the_place_goes_along_from_role_to_role(served, open_window):
    page = open_window(width=390, javascript=False).page
    page.goto(f"{served.address}{WORKER}?near=Walsall")

    page.locator("#move-up .wm-next h3 a").first.click()

    assert "near=Walsall" in page.url
    expect(page.get_by_text("You see what is near Walsall.")).to_be_visible()


@pytest.mark.row(11)
def test_live_jobs_are_handed_over_with_words_and_place(served, open_window):
    page = open_window(width=390, javascript=False).page
    page.goto(f"{served.address}/careers/roles/porter/?near=B15")

    link = page.get_by_role("link", name=re.compile("^Jobs near"))
    address = link.get_attribute("href") or ""

    assert "porter" in address
    assert "w=B15" in address
    assert link.get_attribute("target") is None
    expect(page.get_by_text("opens Find a job (GOV.UK)")).to_be_visible()


@pytest.mark.row(2)
def test_a_work_coach_applies_on_a_site_that_is_named(served, open_window):
    page = open_window(width=390, javascript=False).page
    page.goto(f"{served.address}/careers/roles/work-coach/")

    link = page.locator('#ways-in a[href*="civilservicejobs"]').first
    expect(link).to_be_visible()
    expect(page.locator("#ways-in")).to_contain_text("leaves this site")


@pytest.mark.row(44)
def test_somebody_who_works_here_sees_the_next_steps(served, open_window):
    page = open_window(width=390, javascript=False).page
    page.goto(f"{served.address}{WORKER}?near=Walsall")

    page.get_by_role("link", name="I already work here").click()

    assert "near=Walsall" in page.url
    expect(page.get_by_role("heading", name="Ways to get this job")).to_have_count(0)
    page.get_by_role("button", name="See how to move up").click()
    expect(page.get_by_role("heading", name="Move up from here")).to_be_in_viewport()
    page.get_by_role("link", name="I do not do this job yet").click()
    expect(page.get_by_role("heading", name="Ways to get this job")).to_have_count(1)


@pytest.mark.row(50)
def test_a_good_job_is_told_with_sources(served, open_window):
    page = open_window(width=390, javascript=False).page
    page.goto(f"{served.address}{WORKER}")

    rows = page.locator("#good-job li")

    assert rows.count() >= 2
    expect(page.locator("#good-job")).to_contain_text("Source:")


@pytest.mark.row(12)
def test_a_retail_assistant_sees_three_ways_across(served, open_window):
    page = open_window(width=390, javascript=False).page
    page.goto(f"{served.address}/careers/i-have-a-job/")

    page.get_by_label("Which job do you have?").select_option(label="Retail assistant")
    page.get_by_role("button", name="Show where it can lead").click()

    across = page.locator("#across .wm-next")
    assert across.count() == 3
    for position in range(3):
        expect(across.nth(position)).to_contain_text(re.compile("You share:|The same:"))
        expect(across.nth(position)).to_contain_text("You would learn:")
    assert page.locator("#up .wm-next").count() >= 1


def test_three_jobs_are_compared_and_one_is_taken_away(served, open_window):
    page = open_window(width=390, javascript=False).page
    page.goto(f"{served.address}/compare/")

    for number, title in enumerate(("Healthcare support worker", "Porter", "Nurse"), start=1):
        page.get_by_label(f"Job {number}").select_option(label=title)
    page.get_by_role("button", name="Compare").click()

    expect(page.get_by_role("heading", level=1)).to_have_text("Compare 3 jobs")
    page.get_by_role("link", name="Remove Porter").click()
    expect(page.get_by_role("heading", level=1)).to_have_text("Compare 2 jobs")
    page.emulate_media(media="print")
    expect(page.get_by_role("table")).to_be_visible()


def test_the_keyboard_alone_moves_on_from_a_role(served, open_window):
    page = open_window(width=1280).page
    page.goto(f"{served.address}{WORKER}?near=Walsall")

    for _ in range(60):
        page.keyboard.press("Tab")
        if page.evaluate("!!document.activeElement.closest('#move-up .wm-next h3')"):
            break
    page.keyboard.press("Enter")
    page.wait_for_url(re.compile("/careers/roles/(?!healthcare-support-worker)"))
    expect(page.get_by_role("heading", level=1)).to_be_visible()
