"""What feedback tells those above it."""

from django.dispatch import Signal

# Sent inside the transaction: enquiry (Enquiry), now (aware datetime).
enquiry_sent = Signal()
