"""The career map as a drawing: everything once, nothing under or over anything else."""

import pytest
from hypothesis import HealthCheck, assume, given, settings

from pathways.career_map.career import Career, DoesNotFitError, Node, Step
from pathways.career_map.drawing import draw
from pathways.career_map.outline import outline
from tests.pathways.career_map.map_reading import (
    FAMILIES,
    STAGES,
    boxes_of,
    career_of,
    careers,
    faults_of,
    points_of,
)

DENSE = [(stage, family) for stage in range(4) for family in range(6)]


def dense(chosen: str = "r1") -> Career:
    """Return 24 roles in six families and 33 lines of every shape."""
    up = [(n, n + 6, "UP") for n in range(18) if n not in (7, 8)]
    up += [(1, 6, "UP"), (1, 8, "UP"), (1, 11, "UP"), (2, 7, "UP"), (7, 17, "UP"), (8, 17, "UP")]
    up += [(9, 16, "UP"), (10, 15, "UP"), (12, 23, "UP"), (14, 19, "UP"), (15, 22, "UP")]
    across = [(0, 1, "ACROSS"), (7, 8, "ACROSS"), (3, 4, "ACROSS"), (15, 16, "ACROSS")]
    return career_of(DENSE, [*up, (8, 20, "UP"), (1, 17, "UP"), *across], chosen)


@given(careers())
@settings(max_examples=300, deadline=None, suppress_health_check=[HealthCheck.too_slow])
def test_a_drawing_shows_each_role_and_link_once_and_lets_nothing_overlap(career):
    try:
        drawing = draw(career)
    except DoesNotFitError:
        assume(False)
    assert sorted(box.node.key for box in drawing.boxes) == sorted(career.by_key)
    drawn = [frozenset(path.key.split(" ")) for path in (*drawing.quiet, *drawing.lit)]
    assert len(drawn) == len(set(drawn))
    assert set(drawn) == {frozenset((one.source, one.target)) for one in career.steps}
    assert faults_of(drawing) == []


@given(careers())
@settings(max_examples=150, deadline=None, suppress_health_check=[HealthCheck.too_slow])
def test_the_list_has_the_roles_and_links_of_the_drawing(career):
    rungs = outline(career)
    listed = [role for rung in rungs for role in rung.roles]
    assert sorted(role.node.key for role in listed) == sorted(career.by_key)
    steps = [one.step for role in listed for one in role.steps]
    assert sorted(steps, key=repr) == sorted(career.steps, key=repr)
    try:
        drawing = draw(career)
    except DoesNotFitError:
        return
    in_list = {frozenset((one.source, one.target)) for one in steps}
    assert len(in_list) == len(drawing.quiet) + len(drawing.lit)
    assert {box.node.key for box in drawing.boxes if box.is_next} == {
        role.node.key for role in listed if role.is_next
    }


@given(careers())
@settings(max_examples=100, deadline=None, suppress_health_check=[HealthCheck.too_slow])
def test_a_mirrored_drawing_is_the_same_seen_in_a_mirror(career):
    try:
        plain, mirrored = draw(career), draw(career, is_mirrored=True)
    except DoesNotFitError:
        assume(False)
    width = float(plain.width)
    assert faults_of(mirrored) == []
    here, there = boxes_of(plain), boxes_of(mirrored)
    for key, box in here.items():
        assert there[key].x == pytest.approx(width - box.right, abs=0.11)
        assert there[key].y == box.y


def test_a_dense_map_of_24_roles_fits():
    drawing = draw(dense())
    assert len(drawing.boxes) == 24
    assert len(drawing.quiet) + len(drawing.lit) == len(dense().lines()) > 30
    assert faults_of(drawing) == []
    assert drawing.is_wide


def test_the_chosen_role_and_its_next_roles_are_marked_by_class_and_line():
    drawing = draw(dense(chosen="r1"))
    assert [box.node.key for box in drawing.boxes if box.is_here] == ["r1"]
    targets = {step.target for step in dense().steps_from("r1")}
    assert {box.node.key for box in drawing.boxes if box.is_next} == targets
    assert len(drawing.lit) == len(targets)
    assert all("m-lit" in path.classes for path in drawing.lit)
    assert not any("m-lit" in path.classes for path in drawing.quiet)


