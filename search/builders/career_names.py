"""The names of roles and schemes, each with the documents that it means."""

from collections import defaultdict

from django.conf import settings

from pathways.roles import RolePage
from pathways.support.programmes import ProgrammePage
from portal.core.structured import lines_of
from search.analysis import name_key
from search.builders.in_languages import document_id, editions_of


def career_names() -> dict[str, tuple[str, ...]]:
    """Return ids by name: ``{"hospit porter": ("role:12", "role:12:ur")}``, in two queries."""
    found: dict[str, dict[str, None]] = defaultdict(dict)
    for kind, model in (("role", RolePage), ("programme", ProgrammePage)):
        pages = model.objects.live().select_related("locale").order_by("id")
        for editions in editions_of(pages):
            source = editions[0]
            if source.language != settings.LANGUAGE_CODE:
                continue
            for edition in editions:
                own = document_id(kind, source.page.pk, edition.language)
                for name in (*names_of(edition.page), *names_of(source.page)):
                    found[name_key(name)][own] = None
    return {name: tuple(ids) for name, ids in found.items() if name}


def names_of(page: RolePage | ProgrammePage) -> tuple[str, ...]:
    """Return every name of a page: its title, other names, and those for search only."""
    if isinstance(page, RolePage):
        others = (*page.other_names, *lines_of(page.hidden_alternative_titles))
    else:
        others = (page.short_name, *page.other_names)
    return tuple(filter(None, (page.title, *others)))
