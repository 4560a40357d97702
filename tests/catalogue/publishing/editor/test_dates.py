"""Dates of a draft: many at once, one by one, with places made from a postcode."""

import pytest

from catalogue.providers.models import AuditEntry, Venue
from catalogue.publishing.models import Draft
from tests.factories import OrganisationFactory, VenueFactory


def test_a_list_of_days_becomes_dates(scene) -> None:
    draft = scene.draft(runs=[])
    answer = scene.post(
        "draft_dates_add",
        draft.pk,
        data={
            "delivery_mode": "CLASSROOM",
            "venue": scene.venue.pk,
            "start_date": "18/1/2027\n25 January 2027\n\nTBC",
            "start_time": "6pm",
            "end_time": "8pm",
            "days_of_week": ["MON"],
            "token": "nabc",
        },
    )

    assert answer.status_code == 302
    assert scene.starts(draft) == ["2027-01-18", "2027-01-25", "TBC"]
    first = draft.content["runs"][0]
    assert (first["start_time"], first["end_time"], first["venue"]) == (
        "18:00",
        "20:00",
        scene.venue.pk,
    )
    page = scene.get("draft_part", draft.pk, "dates").content.decode()
    assert "Write a day, a month and a year, like 18 January 2027." in page


def test_every_tuesday_between_two_days(scene) -> None:
    draft = scene.draft(runs=[])
    scene.post(
        "draft_dates_add",
        draft.pk,
        data={
            "delivery_mode": "ONLINE",
            "every": "TUE",
            "every_from": "4/1/2027",
            "every_to": "26/1/2027",
        },
    )
    assert scene.starts(draft) == ["2027-01-05", "2027-01-12", "2027-01-19", "2027-01-26"]


@pytest.mark.parametrize(
    ("first", "last", "words"),
    [
        ("4/1/2027", "4/1/2029", b"These are over 100 dates."),
        ("26/1/2027", "4/1/2027", b"No such day lies between these two."),
        ("soon", "4/1/2027", b"Write a day, a month and a year"),
    ],
)
def test_a_wrong_stretch_of_weeks_adds_nothing_and_keeps_what_is_typed(
    scene, first, last, words
) -> None:
    draft = scene.draft(runs=[])
    answer = scene.post(
        "draft_dates_add",
        draft.pk,
        data={
            "delivery_mode": "ONLINE",
            "start_time": "half six",
            "every": "TUE",
            "every_from": first,
            "every_to": last,
        },
    )
    assert words in answer.content
    assert b'value="half six"' in answer.content
    assert scene.starts(draft) == []


@pytest.mark.parametrize("every", ["", "MON", "NEVER"])
def test_a_list_of_too_many_dates_is_told_and_not_cut_in_silence(scene, every: str) -> None:
    draft = scene.draft(runs=[])
    days = "\n".join(["18/1/2027"] * 101)
    data = {"delivery_mode": "ONLINE", "start_date": days, "every": every}

    answer = scene.post("draft_dates_add", draft.pk, data=data)

    assert b"These are over 100 dates." in answer.content
    assert answer.content.count(b"18/1/2027\n") + answer.content.count(b"18/1/2027\r") >= 100
    assert scene.starts(draft) == []


@pytest.mark.parametrize(
    ("name", "rest"), [("draft_run", ["one"]), ("draft_dates_add", [])], ids=["a date", "new dates"]
)
def test_of_a_draft_that_waits_no_place_is_made(scene, name: str, rest: list[str]) -> None:
    draft = scene.draft()
    Draft.objects.update(state="IN_REVIEW")
    typed = {"delivery_mode": "CLASSROOM", "start_date": "25/1/2027"}
    place = {"venue": "new", "new_name": "Tipton library", "new_postcode": "DY4 8NU"}

    answer = scene.post(name, draft.pk, *rest, data=typed | place)
    alone = scene.post(name, draft.pk, *rest, data=typed | place | {"keep": "auto"})

    assert answer.url == scene.get(name, draft.pk, *rest).url == scene.url("draft", draft.pk)
    assert (alone.status_code, "A moderator looks at it" in alone.json()["message"]) == (409, True)
    assert not scene.organisation.venues.filter(name="Tipton library").exists()


