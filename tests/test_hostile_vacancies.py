"""A vacancy whose every field is hostile, and people who ask for what is not theirs."""

import html.parser
import json
import re
from pathlib import Path

import pytest
from django.core.cache import cache
from django.test import Client
from django.urls import reverse

from catalogue.feedback.models import ProblemReport
from catalogue.vacancies import services
from catalogue.vacancies.enums import VacancyStatus
from catalogue.vacancies.models import Vacancy
from portal.accounts.groups import ADMINISTRATORS, EDITORS, EVENTS_TEAM, MODERATORS
from search import api_limits, indexing
from search.models import Synonym
from search.reference import forget_reference
from search.suggest import forget_suggestions
from tests.catalogue.feeds.vacancy_files import NOW, TODAY, advert, load_paths, page, write
from tests.factories import CourseRunFactory, VacancyFactory
from tests.staff import signed_in, signed_in_without_rights

pytestmark = pytest.mark.django_db
SCRIPT = "</script><script>alert(1)</script>"
PICTURE = "\"><img src=x onerror=alert(1)>'{{7*7}}{%now%}"
HOSTILE = advert(
    title=f"Welder {SCRIPT}",
    description=f"Weld. <!-- {SCRIPT}",
    fullDescription=f"{PICTURE}\n\n{SCRIPT}\n- one <svg onload=alert(1)>\n- two \u202eevil",
    trainingDescription=SCRIPT,
    outcomeDescription=PICTURE,
    thingsToConsider=SCRIPT,
    companyBenefitsInformation=PICTURE,
    applicationInstructions=f"javascript:alert(1) {SCRIPT}",
    employerName=f"Oak {PICTURE}",
    employerDescription=SCRIPT,
    employerWebsiteUrl="data:text/html,<script>alert(1)</script>",
    providerName=f"College {SCRIPT}",
    course={"title": f"Welding {SCRIPT}", "level": 2, "route": PICTURE},
    wage={
        "wageType": "Custom",
        "wageText": SCRIPT,
        "wageAdditionalInformation": PICTURE,
        "workingWeekDescription": SCRIPT,
    },
    expectedDuration=PICTURE,
    applicationUrl="javascript:alert(document.cookie)//https://example.org/",
    vacancyUrl="java\tscript:alert(1)",
    skills=[SCRIPT, PICTURE],
    qualifications=[
        {"weighting": "Essential", "qualificationType": SCRIPT, "subject": PICTURE, "grade": "<b>"}
    ],
    addresses=[
        {"addressLine1": f"1 {SCRIPT}", "addressLine3": f"Walsall{PICTURE}", "postcode": "WS1 1AA"}
    ],
)


@pytest.fixture(autouse=True)
def frozen_day(time_machine) -> None:
    time_machine.move_to(NOW)
    cache.clear()
    forget_reference()
    forget_suggestions()


@pytest.fixture
def hostile(tmp_path: Path) -> Vacancy:
    load_paths([write(tmp_path, page(HOSTILE))])
    vacancy = Vacancy.objects.get()
    if vacancy.status == VacancyStatus.HELD:
        services.release(vacancy, today=TODAY)
    indexing.rebuild(today=TODAY)
    vacancy.refresh_from_db()
    return vacancy


class Markup(html.parser.HTMLParser):
    """What a browser would make of a page: its elements, and the text of data blocks."""

    def __init__(self, text: str) -> None:
        super().__init__()
        self.tags: list[tuple[str, dict[str, str | None]]] = []
        self.data: list[str] = []
        self.feed(text)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.tags.append((tag, dict(attrs)))

    def handle_data(self, data: str) -> None:
        if self.tags and self.tags[-1][1].get("type") == "application/ld+json" and data.strip():
            self.data.append(data)


def check_markup(text: str, told: str, *, is_admin: bool = False) -> Markup:
    assert "49" not in re.findall(r"\{\{7\*7\}\}|\b49\b(?=\{%)", text), told
    found = Markup(text)
    for tag, attributes in found.tags:
        if not is_admin:
            assert not [name for name in attributes if name.startswith("on")], (told, tag)
            is_ours = tag != "script" or "src" in attributes
            assert is_ours or attributes.get("type") == "application/ld+json", told
        assert attributes.get("src") != "x", told
        assert attributes.get("onload") != "alert(1)", told
        for name in ("href", "src", "action", "formaction", "content"):
            value = re.sub(r"\s", "", attributes.get(name) or "").lower()
            assert not value.startswith(("javascript:", "data:text")), (told, tag, value[:80])
    assert "<script>alert(1)" not in text, told
    return found


def test_nothing_of_a_hostile_vacancy_becomes_markup(client: Client, hostile: Vacancy) -> None:
    assert hostile.status == VacancyStatus.LIVE
    address = hostile.get_absolute_url()
    report = f"/jobs/{hostile.pk}/report/"
    for url in (
        address,
        f"/ur{address}",
        report,
        f"{report}thanks/",
        "/search/?q=welder",
        "/pl/search/?q=welder",
        "/search/?kind=apprenticeship",
        "/",
    ):
        response = client.get(url, follow=True)
        assert response.status_code == 200, url
        found = check_markup(response.content.decode(), url)
        for block in found.data:
            assert json.loads(block)["@context"] == "https://schema.org"
    assert b"Welder" in client.get("/search/?q=welder").content


