"""The form of a synonym in the admin, and lines of text that become many of them."""

from collections.abc import Callable
from typing import Any

from django import forms
from django.db import transaction
from django.utils.translation import gettext as _
from wagtail.admin.forms.models import WagtailAdminModelForm

from search.analysis import analyse
from search.engines.base import EngineUnavailable, SearchEngine
from search.indexing import get_engine
from search.models import Synonym, SynonymEffect
from search.reference import forget_reference, get_reference
from search.synonym_checks import line_problems
from search.synonym_preview import Change
from search.taught_synonyms import built_in, line_of, meanings_of


class SynonymForm(WagtailAdminModelForm):
    """A row with its mistakes named. ``preview`` is filled in when it was asked for."""

    preview: tuple[Change, ...] | None = None
    preview_error = ""

    def clean_words(self) -> str:
        """Fold white space, and refuse what would read as several lines."""
        words = " ".join(str(self.cleaned_data["words"]).split())
        if any(mark in words for mark in (",", "=>", ">", "<")):
            raise forms.ValidationError(
                _("Write one phrase without commas and arrows. Make a row for each phrase.")
            )
        return words

    def clean_meanings(self) -> str:
        """Fold white space between and inside the names."""
        text = str(self.cleaned_data["meanings"])
        if ">" in text or "<" in text:
            raise forms.ValidationError(_("Write names with commas between them, no arrows."))
        return ", ".join(" ".join(part.split()) for part in text.split(",") if part.strip())

    def clean(self) -> dict[str, Any]:
        """Check the row as a line, and against other rows about the same words."""
        cleaned: dict[str, Any] = super().clean() or self.cleaned_data
        if self.errors or not cleaned.get("words") or not cleaned.get("meanings"):
            return cleaned
        row = Synonym(
            pk=self.instance.pk,
            **{name: cleaned.get(name) for name in ("words", "meanings", "effect", "is_two_way")},
        )
        for field, message in row_problems(row, share=live_share()):
            self.add_error(field, message)
        return cleaned

    def save(self, commit: bool = True) -> Any:
        """Note who changed it."""
        self.instance.updated_by = self.for_user
        if commit:
            transaction.on_commit(forget_reference)
        return super().save(commit=commit)


def row_problems(row: Synonym, *, share: Callable[[str], float] | None) -> list[tuple[str, str]]:
    """Return what is wrong with a row: ``("words", "...")`` names the field to change."""
    key = tuple(analyse(row.words))
    same = Synonym.objects.filter(effect=row.effect).exclude(pk=row.pk)
    if any(tuple(analyse(other.words)) == key for other in same.only("words")):
        message = _("These words have a row already. Change that one.")
        return [("words", message)]
    if row.effect == SynonymEffect.REMOVE:
        known = {one.tokens for one in built_in().alternatives(key)}
        unknown = [name for name in meanings_of(row) if tuple(analyse(name)) not in known]
        if not known:
            return [
                ("words", _("The lists of the portal say nothing about these words. Check them."))
            ]
        return [
            (
                "meanings",
                _("“%(name)s” is no other name of these words in the lists. Leave it out.")
                % {"name": name},
            )
            for name in unknown
        ]
    gazetteer = get_reference().gazetteer
    found = line_problems(line_of(row), share=share, gazetteer=gazetteer)
    return [
        ("meanings" if any(f"“{it}”" in one for it in meanings_of(row)) else "words", one)
        for one in found
    ]


def live_share() -> Callable[[str], float] | None:
    """Return how to ask in which part of the listings a word stands; None without an index."""
    try:
        engine = get_engine()
        total = engine.info().documents
    except EngineUnavailable:
        return None
    return _Share(engine, total) if total else None


class _Share:
    def __init__(self, engine: SearchEngine, total: int) -> None:
        self.engine, self.total = engine, total

    def __call__(self, words: str) -> float:
        tokens = analyse(words)
        try:
            rarest = min((self.engine.document_frequency(token) for token in tokens), default=0)
        except EngineUnavailable:
            return 0.0
        return rarest / self.total