def test_pressing_add_twice_adds_once(scene) -> None:
    draft = scene.draft(runs=[])
    data = {"delivery_mode": "ONLINE", "start_date": "18/1/2027", "token": "nabc"}

    scene.post("draft_dates_add", draft.pk, data=data)
    scene.post("draft_dates_add", draft.pk, data=data)

    assert scene.starts(draft) == ["2027-01-18"]


def test_the_next_date_is_like_the_last(scene) -> None:
    draft = scene.draft(runs=[scene.run(key="a", start_time="18:00")])

    form = scene.get("draft_dates_add", draft.pk).context["form"]

    assert form["start_time"].value() == "18:00"
    assert form["venue"].value() == str(scene.venue.pk)
    assert form["start_date"].value() == ""


def test_a_place_is_made_from_a_name_and_a_postcode(scene) -> None:
    draft = scene.draft(runs=[])
    scene.post(
        "draft_dates_add",
        draft.pk,
        data={
            "delivery_mode": "CLASSROOM",
            "start_date": "18/1/2027",
            "new_name": "Tipton library",
            "new_postcode": "dy48nu",
        },
    )

    made = Venue.objects.get(name="Tipton library")
    assert (made.provider, made.postcode, made.town) == (scene.organisation, "DY4 8NU", "Sandwell")
    assert made.latitude is not None
    draft.refresh_from_db()
    assert draft.content["runs"][0]["venue"] == made.pk
    assert AuditEntry.objects.get().about == "Tipton library"


def test_a_place_without_a_name_that_somebody_could_say_is_not_made(scene) -> None:
    draft = scene.draft(runs=[])
    answer = scene.post(
        "draft_dates_add",
        draft.pk,
        data={
            "delivery_mode": "CLASSROOM",
            "start_date": "18/1/2027",
            "new_name": "---",
            "new_postcode": "DY4 8NU",
        },
    )

    assert "Write the name of the place, like “Tipton library”." in answer.content.decode()
    assert Venue.objects.count() == 1


def test_a_postcode_that_is_none_is_explained_and_nothing_typed_is_lost(scene) -> None:
    draft = scene.draft(runs=[])
    answer = scene.post(
        "draft_dates_add",
        draft.pk,
        data={
            "delivery_mode": "CLASSROOM",
            "start_date": "18/1/2027",
            "venue": "new",
            "new_name": "Tipton library",
            "new_postcode": "DY4",
        },
    )

    html = answer.content.decode()
    assert "Write the whole postcode, like DY4 8NU. We do not know “DY4”." in html
    assert 'value="Tipton library"' in html
    assert "18/1/2027" in html
    assert Venue.objects.count() == 1


def test_a_place_outside_our_map_is_allowed(scene) -> None:
    draft = scene.draft(runs=[])
    scene.post(
        "draft_dates_add",
        draft.pk,
        data={
            "delivery_mode": "CLASSROOM",
            "start_date": "18/1/2027",
            "new_name": "Leeds hall",
            "new_postcode": "LS1 4DL",
        },
    )
    assert Venue.objects.get(name="Leeds hall").latitude is None


def test_a_date_is_changed_on_its_page(scene) -> None:
    draft = scene.draft()
    dates = scene.get("draft_part", draft.pk, "dates")
    page = scene.get("draft_run", draft.pk, "one")
    assert f'<a href="{page.request["PATH_INFO"]}#topic">Change<' in dates.content.decode()

    answer = scene.post(
        "draft_run",
        draft.pk,
        "one",
        data={
            "version": draft.version,
            "shown": page.context["shown"],
            "delivery_mode": "CLASSROOM",
            "venue": scene.venue.pk,
            "start_date": "25/1/2027",
            "places": "12",
            "places_left": "3",
            "status": "SCHEDULED",
            "cost_pence": "295",
        },
    )

    draft.refresh_from_db()
    run = draft.content["runs"][0]
    assert answer.url == scene.url("draft_part", draft.pk, "dates")
    assert (run["start_date"], run["places_left"], run["cost_pence"]) == ("2027-01-25", 3, 29500)


