"""Whatever JSON a stranger sends as a course, the answer is words or a course: never a crash."""

from typing import Any

from hypothesis import given
from hypothesis import strategies as st

from catalogue.courses.contents import Known, blank_content, blank_run, checked
from catalogue.courses.contents_fields import COURSE_FIELDS, RUN_FIELDS, field_of
from catalogue.courses.models import Course, CourseRun

KNOWN = Known(
    venues=frozenset({7}),
    subjects=frozenset({3}),
    sectors=frozenset({1}),
    funding_rules=frozenset({2}),
)
TEXT = st.text(st.characters(), max_size=40) | st.sampled_from(
    ["", "2027-01-18", "18:00", "24:00", "2.5", "NaN", "Infinity", "1e400", "CLASSROOM", "MON"]
)
SCALAR = (
    st.none()
    | st.booleans()
    | st.integers(min_value=-(2**70), max_value=2**70)
    | st.floats()
    | TEXT
    | st.sampled_from([1, 2, 3, 7])
)
JSON = st.recursive(
    SCALAR,
    lambda inner: st.lists(inner, max_size=4) | st.dictionaries(TEXT, inner, max_size=4),
    max_leaves=8,
)
RUN = st.dictionaries(st.sampled_from((*RUN_FIELDS, "id", "key", "funding_rules")), JSON)
CONTENT = st.fixed_dictionaries(
    {}, optional={"runs": st.lists(RUN, max_size=3) | JSON, "sectors": JSON, "references": JSON}
).flatmap(
    lambda some: st.dictionaries(st.sampled_from(COURSE_FIELDS), JSON).map(
        lambda more: {**some, **more}
    )
)


@given(JSON | CONTENT)
def test_any_json_is_answered_in_words_and_what_is_left_can_be_stored(content: Any) -> None:
    found, problems = checked(content, KNOWN)

    assert set(found) == set(blank_content())
    assert all(one.message for one in problems)
    for name in COURSE_FIELDS:
        _can_be_stored(Course, name, found[name])
    for run in found["runs"]:
        assert set(run) - {"key"} == set(blank_run())
        for name in RUN_FIELDS:
            _can_be_stored(CourseRun, name, run[name])


def _can_be_stored(model: Any, name: str, value: Any) -> None:
    field = field_of(model, name)
    if isinstance(value, str):
        assert "\x00" not in value
        value.encode()  # no half of a pair of characters
        if field.get_internal_type() in ("CharField", "URLField"):
            assert len(value) <= field.max_length
    if value is not None:
        field.to_python(value)
