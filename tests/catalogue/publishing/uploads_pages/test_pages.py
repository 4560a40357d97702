"""The pages of an upload: who may see them, what they say, and that many rows cost no more."""

import datetime
import re
import time

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from catalogue.providers.enums import MemberRole
from catalogue.publishing.enums import ChangeKind, UploadState
from catalogue.publishing.models import CourseFeed, UploadChange, UploadRow
from tests.factories import CourseFactory, CourseRunFactory, OrganisationFactory

HOSTILE = '\u202e<script>alert("1")</script>\u200f<b>=1+1</b>'


def queries_of(desk, address: str) -> int:
    with CaptureQueriesContext(
        connection,
    ) as caught:
        assert desk.client.get(address).status_code == 200
    return len(caught)


def make_changes(upload, count: int, *, kind=ChangeKind.ADDED, title="Welding", **values) -> None:
    content = {"title": title, "references": ["W"], "runs": []}
    UploadChange.objects.bulk_create(
        UploadChange(
            upload=upload,
            position=position,
            kind=kind,
            title=title,
            reference=f"W-{position}",
            before=None if kind == ChangeKind.ADDED else content,
            after=None if kind == ChangeKind.REMOVED else content | {"title": f"{title} 2"},
            **values,
        )
        for position in range(1, count + 1)
    )


def test_a_stranger_is_sent_to_sign_in(client, make_upload):
    answer = client.get(f"/manage/lockgate/uploads/{make_upload().pk}/")
    assert answer.status_code == 302
    assert answer.url.startswith("/accounts/")


@pytest.mark.parametrize(
    "path",
    ["", "progress/", "errors.csv", "publish/", "undo/", "cancel/", "fix/", "again/"],
)
@pytest.mark.parametrize("method", ["get", "post"])
def test_an_upload_of_another_organisation_is_not_found(desk_as, make_upload, path, method):
    upload = make_upload()
    other = desk_as(MemberRole.OWNER, organisation=OrganisationFactory(slug="other"), name="ann")
    theirs = getattr(other.client, method)(f"{other.base}{upload.pk}/{path}")
    ours = getattr(other.client, method)(f"/manage/lockgate/uploads/{upload.pk}/{path}")
    refused = 405 if method == "post" and path in ("", "progress/", "errors.csv") else 404
    assert (theirs.status_code, ours.status_code) == (refused, refused)
    upload.refresh_from_db()
    assert upload.state == UploadState.CHECKED


@pytest.mark.parametrize("number", ["0", "999999999999", "9" * 40])
def test_a_number_that_no_upload_has_is_not_found(desk, number):
    assert desk.client.get(f"{desk.base}{number}/").status_code == 404


def test_a_viewer_reads_and_sends_nothing(desk_as, make_upload, hold):
    viewer = desk_as(MemberRole.VIEWER)
    upload = make_upload(rows_held=1)
    hold(upload, [14])
    listed = viewer.client.get(viewer.base).content.decode()
    assert "courses-january.csv" in listed
    assert "Send the file" not in listed
    page = viewer.page(upload)
    assert "is not a cost" in page
    for word in ("Put it right here", "Correct them here", 'action="/manage/lockgate', "Cancel"):
        assert word not in page
    for action in ("publish", "fix", "again", "cancel", "undo"):
        assert viewer.press(upload, action, row="14", column="COST", value="1").status_code == 403
    assert viewer.client.get(f"{viewer.base}new/").status_code == 403
    upload.refresh_from_db()
    assert upload.state == UploadState.CHECKED


def test_texts_of_a_file_are_shown_and_never_run(desk, make_upload, hold):
    upload = make_upload(rows_held=1, file_name=f"{HOSTILE}.csv")
    hold(upload, [14], value=HOSTILE)
    make_changes(upload, 1, kind=ChangeKind.CHANGED, title=HOSTILE)
    for address in (desk.base, f"{desk.base}{upload.pk}/", f"{desk.base}{upload.pk}/cancel/"):
        page = desk.client.get(address).content.decode()
        assert "<script>alert" not in page
        assert "<b>=1" not in page
    page = desk.page(upload)
    assert "&lt;script&gt;alert" in page
    # What turns words round is named where we show it, and kept only in the box that edits it.
    shown = re.sub(r'<input[^>]*name="value"[^>]*>', "", page)
    shown = re.sub(r"<title>.*?</title>|<bdi[^>]*>[^<]*\.csv</bdi>", "", shown, flags=re.DOTALL)
    assert "\u202e" not in shown
    assert "[U+202E]" in shown


