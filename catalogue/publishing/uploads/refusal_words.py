"""Why a file was not read, in the language of whoever reads it."""

from dataclasses import dataclass
from typing import Any

from django.utils.functional import Promise
from django.utils.translation import get_language, gettext_lazy
from django.utils.translation import gettext as _

from catalogue.feeds.fetch_refusal import FETCH_REFUSALS
from catalogue.feeds.refusal import REFUSALS
from catalogue.publishing.models import Upload
from catalogue.publishing.uploads.page_words import visible

MEANINGS = {**FETCH_REFUSALS, **REFUSALS}
# A command that would load the file is no help on a page.
ELSEWHERE: dict[str, Promise] = {
    "This is a file of venues. Load it with import_venues.": gettext_lazy(
        "This is a file of venues. Send it again, and choose “Places where you teach”."
    ),
    "This is a file of courses. Load it with import_courses.": gettext_lazy(
        "This is a file of courses. Send it again, and choose “Courses”."
    ),
    "This is a file of vacancies. Load it with import_vacancies.": gettext_lazy(
        "This is a file of vacancies. Jobs do not come as a file here."
    ),
    "This is the national list of learning aims. Load it with import_lars.": gettext_lazy(
        "This is the national list of learning aims. We have it. Send your own list."
    ),
}


@dataclass(frozen=True, slots=True)
class Refusal:
    """What happened. ``details`` say it at length in English, where only the gist is translated."""

    words: str
    details: str = ""


def refused_as(code: str) -> dict[str, Any]:
    """Return what ``Upload.counts`` keeps of a refusal: ``{"refusal": {"code": "FILE_EMPTY"}}``."""
    return {"refusal": {"code": code}} if code else {}


def refusal_of(upload: Upload) -> Refusal:
    """Return why a file was refused, held or stopped: in a word where it is known, else at length.

    What was written down is English, and may name lines and headings of the file.
    """
    message = visible(upload.message)
    if message in ELSEWHERE:
        return Refusal(str(ELSEWHERE[message]))
    said = _(message) if message else ""
    meaning = MEANINGS.get(upload.counts.get("refusal", {}).get("code", ""))
    if said != message or not meaning or (get_language() or "en").startswith("en"):
        return Refusal(said)
    return Refusal(_(meaning), message)
