"""The modules that read words are plain Python: they can be used without Django."""

import re
import subprocess
import sys
import tomllib
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
CONTRACT = "Words and engines know no model"


def plain_modules() -> list[str]:
    """Return the modules of the contract, so that both hold for the same."""
    tables = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))
    contracts = tables["tool"]["importlinter"]["contracts"]
    (modules,) = (one["source_modules"] for one in contracts if one["name"] == CONTRACT)
    return modules


def test_reading_words_loads_no_django_and_none_of_the_domain() -> None:
    imports = "; ".join(f"import {name}" for name in plain_modules())
    check = (
        f"{imports}; import sys; "
        "print(sorted({name.split('.')[0] for name in sys.modules} "
        "& {'django', 'portal', 'catalogue', 'wagtail'}))"
    )
    done = subprocess.run(
        [sys.executable, "-c", check], capture_output=True, text=True, cwd=ROOT, check=True
    )
    assert done.stdout.strip() == "[]"


def test_every_module_that_reads_words_is_in_the_contract() -> None:
    modules = set(plain_modules())
    for name in ("understanding", "query_words", "spelling", "lexicon", "suggestions"):
        text = (ROOT / "search" / f"{name}.py").read_text(encoding="utf-8")
        assert set(re.findall(r"^from (search\.\w+) import", text, re.MULTILINE)) <= modules, name
