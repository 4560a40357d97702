"""How well roles, listings and schemes find each other on the demonstration."""

import sys
import tomllib
from pathlib import Path
from urllib.parse import urlencode

import pytest
from django.core.management import call_command
from django.core.management.base import CommandError

from pathways.content_files import CONTENT
from search.evaluation.matching import lines, mean_precision, measure, read_judged
from search.evaluation.tables import JudgingError
from tests.search.demonstration import TODAY, Catalogue

FILE = Path(__file__).parent / "judged.csv"
LEAST_PRECISION = 0.9
LEAST_ROLES = 12
FIRST = 3  # results among which a name finds its role


def test_what_is_shown_for_a_role_leads_there(careers: Catalogue, capsys):
    measured = list(measure(read_judged(FILE), engine=careers.engine, today=TODAY))
    with capsys.disabled():
        sys.stdout.write("\n" + "\n".join(list(lines(measured))[-3:]) + "\n")
    for kind in ("course", "vacancy"):
        shown = {one.judged.role for one in measured if one.shown and one.judged.kind == kind}
        assert len(shown) >= LEAST_ROLES
        assert mean_precision(measured, kind) >= LEAST_PRECISION


def test_rules_and_judgements_name_roles_of_the_content(content_slugs):
    """A slug that is written otherwise in two files would be silent."""
    rules = set(tomllib.loads((CONTENT / "matching.toml").read_text(encoding="utf-8")))
    assert content_slugs <= rules, "matching.toml has no table for these roles"
    assert {one.role for one in read_judged(FILE)} <= rules


def test_every_name_of_a_role_finds_it_among_the_first(careers: Catalogue, career_pages):
    missing = []
    for page in career_pages:
        if page.kind != "role":
            continue
        for name in (page.title, *page.alternative_titles):
            titles = careers.find(_asked(name), page_size=FIRST).results.hits
            if page.id not in [hit.document.id for hit in titles]:
                missing.append((name, page.title, [hit.document.title for hit in titles]))
    assert not missing, "\n".join(map(str, missing))


def test_every_title_of_a_role_or_a_scheme_finds_itself(careers: Catalogue, career_pages):
    wrong = []
    for page in career_pages:
        hits = careers.find(_asked(page.title), page_size=10).results.hits
        same = [hit.document.id for hit in hits if hit.document.title == page.title]
        first = [hit.document.id for hit in hits][: max(len(same), 1)]
        if page.id not in first:
            wrong.append((page.title, [hit.document.title for hit in hits]))
    assert not wrong, "\n".join(map(str, wrong))


@pytest.mark.parametrize(
    ("words", "title"),
    [
        ("kickstart", "Kickstart"),
        ("JETS", "JETS (Job Entry Targeted Support)"),
        ("job entry targeted support", "JETS (Job Entry Targeted Support)"),
    ],
)
def test_the_name_of_a_closed_scheme_finds_it_first(careers: Catalogue, words, title):
    first = careers.find(_asked(words)).results.hits[0].document
    assert (first.kind, first.title) == ("programme", title)
    assert first.closes_date < TODAY


@pytest.mark.row(11)
def test_porter_near_a_postcode_gives_jobs_roles_and_courses_in_one_list(careers: Catalogue):
    results = careers.find("q=porter&near=B15", facets=("kind",)).results
    kinds = {hit.document.kind for hit in results.hits}
    assert {"job", "role", "course"} <= kinds
    assert results.placeless_total == sum(
        count for kind, count in results.facets["kind"].items() if kind in ("role", "page")
    )
    assert sum(results.facets["kind"].values()) == results.total


def test_a_list_without_words_counts_what_people_can_join_alone(careers: Catalogue):
    results = careers.find("near=Walsall", facets=("kind",)).results
    joined = {"course", "apprenticeship", "job", "event"}
    assert {hit.document.kind for hit in results.hits} <= joined
    assert results.placeless_total == 0
    counts = results.facets["kind"]
    assert results.total == sum(counts.get(kind, 0) for kind in joined)
    assert counts["role"] > 0


def test_the_command_prints_the_precision_and_explains_a_wrong_file(
    careers: Catalogue, capsys, tmp_path
):
    call_command("evaluate_matching", str(FILE), "--today", TODAY.isoformat())
    assert "both: precision at 5" in capsys.readouterr().out
    wrong = tmp_path / "wrong.csv"
    wrong.write_text("role,title\nporter,x\n")
    with pytest.raises(CommandError, match="role,kind,leads"):
        call_command("evaluate_matching", str(wrong))
    wrong.write_text("role,kind,leads\nporter,event,x\n")
    with pytest.raises(JudgingError, match="line 2"):
        read_judged(wrong)


def _asked(words: str) -> str:
    return urlencode({"q": words})
