"""What the invented Heathermoor College teaches, read from college_catalogue.toml."""

import tomllib
from pathlib import Path
from typing import NamedTuple


class Topic(NamedTuple):
    """A subject with what people do and use in it, and the courses there are."""

    department: str
    name: str
    doing: tuple[str, ...]
    bring: str
    jobs: tuple[str, ...]
    courses: tuple[tuple[str, str], ...]


_CATALOGUE = tomllib.loads(Path(__file__).with_suffix(".toml").read_text(encoding="utf-8"))
TOPICS = tuple(
    Topic(
        department=topic["department"],
        name=topic["name"],
        doing=tuple(topic["doing"]),
        bring=topic["bring"],
        jobs=tuple(topic["jobs"]),
        courses=tuple((title, kind) for title, kind in topic["courses"]),
    )
    for topic in _CATALOGUE["topic"]
)
VENUES = tuple(tuple(venue) for venue in _CATALOGUE["venues"])
