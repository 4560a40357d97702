"""Pages whose hour to go live, or to go, has come. Editors set both hours beside the page."""

import datetime
import logging
from collections.abc import Callable, Iterable
from typing import Any

from django.apps import apps
from django.db import models, transaction
from wagtail.models import DraftStateMixin, Page, Revision

log = logging.getLogger(__name__)


class SomeFailed(Exception):  # noqa: N818  (the name says the state, as readers of reports see it)
    """Some pages could not be changed. The others were."""


def change_scheduled(*, now: datetime.datetime) -> dict[str, int]:
    """Publish and unpublish what is due: ``{"published": 2, "unpublished": 1}``.

    Does the work of Wagtail's ``publish_scheduled``, but each page in a transaction of its own that
    looks again: another process may have changed it, and a page that fails stops no other.
    Raises SomeFailed in the end, with the names of the pages that failed.
    """
    failed: list[str] = []
    unpublished = sum(
        _each(failed, model, _expired(model, now), _unpublish) for model in _kinds_with_drafts()
    )
    due = Revision.objects.filter(approved_go_live_at__lt=now).order_by("approved_go_live_at", "pk")
    published = _each(failed, Revision, due, _publish)
    if failed:
        raise SomeFailed(", ".join(failed))
    return {"published": published, "unpublished": unpublished}


def _kinds_with_drafts() -> Iterable[type[models.Model]]:
    """Return pages, and what else has a draft beside what is live."""
    yield Page
    for model in apps.get_models():
        if issubclass(model, DraftStateMixin) and not issubclass(model, Page):
            yield model


def _expired(model: type[models.Model], now: datetime.datetime) -> models.QuerySet:
    return model._default_manager.filter(live=True, expire_at__lt=now).order_by("expire_at", "pk")


def _each(
    failed: list[str],
    model: type[models.Model],
    due: models.QuerySet,
    change: Callable[[Any], None],
) -> int:
    changed = 0
    for pk in list(due.values_list("pk", flat=True)):
        try:
            with transaction.atomic():
                row = due.select_for_update().filter(pk=pk).first()
                if row is not None:
                    change(row)
                    changed += 1
        except Exception:  # one page must not keep the others; all that failed are told together
            log.exception("%s %s could not be changed at its hour.", model.__name__, pk)
            failed.append(f"{model.__name__} {pk}")
    return changed


def _unpublish(row: DraftStateMixin) -> None:
    row.unpublish(set_expired=True, log_action="wagtail.unpublish.scheduled")


def _publish(row: Revision) -> None:
    row.publish(log_action="wagtail.publish.scheduled")
