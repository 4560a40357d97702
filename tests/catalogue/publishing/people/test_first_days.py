"""From a stranger to an owner with a desk: the form, the moderator, the first steps."""

import datetime
from typing import Any

import pytest
from django.core.cache import cache
from django.core.management import call_command

from catalogue.courses.enums import CourseStatus
from catalogue.providers.models import Organisation
from catalogue.publishing.checks import services as checks
from catalogue.publishing.checks.checklists import CHECKLISTS
from catalogue.publishing.enums import DraftKind, DraftState, ReviewKind
from catalogue.publishing.letter_writing import render_letter
from catalogue.publishing.models import Draft, Letter, Review
from tests.factories import CourseFactory, VenueFactory
from tests.publishing_factories import client_of, make_user

pytestmark = pytest.mark.django_db
NOW = datetime.datetime(2026, 11, 26, 9, tzinfo=datetime.UTC)
SAID = {
    "person_name": "Mira Hollis",
    "organisation_name": "Tame Street Community Centre",
    "kind": "COMMUNITY",
    "phone": "01632 960118",
    "reason": "English classes for beginners.",
}


def steps_of(page: str) -> list[str]:
    """Return the state of each of the five steps."""
    trail = page.split('aria-labelledby="first"')[1].split("</section>")[0]
    return [part.split('"')[0] for part in trail.split('<li class="is-')[1:]]


def approve(review: Review) -> None:
    ticks: dict[str, Any] = {code: True for code, _label in CHECKLISTS[ReviewKind.JOIN]}
    checks.approve(
        review,
        actor=make_user("moderator"),
        comment="",
        checks=ticks,
        now=NOW,
        today=NOW.date(),
    )


def test_a_volunteer_comes_from_the_form_to_the_first_live_course() -> None:
    cache.clear()
    mira = make_user("mira", second_step=False)
    client = client_of(mira)
    client.post("/manage/join/", SAID)
    approve(Review.objects.get())
    here = Organisation.objects.get()
    start = f"/manage/{here.slug}/"

    page = client.get("/manage/", follow=True).content.decode()
    assert "Good" in page
    assert "Mira" in page
    assert steps_of(page) == ["here", "later", "later", "later", "later"]
    assert f'href="{start}venues/new/"' in page  # no empty list on the way to the form

    Organisation.objects.filter(pk=here.pk).update(about="We teach English.")
    VenueFactory(provider=here)
    assert steps_of(client.get(start).content.decode()) == [
        "done",
        "here",
        "later",
        "done",
        "later",
    ]

    draft = Draft.objects.create(organisation=here, kind=DraftKind.COURSE, title="English")
    page = client.get(start).content.decode()
    assert steps_of(page) == ["done", "done", "here", "done", "later"]

    Draft.objects.filter(pk=draft.pk).update(state=DraftState.IN_REVIEW)
    page = client.get(start).content.decode()
    assert "A person looks at your first course" in page

    CourseFactory(provider=here, status=CourseStatus.LIVE)
    assert 'aria-labelledby="first"' not in client.get(start).content.decode()


def test_the_phone_of_a_request_is_not_made_public() -> None:
    client = client_of(make_user("mira", second_step=False))
    client.post("/manage/join/", SAID)
    approve(Review.objects.get())
    here = Organisation.objects.get()
    assert here.phone == ""
    course = CourseFactory(provider=here, status=CourseStatus.LIVE)
    for address in (course.get_absolute_url(), f"/providers/{here.slug}/"):
        assert "960118" not in client.get(address).content.decode().replace(" ", "")


@pytest.mark.parametrize("language", ["en-gb", "ur", "pl"])
def test_each_letter_of_these_pages_can_be_written(language: str) -> None:
    call_command("compile_locale", verbosity=0)
    here = Organisation.objects.create(name="Tame Street", slug="tame-street")
    facts = {
        "organisation": here.name,
        "inviter": "Lena\nBcc: x@example.org",
        "role": "EDITOR",
        "link": "http://testserver/manage/invitation/abc/",
        "name": "Mira",
        "title": "Tame Street",
        "comment": "Which building?\nCall us.",
        "slug": here.slug,
    }
    for kind in ("INVITATION", "JOIN_OK", "JOIN_BACK", "INBOX"):
        letter = Letter.objects.create(
            kind=kind,
            email="a@a.example",
            language=language,
            facts=facts,
            organisation=here if kind != "JOIN_BACK" else None,
            due_at=NOW,
        )
        written = render_letter(letter)
        assert written.subject
        assert "\n" not in written.subject
        assert "Tame Street" in written.subject + written.text
        if kind in ("INVITATION", "INBOX"):
            assert facts["link"] in written.text
        if kind == "JOIN_BACK":
            assert "/manage/join/" in written.text
            assert "Which building?" in written.text
