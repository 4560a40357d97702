"""What stops a page from going live, and what it is warned of: a place and a remedy each."""

import datetime

import pytest
from django.urls import reverse
from wagtail.images.tests.utils import get_test_image_file

from pathways.models import GoodJobFact, PathwayRole, ProgressionLink, RolePage
from pathways.support.models import ProgrammeReplacement
from portal.accounts.groups import EDITORS
from portal.core.publishing import Finding, findings
from portal.pages.models import HomePage, StandardPage, StoriesPage, StoryPage
from tests.factories import TODAY
from tests.pathways.admin.conftest import Desk
from tests.staff import signed_in, words

pytestmark = pytest.mark.django_db
YESTERDAY = TODAY - datetime.timedelta(days=1)


def stopping(page) -> list[Finding]:
    return [one for one in findings(page, today=TODAY) if not one.is_warning]


def warnings(page) -> list[str]:
    return [f"{one.place}: {one.message}" for one in findings(page, today=TODAY) if one.is_warning]


def text_page(**values) -> StandardPage:
    home = HomePage.objects.get(locale__language_code="en-gb")
    return home.add_child(instance=StandardPage(title="A page", slug="a-page", **values))


def test_a_sound_role_and_pathway_stop_nothing(desk: Desk) -> None:
    assert stopping(desk.porter) == []
    assert stopping(desk.careers.pathway) == []


def test_a_picture_needs_words_or_a_decision(desk: Desk) -> None:
    from wagtail.images.models import Image

    image = Image.objects.create(title="A ward", file=get_test_image_file())
    page = text_page(body=[("picture", {"image": image, "alternative": "", "caption": ""})])

    [found] = stopping(page)
    assert found.place == "Text"
    assert found.message == "Picture 1: say what it shows, or tick “It only decorates”."

    decided = {"image": image, "alternative": "", "caption": "", "is_decorative": True}
    page.body = [("picture", decided)]
    assert stopping(page) == []


def test_a_heading_must_not_skip_a_level(desk: Desk) -> None:
    page = text_page(body=[("text", "<h3>Who can join</h3><p>Most people.</p>")])

    [found] = stopping(page)

    assert found.message.startswith("A heading of level 3 follows level 1. Choose level 2 for it")
    page.body = [("text", "<h2>Join</h2><h3>Who can join</h3>")]
    assert stopping(page) == []


def test_pay_in_a_text_has_no_date(desk: Desk) -> None:
    desk.porter.overview = "You earn £12.60 an hour."

    [found] = stopping(desk.porter)

    assert found.place == "About the work"
    assert found.message.startswith("“£12.60 an hour” has no date.")


def test_an_answer_about_pay_needs_source_and_date(desk: Desk) -> None:
    GoodJobFact.objects.create(role=desk.porter, kind="PAY", answer="Above the legal minimum")

    [found] = stopping(RolePage.objects.get(pk=desk.porter.pk))

    assert found.place == "Is it a good job?"


def test_a_figure_of_a_day_to_come_stops(desk: Desk) -> None:
    figure = desk.careers.pay(
        desk.senior, 30000, as_of_date=datetime.date(2027, 4, 1), stale_after_date=None
    )

    [found] = stopping(RolePage.objects.get(pk=desk.senior.pk))

    assert found.place == "Pay"
    assert f"“{figure.name}” is for 1 April 2027, which has not come." in found.message


def test_pay_in_the_wrong_unit_stops(desk: Desk) -> None:
    figure = desk.careers.pay(desk.senior, 24465)
    type(figure).objects.filter(pk=figure.pk).update(unit="HOUR")

    [found] = stopping(RolePage.objects.get(pk=desk.senior.pk))

    assert "does not fit its unit" in found.message


def test_a_circle_of_steps_up_is_named(desk: Desk) -> None:
    lead = desk.careers.role("Team lead", stage="LEAD")
    desk.careers.step(desk.senior, lead)
    ProgressionLink.objects.create(from_role=lead, to_role=desk.porter, kind="UP")

    [found] = stopping(RolePage.objects.get(pk=lead.pk))

    assert found.place == "Next steps"
    assert "Team lead → Porter → Senior porter → Team lead. Take one" in found.message


def test_a_circle_elsewhere_does_not_stop_a_role(desk: Desk) -> None:
    desk.careers.step(desk.senior, desk.porter)
    apart = desk.careers.role("Cook")

    assert stopping(apart) == []


def test_a_role_on_no_pathway_stops(desk: Desk) -> None:
    alone = desk.careers.role("Lighthouse keeper", stage="")

    [found] = stopping(alone)

    assert "This role is on no pathway. Open a pathway, choose “The map”" in found.message


def test_a_map_has_room_for_24_roles(desk: Desk) -> None:
    desk.careers.pathway.placements.all().delete()
    pathway = type(desk.careers.pathway).objects.get(pk=desk.careers.pathway.pk)
    pathway.placements = [
        PathwayRole(role=desk.porter, stage="START", family=desk.careers.family)
        for _number in range(25)
    ]

    [found] = stopping(pathway)

    assert found.message == "There are 25 roles, and a map has room for 24. Take 1 off."


def test_a_closed_scheme_names_what_to_use_now(desk: Desk) -> None:
    old = desk.scheme("Kickstart", closes_date=YESTERDAY)
    new = desk.scheme("Restart")

    [found] = stopping(old)
    assert found.place == "What to use now"

    ProgrammeReplacement.objects.create(programme=old, replaced_by=new)
    assert stopping(type(old).objects.get(pk=old.pk)) == []


