"""A trusted college with places, and an editor who sends files."""

import pytest

from catalogue.providers.models import Membership, Venue
from tests.publishing_factories import make_member


@pytest.fixture
def member(db: None) -> Membership:
    editor = make_member()
    editor.organisation.is_trusted = True
    editor.organisation.save()
    Venue.objects.create(provider=editor.organisation, name="Main Campus", reference="007")
    Venue.objects.create(provider=editor.organisation, name="The Forge", reference="F1")
    return editor
