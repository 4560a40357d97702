"""What an address asks for at this moment, in the language of the page."""

from django.utils.translation import get_language

from portal.core.clock import now, today
from search.criteria import Criteria, read_criteria
from search.forms import SearchForm
from search.moments import minute_of
from search.reference import get_reference


def read_now(form: SearchForm, *, list_of: str = "") -> Criteria:
    """Understand a form as of now: what ended a minute ago is left out."""
    return read_criteria(
        form,
        reference=get_reference(),
        today=today(),
        language=get_language() or "",
        minute=minute_of(now()),
        list_of=list_of,
    )
