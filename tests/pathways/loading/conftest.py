"""A home page and a folder of careers content."""

from pathlib import Path

import pytest

from portal.core.taxonomy import load_taxonomy
from portal.pages.models import HomePage
from tests.pathways.loading.careers_files import FILES, home_in, write


@pytest.fixture
def home(db: None) -> HomePage:
    load_taxonomy()
    return home_in("en-gb", "home-test")


@pytest.fixture
def content(tmp_path: Path) -> Path:
    directory = tmp_path / "careers"
    for name, text in FILES.items():
        write(directory, name, text)
    return directory