def test_its_data_for_machines_is_whole(client: Client, hostile: Vacancy) -> None:
    blocks = Markup(client.get(hostile.get_absolute_url()).content.decode()).data
    api = client.get(f"/api/v1/vacancies/{hostile.pk}/").json()
    found = client.get("/api/v1/search/?q=welder").json()["results"]

    assert len(blocks) >= 1
    assert [one["id"] for one in found] == [f"{hostile.listing_kind}:{hostile.pk}"]
    links = [value for value in _texts(api) + _texts(found) if ":" in value[:12]]
    assert not [link for link in links if re.match(r"\s*(java\s*script|data):", link)]


def _texts(value: object) -> list[str]:
    """Return the texts of fields that programs would follow."""
    if isinstance(value, dict):
        ends = ("url", "website", "sameAs")
        own = [v for k, v in value.items() if k.endswith(ends) and isinstance(v, str)]
        return own + [text for one in value.values() for text in _texts(one)]
    if isinstance(value, list):
        return [text for one in value for text in _texts(one)]
    return []


def test_the_admin_shows_it_as_text(hostile: Vacancy) -> None:
    client = signed_in(ADMINISTRATORS)
    for url in (
        reverse("vacancies:index"),
        reverse("vacancies:edit", args=[hostile.pk]),
        reverse("vacancies:delete", args=[hostile.pk]),
        "/admin/",
    ):
        check_markup(client.get(url).content.decode(), url, is_admin=True)
    done = client.post(reverse("vacancies:withdraw", args=[hostile.pk]), follow=True)
    check_markup(done.content.decode(), "withdraw", is_admin=True)
    gone = client.get(hostile.get_absolute_url())
    assert gone.status_code == 410
    check_markup(gone.content.decode(), "gone")


def test_a_link_of_a_hostile_file_holds_the_vacancy(tmp_path: Path) -> None:
    load_paths([write(tmp_path, page(advert(applicationUrl="javascript:alert(1)")))])

    assert [one.status for one in Vacancy.objects.all()] in ([VacancyStatus.HELD], [])


# --- numbers --------------------------------------------------------------------------------------

NUMBERS = ("0", "--", "9" * 30, "1e3", "%D9%A1%D9%A2", "%C2%B2", "1.0", "+1", "%201", "0x1", "1_0")


@pytest.mark.parametrize("number", NUMBERS)
@pytest.mark.parametrize("kind", ["jobs", "apprenticeships"])
def test_a_number_that_is_none_is_not_found(client: Client, kind: str, number: str) -> None:
    VacancyFactory(pk=1, title="Baker")
    VacancyFactory(pk=12, title="Cook")

    for url in (
        f"/{kind}/{number}/",
        f"/{kind}/x-{number}x/",
        f"/{kind}/{number}/report/",
        f"/api/v1/vacancies/{number}/",
    ):
        status = client.get(url).status_code
        assert status in (404, 301, 200), url
        if status in (301, 200):  # a number in other words may only lead to its own vacancy
            assert client.get(url, follow=True).status_code in (200, 404), url
    assert client.post(f"/{kind}/{number}/report/", {"reason": "ASKS_MONEY"}).status_code == 404


def test_a_wrong_kind_leads_to_the_right_page_on_this_site(client: Client) -> None:
    vacancy = VacancyFactory(title="//evil.example/\\evil")

    moved = client.get(f"/apprenticeships/x-{vacancy.pk}/?next=//evil.example")

    assert moved.status_code == 301
    assert moved.headers["Location"].startswith("/jobs/")


@pytest.mark.parametrize(
    "referrer",
    [
        "http://[::1/search/",
        "http://[v1.x]/search/?q=1",
        "http://testserver:99999/search/",
        "http://testserver//evil.example/search/?q=x",
        "javascript:alert(1)",
        "http://testserver@evil.example/search/?q=1",
        "//",
        "\u2100",
    ],
)
def test_any_page_may_have_led_here(client: Client, referrer: str) -> None:
    course, vacancy = CourseRunFactory().course, VacancyFactory(title="Baker")

    for url in (course.get_absolute_url(), vacancy.get_absolute_url()):
        response = client.get(url, headers={"referer": referrer})
        assert response.status_code == 200
        assert b"evil" not in response.content
        assert "Your search results" not in response.content.decode()
        assert response["Cache-Control"] == "private"  # a true crumb is one visitor's own


