"""Found words marked in a text, as safe HTML."""

from collections.abc import Iterable, Sequence
from html import escape

from search.analysis import spans
from search.query import Word

Tokens = tuple[str, ...]
MARK, END = "<mark>", "</mark>"


class SafeHtml(str):
    """HTML that template engines print as it is (the ``__html__`` protocol)."""

    __slots__ = ()

    def __html__(self) -> str:
        return str(self)


def marked_tokens(words: Iterable[Word]) -> tuple[Tokens, ...]:
    """Return what to mark for the words of a query: the words and all their synonyms."""
    return tuple(
        dict.fromkeys(
            alternative.tokens
            for word in words
            if not word.is_excluded
            for alternative in word.alternatives
            if alternative.tokens
        )
    )


def highlight(text: str, tokens: Iterable[str | Tokens]) -> SafeHtml:
    """Mark analysed tokens, and phrases of them, in a text, and escape the rest.

    ``highlight("Care & carers", ["carer"])`` is "Care &amp; <mark>carers</mark>".
    """
    return _marked(text, _found(text, tokens))


def excerpt(text: str, tokens: Iterable[str | Tokens], *, length: int = 160) -> SafeHtml:
    """Return about ``length`` letters of a text round its first marked word, cut at words."""
    text = " ".join(text.split())
    if len(text) <= length:
        return highlight(text, tokens)
    found = _found(text, tokens)
    start = max(0, found[0][0] - length // 3) if found else 0
    start = text.find(" ", start) + 1 if start else 0
    end = start + length
    end = text.rfind(" ", start + 1, end) if end < len(text) else len(text)
    end = end if end > start else start + length
    inside = [
        (max(a, start) - start, min(b, end) - start) for a, b in found if a < end and b > start
    ]
    shown = _marked(text[start:end], inside)
    return SafeHtml(f"{'… ' if start else ''}{shown}{' …' if end < len(text) else ''}")


def _found(text: str, tokens: Iterable[str | Tokens]) -> list[tuple[int, int]]:
    """Return the stretches to mark, in order, without overlaps."""
    by_first: dict[str, list[Tokens]] = {}
    for entry in tokens:
        phrase = (entry,) if isinstance(entry, str) else tuple(entry)
        if phrase:
            by_first.setdefault(phrase[0], []).append(phrase)
    if not by_first:
        return []
    located = spans(text)
    found: list[tuple[int, int]] = []
    for position, (token, start, _) in enumerate(located):
        end = _longest(by_first.get(token, ()), located, position)
        if end and found and start <= found[-1][1]:
            found[-1] = (found[-1][0], max(end, found[-1][1]))
        elif end:
            found.append((start, end))
    return found


def _longest(
    phrases: Sequence[Tokens], located: Sequence[tuple[str, int, int]], position: int
) -> int:
    ends = [
        located[position + len(phrase) - 1][2]
        for phrase in phrases
        if tuple(token for token, _, _ in located[position : position + len(phrase)]) == phrase
    ]
    return max(ends, default=0)


def _marked(text: str, found: Iterable[tuple[int, int]]) -> SafeHtml:
    pieces, position = [], 0
    for start, end in found:
        pieces += [escape(text[position:start]), MARK, escape(text[start:end]), END]
        position = end
    return SafeHtml("".join([*pieces, escape(text[position:])]))
