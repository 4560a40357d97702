"""Photos, sound and film of people who do not agree any more: the files go, in every size."""

import datetime
from collections.abc import Iterator

import structlog
from django.contrib.contenttypes.models import ContentType
from wagtail.documents import get_document_model
from wagtail.images import get_image_model
from wagtail.models import Page, ReferenceIndex

from portal.pages.stories import StoryPage

log = structlog.get_logger("portal.stories")


def delete_files_of_ended_stories(*, today: datetime.date) -> int:
    """Delete the pictures and recordings of stories whose consent is over. Return how many.

    A file keeps its address when its page is gone, so taking the page away is not enough. What a
    page besides these stories uses stays: it may be no photo of the person. The log names it.
    """
    stories = [str(pk) for pk in _ended(today)]
    if not stories:
        return 0
    of_stories = {
        "base_content_type": ContentType.objects.get_for_model(Page),
        "object_id__in": stories,
    }
    deleted = 0
    for model in (get_image_model(), get_document_model()):
        uses = ReferenceIndex.objects.filter(
            to_content_type=ContentType.objects.get_for_model(model)
        )
        theirs = uses.filter(**of_stories).values_list("to_object_id", flat=True)
        for file in model._default_manager.filter(pk__in=set(theirs)):
            if uses.filter(to_object_id=str(file.pk)).exclude(**of_stories).exists():
                log.warning("file_used_elsewhere", model=model._meta.label, pk=file.pk)
                continue
            file.delete()  # and its renditions; the files follow after the commit
            deleted += 1
    return deleted


def _ended(today: datetime.date) -> Iterator[int]:
    """Give the stories that are over, and their translations.

    Of a story off the site the newest draft counts: somebody may be asking the person again.
    """
    keys = {
        story.translation_key
        for story in StoryPage.objects.sources()
        if (story if story.live else story.get_latest_revision_as_object()).is_over(today)
    }
    yield from StoryPage.objects.filter(translation_key__in=keys).values_list("pk", flat=True)
