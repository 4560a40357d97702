"""Files of places: shown, published and undone like those of courses."""

import pytest

from catalogue.courses.models import Course
from catalogue.feeds.formats.venues import VENUES
from catalogue.providers.models import Membership, Venue
from catalogue.publishing.enums import UndoResult, UploadState
from catalogue.publishing.models import Upload
from catalogue.publishing.uploads import services
from tests.catalogue.feeds.conftest import TODAY
from tests.catalogue.feeds.workbook_files import workbook
from tests.catalogue.publishing.uploads.sending import NOW, A, publish, published, send
from tests.factories import PlaceFactory

pytestmark = pytest.mark.django_db
FIELDS = ("name", "reference", "town", "postcode", "phone", "latitude", "council_id")
MAIN = {"YOUR_VENUE_REFERENCE": "007", "VENUE_NAME": "Main Campus", "POSTCODE": "WS1 1ZZ"}
FORGE = {"YOUR_VENUE_REFERENCE": "F1", "VENUE_NAME": "The Forge", "TOWN_OR_CITY": "Dudley"}
NEW = {"YOUR_VENUE_REFERENCE": "N1", "VENUE_NAME": "New Hall", "POSTCODE": "DY1 1ZZ"}


def send_places(member: Membership, *rows: dict[str, str]) -> Upload:
    lines = [[row.get(name, "") for name in VENUES.headings] for row in rows]
    content = "\r\n".join(",".join(line) for line in [list(VENUES.headings), *lines]).encode()
    return send(member, content, kind="VENUES", file_name="venues.csv")


def places() -> list[tuple[object, ...]]:
    return sorted(Venue.objects.values_list(*FIELDS), key=str)


def undo(upload: Upload) -> services.UndoReport:
    return services.undo(upload, actor=upload.sent_by, now=NOW)


def test_places_are_shown_published_and_undone(member: Membership) -> None:
    PlaceFactory(kind="OUTWARD_CODE", name="WS1", latitude=52.58, longitude=-1.98)
    before = places()
    upload = send_places(member, MAIN, FORGE | {"PHONE": "01922 555010"}, NEW)
    assert upload.counts["venues"] == {"added": 1, "changed": 2, "removed": 0, "unchanged": 0}
    assert places() == before

    assert publish(upload).result == "PUBLISHED"
    assert Venue.objects.get(name="Main Campus").latitude == 52.58
    assert Venue.objects.get(name="The Forge").phone == "01922 555010"

    report = undo(upload)

    assert (report.done, report.partly, report.kept) == (3, 0, 0)
    assert places() == before


def test_two_places_that_swapped_names_swap_them_back(member: Membership) -> None:
    before = places()
    upload = send_places(
        member, MAIN | {"VENUE_NAME": "The Forge"}, FORGE | {"VENUE_NAME": "Main Campus"}
    )
    assert publish(upload).result == "PUBLISHED"
    assert places() != before

    assert undo(upload).done == 2
    assert places() == before


def test_a_place_in_use_or_edited_later_stays(member: Membership) -> None:
    upload = send_places(member, MAIN, FORGE, NEW)
    publish(upload)
    published(member, A | {"VENUE_NAME": "New Hall"})
    Venue.objects.filter(name="The Forge").update(town="Tipton")

    undo(upload)

    results = {change.title: change.undo_result for change in upload.changes.all()}
    assert results == {
        "Main Campus": UndoResult.DONE,
        "The Forge": UndoResult.KEPT,
        "New Hall": UndoResult.KEPT,
    }
    assert Course.objects.get().runs.get().venue.name == "New Hall"
    assert Venue.objects.get(name="The Forge").town == "Tipton"


def test_an_old_name_that_another_place_took_is_not_forced(member: Membership) -> None:
    upload = send_places(member, FORGE | {"VENUE_NAME": "The Anvil"})
    publish(upload)
    Venue.objects.create(provider=member.organisation, name="the forge")

    undo(upload)

    assert Venue.objects.get(reference="F1").name == "The Anvil"
    (stays,) = upload.changes.get().conflicts
    assert stays == {"path": "name", "now": "The Anvil", "is_lost": True}


def test_a_held_place_stays_and_a_workbook_will_do(member: Membership) -> None:
    rows = [VENUES.headings, ["A1", "Hall A", "", "", "Walsall"], ["A1", "Hall B"]]

    upload = send(member, workbook(rows), kind="VENUES", file_name="venues.xlsx")

    assert (upload.state, upload.rows_held) == (UploadState.CHECKED, 2)
    assert "another" not in upload.message
    row = services.fix(upload, 3, "YOUR_VENUE_REFERENCE", "B1", today=TODAY)
    assert not row.is_held


def test_a_file_of_courses_sent_as_places_is_refused_in_words(member: Membership) -> None:
    upload = send(member, b"DELIVERY_MODE,STUDY_MODE,DURATION_UNIT\r\n1,2,3\r\n", kind="VENUES")

    assert upload.state == UploadState.REFUSED
    assert "courses" in upload.message
    assert upload.counts == {"refusal": {"code": "FILE_FORMAT_UNKNOWN"}}
