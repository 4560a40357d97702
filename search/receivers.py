"""Where search listens to the domain."""

from collections.abc import Collection
from typing import Any

from django.conf import settings
from django.core.signals import request_started
from django.db.models.signals import post_delete, post_save, pre_delete
from wagtail.signals import page_published, page_unpublished, post_page_move

from catalogue.events.pages import EventPage
from pathways.event_roles import EventRole
from pathways.figures import PayFigure
from pathways.joining import forget_rules
from pathways.roles import RolePage
from pathways.sector_pages import PathwayPage, PathwayRole
from pathways.support.programmes import ProgrammePage
from portal.core.signals import listings_changed
from search import outbox
from search.engines.turns import begin_turn
from search.indexing import drain_after_commit

# Pages of which one document a language is made: by the page in the first language.
IN_LANGUAGES: dict[type, str] = {RolePage: "role", ProgrammePage: "programme"}


def note_listings(kind: str, ids: Collection[int], **kwargs: Any) -> None:
    """Write the outbox in the domain's own transaction; the index follows after the commit."""
    outbox.record(kind=kind, ids=ids)
    drain_after_commit()


def note_page(instance: Any, **kwargs: Any) -> None:
    """Note a page that went live, away or elsewhere, and its translations, which depend on it.

    A role and a scheme are noted by their page in the first language, which makes all documents.
    """
    if isinstance(instance, EventPage):
        return  # the domain announces events, with their dates
    kind = IN_LANGUAGES.get(type(instance))
    if kind:
        note_listings(kind, {instance.source.pk})
        forget_rules()
        return
    pages = type(instance)._default_manager.filter(translation_key=instance.translation_key)
    note_listings("page", {instance.pk, *pages.values_list("pk", flat=True)})


def note_roles_of_pathway(instance: Any, **kwargs: Any) -> None:
    """Note the roles on a pathway: it says in which sector they are."""
    if isinstance(instance, PathwayPage):
        roles = instance.source.placements.values_list("role_id", flat=True)
        note_listings("role", set(roles))


def note_pathways_of_role(instance: Any, **kwargs: Any) -> None:
    """Note the pathways that a role stands on: the names of their live roles find them."""
    if isinstance(instance, RolePage):
        pathways = PathwayPage.objects.filter(placements__role_id=instance.source.pk)
        note_listings("page", set(pathways.values_list("pk", flat=True)))


def note_events_of_role(instance: Any, **kwargs: Any) -> None:
    """Note the events that lead to a role: they are found by its name and counted on its page."""
    if isinstance(instance, RolePage):
        links = EventRole.objects.filter(role_id=instance.source.pk)
        events = links.filter(event__locale__language_code=settings.LANGUAGE_CODE)
        note_listings("event", set(events.values_list("event_id", flat=True)))


def note_role_off_pathway(instance: PathwayRole, **kwargs: Any) -> None:
    """Note a role that is taken off a pathway, or whose pathway is deleted."""
    note_listings("role", {instance.role_id})


def note_roles_of_figure(instance: PayFigure, **kwargs: Any) -> None:
    """Note the roles that show a pay figure on their card."""
    note_listings("role", set(instance.roles.values_list("role_id", flat=True)))


def connect() -> None:
    """Connect every receiver, once."""
    from wagtail.models import Page, get_page_models  # models are loaded by now

    post_save.connect(
        note_roles_of_figure, sender=PayFigure, dispatch_uid="search.note_roles_of_figure"
    )
    post_delete.connect(
        note_role_off_pathway, sender=PathwayRole, dispatch_uid="search.note_role_off_pathway"
    )
    for signal in (page_published, page_unpublished):
        signal.connect(note_roles_of_pathway, dispatch_uid=f"search.roles_of_pathway.{id(signal)}")
        signal.connect(note_pathways_of_role, dispatch_uid=f"search.pathways_of_role.{id(signal)}")
        signal.connect(note_events_of_role, dispatch_uid=f"search.events_of_role.{id(signal)}")
    pre_delete.connect(note_events_of_role, sender=RolePage, dispatch_uid="search.events_of_gone")

    request_started.connect(begin_turn, dispatch_uid="search.begin_turn")
    listings_changed.connect(note_listings, dispatch_uid="search.note_listings")
    for signal in (page_published, page_unpublished, post_page_move):
        signal.connect(note_page, dispatch_uid=f"search.note_page.{id(signal)}")
    for model in get_page_models():
        if model is not Page:
            pre_delete.connect(note_page, sender=model, dispatch_uid=f"search.{model.__name__}")
