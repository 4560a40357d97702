"""The first page of the admin names what has grown old, at the same cost however much there is."""

import datetime

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from pathways.models import RolePage
from pathways.support.models import HelpPoint
from portal.accounts.groups import EDITORS, MODERATORS
from portal.core.models import SharedFact
from portal.pages.models import HomePage, StandardPage, StoriesPage, StoryPage
from portal.pages.needs_your_eye import needs
from tests.factories import TODAY
from tests.pathways.admin.conftest import Desk
from tests.staff import signed_in, words

pytestmark = pytest.mark.django_db
LONG_AGO = TODAY - datetime.timedelta(days=400)


def needed() -> dict[str, list[str]]:
    return {need.label: [title for title, _url in need.rows] for need in needs(TODAY)}


def story(until: datetime.date) -> StoryPage:
    home = HomePage.objects.get(locale__language_code="en-gb")
    stories = home.get_children().type(StoriesPage).first() or home.add_child(
        instance=StoriesPage(title="Stories", slug="stories")
    )
    return stories.add_child(
        instance=StoryPage(
            title=f"Asha until {until}",
            person_name="Asha",
            now_does="cook",
            starting_point="NO_WORK",
            consent_given_date=LONG_AGO,
            consent_until_date=until,
        )
    )


def link_from(title: str, page) -> StandardPage:
    home = HomePage.objects.get(locale__language_code="en-gb")
    link = f'<p><a linktype="page" id="{page.pk}">Go</a></p>'
    slug = title.lower().replace(" ", "-")
    return home.add_child(instance=StandardPage(title=title, slug=slug, body=[("text", link)]))


def test_everything_that_has_grown_old_is_named(desk: Desk) -> None:
    SharedFact.objects.all().delete()
    story(TODAY + datetime.timedelta(days=28))
    story(TODAY + datetime.timedelta(days=29))
    desk.scheme("Bootcamp", closes_date=TODAY + datetime.timedelta(days=3))
    desk.scheme("Kickstart", closes_date=TODAY - datetime.timedelta(days=3))
    hidden = desk.careers.role("Cook", stage="", live=False)
    link_from("Kitchens", hidden)
    link_from("Wards", desk.porter)
    RolePage.objects.filter(pk=desk.porter.pk).update(checked_date=LONG_AGO)
    HelpPoint.objects.update(checked_date=LONG_AGO)

    assert needed() == {
        "Figures that are old": [desk.figure.name],
        "Stories whose consent ends soon": ["Asha until 2026-12-23"],
        "Schemes that close soon": ["Bootcamp"],
        "Closed schemes without what to use now": ["Kickstart"],
        "Pages with a link that leads nowhere": ["Kitchens"],
        "Pages that nobody checked for a year": ["Porter"],
        "Places of help that nobody checked for half a year": ["Walsall Library"],
    }


def test_a_next_step_to_a_hidden_role_is_no_broken_link(desk: Desk) -> None:
    desk.senior.unpublish()

    assert "Pages with a link that leads nowhere" not in needed()


def test_more_to_mend_asks_the_database_no_more(desk: Desk) -> None:
    needs(TODAY)
    with CaptureQueriesContext(
        connection,
    ) as few:
        needs(TODAY)
    for number in range(7):
        link_from(f"Page {number}", desk.careers.role(f"Cook {number}", stage="", live=False))
        desk.scheme(f"Scheme {number}", closes_date=TODAY)
    with CaptureQueriesContext(connection) as many:
        found = needs(TODAY)

    assert len(many) == len(few) <= 13
    assert next(need for need in found if "nowhere" in need.label).more == 2


def test_editors_see_the_panel_and_moderators_do_not(desk: Desk) -> None:
    assert "Needs your eye Figures that are old" in words(signed_in(EDITORS).get("/admin/"))
    assert "Needs your eye" not in words(signed_in(MODERATORS).get("/admin/"))
