"""What may not be seen is nowhere: no result, facet, suggestion, site map or API."""

import datetime
import re
from collections.abc import Callable, Iterator

import pytest
from django.core.cache import cache
from django.test import Client, TestCase

from catalogue.courses.enums import CourseStatus, RunStatus
from catalogue.courses.models import Course, CourseRun
from catalogue.courses.services import withdraw_courses
from search import indexing
from search.facets import FACETS
from search.reference import forget_reference
from search.suggest import forget_suggestions
from tests.factories import (
    TODAY,
    CourseRunFactory,
    OrganisationFactory,
    SubjectFactory,
    VenueFactory,
)
from tests.search.demonstration import NOW

pytestmark = pytest.mark.django_db
SECRET = "Zymurgy"  # a word that stands in nothing else
YESTERDAY = TODAY - datetime.timedelta(days=1)

# Where the word could show. Facets: those of every listing, and of the API.
PLACES = (
    "/search/",
    "/courses/",
    f"/search/?q={SECRET}",
    f"/search/?q={SECRET}&as_typed=1",
    "/search/?provider=zymurgy-college",
    "/search/?subject=zymurgy",
    "/api/v1/search/",
    f"/api/v1/search/?q={SECRET}",
    f"/api/v1/suggest/?q={SECRET[:4]}",
)


@pytest.fixture(autouse=True)
def frozen_day(time_machine) -> Iterator[None]:
    time_machine.move_to(NOW)
    yield
    _forget()


def _forget() -> None:
    cache.clear()
    forget_reference()
    forget_suggestions()


def _listed() -> CourseRun:
    """Make one ordinary listing and the one that will be hidden."""
    CourseRunFactory(course__title="Welding for beginners", venue=VenueFactory())
    provider = OrganisationFactory(name=f"{SECRET} College", slug="zymurgy-college")
    return CourseRunFactory(
        course__title=f"{SECRET} for beginners",
        course__provider=provider,
        course__subject=SubjectFactory(name=SECRET, slug="zymurgy"),
        course__what_you_will_learn=f"All of {SECRET}.",
        venue=VenueFactory(provider=provider, name=f"{SECRET} Hall"),
    )


def _set(row, **values: object) -> None:
    for name, value in values.items():
        setattr(row, name, value)
    row.save()


def _withdraw(run: CourseRun) -> None:
    withdraw_courses([run.course_id], now=NOW)


HIDE: dict[str, Callable[[CourseRun], None]] = {
    "draft": lambda run: _set(run.course, status=CourseStatus.DRAFT),
    "paused": lambda run: _set(run.course, status=CourseStatus.PAUSED),
    "withdrawn": _withdraw,
    "run cancelled": lambda run: _set(run, status=RunStatus.CANCELLED),
    "started": lambda run: _set(run, start_date=YESTERDAY),
    "too late to join": lambda run: _set(run, enrol_by_date=YESTERDAY),
    "provider hidden": lambda run: _set(run.course.provider, is_live=False),
}


def _says_it(client: Client, url: str) -> bool:
    """Whether a page names the listing; where nothing was asked, anything of it."""
    text = client.get(url, follow=True).content.decode()
    is_asked = "?" in url and "suggest" not in url
    return (f"{SECRET} for beginners" if is_asked else SECRET).lower() in text.lower()


@pytest.mark.parametrize("hide", HIDE.values(), ids=HIDE.keys())
@pytest.mark.parametrize("is_rebuilt", [False, True], ids=["drained", "rebuilt"])
def test_what_may_not_be_seen_is_nowhere(client: Client, hide, *, is_rebuilt: bool) -> None:
    indexing.rebuild(today=TODAY)
    with TestCase.captureOnCommitCallbacks(execute=True):
        run = _listed()
    _forget()
    assert [url for url in PLACES if not _says_it(client, url)] == []
    _forget()

    with TestCase.captureOnCommitCallbacks(execute=True):
        hide(run)
    if is_rebuilt:
        indexing.rebuild(today=TODAY)

    assert [url for url in PLACES if _says_it(client, url)] == []
    answer = client.get("/api/v1/search/").json()
    assert (answer["total"], set(answer["facets"])) == (1, set(answer["facets"]) & set(FACETS))
    values = {one["value"] for facet in answer["facets"].values() for one in facet}
    assert not values & {"zymurgy", "zymurgy-college"}


@pytest.mark.parametrize("hide", HIDE.values(), ids=HIDE.keys())
def test_the_site_map_and_the_course_api_agree(client: Client, hide) -> None:
    run = _listed()
    course = run.course
    listed = _site_map(client)
    assert course.get_absolute_url() in listed
    assert client.get(f"/api/v1/courses/{course.pk}/").status_code == 200

    hide(run)
    cache.clear()

    assert not Course.objects.listed_on(TODAY).filter(pk=course.pk).exists()
    assert course.get_absolute_url() not in _site_map(client)
    assert client.get(f"/api/v1/courses/{course.pk}/").status_code == 404


def _site_map(client: Client) -> str:
    index = client.get("/sitemap.xml").content.decode()
    maps = re.findall(r"<loc>https?://[^/]+([^<]+)</loc>", index)
    return "".join(client.get(path).content.decode() for path in maps)
