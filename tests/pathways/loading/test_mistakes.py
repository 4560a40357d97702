"""How mistakes in files of careers content are named."""

from pathlib import Path

import pytest

from pathways.content_checks import cycle_in
from pathways.content_files import ContentError
from pathways.figures import PayFigure
from pathways.loading import load_careers
from pathways.roles import ProgressionLink, RolePage
from portal.pages.models import HomePage
from tests.pathways.loading.careers_files import home_in, replace, write


def _without_placement(directory: Path) -> None:
    replace(
        directory,
        "pathways/health.toml",
        '  { role = "senior-porter", stage = "SKILLED", family = "support" },\n',
        "",
    )


def _circle(directory: Path) -> None:
    replace(
        directory,
        "roles/health.toml",
        'title = "Senior porter"\n',
        'title = "Senior porter"\nnext_steps = [{ to = "porter", kind = "UP" }]\n',
    )


def _swap(name: str, before: str, after: str):
    return lambda directory: replace(directory, name, before, after)


@pytest.mark.parametrize(
    ("spoil", "parts"),
    [
        pytest.param(
            _swap("roles/health.toml", 'to = "senior-porter"', 'to = "captain"'),
            ["roles/health.toml", "“porter”", "next_steps", "no role “captain”", "Add the role"],
            id="a step to an unknown role",
        ),
        pytest.param(
            _circle,
            ["roles/health.toml", "next_steps", "porter → senior-porter → porter", "Take one"],
            id="steps up in a circle",
        ),
        pytest.param(
            _without_placement,
            ["roles/health.toml", "“senior-porter”", "on no pathway", "placements"],
            id="a role on no pathway",
        ),
        pytest.param(
            _swap("roles/health.toml", 'figure = "band-2"', 'figure = "band-9"'),
            ["“porter”", "pay", "“band-9”", "figures.toml"],
            id="an unknown pay figure",
        ),
        pytest.param(
            _swap("roles/health.toml", '["listen"]', '["fly"]'),
            ["“porter”", "skills", "“fly”", "skills.toml"],
            id="an unknown skill",
        ),
        pytest.param(
            _swap("roles/health.toml", "tasks =", "task ="),
            ["“porter”", "task:", "no such key"],
            id="a key that is no field",
        ),
        pytest.param(
            _swap("roles/health.toml", 'kind = "DIRECT"', 'kind = "TELEPATHY"'),
            ["“porter”", "entry_routes → kind", "TELEPATHY"],
            id="a choice that is not there",
        ),
        pytest.param(
            _swap("roles/health.toml", "[12, 24]", "[24, 12]"),
            ["“porter”", "next_steps → months", "like [6, 12]"],
            id="months the wrong way round",
        ),
        pytest.param(
            _swap("figures.toml", "as_of_date = 2025-04-01", ""),
            ["figures.toml", "“band-2”", "as_of_date", "source and a day"],
            id="a figure without a day",
        ),
        pytest.param(
            _swap("figures.toml", "pounds_a_year", "pounds_a_month"),
            ["figures.toml", "“band-2”", "pounds_a_year or pounds_an_hour"],
            id="pay in an unknown unit",
        ),
        pytest.param(
            _swap("pathways/health.toml", 'family = "support"', 'family = "nobody"'),
            ["pathways/health.toml", "“health”", "placements", "family “nobody”"],
            id="an unknown family",
        ),
        pytest.param(
            _swap("pathways/health.toml", 'sector = "health"', 'sector = "wealth"'),
            ["pathways/health.toml", "sector", "“wealth”"],
            id="an unknown sector",
        ),
        pytest.param(
            _swap("roles/health.toml", 'slug = "senior-porter"', 'slug = "porter"'),
            ["roles/health.toml", "“porter”", "Keep one of the two"],
            id="the same role twice",
        ),
        pytest.param(
            _swap("skills.toml", "[[skill]]", "[[skill"),
            ["skills.toml", "Mend the file"],
            id="a file that is no TOML",
        ),
    ],
)
def test_a_mistake_is_named_with_its_remedy(home: HomePage, content: Path, spoil, parts) -> None:
    spoil(content)

    with pytest.raises(ContentError) as refused:
        load_careers(content)

    for part in parts:
        assert part in str(refused.value)
    assert not RolePage.objects.exists()
    assert not PayFigure.objects.exists()


def test_a_translation_may_not_hold_structure(home: HomePage, content: Path) -> None:
    home_in("ur", "home-ur")
    text = '[[role]]\nslug = "porter"\ntitle = "پورٹر"\nsoc2020 = "1234"\n'
    write(content, "roles/health.ur.toml", text)

    with pytest.raises(ContentError, match="words only"):
        load_careers(content)


def test_a_step_up_needs_a_pathway_that_both_share(home: HomePage, content: Path) -> None:
    replace(
        content,
        "pathways/health.toml",
        '  { role = "senior-porter", stage = "SKILLED", family = "support" },\n',
        "",
    )
    placement = 'placements = [{ role = "senior-porter", stage = "START", family = "support" }]\n'
    write(content, "pathways/other.toml", f'slug = "other"\ntitle = "Other"\n{placement}')

    with pytest.raises(ContentError, match="shares no pathway"):
        load_careers(content)

    replace(content, "roles/health.toml", 'kind = "UP"', 'kind = "ACROSS"')
    load_careers(content)
    assert ProgressionLink.objects.get().kind == "ACROSS"


@pytest.mark.parametrize(
    ("steps", "cycle"),
    [
        ({"a": ["b", "c"], "b": ["d"], "c": ["d"], "d": []}, []),
        ({"a": ["b"], "b": ["c"], "c": ["b"]}, ["b", "c", "b"]),
        ({"a": ["z"], "b": []}, []),
    ],
    ids=["a diamond is none", "behind the first role", "an unknown role is an end"],
)
def test_a_circle_is_found(steps, cycle) -> None:
    assert cycle_in(steps) == cycle
