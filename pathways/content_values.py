"""From a table of a content file to the values of a model's fields, or an error that names it."""

from collections.abc import Collection, Mapping
from decimal import Decimal
from typing import Any

from django.core.exceptions import FieldDoesNotExist, ValidationError
from django.db.models import Field, JSONField, Model, TextField
from wagtail.fields import StreamField

from pathways.content_files import Entry


def field_values(
    model: type[Model],
    entry: Entry,
    *,
    values: Mapping[str, Any] | None = None,
    leave: Collection[str] = (),
    key: str = "",
) -> dict[str, Any]:
    """Return the values of a table, checked and converted by the fields of a model.

    Every field of the model may be a key of the table, so a new field needs no change here. A list
    in a field of text becomes one item on each line. ``leave`` names keys that are no fields;
    ``key`` is the key of the entry that holds the table, when the table is a row of it. Raises
    ContentError for a key that is no field and for a value that the field refuses.
    """
    found = {}
    for name, value in (entry.values if values is None else values).items():
        if name in leave:
            continue
        label = f"{key} → {name}" if key else name
        try:
            field = model._meta.get_field(name)
        except FieldDoesNotExist:
            raise entry.error(label, "there is no such key. Check how it is written.") from None
        if not isinstance(field, Field) or field.is_relation:
            raise entry.error(label, "this key cannot be set here. Take it out.")
        found[name] = _cleaned(field, value, entry=entry, label=label)
    return found


def whole_row(
    model: type[Model], entry: Entry, given: Mapping[str, Any], *, leave: Collection[str] = ()
) -> dict[str, Any]:
    """Return what a table sets, and the field's own default for every field that it leaves out."""
    defaults = {
        field.name: field.get_default()
        for field in model._meta.concrete_fields
        if not field.primary_key
        and not field.is_relation
        and field.editable
        and field.name not in leave
    }
    return {**defaults, **given}


def _cleaned(field: Field[Any, Any], value: Any, *, entry: Entry, label: str) -> Any:
    if isinstance(field, StreamField):
        return [(block["type"], block["value"]) for block in value]
    if isinstance(field, TextField) and isinstance(value, list):
        value = "\n".join(str(each).strip() for each in value)
    if isinstance(value, str) and not isinstance(field, JSONField):
        value = value.strip()
    if isinstance(value, float):
        value = Decimal(str(value))
    try:
        return field.clean(value, None)
    except ValidationError as error:
        raise entry.error(label, " ".join(error.messages)) from error


def pence(pounds: object, entry: Entry, key: str) -> int:
    """Return pounds in pence: ``12.71`` is 1271."""
    if isinstance(pounds, bool) or not isinstance(pounds, int | float):
        raise entry.error(key, "write an amount in pounds, like 12.71 or 24465.")
    return int((Decimal(str(pounds)) * 100).to_integral_value())
