"""The moderators' pages: the queue, one check, its decision, what is held and done."""

import datetime
import uuid
from typing import Any

import pytest
from django.test import Client
from django.urls import reverse

from catalogue.providers.enums import AuditAction, MemberRole
from catalogue.providers.models import JoinRequest, Organisation, RegisteredProvider
from catalogue.publishing.checks import services
from catalogue.publishing.enums import (
    ChangeKind,
    DraftState,
    ReviewKind,
    ReviewReason,
    ReviewState,
    UploadKind,
    UploadState,
)
from catalogue.publishing.models import Draft, Review, Upload, UploadChange
from portal.accounts.groups import EDITORS, EVENTS_TEAM
from portal.accounts.services import create_staff
from tests.catalogue.publishing.checks.asking import (
    HOSTILE,
    NOW,
    ask,
    ask_for_course,
    text_of,
    ticks,
    url_of,
)
from tests.factories import (
    OrganisationFactory,
)
from tests.publishing_factories import client_of, make_member, make_user

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("_clock")]

PROFILE_TICKS = ticks("contact", "words")


def test_the_queue_shows_what_waits_with_reasons_and_time(
    moderator: Client, organisation: Organisation, lena: Any
) -> None:
    ask(organisation, lena)
    late = ask(OrganisationFactory(name="Moor"), lena, title="Late one")
    Review.objects.filter(pk=late.pk).update(due_at=NOW - datetime.timedelta(hours=3))

    response = moderator.get(reverse("publishing:checks"))

    words = text_of(response)
    assert response.status_code == 200
    assert "2 wait for an answer. 1 is late." in words
    assert "Price changed" in words
    assert "today at 10am, lena" in words
    assert "4 hours left" in words
    assert words.index("late by 3 hours") < words.index("4 hours left")


def test_the_queue_asks_as_many_questions_for_fifty_as_for_one(
    moderator: Client,
    organisation: Organisation,
    lena: Any,
    django_assert_max_num_queries: Any,
) -> None:
    for _number in range(50):
        ask(OrganisationFactory(), lena)

    with django_assert_max_num_queries(16):
        moderator.get(reverse("publishing:checks"))


def test_a_change_is_shown_part_by_part(
    moderator: Client, organisation: Organisation, lena: Any
) -> None:
    review = ask_for_course(organisation, lena)

    words = text_of(moderator.get(url_of(review)))

    assert "2 changes" in words
    assert "Forklift truck, 3 days Forklift truck: with licence" in words
    assert "£340 £295 Check" in words
    assert "The first 10 edits of a new provider are checked: 0 so far." in words
    assert "answer by 2pm today" in words


def test_approving_without_every_tick_and_comment_says_what_is_missing(
    moderator: Client, organisation: Organisation, lena: Any
) -> None:
    review = ask(organisation, lena)

    response = moderator.post(url_of(review), {"do": "approve", **ticks("contact")})

    assert "Tick every line of the list, or write why one is not ticked" in text_of(response)
    assert '<input class="govuk-checkboxes__input" type="checkbox" name="done" value="contact"' in (
        response.content.decode()
    )
    review.refresh_from_db()
    assert review.state == ReviewState.OPEN


def test_approving_leads_to_the_next_in_the_queue(
    moderator: Client, sam: Any, organisation: Organisation, lena: Any
) -> None:
    review, other = ask(organisation, lena), ask(OrganisationFactory(), lena, title="Another")

    response = moderator.post(url_of(review), {"do": "approve", **PROFILE_TICKS})

    assert response.headers["Location"] == url_of(other)
    review.refresh_from_db()
    assert (review.state, review.decided_by) == (ReviewState.APPROVED, sam)
    assert "Approved: Lockgate College" in text_of(moderator.get(url_of(other)))


def test_sending_back_needs_words(moderator: Client, organisation: Organisation, lena: Any) -> None:
    review = ask_for_course(organisation, lena)

    without = moderator.post(url_of(review), {"do": "return"})
    with_words = moderator.post(url_of(review), {"do": "return", "comment": "Which bus?"})

    assert "Write what the provider must change" in text_of(without)
    assert with_words.headers["Location"] == reverse("publishing:checks")
    draft = Draft.objects.get()
    assert (draft.state, draft.comment) == (DraftState.RETURNED, "Which bus?")


def test_the_second_moderator_reads_who_decided_and_keeps_their_words(
    moderator: Client, sam: Any, organisation: Organisation, lena: Any
) -> None:
    review = ask(organisation, lena)
    moderator.post(url_of(review), {"do": "approve", **PROFILE_TICKS})

    response = moderator.post(url_of(review), {"do": "return", "comment": "No."})

    assert response.status_code == 409
    assert "Sam decided before you: Approved." in text_of(response)


