"""Invitations, requests and the log go by themselves; what waits stays."""

import datetime

import pytest

from catalogue.providers.models import AuditEntry, Invitation, JoinRequest
from catalogue.publishing.people import retention
from tests.factories import OrganisationFactory
from tests.publishing_factories import make_user

pytestmark = pytest.mark.django_db
BEFORE = datetime.datetime(2026, 11, 26, 9, tzinfo=datetime.UTC)
DAY = datetime.timedelta(days=1)


def test_the_log_goes_by_its_age() -> None:
    here = OrganisationFactory()
    for at in (BEFORE - DAY, BEFORE + DAY):
        AuditEntry.objects.create(organisation=here, action="PROFILE", at=at)
    assert retention.prune_log(BEFORE) == 1
    assert AuditEntry.objects.get().at == BEFORE + DAY


def test_a_request_that_waits_stays_however_old_it_is() -> None:
    for name, state, decided in (
        ("a", "OPEN", None),
        ("b", "RETURNED", BEFORE - DAY),
        ("c", "APPROVED", BEFORE + DAY),
    ):
        request = JoinRequest.objects.create(
            user=make_user(name), organisation_name=name, kind="COLLEGE", state=state
        )
        old = BEFORE - 900 * DAY
        JoinRequest.objects.filter(pk=request.pk).update(created_at=old, decided_at=decided)
    assert retention.prune_requests(BEFORE) == 1
    assert set(JoinRequest.objects.values_list("state", flat=True)) == {"OPEN", "APPROVED"}


def test_an_invitation_that_can_still_be_used_stays() -> None:
    here = OrganisationFactory()
    for number, until in enumerate((BEFORE - DAY, BEFORE + DAY)):
        Invitation.objects.create(
            organisation=here, email=f"{number}@a.example", key_hash=str(number), expires_at=until
        )
    assert retention.prune_invitations(BEFORE) == 1
