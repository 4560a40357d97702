"""Why a file was not read, in the language of whoever reads it."""

from dataclasses import dataclass
from typing import Any

from django.utils.functional import Promise
from django.utils.translation import get_language, gettext_lazy
from django.utils.translation import gettext as _

from catalogue.feeds.fetch_refusal import FETCH_REFUSALS, FetchRefusedError
from catalogue.feeds.refusal import REFUSALS, FileRefusedError
from catalogue.publishing.models import Upload
from catalogue.publishing.uploads.page_words import visible
from portal.core.lists import isolated

MEANINGS = {**FETCH_REFUSALS, **REFUSALS}
# Gaps with words of ours: what the file is, what it should be, what is wrong with it.
OURS = frozenset({"format", "kind", "what"})
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


def refused_as(error: FileRefusedError | FetchRefusedError | None) -> dict[str, Any]:
    """Return what ``Upload.counts`` keeps of a refusal, to say it in any language.

    ``{"refusal": {"code": "FILE_QUOTE_NOT_CLOSED", "words": "A mark in line {line} ...", "gaps":
    {"line": "7"}}}``; of an address that is not fetched the code alone.
    """
    if error is None:
        return {}
    kept: dict[str, Any] = {"code": error.code}
    if isinstance(error, FileRefusedError) and error.gaps:
        kept |= {"words": error.words, "gaps": error.gaps}
    return {"refusal": kept}


def refusal_of(upload: Upload) -> Refusal:
    """Return why a file was refused, held or stopped: in a word where it is known, else at length.

    What was written down is English, and may name lines and headings of the file.
    """
    message = visible(upload.message)
    if message in ELSEWHERE:
        return Refusal(str(ELSEWHERE[message]))
    kept = upload.counts.get("refusal", {})
    words = kept.get("words", "")
    if words and not _is_english() and _(words) != words:
        return Refusal(_(words).format(**{name: _gap(name, kept) for name in kept["gaps"]}))
    return said_of(message, code=kept.get("code", ""))


def said_of(message: str, *, code: str) -> Refusal:
    """Return an English message in the language of whoever reads it, else what its code means."""
    said = _(message) if message else ""
    meaning = MEANINGS.get(code)
    if said != message or not meaning or _is_english():
        return Refusal(said)
    return Refusal(_(meaning), message)


def _is_english() -> bool:
    return (get_language() or "en").startswith("en")


def _gap(name: str, kept: dict[str, Any]) -> str:
    """Return what stands in a gap: words of ours in the language, those of the file as they are."""
    text = visible(kept["gaps"][name])
    said = _(text) if name in OURS else text
    return said if said != text else isolated(text)
