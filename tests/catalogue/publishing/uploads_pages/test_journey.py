"""A data manager sends 600 rows, puts cells right, publishes, and takes it back."""

import csv
import datetime
import io
import logging
from urllib.parse import quote

import pytest
import time_machine
from django.urls import reverse

from catalogue.courses.enums import CourseStatus
from catalogue.courses.models import Course
from catalogue.providers.enums import ACCESS_ANSWERS
from catalogue.publishing.enums import UploadState
from catalogue.publishing.models import Upload
from tests.catalogue.publishing.uploads_pages.college_file import (
    WRONG,
    Row,
    as_file,
    rows,
    with_mistakes,
)
from tests.catalogue.publishing.uploads_pages.conftest import read
from tests.factories import VenueFactory
from tests.publishing_factories import BACKEND


def live(college) -> int:
    return Course.objects.filter(provider=college, status=CourseStatus.LIVE).count()


def publish(desk, upload: Upload, **values):
    return desk.press(upload, "publish", seen_diff=upload.diff_sha256, **values)


def test_six_hundred_rows_with_fourteen_mistakes(desk, college, caplog):
    caplog.set_level(logging.INFO)
    upload = desk.sent(as_file(rows(change=with_mistakes)))
    assert (upload.rows_read, upload.rows_held) == (600, 14)
    page = desk.page(upload)
    assert "14 rows are held" in page
    for number in WRONG:
        assert f'id="row-{number}"' in page
    assert "31/02/2027" in page
    assert "Publish 586 changes" in page

    # Two cells are put right where they stand: one at the second try.
    answer = desk.press(upload, "fix", row="14", column="START_DATE", value="32/02/2027")
    page = desk.client.get(answer.url).content.decode()
    assert "<title>Error:" in page
    assert 'value="32/02/2027"' in page
    answer = desk.press(upload, "fix", row="14", column="START_DATE", value="28/02/2027")
    page = desk.client.get(answer.url).content.decode()
    assert "Row 14 is put right." in page
    assert 'id="row-14"' not in page
    desk.press(upload, "fix", row="20", column="VENUE_NAME", value="Tipton Centre")
    page = desk.page(upload)
    assert "12 rows are held" in page
    assert "Compare again" in page
    desk.press(upload, "again")
    upload = read(upload)
    assert upload.rows_held == 12
    assert "Publish 588 changes" in desk.page(upload)
    assert live(college) == 0

    answer = publish(desk, upload)
    assert answer.status_code == 302
    upload.refresh_from_db()
    assert upload.state == UploadState.PUBLISHED
    assert live(college) == 588
    assert Course.objects.get(provider=college, references__reference="LOC-0014").runs.get(
        start_date=datetime.date(2027, 2, 28)
    )
    page = desk.page(upload)
    assert "Your changes are live" in page
    assert "You can undo it until" in page

    assert (
        "Do you want to undo this upload?"
        in desk.client.get(f"{desk.base}{upload.pk}/undo/").content.decode()
    )
    desk.press(upload, "undo")
    upload.refresh_from_db()
    assert upload.state == UploadState.UNDONE
    assert live(college) == 0
    assert "588 undone" in desk.page(upload)
    logged = caplog.text
    for cell in ("ask us", "moons", "LOC-0014", "32/02/2027"):
        assert cell not in logged


def test_the_held_rows_come_back_with_their_errors(desk):
    upload = desk.sent(as_file(rows(change=with_mistakes)))
    answer = desk.client.get(f"{desk.base}{upload.pk}/errors.csv")
    text = b"".join(answer.streaming_content).decode("utf-8-sig")
    found = list(csv.DictReader(io.StringIO(text)))
    assert len(found) == 14
    assert "is not a date" in found[0]["ERRORS"]
    assert all(not cell.startswith(("=", "+", "@")) for row in found for cell in row.values())


def test_publishing_twice_publishes_once(desk, college):
    upload = desk.sent(as_file(rows(5)))
    assert publish(desk, upload).status_code == 302
    answer = publish(desk, upload)
    assert answer.status_code == 302
    assert live(college) == 5
    assert "Your changes are live" in desk.page(upload)


