"""What keeps a decision from being made, in words for the moderator."""

from django.utils.translation import gettext as _

from catalogue.publishing.models import Review
from portal.core.person import person_name


class DecisionRefused(Exception):  # noqa: N818  (the name says the state)
    """A decision that was not made. ``message`` is shown; nothing has changed."""

    def __init__(self, message: str) -> None:
        super().__init__(message)
        self.message = message


class AlreadyDecided(DecisionRefused):
    """Somebody else was first, or the provider took it back. ``review`` is as it is now."""

    def __init__(self, review: Review) -> None:
        self.review = review
        who = review.decided_by
        names = {
            "name": person_name(who) if who else _("The provider"),
            "state": review.get_state_display(),
        }
        super().__init__(_("%(name)s decided before you: %(state)s.") % names)


class LookAgain(DecisionRefused):
    """The provider changed it after the page was opened, or after it was sent."""

    def __init__(self) -> None:
        super().__init__(_("The provider has changed it. Look at it again, then decide."))


class OwnWork(DecisionRefused):
    """Nobody approves what they sent themselves: a second person looks."""

    def __init__(self) -> None:
        super().__init__(_("You sent this yourself. Another moderator decides about it."))


class NotTicked(DecisionRefused):
    """The list is not ticked whole, and no comment says why."""

    def __init__(self) -> None:
        super().__init__(_("Tick every line of the list, or write why one is not ticked"))


class CommentMissing(DecisionRefused):
    """Sent back without a word."""

    def __init__(self) -> None:
        super().__init__(_("Write what the provider must change"))


class EffectRefused(DecisionRefused):
    """What was approved can no longer be done, for example because a venue is gone."""
