"""What a typed place is taken to be."""

import pytest
from hypothesis import assume, example, given, settings
from hypothesis import strategies as st

from search.place_facts import PlaceFact, place_key
from search.places import Gazetteer
from tests.search.region import gazetteer, place_facts


@pytest.mark.parametrize(
    "typed", ["b70 6hj", " B706HJ ", "B70  6HJ", "b70-6hj", "B7O 6HJ", "near b70 6hj"]
)
def test_a_whole_postcode_is_the_point_of_its_outward_code(typed: str) -> None:
    found = gazetteer().resolve(typed)
    assert (found.status, found.near, found.name) == ("point", "B70", "B70")
    assert found.is_full_postcode
    assert found.is_approximate
    assert found.default_radius_miles == 5.0
    assert "6HJ" not in repr(found).upper()


@pytest.mark.parametrize(
    ("typed", "near"),
    [
        ("B1", "B1"),
        ("dy1", "DY1"),
        ("DY 1", "DY1"),
        ("b11aa", "B1"),
        ("B11 1AA", "B11"),
        ("B70 6", "B70"),
        ("B706H", "B70"),
        ("Birmingham B11 1AA", "B11"),
        ("Willenhall WV13", "WV13"),
    ],
)
def test_a_part_postcode_is_a_point(typed: str, near: str) -> None:
    found = gazetteer().resolve(typed)
    assert (found.status, found.near, found.kind) == ("point", near, "OUTWARD_CODE")


def test_letters_alone_are_all_the_codes_of_the_region_that_begin_so() -> None:
    found = gazetteer().resolve("cv")
    assert (found.status, found.kind, found.name) == ("area", "POSTCODE_AREA", "CV")
    assert found.outward_codes[:3] == ("CV1", "CV2", "CV3")
    assert all(code.startswith("CV") for code in found.outward_codes)
    birmingham = gazetteer().resolve("B")
    assert "B1" in birmingham.outward_codes
    assert all(code[1].isdigit() for code in birmingham.outward_codes)


@pytest.mark.parametrize(
    ("typed", "slug"),
    [
        ("Walsall", "walsall"),
        ("WALSALL", "walsall"),
        ("  west   bromwich ", "west-bromwich"),
        ("westbromwich", "west-bromwich"),
        ("wolver hampton", "wolverhampton"),
        ("Brum", "birmingham"),
        ("b'ham", "birmingham"),
        ("B’ham", "birmingham"),
        ("king's heath", "kings-heath"),
        ("Kings Heath", "kings-heath"),
        ("the black country", "black-country"),
        ("in Dudley", "dudley"),
        ("near dudley", "dudley"),
        ("Dudley, UK", "dudley"),
        ("Dudley, West Midlands", "dudley"),
        ("West Midlands", "west-midlands"),
        ("WMCA", "west-midlands-combined-authority"),
    ],
)
def test_a_town_or_council_is_an_area(typed: str, slug: str) -> None:
    found = gazetteer().resolve(typed)
    assert (found.status, found.slug) == ("area", slug)
    assert found.members[0] == slug
    assert found.default_radius_miles is None
    assert not found.is_corrected


def test_an_area_of_councils_names_its_members() -> None:
    found = gazetteer().resolve("Black Country")
    assert set(found.members) == {"black-country", "dudley", "sandwell", "walsall", "wolverhampton"}
    assert not found.is_everything
    assert gazetteer().resolve("the west midlands").is_everything


@pytest.mark.parametrize(
    "typed", ["Sparkbrook", "sparkbrook, birmingham", "Sparkbrook (Birmingham)"]
)
def test_a_neighbourhood_is_a_point(typed: str) -> None:
    found = gazetteer().resolve(typed)
    assert (found.status, found.slug, found.default_radius_miles) == ("point", "sparkbrook", 5.0)


@pytest.mark.parametrize(
    ("typed", "slug"),
    [
        ("wolverhamton", "wolverhampton"),
        ("wolverhapmton", "wolverhampton"),
        ("birmingam", "birmingham"),
        ("Walsal", "walsall"),
        ("west bromich", "west-bromwich"),
        ("sollihull", "solihull"),
        ("birming", "birmingham"),
        ("brierley", "brierley-hill"),
    ],
)
def test_a_misspelt_or_unfinished_name_is_found_and_says_so(typed: str, slug: str) -> None:
    found = gazetteer().resolve(typed)
    assert (found.status, found.slug) == ("area", slug)
    assert found.is_corrected


def test_a_name_of_two_places_uses_neither() -> None:
    found = gazetteer().resolve("Willenhall")
    assert found.status == "ambiguous"
    assert not found.is_usable
    assert [choice.near for choice in found.choices] == [
        "Willenhall, Walsall",
        "Willenhall, Coventry",
    ]
    assert found.latitude is None


@pytest.mark.parametrize(
    ("typed", "slug"),
    [
        ("Willenhall, Walsall", "willenhall-walsall"),
        ("willenhall walsall", "willenhall-walsall"),
        ("Willenhall (Coventry)", "willenhall-coventry"),
        ("Willenhal, Coventry", "willenhall-coventry"),
        ("Willenhall, Coventy", "willenhall-coventry"),
    ],
)
def test_the_name_of_the_council_tells_same_names_apart(typed: str, slug: str) -> None:
    found = gazetteer().resolve(typed)
    assert found.slug == slug
    assert gazetteer().resolve(found.near).slug == slug


