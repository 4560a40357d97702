"""A college with a member, on a Thursday."""

import datetime

import pytest
import time_machine
from django.test import Client

from catalogue.providers.enums import MemberRole
from catalogue.providers.models import Membership, Organisation
from tests.publishing_factories import client_of, make_member

TODAY = datetime.date(2026, 11, 26)
NOW = datetime.datetime(2026, 11, 26, 10, tzinfo=datetime.UTC)


@pytest.fixture(autouse=True)
def today():
    with time_machine.travel(NOW, tick=False):
        yield TODAY


@pytest.fixture
def member(db) -> Membership:
    return make_member(MemberRole.EDITOR)


@pytest.fixture
def college(member: Membership) -> Organisation:
    return member.organisation


@pytest.fixture
def editor(member: Membership) -> Client:
    return client_of(member.user)


@pytest.fixture
def viewer(college: Organisation) -> Client:
    return client_of(make_member(MemberRole.VIEWER, organisation=college, name="vic").user)
