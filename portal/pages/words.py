"""The words of an editor's blocks, for search and for counting."""

import re

from wagtail.blocks import StreamValue

SHARED_FACT = re.compile(r"\[\[[^\]]*\]\]")


def words_of(body: StreamValue) -> str:
    """Return all words of the blocks, a line each, without the names of shared facts."""
    parts = body.stream_block.get_searchable_content(body)
    return SHARED_FACT.sub("", "\n".join(str(part) for part in parts))


def word_count(text: str) -> int:
    """Return how many words a text has. A mark that stands alone is none."""
    return sum(1 for word in text.split() if any(c.isalnum() for c in word))
