"""Searches as visitors make them: words, a place, a distance, a few filters."""

from hypothesis import strategies as st

from search.facets import FACETS
from search.forms import RADII, SearchForm

WORDS = (
    "care", "english", "maths", "welding", "plumbing", "IT", "children", "driver", "training",
    "work", "skills", "hospital", "beginners", "level 2", "evening", "free", "esol", "-taster",
    "hca", "counselling", "online", "course",
)  # fmt: skip
POINTS = ("B1", "DY1", "CV1", "WV10", "Foleshill", "Bilston")
AREAS = ("Walsall", "Coventry", "Black Country", "Birmingham", "West Midlands")
VALUES = {
    "when": ("day", "evening", "weekend", "school-hours"),
    "how": ("in-person", "online", "blended"),
    "cost": ("free", "paid"),
    "starts": ("soon", "flexible", "2027-01"),
    "level": ("entry", "entry-1", "1", "2", "3"),
    "esol": ("any", "entry-1", "entry-3"),
    "study": ("part-time", "full-time"),
    "length": ("day", "term", "year"),
    "needs": ("childcare", "women-only", "step-free", "start-small"),
    "age": ("16-17", "25"),
    "venue": ("campus", "community"),
    "kind": ("course",),
}
COUNTED = tuple(FACETS)

some_words = st.lists(st.sampled_from(WORDS), max_size=2, unique=True).map(" ".join)
some_filters = st.dictionaries(st.sampled_from(sorted(VALUES)), st.integers(0, 9), max_size=2).map(
    lambda drawn: {name: (VALUES[name][n % len(VALUES[name])],) for name, n in drawn.items()}
)


@st.composite
def searches(draw: st.DrawFn) -> SearchForm:
    """Draw a search. A point has its distance written out, so that nothing is widened for it."""
    near = draw(st.sampled_from(("", *POINTS, *AREAS)))
    within = draw(st.sampled_from(RADII if near in POINTS else ("", *RADII))) if near else ""
    return SearchForm(q=draw(some_words), near=near, within=within, filters=draw(some_filters))
