"""Why a person has to look at what a provider sends."""

import datetime
from typing import Any

import pytest

from catalogue.courses.enums import CourseStatus
from catalogue.feedback.enums import ProblemReason, ProblemStatus
from catalogue.feedback.models import ProblemReport
from catalogue.providers.models import Organisation
from catalogue.publishing.checks.risks import reasons_for
from catalogue.publishing.enums import (
    ReviewKind,
    ReviewReason,
    ReviewState,
)
from catalogue.publishing.models import Review
from tests.factories import CourseFactory, CourseRunFactory, OrganisationFactory, VenueFactory

pytestmark = pytest.mark.django_db
NOW = datetime.datetime(2026, 11, 26, 10, tzinfo=datetime.UTC)
Content = dict[str, Any]


def content(**values: Any) -> Content:
    run = {"id": 1, "venue": None, "cost_pence": 34000, "cost_description": ""}
    run |= values.pop("run", {})
    base: Content = {
        "title": "Forklift truck, 3 days",
        "what_you_will_learn": "Drive a counterbalance truck.",
        "webpage": "https://lockgate.example/forklift",
        "how_to_join": "PHONE",
        "join_value": "01632 960133",
        "runs": [run],
    }
    return base | values


def reasons(
    organisation: Organisation | None, before: Content | None, after: Content, **more: Any
) -> set[str]:
    kind = more.pop("kind", ReviewKind.COURSE)
    found = reasons_for(organisation, before=before, after=after, kind=kind, **more)
    return {reason.value for reason in found} - {ReviewReason.NEW_ORGANISATION.value}


def test_the_first_time_a_course_of_a_new_organisation_waits(new: Organisation) -> None:
    assert reasons(new, None, content()) == {ReviewReason.FIRST_PUBLISH}


def test_a_trusted_organisation_publishes_a_new_course_at_once(trusted: Organisation) -> None:
    assert reasons_for(trusted, before=None, after=content(), kind=ReviewKind.COURSE) == []


@pytest.mark.parametrize(
    ("change", "reason"),
    [
        ({"title": "Forklift truck: 3 days, with licence"}, ReviewReason.TITLE_CHANGED),
        ({"run": {"cost_pence": 29500}}, ReviewReason.PRICE_CHANGED),
        ({"run": {"cost_description": "Ask us"}}, ReviewReason.PRICE_CHANGED),
        ({"run": {"venue": 999}}, ReviewReason.VENUE_CHANGED),
        ({"run": {"is_national": True}}, ReviewReason.VENUE_CHANGED),
        ({"webpage": "https://elsewhere.example/forklift"}, ReviewReason.LINK_CHANGED),
        ({"where_next": "See https://elsewhere.example."}, ReviewReason.LINK_CHANGED),
        (
            {"how_to_join": "EMAIL", "join_value": "lena@elsewhere.example"},
            ReviewReason.LINK_CHANGED,
        ),
    ],
    ids=["name", "price", "price-words", "place", "anywhere", "link", "link-in-text", "mail"],
)
def test_a_risky_change_of_a_new_organisation_waits(
    new: Organisation, trusted: Organisation, change: Content, reason: ReviewReason
) -> None:
    assert reasons(new, content(), content(**change)) == {reason}
    assert reasons(trusted, content(), content(**change)) == set()


@pytest.mark.parametrize(
    "change",
    [
        {"what_you_will_learn": "Drive a truck, safely."},
        {"title": "Forklift Truck - 3 days"},
        {"webpage": "https://www.lockgate.example/forklift-truck"},
        {"how_to_join": "EMAIL", "join_value": "lena@lockgate.example"},
        {"webpage": "https://courses.lockgate.example/7"},
        {"runs": []},
    ],
    ids=["text", "capitals-of-the-name", "same-domain", "own-mail", "below-own", "fewer-runs"],
)
def test_other_changes_of_a_live_course_go_straight_live(
    new: Organisation, change: Content
) -> None:
    assert reasons_for(new, before=content(), after=content(**change), kind="COURSE") == []


