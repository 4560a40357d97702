"""Courses and vacancies in forms: by their address, because a list would have thousands."""

import re
from collections.abc import Iterable
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.db.models import Model, QuerySet
from django.utils.translation import gettext_lazy as _

from catalogue.courses.models import Course
from portal.core.row_lines import RowLinesField

NUMBER = re.compile(r"(?:^|-|/)(\d{1,18})/?(?:[?#].*)?$")


def listing_at(model: type[Model], address: str) -> Model | None:
    """Return the row whose address, end of an address or number was typed.

    ``https://example.org/courses/welding-level-1-123/`` and ``123`` are the same course.
    """
    match = NUMBER.search(address.strip())
    return model._default_manager.filter(pk=int(match[1])).first() if match else None


class ListingField(forms.CharField):
    """One course or vacancy by its address."""

    widget = forms.TextInput

    def __init__(self, *, model: type[Model], **kwargs: Any) -> None:
        self.model = model
        super().__init__(**kwargs)

    def prepare_value(self, value: Any) -> Any:
        """Show the address of a stored row. What was typed stays as typed."""
        if isinstance(value, int):
            value = self.model._default_manager.filter(pk=value).first()
        return value.get_absolute_url() if isinstance(value, Model) else value  # type: ignore[attr-defined]  # both have one

    def to_python(self, value: Any) -> Any:
        """Return the row."""
        text = super().to_python(value)
        if not text:
            return None
        row = listing_at(self.model, text)
        if row is None:
            raise ValidationError(
                _("There is nothing at this address. Copy it from the page of the course or job.")
            )
        return row

    def validate(self, value: Any) -> None:
        """Ask for an address when there is none."""
        if self.required and value is None:
            raise ValidationError(self.error_messages["required"], code="required")

    def run_validators(self, value: Any) -> None:
        """Skip the validators of a text."""

    def has_changed(self, initial: Any, data: Any) -> bool:
        """Compare rows, not addresses."""
        row = listing_at(self.model, str(data or ""))
        return (row.pk if row else data) != initial


class CoursesField(RowLinesField):
    """Courses by their addresses, one on each line."""

    remedy = _("no course is there. Copy the address of its page.")

    def find(self, line: str) -> Model | None:
        """Return the course at an address."""
        return listing_at(Course, line)

    def name(self, row: Any) -> str:
        """Return the address of its page."""
        return str(row.get_absolute_url())

    def rows(self, ids: Iterable[Any]) -> QuerySet[Course]:
        """Return courses by their ids."""
        return Course.objects.filter(pk__in=ids).order_by("title", "pk")