def test_an_old_look_at_the_changes_asks_to_look_again(desk, college):
    first = desk.sent(as_file(rows(5)))
    publish(desk, first)
    upload = desk.sent(as_file(rows(6, change=dearer), name="dearer.csv"))
    Course.objects.filter(provider=college, references__reference="LOC-0003").update(
        title="Edited in another tab"
    )
    answer = publish(desk, upload)
    assert answer.status_code == 302
    upload = read(upload)
    assert upload.state == UploadState.CHECKED
    page = desk.client.get(answer.url).content.decode()
    assert "Your courses changed since you looked" in page
    assert live(college) == 5
    upload.refresh_from_db()
    publish(desk, upload)
    assert live(college) == 6


def dearer(number: int, row: Row) -> Row:
    return row | {"COST": "400.00"}


def test_two_tabs_with_two_files_do_not_mix(desk, college):
    one = desk.sent(as_file(rows(5), name="one.csv"))
    two = desk.sent(as_file(rows(5, change=dearer), name="two.csv"))
    publish(desk, one)
    answer = publish(desk, two)
    assert live(college) == 5
    two = read(two)
    assert two.state == UploadState.CHECKED
    assert "look=again" in answer.url
    page = desk.page(two)
    assert "£400" in page


def test_a_full_list_asks_when_much_would_go(desk, college):
    publish(desk, desk.sent(as_file(rows(10))))
    upload = desk.sent(as_file(rows(4), name="short.csv"), is_full_list="on")
    page = desk.page(upload)
    assert "Take off the 6 courses that are not in it." in page
    answer = publish(desk, upload, is_full_list="on")
    assert answer.status_code == 200
    asked = answer.content.decode()
    assert "This takes 6 of your 10 courses off the site." in asked
    assert 'href="#is_removal_confirmed"' in asked
    assert 'id="is_removal_confirmed"' in asked
    assert live(college) == 10
    publish(desk, upload, is_full_list="on", is_removal_confirmed="on")
    assert live(college) == 4
    upload.refresh_from_db()
    desk.press(upload, "undo")
    assert live(college) == 10


def test_a_file_that_is_not_the_full_list_removes_nothing(desk, college):
    publish(desk, desk.sent(as_file(rows(10))))
    upload = desk.sent(as_file(rows(4, change=dearer), name="short.csv"))
    page = desk.page(upload)
    assert "All 4</a>" in page
    assert "Not in the file 6</a>" in page
    assert "unless this file is your full list" not in page
    assert "unless this file is your full list" in desk.page(upload, "?show=REMOVED")
    publish(desk, upload)
    assert live(college) == 10
    assert "6</b> removed" not in desk.page(upload)


def test_an_organisation_that_is_new_waits_for_a_moderator(desk, college):
    college.is_trusted = False
    college.save()
    upload = desk.sent(as_file(rows(5)))
    assert "a moderator looks first" in desk.page(upload)
    publish(desk, upload)
    upload.refresh_from_db()
    assert upload.state == UploadState.IN_REVIEW
    assert live(college) == 0
    assert "A moderator looks at your upload" in desk.page(upload)
    desk.press(upload, "take-back")
    upload.refresh_from_db()
    assert upload.state == UploadState.CHECKED
    assert "Publish 5 changes" in desk.page(upload)
    publish(desk, upload)
    upload.refresh_from_db()
    assert upload.state == UploadState.IN_REVIEW


def test_a_file_that_waits_for_a_moderator_removes_nothing_either(desk, college):
    publish(desk, desk.sent(as_file(rows(10))))
    college.is_trusted = False
    college.save()
    upload = desk.sent(as_file(rows(4, change=dearer), name="short.csv"))
    publish(desk, upload)
    page = desk.page(upload)
    assert "A moderator looks at your upload" in page
    assert "All 4</a>" in page
    assert "Not in the file 6</a>" in page


def test_the_undo_ends_after_a_day(desk, college):
    upload = desk.sent(as_file(rows(3)))
    publish(desk, upload)
    upload.refresh_from_db()
    with time_machine.travel(upload.published_at + datetime.timedelta(hours=24, minutes=1)):
        desk.client.force_login(desk.user, backend=BACKEND)  # a session ends sooner
        page = desk.page(upload)
        assert "cannot be undone" in page
        assert "Undo this upload" not in page
        answer = desk.press(upload, "undo")
        assert answer.status_code == 200
        assert "That did not work" in answer.content.decode()
    assert live(college) == 3


