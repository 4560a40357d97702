"""What happens to the photo and the recordings of a story when the person does not agree."""

import datetime
from io import BytesIO
from pathlib import Path

import PIL.Image
import pytest
from django.core.files.base import ContentFile
from django.test import TestCase
from wagtail.documents.models import Document
from wagtail.images.models import Image
from wagtail.models import Locale

from portal.operations import retention
from portal.pages.models import StandardPage
from portal.pages.publishing_checks import consent_holds
from portal.pages.stories import StoriesPage, StoryPage

NOW = datetime.datetime(2026, 11, 25, 9, tzinfo=datetime.UTC)
TODAY = NOW.date()
DAY = datetime.timedelta(days=1)


@pytest.fixture
def folder(settings, tmp_path: Path, time_machine) -> Path:
    settings.MEDIA_ROOT = tmp_path / "media"
    time_machine.move_to(NOW)
    return settings.MEDIA_ROOT


@pytest.fixture
def photo(folder: Path, db) -> Image:
    content = BytesIO()
    PIL.Image.new("RGB", (900, 600)).save(content, "JPEG")
    file = ContentFile(content.getvalue(), "leila.jpg")
    return Image.objects.create(title="Leila", file=file, width=900, height=600)


@pytest.fixture
def story(home, photo: Image) -> StoryPage:
    made = StoryPage(
        title="To the office", slug="leila", person_name="Leila", now_does="administrator",
        starting_point="NEW_TO_UK", photo=photo, is_photo_decorative=True,
        media=Document.objects.create(title="Leila", file=ContentFile(b"sound", "leila.mp3")),
        transcript="<p>Hello.</p>", consent_given_date=TODAY - 9 * DAY,
        consent_until_date=TODAY,
    )  # fmt: skip
    StoriesPage.objects.get().add_child(instance=made)
    made.save_revision().publish()
    return StoryPage.objects.get(pk=made.pk)


def change(story: StoryPage, **values) -> None:
    for name, value in values.items():
        setattr(story, name, value)
    story.save_revision().publish()


def prune(now: datetime.datetime = NOW) -> int:
    """Return how many files went, as the scheduled work does it."""
    with TestCase.captureOnCommitCallbacks(execute=True):
        return retention.prune(now=now)["story_files"]


def files_in(folder: Path) -> list[str]:
    return sorted(path.name for path in folder.rglob("*") if path.is_file())


def test_on_the_last_day_the_photo_is_served_and_the_day_after_its_address_is_empty(
    client, story, folder, time_machine
):
    address = story.photo.get_rendition("width-720|format-webp").url
    assert prune() == 0
    assert client.get(address).status_code == 200

    time_machine.move_to(NOW + DAY)
    assert prune(NOW + DAY) == 2

    assert client.get(address).status_code == 404
    assert files_in(folder) == []
    assert prune(NOW + DAY) == 0
    assert client.get("/stories/leila/").status_code == 410


def test_files_go_when_the_consent_is_taken_back(story, folder):
    change(story, is_withdrawn=True)

    assert prune() == 2
    assert files_in(folder) == []
    story.refresh_from_db()
    assert (story.photo, story.media) == (None, None)


def test_an_editor_may_publish_that_consent_is_taken_back(story):
    story.is_withdrawn = True
    assert list(consent_holds(story, TODAY)) == []

    change(story)
    assert [one.place for one in consent_holds(story, TODAY)] == ["Consent"]


def test_files_of_a_consent_to_come_stay(story, folder):
    change(story, consent_given_date=TODAY + DAY, consent_until_date=TODAY + 9 * DAY)

    assert prune() == 0
    assert files_in(folder) == ["leila.jpg", "leila.mp3"]


def test_pictures_in_the_text_and_of_translations_go_too(story, folder):
    second = Image.objects.create(
        title="At work", file=ContentFile(story.photo.file.read(), "work.jpg"), width=9, height=9
    )
    copy = story.copy_for_translation(Locale.objects.get(language_code="ur"), copy_parents=True)
    change(copy, body=[("picture", {"image": second, "is_decorative": True})])
    change(story, is_withdrawn=True)

    assert prune() == 3
    assert files_in(folder) == []


def test_a_picture_that_another_page_uses_stays(story, home, folder):
    page = StandardPage(title="About", slug="us", body=[])
    home.add_child(instance=page)
    change(page, body=[("picture", {"image": story.photo, "is_decorative": True})])
    change(story, is_withdrawn=True)

    assert prune() == 1
    assert files_in(folder) == ["leila.jpg"]


@pytest.mark.parametrize(("days", "gone"), [(9, 0), (-1, 2)], ids=["asked again", "let go"])
def test_of_a_story_off_the_site_the_newest_draft_counts(story, days, gone):
    story.unpublish()
    story.consent_until_date = TODAY + days * DAY
    story.save_revision()

    assert prune(NOW + DAY) == gone
