"""The dates that a draft has: copied, taken out, kept while two people write."""

import datetime

import pytest

from catalogue.courses.contents import content_of
from catalogue.providers.models import Venue
from catalogue.publishing.editor.stoppers import Places, stoppers
from tests.factories import CourseRunFactory


@pytest.mark.parametrize(
    ("do", "wanted"), [("full", "FULL"), ("cancel", "CANCELLED"), ("open", "SCHEDULED")]
)
def test_a_button_of_a_row_changes_its_status(scene, do, wanted) -> None:
    draft = scene.draft()
    scene.post("draft_part", draft.pk, "dates", data={"run": "one", "do": do})
    draft.refresh_from_db()
    assert draft.content["runs"][0]["status"] == wanted


def test_a_row_is_copied_and_taken_out(scene) -> None:
    draft = scene.draft()

    scene.post("draft_part", draft.pk, "dates", data={"run": "one", "do": "copy"})
    draft.refresh_from_db()
    assert len(draft.content["runs"]) == 2
    assert len({run["key"] for run in draft.content["runs"]}) == 2

    scene.post("draft_part", draft.pk, "dates", data={"run": "one", "do": "remove"})
    scene.post("draft_part", draft.pk, "dates", data={"run": "one", "do": "remove"})
    draft.refresh_from_db()
    assert len(draft.content["runs"]) == 1


def test_a_copy_of_a_date_that_somebody_took_out_leads_back_to_the_dates(scene) -> None:
    draft = scene.draft()
    dates = scene.url("draft_part", draft.pk, "dates")
    scene.client.post(dates, {"run": "one", "do": "remove"})

    answer = scene.client.post(dates, {"run": "one", "do": "copy"})

    assert answer.url == dates


def test_a_date_that_somebody_took_out_is_not_lost(scene) -> None:
    draft = scene.draft()
    scene.post("draft_part", draft.pk, "dates", data={"run": "one", "do": "remove"})
    data = {"delivery_mode": "ONLINE", "start_date": "25/1/2027"}

    answer = scene.post("draft_run", draft.pk, "one", data=data)
    assert b"Somebody took this date out meanwhile." in answer.content
    assert b"25/1/2027" in answer.content

    scene.post("draft_run", draft.pk, "one", data={**data, "put_back": "1"})
    assert scene.starts(draft) == ["2027-01-25"]


def test_two_people_who_change_one_date_are_asked(scene) -> None:
    draft = scene.draft()
    shown = scene.get("draft_run", draft.pk, "one").context["shown"]
    data = {"delivery_mode": "CLASSROOM", "venue": scene.venue.pk, "shown": shown}
    scene.post("draft_run", draft.pk, "one", data={**data, "start_date": "25/1/2027"})

    answer = scene.post("draft_run", draft.pk, "one", data={**data, "start_date": "1/2/2027"})

    html = answer.content.decode()
    assert answer.status_code == 409
    assert "25 January 2027" in html
    assert "1 February 2027" in html
    again = {**data, "start_date": "1/2/2027", "choose_runs.one.start_date": "theirs"}
    scene.post("draft_run", draft.pk, "one", data=again)
    assert scene.starts(draft) == ["2027-01-25"]


def test_a_date_is_kept_while_it_is_typed_but_no_half_place_is_made(scene) -> None:
    draft = scene.draft()
    shown = scene.get("draft_run", draft.pk, "one").context["shown"]
    data = {"version": "1", "shown": shown, "delivery_mode": "CLASSROOM", "keep": "auto"}

    answer = scene.post(
        "draft_run",
        draft.pk,
        "one",
        data={**data, "start_date": "25/1/2027", "new_name": "Tip", "new_postcode": "DY4 8NU"},
    )

    assert answer.json()["version"] == 2
    assert Venue.objects.count() == 1
    assert scene.starts(draft) == ["2027-01-25"]
    form = scene.get("draft_run", draft.pk, "one").context["form"]
    assert form["new_name"].value() == "Tip"


@pytest.mark.parametrize("token", ["", "../x", "n\x00", "x" * 200, "n/1"], ids=repr)
def test_nonsense_as_a_token_is_no_error(scene, token) -> None:
    draft = scene.draft(runs=[])
    data = {"delivery_mode": "ONLINE", "start_date": "18/1/2027", "token": token}
    scene.post("draft_dates_add", draft.pk, data=data)
    assert scene.starts(draft) == ["2027-01-18"]
    assert scene.get("draft_part", draft.pk, "dates").status_code == 200


def test_characters_that_no_database_keeps_are_dropped(scene) -> None:
    draft = scene.draft()
    data = dict.fromkeys(
        ("delivery_mode", "venue", "start_date", "start_time", "status", "duration"), "a\x00b"
    )
    assert scene.post("draft_run", draft.pk, "one", data=data).status_code == 200
    draft.refresh_from_db()
    assert draft.content["runs"][0]["start_date"] == "ab"


def test_a_number_that_is_live_already_stops_nobody(db) -> None:
    run = CourseRunFactory(cost_pence=9_000_000, waiting_weeks=500)
    base = content_of(run.course)
    places = Places.of(run.course.provider)
    dearer = {**base, "runs": [{**base["runs"][0], "cost_pence": 9_500_000}]}

    def stopped(content) -> set[str]:
        found = stoppers(content, base=base, places=places, today=datetime.date(2026, 11, 25))
        return {one.path.rsplit(".")[-1] for one in found} & {"cost_pence", "waiting_weeks"}

    assert stopped(base) == set()
    assert stopped(dearer) == {"cost_pence"}
