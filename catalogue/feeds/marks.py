"""The mark of words that are translated later, where somebody reads them.

Django's own marker asks its settings at import, and feeds of events are read in a process apart,
which has none.
"""


def gettext_noop(words: str) -> str:
    """Return words as they are. ``makemessages`` finds them under the name ``_``."""
    return words
