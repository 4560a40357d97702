"""What an address means: its words understood, its place found, as a query for an engine."""

from collections.abc import Collection, Mapping
from dataclasses import dataclass, replace
from datetime import date
from functools import cached_property
from typing import TYPE_CHECKING

from search.analysis import name_key
from search.facets import FACETS
from search.form_words import read_form, words_of
from search.forms import AREA, SearchForm
from search.moments import Days
from search.place_facts import Resolution
from search.place_filters import place_filter, radius_of
from search.postcodes import parse_postcode
from search.query import SORTS, PlaceFilter, SearchQuery, Sort, Word
from search.query_words import is_sentence, read_words
from search.reading import WITHOUT, Chip
from search.synonyms import Synonyms
from search.understanding import Understanding

if TYPE_CHECKING:
    from search.reference import Reference

# Roles, schemes and guides answer words; a list of everything without words is a list of what
# people can join at a place and on a day. Their tabs say how many there are.
ANSWER_WORDS = ("role", "programme", "page")
LISTED_WITHOUT_WORDS = tuple(kind for kind in FACETS["kind"].order if kind not in ANSWER_WORDS)
OPEN_LISTS = ("sector", "subject", "provider", "role")


@dataclass(frozen=True)
class Criteria:
    """A search ready to be run, and how it came about.

    ``words`` have to match; ``optional_words`` ("training", "beginners") only order what does.

    ``form`` is the address as it stands. ``plain`` is the same search with everything that was
    understood from the words made explicit: ``q=evening english`` gives ``q=english&when=evening``.
    ``understood`` are the chips read from the words. ``place`` is never a whole postcode.
    ``minute`` is the present one, see ``moments``. ``list_of`` is the only kind of a page that
    lists no other, and whose address does not say it: "event".
    """

    form: SearchForm
    plain: SearchForm
    understood: tuple[Chip, ...]
    place: Resolution
    words: tuple[Word, ...]
    today: date
    language: str
    reference: "Reference"
    reading: Understanding
    optional_words: tuple[Word, ...] = ()
    minute: int | None = None
    list_of: str = ""

    @cached_property
    def within(self) -> str:
        """The distance asked for; "area" makes no sense round a point and is left out."""
        within = self.plain.within
        return "" if within == AREA and self.place.status != "area" else within

    @property
    def radius_miles(self) -> float | None:
        """The miles round the place, None for an area itself."""
        return radius_of(self.place, self.within)

    @cached_property
    def sort(self) -> Sort:
        """The order asked for, else best with words, nearest with a place, best with neither.

        A list of events is a calendar: always the soonest first.
        """
        if self.list_of == "event":
            return "soonest"
        asked = next((sort for sort in SORTS if sort == self.form.sort), None)
        if asked and (asked != "nearest" or self.has_place):
            return asked
        return "best" if self.words or not self.has_place else "nearest"

    @property
    def has_place(self) -> bool:
        """Whether the place limits the search."""
        return self.place.is_usable and not (self.place.is_everything and not self.within)

    @cached_property
    def place_filter(self) -> PlaceFilter | None:
        """The place as tokens. In a list by day, what is online stands among what is near."""
        found = place_filter(
            self.place, within=self.within, venues=self.reference.venues, sort=self.sort
        )
        return found.with_elsewhere_near() if found and self.list_of == "event" else found

    def without_whole_postcode(self, asked: SearchForm) -> SearchForm | None:
        """Return the address with half a postcode where it held a whole one, None if it did not.

        Wherever it was typed: a whole postcode does not belong in an address that people share.
        """
        if asked.near:
            is_whole = self.place.is_full_postcode and asked.near != self.place.near
            return asked.with_texts(near=self.place.near) if is_whole else None
        said = next((chip for chip in self.understood if chip.name == "near"), None)
        if said is None or not any(_is_whole_postcode(asked.q[a:b]) for a, b in said.spans):
            return None
        text, _shared = self.reading.undo(said)
        return asked.with_texts(q=text, near=self.place.near)

    def query(
        self, *, page: int = 1, page_size: int = 20, facets: tuple[str, ...] = ()
    ) -> SearchQuery:
        """Return the query of the first step: all words."""
        filters: Mapping[str, tuple[str, ...]] = self.plain.filters
        if self.list_of:
            filters = {**filters, "kind": (self.list_of,)}
        if "kind" not in filters and not self.lists("page"):
            listed = tuple(kind for kind in FACETS["kind"].order if self.lists(kind))
            filters = {**filters, "kind": listed}
        return SearchQuery(
            today=self.today,
            words=self.words,
            order_words=(
                *_order_words(self.reading.order_text, self.reference.synonyms),
                *self.optional_words,
            ),
            filters=filters,
            place=self.place_filter,
            named=self.named,
            sort=self.sort,
            page=page,
            page_size=page_size,
            facets=facets,
            language=self.language,
            dates=self.dates,
            minute=self.minute,
        )

    @cached_property
    def dates(self) -> Days | None:
        """The days on which something has to happen: only events do."""
        first, last = self.plain.days
        return Days(first or date.min, last or date.max) if first or last else None

    @cached_property
    def named(self) -> tuple[str, ...]:
        """The roles and schemes of which just the name was typed."""
        names = self.reference.career_names
        found = (names.get(name_key(text)) for text in (self.form.q, self.plain.q))
        return next((ids for ids in found if ids), ())

    def lists(self, kind: str) -> bool:
        """Say whether results of a kind are in the list when no kind is chosen."""
        has_words = any(not word.is_excluded for word in self.words)
        is_asked = kind == "role" and "setting" in self.plain.filters  # only roles have it
        return has_words or is_asked or kind in LISTED_WITHOUT_WORDS

    def with_words(self, text: str) -> "Criteria":
        """Return the same search for other words, such as corrected ones."""
        is_asked = _says_what(self.understood)
        found = words_of(
            text,
            self.reference.synonyms,
            is_asked=is_asked,
            is_sentence=is_sentence(self.reading.text),
        )
        return replace(
            self,
            plain=self.plain.with_texts(q=text),
            words=found.wanted,
            optional_words=found.optional,
        )

    def with_weak_words(self) -> "Criteria":
        """Return the same search with words that only ordered, when no other is there."""
        found = read_words(self.plain.q, synonyms=self.reference.synonyms)
        return replace(self, words=found.wanted, optional_words=found.optional)

    def without_understood(self, chips: Collection[Chip]) -> "Criteria":
        """Return the same search without things that were read from the words."""
        plain = self.plain
        for chip in chips:
            plain = _without_chip(plain, chip)
        kept = tuple(chip for chip in self.understood if chip not in chips)
        changed = replace(self, plain=replace(plain, page=1), understood=kept)
        return changed.with_words(plain.q) if plain.q != self.plain.q else changed

    def within_miles(self, within: str) -> "Criteria":
        """Return the same search with another distance."""
        form, plain = self.form.with_within(within), self.plain.with_within(within)
        return replace(self, form=form, plain=plain)

    def read_again(self, form: SearchForm) -> "Criteria":
        """Understand another form at the same moment."""
        return read_criteria(
            form,
            reference=self.reference,
            today=self.today,
            language=self.language,
            minute=self.minute,
            list_of=self.list_of,
        )

    def undo_url(self, chip: Chip, path: str) -> str:
        """Return the address without one understood thing and with everything else.

        The words that said it are taken out when the rest still means the same; else what was
        understood is written out as filters, without this one.
        """
        wanted = _without_chip(self.plain, chip)
        text, shared = self.reading.undo(chip)
        form = self.form.with_texts(q=text)
        for other in shared:
            if other.name in FACETS:
                form = form.with_filter(other.name, *form.filters.get(other.name, ()), other.value)
        again = self.read_again(form)
        return (form if again.plain == wanted else wanted).url(path)


