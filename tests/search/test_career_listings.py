"""Job roles, schemes and pathways are found, and listings follow the roles they lead to."""

import datetime

import pytest
from django.test import TestCase
from django.utils.html import escape

from catalogue.courses.enums import Level
from pathways.enums import Verdict
from pathways.joining import forget_rules
from pathways.support.programmes import ProgrammePage, SchemesPage
from pathways.verdicts import CourseRole, VacancyRole
from portal.core.models import SiteContact
from portal.pages.models import HomePage
from search import indexing
from search.analysis import analyse
from search.builders import programme, role
from search.cards import card
from search.page_place import read_place
from search.query import Alternative, SearchQuery, Word
from search.reference import forget_reference
from search.role_lists import role_counts, role_listings
from tests.factories import (
    TODAY,
    CourseRunFactory,
    SectorFactory,
    SubjectFactory,
    VacancyFactory,
    VacancyLocationFactory,
    VenueFactory,
)
from tests.markup import folded
from tests.pathways.roles.conftest import Careers, careers, careers_tree, places  # noqa: F401

pytestmark = pytest.mark.django_db
committing = TestCase.captureOnCommitCallbacks
WORDS = "hospital jobs"


@pytest.fixture(autouse=True)
def nothing_kept():
    forget_reference()
    forget_rules()
    yield
    forget_reference()
    forget_rules()


@pytest.fixture
def subject(careers: Careers):  # noqa: F811
    return SubjectFactory(slug="healthcare-support", sector=careers.sector)


def with_role(slug: str) -> list[str]:
    query = SearchQuery(today=TODAY, filters={"role": (slug,), "kind": ("course", "job")})
    return sorted(hit.document.title for hit in indexing.get_engine().search(query).hits)


def porter(careers: Careers, **values):  # noqa: F811
    with committing(execute=True):
        page = careers.role("Porter", **values)
        page.save_revision().publish()
    return page


def test_a_listing_follows_a_role_that_is_published_changed_and_taken_away(careers, subject):  # noqa: F811
    CourseRunFactory(course__title="Hospital jobs in four weeks", course__subject=subject)
    CourseRunFactory(course__title="First aid", course__subject=subject)
    VacancyLocationFactory(vacancy__title="Night porter", vacancy__subject=subject)
    indexing.rebuild(today=TODAY)
    assert with_role("porter") == []

    page = porter(careers)
    assert with_role("porter") == ["Night porter"]

    page.match_words = WORDS
    with committing(execute=True):
        page.save_revision().publish()
    assert with_role("porter") == ["Hospital jobs in four weeks", "Night porter"]

    page.match_not_words = "night"
    page.slug = "hospital-porter"
    with committing(execute=True):
        page.save_revision().publish()
    assert with_role("porter") == []
    assert with_role("hospital-porter") == ["Hospital jobs in four weeks"]

    with committing(execute=True):
        page.unpublish()
    assert with_role("hospital-porter") == []
    assert indexing.compare(today=TODAY).is_equal


def test_only_listings_that_change_are_read_again(careers, subject):  # noqa: F811
    CourseRunFactory(course__title="Hospital jobs", course__subject=subject)
    page = porter(careers, match_words=WORDS)
    indexing.rebuild(today=TODAY)

    page.summary = "Other words."
    with committing(execute=True):
        page.save_revision().publish()
    engine = indexing.get_engine()
    changes = [indexing.outbox.Change("role", page.pk)]
    assert indexing.follow_roles(changes, engine, today=TODAY) == []


def test_a_role_that_changed_while_the_index_was_built_is_followed(
    careers,  # noqa: F811
    subject,
    monkeypatch,
):
    CourseRunFactory(course__title="Hospital jobs", course__subject=subject)
    page = porter(careers)

    def meanwhile(*args: object) -> None:
        page.match_words = WORDS
        page.save_revision().publish()

    monkeypatch.setattr("search.gates.check", meanwhile)
    indexing.rebuild(today=TODAY)
    assert with_role("porter") == ["Hospital jobs"]


def test_a_decision_of_an_editor_reaches_the_index(careers, subject):  # noqa: F811
    run = CourseRunFactory(course__title="First aid", course__subject=subject)
    location = VacancyLocationFactory(vacancy__title="Porter", vacancy__subject=subject)
    page = porter(careers)
    indexing.rebuild(today=TODAY)
    assert with_role("porter") == ["Porter"]

    with committing(execute=True):
        CourseRole.objects.create(course=run.course, role=page)
        VacancyRole.objects.create(vacancy=location.vacancy, role=page, verdict=Verdict.DOES_NOT)
    assert with_role("porter") == ["First aid"]
    with committing(execute=True):
        CourseRole.objects.get().delete()
    assert with_role("porter") == []


def found(words: str) -> set[str]:
    tokens = tuple(Word(token, (Alternative((token,)),)) for token in analyse(words))
    query = SearchQuery(today=TODAY, words=tokens)
    return {hit.document.title for hit in indexing.get_engine().search(query).hits}


