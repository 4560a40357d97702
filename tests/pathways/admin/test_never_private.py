"""Roles, pathways and schemes are public or off the site: others tell what is on them."""

import pytest
from django.core.exceptions import ValidationError
from django.urls import reverse
from wagtail.models import Page, PageViewRestriction

from pathways.models import CareersPage, PathwayPage, RolePage, RolesPage
from pathways.support.models import ProgrammePage, SchemesPage
from portal.pages.models import HomePage
from tests.staff import signed_in

pytestmark = pytest.mark.django_db
TYPES = (CareersPage, RolesPage, PathwayPage, RolePage, SchemesPage, ProgrammePage)


@pytest.mark.parametrize("kind", TYPES)
def test_no_page_that_others_tell_of_offers_privacy(kind: type[Page]) -> None:
    assert kind.private_page_options == []


def test_a_role_cannot_be_made_private_by_any_way(desk) -> None:
    with pytest.raises(ValidationError, match="cannot be private"):
        PageViewRestriction.objects.create(page=desk.porter, restriction_type="login")

    address = reverse("wagtailadmin_pages:set_privacy", args=[desk.porter.pk])
    signed_in("Editors").post(address, {"restriction_type": "login"})

    assert not PageViewRestriction.objects.exists()


def test_a_page_of_words_may_be_private(desk) -> None:
    home = HomePage.objects.get(locale__language_code="en-gb")

    PageViewRestriction.objects.create(page=home, restriction_type="login")

    assert PageViewRestriction.objects.count() == 1
