"""Nothing that somebody else needs is deleted: the users are named, and no page breaks."""

import pytest
from django.urls import reverse

from pathways.models import PathwayEmployer, RolePage, RolesPage
from pathways.support.models import ProgrammeReplacement
from portal.accounts.groups import ADMINISTRATORS
from portal.pages.models import HomePage, StandardPage
from tests.factories import OrganisationFactory
from tests.pathways.admin.conftest import Desk
from tests.staff import signed_in, words

pytestmark = pytest.mark.django_db


def delete(page, *, client=None):
    client = client or signed_in(ADMINISTRATORS)
    return client.post(reverse("wagtailadmin_pages:delete", args=[page.pk]))


def link_to(page) -> None:
    home = HomePage.objects.get(locale__language_code="en-gb")
    link = f'<p><a linktype="page" id="{page.pk}">Cook</a></p>'
    home.add_child(instance=StandardPage(title="Kitchens", slug="kitchens", body=[("text", link)]))


def test_a_role_that_others_lead_to_is_kept_and_they_are_named(desk: Desk) -> None:
    answer = delete(desk.senior)

    page = words(answer)
    assert answer.status_code == 409
    assert "You cannot delete the page “Senior porter” yet." in page
    assert "Role (1) Porter" in page
    assert "Pathway (1) Health" in page
    assert reverse("wagtailadmin_pages:edit", args=[desk.porter.pk]) in answer.content.decode()
    assert RolePage.objects.filter(pk=desk.senior.pk).exists()


def test_a_page_that_a_text_links_to_is_kept(desk: Desk) -> None:
    apart = desk.careers.role("Cook", stage="")
    link_to(apart)

    answer = delete(apart)

    assert answer.status_code == 409
    assert "Page of text (1) Kitchens" in words(answer)


def test_a_scheme_that_replaces_another_is_kept(desk: Desk) -> None:
    old, new = desk.scheme("Kickstart"), desk.scheme("Restart")
    ProgrammeReplacement.objects.create(programme=old, replaced_by=new)

    assert "Scheme (1) Kickstart" in words(delete(new))


def test_a_page_with_pages_that_others_need_is_kept(desk: Desk) -> None:
    answer = delete(desk.careers.roles_page)

    assert answer.status_code == 409
    assert "Pathway (1) Health" in words(answer)


def test_a_role_that_nobody_needs_goes_whatever_its_translations_copied(desk: Desk) -> None:
    apart = desk.careers.role("Cook", stage="")
    link = desk.careers.step(desk.porter, apart)
    desk.careers.in_urdu(desk.porter, "پورٹر")  # copies the step to “Cook”
    link.delete()
    client = signed_in(ADMINISTRATORS)

    answer = delete(apart, client=client)

    assert answer.status_code == 302
    assert not RolePage.objects.filter(pk=apart.pk).exists()


def test_a_figure_in_use_is_kept(desk: Desk) -> None:
    url = reverse("wagtailsnippets_pathways_payfigure:delete", args=[desk.figure.pk])

    answer = signed_in(ADMINISTRATORS).post(url)

    assert answer.status_code == 409
    assert "Role (1) Porter" in words(answer)


def test_an_employer_of_a_pathway_is_kept(desk: Desk) -> None:
    employer = OrganisationFactory(name="Cogsmith")
    PathwayEmployer.objects.create(pathway=desk.careers.pathway, organisation=employer)
    url = reverse("wagtailsnippets_providers_organisation:delete", args=[employer.pk])

    answer = signed_in(ADMINISTRATORS).post(url)

    assert answer.status_code == 409
    assert "Pathway (1) Health" in words(answer)


def test_a_selection_with_a_needed_page_is_kept(desk: Desk) -> None:
    url = reverse("wagtail_bulk_action", args=["wagtailcore", "page", "delete"])
    apart = desk.careers.role("Cook", stage="")
    link_to(apart)
    client = signed_in(ADMINISTRATORS)

    answer = client.post(f"{url}?id={apart.pk}&next=/admin/", follow=True)
    client.post(f"{url}?id={desk.senior.pk}&next=/admin/")

    assert "Nothing was deleted. Still in use: “Cook”" in words(answer)
    assert RolePage.objects.filter(pk__in=[apart.pk, desk.senior.pk]).count() == 2


def test_taking_a_needed_page_off_the_site_is_warned_of(desk: Desk) -> None:
    client = signed_in(ADMINISTRATORS)
    url = reverse("wagtailadmin_pages:unpublish", args=[desk.senior.pk])

    page = words(client.post(url, follow=True))

    assert "“Senior porter” and show no link to it while it is off the site: “Porter”" in page


def test_moving_a_needed_page_is_warned_of(desk: Desk) -> None:
    client = signed_in(ADMINISTRATORS)
    other = desk.careers.careers_page.add_child(instance=RolesPage(title="More", slug="more"))
    url = reverse("wagtailadmin_pages:move_confirm", args=[desk.senior.pk, other.pk])

    page = words(client.get(url))

    assert "The address of this page changes." in page