@pytest.mark.parametrize(
    ("which", "titles"),
    [
        ("sector", {"Porter", "Health", "First aid", "Night porter"}),
        ("family", {"Porter", "Health"}),
    ],
)
def test_what_says_the_name_of_a_sector_or_family_follows_its_new_name(
    careers,  # noqa: F811
    subject,
    which,
    titles,
):
    CourseRunFactory(course__title="First aid", course__subject=subject)
    VacancyLocationFactory(vacancy__title="Night porter", vacancy__subject=subject)
    porter(careers)
    indexing.rebuild(today=TODAY)
    assert found("haberdashery") == set()

    row = getattr(careers, which)
    row.name = "Haberdashery"
    with committing(execute=True):
        row.save()

    assert found("haberdashery") == titles
    assert indexing.compare(today=TODAY).is_equal


def test_a_role_is_one_document_a_language_and_its_card_says_what_it_pays(careers):  # noqa: F811
    page = careers.role(
        "Porter",
        alternative_titles="Hospital porter",
        hidden_alternative_titles="bed mover",
        minimum_hours=16,
        maximum_hours=37.5,
        you_need="To walk",
    )
    careers.pay(page, 24465)
    careers.in_urdu(page, "پورٹر")
    english, urdu = role.documents(today=TODAY)

    assert (english.id, urdu.id) == (f"role:{page.pk}", f"role:{page.pk}:ur")
    assert "ur" not in english.shown_in
    assert urdu.shown_in == ("ur",)
    assert english.alternative_titles == ("Hospital porter", "bed mover")
    assert {"Porter", "bed mover"} <= set(urdu.alternative_titles)
    assert english.sectors == ("health",)
    facts = card(english, query=SearchQuery(today=TODAY), run=None).facts
    assert [fact.text for fact in facts[:3]] == [
        "£24,465 a year, 2025 to 2026",
        "16 to 37.5 a week",
        "With people",
    ]
    assert not facts[0].strong, "the figure is of a year that is over"
    assert role.expected_ids(today=TODAY) == {english.id, urdu.id}


def test_a_role_that_is_taken_off_a_pathway_is_no_longer_in_its_sector(careers):  # noqa: F811
    page = porter(careers)
    indexing.rebuild(today=TODAY)
    assert indexing.get_engine().document(f"role:{page.pk}").sectors == ("health",)

    careers.pathway.placements = []
    with committing(execute=True):
        careers.pathway.save_revision().publish()

    assert indexing.get_engine().document(f"role:{page.pk}").sectors == ()


def test_a_pathway_is_not_found_by_a_role_that_went_off_the_site(careers):  # noqa: F811
    page = porter(careers)
    indexing.rebuild(today=TODAY)
    own = f"page:{careers.pathway.pk}"
    assert "Porter" in indexing.get_engine().document(own).description

    with committing(execute=True):
        page.unpublish()

    assert "Porter" not in indexing.get_engine().document(own).description


def test_a_role_without_figures_says_so(careers):  # noqa: F811
    careers.role("Porter")
    (document,) = role.documents(today=TODAY)
    texts = [fact.text for fact in card(document, query=SearchQuery(today=TODAY), run=None).facts]
    assert texts == [
        "Pay: not known",
        "Hours: not known",
        "With people",
        "What you need: not known",
    ]


@pytest.mark.parametrize(
    ("opens", "closes", "tag"),
    [
        (None, None, "Open"),
        (None, TODAY - datetime.timedelta(days=1), "Closed"),
        (None, TODAY, "Closes 25 November 2026"),
        (TODAY + datetime.timedelta(days=1), None, "Opens 26 November 2026"),
    ],
)
def test_the_card_of_a_scheme_says_where_it_stands(careers, opens, closes, tag):  # noqa: F811
    home = HomePage.objects.get(locale__language_code="en-gb")
    parent = home.add_child(instance=SchemesPage(title="Schemes", slug="schemes"))
    scheme = parent.add_child(
        instance=ProgrammePage(
            title="Kickstart",
            slug="kickstart",
            opens_date=opens,
            has_guaranteed_interview=True,
            min_age=16,
            max_age=24,
            weeks=26,
        )
    )
    ProgrammePage.objects.filter(pk=scheme.pk).update(closes_date=closes)
    (document,) = programme.documents(today=TODAY)
    shown = card(document, query=SearchQuery(today=TODAY), run=None)
    assert shown.tags[0][0] == tag
    is_closed = closes is not None and closes < TODAY
    assert ("guaranteed-interview" in document.needs) is not is_closed
    assert len(shown.tags) == (1 if is_closed else 2)
    assert document.age == ("16-17", "18-24")
    assert programme.expected_ids(today=TODAY) == {document.id}


