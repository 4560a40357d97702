"""The modules that read words are plain Python: they can be used without Django."""

import subprocess
import sys
from pathlib import Path

MODULES = """
    highlight level_words lexicon lexicon_reading lexicon_spelling phrases place_facts
    place_words places postcodes query_words reading spelling suggestions synonyms understanding
    venues
""".split()
ROOT = Path(__file__).resolve().parents[2]


def test_reading_words_loads_no_django_and_none_of_the_domain() -> None:
    imports = "; ".join(f"import search.{name}" for name in MODULES)
    check = (
        f"{imports}; import sys; "
        "print(sorted({name.split('.')[0] for name in sys.modules} "
        "& {'django', 'portal', 'catalogue', 'wagtail'}))"
    )
    done = subprocess.run(
        [sys.executable, "-c", check], capture_output=True, text=True, cwd=ROOT, check=True
    )
    assert done.stdout.strip() == "[]"
