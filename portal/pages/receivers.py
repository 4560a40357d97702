"""Tell search when an editor's page appears, changes or goes."""

from typing import Any

from django.db.models.signals import post_delete
from django.dispatch import receiver
from wagtail.signals import page_published, page_unpublished

from portal.core.pages import BasePage
from portal.core.signals import listings_changed


@receiver(page_published)
@receiver(page_unpublished)
def tell_of_change(instance: Any, **_kwargs: Any) -> None:
    """Pass the change on for pages that may be in search."""
    if isinstance(instance, BasePage):
        listings_changed.send(sender=type(instance), kind="page", ids=[instance.pk])


@receiver(post_delete)
def tell_of_deletion(sender: type, instance: Any, **_kwargs: Any) -> None:
    """Pass on that a page is gone for good."""
    if issubclass(sender, BasePage):
        listings_changed.send(sender=sender, kind="page", ids=[instance.pk])
