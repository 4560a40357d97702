"""Every list and form of careers and help opens for editors, and for nobody else."""

import pytest
from django.core.exceptions import ValidationError
from django.urls import reverse

from pathways.models import CourseRole, VacancyRole
from portal.accounts.groups import ADMINISTRATORS, EDITORS
from portal.pages.models import HelpPage, HomePage, NewsIndexPage, StoriesPage, StoryPage
from tests.factories import CourseFactory, VacancyFactory
from tests.pathways.admin.conftest import Desk
from tests.staff import signed_in, signed_in_without_rights, words

pytestmark = pytest.mark.django_db

SNIPPETS = {
    "pathways_payfigure": lambda desk: desk.figure,
    "pathways_demandfigure": lambda desk: desk.demand,
    "pathways_skill": lambda desk: desk.porter.role_skills.first().skill,
    "pathways_family": lambda desk: desk.careers.family,
    "support_helppoint": lambda desk: desk.point,
    "support_councilcontact": lambda desk: desk.contact,
    "core_sharedfact": lambda desk: desk.fact,
    "core_glossaryterm": lambda desk: desk.term,
}
PAGES = {
    "pathways.careerspage": lambda desk: desk.careers.careers_page,
    "pathways.pathwaypage": lambda desk: desk.careers.pathway,
    "pathways.rolepage": lambda desk: desk.porter,
    "support.schemespage": lambda desk: desk.schemes,
    "support.programmepage": lambda desk: desk.scheme("Restart"),
}
ADDED_UNDER = {
    "pathways/pathwaypage": lambda desk: desk.careers.careers_page,
    "pathways/rolepage": lambda desk: desk.careers.roles_page,
    "support/programmepage": lambda desk: desk.schemes,
}


def addresses(desk: Desk) -> list[str]:
    """Return every list and form."""
    found = []
    for name, row_of in SNIPPETS.items():
        found += [reverse(f"wagtailsnippets_{name}:{view}") for view in ("list", "add")]
        found.append(reverse(f"wagtailsnippets_{name}:edit", args=[row_of(desk).pk]))
    course = CourseRole.objects.create(course=CourseFactory(), role=desk.porter)
    vacancy = VacancyRole.objects.create(vacancy=VacancyFactory(), role=desk.porter)
    for name, row in (("course-roles", course), ("vacancy-roles", vacancy)):
        found += [reverse(f"{name}:{view}") for view in ("index", "add")]
        found.append(reverse(f"{name}:edit", args=[row.pk]))
    found += [
        reverse("wagtailadmin_pages:edit", args=[page_of(desk).pk]) for page_of in PAGES.values()
    ]
    found += pages_of_words()
    for name, parent_of in ADDED_UNDER.items():
        app, model = name.split("/")
        parent = parent_of(desk)
        found.append(reverse("wagtailadmin_pages:add", args=[app, model, parent.pk]))
    return found


def pages_of_words() -> list[str]:
    """Return the forms to add help, guides, stories and news."""
    home = HomePage.objects.get(locale__language_code="en-gb")
    parents = [
        home.get_children().type(model).first()
        or home.add_child(instance=model(title="X", slug=slug))
        for model, slug in ((HelpPage, "x-help"), (StoriesPage, "x-stories"), (NewsIndexPage, "x"))
    ]
    names = ("guidepage", "storypage", "newspage")
    pairs = [(parent.pk, name) for parent, name in zip(parents, names, strict=True)]
    edit = reverse("wagtailadmin_pages:edit", args=[parents[0].pk])
    return [edit, *(reverse("wagtailadmin_pages:add", args=["pages", n, pk]) for pk, n in pairs)]


def test_a_story_names_its_courses_by_their_addresses(desk: Desk) -> None:
    course = CourseFactory(title="Kitchen skills")
    form = StoryPage.get_edit_handler().get_form_class()
    field = form.base_fields["courses"]

    assert field.clean(f"{course.get_absolute_url()}\n\n{course.pk}") == [course]
    assert field.prepare_value([course]) == course.get_absolute_url()
    with pytest.raises(ValidationError, match="Line 1, “/courses/none-99/”: no course is there"):
        field.clean("/courses/none-99/")


