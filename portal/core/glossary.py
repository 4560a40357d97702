"""Words that the service uses, in plain meanings."""

from typing import Any

from django.conf import settings
from django.db import models
from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _

from portal.core.lookups import TERMS_KEY, forget
from portal.core.translated_texts import TranslatedTexts, text_here


class GlossaryTerm(TranslatedTexts, models.Model):
    """A word and what it means: ``GlossaryTerm(term="DBS check", meaning="A check of ...")``."""

    term = models.CharField(_("word"), max_length=80, unique=True)
    slug = models.SlugField(_("address part"), max_length=80, unique=True)
    also_known_as = models.TextField(
        _("other forms"), blank=True, help_text=_("One on each line, like the full form.")
    )
    meaning = models.TextField(
        _("meaning"), max_length=400, help_text=_("One to three short sentences.")
    )
    term_translations = models.JSONField(_("word in other languages"), default=dict, blank=True)
    meaning_translations = models.JSONField(
        _("meaning in other languages"), default=dict, blank=True
    )

    class Meta:
        verbose_name = _("word we explain")
        verbose_name_plural = _("words we explain")

    def __str__(self) -> str:
        return self.term

    def save(self, *args: Any, **kwargs: Any) -> None:
        """Save, and explain the word anew on every page."""
        super().save(*args, **kwargs)
        forget(TERMS_KEY)

    @property
    def label(self) -> str:
        """The word in the language of the page, else in English."""
        return text_here(self.term_translations) or self.term

    @property
    def explanation(self) -> str:
        """The meaning in the language of the page, else in English."""
        return text_here(self.meaning_translations) or self.meaning

    @property
    def other_forms(self) -> list[str]:
        """The lines of ``also_known_as``."""
        return [line.strip() for line in self.also_known_as.splitlines() if line.strip()]

    @property
    def other_names(self) -> list[str]:
        """Other forms that are other words: no plurals, and nothing said twice."""
        names: list[str] = []
        for form in self.other_forms:
            known = [name.casefold() for name in (self.term, *names)]
            if not any(form.casefold().startswith(name) for name in known):
                names.append(form)
        return names

    @property
    def is_explained_here(self) -> bool:
        """Whether the meaning is in the language of the page."""
        return self.explanation != self.meaning or get_language() in (None, settings.LANGUAGE_CODE)