def read_criteria(
    form: SearchForm,
    *,
    reference: "Reference",
    today: date,
    language: str,
    minute: int | None = None,
    list_of: str = "",
) -> Criteria:
    """Understand a form. With ``as_typed`` the words stay words."""
    found = read_form(form, reference, today)
    near = form.near or found.near or ""
    place = reference.gazetteer.resolve(near)
    filters = _known(form.filters, reference)
    understood = tuple(chip for chip in found.chips if _adds(form, filters, chip))
    understood += _named_kinds(form, understood, reference)
    if list_of:
        understood = tuple(chip for chip in understood if chip.name != "kind")
    within = next((chip.value for chip in understood if chip.name == "within"), form.within)
    plain = replace(
        form,
        q=found.words_text,
        near=place.near if place.is_usable or place.is_full_postcode else near,
        within=within,
        filters=_joined(filters, understood),
        page=1,
    )
    words = words_of(
        found.words_text,
        reference.synonyms,
        is_as_typed=form.is_as_typed or found.is_title,
        is_asked=_says_what(understood),
        is_sentence=is_sentence(found.text),
    )
    return Criteria(
        form=replace(
            form,
            near=place.near if form.near and place.is_full_postcode else form.shareable.near,
            filters=filters,
        ),
        plain=plain,
        understood=understood,
        place=place,
        words=words.wanted,
        optional_words=words.optional,
        today=today,
        language=language,
        reference=reference,
        reading=found,
        minute=minute,
        list_of=list_of,
    )