def test_every_list_and_form_opens_for_an_editor(desk: Desk) -> None:
    client = signed_in(EDITORS)

    answers = {url: client.get(url) for url in addresses(desk)}

    assert {url: answer.status_code for url, answer in answers.items()} == dict.fromkeys(
        answers, 200
    )
    texts = {url: words(answer) for url, answer in answers.items()}
    assert [url for url, text in texts.items() if '{"' in text or '["' in text] == []


def test_no_list_or_form_opens_for_a_stranger(desk: Desk) -> None:
    client = signed_in_without_rights()

    codes = {url: client.get(url).status_code for url in addresses(desk)}

    assert {url for url, code in codes.items() if code not in (302, 403)} == set()


def test_pounds_are_typed_and_pence_are_kept(desk: Desk) -> None:
    url = reverse("wagtailsnippets_pathways_payfigure:edit", args=[desk.figure.pk])
    client = signed_in(EDITORS)
    page = client.get(url)
    assert 'value="24465.00"' in page.content.decode()

    answer = client.post(
        url,
        {
            "name": "NHS Band 2, 2025 to 2026",
            "basis": "NHS_BAND",
            "basis_detail": "Band 2",
            "low_pence": "24,465",
            "high_pence": "24465.50",
            "unit": "YEAR",
            "year_label": "2025 to 2026",
            "geography": "England",
            "source_name": "NHS Employers",
            "as_of_date": "2025-04-01",
        },
    )
    assert answer.status_code == 200  # a comma is no number, and says so

    answer = client.post(
        url,
        {
            "name": "NHS Band 2, 2025 to 2026",
            "basis": "NHS_BAND",
            "basis_detail": "Band 2",
            "low_pence": "24465",
            "high_pence": "24465.50",
            "unit": "YEAR",
            "year_label": "2025 to 2026",
            "geography": "England",
            "source_name": "NHS Employers",
            "as_of_date": "2025-04-01",
        },
    )
    desk.figure.refresh_from_db()

    assert answer.status_code == 302
    assert (desk.figure.low_pence, desk.figure.high_pence) == (2_446_500, 2_446_550)


def test_a_figure_lists_the_roles_that_show_it(desk: Desk) -> None:
    url = reverse("wagtailsnippets_pathways_payfigure:edit", args=[desk.figure.pk])

    page = words(signed_in(EDITORS).get(url))

    assert "Where it is used" in page
    assert "Role (1) Porter" in page


def test_a_fact_lists_the_pages_that_name_it(desk: Desk) -> None:
    desk.careers.pathway.body = [("text", "<p>Call [[test-phone]].</p>")]
    desk.careers.pathway.save()
    url = reverse("wagtailsnippets_core_sharedfact:edit", args=[desk.fact.pk])

    page = words(signed_in(EDITORS).get(url))

    assert "Pathway (1) Health" in page


def test_a_translation_shows_its_words_and_no_structure(desk: Desk) -> None:
    urdu = desk.careers.in_urdu(desk.porter, "پورٹر")
    client = signed_in(ADMINISTRATORS)

    page = client.get(reverse("wagtailadmin_pages:edit", args=[urdu.pk])).content.decode()

    assert 'name="tasks"' in page
    assert 'name="soc2020"' not in page
    assert "next_steps-TOTAL_FORMS" not in page


def test_the_listing_of_a_decision_is_named_by_its_address(desk: Desk) -> None:
    course = CourseFactory(title="Porter skills")
    client = signed_in(EDITORS)
    data = {
        "course": f"https://example.org{course.get_absolute_url()}",
        "role": desk.porter.pk,
        "verdict": "LEADS",
    }

    first = client.post(reverse("course-roles:add"), data)
    again = client.post(reverse("course-roles:add"), data)
    unknown = client.post(reverse("course-roles:add"), {**data, "course": "/courses/x-99999/"})

    assert first.status_code == 302
    assert CourseRole.objects.get().course == course
    assert "Somebody decided about these two already." in words(again)
    assert "There is nothing at this address." in words(unknown)
