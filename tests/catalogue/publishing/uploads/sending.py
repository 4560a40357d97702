"""Files sent as the pages send them."""

import datetime
import io
from collections.abc import Callable
from typing import Any

from catalogue.courses.contents import contents_of
from catalogue.courses.models import Course
from catalogue.providers.models import Membership
from catalogue.publishing.enums import UploadKind
from catalogue.publishing.models import Upload
from catalogue.publishing.uploads import services
from catalogue.publishing.uploads.outcomes import Outcome
from tests.catalogue.feeds.conftest import NOW, TODAY, course_csv

Row = dict[str, str]
Edit = Callable[[], Any]
A = {"COURSE_NAME": "Art", "YOUR_REFERENCE": "A1", "COST": "100"}
B = {"COURSE_NAME": "Bread", "YOUR_REFERENCE": "B1", "COST": "200"}
C = {"COURSE_NAME": "Cars", "YOUR_REFERENCE": "C1", "COST": "300"}
HELD = {"COURSE_NAME": "Held", "YOUR_REFERENCE": "H1", "START_DATE": "31/02/2027"}
HOUR = datetime.timedelta(hours=1)


def send(
    member: Membership, content: bytes, *, kind: str = UploadKind.COURSES, **options: Any
) -> Upload:
    """Send a file and have it read."""
    upload = services.receive(
        member.organisation,
        stream=io.BytesIO(content),
        file_name=options.pop("file_name", "courses.csv"),
        kind=kind,
        sent_by=member.user,
        now=NOW,
        **options,
    )
    check(upload)
    return upload


def send_rows(member: Membership, *rows: Row, **options: Any) -> Upload:
    """Send plain rows with the cells that a test names."""
    return send(member, course_csv(*rows), **options)


def check(upload: Upload, *, now: datetime.datetime = NOW) -> None:
    services.check(upload.pk, now=now, today=TODAY)
    upload.refresh_from_db()


def publish(upload: Upload, *, now: datetime.datetime = NOW, **options: Any) -> Outcome:
    """Press publish on the page that shows the upload as it is."""
    upload.refresh_from_db()
    options.setdefault("seen_diff", upload.diff_sha256)
    options.setdefault("actor", upload.sent_by)
    outcome = services.publish(upload, now=now, today=TODAY, **options)
    upload.refresh_from_db()
    return outcome


def published(member: Membership, *rows: Row, **options: Any) -> Upload:
    """Send rows and publish them."""
    upload = send_rows(member, *rows)
    assert publish(upload, **options).result == "PUBLISHED", upload.message
    return upload


def catalogue(member: Membership) -> dict[int, tuple[str, dict[str, Any]]]:
    """Return every course of the organisation: its status and content, by its number."""
    statuses = dict(Course.objects.filter(provider=member.organisation).values_list("pk", "status"))
    return {
        number: (statuses[number], content) for number, content in contents_of(statuses).items()
    }


def live(member: Membership) -> dict[int, dict[str, Any]]:
    """Return the content of live courses."""
    return {
        number: content
        for number, (status, content) in catalogue(member).items()
        if status == "LIVE"
    }
