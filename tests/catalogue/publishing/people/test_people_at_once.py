"""Real processes at one moment: an owner always remains, a link works once."""

import datetime
from collections import Counter
from collections.abc import Callable
from typing import Any

import pytest

from benchmarks.at_once import at_once
from catalogue.providers.enums import MemberRole
from catalogue.providers.members import PeopleRefused
from catalogue.providers.models import AuditEntry, Invitation, JoinRequest, Membership
from catalogue.publishing.models import Review
from catalogue.publishing.people import invitations, member_services, services
from catalogue.publishing.people.invitations import InvitationRefused
from portal.accounts.leaving import delete_account
from tests.factories import OrganisationFactory
from tests.publishing_factories import make_member, make_user

pytestmark = pytest.mark.usefixtures("own_database")
NOW = datetime.datetime(2026, 11, 26, 9, tzinfo=datetime.UTC)
PAIRS = 5


def told(work: Callable[[], Any]) -> Callable[[], str]:
    """Return a work that says how it ended."""

    def press() -> str:
        try:
            work()
        except (PeopleRefused, InvitationRefused) as refused:
            return str(refused)
        return "DONE"

    return press


def two_owners(number: int, kind: str) -> tuple[Membership, Membership]:
    organisation = OrganisationFactory(slug=f"{kind}-{number}")
    first, second = (
        make_member("OWNER", organisation=organisation, name=f"{kind}{number}{letter}")
        for letter in "ab"
    )
    return first, second


def leaves(member: Membership) -> Callable[[], Any]:
    return lambda: member_services.leave(member.organisation, user=member.user, now=NOW)


def steps_down(member: Membership) -> Callable[[], Any]:
    return lambda: member_services.change_role(
        member.organisation, member.pk, role=MemberRole.VIEWER, actor=member.user, now=NOW
    )


def takes_out(member: Membership, other: Membership) -> Callable[[], Any]:
    return lambda: member_services.remove(member.organisation, other.pk, actor=member.user, now=NOW)


def stops(member: Membership, other: Membership) -> Callable[[], Any]:
    return lambda: member_services.suspend(
        member.organisation, other.pk, actor=member.user, now=NOW
    )


@pytest.mark.parametrize("kind", ["leave", "stepdown", "each-other", "stop-each-other", "mixed"])
def test_of_two_owners_who_go_at_once_one_stays(kind: str) -> None:
    for number in range(PAIRS):
        a, b = two_owners(number, kind)
        works = {
            "leave": [leaves(a), leaves(b)],
            "stepdown": [steps_down(a), steps_down(b)],
            "each-other": [takes_out(a, b), takes_out(b, a)],
            "stop-each-other": [stops(a, b), stops(b, a)],
            "mixed": [leaves(a), takes_out(a, b)],
        }[kind]
        answers = at_once([told(work) for work in works])

        owners = Membership.objects.active().filter(organisation=a.organisation, role="OWNER")
        assert owners.count() == 1, answers
        assert Counter(answers)["DONE"] == 1, answers
        assert AuditEntry.objects.filter(organisation=a.organisation).count() == 1


def test_a_link_that_is_pressed_many_times_at_once_works_once() -> None:
    owner = make_member("OWNER", name="inviter")
    amir = make_user("amir")
    one = Invitation.objects.create(
        organisation=owner.organisation,
        email=amir.email,
        key_hash=invitations.hash_of("key"),
        invited_by=owner.user,
        expires_at=NOW + datetime.timedelta(days=7),
    )
    works = [told(lambda: invitations.accept("key", user=amir, now=NOW)) for _ in range(6)]

    answers = Counter(at_once(works))

    assert answers == {"DONE": 1, "USED": 5}
    assert Membership.objects.filter(user=amir).count() == 1
    one.refresh_from_db()
    assert one.accepted_at == NOW


def test_a_form_that_is_sent_many_times_at_once_asks_once() -> None:
    mira = make_user("mira")
    asked = services.Asked(person_name="Mira", organisation_name="Ash Lane Hall", kind="COMMUNITY")
    answers = at_once([told(lambda: services.ask_to_join(mira, asked=asked, now=NOW))] * 6)
    assert set(answers) == {"DONE"}
    assert JoinRequest.objects.filter(user=mira).count() == 1
    assert Review.objects.filter(join_request__user=mira).count() == 1


def test_two_moderators_who_approve_at_once_make_one_organisation() -> None:
    ada = make_user("ada")
    asked = services.Asked(person_name="Ada", organisation_name="Moor Hall", kind="COMMUNITY")
    request = services.ask_to_join(ada, asked=asked, now=NOW)

    def approve() -> str:
        try:
            services.approve_join(request, actor=None, comment="", now=NOW)
        except services.ValidationError:
            return "REFUSED"
        return "DONE"

    answers = Counter(at_once([approve] * 4))

    assert answers == {"DONE": 1, "REFUSED": 3}
    assert Membership.objects.filter(user=ada).count() == 1


def test_of_two_owners_who_delete_their_accounts_at_once_one_stays() -> None:
    a, b = two_owners(0, "delete")

    def deletes(member: Membership) -> Callable[[], str]:
        def press() -> str:
            try:
                delete_account(member.user, now=NOW)
            except ValueError:
                return "REFUSED"
            return "DONE"

        return press

    answers = Counter(at_once([deletes(a), deletes(b)]))

    assert answers == {"DONE": 1, "REFUSED": 1}
    assert Membership.objects.filter(organisation=a.organisation, role="OWNER").count() == 1
