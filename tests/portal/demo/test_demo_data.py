"""The promises of the demonstration's own data: invented, marked, and spread over the region."""

import re
from collections import Counter

import pytest

from catalogue.courses.enums import DeliveryMode
from portal.core.models import Sector
from portal.demo.reading import DATA, read_demonstration

# Numbers that Ofcom keeps for drama: nobody can be called by them.
DRAMA = re.compile(r"(0121 496 0|01632 960|07700 900|0808 157 0)\d{3}")
PHONE = re.compile(r"\b0\d{3,4} ?\d{3} ?\d{3,4}\b")
PUBLIC_BODIES = ("https://www.gov.uk/", "https://wmca.org.uk/")
ADDRESS = re.compile(r"https?://[^\s\"]+|[\w.+-]+@[\w.-]+")


@pytest.fixture(scope="module")
def records():
    return read_demonstration()


@pytest.fixture(scope="module")
def runs(records):
    return [run for course in records.courses for run in course.run]


def test_every_organisation_says_that_it_is_a_demonstration(records):
    assert [o.name for o in records.organisations if not o.name.endswith(" (demo)")] == []


def test_every_phone_number_is_kept_for_drama():
    for path in DATA.glob("*.toml"):
        numbers = PHONE.findall(path.read_text(encoding="utf-8"))
        assert [number for number in numbers if not DRAMA.fullmatch(number)] == [], path.name


def test_every_address_leads_to_the_example_domain(records):
    for path in DATA.glob("*.toml"):
        if path.name == "funding_rules.toml":  # real rules with their real sources
            continue
        found = ADDRESS.findall(path.read_text(encoding="utf-8"))
        strangers = [text for text in found if not re.search(r"[/@.]example\.org\b", text)]
        assert strangers == [], path.name


def test_funding_rules_name_a_government_source_and_promise_nothing(records):
    for rule in records.funding_rules:
        assert rule.source_url.startswith(PUBLIC_BODIES), rule.key
        assert re.search(r"\bmay\b|\busually\b", rule.name), rule.key


def test_there_are_enough_courses_and_runs(records, runs):
    assert len(records.courses) >= 220
    assert len(runs) >= 420


def test_titles_are_distinct(records):
    assert len({course.title.casefold() for course in records.courses}) == len(records.courses)


def test_a_course_in_person_has_a_venue(records):
    strays = [
        (course.key, run.reference)
        for course in records.courses
        for run in course.run
        if run.delivery_mode in (DeliveryMode.CLASSROOM, DeliveryMode.BLENDED) and not run.venue
    ]
    assert strays == []


def test_training_at_work_says_where(records):
    strays = [
        (course.key, run.reference)
        for course in records.courses
        for run in course.run
        if run.delivery_mode == DeliveryMode.WORK_BASED
        and not (run.venue or run.is_national or run.sub_regions)
    ]
    assert strays == []


@pytest.mark.parametrize(
    ("name", "least", "most"),
    [("free", 0.55, 0.75), ("evening or weekend", 0.25, 0.45), ("online", 0.12, 0.25)],
)
def test_the_mix_is_as_varied_as_a_real_region(runs, name, least, most):
    shares = {
        "free": sum(run.cost_pence == 0 for run in runs),
        "evening or weekend": sum(run.attendance_pattern in ("EVENING", "WEEKEND") for run in runs),
        "online": sum(run.delivery_mode == DeliveryMode.ONLINE for run in runs),
    }

    assert least <= shares[name] / len(runs) <= most


@pytest.mark.django_db
def test_every_sector_and_every_council_has_a_choice(records, demonstration):
    from catalogue.courses.models import Course

    sectors: Counter[str] = Counter()
    councils: Counter[str] = Counter()
    for course in Course.objects.with_everything():
        own = {course.subject.sector} if course.subject and course.subject.sector else set()
        sectors.update(sector.slug for sector in own | set(course.sectors.all()))
        councils.update(
            {run.venue.council.slug for run in course.runs.all() if run.venue and run.venue.council}
        )

    assert set(sectors) == set(Sector.objects.values_list("slug", flat=True))
    assert min(sectors.values()) >= 12
    assert len(councils) == 7
    assert min(councils.values()) >= 10
