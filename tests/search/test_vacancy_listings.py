"""Vacancies in the search: found by words, place and day, and hidden when they must be."""

import datetime
import re
from collections.abc import Callable, Iterator

import pytest
from django.core.cache import cache
from django.test import Client, TestCase

from catalogue.vacancies.enums import VacancyKind, VacancyStatus
from catalogue.vacancies.models import Vacancy
from search import indexing
from search.builders import vacancy as builder
from search.documents import from_payload, to_payload
from search.models import OutboxEntry
from search.query import SearchQuery
from search.reference import forget_reference, read_reference
from search.runs import place_values
from search.squares import squares_of
from search.suggest import forget_suggestions
from tests.factories import (
    TODAY,
    CourseRunFactory,
    OrganisationFactory,
    PlaceFactory,
    SectorFactory,
    SubjectFactory,
    VacancyFactory,
    VacancyLocationFactory,
)
from tests.search.demonstration import NOW

pytestmark = pytest.mark.django_db
SECRET = "Zymurgy"
YESTERDAY = TODAY - datetime.timedelta(days=1)
PLACES = (
    "/search/",
    "/search/?kind=job",
    f"/search/?q={SECRET}",
    f"/search/?q={SECRET}&as_typed=1",
    "/api/v1/search/",
    f"/api/v1/search/?q={SECRET}",
    f"/api/v1/suggest/?q={SECRET[:4]}",
    "/sitemap-vacancies.xml",
)


@pytest.fixture(autouse=True)
def frozen_day(time_machine) -> Iterator[None]:
    time_machine.move_to(NOW)
    yield
    forget()


def forget() -> None:
    cache.clear()
    forget_reference()
    forget_suggestions()


def document(vacancy: Vacancy):
    (found,) = builder.documents(kind=VacancyKind(vacancy.kind), today=TODAY, ids=[vacancy.pk])
    return found


def answer(client: Client, query: str) -> dict:
    return client.get(f"/api/v1/search/?{query}").json()


# --- documents ------------------------------------------------------------------------------------


def test_a_document_holds_what_the_card_shows():
    subject = SubjectFactory(slug="engineering", sector=SectorFactory(slug="manufacturing"))
    vacancy = VacancyFactory(
        kind=VacancyKind.APPRENTICESHIP,
        title="Machinist apprentice",
        subject=subject,
        level="LEVEL_3",
        hours_per_week="30.00",
        duration_months=18,
        wage_text="£9 an hour",
    )
    found = document(vacancy)
    assert found.id == f"apprenticeship:{vacancy.pk}"
    assert found.url == f"/apprenticeships/machinist-apprentice-{vacancy.pk}/"
    assert (found.sectors, found.subject, found.level) == (("manufacturing",), "engineering", "3")
    assert (found.employer_name, found.pay.text) == ("Cogsmith Engineering", "£9 an hour")
    assert (found.runs[0].study, found.runs[0].length) == ("full-time", "longer")
    assert from_payload(to_payload(found)) == found


def test_each_place_is_a_run_with_a_token_of_its_own():
    vacancy = VacancyFactory()
    council = PlaceFactory(slug="walsall")
    here = VacancyLocationFactory(vacancy=vacancy, council=council)
    unknown = VacancyLocationFactory(vacancy=vacancy, latitude=None, longitude=None)
    runs = document(vacancy).runs
    squares = squares_of(here.latitude, here.longitude)
    assert [place_values(run) for run in runs] == [(f"w{here.pk}", *squares, "walsall"), ()]
    assert read_reference().venues.tokens == (f"w{here.pk}",)
    assert unknown.pk


def test_what_nobody_told_is_in_no_facet():
    run = document(VacancyFactory()).runs[0]
    assert (run.when, run.how, run.cost, run.study, run.length) == ((), "", "", "", "")


def test_the_word_apprentice_is_in_the_title_alone():
    vacancy = VacancyFactory(kind=VacancyKind.APPRENTICESHIP, title="Baker", description="Bake.")
    found = document(vacancy)
    texts = (found.subject_text, found.provider_text, found.description)
    assert not any("apprentice" in text.lower() for text in texts)


