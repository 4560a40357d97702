"""Chips above the results: what is on, each a link to the same search without it."""

from dataclasses import dataclass

from django.utils.translation import gettext as _

from catalogue.courses import wording
from search.criteria import Criteria
from search.facets import FACETS
from search.labels import chip_label
from search.lexicon import lexicon
from search.place_names import place_chip
from search.reading import WITHOUT, Chip


@dataclass(frozen=True, slots=True)
class ShownChip:
    """``url`` is the address without it. ``is_understood``: read from the words, not ticked."""

    label: str
    url: str
    name: str
    value: str
    is_understood: bool = False


def chips(criteria: Criteria, path: str) -> list[ShownChip]:
    """Return the chips in the order of the filters, the place first.

    A word of another language says what it was taken for: "wieczorem = Evening".
    """
    understood = {(chip.name, chip.value): chip for chip in criteria.understood}
    found = [*_place_chips(criteria, path)]
    for name in FACETS:
        for value in criteria.plain.filters.get(name, ()):
            chip = understood.get((name, value))
            url = (
                criteria.undo_url(chip, path)
                if chip
                else criteria.form.without(name, value).url(path)
            )
            shown = label(criteria, name, value)
            if chip and lexicon().has_phrase(chip.from_text):
                shown = f"{chip.from_text} = {shown}"
            found.append(ShownChip(shown, url, name, value, bool(chip)))
    found += _day_chips(criteria, path)
    for chip in criteria.understood:
        if chip.name == WITHOUT:
            words = chip_words(criteria, chip)
            url = criteria.undo_url(chip, path)
            found.append(ShownChip(words, url, chip.name, chip.value, True))
    return found


def label(criteria: Criteria, name: str, value: str) -> str:
    """Return the words of a chip, with the names of sectors, subjects, providers and roles."""
    reference = criteria.reference
    if name == "provider":
        return reference.providers.get(value, value)
    if name == "role" and value in reference.roles:
        title = reference.roles[value].label_in(criteria.language)
        return _("Leads to: %(role)s") % {"role": title}
    if name in ("sector", "subject"):
        table = reference.sectors if name == "sector" else reference.subjects
        return table[value].label_in(criteria.language) if value in table else value
    return chip_label(name, value)


def chip_words(criteria: Criteria, chip: Chip) -> str:
    """Return the words of something that was read from what was typed."""
    if chip.name == WITHOUT:
        return _("Not: %(word)s") % {"word": chip.value}
    return label(criteria, chip.name, chip.value)


def _day_chips(criteria: Criteria, path: str) -> list[ShownChip]:
    form = criteria.form
    first, last = form.days
    found = []
    if first and first == last:
        url = form.with_days(None, None).url(path)
        found.append(
            ShownChip(wording.starts(first, is_flexible=False), url, "from", first.isoformat())
        )
        return found
    if first:
        words = _("From %(day)s") % {"day": wording.date(first)}
        url = form.with_days(None, last).url(path)
        found.append(ShownChip(words, url, "from", first.isoformat()))
    if last:
        words = _("Until %(day)s") % {"day": wording.date(last)}
        url = form.with_days(first, None).url(path)
        found.append(ShownChip(words, url, "to", last.isoformat()))
    return found


def _place_chips(criteria: Criteria, path: str) -> list[ShownChip]:
    if not criteria.place.is_usable:
        return []
    said = next((chip for chip in criteria.understood if chip.name == "near"), None)
    without = criteria.form.with_texts(near="").url(path)
    url = criteria.undo_url(said, path) if said else without
    return [ShownChip(place_chip(criteria), url, "near", criteria.place.near, bool(said))]
