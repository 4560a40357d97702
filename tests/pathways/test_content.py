"""The words and links of the careers content: plain, true to each other, and fit for the map."""

import re
from collections import defaultdict
from collections.abc import Iterator
from typing import Any

import pytest

from pathways.career_map.career import Career, Node, Step
from pathways.career_map.drawing import draw
from pathways.content_checks import sectors_by_role
from pathways.content_files import Entry, read_content
from pathways.enums import Stage

CONTENT = read_content()
ROLES = list(CONTENT.roles.values())
STAGES = [stage.value for stage in Stage]
BANNED = (
    *("failed", "forbidden", "illegal", "you forgot", "simply", "just", "easy", "easily", "oops"),
    *("unfortunately", "cheat", "scrounge", "hard to reach", "the unemployed", "service users"),
    *("get in touch", "deadline", "partner", "fully funded", "delivery venue", "please"),
)
CONTRACTION = re.compile(
    r"\b\w+(?:n't|'re|'ve|'ll|'m|'d)\b|\b(?:it|that|there|he|she|what)'s\b", re.I
)
LEVEL_WORDS = {
    "1": r"GCSE 3",
    "2": r"GCSE 9",
    "3": r"A level",
    "4": r"first year of a degree",
    "5": r"foundation degree",
    "6": r"degree",
    "7": r"master",
}
SENTENCE_KEYS = (
    *("summary", "overview", "day_in_life", "what_it_is_like", "working_environment"),
    "working_pattern",
)
LIST_KEYS = ("tasks", "you_need", "it_helps", "you_do_not_need")
ROW_KEYS = {
    "entry_routes": ("text",),
    "checks": ("text",),
    "good_job": ("answer",),
    "next_steps": ("the_same", "you_would_need"),
    "stages": ("summary",),
}
PAGES = [*ROLES, *CONTENT.pathways.values()]


def _id(entry: Entry) -> str:
    return entry.slug


def _texts(entry: Entry) -> Iterator[str]:
    yield str(entry.values["title"])
    for key in SENTENCE_KEYS:
        if text := entry.values.get(key):
            yield text
    for key in LIST_KEYS:
        yield from entry.values.get(key, [])
    for key, names in ROW_KEYS.items():
        for row in entry.values.get(key, []):
            yield from (row[name] for name in names if row.get(name))


def _sentences(text: str) -> list[str]:
    parts = re.split(r"(?<=[.!?:])\s+|\n+", text)
    return [part for part in parts if re.search(r"\w", part)]


@pytest.mark.parametrize("entry", PAGES, ids=_id)
def test_sentences_are_short(entry: Entry) -> None:
    lengths = [
        len(sentence.split())
        for key in SENTENCE_KEYS
        for sentence in _sentences(entry.values.get(key, ""))
    ]
    assert sum(lengths) / len(lengths) <= 15
    longest = max((s for t in _texts(entry) for s in _sentences(t)), key=lambda s: len(s.split()))
    assert len(longest.split()) <= 25, longest


@pytest.mark.parametrize("entry", PAGES, ids=_id)
def test_words_are_plain_and_kind(entry: Entry) -> None:
    for text in _texts(entry):
        for phrase in BANNED:
            assert not re.search(rf"\b{re.escape(phrase)}\b", text, re.I), (phrase, text)
        assert not CONTRACTION.search(text.replace("’", "'")), text
        assert "—" not in text


@pytest.mark.parametrize("entry", PAGES, ids=_id)
def test_a_level_is_said_in_words(entry: Entry) -> None:
    whole = "\n".join(_texts(entry))
    for level in sorted(set(re.findall(r"\bLevel (\d)", whole))):
        assert re.search(LEVEL_WORDS[level], whole), f"say what Level {level} is"


@pytest.mark.parametrize("role", ROLES, ids=_id)
def test_a_role_says_enough(role: Entry) -> None:
    values = role.values
    assert 5 <= len(values["tasks"]) <= 8
    for key in ("you_need", "it_helps", "you_do_not_need", "entry_routes", "checks", "overview"):
        assert values.get(key), key
    assert len(values["skills"]) >= 5
    assert values["hidden_alternative_titles"]
    assert values["minimum_hours"] <= values["maximum_hours"]
    assert len(values.get("map_title") or values["title"]) <= 36
    assert len(values["live_job_terms"].split()) <= 4


@pytest.mark.parametrize("role", ROLES, ids=_id)
def test_a_good_job_answer_has_a_source_and_a_day(role: Entry) -> None:
    for fact in role.values.get("good_job", []):
        assert fact["source_name"]
        assert fact["source_url"].startswith("https://")
        assert fact["as_of_date"]