@pytest.mark.parametrize(
    ("state", "reason"),
    [
        (ReviewState.OPEN, {ReviewReason.LINK_CHANGED}),
        (ReviewState.RETURNED, {ReviewReason.LINK_CHANGED}),
        (ReviewState.APPROVED, set()),
    ],
)
def test_a_domain_is_nobodys_own_while_the_profile_that_names_it_is_in_doubt(
    new: Organisation, state: ReviewState, reason: set[ReviewReason]
) -> None:
    kind = ReviewKind.PROFILE
    Review.objects.create(kind=kind, organisation=new, title="New", due_at=NOW, state=state)
    change = content(how_to_join="EMAIL", join_value="lena@lockgate.example")

    assert reasons(new, content(webpage=""), change) == reason


@pytest.mark.parametrize(
    ("now", "later"),
    [
        ({"join_value": "lena@gmail.com"}, {"join_value": "other@gmail.com"}),
        ({"webpage": "https://forms.gle/Ab1"}, {"webpage": "https://forms.gle/Cd2"}),
        ({"where_next": "See facebook."}, {"where_next": "See https://www.facebook.com/other."}),
    ],
    ids=["mail", "form", "page"],
)
def test_another_address_where_anybody_can_have_one_is_new(
    new: Organisation, now: Content, later: Content
) -> None:
    new.email, new.website = "lena@gmail.com", "https://www.facebook.com/lockgate/"
    new.save()

    assert reasons(new, content(**now), content(**later)) == {ReviewReason.LINK_CHANGED}


def test_the_own_box_and_the_own_page_stay_ones_own(new: Organisation) -> None:
    new.email, new.website = "lena@gmail.com", "https://www.facebook.com/lockgate/"
    new.save()
    later = content(join_value="Lena@gmail.com", webpage="https://facebook.com/lockgate")

    assert reasons(new, content(), later) == set()


def test_a_domain_that_only_begins_like_the_own_one_is_new(new: Organisation) -> None:
    change = content(webpage="https://lockgate.example.evil.example/")

    assert reasons(new, content(), change) == {ReviewReason.LINK_CHANGED}


@pytest.mark.parametrize(
    "words",
    [
        "Pay the £40 by bank transfer before you come.",
        "Send the fee to sort code 12-34-56, account number 12345678.",
        "Join by WhatsApp only.",
        "Only on WhatsApp: 07700 900123",
        "Sign up: https://bit.ly/abc",
        "See https://pаypal.example/join",
        "You need to send your bank details with the form.",
        "Earn easy money from home.",
        "PAY BY BANK TRANSFER",
        "bitcoin",
    ],
    ids=[
        *("transfer", "sort-code", "messenger", "only", "short", "letters", "bank", "easy"),
        *("capitals", "one-word"),
    ],
)
def test_words_of_a_trap_hold_even_what_a_trusted_organisation_sends(
    trusted: Organisation, words: str
) -> None:
    held = content(what_you_will_learn=words)

    assert reasons(trusted, content(), held) == {ReviewReason.HELD_WORDS}


@pytest.mark.parametrize(
    "words",
    [
        "There is a £20 registration fee.",
        "You need a DBS check, which costs £21.50.",
        "Questions? Call us or message us on WhatsApp.",
        "Learn to keep accounts and to read a bank statement.",
        "<script>alert(1)</script>",
    ],
    ids=["fee", "dbs", "messenger-besides", "accounts", "markup"],
)
def test_honest_words_of_a_course_hold_nothing(trusted: Organisation, words: str) -> None:
    assert reasons(trusted, content(), content(what_you_will_learn=words)) == set()


def test_words_that_are_live_hold_nothing_again_and_others_beside_them_do(
    trusted: Organisation,
) -> None:
    live = content(what_you_will_learn="Join by WhatsApp only.")
    dated = content(what_you_will_learn="Join by WhatsApp only.", run={"start_date": "2027-01-18"})
    other = content(what_you_will_learn="Join by WhatsApp only: 07700 900999")

    assert reasons(trusted, live, dated) == set()
    assert reasons(trusted, live, other) == {ReviewReason.HELD_WORDS}


def test_a_course_of_another_provider_with_the_same_name_at_the_same_place_is_spotted(
    trusted: Organisation,
) -> None:
    other = CourseFactory(title="Fork lift truck – 3 days")
    CourseRunFactory(course=other, venue=VenueFactory(provider=other.provider, postcode="B1 1AA"))
    here = VenueFactory(provider=trusted, postcode="B1 1AA")
    away = VenueFactory(provider=trusted, postcode="B2 2BB")

    same = reasons(trusted, None, content(run={"venue": here.pk}))
    elsewhere = reasons(trusted, None, content(run={"venue": away.pk}))

    assert same == {ReviewReason.LOOK_ALIKE}
    assert elsewhere == set()


