"""Headings and titles of results, each a whole sentence, so that a language may order its words."""

from django.utils.formats import number_format
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from portal.core.lists import isolated


def grouped(number: int) -> str:
    """Return ``"12,345"`` with the mark of the page's language."""
    return number_format(number, use_l10n=True, force_grouping=True)


def results_heading(total: int, *, where: str = "") -> str:
    """Return ``"42 results near Walsall"``. ``where`` is a phrase: ``"near Walsall"``."""
    if not where:
        return ngettext("%(n)s result", "%(n)s results", total) % {"n": grouped(total)}
    text = ngettext("%(n)s result %(where)s", "%(n)s results %(where)s", total)
    return text % {"n": grouped(total), "where": where}


def results_title(
    total: int, *, words: str = "", where: str = "", kinds: tuple[str, ...] = ()
) -> str:
    """Return ``"42 results for “care” near Walsall"``, for the window and for bookmarks.

    Without words it is ``"Jobs near Walsall: 42 results"``, by the one kind that was chosen.
    """
    if not words:
        kind = kinds[0] if len(kinds) == 1 else ""
        return _all_of(kind, where) % {"where": where, "results": results_heading(total)}
    if where:
        text = ngettext(
            "%(n)s result for “%(words)s” %(where)s",
            "%(n)s results for “%(words)s” %(where)s",
            total,
        )
    else:
        text = ngettext("%(n)s result for “%(words)s”", "%(n)s results for “%(words)s”", total)
    return text % {"n": grouped(total), "words": isolated(words), "where": where}


def _all_of(kind: str, where: str) -> str:
    if kind == "course":
        return _("Courses %(where)s: %(results)s") if where else _("Courses: %(results)s")
    if kind == "apprenticeship":
        return (
            _("Apprenticeships %(where)s: %(results)s")
            if where
            else _("Apprenticeships: %(results)s")
        )
    if kind == "job":
        return _("Jobs %(where)s: %(results)s") if where else _("Jobs: %(results)s")
    if kind == "event":
        return _("Events %(where)s: %(results)s") if where else _("Events: %(results)s")
    if kind == "role":
        return _("Job roles: %(results)s")
    if kind == "programme":
        return _("Schemes: %(results)s")
    if kind == "page":
        return _("Guides: %(results)s")
    return (
        _("Courses and jobs %(where)s: %(results)s")
        if where
        else _("Courses and jobs: %(results)s")
    )


def nothing_heading(*, words: str = "", where: str = "") -> str:
    """Return ``"No results for “forklift” near Bilston yet"``."""
    values = {"words": isolated(words), "where": where}
    if words and where:
        return _("No results for “%(words)s” %(where)s yet") % values
    if words:
        return _("No results for “%(words)s” yet") % values
    if where:
        return _("No results %(where)s yet") % values
    return _("No results yet")


def page_title(title: str, *, page: int, last: int) -> str:
    """Return the title with its page, when there are several: ``"… (page 2 of 5)"``."""
    if last <= 1:
        return title
    values = {"title": title, "page": page, "last": last}
    return _("%(title)s (page %(page)d of %(last)d)") % values


def counted(heading: str, number: int) -> str:
    """Return a heading with how many stand under it: ``"Near Walsall (10)"``."""
    return _("%(heading)s (%(n)s)") % {"heading": heading, "n": grouped(number)}
