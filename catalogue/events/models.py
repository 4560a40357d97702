"""The models of events, in the modules that tell about them."""

from catalogue.events.bookings.records import (
    AccessLook,
    AccessNeed,
    BookedSlot,
    Booking,
    Notice,
)
from catalogue.events.dates import ArrivalCount, DateTally, DoorPress, EventDate, Slot
from catalogue.events.pages import (
    EventDateChange,
    EventPage,
    EventSession,
    EventsPage,
    Exhibitor,
)
from catalogue.events.stands import StandRequest

__all__ = [
    "AccessLook",
    "AccessNeed",
    "ArrivalCount",
    "BookedSlot",
    "Booking",
    "DateTally",
    "DoorPress",
    "EventDate",
    "EventDateChange",
    "EventPage",
    "EventSession",
    "EventsPage",
    "Exhibitor",
    "Notice",
    "Slot",
    "StandRequest",
]
