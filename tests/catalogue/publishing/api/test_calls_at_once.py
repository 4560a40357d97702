"""Two calls at one moment: the second writes nothing, and leaves nothing behind."""

import errno
import os
from pathlib import Path
from typing import Any

import pytest

from catalogue.courses.models import Course
from catalogue.feeds.spool import Spool
from catalogue.publishing.models import Upload
from catalogue.publishing.uploads import publishing
from tests.catalogue.publishing.api.conftest import COURSE

pytestmark = pytest.mark.django_db


def test_a_call_that_was_overtaken_leaves_no_file_that_waits_for_a_press(
    caller: Any, monkeypatch: pytest.MonkeyPatch
) -> None:
    judge, overtaking = publishing.reasons_for, []

    def judge_slowly(*args: Any, **values: Any) -> Any:
        if not overtaking:  # the same course by another call, after this one was read
            overtaking.append(True)
            overtaking.append(caller("PUT", "/courses/B-1", COURSE).json()["result"])
        return judge(*args, **values)

    monkeypatch.setattr(publishing, "reasons_for", judge_slowly)
    answer = caller("PUT", "/courses/B-1", COURSE)

    assert overtaking[1] == "published"
    assert answer.status_code == 409
    assert answer.headers["Retry-After"] == "5"
    assert [one.state for one in Upload.objects.all()] == ["PUBLISHED"]
    assert Course.objects.count() == 1
    kept = Path(Upload.objects.get().file.path)
    assert kept.is_file()
    assert [*kept.parent.iterdir()] == [kept]
    assert caller("PUT", "/courses/B-1", COURSE).json()["result"] == "unchanged"


@pytest.mark.parametrize("place", ["of the file", "of the rows"])
def test_a_full_disk_is_told_and_nothing_is_left(
    caller: Any, own_uploads: Path, monkeypatch: pytest.MonkeyPatch, place: str
) -> None:
    with monkeypatch.context() as patch:
        if place == "of the file":
            patch.setattr(Path, "mkdir", no_room)
        else:
            patch.setattr(Spool, "write", no_room)
        answer = caller("PUT", "/courses/B-1", COURSE)

    assert answer.status_code == 503
    assert answer.headers["Retry-After"] == "60"
    assert answer.headers["Content-Type"] == "application/problem+json"
    assert not Upload.objects.exists()
    assert not [path for path in own_uploads.rglob("*") if path.is_file()]
    assert caller("PUT", "/courses/B-1", COURSE).json()["result"] == "published"


def no_room(*args: Any, **kwargs: Any) -> None:
    raise OSError(errno.ENOSPC, os.strerror(errno.ENOSPC))
