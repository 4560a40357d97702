"""The joined style sheet: complete, small, logical and readable."""

import gzip
import re

import pytest

from portal.core.stylesheet import (
    EXTRAS,
    LAYERS,
    PARTS,
    SOURCE,
    build,
    join,
    join_styleguide,
    minify,
)

MAX_GZIP_BYTES = 14_000
LEAST_CONTRAST_TEXT = 4.5
LEAST_CONTRAST_EDGE = 3.0
# Physical sides would need a mirrored sheet for Urdu.
PHYSICAL = re.compile(
    r"(?<![\w-])(margin|padding|border)-(left|right|top|bottom)|(?<![\w-])(left|right|top|bottom)\s*:"
    r"|text-align:\s*(left|right)|(?<![\w-])(width|height)\s*:|float:(?!\s*inline-)"
)


def test_every_part_is_joined_once():
    extra_parts = {part for parts in EXTRAS.values() for part in parts}
    files = {path.stem for path in SOURCE.glob("*.css")} - {"styleguide", *extra_parts}

    assert set(PARTS) == files
    assert len(PARTS) == len(set(PARTS))


def test_the_order_of_layers_comes_first():
    assert join().startswith(minify(LAYERS))


def test_the_sheet_stays_small():
    assert len(gzip.compress(join().encode())) < MAX_GZIP_BYTES


@pytest.mark.parametrize(
    "part", sorted({*PARTS, *(part for parts in EXTRAS.values() for part in parts), "styleguide"})
)
def test_a_part_uses_logical_properties_only(part):
    css = re.sub(r"/\*.*?\*/", "", (SOURCE / f"{part}.css").read_text(encoding="utf-8"), flags=re.S)
    css = re.sub(r"@media[^{]*\{", "{", css)

    assert not [match.group(0) for match in PHYSICAL.finditer(css)]


def test_every_rule_stands_in_a_layer():
    for part in PARTS:
        css = minify((SOURCE / f"{part}.css").read_text(encoding="utf-8"))
        assert part == "fonts" or css.startswith("@layer "), part


def test_every_value_used_is_named_in_the_tokens():
    css = join()
    defined = set(re.findall(r"(--[\w-]+):", css))
    # Given by a component to its own parts, with a fallback where they are read.
    used = set(re.findall(r"var\((--[\w-]+)\)", css))

    assert used - defined == set()


def test_minifying_keeps_what_browsers_read():
    css = '/* x */ a , b > c { color : red ; content: "+" / ""; width: calc(1px + 2px) ; }'

    assert minify(css) == 'a,b > c{color :red;content:"+" / "";width:calc(1px + 2px)}'


def test_building_twice_gives_the_same_files(tmp_path):
    first = [path.read_bytes() for path in build(tmp_path)]
    second = [path.read_bytes() for path in build(tmp_path)]

    assert first == second
    assert not list(tmp_path.rglob("*.part"))


def test_the_style_guide_can_be_dark_on_a_light_system():
    assert '[data-theme="dark"]{' in join_styleguide()


def tokens(is_dark):
    values = dict(re.findall(r"(--[\w-]+):(#[0-9a-f]{6})", minify(read("tokens"))))
    if is_dark:
        values |= dict(re.findall(r"(--[\w-]+):(#[0-9a-f]{6})", minify(read("dark"))))
    return values


def read(part):
    return (SOURCE / f"{part}.css").read_text(encoding="utf-8")


def luminance(colour):
    parts = [int(colour[i : i + 2], 16) / 255 for i in (1, 3, 5)]
    linear = [p / 12.92 if p <= 0.04045 else ((p + 0.055) / 1.055) ** 2.4 for p in parts]
    return 0.2126 * linear[0] + 0.7152 * linear[1] + 0.0722 * linear[2]


def contrast(one, other):
    light, dark = sorted((luminance(one), luminance(other)), reverse=True)
    return (light + 0.05) / (dark + 0.05)


TEXT_PAIRS = [
    *[("ink", ground) for ground in ("paper", "surface", "sunk", "amber-soft", "holly-soft")],
    *[("ink-2", ground) for ground in ("paper", "surface", "sunk", "holly-soft", "amber-soft")],
    *[("link", ground) for ground in ("paper", "surface", "sunk", "holly-soft")],
    ("visited", "surface"),
    ("on-holly", "holly"),
    ("on-holly", "holly-deep"),
    ("on-holly-2", "holly-deep"),
    ("amber", "holly-deep"),
    ("on-amber", "amber"),
    *[
        (kind, f"{kind}-soft")
        for kind in ("course", "job", "event", "guide", "good", "bad", "note")
    ],
    ("bad", "paper"),
]
EDGE_PAIRS = [("line-strong", ground) for ground in ("surface", "paper", "sunk", "holly-soft")]


@pytest.mark.parametrize("is_dark", [False, True], ids=["light", "dark"])
@pytest.mark.parametrize(("text", "ground"), TEXT_PAIRS)
def test_text_can_be_read_on_its_ground(text, ground, is_dark):
    values = tokens(is_dark)

    assert contrast(values[f"--{text}"], values[f"--{ground}"]) >= LEAST_CONTRAST_TEXT


@pytest.mark.parametrize("is_dark", [False, True], ids=["light", "dark"])
@pytest.mark.parametrize(("edge", "ground"), EDGE_PAIRS)
def test_the_edge_of_a_control_can_be_seen(edge, ground, is_dark):
    values = tokens(is_dark)

    assert contrast(values[f"--{edge}"], values[f"--{ground}"]) >= LEAST_CONTRAST_EDGE
