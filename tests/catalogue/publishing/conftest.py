"""What every test of the providers' area gets."""

from pathlib import Path

import pytest
from django.core.files.storage import FileSystemStorage

from catalogue.publishing.models import Upload


@pytest.fixture(autouse=True)
def own_uploads(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Keep the files of a test in a folder of its own."""
    folder = tmp_path / "uploads"
    storage = FileSystemStorage(location=folder)
    monkeypatch.setattr(Upload._meta.get_field("file"), "storage", storage)
    return folder
