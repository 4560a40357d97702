"""The words of an editor's blocks, for search and for counting."""

import re

from wagtail.blocks import StreamValue

SHARED_FACT = re.compile(r"\[\[[^\]]*\]\]")


def words_of(body: StreamValue) -> str:
    """Return all words of the blocks, a line each, without the names of shared facts.

    A heading gets a stop: an extract of search sets the lines one after the other.
    """
    parts = body.stream_block.get_searchable_content(body)
    return SHARED_FACT.sub("", "\n".join(_with_stop(str(part).strip()) for part in parts))


def _with_stop(line: str) -> str:
    last = line[-1:]
    if not last.isalnum():
        return line
    return line + ("۔" if "\u0600" <= last <= "\u06ff" else ".")


def word_count(text: str) -> int:
    """Return how many words a text has. A mark that stands alone is none."""
    return sum(1 for word in text.split() if any(c.isalnum() for c in word))