def test_an_employer_who_is_not_named_is_not_in_the_document():
    vacancy = VacancyFactory(
        employer_name=SECRET,
        employer=OrganisationFactory(name=f"{SECRET} Works"),
        employer_description=SECRET,
        is_employer_anonymous=True,
    )
    assert SECRET.encode() not in to_payload(document(vacancy))


def test_a_hidden_training_provider_is_no_value_of_the_facet():
    provider = OrganisationFactory(ukprn="10009876")
    vacancy = VacancyFactory(ukprn="10009876", provider_name="Anvil Loom")
    assert document(vacancy).provider_slug == provider.slug
    provider.is_live = False
    provider.save()
    assert document(vacancy).provider_slug == ""
    assert document(vacancy).provider_name == "Anvil Loom"


@pytest.mark.parametrize("change", ["save", "delete"])
@pytest.mark.parametrize("theirs", ["employer", "ukprn"])
def test_a_change_of_an_organisation_is_announced_for_its_vacancies(change, theirs):
    organisation = OrganisationFactory(ukprn="10009876")
    value = organisation if theirs == "employer" else organisation.ukprn
    vacancy = VacancyFactory(**{theirs: value})
    VacancyFactory(ukprn="")
    OutboxEntry.objects.all().delete()
    getattr(organisation, change)()
    noted = set(OutboxEntry.objects.values_list("kind", "object_id"))
    assert noted == {("job", vacancy.pk)}


@pytest.mark.parametrize("vacancies", [1, 12])
def test_documents_take_a_constant_number_of_queries(django_assert_num_queries, vacancies):
    for _ in range(vacancies):
        VacancyLocationFactory.create_batch(2, vacancy=VacancyFactory())
    with django_assert_num_queries(7):  # three of them for the rules of roles and decisions
        assert len(list(builder.documents(kind=VacancyKind.JOB, today=TODAY))) == vacancies


def test_a_vacancy_stays_until_it_closes_whenever_work_starts():
    vacancy = VacancyFactory(start_date=YESTERDAY, closing_date=TODAY)
    indexing.rebuild(today=TODAY)
    engine = indexing.get_engine()
    assert engine.count(SearchQuery(today=TODAY)) == 1
    assert engine.count(SearchQuery(today=TODAY + datetime.timedelta(days=1))) == 0
    assert document(vacancy).visible_until == TODAY


def test_those_that_close_first_come_first():
    for days in (9, 2, 5):
        VacancyFactory(title=f"In {days} days", closing_date=TODAY + datetime.timedelta(days=days))
    indexing.rebuild(today=TODAY)
    hits = indexing.get_engine().search(SearchQuery(today=TODAY, sort="closing")).hits
    assert [hit.document.title for hit in hits] == ["In 2 days", "In 5 days", "In 9 days"]


# --- pages and API --------------------------------------------------------------------------------


@pytest.fixture
def listed(client) -> None:
    """Two jobs, an apprenticeship and a course about the same thing."""
    for kind in (VacancyKind.JOB, VacancyKind.JOB, VacancyKind.APPRENTICESHIP):
        VacancyLocationFactory(vacancy=VacancyFactory(kind=kind, title="Welding helper"))
    CourseRunFactory(course__title="Welding for beginners")
    indexing.rebuild(today=TODAY)
    forget()


def tabs(html: str) -> list[str]:
    part = html.split('<ul class="wm-kinds">')[1].split("</ul>")[0]
    items = re.findall(r"<li>(.*?)</li>", part, re.DOTALL)
    return [" ".join(re.sub(r"<[^>]+>", " ", item).split()) for item in items]


@pytest.mark.parametrize("query", ["q=welding", "", "q=welding&kind=job"])
def test_tabs_have_the_true_counts_of_the_same_search(client, listed, query):
    html = client.get(f"/search/?{query}").content.decode()
    assert tabs(html) == ["Everything 4", "Courses 1", "Apprenticeships 1", "Jobs 2"]
    for kind, count in (("course", 1), ("apprenticeship", 1), ("job", 2)):
        asked = "&".join(part for part in query.split("&") if not part.startswith("kind"))
        assert answer(client, f"{asked}&kind={kind}")["total"] == count


