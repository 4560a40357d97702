"""What a moderator looks at before approving, for each kind of check."""

from collections.abc import Mapping

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from catalogue.publishing.enums import ReviewKind

CHECKLISTS: dict[ReviewKind, tuple[tuple[str, Promise], ...]] = {
    ReviewKind.COURSE: (
        ("price", _("The price is a number, and says who pays")),
        ("place", _("The place is real, and step-free is stated")),
        ("link", _("The link is the provider’s own")),
        ("words", _("Words are plain, and promise nothing")),
        ("real", _("It is a course that people can join")),
    ),
    ReviewKind.VACANCY: (
        ("pay", _("The pay is a figure, and not under the legal minimum")),
        ("money", _("It asks nobody for money, bank details or papers")),
        ("place", _("The place of work is real")),
        ("link", _("The link is the employer’s own")),
        ("real", _("It is a job for which people can apply")),
    ),
    ReviewKind.UPLOAD: (
        ("sample", _("I looked at ten changes, and they are right")),
        ("price", _("Prices are numbers, and look like those of others")),
        ("place", _("Places are real, and are the provider’s own")),
        ("link", _("Links are the provider’s own")),
        ("removed", _("What is removed may go")),
    ),
    ReviewKind.JOIN: (
        ("body", _("The organisation is real, and the website is its own")),
        ("person", _("The person works there: their email says so, or I called")),
        ("once", _("It is not here already under another name")),
        ("purpose", _("It offers courses or jobs to people in the region")),
    ),
    ReviewKind.PROFILE: (
        ("contact", _("Website, phone and email are its own")),
        ("words", _("Words are plain, and promise nothing")),
    ),
}


def ticked(kind: str, answers: Mapping[str, object]) -> dict[str, bool]:
    """Return each line of a list with whether it was ticked: ``{"price": True, ...}``."""
    return {code: bool(answers.get(code)) for code, _label in CHECKLISTS[ReviewKind(kind)]}