@pytest.mark.parametrize(
    ("typed", "words"),
    [
        ({"start_date": "18/1/2020"}, "This day has passed."),
        ({"start_date": "18/1/2099"}, "This day is years away."),
        ({"start_date": ""}, "Write the first day"),
        ({"end_date": "1/1/2027"}, "The last day is before the first."),
        ({"venue": ""}, "Choose the place where people go."),
        ({"cost_pence": "TBC"}, "Write a price in pounds"),
        ({"duration": "10"}, "Choose hours, days, weeks or another unit."),
        ({"places": "2", "places_left": "3"}, "There cannot be more places left than places."),
        ({"start_time": "8pm", "end_time": "6pm"}, "The class ends before it begins."),
        ({"enrol_by_date": "1/2/2027"}, "The last day to join is after the first day."),
        ({"hours_per_week": "lots"}, "Write hours, like 2 or 2.5."),
        ({"delivery_mode": ""}, "Choose how it is taught."),
        ({"is_flexible_start": "on"}, "Clear the date"),
        ({"end_date": "18/1/2060"}, "This day is years away."),
        ({"cost_pence": "99,999"}, "Write a price from £0 to £50,000."),
        ({"cost_pence": "999999"}, "Write a price from £0 to £50,000."),
        ({"duration_unit": "WEEKS", "duration": "600"}, "Write a number from 1 to 520."),
        ({"hours_per_week": "100"}, "Write a number from 1 to 60."),
        ({"waiting_weeks": "999"}, "Write a number from 1 to 104."),
    ],
    ids=lambda value: next(iter(value)) if isinstance(value, dict) else "",
)
def test_what_is_wrong_with_a_date_stands_at_its_field(scene, typed, words) -> None:
    draft = scene.draft()
    data = {
        "delivery_mode": "CLASSROOM",
        "venue": scene.venue.pk,
        "start_date": "18/1/2027",
        "status": "SCHEDULED",
        **typed,
    }

    answer = scene.post("draft_run", draft.pk, "one", data=data)

    html = answer.content.decode()
    assert words in html
    name = list(typed)[-1]
    at = {"is_flexible_start": "start_date"}
    if "duration_unit" not in typed:
        at["duration"] = "duration_unit"
    assert f'<a href="#id_{at.get(name, name)}">' in html
    for value in typed.values():
        if value in ("TBC", "lots"):
            assert f'value="{value}"' in html


@pytest.mark.parametrize(
    ("typed", "field", "words"),
    [
        ({"cost_pence": "TBC"}, "cost_pence", "Write a price in pounds"),
        ({"cost_description": "Price TBC"}, "cost_description", "“TBC” helps nobody."),
    ],
    ids=["a price in words", "words about it"],
)
def test_a_price_before_the_first_date_is_checked_at_its_field(scene, typed, field, words) -> None:
    draft = scene.draft(runs=[])

    html = scene.post("draft_part", draft.pk, "price", data=typed).content.decode()
    listed = scene.get("draft", draft.pk).content.decode()

    draft.refresh_from_db()
    assert draft.content["defaults"][field] == typed[field]
    assert words in html
    assert f'<a href="#id_{field}">' in html
    assert f"/price/#id_{field}" in listed


def test_a_good_price_before_the_first_date_is_no_problem(scene) -> None:
    draft = scene.draft(runs=[])
    answer = scene.post("draft_part", draft.pk, "price", data={"cost_pence": "9.50"})
    assert answer.url == scene.url("draft_part", draft.pk, "learn")


def test_an_office_is_no_place_to_study(scene) -> None:
    office = VenueFactory(provider=scene.organisation, name="Head office", is_study_place=False)
    draft = scene.draft(runs=[scene.run(key="one", venue=office.pk)])
    html = scene.get("draft", draft.pk).content.decode()
    assert "Nobody studies at “Head office”: it is an office." in html


def test_a_place_in_the_sea_is_named(scene) -> None:
    sea = VenueFactory(provider=scene.organisation, name="Nowhere", latitude=0, longitude=0)
    draft = scene.draft(runs=[scene.run(key="one", venue=sea.pk)])
    assert "“Nowhere” lies in the sea on our map." in scene.get("draft", draft.pk).content.decode()


def test_the_place_of_another_provider_is_refused(scene) -> None:
    other = VenueFactory(provider=OrganisationFactory())
    draft = scene.draft(runs=[scene.run(key="one", venue=other.pk)])
    assert "Choose one of your places." in scene.get("draft", draft.pk).content.decode()
