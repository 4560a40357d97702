"""Where search listens to the domain."""

from collections.abc import Collection
from typing import Any

from django.core.signals import request_started
from django.db.models.signals import pre_delete
from wagtail.signals import page_published, page_unpublished, post_page_move

from portal.core.signals import listings_changed
from search import outbox
from search.engines.turns import begin_turn
from search.indexing import drain_after_commit


def note_listings(kind: str, ids: Collection[int], **kwargs: Any) -> None:
    """Write the outbox in the domain's own transaction; the index follows after the commit."""
    outbox.record(kind=kind, ids=ids)
    drain_after_commit()


def note_page(instance: Any, **kwargs: Any) -> None:
    """Note a page that went live, away or elsewhere, and its translations, which depend on it."""
    pages = type(instance)._default_manager.filter(translation_key=instance.translation_key)
    note_listings("page", {instance.pk, *pages.values_list("pk", flat=True)})


def connect() -> None:
    """Connect every receiver, once."""
    from wagtail.models import Page, get_page_models  # models are loaded by now

    request_started.connect(begin_turn, dispatch_uid="search.begin_turn")
    listings_changed.connect(note_listings, dispatch_uid="search.note_listings")
    for signal in (page_published, page_unpublished, post_page_move):
        signal.connect(note_page, dispatch_uid=f"search.note_page.{id(signal)}")
    for model in get_page_models():
        if model is not Page:
            pre_delete.connect(note_page, sender=model, dispatch_uid=f"search.{model.__name__}")
