"""Editors' synonyms as lines of text: all of them out, or some in."""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from django.db import transaction
from django.utils.translation import gettext as _

from search.analysis import analyse
from search.models import Synonym, SynonymEffect
from search.reference import forget_reference, get_reference
from search.synonym_checks import Problem, check_text
from search.synonym_forms import live_share
from search.synonym_lines import is_line, read_line
from search.taught_synonyms import built_in, line_of

OFF = "!"  # "!hca => nurse" switches off a name that comes with the portal
MOST_LINES = 2000
LONGEST_WORDS, LONGEST_MEANINGS = 120, 500  # as the columns

HEADER = """\
# hca => healthcare assistant, care assistant    typing "hca" also finds these
# fork lift <=> forklift                         both ways
# !hca => nurse                                  switches off a name that comes with the portal
"""


@dataclass(frozen=True, slots=True)
class Outcome:
    """How many rows were saved, or why none was."""

    saved: int = 0
    problems: tuple[Problem, ...] = ()


def export_text() -> str:
    """Return every row as a line. Rows that are switched off are comments."""
    lines = [HEADER]
    for row in Synonym.objects.order_by("words", "effect"):
        mark = OFF if row.effect == SynonymEffect.REMOVE else ""
        lines.append(f"{'' if row.is_on else '# off: '}{mark}{line_of(row).text}\n")
    return "".join(lines)


def import_lines(text: str, *, user: Any) -> Outcome:
    """Save a row for each phrase on the left of each line, all or none.

    A row about the same words is replaced, and switched on.
    """
    problems = _problems(text)
    if problems:
        return Outcome(problems=tuple(problems))
    rows = {(row.words, row.effect): row for row in _rows(text)}
    with transaction.atomic():
        kept = {
            (tuple(analyse(row.words)), row.effect): row
            for row in Synonym.objects.select_for_update()
        }
        for row in rows.values():
            old = kept.get((tuple(analyse(row.words)), row.effect))
            if old is not None:
                row.pk, row.note, row.language = old.pk, old.note, old.language
            row.updated_by = user
            row.save()
            kept[tuple(analyse(row.words)), row.effect] = row
        transaction.on_commit(forget_reference)
    return Outcome(saved=len(rows))


def _problems(text: str) -> list[Problem]:
    lines = text.splitlines()
    if len(lines) > MOST_LINES:
        message = _("More than %d lines. Bring them in parts.") % MOST_LINES
        return [Problem(_("The text"), "", message)]
    added = "\n".join("" if line.lstrip().startswith(OFF) else line for line in lines)
    found = check_text(added, share=live_share(), gazetteer=get_reference().gazetteer)
    for number, line in enumerate(lines, 1):
        if line.lstrip().startswith(OFF):
            found += [
                Problem(_("Line %d") % number, line, message) for message in _bad_removal(line)
            ]
    for row in _rows(text):
        if len(row.words) > LONGEST_WORDS or len(row.meanings) > LONGEST_MEANINGS:
            message = _("Too long: at most %(words)d letters on the left, %(names)d on the right.")
            message = message % {"words": LONGEST_WORDS, "names": LONGEST_MEANINGS}
            found.append(Problem(f"“{row.words[:40]}”", row.words, message))
    if not found and not any(is_line(line) for line in lines):
        found.append(Problem(_("The text"), "", _("There is no line. Write one.")))
    return found


def _bad_removal(text: str) -> Iterator[str]:
    line = read_line(text.lstrip().removeprefix(OFF))
    if line is None or line.is_two_way:
        yield _("Write it like “!hca => nurse”, one way.")
        return
    for left in line.lefts:
        known = {one.tokens for one in built_in().alternatives(analyse(left))}
        for right in line.rights:
            if tuple(analyse(right)) not in known:
                yield _(
                    "The lists of the portal do not say that “%(words)s” means “%(name)s”. "
                    "Leave it out."
                ) % {"words": left, "name": right}


def _rows(text: str) -> Iterator[Synonym]:
    for raw in text.splitlines():
        mark, effect = "", SynonymEffect.ADD
        if raw.lstrip().startswith(OFF):
            mark, effect = OFF, SynonymEffect.REMOVE
        line = read_line(raw.lstrip().removeprefix(mark)) if is_line(raw) else None
        if line is None:
            continue
        for position, left in enumerate(line.lefts):
            rights = line.lefts[position + 1 :] if line.is_group else line.rights
            if rights:
                yield Synonym(
                    words=left,
                    meanings=", ".join(rights),
                    effect=effect,
                    is_two_way=line.is_two_way,
                )
