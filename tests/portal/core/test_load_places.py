"""Loading the table of places and the taxonomy into the database."""

import csv
import datetime
from pathlib import Path

import pytest

from portal.core.models import Place, Sector, Subject
from portal.core.place_table import PlaceTableError, load_places
from portal.core.taxonomy import TAXONOMY, load_taxonomy

DATA_DIR = TAXONOMY.parent
TODAY = datetime.date(2026, 11, 25)


def place_rows() -> list[dict[str, str]]:
    with (DATA_DIR / "west_midlands_places.csv").open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


@pytest.mark.django_db
def test_the_table_of_the_region_loads_whole_and_twice_changes_nothing() -> None:
    rows = place_rows()

    first = load_places(rows, today=TODAY)
    second = load_places(rows, today=TODAY)

    assert (first.added, first.changed) == (len(rows), 0)
    assert (second.added, second.changed, second.unchanged) == (0, 0, len(rows))
    assert Place.objects.get(slug="walsall").parent.slug == "west-midlands-combined-authority"
    assert Place.objects.get(slug="west-midlands-combined-authority").members.count() == 7
    assert "Brum" in Place.objects.get(slug="birmingham").aliases


@pytest.mark.django_db
def test_a_parent_may_stand_after_its_child() -> None:
    load_places(reversed(place_rows()), today=TODAY)

    assert Place.objects.get(slug="ws1").parent.slug == "walsall"


@pytest.mark.django_db
@pytest.mark.parametrize(
    ("change", "message"),
    [
        ({"kind": "VILLAGE"}, "Row 2"),
        ({"latitude": "north"}, "Row 2"),
        ({"parent": "atlantis"}, "atlantis"),
        ({"members": "mu"}, "mu"),
        ({"name": ""}, "no name"),
        ({"source_date": "31/12/2025"}, "2026-07-28"),
    ],
    ids=["kind", "point", "parent", "member", "name", "date"],
)
def test_a_row_that_cannot_be_read_is_refused_by_its_number(
    change: dict[str, str], message: str
) -> None:
    with pytest.raises(PlaceTableError, match=message):
        load_places([place_rows()[0] | change], today=TODAY)

    assert not Place.objects.exists()


@pytest.mark.django_db
def test_the_taxonomy_loads_whole_and_twice_changes_nothing() -> None:
    first = load_taxonomy()
    second = load_taxonomy()

    assert first.added == Sector.objects.count() + Subject.objects.count() > 30
    assert (second.added, second.changed) == (0, 0)
    assert Sector.objects.get(slug="health").motif == "HEALTH"
    assert Sector.objects.get(slug="health").translations["pl"] == "Ochrona zdrowia"
    assert "14.1" in Subject.objects.get(slug="english-esol").ssa_tier2_codes
    assert Subject.objects.get(slug="english-esol").sector is None


@pytest.mark.django_db
def test_an_edited_taxonomy_changes_what_it_names(tmp_path: Path) -> None:
    path = tmp_path / "taxonomy.toml"
    path.write_text('[[sector]]\nslug = "a"\nname = "One"\n', encoding="utf-8")
    load_taxonomy(path)
    path.write_text('[[sector]]\nslug = "a"\nname = "Two"\n', encoding="utf-8")

    counts = load_taxonomy(path)

    assert (counts.added, counts.changed) == (0, 1)
    assert Sector.objects.get().name == "Two"
