"""What the page of an undone upload says of the values that stay."""

import html
import re
import uuid
from collections.abc import Callable
from typing import Any

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from catalogue.publishing.enums import ChangeKind, UndoResult, UploadKind, UploadState
from catalogue.publishing.models import Upload, UploadChange
from catalogue.publishing.uploads.undoing_venues import IN_USE

AT = "2027-02-20T16:00:00+00:00"
AFTER = {
    "title": "Forklift truck",
    "runs": [{"id": 3, "cost_pence": 100, "start_date": "2027-01-18"}],
}


def stays(path: str, now: Any, *, by: str = "", at: str = AT, **values: bool) -> dict[str, Any]:
    """Return a value that stays, as an undo writes it down."""
    told = {"path": path, "now": now, "by": by, "at": at}
    return told | {"is_lost": False, "is_known": False} | values


@pytest.fixture
def undone(make_upload: Callable[..., Upload]) -> Callable[..., Upload]:
    """Write an upload that was undone but for some values."""

    def make(*conflicts: dict[str, Any], count: int = 1, **values: Any) -> Upload:
        kind = values.pop("kind", UploadKind.COURSES)
        upload = make_upload(UploadState.UNDONE, undone_at=timezone.now(), kind=kind)
        told = {"before": AFTER, "after": AFTER, "undo_result": UndoResult.PARTLY} | values
        UploadChange.objects.bulk_create(
            UploadChange(
                upload=upload,
                position=position,
                kind=ChangeKind.CHANGED,
                title="Forklift",
                reference=f"W-{position}",
                conflicts=list(conflicts),
                **told,
            )
            for position in range(1, count + 1)
        )
        return upload

    return make


def words_of(page: str) -> str:
    """Return the words of a page, without its marks of direction."""
    words = re.sub("[\u2066-\u2069]", "", html.unescape(re.sub("<[^>]+>", " ", page)))
    return re.sub(r" ([:).])", r"\1", " ".join(words.split())).replace("( ", "(")


@pytest.mark.parametrize(
    ("conflict", "said"),
    [
        (
            stays("title", "Forklift", by="Lena", is_known=True),
            (
                "Course name: This upload wrote: Forklift truck. It is now: Forklift."
                " Changed 20 February 2027 at 4pm by Lena."
            ),
        ),
        (
            stays("runs.3.cost_pence", 777),
            (
                "Price (18 January 2027, £1): This upload wrote: £1. It is now: £7.77."
                " The course was last changed 20 February 2027 at 4pm."
            ),
        ),
        (
            stays("where_next", "", by="Lena"),
            "It is now: Not known. The course was last changed 20 February 2027 at 4pm by Lena.",
        ),
        (stays("runs.3", None), "Date taken out (18 January 2027, £1)"),
        (stays("runs.8", {"id": 8, "start_date": "2027-03-01"}), "New date (1 March 2027)"),
        (
            stays("runs.3.venue", None, at="", is_lost=True),
            "What stood there before is gone, so it cannot come back.",
        ),
    ],
    ids=["known", "day of the course", "person of the course", "taken out", "added", "gone"],
)
def test_a_value_that_stays_is_told_with_who_edited_it_and_when(
    desk, undone, conflict: dict[str, Any], said: str
) -> None:
    assert said in words_of(desk.page(undone(conflict)))


def test_nothing_is_said_of_who_and_when_where_nobody_knows(desk, undone) -> None:
    page = words_of(desk.page(undone(stays("title", "Forklift", at=""))))
    assert "It is now: Forklift." in page
    assert "hanged by" not in page
    assert "last changed" not in page


def test_places_that_stay_say_why(desk, undone) -> None:
    values = {"kind": UploadKind.VENUES, "before": {"town": "Tipton"}, "after": {"town": "Dudley"}}
    conflicts = [stays("town", "Walsall", by="Lena"), stays(IN_USE, None)]
    page = words_of(desk.page(undone(*conflicts, **values)))
    assert "Town or city: This upload wrote: Dudley. It is now: Walsall." in page
    assert "The place was last changed 20 February 2027 at 4pm by Lena." in page
    assert "Courses: Courses take place there." in page


def test_what_stays_stands_before_what_went_back(desk, undone) -> None:
    upload = undone(count=60, undo_result=UndoResult.DONE)
    last = upload.changes.filter(position=60)
    last.update(undo_result=UndoResult.KEPT, conflicts=[stays("title", "Art")])
    page = desk.page(upload)
    assert page.index("W-60<") < page.index("W-1<")
    assert "Kept: it was edited later" in page


def test_many_values_that_stay_cost_no_more_queries_than_few(desk, undone) -> None:
    def queries(count: int) -> int:
        upload = undone(stays("subject", 1), stays("runs.3.venue", 2), count=count)
        with CaptureQueriesContext(connection) as found:
            desk.page(upload)
        return len(found)

    queries(1)  # what is read once for all pages
    assert queries(40) == queries(2)


def test_texts_of_people_are_shown_and_never_run(desk, undone) -> None:
    hostile = f"<script>{uuid.uuid4()}</script>"
    page = desk.page(undone(stays("title", hostile, by=hostile, is_known=True)))
    assert hostile not in page
    assert html.escape(hostile) in page
