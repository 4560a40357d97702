from dataclasses import replace
from datetime import date

from hypothesis import given

from search.documents import ListingDocument, RunDocument
from search.facets import FACETS, Facet, start_facet_values
from search.runs import DIMENSIONS, open_runs
from tests.search.engines.generated import TODAY, listings

# Names and values that people bookmark.
VALUES = {
    "kind": "course apprenticeship job event role programme page",
    "when": "day evening weekend day-release school-hours any-time",
    "how": "in-person online blended at-work",
    "study": "full-time part-time flexible",
    "level": "entry entry-1 entry-2 entry-3 1 2 3 4 5 6 7",
    "esol": "any pre-entry entry-1 entry-2 entry-3 level-1 level-2",
    "cost": "free paid ask",
    "length": "day week month term year longer",
    "age": "16-17 18-24 25",
    "setting": "people behind-scenes",
    "venue": "campus community library workplace online jobcentre",
    "audience": "everyone 16-24 over-50 claimants in-work women refugees",
    "access": "bsl interpreter captions quiet-hour step-free children",
    "booking": "just-come book",
}


def values_of(facet: Facet, document: ListingDocument) -> tuple[str, ...]:
    return facet.given_by(document, open_runs(document, TODAY), TODAY)


def test_facets_have_the_names_and_values_of_the_address():
    assert {name: " ".join(FACETS[name].order) for name in VALUES} == VALUES
    open_lists = {"starts", "sector", "subject", "provider", "role", "needs", "speaks"}
    assert set(FACETS) - set(VALUES) == open_lists


def test_run_dimensions_are_facets_except_the_place():
    named = {facet.name for facet in FACETS.values() if facet.is_run_dimension}
    assert named == set(DIMENSIONS) - {"place"}


def test_starts_offers_six_months_then_later():
    assert start_facet_values(date(2026, 11, 25)) == (
        *("soon", "2026-11", "2026-12", "2027-01", "2027-02", "2027-03", "2027-04"),
        *("later", "flexible"),
    )


def test_only_open_runs_give_values():
    closed = RunDocument(run_id=1, study="full-time", start_date=date(2026, 9, 1))
    still_open = RunDocument(run_id=2, study="part-time", start_date=date(2027, 1, 1))
    document = ListingDocument(id="course:1", kind="course", title="x", runs=(closed, still_open))
    assert values_of(FACETS["study"], document) == ("part-time",)


def test_entry_finds_every_entry_level_and_any_finds_every_english_class():
    document = ListingDocument(
        id="course:1", kind="course", title="x", level="entry-2", esol=("entry-2",)
    )
    assert set(values_of(FACETS["level"], document)) == {"entry", "entry-2"}
    assert set(values_of(FACETS["esol"], document)) == {"any", "entry-2"}


def test_a_course_of_the_whole_entry_band_is_found_at_each_of_its_levels():
    band = ListingDocument(id="course:1", kind="course", title="x", level="entry")
    every = {"entry", "entry-1", "entry-2", "entry-3"}
    assert set(values_of(FACETS["level"], band)) == every
    english = replace(band, esol=("pre-entry", "entry-1"))
    assert set(values_of(FACETS["level"], english)) == {"entry", "entry-1"}


@given(listings(1))
def test_facets_stored_as_one_value_have_at_most_one(document):
    for facet in FACETS.values():
        values = values_of(facet, document)
        assert len(values) == len(set(values))
        assert "" not in values
        assert facet.storage != "single" or len(values) <= 1