def test_what_was_edited_later_stays_when_an_upload_is_undone(desk, college):
    publish(desk, desk.sent(as_file(rows(3))))
    upload = desk.sent(as_file(rows(3, change=dearer), name="dearer.csv"))
    publish(desk, upload)
    course = Course.objects.get(provider=college, references__reference="LOC-0003")
    course.runs.update(cost_pence=50000)
    desk.press(upload, "undo")
    page = desk.page(upload)
    assert "It is now: £500." in page
    assert course.runs.get().cost_pence == 50000
    assert "2 undone" in page


def test_a_stopped_upload_cannot_be_published(desk, college):
    upload = desk.sent(as_file(rows(3)))
    assert (
        "Do you want to stop this upload?"
        in desk.client.get(f"{desk.base}{upload.pk}/cancel/").content.decode()
    )
    desk.press(upload, "cancel")
    publish(desk, upload)
    upload.refresh_from_db()
    assert upload.state == UploadState.CANCELLED
    assert live(college) == 0


def test_a_file_that_changes_nothing_says_so(desk):
    publish(desk, desk.sent(as_file(rows(3))))
    again = desk.sent(as_file(rows(3), name="again.csv"))
    assert "Nothing new in this upload" in desk.page(again)


def test_the_rest_is_put_right_after_publishing(desk, college):
    first = desk.sent(as_file(rows(20, change=with_mistakes)))
    desk.press(first, "fix", row="14", column="START_DATE", value="still not")
    desk.press(first, "again")
    first = read(first)
    publish(desk, first)
    assert live(college) == 18
    assert "They did not go live." in desk.page(first)
    answer = desk.press(first, "resend")
    again = read(Upload.objects.latest("pk"))
    assert answer.url == f"{desk.base}{again.pk}/"
    page = desk.page(again)
    assert "2 rows are held" in page
    assert 'value="still not"' in page
    desk.press(again, "fix", row="14", column="START_DATE", value="28/02/2027")
    desk.press(again, "again")
    publish(desk, read(again))
    assert live(college) == 19


def test_using_a_file_again_pressed_twice_makes_one_upload(desk):
    first = desk.sent(as_file(rows(20, change=with_mistakes)))
    desk.press(first, "fix", row="14", column="START_DATE", value="still not")
    publish(desk, read(first))
    one, two = desk.press(first, "resend"), desk.press(first, "resend")
    assert one.url == two.url
    assert Upload.objects.count() == 2
    assert 'value="still not"' in desk.page(read(Upload.objects.latest("pk")))


def test_a_place_that_is_added_meanwhile_puts_its_row_right(desk, college):
    upload = desk.sent(as_file(rows(20, change=with_mistakes)))
    page = desk.page(upload)
    assert "We do not have “Main Campus”. Add it, or choose one of your places." in page
    back = quote(reverse("publishing:upload", args=[college.slug, upload.pk]), safe="")
    link = f"/manage/{college.slug}/venues/new/?name=Main%20Campus&amp;next={back}"
    assert f'href="{link}"' in page
    new = {"name": "Main Campus", "postcode": "DY4 8NU", "venue_type": "CAMPUS"}
    new |= dict.fromkeys(ACCESS_ANSWERS, "UNKNOWN") | {"next": f"{desk.base}{upload.pk}/"}
    page = desk.client.post(f"/manage/{college.slug}/venues/new/", new, follow=True)
    assert "1 row of a file that waits for you is right now." in page.content.decode()
    assert "Compare again to see what changes now." in page.content.decode()
    desk.press(upload, "again")
    assert read(upload).rows_held == 1


def test_a_new_place_without_a_postcode_may_be_one_that_is_misspelt(desk, college):
    """Our own template makes places, so a slip of the pen would make one more."""
    text = "COURSE_NAME,ABOUT,HOW_TO_JOIN,JOIN_DETAILS,DELIVERY_MODE,VENUE_NAME,POSTCODE,"
    text += "START_DATE,COST,DURATION,DURATION_UNIT\n"
    text += "Pottery,For adults.,Phone,01632 960118,Classroom,Main Bilding,,any time,5,10,Weeks\n"
    stream = io.BytesIO(text.encode())
    stream.name = "courses.csv"
    upload = desk.sent(stream)
    page = desk.page(upload)
    assert "The place “Main Bilding” is new here. Enter its postcode too" in page
    assert "We do not have “Main Bilding”. Add it, or choose one of your places." in page
    assert "<option>Main Building</option>" in page
    desk.press(upload, "fix", row="2", column="VENUE_NAME", value="Main Building")
    assert "Row 2 is put right." in desk.page(upload, "?row=2&column=VENUE_NAME")
    upload.refresh_from_db()
    assert upload.rows_held == 0


