"""A trusted college with places, and an editor who sends files."""

from pathlib import Path

import pytest
from django.core.files.storage import FileSystemStorage

from catalogue.providers.models import Membership, Venue
from catalogue.publishing.models import Upload
from tests.publishing_factories import make_member


@pytest.fixture(autouse=True)
def own_uploads(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Keep the files of a test in a folder of its own."""
    folder = tmp_path / "uploads"
    storage = FileSystemStorage(location=folder)
    monkeypatch.setattr(Upload._meta.get_field("file"), "storage", storage)
    return folder


@pytest.fixture
def member(db: None) -> Membership:
    editor = make_member()
    editor.organisation.is_trusted = True
    editor.organisation.save()
    Venue.objects.create(provider=editor.organisation, name="Main Campus", reference="007")
    Venue.objects.create(provider=editor.organisation, name="The Forge", reference="F1")
    return editor
