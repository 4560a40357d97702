"""Two calls at one moment: the second writes nothing, and leaves nothing behind."""

import time
from pathlib import Path
from typing import Any

import pytest

from catalogue.courses.models import Course
from catalogue.publishing.api import writing
from catalogue.publishing.models import Upload
from tests.catalogue.publishing.api.conftest import COURSE

pytestmark = pytest.mark.django_db


def test_a_call_that_was_overtaken_leaves_no_file_that_waits_for_a_press(
    caller: Any, monkeypatch: pytest.MonkeyPatch
) -> None:
    judge, overtaking, began = writing.reasons_for, [], time.time() - 1

    def judge_slowly(*args: Any, **values: Any) -> Any:
        if not overtaking:  # the same course by another call, after this one was read
            overtaking.append(True)
            overtaking.append(caller("PUT", "/courses/B-1", COURSE).json()["result"])
        return judge(*args, **values)

    monkeypatch.setattr(writing, "reasons_for", judge_slowly)
    answer = caller("PUT", "/courses/B-1", COURSE)

    assert overtaking[1] == "published"
    assert answer.status_code == 409
    assert answer.headers["Retry-After"] == "5"
    assert [one.state for one in Upload.objects.all()] == ["PUBLISHED"]
    assert Course.objects.count() == 1
    kept = Path(Upload.objects.get().file.path)
    assert kept.is_file()
    before = {path for path in kept.parent.iterdir() if path.stat().st_mtime < began}
    assert {*kept.parent.iterdir()} - before == {kept}
    assert caller("PUT", "/courses/B-1", COURSE).json()["result"] == "unchanged"
