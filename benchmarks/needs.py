"""Run the tests that prove the needs of tests/needs.toml and write docs/needs.md.

``python -m benchmarks.needs``; with ``--junit report.xml`` it reads a run that was already made
(``pytest --junitxml report.xml``).
"""

import argparse
import ast
import subprocess
import sys
import tempfile
import tomllib
import xml.etree.ElementTree as ElementTree
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path

from benchmarks.serving import ROOT

TESTS = ROOT / "tests"
DATA = TESTS / "needs.toml"
PAGE = ROOT / "docs" / "needs.md"
WORST_FIRST = ("fail", "", "pass")
RESULTS = {"pass": "pass", "fail": "**fail**", "": "not run"}
LATER = {
    "lists": "Saved lists and plans",
    "languages": "The hub of English classes and of languages",
    "offers": "Work experience as a kind of offer",
}
HEAD = """# The needs, and the tests that prove them

Sixty-one things that people need from this portal, gathered from what they, work coaches, colleges
and employers asked for. Each is proved by tests marked with its number. This page is written by
`make needs`, which runs them; [tests/needs.toml](../tests/needs.toml) holds the needs. A test
compares the two, and fails when a need has lost its proof.

"""


@dataclass(frozen=True, slots=True, kw_only=True)
class Need:
    """A row of tests/needs.toml: `later` names what the rest of the need comes with."""

    number: int
    need: str
    where: str
    later: str = ""
    is_here: bool = True


@dataclass(frozen=True, slots=True, order=True)
class Proof:
    """A marked test: ``Proof("tests/browser/test_roles.py", "test_a_good_job_is_told")``."""

    path: str
    name: str

    def __str__(self) -> str:
        return f"{self.path}::{self.name}"


def read_needs() -> list[Need]:
    """Read the needs in their order."""
    return [Need(**row) for row in tomllib.loads(DATA.read_text(encoding="utf-8"))["need"]]


def find_proofs(folder: Path = TESTS) -> dict[int, list[Proof]]:
    """Find the marked tests by reading their files, as running them all takes minutes.

    Browser tests come first: they show what a person sees.
    """
    found: dict[int, list[Proof]] = {}
    for path in sorted(folder.rglob("test_*.py")):
        place = path.relative_to(ROOT).as_posix() if path.is_relative_to(ROOT) else path.name
        for name, number in _marks(ast.parse(path.read_text(encoding="utf-8"))):
            found.setdefault(number, []).append(Proof(place, name))
    return {
        number: sorted(proofs, key=lambda proof: ("/browser/" not in proof.path, proof))
        for number, proofs in sorted(found.items())
    }


def _marks(tree: ast.Module) -> Iterator[tuple[str, int]]:
    for node in tree.body:
        if isinstance(node, ast.FunctionDef):
            for decorator in node.decorator_list:
                match decorator:
                    case ast.Call(
                        func=ast.Attribute(attr="row"), args=[ast.Constant(value=int(number))]
                    ):
                        yield node.name, number


def read_results(report: Path) -> dict[Proof, str]:
    """Read a run: a test with several cases passed when each of them did; a skip proves nothing."""
    results: dict[Proof, str] = {}
    for case in ElementTree.parse(report).iter("testcase"):  # noqa: S314 - pytest wrote it here
        path = f"{case.get('classname', '').replace('.', '/')}.py"
        proof = Proof(path, case.get("name", "").partition("[")[0])
        now = "pass"
        if any(case.find(tag) is not None for tag in ("failure", "error")):
            now = "fail"
        elif case.find("skipped") is not None:
            now = ""
        results[proof] = min(now, results.get(proof, now), key=WORST_FIRST.index)
    return results


def write_page(
    needs: Iterable[Need],
    proofs: Mapping[int, list[Proof]],
    results: Mapping[Proof, str],
) -> str:
    """Write the page: ``| 18 | Kickstart is found... | `/schemes/kickstart/` | test | pass |``."""
    lines = ["| | need | where | proof | |", "|---|---|---|---|---|"]
    for need in needs:
        tests = proofs.get(need.number, [])
        shown = "<br>".join(f"[{proof.name}](../{proof.path})" for proof in tests)
        cells = [str(need.number), need.need, _where(need), shown, _result(need, tests, results)]
        lines.append(f"| {' | '.join(cells)} |")
    return HEAD + "\n".join(lines) + "\n"


def _where(need: Need) -> str:
    return " ".join(f"`{address}`" for address in need.where.split())


def outcome(tests: list[Proof], results: Mapping[Proof, str]) -> str:
    """Return "pass" when there are tests and all passed, "fail" when one failed, else ""."""
    return min((results.get(proof, "") for proof in tests), key=WORST_FIRST.index, default="")


def _result(need: Need, tests: list[Proof], results: Mapping[Proof, str]) -> str:
    parts = []
    if need.is_here:
        parts.append(RESULTS[outcome(tests, results)])
    if need.later:
        parts.append(f"{'the rest comes' if need.is_here else 'comes'} with: {LATER[need.later]}")
    return "; ".join(parts)


def main() -> int:
    """Return 1 when a need that belongs here is not proved."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--junit", type=Path, help="a report of pytest to read instead of a run")
    given = parser.parse_args().junit
    proofs = find_proofs()
    if given:
        results = read_results(given)
    else:
        with tempfile.TemporaryDirectory() as folder:
            report = Path(folder) / "report.xml"
            paths = sorted({proof.path for marked in proofs.values() for proof in marked})
            subprocess.run(
                [sys.executable, "-m", "pytest", "-q", "-m", "row", "--junitxml", report, *paths],
                cwd=ROOT,
                check=False,  # what failed stands in the report
            )
            results = read_results(report)
    needs = read_needs()
    PAGE.write_text(write_page(needs, proofs, results), encoding="utf-8")
    here = [need.number for need in needs if need.is_here]
    proved = [number for number in here if outcome(proofs.get(number, []), results) == "pass"]
    print(f"{PAGE.relative_to(ROOT)}: {len(proved)} of {len(here)} needs that are here are proved")
    return 0 if len(proved) == len(here) else 1


if __name__ == "__main__":
    sys.exit(main())
