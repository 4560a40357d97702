"""While the spare index answers: what a page says, and when it must not say “nothing”."""

from django.utils.translation import gettext as _

from search.engines.base import EngineUnavailable, SearchResults
from search.index_status import spare_is_behind
from search.notices import Notice


def degraded_notices(results: SearchResults) -> list[Notice]:
    """Return one calm line when the results come from the spare index, else nothing."""
    if not results.degraded:
        return []
    text = _("You can search as always. The newest changes may not show for a short time.")
    return [Notice(_("Our main search is resting."), text)]


def refuse_false_nothing(results: SearchResults) -> None:
    """Raise EngineUnavailable when nothing was found by a spare index that may lack listings.

    A page then shows the plain list of the database, the API says 503.
    """
    if results.degraded and not results.total and spare_is_behind():
        raise EngineUnavailable("the search server is away and the embedded index is behind")