def test_jobs_show_the_way_to_apprenticeships_with_their_number(client, listed):
    html = client.get("/search/?q=welding&kind=job").content.decode()
    assert "Apprenticeships: 1 for this search" in html
    everything = client.get("/search/?q=welding").content.decode()
    assert "Apprenticeships: 1 for this search" not in everything


def test_filters_that_a_job_does_not_have_are_not_offered(client, listed):
    html = client.get("/search/?kind=job").content.decode()
    assert not re.search(r'name="(cost|esol|how|when|length|level)"\s', html)
    assert 'value="shortest"' not in html


def test_a_card_says_who_where_pay_and_end(client, listed):
    PlaceFactory(name="Walsall", slug="walsall", latitude=52.58, longitude=-1.99)
    forget()
    html = client.get("/search/?q=welding&kind=job&near=Walsall&within=3").content.decode()
    text = " ".join(re.sub(r"<[^>]+>", " ", html).split())
    assert "Cogsmith Engineering" in text
    assert "Where 0.4 miles from Walsall · Walsall Pay The employer has not told us" in text
    assert "Apply by 25 Dec 2026" in text
    assert "Closes in" not in text


@pytest.mark.parametrize(
    ("days", "words"),
    [(0, "Closes today"), (1, "Closes tomorrow"), (7, "Closes in 7 days"), (8, "")],
    ids=["the last day", "the day before", "a week before", "earlier"],
)
def test_a_card_has_a_tag_in_the_last_week(client, days, words):
    VacancyFactory(closing_date=TODAY + datetime.timedelta(days))
    indexing.rebuild(today=TODAY)
    html = client.get("/search/?kind=job").content.decode()
    tags = re.findall(r'<span class="govuk-tag[^"]*">([^<]+)</span>', html)
    assert tags == ([words] if words else [])


def test_a_kind_that_its_tab_shows_needs_no_chip(client, listed):
    html = client.get("/search/?q=welding&kind=job").content.decode()
    assert 'aria-current="page">Jobs' in html
    assert "Remove filter" not in html
    understood = client.get("/search/?q=welding+jobs").content.decode()
    assert re.search(r"Remove filter:\s*</span>\s*Jobs", understood)


def test_addresses_of_kinds_lead_to_the_search(client):
    for path, kind in (("apprenticeships", "apprenticeship"), ("jobs", "job")):
        response = client.get(f"/{path}/?near=Walsall")
        assert response["Location"] == f"/search/?near=Walsall&kind={kind}"


def test_the_api_tells_of_a_vacancy(client):
    vacancy = VacancyFactory(reference="MO-1", wage_type="CUSTOM", wage_text="£13 an hour")
    VacancyLocationFactory(vacancy=vacancy)
    indexing.rebuild(today=TODAY)
    (result,) = answer(client, "q=vacancy")["results"]
    assert (result["id"], result["reference"]) == (f"job:{vacancy.pk}", "MO-1")
    assert (result["employer"], result["closes"]) == ("Cogsmith Engineering", "2026-12-25")
    one = client.get(f"/api/v1/vacancies/{vacancy.pk}/").json()
    assert one["pay"]["text"] == "£13 an hour"
    assert one["locations"][0]["outward_code"] == "WS1"
    assert client.get("/api/v1/vacancies/999999/").status_code == 404


def test_the_api_does_not_place_an_employer_who_is_not_named(client):
    vacancy = VacancyFactory(employer_name=SECRET, is_employer_anonymous=True)
    VacancyLocationFactory(vacancy=vacancy)
    one = client.get(f"/api/v1/vacancies/{vacancy.pk}/").json()
    assert (one["employer"], one["locations"][0]["latitude"]) == ("", None)