def test_words_of_the_file_keep_their_direction_in_urdu(desk, make_upload, hold):
    upload = make_upload(rows_held=1)
    hold(upload, [14], value="انگریزی TBC")
    page = desk.client.get(f"/ur{desk.base}{upload.pk}/").content.decode()
    assert '<html lang="ur" dir="rtl"' in page
    assert '<code class="wm-value" dir="auto">انگریزی TBC</code>' in page
    assert '<code dir="ltr">COST</code>' in page
    assert "”\u2068انگریزی TBC\u2069“" in page  # in what is said of the cell
    assert "is not a cost" not in page


def test_many_rows_cost_no_more_queries_than_few(desk, make_upload, hold, college):
    few, many = make_upload(rows_held=3), make_upload(rows_held=400)
    hold(few, range(2, 5))
    hold(many, range(2, 402))
    make_changes(few, 3, kind=ChangeKind.CHANGED)
    make_changes(many, 300, kind=ChangeKind.CHANGED)
    desk.page(few)  # what is read once for all pages
    first = queries_of(desk, f"{desk.base}{few.pk}/")
    assert queries_of(desk, f"{desk.base}{many.pk}/") == first
    assert queries_of(desk, f"{desk.base}{many.pk}/?held=3&page=2&show=CHANGED") == first
    assert first <= 25


def test_the_history_costs_no_more_queries_when_it_is_long(desk, make_upload):
    make_upload(sent_by=desk.user)
    desk.client.get(desk.base)
    first = queries_of(desk, desk.base)
    for number in range(30):
        make_upload(sent_by=desk.user, file_name=f"{number}.csv")
    assert queries_of(desk, desk.base) == first


def test_five_thousand_held_rows_are_paged_and_fast(desk, make_upload, hold):
    upload = make_upload(rows_held=5000)
    hold(upload, range(2, 5002))
    desk.page(upload)
    started = time.perf_counter()
    page = desk.page(upload)
    assert time.perf_counter() - started < 2  # a busy machine; 0.2 s alone
    assert "5,000 rows are held" in page
    assert page.count('name="value"') == 50
    last = desk.page(upload, "?held=100")
    assert "Row 5001" in last


def test_of_very_many_rows_the_page_says_that_it_shows_the_first(desk, make_upload, hold):
    counts = {"courses": {"added": 1}, "rows": {"warned_more": 7}}
    upload = make_upload(counts=counts, rows_held=4)
    hold(upload, range(2, 5))
    hold(upload, [8])
    upload.rows.filter(number=8).update(is_held=False)
    beyond = [{"rule": "COST_INVALID", "column": "COST", "value": "lots"}]
    UploadRow.objects.create(upload=upload, number=9, is_held=True, issues=beyond)

    page = " ".join(desk.page(upload).split())

    assert "4 rows are held" in page
    assert "The first 3 are shown here. All of them are in the file with the ERRORS column." in page
    assert "8 good rows have a remark" in page
    assert "The first 1 are shown here." in page


def test_the_filter_shows_one_kind_of_change(desk, make_upload):
    upload = make_upload(counts={"courses": {"added": 1, "removed": 1}})
    make_changes(upload, 1, title="New class")
    UploadChange.objects.create(
        upload=upload, position=2, kind=ChangeKind.REMOVED, title="Old class", before={"runs": []}
    )
    page = desk.page(upload, "?show=REMOVED")
    assert "Old class" in page
    assert "New class" not in page
    assert "New class" in desk.page(upload, "?show=nonsense")


@pytest.mark.parametrize(
    "query",
    ["?held=x", "?held=-1", "?page=99999", "?show=%00", "?row=1&column=X", "?row=x&column=y"],
)
def test_any_query_gives_a_page(desk, make_upload, hold, query):
    upload = make_upload(rows_held=1)
    hold(upload, [14])
    assert "Row 14" in desk.page(upload, query)


@pytest.mark.parametrize(
    ("state", "words"),
    [
        (UploadState.CHECKED, "Look at your upload"),
        (UploadState.REFUSED, "We could not read your file"),
        (UploadState.IN_REVIEW, "A moderator looks at your upload"),
        (UploadState.QUARANTINED, "Your upload is held"),
        (UploadState.PUBLISHED, "Your changes are live"),
        (UploadState.UNCHANGED, "Nothing new in this upload"),
        (UploadState.UNDONE, "Your upload is undone"),
        (UploadState.CANCELLED, "You stopped this upload"),
    ],
)
def test_each_state_has_its_words(desk, make_upload, state, words):
    upload = make_upload(state, message="Its headings are not known.", published_at=timezone.now())
    page = desk.page(upload)
    assert f"<h1>{words}" in page
    is_open = state == UploadState.CHECKED
    assert (f"{desk.base}{upload.pk}/publish/" in page) is is_open