@pytest.mark.parametrize("status", [VacancyStatus.HELD, VacancyStatus.WITHDRAWN])
def test_what_is_not_shown_takes_no_reports_and_tells_nothing(client: Client, status: str) -> None:
    vacancy = VacancyFactory(title="Zymurgist", status=status, employer_name="Quoxley")
    report = f"/jobs/{vacancy.pk}/report/"

    sent = client.post(report, {"reason": "ASKS_MONEY"})
    answers = [
        client.get(url) for url in (report, f"{report}thanks/", f"/api/v1/vacancies/{vacancy.pk}/")
    ]

    assert {answer.status_code for answer in (sent, *answers)} == {404}
    assert not ProblemReport.objects.exists()
    if status == VacancyStatus.HELD:
        for url in (f"/jobs/{vacancy.pk}/", f"/jobs/zymurgist-{vacancy.pk}/", "/sitemap.xml"):
            answer = client.get(url, follow=True)
            assert b"ymurgist" not in answer.content.replace(url.encode(), b""), url
            assert b"Quoxley" not in answer.content, url


def test_reports_of_one_network_are_limited(client: Client) -> None:
    vacancy = VacancyFactory(title="Baker")
    report = f"/jobs/{vacancy.slug}/report/"

    statuses = [
        client.post(report, {"reason": "ASKS_MONEY", "text": "x"}).status_code for _ in range(12)
    ]

    assert statuses[:10] == [302] * 10
    assert statuses[10:] == [429] * 2
    assert ProblemReport.objects.count() == 10


def test_the_api_of_vacancies_is_limited_and_keeps_no_failure(client: Client, monkeypatch) -> None:
    monkeypatch.setattr(api_limits, "SEARCHES", 3)
    vacancy = VacancyFactory(title="Baker")
    url = f"/api/v1/vacancies/{vacancy.pk}/"

    answers = [client.get(url, headers={"x-forwarded-for": f"1.2.{n}.4"}) for n in range(4)]

    assert [answer.status_code for answer in answers] == [200, 200, 200, 429]
    assert "no-store" in answers[3]["Cache-Control"]
    assert int(answers[3]["Retry-After"]) > 0


# --- staff ----------------------------------------------------------------------------------------

# Address, then who may look at it: of strangers, nobody, events team, moderators, editors.
LOOKS = {
    "vacancies:index": {MODERATORS, EDITORS},
    "vacancies:add": {EDITORS},
    "vacancies:edit": {MODERATORS, EDITORS},
    "vacancies:delete": {EDITORS},
    "zero-results:index": {EDITORS},
    "zero-results:results": {EDITORS},
    "relaxed-searches:index": {EDITORS},
    "near-misses:index": {EDITORS},
    "near-misses:results": {EDITORS},
    "searches:index": {EDITORS},
    "synonym-lines:index": {EDITORS},
    "synonym-lines:export": {EDITORS},
    "built-in-synonyms:index": {EDITORS},
    "wagtailsnippets_search_synonym:list": {EDITORS},
    "wagtailsnippets_search_synonym:add": {EDITORS},
    "problem-reports:index": {MODERATORS},
}
PEOPLE = ("", "nobody", EVENTS_TEAM, MODERATORS, EDITORS)


def of(person: str) -> Client:
    if not person:
        return Client()
    return signed_in_without_rights() if person == "nobody" else signed_in(person)


@pytest.mark.parametrize("person", PEOPLE, ids=lambda person: person or "a stranger")
def test_people_see_what_their_group_may(person: str) -> None:
    indexing.rebuild(today=TODAY)
    vacancy = VacancyFactory(title="Zymurgist", status=VacancyStatus.HELD)
    client = of(person)
    for name, groups in LOOKS.items():
        needs_row = name in ("vacancies:edit", "vacancies:delete")
        url = reverse(name, args=[vacancy.pk] if needs_row else [])
        for query in ("", "?export=csv", "?export=xlsx"):
            response = client.get(url + query)
            if person in groups:
                assert response.status_code == 200, (person, url, query)
                continue
            assert response.status_code in (302, 403, 404), (person, url, query)
            assert b"Zymurgist" not in response.content, (person, url, query)


@pytest.mark.parametrize("person", PEOPLE, ids=lambda person: person or "a stranger")
def test_people_change_only_what_their_group_may(person: str) -> None:
    indexing.rebuild(today=TODAY)
    vacancy = VacancyFactory(title="Zymurgist", status=VacancyStatus.HELD)
    synonym = Synonym.objects.create(words="hca", meanings="nurse")
    client = of(person)
    lines = {"lines": "brickie => bricklayer", "words": "brickie", "meanings": "bricklayer"}

    client.post(reverse("synonym-lines:index"), lines)
    for action in ("edit", "delete"):
        client.post(reverse(f"wagtailsnippets_search_synonym:{action}", args=[synonym.pk]), lines)
    client.post("/admin/bulk/search/synonym/delete/?next=/admin/&id=all")
    client.post(reverse("vacancies:add"), {"title": "Trap"})
    if person not in (MODERATORS, EDITORS):
        seen = {"seen_key": services.key_of(vacancy)}
        client.post(reverse("vacancies:release", args=[vacancy.pk]), seen)
        client.post(reverse("vacancies:withdraw", args=[vacancy.pk]))
    if person != EDITORS:
        client.post(reverse("vacancies:delete", args=[vacancy.pk]))
        assert [one.words for one in Synonym.objects.all()] == ["hca"]
    client.get(reverse("vacancies:release", args=[vacancy.pk]))

    assert [one.status for one in Vacancy.objects.all()] == [VacancyStatus.HELD]
