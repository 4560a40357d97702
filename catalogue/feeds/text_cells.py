"""Cells of words to plain text: tags out, unseen marks out, nothing else changed."""

import html
import re
import unicodedata

from portal.core.prose import is_name, is_seen

# Marks that turn the writing direction around: they do not belong in a cell of words.
DIRECTION_MARKS = re.compile("[\u200e\u200f\u202a-\u202e\u2066-\u2069]")
CONTROL_CHARACTERS = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f\x7f]")
TAG = re.compile(r"</?[a-zA-Z][^<>]*>|<!--.*?-->", re.DOTALL)  # "<p>" yes, "age < 19" no
HIDDEN_PARTS = re.compile(r"<(script|style)\b.*?(</\1\s*>|$)", re.IGNORECASE | re.DOTALL)
LINE_TAG = re.compile(r"<(?:br|/p|/div|/li|/h[1-6]|/tr)\b[^<>]*>", re.IGNORECASE)
ENTITY = re.compile(r"&(?:#\d{2,6}|#x[0-9a-fA-F]{2,6}|[a-zA-Z]{2,8}\d?);")
# Characters that the national service takes in names and references besides printable ASCII.
NAME_CHARACTERS = "¬£é è ﬁ•·●’‘“”—–‐…°®âçñüø♦™¼¾½"
ODD_IN_NAMES = re.compile(rf"[^\x20-\x7e\s{re.escape(NAME_CHARACTERS)}]")
JOINERS = "\u200c\u200d"  # inside words of Persian and Bengali
SCRIPT_STOPS = "،؛؟।॥。，、：！？（）«»"  # commas and full stops of other scripts
FORMULA_START = re.compile(r"[=@]|[+\-][A-Za-z(]")  # "=HYPERLINK(" yes, "-5" no, "- bring" no
NOT_GIVEN = frozenset({"n/a", "na", "n.a.", "n\\a", "not applicable", "null", "#n/a", "-", "--"})


def is_not_given(cell: str) -> bool:
    """Say whether a cell means that there is nothing to say, like ``"N/A"``."""
    return not cell or (len(cell) <= 14 and cell.casefold() in NOT_GIVEN)


def has_tags_or_marks(text: str) -> bool:
    """Say whether the national rule NO_HTML meets a text: ``<``, ``>`` or a backtick in it."""
    return "<" in text or ">" in text or "`" in text


def plain_text(cell: str) -> str:
    """Return several lines of words: tags become line breaks or nothing, entities characters."""
    text = _without_tags(cell)
    if not text.isascii() or not text.isprintable():
        text = _without_unseen_marks(text)
        lines = [" ".join(line.split()) for line in text.split("\n")]
        text = re.sub(r"\n{3,}", "\n\n", "\n".join(lines))
    return text.strip()


def one_line(cell: str) -> str:
    """Return one line of words; nothing when nobody would see it."""
    line = " ".join(_without_unseen_marks(_without_tags(cell)).split())
    return line if is_seen(line) else ""


def name_line(cell: str) -> str:
    """Return a name on one line; nothing when it has neither a letter nor a figure."""
    line = one_line(cell)
    return line if is_name(line) else ""


def odd_characters(text: str) -> str:
    """Return up to five characters of a name that are outside the national list.

    Letters of any script are meant: "আসুন ইংরেজি শিখি" is a right title, though the national
    service takes none of them. Nobody could mend it, so it is not told for every row.
    """
    if text.isascii() and text.isprintable():
        return ""
    odd = {mark for mark in ODD_IN_NAMES.findall(text) if not _is_written(mark)}
    return " ".join(sorted(odd)[:5])


def _is_written(mark: str) -> bool:
    return unicodedata.category(mark)[0] in "LMN" or mark in JOINERS or mark in SCRIPT_STOPS


def _without_tags(cell: str) -> str:
    text = cell
    if "<" in text:
        text = HIDDEN_PARTS.sub("", text)
        text = LINE_TAG.sub("\n", text)
        text = TAG.sub("", text)
    if "&" in text:
        text = ENTITY.sub(lambda match: html.unescape(match.group()), text)
    return text


def _without_unseen_marks(text: str) -> str:
    return CONTROL_CHARACTERS.sub("", DIRECTION_MARKS.sub("", text))