def test_every_pay_figure_has_a_source_and_a_day_after_which_it_is_old() -> None:
    for figure in CONTENT.pay_figures.values():
        assert figure.values["source_url"].startswith("https://")
        assert figure.values["as_of_date"] < figure.values["stale_after_date"]


def test_every_pay_figure_and_skill_is_one_that_somebody_needs() -> None:
    used = {skill for role in ROLES for skill in role.values["skills"]}
    assert used <= set(CONTENT.skills)
    figures = {pay["figure"] for role in ROLES for pay in role.values.get("pay", [])}
    assert figures <= set(CONTENT.pay_figures)


def test_no_two_roles_have_the_same_name() -> None:
    owners: dict[str, set[str]] = defaultdict(set)
    for role in ROLES:
        values = role.values
        for name in (
            values["title"],
            *values.get("alternative_titles", []),
            *values.get("hidden_alternative_titles", []),
        ):
            owners[name.casefold()].add(role.slug)
    assert {name: sorted(slugs) for name, slugs in owners.items() if len(slugs) > 1} == {}


@pytest.mark.parametrize("role", ROLES, ids=_id)
def test_a_step_says_how_long_and_what_is_missing(role: Entry) -> None:
    steps = role.values.get("next_steps", [])
    assert len({step["to"] for step in steps}) == len(steps)
    for step in steps:
        assert step["months"], step["to"]
        assert step["you_would_need"], step["to"]
        assert step["course_words"], step["to"]
        if step["kind"] == "ACROSS":
            assert step["the_same"], step["to"]


@pytest.mark.parametrize("role", ROLES, ids=_id)
def test_a_step_up_never_leads_down(role: Entry) -> None:
    stages = _stages()
    for step in role.values.get("next_steps", []):
        if step["kind"] != "UP":
            continue
        for pathway, stage in stages[role.slug].items():
            if pathway in stages[step["to"]]:
                assert stages[step["to"]][pathway] >= stage, (pathway, step["to"])


@pytest.mark.parametrize("role", ROLES, ids=_id)
def test_roles_of_a_step_across_share_skills(role: Entry) -> None:
    mine = set(role.values["skills"])
    for step in role.values.get("next_steps", []):
        if step["kind"] == "ACROSS":
            assert mine & set(CONTENT.roles[step["to"]].values["skills"]), step["to"]


@pytest.mark.parametrize("pathway", CONTENT.pathways.values(), ids=_id)
def test_the_map_of_a_pathway_can_be_drawn(pathway: Entry) -> None:
    placements = pathway.values.get("placements", [])
    families = dict.fromkeys(each["family"] for each in placements)
    on_it = {each["role"] for each in placements}
    career = Career(
        nodes=tuple(_node(each) for each in placements),
        steps=tuple(
            Step(slug, step["to"], step["kind"])
            for slug in sorted(on_it)
            for step in CONTENT.roles[slug].values.get("next_steps", [])
            if step["to"] in on_it
        ),
        families=tuple((key, CONTENT.families[key].values["name"]) for key in families),
        stages=tuple(STAGES),
    )
    drawing = draw(career)
    assert len(drawing.boxes) == len(placements)
    assert not [box.node.title for box in drawing.boxes if box.is_cut]


def _node(placement: dict[str, Any]) -> Node:
    values = CONTENT.roles[placement["role"]].values
    return Node(
        placement["role"],
        values["title"],
        stage=STAGES.index(placement["stage"]),
        family=placement["family"],
        name=values.get("map_title") or values["title"],
    )


def _stages() -> dict[str, dict[str, int]]:
    found: dict[str, dict[str, int]] = defaultdict(dict)
    for pathway in CONTENT.pathways.values():
        for each in pathway.values.get("placements", []):
            found[each["role"]][pathway.slug] = STAGES.index(each["stage"])
    return found


@pytest.mark.row(38)
@pytest.mark.parametrize(
    "slug",
    [
        *("porter", "theatre-porter", "healthcare-support-worker", "pharmacy-assistant"),
        *("receptionist", "it-apprentice", "patient-transport-driver", "warehouse-worker"),
        *("catering-assistant", "administrative-assistant", "business-administrator"),
    ],
)
def test_the_named_roles_are_two_presses_from_the_health_pathway(slug: str) -> None:
    on_it = {role for role, pathways in sectors_by_role(CONTENT).items() if "health" in pathways}
    next_to_it = {
        step["to"] for role in on_it for step in CONTENT.roles[role].values.get("next_steps", [])
    }
    assert slug in on_it | next_to_it


@pytest.mark.row(47)
def test_the_it_apprentice_stands_in_health_and_in_digital() -> None:
    assert sectors_by_role(CONTENT)["it-apprentice"] == {"health", "digital-and-it"}