@pytest.mark.parametrize(
    ("typed", "name", "near"),
    [
        ("WF1", "Wakefield", "WF1"),
        ("wf1 1aa", "Wakefield", "WF1"),
        ("EC1A 1BB", "London", "EC1A"),
        ("WF", "Wakefield", "WF"),
        ("Leeds", "Leeds", "Leeds"),
        ("in london", "London", "London"),
    ],
)
def test_elsewhere_in_the_country_is_named(typed: str, name: str, near: str) -> None:
    found = gazetteer().resolve(typed)
    assert (found.status, found.name, found.near) == ("outside", name, near)


def test_a_code_that_does_not_exist_here_offers_codes_that_do() -> None:
    found = gazetteer().resolve("B22")
    assert found.status == "unknown"
    assert {choice.near for choice in found.choices} & {"B21", "B23", "B2"}


@pytest.mark.parametrize("typed", ["Xyzzyville", "XX1", "99", "?!", "GIR 0AA 0", "52.4,999"])
def test_an_unknown_place_is_a_state_and_not_an_error(typed: str) -> None:
    found = gazetteer().resolve(typed)
    assert found.status in ("unknown", "empty")
    assert not found.is_usable


def test_an_unknown_place_offers_near_spellings_and_names_that_hold_the_word() -> None:
    assert "West Bromwich" in {c.near for c in gazetteer().resolve("bromwitch").choices}
    assert gazetteer().resolve("Willenhall, Leeds").choices[0].near == "Willenhall, Walsall"


def test_coordinates_are_rounded_and_are_a_point() -> None:
    found = gazetteer().resolve("52.4901234,-1.9004321")
    assert (found.status, found.near) == ("point", "52.490,-1.900")
    assert (found.latitude, found.longitude) == (52.49, -1.9)
    assert found.is_own_location
    assert not found.is_approximate
    assert gazetteer().resolve("51.5, -0.12").status == "outside"


@given(st.text(max_size=120))
@example("\x00")
@example("\ud800\udfff")
@example("a" * 10_000)
@example("\u200f\u202eDudley\u202c")
@example("," * 50)
@example("()")
@example("B\u0661 1AA")
@example("İstanbul")
@settings(max_examples=300, deadline=None)
def test_no_text_whatever_raises(text: str) -> None:
    found = gazetteer().resolve(text)
    assert len(found.near) <= 80
    assert found.is_usable == (found.latitude is not None)


def test_marks_of_direction_do_not_hide_a_name() -> None:
    assert gazetteer().resolve("\u200f\u202bDudley\u202c").slug == "dudley"


@pytest.mark.parametrize("place", place_facts(), ids=lambda place: place.slug)
def test_every_place_of_the_table_finds_itself(place: PlaceFact) -> None:
    found = gazetteer().resolve(place.name)
    if found.status == "ambiguous":
        assert place.slug in {choice.slug for choice in found.choices}
        for choice in found.choices:
            assert gazetteer().resolve(choice.near).slug == choice.slug
    else:
        assert found.slug == place.slug
        assert gazetteer().resolve(found.near) == found
    for alias in place.aliases:
        assert gazetteer().resolve(alias).slug == place.slug


@given(st.sampled_from([place for place in place_facts() if len(place.name) >= 9]), st.data())
def test_one_missing_letter_in_a_long_name_still_finds_or_offers_it(
    place: PlaceFact, data: st.DataObject
) -> None:
    position = data.draw(st.integers(1, len(place.name) - 1))
    typed = place.name[:position] + place.name[position + 1 :]
    assume(not gazetteer().is_name(place_key(typed)))  # Blakenhall, and Blakenall
    found = gazetteer().resolve(typed)
    assert place.slug in {found.slug, *(choice.slug for choice in found.choices)}


def test_an_empty_region_answers_too() -> None:
    empty = Gazetteer([], {})
    for typed in ("", "Dudley", "B70 6HJ", "52.49,-1.9", "CV"):
        assert not empty.resolve(typed).is_usable


def test_a_chain_of_parents_that_closes_on_itself_does_not_hang() -> None:
    looped = Gazetteer(
        [
            PlaceFact("a", "Alpha", "TOWN", "b", 52.0, -1.0),
            PlaceFact("b", "Beta", "TOWN", "a", 52.0, -1.0),
        ],
        {},
    )
    assert not looped.resolve("Alpha, Gamma").is_usable


def test_a_town_inside_a_council_of_the_same_name_means_the_council() -> None:
    region = Gazetteer(
        [
            PlaceFact("exshire", "Exshire", "REGION", "", 51.0, -1.0),
            PlaceFact("stone", "Stone", "COUNCIL", "exshire", 51.0, -1.0),
            PlaceFact("stone-town", "Stone", "TOWN", "stone", 51.0, -1.0),
        ],
        {},
    )
    assert region.resolve("Stone").slug == "stone"


def test_a_word_that_several_names_hold_asks_which() -> None:
    found = gazetteer().resolve("bromwich")
    assert (found.status, found.near) == ("ambiguous", "bromwich")
    assert {choice.near for choice in found.choices} == {"West Bromwich", "Castle Bromwich"}
    assert "Small Heath" in {choice.near for choice in gazetteer().resolve("heath").choices}
