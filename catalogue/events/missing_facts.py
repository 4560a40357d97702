"""What an event needs before people can come to it. Nothing here asks the database."""

from collections.abc import Iterator, Mapping
from typing import Any

from django.utils.translation import gettext as _

from catalogue.events.enums import AttendanceMode, BookingRule, EventStatus

Problem = tuple[str, str]  # ("venue", "Choose a venue ...")


def missing_facts(values: Mapping[str, Any]) -> Iterator[Problem]:
    """Yield what an event needs before people can come: the field, and what to write there."""
    mode, booking = values.get("attendance_mode"), values.get("booking")
    is_online = mode in (AttendanceMode.ONLINE, AttendanceMode.MIXED)
    if mode in (AttendanceMode.IN_PERSON, AttendanceMode.MIXED) and not values.get("venue"):
        yield "venue", _("Choose the venue, or choose “Online” above.")
    if is_online and booking == BookingRule.NONE:
        yield (
            "booking",
            _(
                "The address of the online room goes to people who book. Choose “Book a place” or "
                "“Book or turn up”."
            ),
        )
    elif is_online and booking != BookingRule.EXTERNAL and not values.get("online_url"):
        yield "online_url", _("Write the address of the online room. It is sent to who booked.")
    if booking == BookingRule.EXTERNAL and not values.get("external_booking_url"):
        yield "external_booking_url", _("Write the address where people book, or choose another.")
    is_off = values.get("status") in (EventStatus.CANCELLED, EventStatus.POSTPONED)
    if is_off and not str(values.get("status_reason") or "").strip():
        yield "status_reason", _("Say why. Everybody who booked reads it.")
    capacity, party = values.get("capacity"), values.get("largest_party")
    if capacity and party and party > capacity:
        yield "largest_party", _("There are fewer places than people in one booking.")
