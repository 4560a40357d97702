"""A moderator, an organisation that is new here, and its editor."""

from typing import Any

import pytest
import time_machine
from django.contrib.auth.models import Group
from django.test import Client

from catalogue.providers.enums import MemberRole
from catalogue.providers.models import Membership, Organisation
from portal.accounts.groups import MODERATORS, ensure_groups
from tests.catalogue.publishing.checks.asking import NOW
from tests.factories import OrganisationFactory
from tests.publishing_factories import client_of, make_member, make_user


@pytest.fixture
def organisation() -> Organisation:
    organisation: Organisation = OrganisationFactory(
        name="Lockgate College", is_trusted=False, website="https://lockgate.example"
    )
    return organisation


@pytest.fixture
def member(organisation: Organisation) -> Membership:
    return make_member(MemberRole.EDITOR, organisation=organisation, name="lena")


@pytest.fixture
def lena(member: Membership) -> Any:
    return member.user


@pytest.fixture
def sam() -> Any:
    ensure_groups()
    user = make_user("sam", email="sam@waymark.example", first_name="Sam")
    user.groups.add(Group.objects.get(name=MODERATORS))
    return user


@pytest.fixture
def moderator(sam: Any) -> Client:
    return client_of(sam)


@pytest.fixture
def _clock() -> Any:
    with time_machine.travel(NOW, tick=False):
        yield


@pytest.fixture
def new() -> Organisation:
    """Return an organisation that we do not know yet."""
    organisation: Organisation = OrganisationFactory(
        is_trusted=False, website="https://www.lockgate.example", email="office@lockgate.example"
    )
    return organisation


@pytest.fixture
def trusted() -> Organisation:
    organisation: Organisation = OrganisationFactory(website="https://lockgate.example")
    return organisation
