"""Texts by language kept as JSON beside the English one: read with tolerance, saved with care."""

from typing import Any

from django.core.exceptions import ValidationError
from django.db import models
from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _

ENDING = "translations"


def text_in(translations: Any, language: str | None) -> str:
    """Return the text in a language (``"ur"``), empty where there is none.

    What was written straight to the database and is no mapping of texts counts as nothing.
    """
    found = translations.get(language or "") if isinstance(translations, dict) else ""
    return found if isinstance(found, str) else ""


def text_here(translations: Any) -> str:
    """Return the text in the language of the page, empty where there is none."""
    return text_in(translations, get_language())


class TranslatedTexts:
    """Put before ``models.Model``: ``full_clean`` refuses translations that nobody could read."""

    def clean(self) -> None:
        """Refuse anything but ``{"pl": "Zdrowie"}`` in a field whose name ends "translations"."""
        super().clean()  # type: ignore[misc]  # of the model that follows
        fields = self._meta.concrete_fields  # type: ignore[attr-defined]
        errors = {
            field.name: _('By language code, like {"pl": "Zdrowie", "ur": "صحت"}.')
            for field in fields
            if isinstance(field, models.JSONField)
            and field.name.endswith(ENDING)
            and not _is_by_language(getattr(self, field.name))
        }
        if errors:
            raise ValidationError(errors)


def _is_by_language(value: Any) -> bool:
    return isinstance(value, dict) and all(isinstance(text, str) for text in value.values())
