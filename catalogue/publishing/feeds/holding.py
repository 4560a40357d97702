"""When a run of a feed is held, so that a broken feed does not empty an organisation's list."""

from dataclasses import dataclass

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from catalogue.publishing.models import Upload

MOST_GONE = 0.3
# One course of three may end without a letter: a share of so few says nothing.
FEWEST_GONE = 2
MOST_HELD_ROWS = 0.2


@dataclass(frozen=True, slots=True)
class Hold:
    """Both numbers of a run that is held: what is gone of what, and rows with an error of all."""

    gone: int
    before: int
    rows_held: int
    rows_read: int

    @property
    def is_shrunk(self) -> bool:
        """Whether too many courses are gone."""
        return self.gone >= FEWEST_GONE and self.gone >= MOST_GONE * self.before

    @property
    def is_broken(self) -> bool:
        """Whether too many rows have an error."""
        return self.rows_read > 0 and self.rows_held > MOST_HELD_ROWS * self.rows_read

    def as_words(self) -> str:
        """Return why it is held."""
        parts = []
        if self.is_shrunk:
            words = ngettext(
                "%(gone)d of the %(before)d courses of this feed is gone.",
                "%(gone)d of the %(before)d courses of this feed are gone.",
                self.gone,
            )
            parts.append(words % {"gone": self.gone, "before": self.before})
        if self.is_broken:
            words = ngettext(
                "%(held)d of %(read)d row has an error.",
                "%(held)d of %(read)d rows have an error.",
                self.rows_read,
            )
            parts.append(words % {"held": self.rows_held, "read": self.rows_read})
        parts.append(_("We did not use it. Your courses are still live as they were."))
        return " ".join(parts)


def hold_of(upload: Upload, *, before: int) -> Hold:
    """Return the numbers of a run that was checked and not published yet.

    ``before`` is the number of courses that its feed named until then.
    """
    gone = upload.numbers.get("removed", 0) if upload.is_full_list else 0
    return Hold(gone=gone, before=before, rows_held=upload.rows_held, rows_read=upload.rows_read)


def must_hold(hold: Hold, *, is_shrink_expected: bool) -> bool:
    """Say whether a run waits for a person. One shrink may have been announced."""
    return hold.is_broken or (hold.is_shrunk and not is_shrink_expected)