def test_lists_of_a_role_count_as_the_search_does(careers, subject, client, places):  # noqa: F811
    for title in ("Hospital jobs at night", "Hospital jobs by day"):
        CourseRunFactory(course__title=title, course__subject=subject)
    VacancyLocationFactory(vacancy__title="Porter", vacancy__subject=subject)
    porter(careers, match_words=WORDS)
    indexing.rebuild(today=TODAY)

    found = role_listings("porter", limit=1)
    assert (found.total, len(found.cards)) == (2, 1)
    assert "2 results" in client.get(found.url).content.decode()
    near = role_listings("porter", kind="vacancy", place=read_place("Walsall"))
    assert near.total == 1
    assert "near=Walsall" in near.url
    assert role_counts() == {"porter": 2}
    assert role_counts(kind="vacancy", place=read_place("Walsall")) == {"porter": 1}
    assert role_listings("nobody").total == 0


def test_courses_farther_away_are_counted_as_the_search_counts_them(
    careers,  # noqa: F811
    subject,
    client,
    places,  # noqa: F811
):
    CourseRunFactory(course__title="Hospital jobs", course__subject=subject, venue=VenueFactory())
    porter(careers, match_words=WORDS)
    indexing.rebuild(today=TODAY)

    far = role_listings("porter", place=read_place("Coventry"))
    assert (far.total, far.farther, far.is_known) == (0, 1, True)
    page = folded(client.get("/careers/roles/porter/?near=Coventry").content.decode())
    assert "We know no course for this job here now." in page
    assert f'<a href="{escape(far.url)}">See 1 course farther away</a>' in page
    assert "1 result" in client.get(far.url).content.decode()
    near = role_listings("porter", place=read_place("Walsall"))
    assert (near.total, near.farther) == (1, 0)
    assert role_listings("porter", kind="job", place=read_place("Coventry")).farther == 0


def test_lists_of_a_role_are_empty_without_an_index():
    assert role_listings("porter").total == 0
    assert role_listings("porter").url.startswith("/search/")
    assert role_counts() == {}


def test_the_place_of_a_page_is_said_and_kept(places):  # noqa: F811
    walsall = read_place(" walsall ")
    assert (walsall.text, walsall.label, walsall.query) == ("Walsall", "Walsall", "near=Walsall")
    assert walsall
    assert walsall.slugs == ("walsall", "west-midlands")
    both = read_place("Willenhall")
    assert not both
    assert both.is_unclear
    assert {choice.near for choice in both.choices} == {
        "Willenhall, Walsall",
        "Willenhall, Coventry",
    }
    assert read_place("Leeds").is_outside
    assert read_place("").query == ""
    assert "2AA" not in read_place("WS1 2AA").query


def test_a_course_and_a_vacancy_say_where_they_lead(
    careers,  # noqa: F811
    subject,
    client,
    django_assert_num_queries,
):
    run = CourseRunFactory(
        course__title="Hospital jobs", course__subject=subject, course__level=Level.LEVEL_1
    )
    location = VacancyLocationFactory(vacancy__title="Ward porter", vacancy__subject=subject)
    porter(careers, match_words=WORDS)
    for number in range(12):
        careers.role(f"Other work {number}")
    SiteContact.current()

    page = client.get(f"{run.course.get_absolute_url()}?near=WS1").content.decode()
    assert 'href="/careers/roles/porter/?near=WS1"' in page
    assert "Because of its name: hospital jobs" in page
    page = client.get(location.vacancy.get_absolute_url()).content.decode()
    assert 'href="/careers/roles/porter/"' in page
    assert "Because of its name: Porter" in page

    # What was decided, and the titles: two more than without roles, however many there are.
    client.get(run.course.get_absolute_url())
    with django_assert_num_queries(7):
        client.get(run.course.get_absolute_url())
    page = client.get(VacancyFactory(title="Baker").get_absolute_url()).content.decode()
    assert "What you can do next" not in page


def test_the_search_page_leads_on_to_the_pathway_of_most_results(careers, subject, client):  # noqa: F811
    for number in range(4):
        CourseRunFactory(course__title=f"Care {number}", course__subject=subject)
    indexing.rebuild(today=TODAY)
    page = client.get("/search/?q=care").content.decode()
    assert 'href="/careers/health/"' in page
    assert "see where these jobs lead" in page
    other = SubjectFactory(sector=SectorFactory())
    for number in range(4):
        with committing(execute=True):
            CourseRunFactory(course__title=f"Care of cars {number}", course__subject=other)
    assert "see where these jobs lead" not in client.get("/search/?q=care").content.decode()


def test_the_api_tells_of_a_role(careers, subject, client):  # noqa: F811
    CourseRunFactory(course__title="Hospital jobs", course__subject=subject)
    porter(
        careers,
        match_words=WORDS,
        alternative_titles="Hospital porter",
        hidden_alternative_titles="bed mover",
    )
    indexing.rebuild(today=TODAY)
    answer = client.get("/api/v1/roles/porter/").json()
    assert (answer["title"], answer["names"]) == ("Porter", ["Hospital porter"])
    assert answer["listings"] == {"course": 1}
    assert client.get("/api/v1/roles/nobody/").status_code == 404
    results = client.get("/api/v1/search/?q=bed+mover").json()["results"]
    assert results[0]["reference"] == "porter"
