"""Ask hostile and odd addresses by the thousand; nothing may fail, lie or take long.

``python -m benchmarks.fuzz_queries --queries 50000 --engine embedded`` asks criteria, steps of
recall and the engine directly; ``--through page`` asks the pages and the API as a visitor does,
those of careers, schemes and help too. The site is that of ``--var-dir`` (``make run`` prepares
one). Exit status 1 after any error.
"""

import argparse
import json
import os
import re
import sys
import time
import traceback
from collections import Counter, defaultdict
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from benchmarks.serving import ROOT
from benchmarks.timing import percentile

SLOW_MILLISECONDS = 300.0  # of processor time, for one address
SHOWN_FAULTS = 20
SHOWN_SLOWEST = 8


def use_site(var_dir: Path, engine: str) -> None:
    """Load the site of a folder with one engine."""
    os.environ["VAR_DIR"] = str(var_dir)
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "portal.settings.dev")
    os.environ.pop("DATABASE_URL", None)
    if engine == "embedded":
        os.environ["ELASTICSEARCH_URL"] = ""
    elif not os.environ.get("ELASTICSEARCH_URL"):
        sys.exit("Set ELASTICSEARCH_URL, or ask for --engine embedded.")
    import django  # only now: its settings read the environment

    django.setup()


@dataclass
class Tally:
    """What came of the addresses of one kind."""

    asked: int = 0
    found: int = 0
    slow: int = 0
    milliseconds: list[float] = field(default_factory=list)
    steps: Counter[str] = field(default_factory=Counter)


class WrongAnswerError(AssertionError):
    """An answer that must not be."""


def must(is_so: object, said: str) -> None:
    """Raise WrongAnswerError with what was to be said about an answer."""
    if not is_so:
        raise WrongAnswerError(said)


class Through:
    """What both ways of asking share: the listings that may be shown."""

    def __init__(self) -> None:
        from catalogue.courses.models import Course
        from catalogue.vacancies.models import Vacancy
        from portal.core.clock import today

        self.today = today()
        courses = Course.objects.listed_on(self.today).values_list("pk", flat=True)
        self.may_show = {f"course:{pk}" for pk in courses}
        for pk, kind in Vacancy.objects.live(self.today).values_list("pk", "kind"):
            self.may_show.add(f"{kind.lower()}:{pk}")

    def check_ids(self, ids: list[str]) -> None:
        hidden = [
            one
            for one in ids
            if one not in self.may_show
            and one.partition(":")[0] in ("course", "apprenticeship", "job")
        ]
        must(not hidden, f"hidden listings: {hidden[:3]}")
        must(len(set(ids)) == len(ids), "a listing twice on a page")


def check_link(url: str) -> None:
    """Insist that an address that the site offers is one that it reads and would write again."""
    from django.http import QueryDict

    from search.forms import SearchForm

    path, _, query = url.partition("?")
    form = SearchForm.read(QueryDict(query.partition("#")[0]))
    must(form.url(path) == url.partition("#")[0], f"a link that reads otherwise: {url[:200]}")


class Engine(Through):
    """Criteria, steps of recall and the engine, without a page."""

    def __init__(self, name: str) -> None:
        super().__init__()
        from search import criteria, indexing
        from search.choosing import writer_named
        from search.facet_groups import COUNTED
        from search.reference import get_reference

        # The server itself: behind the fallback its refusals would not be seen.
        self.engine = writer_named(name).engine
        criteria.get_engine = lambda: self.engine  # type: ignore[attr-defined]  # this process only
        indexing.get_engine = lambda: self.engine  # type: ignore[attr-defined]  # this process only
        self.reference = get_reference()
        self.facets = COUNTED

    def ask(self, address: Any) -> tuple[str, int]:
        """Ask, check the answer, and say by which step how many were found."""
        from django.http import QueryDict

        from search.criteria import read_criteria
        from search.forms import SearchForm, clean
        from search.suggest import suggestions

        values = QueryDict(address.query)
        if address.path.endswith("/suggest/"):
            found = suggestions(
                clean(values.get("q", ""), most=80),
                engine=self.engine,
                reference=self.reference,
                today=self.today,
                is_place=values.get("kind") == "place",
                limit=8,
            )
            must(len(found) <= 8, "more suggestions than asked for")
            return "suggestions", len(found)
        form = SearchForm.read(values)
        must(SearchForm.read(QueryDict(form.url("").lstrip("?"))) == form, "reads otherwise again")
        criteria = read_criteria(form, reference=self.reference, today=self.today, language="en-gb")
        for chip in criteria.understood:
            check_link(criteria.undo_url(chip, "/search/"))
        if criteria.place.status == "outside":
            return "outside", 0
        return self._search(criteria)

    def _search(self, criteria: Any) -> tuple[str, int]:
        from search.query import MAX_HITS
        from search.recall import find

        outcome = find(criteria, self.engine, facets=self.facets)
        results, query = outcome.results, outcome.query
        left = max(0, min(results.total, MAX_HITS) - query.offset)
        must(len(results.hits) == min(query.page_size, left), "hits that do not make the page")
        if results.near_total is not None:
            must(0 <= results.near_total <= results.total, "more near than found")
        self.check_ids([hit.document.id for hit in results.hits])
        self.check_ids([near.hit.document.id for near in outcome.near_hits])
        for counts in results.facets.values():
            must(all(count > 0 for count in counts.values()), "a facet value that nobody has")
        if outcome.correction:
            check_link(outcome.correction.form.url("/search/"))
        return outcome.step, results.total


