"""Entries of jobs that were written under the actions of courses get their own, and only those."""

import datetime
from importlib import import_module

import pytest
from django.apps import apps

from catalogue.providers.models import AuditEntry
from tests.factories import OrganisationFactory

pytestmark = pytest.mark.django_db
MOVE = import_module("catalogue.providers.migrations.0005_jobs_by_their_actions")
NOON = datetime.datetime(2026, 11, 26, 12, tzinfo=datetime.UTC)
ROWS = [
    ("PUBLISHED", {"vacancy": 3}),
    ("WITHDRAWN", {"vacancy": 3}),
    ("PUBLISHED", {"course": 4, "changes": 2}),
    ("PAUSED", {"answer": "PAUSED"}),
    ("APPROVED", {"kind": "VACANCY"}),
]


def actions() -> list[str]:
    return list(AuditEntry.objects.order_by("pk").values_list("action", flat=True))


def test_jobs_are_told_apart_and_back_again() -> None:
    organisation = OrganisationFactory()
    for action, facts in ROWS:
        AuditEntry.objects.create(organisation=organisation, action=action, facts=facts, at=NOON)

    MOVE.tell_jobs_apart(apps, None)
    assert actions() == ["JOB_LIVE", "JOB_OFF", "PUBLISHED", "PAUSED", "APPROVED"]

    MOVE.tell_them_as_courses(apps, None)
    assert actions() == [action for action, _facts in ROWS]