@pytest.mark.parametrize(
    ("is_hidden", "shown", "miles", "why"),
    [(True, "about 2 miles", 2.0, "about 2 miles"), (False, "1.6 miles", 1.6, "1.6 miles")],
    ids=["not named", "named"],
)
def test_distances_tell_no_place_of_an_employer_who_is_not_named(
    client, is_hidden, shown, miles, why
):
    vacancy = VacancyFactory(employer_name=SECRET, is_employer_anonymous=is_hidden)
    VacancyLocationFactory(vacancy=vacancy)
    PlaceFactory(name="Walsall", slug="walsall", latitude=52.603, longitude=-1.98)
    indexing.rebuild(today=TODAY)
    forget()
    html = client.get("/search/?kind=job&near=Walsall").content.decode()
    text = " ".join(re.sub(r"<[^>]+>", " ", html).split())
    assert f"Where {shown} from Walsall · Walsall" in text
    assert len(set(re.findall(r"\d\.\d miles", text))) == (not is_hidden)
    (result,) = answer(client, "kind=job&near=Walsall")["results"]
    assert result["distance_miles"] == miles
    assert [one for one in result["why"] if "mile" in one] == [why]


def test_a_vacancy_that_closed_yesterday_is_suggested_no_more(client, time_machine):
    VacancyFactory(title="Zymurgist", closing_date=TODAY)
    indexing.rebuild(today=TODAY)
    forget()

    def suggested() -> list[str]:
        answer = client.get("/api/v1/suggest/?q=zym").json()
        return [one["text"] for one in answer["suggestions"]]

    assert suggested() == ["Zymurgist"]
    time_machine.move_to(NOW + datetime.timedelta(days=1))
    assert suggested() == []


# --- what may not be seen -------------------------------------------------------------------------

HIDE: dict[str, dict[str, object]] = {
    "held": {"status": VacancyStatus.HELD},
    "withdrawn": {"status": VacancyStatus.WITHDRAWN},
    "closed": {"closing_date": YESTERDAY},
}


@pytest.mark.parametrize("hidden", HIDE.values(), ids=HIDE.keys())
@pytest.mark.parametrize("is_rebuilt", [False, True], ids=["drained", "rebuilt"])
def test_what_may_not_be_seen_is_nowhere(client, hidden, *, is_rebuilt: bool):
    indexing.rebuild(today=TODAY)
    with TestCase.captureOnCommitCallbacks(execute=True):
        VacancyFactory(title="Baker")
        vacancy = VacancyFactory(
            title=f"{SECRET} helper", employer_name=SECRET, subject=SubjectFactory(slug="zymurgy")
        )
        VacancyLocationFactory(vacancy=vacancy)
    forget()
    says = _says(client, vacancy)
    assert [url for url in PLACES if not says(url)] == []
    assert client.get(f"/api/v1/vacancies/{vacancy.pk}/").status_code == 200

    with TestCase.captureOnCommitCallbacks(execute=True):
        for name, value in hidden.items():
            setattr(vacancy, name, value)
        vacancy.save()
    if is_rebuilt:
        indexing.rebuild(today=TODAY)
    forget()

    assert [url for url in PLACES if says(url)] == []
    assert client.get(f"/api/v1/vacancies/{vacancy.pk}/").status_code == 404
    values = {one["value"] for facet in answer(client, "")["facets"].values() for one in facet}
    assert "zymurgy" not in values


def _says(client: Client, vacancy: Vacancy) -> Callable[[str], bool]:
    def says(url: str) -> bool:
        text = client.get(url).content.decode().lower()
        return f"{SECRET} helper".lower() in text or f"-{vacancy.pk}/" in text

    return says


def test_one_that_closed_since_the_index_was_written_is_not_on_the_page(client, time_machine):
    VacancyFactory(title="Baker", closing_date=TODAY)
    indexing.rebuild(today=TODAY)
    assert answer(client, "q=baker")["total"] == 1
    time_machine.move_to(NOW + datetime.timedelta(days=1))
    forget()
    assert answer(client, "q=baker")["results"] == []