class Page(Through):
    """Pages, API and suggestions through Django, with all its middleware."""

    def __init__(self, name: str) -> None:
        super().__init__()
        from django.conf import settings
        from django.test import Client

        from search import api_limits

        api_limits.SEARCHES = api_limits.SUGGESTIONS = 10**9  # type: ignore[misc]  # no limit here
        settings.ALLOWED_HOSTS = ["testserver"]
        self.client = Client()
        self.name = name

    def ask(self, address: Any) -> tuple[str, int]:
        """Ask, follow one redirect to the clean address, check what comes."""
        url = f"{address.path}?{address.query}"
        response = self.client.get(url)
        if response.status_code == 302:
            url = response.headers["Location"]
            must(url.startswith(address.path), f"sent elsewhere: {url[:200]}")
            response = self.client.get(url)
        must(response.status_code in (200, 400), f"status {response.status_code}")
        if response.status_code == 400:  # more parameters than Django reads
            must(len(address.pairs) > 900, "refused a short address")
            return "refused", 0
        if address.path.startswith("/api/"):
            return self._check_api(response, address)
        return self._check_page(response.content.decode())

    def _check_api(self, response: Any, address: Any) -> tuple[str, int]:
        answer = json.loads(response.content, parse_constant=_no_number)
        if address.path.endswith("/suggest/"):
            for one in answer["suggestions"]:
                check_link(one["url"])
            return "suggestions", len(answer["suggestions"])
        must(not answer["degraded"], "answered by the other engine")
        must(answer["engine"] == self.name, f"answered by {answer['engine']}")
        must(1 <= answer["page"] <= max(answer["pages"], 1), "a page that is not there")
        must(bool(answer["results"]) == bool(answer["total"]), "results that do not make the total")
        self.check_ids([one["id"] for one in answer["results"]])
        for one in (*answer["query"]["understood"], *answer["ways_out"]):
            check_link(one.get("undo") or one["url"])
        must(all(one["count"] for one in answer["ways_out"]), "a way out to nothing")
        return answer["query"]["step"], answer["total"]

    def _check_page(self, text: str) -> tuple[str, int]:
        must(text.count("<h1") == 1, "not one heading")
        must("Traceback" not in text, "a traceback")
        must("<script>alert" not in text and "<img src=x" not in text, "markup came through")
        must("\x00" not in text, "a control character")
        inline = re.search(r"<style|\sstyle=|<script>|\son[a-z]+=\"|href=\"javascript:", text)
        must(not inline, f"written into the page: {inline and inline[0]}")
        must("\u202e" not in text, "a mark that turns the page")
        must('id="results-list"' not in text or "<li" in text, "an empty list")
        return "page", int('href="/' in text)


def _no_number(text: str) -> None:
    raise WrongAnswerError(f"no number: {text}")