def test_what_a_moderator_wrote_is_shown_when_it_comes_back(desk, make_upload):
    page = desk.page(make_upload(message="The prices look <old>.\nLook at them."))
    assert "A moderator sent it back" in page
    assert "The prices look &lt;old&gt;.<br>Look at them." in page


def test_a_viewer_of_a_fresh_upload_is_not_told_that_the_undo_is_over(desk_as, make_upload):
    upload = make_upload(UploadState.PUBLISHED, published_at=timezone.now())
    page = desk_as(MemberRole.VIEWER).page(upload)
    assert "cannot be undone" not in page
    assert "Undo this upload" not in page


def test_the_progress_is_told_in_numbers_and_words(desk, make_upload):
    ahead = timezone.now() + datetime.timedelta(seconds=20)
    upload = make_upload(
        UploadState.CHECKING, rows_done=2120, rows_total=3420, lease_until=ahead, lease_key="busy"
    )
    page = desk.page(upload)
    assert "2,120 of about 3,420 rows read: 61%" in page
    assert '<rect width="61" height="6"/>' in page
    assert "http-equiv" not in page
    told = desk.client.get(f"{desk.base}{upload.pk}/progress/").json()
    assert told["done"] is False
    assert told["spoken"] == "Reading and checking rows"
    assert "2,120 of about 3,420" in told["html"]
    assert "<html" not in told["html"]


def test_work_that_stopped_begins_again_and_says_so(desk, make_upload):
    before = timezone.now() - datetime.timedelta(minutes=2)
    upload = make_upload(UploadState.CHECKING, lease_until=before, lease_key="dead")
    assert "The work had stopped and began again." in desk.page(upload)


def test_the_script_is_told_when_the_work_is_done(desk, make_upload):
    told = desk.client.get(f"{desk.base}{make_upload().pk}/progress/").json()
    assert told["done"] is True


def test_a_difference_is_said_in_words(desk, make_upload, college):
    course = CourseFactory(provider=college, title="Forklift truck")
    run = CourseRunFactory(course=course, cost_pence=34000)
    from catalogue.courses.contents import content_of

    before = content_of(course)
    after = content_of(course)
    after["runs"][0]["cost_pence"] = 29500
    upload = make_upload()
    UploadChange.objects.create(
        upload=upload,
        position=1,
        kind=ChangeKind.CHANGED,
        course_id=course.pk,
        title=course.title,
        before=before,
        after=after,
    )
    page = desk.page(upload)
    assert run.pk
    assert '<del dir="auto">£340</del>' in page
    assert '<ins dir="auto">£295</ins>' in page


def test_an_old_upload_says_that_its_rows_are_deleted(desk, make_upload):
    counts = {"courses": {"added": 586}}
    upload = make_upload(UploadState.PUBLISHED, counts=counts, published_at=timezone.now())
    page = desk.page(upload)
    assert "586" in page
    assert "After that only its numbers stay." in page
    assert "is live already" not in page


def test_a_member_without_a_second_step_is_led_to_it(desk_as, make_upload):
    desk = desk_as(second_step=False)
    upload = make_upload(counts={"courses": {"added": 3}})
    page = desk.page(upload)
    assert "Set up the second step" in page
    assert "Publish 3 changes" not in page
    answer = desk.press(upload, "publish", seen_diff=upload.diff_sha256)
    assert answer.status_code == 302
    assert "next=" in answer.url
    upload.refresh_from_db()
    assert upload.state == UploadState.CHECKED


@pytest.mark.parametrize("action", ["publish", "fix", "again"])
def test_going_back_to_a_press_shows_the_upload(desk, make_upload, action):
    upload = make_upload()
    answer = desk.client.get(f"{desk.base}{upload.pk}/{action}/")
    assert answer.status_code == 302
    assert answer.url == f"{desk.base}{upload.pk}/"


def test_what_was_stopped_before_it_was_read_says_nothing_of_its_changes(desk, make_upload):
    upload = make_upload(state=UploadState.CANCELLED, checked_at=None)
    page = desk.page(upload)
    assert "Nothing of this file went live." in page
    assert "live already" not in page
    assert "unchanged" not in page


def test_nights_without_news_do_not_fill_the_history(desk, make_upload, college):
    feed = CourseFeed.objects.create(organisation=college, address="https://example.org/feed.csv")
    for state in (UploadState.UNCHANGED, UploadState.PUBLISHED):
        make_upload(state=state, feed=feed, file_name=f"{state}.csv".lower())
    make_upload(state=UploadState.UNCHANGED, file_name="own.csv")
    page = desk.client.get(desk.base).content.decode()
    assert "published.csv" in page
    assert "own.csv" in page
    assert "unchanged.csv" not in page
