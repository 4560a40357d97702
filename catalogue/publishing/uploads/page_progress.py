"""How far the work on a file is: numbers, a meter, and the steps in words."""

from dataclasses import dataclass

from django.utils.translation import gettext as _

from catalogue.publishing.enums import UploadState
from catalogue.publishing.models import Upload
from catalogue.publishing.uploads import page_words as words
from catalogue.publishing.uploads.outcomes import Progress

DONE, NOW, LATER = "done", "now", "later"


@dataclass(frozen=True, slots=True)
class Step:
    """A step of the work: ``Step("Reading rows", "2,120 of about 3,420 rows", "now")``."""

    title: str
    text: str
    state: str


@dataclass(frozen=True, slots=True)
class ProgressShown:
    """The numbers of one moment. ``spoken`` is what a screen reader hears when it changes."""

    title: str
    words: str
    spoken: str
    percent: int
    steps: list[Step]
    is_at_work: bool
    is_stalled: bool


def progress_shown(upload: Upload, progress: Progress) -> ProgressShown:
    """Return what the page says of the numbers."""
    state = UploadState(progress.state)
    current = _current(progress)
    titles, texts = _titles(), _texts(upload, progress)
    return ProgressShown(
        title=_title(state),
        words=_words(state, progress),
        spoken=titles[current],
        percent=progress.percent,
        steps=[
            Step(title, text, DONE if place < current else NOW if place == current else LATER)
            for place, (title, text) in enumerate(zip(titles, texts, strict=True))
        ],
        is_at_work=state in words.AT_WORK,
        is_stalled=progress.is_stalled,
    )


def _current(progress: Progress) -> int:
    """Return which of the four steps is the present one."""
    if progress.state == UploadState.RECEIVED:
        return 0
    if progress.state == UploadState.CHECKING:
        is_read = progress.rows_total and progress.rows_done >= progress.rows_total
        return 2 if is_read else 1
    return 3


def _title(state: UploadState) -> str:
    if state == UploadState.PUBLISHING:
        return _("Your changes are going live")
    if state == UploadState.UNDOING:
        return _("We are undoing your upload")
    return _("We are reading your file")


def _titles() -> list[str]:
    return [
        _("File arrived"),
        _("Reading and checking rows"),
        _("Comparing with what is live"),
        _("You look at it, then publish"),
    ]


def _texts(upload: Upload, progress: Progress) -> list[str]:
    arrived = [words.size(upload.size_bytes)]
    if upload.encoding:
        arrived.append(upload.encoding.upper())
    return [
        ", ".join(arrived),
        _read_words(progress) if progress.rows_done else _("Dates, prices, places, each cell"),
        _("Added, changed, removed, unchanged"),
        _("Nothing is live before you press Publish"),
    ]


def _read_words(progress: Progress) -> str:
    if not progress.rows_total:
        return _("%(done)s rows read") % {"done": words.number(progress.rows_done)}
    numbers = {
        "done": words.number(progress.rows_done),
        "total": words.number(max(progress.rows_total, progress.rows_done)),
    }
    return _("%(done)s of about %(total)s rows read") % numbers


def _words(state: UploadState, progress: Progress) -> str:
    if state == UploadState.RECEIVED:
        return _("Your file waits for its turn.")
    if state == UploadState.PUBLISHING:
        return _("This takes a moment. Visitors see the old courses until all is done.")
    if state == UploadState.UNDOING:
        return _("This takes a moment.")
    if not progress.rows_done:
        return _("We have begun to read.")
    return _read_words(progress) + (f": {progress.percent}%" if progress.rows_total else "")