def stranger(seed: int, *, has_pages: bool = False) -> Any:
    """Return the maker of addresses, with the words and values of this site."""
    from benchmarks.hostile_addresses import Stranger
    from catalogue.courses.models import Course
    from catalogue.vacancies.models import Vacancy
    from search.facets import FACETS
    from search.reference import get_reference

    titles = {*Course.objects.values_list("title", flat=True)}
    titles |= {*Vacancy.objects.values_list("title", flat=True)}
    words = set()
    for folder in ("synonyms", "lexicons"):
        for path in sorted((ROOT / "search" / folder).glob("*.txt")):
            for line in path.read_text(encoding="utf-8").splitlines():
                if line and not line.startswith("#"):
                    parts = line.replace("=>", ",").replace("<", ",").replace(":", ",").split(",")
                    words |= {part.strip() for part in parts if part.strip()}
    reference = get_reference()
    values: dict[str, list[str]] = {name: list(facet.order) for name, facet in FACETS.items()}
    values["sector"] = sorted(reference.sectors)
    values["subject"] = sorted(reference.subjects)
    values["provider"] = sorted(reference.providers)
    phrases = [*sorted(titles), *sorted(words)]
    return Stranger(seed, phrases=phrases, values=values, has_pages=has_pages)


def main(queries: int, *, engine: str, through: str, seed: int) -> int:
    """Ask; print the table; return how many answers were wrong or slow."""
    asker = Page(engine) if through == "page" else Engine(engine)
    maker = stranger(seed, has_pages=through == "page")
    tallies: dict[str, Tally] = defaultdict(Tally)
    faults: dict[str, tuple[int, str]] = {}
    slowest: list[tuple[float, str]] = []
    asker.ask(maker.address())  # opens the index, reads the tables
    began = time.monotonic()
    for number in range(queries):
        address = maker.address()
        tally = tallies[address.path]
        tally.asked += 1
        started = time.process_time()
        try:
            step, found = asker.ask(address)
        except Exception as error:  # every kind of failure is what is looked for
            # The wrong sentence, or the last line of ours that raised.
            told = str(error) if isinstance(error, WrongAnswerError) else _where(error)
            times, first = faults.get(told, (0, f"{address.path}?{address.query[:300]}"))
            faults[told] = times + 1, first
            continue
        spent = (time.process_time() - started) * 1000
        tally.steps[step] += 1
        tally.found += bool(found)
        tally.milliseconds.append(spent)
        tally.slow += spent > SLOW_MILLISECONDS
        slowest = sorted([*slowest, (spent, f"{address.path}?{address.query[:300]}")])[
            -SHOWN_SLOWEST:
        ]
        if sys.stderr.isatty() and number % 500 == 0:
            print(f"\r{number}", end="", file=sys.stderr)
    _print(
        tallies,
        faults,
        slowest,
        f"{engine} engine, through {through}, {time.monotonic() - began:.0f} s",
    )
    return sum(times for times, _ in faults.values()) + sum(t.slow for t in tallies.values())


def _where(error: Exception) -> str:
    frames = traceback.extract_tb(error.__traceback__)
    frame = next((f for f in reversed(frames) if "site-packages" not in f.filename), frames[-1])
    return (
        f"{type(error).__name__}: {str(error)[:150]} ({Path(frame.filename).name}:{frame.lineno})"
    )


def _print(
    tallies: dict[str, Tally],
    faults: dict[str, tuple[int, str]],
    slowest: list[tuple[float, str]],
    title: str,
) -> None:
    wrong = sum(times for times, _ in faults.values())
    print(f"{title}; {sum(t.asked for t in tallies.values())} addresses, {wrong} errors")
    print("processor time in ms")
    print(f"{'':20}{'asked':>8}{'found':>8}{'p50':>8}{'p95':>8}{'p99':>8}{'most':>8}{'slow':>6}")
    for path, tally in sorted(tallies.items()):
        times = sorted(tally.milliseconds) or [0.0]
        rates = "".join(f"{percentile(times, p):>8.1f}" for p in (50, 95, 99))
        row = f"{path:20}{tally.asked:>8}{tally.found:>8}{rates}{times[-1]:>8.1f}{tally.slow:>6}"
        print(row, dict(tally.steps.most_common()))
    for told, (times, first) in sorted(faults.items(), key=lambda one: -one[1][0])[:SHOWN_FAULTS]:
        print(f"error {times} times: {told}\n    {first}")
    for spent, address in reversed(slowest):
        print(f"slowest {spent:.0f} ms: {address}")


if __name__ == "__main__":
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--queries", type=int, default=50_000)
    parser.add_argument("--engine", choices=("embedded", "elasticsearch"), default="embedded")
    parser.add_argument("--through", choices=("page", "engine"), default="engine")
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--var-dir", type=Path, default=ROOT / "var")
    arguments = parser.parse_args()
    use_site(arguments.var_dir, arguments.engine)
    sys.exit(
        main(
            arguments.queries,
            engine=arguments.engine,
            through=arguments.through,
            seed=arguments.seed,
        )
        > 0
    )
