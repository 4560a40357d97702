"""Why a person has to look at a file before its rows go live."""

import datetime
import uuid

import pytest

from catalogue.courses.enums import CourseStatus
from catalogue.feedback.enums import ProblemReason, ProblemStatus
from catalogue.feedback.models import ProblemReport
from catalogue.providers.models import Organisation
from catalogue.publishing.checks.risks import reasons_for
from catalogue.publishing.checks.upload_findings import upload_findings
from catalogue.publishing.enums import (
    ChangeKind,
    ReviewKind,
    ReviewReason,
    UploadKind,
    UploadState,
)
from catalogue.publishing.models import Review, Upload, UploadChange
from tests.catalogue.publishing.checks.test_risks import NOW, Content, content
from tests.factories import CourseFactory, OrganisationFactory

pytestmark = pytest.mark.django_db


def make_upload(organisation: Organisation, *changes: tuple[Content | None, Content]) -> Upload:
    upload = Upload.objects.create(
        organisation=organisation,
        key=uuid.uuid4(),
        kind=UploadKind.COURSES,
        state=UploadState.CHECKED,
        file_name="autumn.csv",
    )
    UploadChange.objects.bulk_create(
        UploadChange(
            upload=upload,
            position=number,
            kind=ChangeKind.CHANGED if before else ChangeKind.ADDED,
            title=after["title"],
            before=before,
            after=after,
        )
        for number, (before, after) in enumerate(changes)
    )
    return upload


def of_upload(upload: Upload) -> set[str]:
    found = reasons_for(
        upload.organisation, before=None, after=None, kind=ReviewKind.UPLOAD, upload=upload
    )
    return {reason.value for reason in found} - {ReviewReason.NEW_ORGANISATION.value}


def test_the_first_file_of_a_new_organisation_waits(new: Organisation) -> None:
    assert of_upload(make_upload(new, (None, content()))) == {ReviewReason.FIRST_PUBLISH}


def test_many_rows_and_risky_ones_of_a_new_organisation_wait(new: Organisation) -> None:
    CourseFactory(provider=new)
    changed = content(run={"cost_pence": 100})

    few = make_upload(new, (content(), content(how_you_will_learn="In a hall.")))
    many = make_upload(new, *[(content(), changed)] * 51)

    assert of_upload(few) == set()
    assert of_upload(many) == {ReviewReason.MANY_ROWS, ReviewReason.PRICE_CHANGED}


def test_a_file_of_a_trusted_organisation_waits_for_held_words_in_its_last_row(
    trusted: Organisation,
) -> None:
    rows = [(None, content(title=f"Course {number}")) for number in range(230)]
    clean = make_upload(trusted, *rows)
    held = make_upload(trusted, *rows, (None, content(where_next="Pay by bank transfer.")))

    assert of_upload(clean) == set()
    assert of_upload(held) == {ReviewReason.HELD_WORDS}


@pytest.mark.parametrize("is_trusted", [True, False], ids=["trusted", "new"])
def test_a_file_that_brings_a_reported_course_back_waits(is_trusted: bool) -> None:
    organisation = OrganisationFactory(is_trusted=is_trusted)
    course = CourseFactory(provider=organisation, status=CourseStatus.WITHDRAWN)
    upload = make_upload(organisation, (content(), content()))
    upload.changes.update(kind=ChangeKind.ADDED, course_id=course.pk)
    report = ProblemReport.objects.create(course=course, reason=ProblemReason.ASKS_MONEY)
    ProblemReport.objects.filter(pk=report.pk).update(created_at=NOW - datetime.timedelta(days=90))
    review = Review(kind=ReviewKind.UPLOAD, upload=upload, reasons=[ReviewReason.REPORTED])

    assert of_upload(upload) == {ReviewReason.REPORTED}
    [told] = upload_findings(review, upload)
    assert (told.text, told.url) == (
        f"{course.title}: Reported by people",
        course.get_absolute_url(),
    )

    ProblemReport.objects.update(status=ProblemStatus.DONE)
    assert of_upload(upload) == set()
