"""What feedback tells those above it."""

from django.dispatch import Signal

# Sent inside the transaction: enquiry (Enquiry), now (aware datetime).
enquiry_sent = Signal()
# Sent inside the transaction, before it is deleted: enquiry (Enquiry).
enquiry_taken_back = Signal()