def test_a_version_that_the_page_did_not_show_is_not_approved(
    moderator: Client, organisation: Organisation, lena: Any
) -> None:
    review = ask_for_course(organisation, lena)
    every = ticks("price", "place", "link", "words", "real")

    response = moderator.post(url_of(review), {"do": "approve", "version": "9", **every})

    assert response.status_code == 409
    assert "Look at it again, then decide." in text_of(response)


def test_a_draft_that_was_changed_since_says_so(
    moderator: Client, organisation: Organisation, lena: Any
) -> None:
    review = ask_for_course(organisation, lena)
    Draft.objects.update(version=2)

    page = moderator.get(url_of(review))

    assert "It cannot be approved until it is sent again." in text_of(page)
    assert b'value="return"' in page.content
    assert b'value="approve"' not in page.content


def test_what_happens_every_day_does_not_hide_what_was_decided_before(
    moderator: Client, organisation: Organisation, lena: Any
) -> None:
    review = ask(organisation, lena)
    log = organisation.audit_entries
    log.create(action=AuditAction.RETURNED, about="Welding", actor_name="Sam", at=NOW)
    for night in range(1, 12):
        at = NOW + datetime.timedelta(days=night)
        log.create(action=AuditAction.FEED_RUN, about="courses.xml", actor_name="A feed", at=at)

    words = text_of(moderator.get(url_of(review)))

    assert "Sent back: Welding" in words
    assert "courses.xml" not in words


def test_a_press_without_a_decision_decides_nothing(
    moderator: Client, organisation: Organisation, lena: Any
) -> None:
    review = ask(organisation, lena)

    moderator.post(url_of(review), PROFILE_TICKS)
    moderator.get(f"{url_of(review)}?do=approve&done=name")

    review.refresh_from_db()
    assert review.state == ReviewState.OPEN


def test_trust_is_offered_for_new_organisations_alone(
    moderator: Client, organisation: Organisation, lena: Any
) -> None:
    review = ask(organisation, lena)
    first = text_of(moderator.get(url_of(review)))
    moderator.post(url_of(review), {"do": "approve", "is_trusted": "on", **PROFILE_TICKS})
    organisation.refresh_from_db()

    again = text_of(moderator.get(url_of(ask(organisation, lena))))

    assert "Trust this organisation from now on" in first
    assert organisation.is_trusted
    assert "Trust this organisation from now on" not in again


def test_hostile_texts_are_shown_as_texts(
    moderator: Client, organisation: Organisation, lena: Any
) -> None:
    Organisation.objects.filter(pk=organisation.pk).update(name=HOSTILE)
    organisation.refresh_from_db()
    review = ask_for_course(
        organisation, lena, title=HOSTILE[:255], what_you_will_learn=HOSTILE, join_value=HOSTILE
    )
    services.send_back(review, actor=lena, comment=HOSTILE, now=NOW)
    again = ask(organisation, lena, kind=ReviewKind.COURSE, draft=Draft.objects.get())

    for url in (url_of(again), reverse("publishing:checks"), reverse("publishing:check_done")):
        html = moderator.get(url).content.decode()
        main = html[html.index("<main") :]
        assert "<script>alert(1)" not in main
        assert "<img src=x" not in main
        assert "\u202e" not in main
        assert main.count("\u007b{ 7|add:7 }}") == main.count("onerror=alert(2)")


def test_a_request_to_join_shows_what_we_know(moderator: Client) -> None:
    RegisteredProvider.objects.create(
        ukprn="10001234", name="Lockgate College", imported_date=NOW.date(), status="Active"
    )
    OrganisationFactory(name="Lockgate Colleges")
    person = make_user("amir", email="amir@elsewhere.example")
    request = JoinRequest.objects.create(
        user=person,
        organisation_name="Lockgate College",
        kind="COLLEGE",
        ukprn="10001234",
        website="https://www.lockgate.example/",
        person_name="Amir",
    )
    review = services.ask(
        ReviewKind.JOIN,
        organisation=None,
        title="Lockgate College",
        reasons=[ReviewReason.NEW_ORGANISATION],
        sent_by=person,
        now=NOW,
        join_request=request,
    )

    words = text_of(moderator.get(url_of(review)))

    assert "The register has this name: Lockgate College (Active)" in words
    assert "The address is of elsewhere.example, the website of lockgate.example" in words
    assert "Lockgate Colleges is here already, with a name like this" in words
    assert "amir@elsewhere.example" in words


