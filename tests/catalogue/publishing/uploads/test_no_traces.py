"""Nothing of what stands in a file comes into the log, also when the work on it fails."""

import logging
from typing import Any

import pytest

from catalogue.providers.models import Membership
from catalogue.publishing.uploads import checking, publishing, services, undoing
from tests.catalogue.feeds.conftest import NOW, TODAY, course_csv
from tests.catalogue.publishing.uploads.sending import HELD, A, publish, send, send_rows

pytestmark = pytest.mark.django_db
SECRET = "Aminata Quellwasser"
ROW = {**A, "COURSE_NAME": f"Art with {SECRET}", "WHO_THIS_COURSE_IS_FOR": SECRET}


def breaks(*_args: Any, **_values: Any) -> Any:
    raise ValueError(f"Key (title)=({SECRET}) already exists")


@pytest.fixture
def logged(caplog: pytest.LogCaptureFixture) -> Any:
    caplog.set_level(logging.DEBUG)
    for name in ("catalogue", "portal", "django"):
        logging.getLogger(name).propagate = True
    yield caplog
    for name in ("catalogue", "portal", "django"):
        logging.getLogger(name).propagate = False


def test_files_that_are_read_published_and_undone_leave_no_cell(
    member: Membership, logged: Any
) -> None:
    upload = send(member, course_csv(ROW, {**HELD, "COST": SECRET}), file_name="courses.csv")
    publish(upload)
    services.undo(upload, actor=member.user, now=NOW)
    send(member, SECRET.encode("utf-16"))
    assert SECRET not in logged.text


def test_work_that_fails_says_where_and_repeats_no_value(
    member: Membership, logged: Any, monkeypatch: pytest.MonkeyPatch
) -> None:
    upload = send_rows(member, ROW)
    with monkeypatch.context() as patch:
        patch.setattr(publishing, "_load", breaks)
        assert publish(upload).result == "NOT_READY"
    services.run_due(now=NOW, today=TODAY)
    upload.refresh_from_db()
    assert upload.state == "PUBLISHED"
    with monkeypatch.context() as patch:
        patch.setattr(undoing, "_undo", breaks)
        assert services.undo(upload, actor=member.user, now=NOW).refused
    other = services.send_again(upload, sent_by=member.user, now=NOW)
    with monkeypatch.context() as patch:
        patch.setattr(checking, "check", breaks)
        assert services.run_due(now=NOW, today=TODAY)["failed"] == 1

    assert other.pk != upload.pk
    assert logged.text.count("ValueError at test_no_traces.py:") == 3
    assert SECRET not in logged.text