def test_boxes_come_in_the_order_of_stages_from_the_start():
    stages = [box.node.stage for box in draw(dense()).boxes]
    assert stages == sorted(stages)


def test_a_stage_without_roles_keeps_its_band_and_says_so():
    drawing = draw(career_of([(0, 0), (3, 0)], [(0, 1, "UP")]))
    assert [band.name for band in drawing.bands] == list(reversed(STAGES))
    assert [bool(band.note_y) for band in drawing.bands] == [False, True, True, False]
    assert faults_of(drawing) == []


def test_a_single_role_is_a_map():
    drawing = draw(career_of([(0, 0)]))
    assert len(drawing.boxes) == 1
    assert faults_of(drawing) == []


def test_steps_within_one_stage_rise():
    drawing = draw(career_of([(0, 0), (0, 0), (0, 1)], [(0, 1, "UP"), (1, 2, "UP")]))
    tops = {key: box.y for key, box in boxes_of(drawing).items()}
    assert tops["r0"] > tops["r1"] > tops["r2"]


def test_a_cycle_of_steps_is_drawn_all_the_same():
    drawing = draw(career_of([(0, 0), (0, 0), (0, 0)], [(0, 1, "UP"), (1, 2, "UP"), (2, 0, "UP")]))
    assert len(drawing.quiet) == 3
    assert faults_of(drawing) == []


def test_steps_in_both_directions_share_one_line():
    drawing = draw(career_of([(0, 0), (0, 1)], [(0, 1, "ACROSS"), (1, 0, "ACROSS")], chosen="r1"))
    assert [path.classes for path in drawing.lit] == ["m-lit m-across"]
    assert drawing.quiet == ()


def test_a_step_to_a_role_that_is_not_there_is_left_out():
    career = Career((Node("porter", "Porter", 0, "care"),), (Step("porter", "nurse", "UP"),))
    assert career.steps == ()
    assert draw(career).quiet == ()


@pytest.mark.parametrize(
    ("places", "steps", "words"),
    [
        pytest.param([(0, n % 6) for n in range(25)], [], "25 roles", id="roles"),
        pytest.param(
            DENSE,
            [(a, b, "UP") for a in range(6) for b in range(6, 13)],
            "42 links",
            id="links",
        ),
        pytest.param(
            [(0, 0), *((1, family) for family in range(6))] + [(2, f) for f in range(3)],
            [(0, n, "UP") for n in range(1, 10)],
            "too many links",
            id="ports",
        ),
    ],
)
def test_what_does_not_fit_is_refused_with_the_reason(places, steps, words):
    with pytest.raises(DoesNotFitError, match=words):
        draw(career_of(places, steps))


def test_seven_families_are_refused():
    nodes = tuple(Node(f"r{n}", f"Role {n}", 0, f"family {n}") for n in range(7))
    with pytest.raises(DoesNotFitError, match="7 families"):
        draw(Career(nodes, stages=STAGES))


@pytest.mark.parametrize(
    ("title", "lines", "is_cut"),
    [
        ("Porter", ["Porter"], False),
        ("Healthcare support worker", ["Healthcare", "support worker"], False),
        ("Electric vehicle and hybrid maintenance technician", None, True),
        ("Elektroniktechnikerausbildungsleiterin", None, True),
        ("صحت کی دیکھ بھال کا معاون کارکن", None, False),
    ],
)
def test_a_long_name_takes_two_lines_or_is_cut(title, lines, is_cut):
    career = Career((Node("one", title, 0, "care"),), families=FAMILIES, stages=STAGES)
    box = draw(career).boxes[0]
    shown = [words.text for words in box.names]
    assert len(shown) <= 2
    assert all(len(line) <= 20 for line in shown)
    assert box.is_cut is is_cut
    assert lines is None or shown == lines


def test_routes_are_written_without_a_language_of_numbers():
    for path in draw(dense()).quiet:
        assert all(isinstance(x, float) for point in points_of(path.route) for x in point)
        assert "," not in path.route
