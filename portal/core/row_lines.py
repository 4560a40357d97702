"""Rows chosen by lines of text, where a list to tick would have hundreds of entries."""

from collections.abc import Iterable
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.db.models import Model, QuerySet
from django.utils.translation import gettext_lazy as _

from portal.core.enums import PlaceKind
from portal.core.models import Place


class RowLinesField(forms.CharField):
    """Rows of a model, one on each line. A subclass says how a line names a row."""

    widget = forms.Textarea(attrs={"rows": 3})
    default_error_messages = {"unknown": _("Line %(number)s, “%(line)s”: %(remedy)s")}
    remedy: Any = _("nothing has this name. Check it.")

    def find(self, line: str) -> Model | None:
        """Return the row that a line names."""
        raise NotImplementedError

    def name(self, row: Model) -> str:
        """Return the line for a row."""
        return str(row)

    def rows(self, ids: Iterable[Any]) -> QuerySet[Any]:
        """Return rows by their ids, to show a form that was saved before."""
        raise NotImplementedError

    def prepare_value(self, value: Any) -> Any:
        """Show rows as lines. What was typed and refused is shown as typed."""
        if value is None or isinstance(value, str):
            return value
        rows = [row for row in value if isinstance(row, Model)]
        ids = [one for one in value if not isinstance(one, Model)]
        return "\n".join(self.name(row) for row in [*rows, *(self.rows(ids) if ids else ())])

    def to_python(self, value: Any) -> Any:
        """Return the rows in the order of their lines, each once."""
        found: dict[Any, Model] = {}
        for number, line in enumerate(str(value or "").splitlines(), start=1):
            text = " ".join(line.split())
            if not text:
                continue
            row = self.find(text)
            if row is None:
                raise ValidationError(
                    self.error_messages["unknown"],
                    code="unknown",
                    params={"number": number, "line": text, "remedy": self.remedy},
                )
            found[row.pk] = row
        return list(found.values())

    def validate(self, value: Any) -> None:
        """Ask for a row when one is needed."""
        if self.required and not value:
            raise ValidationError(self.error_messages["required"], code="required")

    def run_validators(self, value: Any) -> None:
        """Skip the validators of one long text."""

    def has_changed(self, initial: Any, data: Any) -> bool:
        """Compare lines, not their spelling in the box."""
        before = str(self.prepare_value(initial) or "").split("\n")
        after = [" ".join(line.split()) for line in str(data or "").splitlines()]
        return [line for line in before if line] != [line for line in after if line]


class AreasField(RowLinesField):
    """Councils and part postcodes: ``Walsall``, ``B70``."""

    KINDS = (PlaceKind.REGION, PlaceKind.COUNCIL, PlaceKind.OUTWARD_CODE)
    remedy = _("we know no council or part postcode like that. Write it like Walsall or B70.")

    def find(self, line: str) -> Place | None:
        """Return the council or part postcode with this name."""
        return Place.objects.filter(kind__in=self.KINDS, name__iexact=line).first()

    def name(self, row: Any) -> str:
        """Return the name alone."""
        return str(row.name)

    def rows(self, ids: Iterable[Any]) -> QuerySet[Place]:
        """Return places by their ids."""
        return Place.objects.filter(pk__in=ids).order_by("name")
