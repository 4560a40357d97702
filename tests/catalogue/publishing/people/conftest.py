"""A database of its own, for transactions that are real."""

from tests.catalogue.events.bookings.conftest import own_database

__all__ = ["own_database"]