def test_many_places_are_suggested_and_not_listed_in_each_row(desk, college):
    for number in range(40):
        VenueFactory(provider=college, name=f"Hall {number}")
    upload = desk.sent(as_file(rows(460, change=with_mistakes)))
    page = desk.page(upload)
    assert page.count('<option value="Hall 7">') == 1
    assert page.count('list="places"') == 3
    assert "<option>Hall 7</option>" not in page
    desk.press(upload, "fix", row="20", column="VENUE_NAME", value="hall 7")
    assert "Row 20 is put right." in desk.page(upload, "?row=20&column=VENUE_NAME")


def test_a_mistake_made_in_many_rows_is_put_right_once(desk):
    upload = desk.sent(as_file(rows(60, change=lambda _number, row: row | {"COST": "12 pounds"})))
    assert "Also in 59 other rows that say the same" in desk.page(upload)
    desk.press(upload, "fix", row="2", column="COST", value="12", is_for_alike="on")
    page = desk.page(upload, "?row=2&column=COST")
    assert "Row 2 is put right. 59 other rows have the same text now." in page
    upload.refresh_from_db()
    assert upload.rows_held == 0


def test_places_go_live_and_are_undone(desk, college):
    text = "VENUE_NAME,YOUR_VENUE_REFERENCE,ADDRESS_LINE_1,ADDRESS_LINE_2,TOWN_OR_CITY,COUNTY,"
    text += (
        "POSTCODE,EMAIL,PHONE,WEBSITE\nNew Hall,NH,1 High Street,,Walsall,,WS1 1AA,,,\n,,,,,,,,x,\n"
    )
    stream = io.BytesIO(text.encode())
    stream.name = "places.csv"
    upload = desk.sent(stream, kind="VENUES")
    page = desk.page(upload)
    assert "New Hall" in page
    assert "1 row is held" in page
    assert "Take off" not in page
    publish(desk, upload)
    assert college.venues.filter(name="New Hall", is_live=True).exists()
    desk.press(upload, "undo")
    assert not college.venues.filter(name="New Hall", is_live=True).exists()
    assert "Your upload is undone" in desk.page(upload)


def test_courses_sent_as_places_are_told_what_to_choose(desk):
    upload = desk.sent(as_file(rows(3)), kind="VENUES")
    assert upload.state == UploadState.REFUSED
    page = desk.page(upload)
    assert "choose “Courses”" in page
    assert "import_" not in page


@pytest.mark.parametrize(
    "values",
    [
        pytest.param({"row": "14", "column": "NO_SUCH", "value": "x"}, id="no such column"),
        pytest.param({"row": "9999", "column": "COST", "value": "x"}, id="no such row"),
        pytest.param({"row": "x", "column": "COST", "value": "x"}, id="no number"),
        pytest.param({}, id="nothing"),
    ],
)
def test_a_fix_of_something_else_changes_nothing(desk, values):
    upload = desk.sent(as_file(rows(20, change=with_mistakes)))
    answer = desk.press(upload, "fix", **values)
    assert answer.status_code in (200, 302)
    upload.refresh_from_db()
    assert upload.rows_held == 2


def test_the_journey_in_urdu(desk, college):
    upload = desk.sent(as_file(rows(change=with_mistakes)))
    page = desk.client.get(f"/ur{desk.base}{upload.pk}/").content.decode()
    assert 'dir="rtl"' in page
    assert f'action="/ur{desk.base}{upload.pk}/fix/"' in page
    fix = {"row": "33", "column": "COST", "value": "150"}
    answer = desk.client.post(f"/ur{desk.base}{upload.pk}/fix/", fix)
    assert answer.url.startswith("/ur/")
    desk.client.post(f"/ur{desk.base}{upload.pk}/again/")
    upload = read(upload)
    desk.client.post(f"/ur{desk.base}{upload.pk}/publish/", {"seen_diff": upload.diff_sha256})
    assert live(college) == 587