@pytest.mark.parametrize("how", ["link in a text", "card", "typed address"])
def test_a_link_to_a_closed_scheme_stops_until_it_leads_on(desk: Desk, how: str) -> None:
    old = desk.scheme("Kickstart", closes_date=YESTERDAY)
    body = {
        "link in a text": [("text", f'<p><a linktype="page" id="{old.pk}">Kickstart</a></p>')],
        "card": [("links", {"cards": [{"title": "Kickstart", "page": old}]})],
        "typed address": [("links", {"cards": [{"title": "K", "address": "/schemes/kickstart/"}]})],
    }[how]
    page = text_page(body=body)

    [found] = stopping(page)
    assert found.place == "Text"
    assert "It links to “Kickstart”, which is closed" in found.message

    ProgrammeReplacement.objects.create(programme=old, replaced_by=desk.scheme("Restart"))
    assert stopping(page) == []


@pytest.mark.parametrize(
    ("values", "words_of_it"),
    [
        ({"consent_until_date": YESTERDAY}, "The consent is over."),
        ({"is_withdrawn": True}, "took their consent back"),
        ({"consent_given_date": TODAY + datetime.timedelta(days=2)}, "has not come"),
    ],
    ids=["over", "taken back", "not yet"],
)
def test_a_story_without_consent_stops(desk: Desk, values: dict, words_of_it: str) -> None:
    story = StoryPage(
        **{
            "title": "Asha",
            "person_name": "Asha",
            "now_does": "cook",
            "starting_point": "NO_WORK",
            "consent_given_date": datetime.date(2026, 1, 1),
            "consent_until_date": datetime.date(2027, 1, 1),
            **values,
        }
    )
    home = HomePage.objects.get(locale__language_code="en-gb")
    stories = home.get_children().type(StoriesPage).first() or home.add_child(
        instance=StoriesPage(title="Stories", slug="stories-2")
    )
    stories.add_child(instance=story)

    [found] = stopping(story)

    assert found.place == "Consent"
    assert words_of_it in found.message


def test_words_that_are_hard_to_read_are_warned_of(desk: Desk) -> None:
    desk.porter.overview = (
        "You move people and beds from one ward to another ward through the day and often also "
        "through the whole night. Don't worry. It is easy. Ask about the XQZ."
    )

    found = warnings(desk.porter)

    assert any("“You move people and beds from one ward…” has 21 words" in one for one in found), (
        found
    )
    assert "About the work: Write “Don't” in full." in found
    assert "About the work: We do not write “easy”. Instead: leave it out." in found
    assert any("Explain “XQZ”" in one for one in found)
    assert stopping(desk.porter) == []


def test_an_explained_abbreviation_is_not_warned_of(desk: Desk) -> None:
    desk.term.also_known_as = "XQZ board"
    desk.term.save()
    desk.porter.overview = "Ask about the XQZ. A Licence to Operate (LTO) helps."

    assert [one for one in warnings(desk.porter) if "Explain" in one] == []


def test_pay_under_the_legal_minimum_is_warned_of(desk: Desk) -> None:
    desk.careers.pay(desk.senior, 20000, stale_after_date=None)

    found = warnings(RolePage.objects.get(pk=desk.senior.pk))

    assert any("is under the legal minimum of today" in one for one in found)


def test_publishing_stops_in_the_admin_and_the_draft_is_kept(desk: Desk) -> None:
    alone = desk.careers.role("Lighthouse keeper", stage="", live=False)
    client = signed_in(EDITORS)
    form = role_form(alone, overview="You keep the lamp.")

    answer = client.post(
        reverse("wagtailadmin_pages:edit", args=[alone.pk]),
        {**form, "action-publish": "1"},
        follow=True,
    )

    alone.refresh_from_db()
    assert "is saved as a draft, but not published. Mend this first: The map" in words(answer)
    assert not alone.live
    assert alone.get_latest_revision_as_object().overview == "You keep the lamp."

    draft = client.post(reverse("wagtailadmin_pages:edit", args=[alone.pk]), form, follow=True)
    assert "Before you can publish this page, mend this: The map" in words(draft)


def test_a_sound_role_is_published_and_warned_of(desk: Desk) -> None:
    form = role_form(desk.senior, overview="It's a job.")

    answer = signed_in(EDITORS).post(
        reverse("wagtailadmin_pages:edit", args=[desk.senior.pk]),
        {**form, "action-publish": "1"},
        follow=True,
    )

    desk.senior.refresh_from_db()
    assert desk.senior.overview == "It's a job."
    assert "has been published" in words(answer)
    assert "Write “It's” in full." in words(answer)


def test_a_selection_is_not_published_when_one_page_needs_mending(desk: Desk) -> None:
    alone = desk.careers.role("Lighthouse keeper", stage="", live=False)
    url = reverse("wagtail_bulk_action", args=["wagtailcore", "page", "publish"])

    answer = signed_in(EDITORS).post(f"{url}?id={alone.pk}&next=/admin/", follow=True)

    alone.refresh_from_db()
    assert not alone.live
    assert "Nothing was published. Mend this first: Lighthouse keeper: The map" in words(answer)


def role_form(role: RolePage, **values: str) -> dict[str, str]:
    """Return what a browser sends for a role without rows."""
    rows = ("pay", "role_skills", "good_job_facts", "next_steps", "entry_routes", "checks")
    empty = {
        f"{name}-{key}": "0"
        for name in (*rows, "comments")
        for key in ("TOTAL_FORMS", "INITIAL_FORMS")
    }
    return {
        "title": role.title,
        "slug": role.slug,
        "setting": "PEOPLE",
        "comment_notifications": "",
        **empty,
        **values,
    }
