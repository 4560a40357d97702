"""What the door says about a press, in words."""

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from catalogue.events.bookings.records import Booking
from catalogue.events.bookings.refusals import Refusal
from catalogue.events.door_presses import Action

_REFUSED = {
    Refusal.FULL: gettext_lazy("Every place is taken. Nobody was added."),
    Refusal.CALLED_OFF: gettext_lazy("This date does not take place. Nobody was counted."),
    Refusal.NOT_BOOKABLE: gettext_lazy("This booking is no longer here. Nobody was counted."),
    Refusal.BUSY: gettext_lazy("Many people press at this moment. Press again."),
}


def said_words(said: str, *, booking: Booking | None = None, people: int = 0) -> str:
    """Return what a press did, or why not; nothing for what no press of ours says."""
    if said == Action.WALK:
        return ngettext("%(n)s person is added.", "%(n)s people are added.", people) % {"n": people}
    if said == Action.BACK:
        return _("That is taken back.")
    if said in (Action.IN, Action.OUT) and booking is not None:
        words = _("%(name)s is in.") if said == Action.IN else _("%(name)s is not in.")
        return words % {"name": booking.name}
    return refused_words(Refusal(said), booking) if said in Refusal.__members__ else ""


def refused_words(reason: Refusal, booking: Booking | None = None) -> str:
    """Return why nothing was counted."""
    if reason == Refusal.FULL and booking is not None:
        words = ngettext(
            "There is no free place for %(name)s.",
            "There are not %(n)s free places for %(name)s.",
            booking.party_size,
        )
        return words % {"name": booking.name, "n": booking.party_size}
    return str(_REFUSED.get(reason, _REFUSED[Refusal.BUSY]))