def test_a_file_shows_its_tally_and_what_it_removes_first(
    moderator: Client, organisation: Organisation, lena: Any
) -> None:
    upload = Upload.objects.create(
        organisation=organisation,
        key=uuid.uuid4(),
        kind=UploadKind.COURSES,
        state=UploadState.CHECKED,
        file_name="autumn.csv",
        rows_held=14,
        is_full_list=True,
        counts={"courses": {"added": 60, "changed": 1, "removed": 1}},
    )
    side = {"title": "Welding", "runs": []}
    rows = [(ChangeKind.ADDED, f"New {number}", None, side) for number in range(60)]
    rows += [
        (ChangeKind.CHANGED, "Changed one", side, side | {"title": "Welding 2"}),
        (ChangeKind.REMOVED, "Removed one", side, None),
        (ChangeKind.ADDED, "Odd", None, side | {"title": "Odd", "where_next": "WhatsApp only."}),
    ]
    UploadChange.objects.bulk_create(
        UploadChange(
            upload=upload, position=place, kind=kind, title=title, before=before, after=after
        )
        for place, (kind, title, before, after) in enumerate(rows)
    )
    review = ask(organisation, lena, kind=ReviewKind.UPLOAD, title="autumn.csv", upload=upload)
    Review.objects.update(reasons=[ReviewReason.HELD_WORDS])

    words = text_of(moderator.get(url_of(review)))
    everything = moderator.get(reverse("publishing:check_changes", args=[review.pk]) + "?page=2")

    assert "Added: 60 Changed: 1 Removed: 1 Held: 14" in words
    assert words.index("Removed one") < words.index("Changed one") < words.index("New 0")
    assert "63 changes" in text_of(everything)
    assert "Look: Odd: Contact only by WhatsApp or another messenger" in words
    Upload.objects.update(is_full_list=False)
    assert "Removed" not in text_of(moderator.get(url_of(review)))
    services.send_back(review, actor=lena, comment="Prices are missing.", now=NOW)
    upload.refresh_from_db()
    assert (upload.state, upload.message) == (UploadState.CHECKED, "Prices are missing.")


def test_what_was_sent_and_is_gone_can_be_sent_back(
    moderator: Client, organisation: Organisation, lena: Any
) -> None:
    review = ask_for_course(organisation, lena)
    Draft.objects.all().delete()

    words = text_of(moderator.get(url_of(review)))
    moderator.post(url_of(review), {"do": "return", "comment": "It was deleted."})

    assert "What was sent was deleted." in words
    review.refresh_from_db()
    assert review.state == ReviewState.RETURNED


def every_url(review: Review) -> list[tuple[str, str]]:
    number = [review.pk]
    return [
        ("get", reverse("publishing:checks")),
        ("get", reverse("publishing:check_done")),
        ("get", reverse("publishing:check_held")),
        ("get", reverse("publishing:check_reports")),
        ("get", reverse("publishing:check_changes", args=number)),
        ("get", url_of(review)),
        ("post", url_of(review)),
        ("post", reverse("publishing:check_links", args=number)),
        ("get", reverse("publishing:check_report", args=["course", 1])),
        ("post", reverse("publishing:check_report", args=["course", 1])),
    ]


@pytest.mark.parametrize("role", [*MemberRole.values, EDITORS, EVENTS_TEAM, "nobody"])
def test_nobody_but_moderators_comes_in(organisation: Organisation, role: str) -> None:
    if role in MemberRole.values:
        user = make_member(role, organisation=organisation, name="rosa").user
    elif role == "nobody":
        user = make_user("rosa")
    else:
        user = create_staff("rosa", "a long pass phrase for tests", group=role)
    review = ask(organisation, user)
    client = client_of(user)

    for method, url in every_url(review):
        data = {"do": "approve", "comment": "x", **PROFILE_TICKS}
        assert getattr(client, method)(url, data).status_code == 404, url

    review.refresh_from_db()
    assert review.state == ReviewState.OPEN


def test_visitors_are_asked_to_sign_in(client: Client, organisation: Organisation) -> None:
    review = ask(organisation, None)

    for method, url in every_url(review):
        assert getattr(client, method)(url).status_code == 302, url


def test_a_number_that_no_check_has_is_not_found(moderator: Client) -> None:
    for number in (1, 2**40, 10**30):
        assert moderator.get(f"/manage/checks/{number}/").status_code == 404
