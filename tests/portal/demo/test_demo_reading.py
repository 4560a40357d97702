import shutil

import pytest

from portal.demo.reading import DATA, DemonstrationError, read_demonstration


@pytest.fixture
def folder(tmp_path):
    """A folder with the real organisations and one topic of courses, to spoil."""
    for name in ("organisations.toml", "funding_rules.toml", "courses_pharmacy.toml"):
        shutil.copy(DATA / name, tmp_path / name)
    return tmp_path


def spoil(folder, old, new):
    path = folder / "courses_pharmacy.toml"
    text = path.read_text(encoding="utf-8")
    assert old in text
    path.write_text(text.replace(old, new, 1), encoding="utf-8")


@pytest.mark.parametrize(
    ("old", "new", "parts"),
    [
        pytest.param(
            'status = "SCHEDULED"',
            'status = "OPEN"',
            ["courses_pharmacy.toml", "run 1", "status", "SCHEDULED, FULL"],
            id="unknown code",
        ),
        pytest.param(
            "hours_per_week", "hours_a_week", ["no field “hours_a_week”"], id="unknown field"
        ),
        pytest.param("checked_days_ago = ", "checked = ", ["no field “checked”"], id="renamed"),
        pytest.param(
            "is_national = false", 'is_national = "no"', ["is_national", "bool"], id="wrong type"
        ),
        pytest.param("[[course]]", "[[course]", ["courses_pharmacy.toml", "line"], id="not TOML"),
    ],
)
def test_a_slip_in_a_file_is_named_with_its_place(folder, old, new, parts):
    spoil(folder, old, new)

    with pytest.raises(DemonstrationError) as caught:
        read_demonstration(folder)

    for part in parts:
        assert part in str(caught.value)


def test_a_missing_field_is_named_with_the_course(folder):
    key = read_demonstration(folder).courses[0].key
    spoil(folder, "level = ", "# level = ")

    with pytest.raises(DemonstrationError, match=f"“{key}”: the field “level” is missing"):
        read_demonstration(folder)


def test_a_course_cannot_use_the_venue_of_another_provider(folder):
    path = folder / "courses_pharmacy.toml"
    lines = path.read_text(encoding="utf-8").splitlines()
    first = next(number for number, line in enumerate(lines) if line.startswith("venue = "))
    stranger = "voltbarrow-academy" if "voltbarrow" not in lines[first] else "northfold-city"
    lines[first] = f'venue = "{stranger}"'
    path.write_text("\n".join(lines), encoding="utf-8")

    with pytest.raises(DemonstrationError, match="is not a venue of"):
        read_demonstration(folder)


def test_a_key_is_used_once(folder):
    shutil.copy(folder / "courses_pharmacy.toml", folder / "courses_zebra.toml")

    with pytest.raises(DemonstrationError, match="is there twice"):
        read_demonstration(folder)
