"""What people need from the search of courses: filters, places by name, levels in words."""

import json
import re

import pytest
from playwright.sync_api import Page, expect

pytestmark = pytest.mark.browser

NEIGHBOURHOODS = [
    *("Washwood Heath", "Shard End", "Chelmsley Wood", "Binley and Willenhall"),
    "Birchills Leamore",
]


def total(page: Page) -> int:
    found = re.match(r"([\d,]+) results?", page.locator("h1").inner_text())
    return int(found[1].replace(",", "")) if found else 0


def options(page: Page, name: str) -> dict[str, int]:
    """Return the options of a filter with their counts: ``{"childcare": 23}``."""
    found = {}
    for item in page.locator(f".govuk-checkboxes__item:has(input[name={name}])").all():
        value = item.locator("input").get_attribute("value") or ""
        count = item.locator(".wm-num").text_content() or ""  # also of a group that is folded
        found[value] = int(count.replace(",", ""))
    return found


@pytest.mark.row(24)
def test_things_people_need_are_filters_whose_counts_are_true(served, open_window):
    page = open_window(width=1280, javascript=False).page
    page.goto(f"{served.address}/search/")
    counts = options(page, "needs")

    assert len(counts) >= 8
    for value, count in counts.items():
        page.goto(f"{served.address}/search/?needs={value}")
        assert total(page) == count > 0, value


@pytest.mark.row(27)
def test_courses_in_places_of_the_community_are_a_filter(served, open_window):
    page = open_window(width=1280, javascript=False).page
    page.goto(f"{served.address}/search/")
    count = options(page, "venue")["community"]

    page.goto(f"{served.address}/search/?venue=community")

    assert total(page) == count > 0


@pytest.mark.row(27)
@pytest.mark.parametrize("name", NEIGHBOURHOODS)
def test_a_neighbourhood_is_known_by_its_name(served, open_window, name):
    page = open_window(javascript=False).page
    page.goto(f"{served.address}/search/?kind=course&near={name.replace(' ', '+')}")

    expect(page.locator("h1")).to_have_text(re.compile(rf"^\d+ results? near {name}$"))


@pytest.mark.row(29)
@pytest.mark.parametrize("language", ["", "/pl", "/ur"], ids=["English", "Polish", "Urdu"])
def test_english_is_one_tap_from_home_in_every_language(served, open_window, language):
    page = open_window(javascript=False).page
    page.goto(f"{served.address}{language}/")
    door = page.locator(".wm-doors .wm-arm[href*='esol=any']")

    expect(door).to_have_count(1)
    door.click()

    expect(page).to_have_url(f"{served.address}{language}/search/?esol=any")
    assert page.locator("article.k-course").count() > 0


@pytest.mark.row(31)
def test_starting_small_gives_tasters_that_say_how_short_they_are(served, open_window):
    page = open_window(width=1280, javascript=False).page
    page.goto(f"{served.address}/search/?needs=start-small&length=day")

    lengths = page.locator("article.k-course dt:has-text('Length') + dd").all_inner_texts()
    assert len(lengths) == min(total(page), 20) > 0
    assert [one for one in lengths if not re.match(r"1 day|\d+ (?:hours?|minutes)", one)] == []


@pytest.mark.row(41)
def test_providers_are_counted_by_kind_as_the_service_for_machines_counts_them(served, open_window):
    page = open_window(width=1280, javascript=False).page
    told = json.loads(page.request.get(f"{served.address}/api/v1/providers/").text())

    page.goto(f"{served.address}/providers/")
    kinds = options(page, "kind")

    assert {"college", "training_provider", "university"} <= kinds.keys()
    assert sum(kinds.values()) == told["total"]


@pytest.mark.row(42)
@pytest.mark.parametrize("address", ["/search/?level=3", "/search/?kind=apprenticeship&level=3"])
def test_a_level_is_never_a_bare_number(served, open_window, address):
    page = open_window(width=1280, javascript=False).page
    page.goto(f"{served.address}{address}")

    levels = page.locator(".wm-result dt:has-text('Level') + dd").all_inner_texts()
    assert len(levels) > 0
    assert [one for one in levels if one != "Level 3: about A level"] == []
    labels = page.locator("input[name=level] + label").all_inner_texts()
    assert any(label.startswith("Level 3: A level") for label in labels)
    assert [label for label in labels if re.match(r"Level \d(?!: )", label)] == []


@pytest.mark.row(45)
def test_english_for_health_has_two_classes(served, open_window):
    page = open_window(width=1280, javascript=False).page
    page.goto(f"{served.address}/search/?esol=any&sector=health")

    assert total(page) >= 2
    assert page.locator("article.k-course").count() >= 2


@pytest.mark.row(46)
def test_courses_in_school_hours_are_between_half_past_nine_and_half_past_two(served, open_window):
    page = open_window(width=1280, javascript=False).page
    page.goto(f"{served.address}/search/?kind=course&when=school-hours&how=in-person")

    times = page.locator("article.k-course dt:has-text('When') + dd").all_inner_texts()
    assert len(times) == 20
    outside = [one for one in times if not _is_in_school_hours(one)]
    assert outside == []


def _is_in_school_hours(words: str) -> bool:
    """Read "Monday and Wednesday, 9:45am to 12:15pm, in person"."""
    found = re.search(r"(\d+)(?::(\d\d))?(am|pm)? to (?:(\d+)(?::(\d\d))?(am|pm)|midday)", words)
    if found is None:
        return False
    start, start_minutes, start_half, end, end_minutes, end_half = found.groups()
    begins = _minutes(start, start_minutes, start_half or end_half or "pm")
    ends = _minutes(end, end_minutes, end_half) if end else 12 * 60
    return 9 * 60 + 30 <= begins < ends <= 14 * 60 + 30


def _minutes(hour: str, minutes: str | None, half: str) -> int:
    return (int(hour) % 12 + (12 if half == "pm" else 0)) * 60 + int(minutes or 0)


@pytest.mark.row(61)
def test_only_stories_are_pages_of_people_and_only_with_consent(served, open_window):
    page = open_window(javascript=False).page
    site_map = page.request.get(f"{served.address}/sitemap.xml").text()
    maps = re.findall(r"<loc>([^<]+\.xml[^<]*)</loc>", site_map)
    maps = [re.sub(r"^https?://[^/]+", served.address, one) for one in maps]
    told = "".join([site_map, *(page.request.get(one).text() for one in maps)])
    addresses = re.findall(r"<loc>https?://[^/]+(/[^<]*)</loc>", told)
    people = [one for one in addresses if re.search(r"/(?:people|person|team|staff)/", one)]

    assert len(addresses) > 200
    assert people == []
    page.goto(f"{served.address}/stories/")
    for address in page.locator("main a[href^='/stories/']").evaluate_all(
        "links => [...new Set(links.map(link => link.pathname))].filter(p => p !== '/stories/')"
    ):
        page.goto(f"{served.address}{address}")
        expect(page.locator("main")).to_contain_text(re.compile("agreed|consent", re.I))
