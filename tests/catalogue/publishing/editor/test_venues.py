"""The places of an organisation."""

import re

import pytest
from django.utils.html import escape

from catalogue.providers.models import AuditEntry, Venue
from catalogue.publishing.editor.places import make_place, version_of
from tests.catalogue.publishing.editor.conftest import NOW
from tests.factories import OrganisationFactory, VenueFactory
from tests.publishing_factories import client_of, make_member

GOOD = {
    "name": "Tipton library",
    "postcode": "dy4 8nu",
    "venue_type": "LIBRARY",
    "is_study_place": "on",
    "step_free_entrance": "YES",
    "lift": "NO",
    "accessible_toilet": "UNKNOWN",
    "hearing_loop": "UNKNOWN",
    "quiet_space": "UNKNOWN",
    "prayer_room": "UNKNOWN",
    "parking": "UNKNOWN",
    "blue_badge_parking": "UNKNOWN",
}


def test_a_place_is_added_with_its_access(scene) -> None:
    answer = scene.post("venue_new", data=GOOD, follow=True)

    made = Venue.objects.get(name="Tipton library")
    assert (made.postcode, made.town, made.lift) == ("DY4 8NU", "Sandwell", "NO")
    assert made.latitude is not None
    page = answer.content.decode()
    assert "Tipton library is kept." in page
    assert "Sandwell, DY4\u00a08NU" in page
    assert AuditEntry.objects.get().about == "Tipton library"


@pytest.mark.parametrize(
    ("kind", "chosen"),
    [("COMMUNITY", "COMMUNITY"), ("COLLEGE", "CAMPUS")],
    ids=["community group", "college"],
)
def test_the_kind_of_place_begins_as_what_the_organisation_is(
    scene, kind: str, chosen: str
) -> None:
    """Learners look for places of the community, so a hall must not go as a campus unseen."""
    scene.organisation.kind = kind
    scene.organisation.save()
    html = scene.client.get(scene.url("venue_new")).content.decode()
    assert re.search(rf'<option value="{chosen}"\s+selected', html)

    typed = {"name": "Canal Hall", "postcode": "DY4 8NU"}
    made = make_place(scene.organisation, typed, actor=scene.member.user, now=NOW)
    assert made.venue_type == chosen


def test_a_place_that_a_file_names_is_added_and_leads_back_to_the_file(scene) -> None:
    asked = {"name": "Tipton\x00 library", "next": "/manage/the-file/?held=2"}
    html = scene.client.get(scene.url("venue_new"), asked).content.decode()
    assert 'value="Tipton library"' in html
    assert '<input type="hidden" name="next" value="/manage/the-file/?held=2">' in html

    answer = scene.post("venue_new", data={**GOOD, "next": asked["next"]})

    assert answer["Location"] == "/manage/the-file/?held=2"
    assert Venue.objects.filter(name="Tipton library").exists()


@pytest.mark.parametrize("elsewhere", ["https://elsewhere.example/", "//elsewhere.example/"])
def test_a_place_leads_back_to_this_site_alone(scene, elsewhere: str) -> None:
    html = scene.client.get(scene.url("venue_new"), {"next": elsewhere}).content.decode()
    assert 'name="next"' not in html

    answer = scene.post("venue_new", data={**GOOD, "next": elsewhere})

    assert answer["Location"] == scene.url("venues")


def test_a_place_outside_our_map_is_kept_with_a_note(scene) -> None:
    answer = scene.post("venue_new", data={**GOOD, "postcode": "LS1 4DL"}, follow=True)
    assert "LS1 4DL is outside our map" in answer.content.decode()


