"""The one signal by which the domain speaks to whoever lists it."""

from django.dispatch import Signal

# Sent inside the transaction that changed the listings, with kind="course" and ids=[1, 2].
# The sender does not know who listens: search writes its outbox rows in the same transaction.
listings_changed = Signal()
