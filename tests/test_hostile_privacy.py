"""What the page about privacy says, against what is kept, for how long, and by whom it is read."""

import datetime
import re
import tomllib
from typing import Any

import pytest

from catalogue.events.models import EventDate, StandRequest
from portal.operations.retention import RULES, prune
from portal.pages.starting_pages import CONTENT
from tests.event_factories import NOW, make_date, make_event
from tests.factories import OrganisationFactory

# A sentence of the page for each record that is about a person.
PROMISES = {
    "search_log": (396, "We delete the counts after 13 months."),
    "course_counts": (396, "Nothing in the count says who it was. .* for 13 months."),
    "problem_reports": (365, "We delete it one year after you sent it, or later"),
    "page_feedback": (396, "Our team reads it. We delete it after 13 months."),
    "missing_reports": (396, "Our team reads it. We delete it after 13 months."),
    "enquiries": (90, "We delete it after 90 days, together with our message to them."),
    "bookings": (30, "We delete it 30 days after the event."),
    "waiting_lists": (7, "got no place, we delete it 7 days after the event."),
    "cancelled_bookings": (7, "If you cancel, we delete it after 7 days."),
    "access_needs": (7, "It is in no message. We delete it 7 days after the event"),
    "access_looks": (730, "the list of who looked for two years"),
    "organisations_log": (730, "We delete these notes after two years."),
    "join_requests": (730, "We keep that for two years after our answer."),
    "invitations": (90, "we keep your address until 90 days after the invitation ends"),
    "letters": (30, "We delete our letters to you 30 days after we sent them."),
    "uploads": (90, "The files that a provider sends us stay for 90 days."),
    "stand_requests": (90, "We delete the request, .* 90 days after the event."),
    "stand_contacts": (90, "whom to call on the day. .*, and whom to call, 90 days after"),
    "idle_accounts": (730, "accounts of providers that nobody used for two years"),
    "unchecked_accounts": (7, "new accounts after a week when nobody typed the code"),
}
# Nothing of a person, or told in other words on the page.
OTHERS = {
    "near_misses", "import_findings", "held_events", "closed_vacancies", "story_files",
    "door_presses", "reviews", "sessions", "editors_log", "outbox",
}  # fmt: skip


def page() -> str:
    values = tomllib.loads((CONTENT / "privacy.toml").read_text())
    return " ".join(re.sub(r"<[^>]+>", " ", values["body"][0]["value"]).split())


def test_every_rule_is_told_or_is_about_nobody() -> None:
    assert {one.name for one in RULES} == set(PROMISES) | OTHERS


@pytest.mark.parametrize("name", PROMISES)
def test_the_page_promises_what_the_rule_does(name: str) -> None:
    [rule] = [one for one in RULES if one.name == name]
    days, words = PROMISES[name]

    assert rule.days == days
    assert re.search(words, page()), words


@pytest.mark.django_db
def test_whom_to_call_at_a_stand_goes_after_the_event() -> None:
    requests: dict[str, Any] = {}
    for name in ("over", "to come", "no date"):
        event = make_event(title=name, slug=name.replace(" ", "-"))
        if name != "no date":
            make_date(event)
        requests[name] = StandRequest.objects.create(
            event=event, organisation=OrganisationFactory(), contact_name="Dagmar"
        )
    later = NOW + datetime.timedelta(days=400)
    over = EventDate.objects.filter(event__title="over")
    start = NOW - datetime.timedelta(days=1)
    over.update(start_at=start, end_at=start + datetime.timedelta(hours=2))
    EventDate.objects.filter(event__title="to come").update(
        start_at=later, end_at=later + datetime.timedelta(hours=2)
    )
    StandRequest.objects.update(created_at=NOW - datetime.timedelta(days=30))

    assert prune(now=NOW + datetime.timedelta(days=88))["stand_requests"] == 1  # without a date
    assert prune(now=NOW + datetime.timedelta(days=90))["stand_requests"] == 1
    assert [one.event.title for one in StandRequest.objects.all()] == ["to come"]