def _named_kinds(
    form: SearchForm, understood: Collection[Chip], reference: "Reference"
) -> tuple[Chip, ...]:
    """Keep the page of an "IT apprentice" in the list, though the word asks for apprenticeships."""
    if "kind" in form.filters or not any(chip.name == "kind" for chip in understood):
        return ()
    ids = reference.career_names.get(name_key(form.q), ())
    kinds = dict.fromkeys(one.partition(":")[0] for one in ids)
    return tuple(Chip("kind", kind, form.q, ()) for kind in kinds)


def _order_words(text: str, synonyms: Synonyms) -> tuple[Word, ...]:
    """Return all words of what became a filter: in "level 3" the number means nothing alone."""
    return words_of(text, synonyms, is_as_typed=True).wanted


def _says_what(chips: Collection[Chip]) -> bool:
    """Say whether what was understood is itself something to look for: jobs, evenings, a town."""
    return any(chip.name not in (WITHOUT, "within") for chip in chips)


def _known(
    filters: Mapping[str, tuple[str, ...]], reference: "Reference"
) -> dict[str, tuple[str, ...]]:
    """Leave out sectors, subjects, providers and roles that do not exist."""
    known = dict(filters)
    tables: dict[str, Mapping[str, object]] = {
        "sector": reference.sectors,
        "subject": reference.subjects,
        "provider": reference.providers,
        "role": reference.roles,
    }
    for name in OPEN_LISTS:
        if name in known:
            known[name] = tuple(slug for slug in known[name] if slug in tables[name])
    return {name: values for name, values in known.items() if values}


def _adds(form: SearchForm, filters: Mapping[str, tuple[str, ...]], chip: Chip) -> bool:
    """Say whether an understood value is news: not ticked already, nor against a single choice."""
    if chip.name == WITHOUT:
        return True
    if chip.name in ("near", "within"):
        return not getattr(form, chip.name)
    if chip.name not in FACETS or chip.value in filters.get(chip.name, ()):
        return False
    return FACETS[chip.name].is_multiple or chip.name not in filters


def _joined(
    filters: Mapping[str, tuple[str, ...]], chips: tuple[Chip, ...]
) -> dict[str, tuple[str, ...]]:
    form = SearchForm(filters=filters)
    for chip in chips:
        if chip.name in FACETS:
            form = form.with_filter(chip.name, *form.filters.get(chip.name, ()), chip.value)
    return {name: form.filters[name] for name in FACETS if name in form.filters}


def _without_chip(plain: SearchForm, chip: Chip) -> SearchForm:
    if chip.name == "near":
        return plain.with_texts(near="")
    if chip.name == "within":
        return plain.with_within("")
    if chip.name == WITHOUT:
        return plain.with_texts(q=_without_word(plain.q, chip.value))
    return plain.without(chip.name, chip.value)


def _without_word(text: str, word: str) -> str:
    """Return the words without one that was to be left out: "-nursery"."""
    return " ".join(part for part in text.split() if part != f"-{word}")


def _is_whole_postcode(text: str) -> bool:
    """Say whether a stretch of the words ends with a whole postcode: "near b70 6hj"."""
    words = text.split()
    endings = ("".join(words[-size:]) for size in (1, 2))
    return any((code := parse_postcode(ending)) and code.is_full for ending in endings)
