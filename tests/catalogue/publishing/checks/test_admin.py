"""The way from the admin to the queue, and who may give or take trust there."""

import datetime
from typing import Any

import pytest
from django.urls import reverse

from catalogue.providers.models import Organisation
from catalogue.publishing.checks import services
from catalogue.publishing.enums import ReviewKind, ReviewReason
from portal.accounts.groups import ADMINISTRATORS, EDITORS, MODERATORS
from tests.staff import signed_in, words

pytestmark = pytest.mark.django_db
LONG_AGO = datetime.datetime(2026, 1, 5, 10, tzinfo=datetime.UTC)


def ask(organisation: Organisation) -> None:
    services.ask(
        ReviewKind.PROFILE,
        organisation=organisation,
        title="Lockgate",
        reasons=[ReviewReason.TITLE_CHANGED],
        sent_by=None,
        now=LONG_AGO,
    )


@pytest.mark.parametrize("group", [MODERATORS, ADMINISTRATORS])
def test_the_first_page_of_the_admin_leads_to_the_queue(
    organisation: Organisation, group: str
) -> None:
    ask(organisation)

    page: Any = signed_in(group).get(reverse("wagtailadmin_home"))

    assert reverse("publishing:checks") in page.content.decode()
    assert "1 to check" in words(page)
    assert "1 late" in words(page)


def test_other_staff_see_no_queue() -> None:
    page: Any = signed_in(EDITORS).get(reverse("wagtailadmin_home"))

    assert reverse("publishing:checks") not in page.content.decode()


@pytest.mark.parametrize(("group", "may"), [(ADMINISTRATORS, True), (EDITORS, False)])
def test_trust_is_given_by_those_who_decide_checks(
    organisation: Organisation, group: str, may: bool
) -> None:
    page = signed_in(group).get(
        reverse(Organisation.snippet_viewset.get_url_name("edit"), args=[organisation.pk])
    )

    assert page.status_code == 200
    assert ('name="is_trusted"' in page.content.decode()) is may