@pytest.mark.parametrize(
    ("typed", "words"),
    [
        ({"name": ""}, "Write the name of the place."),
        ({"name": "---"}, "Write the name of the place."),
        ({"name": "\u3164\u200b!!"}, "Write the name of the place."),
        ({"name": "TIPTON campus"}, "You have a place of this name."),
        ({"postcode": "DY4"}, "Write the whole postcode, like DY4 8NU."),
        ({"access_notes": "x" * 1001}, "Write at most 1000 characters."),
    ],
    ids=lambda value: ascii(next(iter(value.items()))) if isinstance(value, dict) else "",
)
def test_what_is_wrong_stands_at_its_field_and_nothing_typed_is_lost(scene, typed, words) -> None:
    answer = scene.post("venue_new", data={**GOOD, "phone": "01632 960118", **typed})

    html = answer.content.decode()
    assert words in html
    assert 'value="01632 960118"' in html
    assert Venue.objects.count() == 1


@pytest.mark.parametrize("typed", ["ask at reception", "<script>1</script>", "999", "0121 ٤٩٦"])
def test_a_number_that_nobody_can_call_is_told(scene, typed: str) -> None:
    html = scene.post("venue_new", data={**GOOD, "phone": typed}).content.decode()
    assert "Write the phone number, like 01632 960 118." in html
    assert escape(typed) in html
    assert Venue.objects.count() == 1


def test_a_lost_first_zero_is_put_back(scene) -> None:
    scene.post("venue_new", data={**GOOD, "phone": "1922555010"})
    assert Venue.objects.get(name="Tipton library").phone == "01922555010"


def test_a_place_is_changed(scene) -> None:
    seen = version_of(scene.venue)
    scene.post("venue", scene.venue.pk, data={**GOOD, "name": "Tipton campus", "seen": seen})
    scene.venue.refresh_from_db()
    assert scene.venue.step_free_entrance == "YES"


def test_what_a_colleague_changed_meanwhile_is_not_undone_unseen(scene) -> None:
    seen = version_of(scene.venue)
    page = scene.client.get(scene.url("venue", scene.venue.pk)).content.decode()
    assert f'<input type="hidden" name="seen" value="{seen}"' in page
    typed = {**GOOD, "name": "Tipton campus", "seen": seen}
    scene.post("venue", scene.venue.pk, data={**typed, "lift": "YES"})

    answer = scene.post("venue", scene.venue.pk, data=typed)

    assert "Somebody else changed this place meanwhile." in answer.content.decode()
    scene.venue.refresh_from_db()
    assert scene.venue.lift == "YES"


def test_the_list_counts_courses_and_names_doubles(scene) -> None:
    scene.course()
    VenueFactory(provider=scene.organisation, name="Tipton again", postcode="DY4 8NU")

    answer = scene.get("venues")

    counts = {venue.name: venue.course_count for venue, *_rest in answer.context["venues"]}
    assert counts == {"Tipton campus": 1, "Tipton again": 0}
    assert "Same address as Tipton again" in answer.content.decode()


def test_a_place_in_use_is_not_retired(scene) -> None:
    scene.course()
    draft = scene.draft(title="A draft about welding")

    answer = scene.post("venue_retire", scene.venue.pk)

    scene.venue.refresh_from_db()
    html = answer.content.decode()
    assert answer.status_code == 409
    assert scene.venue.is_live
    assert "Welding for beginners" in html
    assert "A draft about welding" in html
    assert scene.url("draft_part", draft.pk, "dates") in html


def test_an_unused_place_is_retired_after_a_question(scene) -> None:
    assert b"out of use?" in scene.get("venue_retire", scene.venue.pk).content
    scene.venue.refresh_from_db()
    assert scene.venue.is_live

    scene.post("venue_retire", scene.venue.pk)

    scene.venue.refresh_from_db()
    assert not scene.venue.is_live


def test_places_of_others_are_no_pages_and_viewers_only_look(scene) -> None:
    other = VenueFactory(provider=OrganisationFactory())
    assert scene.get("venue", other.pk).status_code == 404
    viewer = make_member("VIEWER", organisation=scene.organisation, name="vera")
    assert client_of(viewer.user).get(scene.url("venues")).status_code == 200
    assert client_of(viewer.user).get(scene.url("venue_new")).status_code == 403
