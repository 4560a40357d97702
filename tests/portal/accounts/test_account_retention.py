"""Accounts go when nobody uses them; staff and last owners stay."""

import datetime

import pytest
from django.contrib.auth import get_user_model
from django.utils import timezone

from catalogue.providers.enums import MemberRole
from portal.accounts.groups import EDITORS
from portal.accounts.services import create_staff
from portal.operations.retention import prune
from tests.factories import OrganisationFactory
from tests.publishing_factories import make_member, make_user
from tests.staff import PASSWORD

pytestmark = pytest.mark.django_db

NOW = datetime.datetime(2026, 11, 26, 10, tzinfo=datetime.UTC)


def _seen(user, days: int) -> None:
    user.last_login = NOW - datetime.timedelta(days=days)
    user.save()


def _names() -> set[str]:
    return set(get_user_model().objects.values_list("username", flat=True))


def test_an_account_goes_two_years_after_its_last_use() -> None:
    _seen(make_user("lena"), 731)
    _seen(make_user("omar"), 729)

    counts = prune(now=NOW)

    assert _names() == {"omar"}
    assert counts["idle_accounts"] == 1


def test_staff_and_last_owners_stay() -> None:
    _seen(create_staff("asha", PASSWORD, group=EDITORS), 2000)
    _seen(make_member(MemberRole.OWNER, name="lena").user, 2000)
    shared = OrganisationFactory()
    _seen(make_member(MemberRole.OWNER, organisation=shared, name="omar").user, 1)
    _seen(make_member(MemberRole.OWNER, organisation=shared, name="mira").user, 2000)

    prune(now=NOW)

    assert _names() == {"asha", "lena", "omar"}


def test_an_account_whose_code_nobody_typed_goes_after_a_week() -> None:
    for name, days, is_checked in (("old", 8, False), ("new", 6, False), ("checked", 8, True)):
        user = make_user(name, second_step=False)
        user.emailaddress_set.update(verified=is_checked)
        user.date_joined = NOW - datetime.timedelta(days=days)
        user.save()

    counts = prune(now=NOW)

    assert _names() == {"new", "checked"}
    assert counts["unchecked_accounts"] == 1
    assert timezone.is_aware(NOW)
