"""A help page of an older site was a page of text. Make it the help page, and keep its words."""

import uuid

from django.contrib.contenttypes.models import ContentType
from django.db import transaction
from wagtail.models import Page, ReferenceIndex, Revision
from wagtail_localize.models import TranslationSource

from portal.pages.guides import HelpPage
from portal.pages.standard import StandardPage


@transaction.atomic
def convert_help_pages(key: uuid.UUID) -> int:
    """Turn pages of text with this translation key into help pages. Return how many.

    The page keeps its number, address, words, revisions and translations. Twice changes nothing.
    """
    pages = list(StandardPage.objects.filter(translation_key=key))
    for page in pages:
        _convert(page)
    if pages:
        kinds = ContentType.objects.get_for_models(StandardPage, HelpPage)
        sources = TranslationSource.objects.filter(
            object_id=key, specific_content_type=kinds[StandardPage]
        )
        sources.update(specific_content_type=kinds[HelpPage])
    return len(pages)


def _convert(old: StandardPage) -> None:
    kinds = ContentType.objects.get_for_models(StandardPage, HelpPage)
    new = HelpPage(page_ptr_id=old.pk)
    for field in Page._meta.concrete_fields:
        setattr(new, field.attname, getattr(old, field.attname))
    for name in ("summary", "social_text", "body", "checked_date"):
        setattr(new, name, getattr(old, name))
    # Only the row of the page of text goes: a delete() would take the page and its children too.
    rows = StandardPage.objects.filter(pk=old.pk)
    rows._raw_delete(rows.db)
    new.save_base(raw=True, force_insert=True)
    Page.objects.filter(pk=old.pk).update(content_type=kinds[HelpPage])
    revisions = Revision.objects.filter(object_id=str(old.pk), content_type=kinds[StandardPage])
    for revision in revisions:
        revision.content_type = kinds[HelpPage]
        revision.content["content_type"] = kinds[HelpPage].pk
        revision.save(update_fields=["content_type", "content"])
    ReferenceIndex.create_or_update_for_object(HelpPage.objects.get(pk=old.pk))
