"""How lists and translations kept as JSON are edited: lines, ticks and one box a language."""

import re
from collections.abc import Iterable, Sequence
from typing import Any

from django import forms
from django.conf import settings
from django.core.exceptions import ValidationError
from django.db import models
from django.utils.translation import gettext_lazy as _
from wagtail.admin.forms.models import register_form_field_override

# Field by field, because each list has words and rules of its own: {("courses.Course", "needs"):
# {"form_class": TicksField, "choices": [...]}}.
_EDITED_AS: dict[tuple[str, str], dict[str, Any]] = {}


def edit_json_as(
    model: type[models.Model], field_name: str, *, form_class: type[forms.Field], **options: Any
) -> None:
    """Choose the form field for a JSON field, in every admin form and inline form.

    ``options`` go to the form field. A model's own help text is written for programmers, so give
    ``help_text`` here.
    """
    model._meta.get_field(field_name)  # a misspelt name is found at start-up
    _EDITED_AS[model._meta.label, field_name] = {"form_class": form_class, **options}


def _form_field_of(field: models.Field[Any, Any]) -> dict[str, Any]:
    return _EDITED_AS.get((field.model._meta.label, field.name), {})


register_form_field_override(models.JSONField, override=_form_field_of)


class LinesField(forms.CharField):
    """A list of short texts, one on each line: ``["Panjabi", "Polish"]``."""

    widget = forms.Textarea(attrs={"rows": 3})
    default_error_messages = {
        "line_too_long": _("Line %(number)s is longer than %(limit)s characters. Make it shorter."),
        "line_refused": _("Line %(number)s, “%(line)s”, cannot be used. %(remedy)s"),
    }

    def __init__(
        self,
        *,
        line_pattern: str = "",
        line_remedy: str = "",
        line_max_length: int = 120,
        encoder: Any = None,
        decoder: Any = None,
        **kwargs: Any,
    ) -> None:
        super().__init__(**kwargs)
        self.line_pattern = line_pattern
        self.line_remedy = line_remedy
        self.line_max_length = line_max_length

    def prepare_value(self, value: Any) -> Any:
        """Show a list as lines. What was typed and refused is shown as it was typed."""
        return "\n".join(str(line) for line in value) if isinstance(value, list) else value

    def to_python(self, value: Any) -> Any:
        """Return the lines that hold something, each once, in their order."""
        lines = value if isinstance(value, list) else str(value or "").splitlines()
        stripped = [" ".join(str(line).split()) for line in lines]
        return list(dict.fromkeys(line for line in stripped if line))

    def validate(self, value: Any) -> None:
        """Name the line that is too long or has the wrong form."""
        if self.required and not value:
            raise ValidationError(self.error_messages["required"], code="required")
        for number, line in enumerate(value, start=1):
            if len(line) > self.line_max_length:
                raise ValidationError(
                    self.error_messages["line_too_long"],
                    code="line_too_long",
                    params={"number": number, "limit": self.line_max_length},
                )
            if self.line_pattern and not re.fullmatch(self.line_pattern, line):
                raise ValidationError(
                    self.error_messages["line_refused"],
                    code="line_refused",
                    params={"number": number, "line": line, "remedy": self.line_remedy},
                )

    def run_validators(self, value: Any) -> None:
        """Skip the validators of one long text: lines are checked one by one."""

    def has_changed(self, initial: Any, data: Any) -> bool:
        """Compare lists, not their spelling in the box."""
        return bool(not self.disabled and self.to_python(initial or []) != self.to_python(data))


class TicksField(forms.MultipleChoiceField):
    """A list of codes from a closed vocabulary, shown as tick boxes in its order."""

    widget = forms.CheckboxSelectMultiple

    def __init__(self, *, encoder: Any = None, decoder: Any = None, **kwargs: Any) -> None:
        super().__init__(**kwargs)

    def clean(self, value: Any) -> list[str]:
        """Return the ticked codes in the order of the vocabulary."""
        ticked = super().clean(value)
        choices: Any = self.choices
        return [code for code, _label in choices if code in ticked]


class PoundsField(forms.DecimalField):
    """Pounds for people, pence for the database."""

    def __init__(self, *, required: bool = False, **kwargs: Any) -> None:
        super().__init__(
            required=required, min_value=0, max_value=1_000_000, decimal_places=2, **kwargs
        )

    def prepare_value(self, value: Any) -> Any:
        """Show 1271 as 12.71. What was typed stays as typed."""
        return f"{value / 100:.2f}" if isinstance(value, int) else value

    def clean(self, value: Any) -> int | None:
        """Return pence."""
        pounds = super().clean(value)
        return None if pounds is None else int(pounds * 100) or None

    def has_changed(self, initial: Any, data: Any) -> bool:
        """Compare amounts, not their spelling."""
        return bool(super().has_changed(self.prepare_value(initial), data))


class _LanguagesWidget(forms.MultiWidget):
    """One box a language, each with the language's own name before it."""

    template_name = "core/widgets/names_by_language.html"

    def __init__(
        self, languages: Sequence[tuple[str, str]], attrs: Any = None, *, rows: int = 1
    ) -> None:
        self.languages = languages
        boxes: dict[str, Any] = {
            code: _box(rows, {"lang": code, "dir": "auto", "aria-label": name})
            for code, name in languages
        }
        super().__init__(boxes, attrs)

    def decompress(self, value: Any) -> list[str]:
        """Split ``{"pl": "Zdrowie"}`` into the boxes."""
        names = value if isinstance(value, dict) else {}
        return [names.get(code, "") for code, _name in self.languages]

    def get_context(self, name: str, value: Any, attrs: Any) -> dict[str, Any]:
        """Add each language's name to its box."""
        context = super().get_context(name, value, attrs)
        for box, (code, language) in zip(
            context["widget"]["subwidgets"], self.languages, strict=True
        ):
            box.update(language=language, language_code=code)
        return context


class NamesByLanguageField(forms.MultiValueField):
    """A text in each language of the site but English: ``{"pl": "Zdrowie", "ur": "صحت"}``."""

    def __init__(
        self,
        *,
        max_length: int = 120,
        rows: int = 1,
        encoder: Any = None,
        decoder: Any = None,
        **kwargs: Any,
    ) -> None:
        self.languages = list(_other_languages())
        kwargs["required"] = False
        super().__init__(
            fields=[
                forms.CharField(required=False, max_length=max_length)
                for _language in self.languages
            ],
            widget=_LanguagesWidget(self.languages, rows=rows),
            require_all_fields=False,
            **kwargs,
        )

    def compress(self, data_list: list[str]) -> dict[str, str]:
        """Return the filled boxes by language code."""
        texts = zip(self.languages, data_list, strict=False)
        return {code: text.strip() for (code, _name), text in texts if text and text.strip()}

    def clean(self, value: Any) -> dict[str, str]:
        """Return an empty mapping for empty boxes, where Django returns an empty text."""
        return super().clean(value) or {}


def _box(rows: int, attrs: dict[str, Any]) -> forms.Widget:
    """Return a box of one line, or a larger one for sentences."""
    if rows == 1:
        return forms.TextInput(attrs=attrs)
    return forms.Textarea(attrs={**attrs, "rows": rows})


def _other_languages() -> Iterable[tuple[str, str]]:
    return ((code, name) for code, name in settings.LANGUAGES if code != settings.LANGUAGE_CODE)