def test_level_1_and_level_2_are_two_courses(trusted: Organisation) -> None:
    other = CourseFactory(title="Welding level 1")
    venue = VenueFactory(provider=other.provider)
    CourseRunFactory(course=other, venue=venue)

    found = reasons(trusted, None, content(title="Welding level 2", run={"venue": venue.pk}))

    assert found == set()


def test_the_own_duplicate_holds_a_new_organisation_alone(
    new: Organisation, trusted: Organisation
) -> None:
    for organisation, expected in (
        (new, {ReviewReason.LOOK_ALIKE, ReviewReason.FIRST_PUBLISH}),
        (trusted, set()),
    ):
        venue = VenueFactory(provider=organisation, postcode=f"B{organisation.pk} 1AA")
        mine = CourseFactory(title="Forklift truck, 3 days", provider=organisation)
        CourseRunFactory(course=mine, venue=venue)

        assert reasons(organisation, None, content(run={"venue": venue.pk})) == expected


def test_a_course_is_not_its_own_look_alike(new: Organisation) -> None:
    venue = VenueFactory(provider=new)
    mine = CourseFactory(title="Forklift truck", provider=new)
    CourseRunFactory(course=mine, venue=venue)

    found = reasons(
        new,
        content(run={"venue": venue.pk}),
        content(title="Forklift trucks", run={"venue": venue.pk}),
        course=mine,
    )

    assert found == {ReviewReason.TITLE_CHANGED}


def test_a_withdrawn_course_is_nobodys_look_alike(trusted: Organisation) -> None:
    other = CourseFactory(title="Forklift truck, 3 days", status=CourseStatus.WITHDRAWN)
    venue = VenueFactory(provider=other.provider)
    CourseRunFactory(course=other, venue=venue)

    assert reasons(trusted, None, content(run={"venue": venue.pk})) == set()


def test_open_reports_of_two_weeks_hold_the_change_of_a_new_organisation(
    new: Organisation,
) -> None:
    course = CourseFactory(provider=new)
    report = ProblemReport.objects.create(course=course, reason=ProblemReason.DOES_NOT_EXIST)
    ProblemReport.objects.filter(pk=report.pk).update(created_at=NOW - datetime.timedelta(days=13))

    assert reasons(new, content(), content(), course=course, now=NOW) == {ReviewReason.REPORTED}

    ProblemReport.objects.update(status=ProblemStatus.DONE)
    assert reasons(new, content(), content(), course=course, now=NOW) == set()


def test_reasons_of_a_new_organisation_say_that_it_is_new(new: Organisation) -> None:
    found = reasons_for(new, before=None, after=content(), kind=ReviewKind.COURSE)

    assert found == [ReviewReason.NEW_ORGANISATION, ReviewReason.FIRST_PUBLISH]


def test_a_request_to_join_always_waits_and_a_borrowed_name_is_spotted() -> None:
    OrganisationFactory(name="Lockgate College (demo)")
    join = {"organisation_name": "Locкgate Collége"}

    assert reasons(None, None, {"organisation_name": "Ash Centre"}, kind=ReviewKind.JOIN) == set()
    assert reasons(None, None, join, kind=ReviewKind.JOIN) == {ReviewReason.LOOK_ALIKE}


def test_names_that_share_only_common_words_are_not_alike() -> None:
    OrganisationFactory(name="Moor College")

    join = {"organisation_name": "Ash College"}

    assert reasons(None, None, join, kind=ReviewKind.JOIN) == set()


def test_every_job_of_a_new_employer_waits(new: Organisation, trusted: Organisation) -> None:
    job = {"title": "Kitchen porter", "description": "Wash and carry.", "wage_low_pence": 1271}

    assert reasons(new, None, job, kind=ReviewKind.VACANCY) == {ReviewReason.NEW_JOB}
    assert reasons(trusted, None, job, kind=ReviewKind.VACANCY) == set()
    asks = job | {"description": "Pay a £30 registration fee to apply."}
    assert reasons(trusted, None, asks, kind=ReviewKind.VACANCY) == {ReviewReason.HELD_WORDS}
