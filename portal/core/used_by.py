"""Where a shared row is used: a list on its editors' page, and in texts that name it."""

from typing import Any

from django.apps import apps
from django.db.models import Q, QuerySet, TextField
from django.db.models.functions import Cast
from django.utils.text import capfirst
from django.utils.translation import gettext_lazy as _
from wagtail.admin.admin_url_finder import AdminURLFinder
from wagtail.admin.panels import Panel
from wagtail.fields import RichTextField, StreamField
from wagtail.models import Page

from portal.core.deletion import SHOWN_USERS, Use, uses_of
from portal.core.facts import SharedFact


class UsedByPanel(Panel):
    """Every page and row that shows this one, with links: one edit changes them all."""

    def __init__(self, **kwargs: Any) -> None:
        super().__init__(**{"heading": _("Where it is used"), **kwargs})

    class BoundPanel(Panel.BoundPanel):
        """The list for one row."""

        template_name = "wagtailadmin/guarded/used_by.html"

        def is_shown(self) -> bool:
            """Show nothing for a row that is only being written."""
            return self.instance is not None and self.instance.pk is not None

        def get_context_data(self, parent_context: Any = None) -> dict[str, Any]:
            """Add the users, and the address where this person can edit each."""
            context: dict[str, Any] = super().get_context_data(parent_context)
            finder = AdminURLFinder(self.request.user)
            context["uses"] = [
                (use, [(user, finder.get_edit_url(user)) for user in use.users])
                for use in uses_of(self.instance)
            ]
            return context


def pages_naming(fact: SharedFact) -> list[Use]:
    """Return the pages whose texts name a fact, like ``[[national-careers-phone]]``.

    One question for each page type that has texts.
    """
    found = []
    for model in apps.get_models():
        if not (issubclass(model, Page) and not model._meta.abstract):
            continue
        pages = _pages_naming(model, fact.key)
        if pages is not None and (total := pages.count()):
            meta = model._meta
            label = meta.verbose_name if total == 1 else meta.verbose_name_plural
            found.append(Use(capfirst(str(label)), tuple(pages[:SHOWN_USERS]), total))
    return found


def _pages_naming(model: type[Page], key: str) -> QuerySet[Any] | None:
    """Return the pages of a type whose blocks or texts name a fact; None for a type without."""
    fields = [
        field.name
        for field in model._meta.local_fields
        if isinstance(field, StreamField | RichTextField)
    ]
    if not fields:
        return None
    named = Q()
    for name in fields:
        named |= Q(**{f"{name}_text__contains": f"[[{key}]]"})
    # Blocks are kept as JSON, which only some databases search as it is.
    texts = {f"{name}_text": Cast(name, TextField()) for name in fields}
    return model._default_manager.annotate(**texts).filter(named).order_by("pk")
