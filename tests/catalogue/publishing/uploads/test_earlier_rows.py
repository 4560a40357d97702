"""Rows of earlier versions of the site, in the shape of now."""

import uuid
from importlib import import_module

import pytest
from django.apps import apps

from catalogue.courses.models import Course
from catalogue.providers.models import Membership
from catalogue.publishing.models import Upload, UploadChange
from tests.factories import CourseFactory

pytestmark = pytest.mark.django_db


def test_names_that_an_undo_left_become_values_that_stay(member: Membership) -> None:
    upload = Upload.objects.create(organisation=member.organisation, key=uuid.uuid4())
    told = {"path": "title", "now": "Art", "is_lost": False}
    for position, conflicts in enumerate([[], ["title", "runs.3.cost_pence"], [told]]):
        UploadChange.objects.create(
            upload=upload, position=position, title="Art", after={}, conflicts=conflicts
        )

    import_module("catalogue.publishing.migrations.0004_what_an_undo_leaves").name_by_name(
        apps, None
    )

    assert [change.conflicts for change in upload.changes.order_by("position")] == [
        [],
        [
            {"path": "title", "now": None, "is_lost": False},
            {"path": "runs.3.cost_pence", "now": None, "is_lost": False},
        ],
        [told],
    ]


def test_courses_in_states_of_drafts_are_drafts() -> None:
    kept, *others = (CourseFactory(), CourseFactory(), CourseFactory())
    for course, status in zip(others, ("IN_REVIEW", "RETURNED"), strict=True):
        Course.objects.filter(pk=course.pk).update(status=status)

    import_module("catalogue.courses.migrations.0003_states_of_drafts").make_drafts(apps, None)

    assert dict(Course.objects.values_list("pk", "status")) == {
        kept.pk: "LIVE",
        others[0].pk: "DRAFT",
        others[1].pk: "DRAFT",
    }
