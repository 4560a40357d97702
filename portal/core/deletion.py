"""Who still needs a row: a delete is refused in words instead of breaking what points to it."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from typing import Any

from django.db.models import PROTECT, RESTRICT, Model, QuerySet
from django.utils.text import capfirst
from modelcluster.fields import ParentalKey
from wagtail.models import ReferenceIndex

SHOWN_USERS = 10

# Rows that would go with their owner in the database, but that an editor must not lose by
# deleting something else. {"providers.Organisation": {"courses", "venues"}}
_ALSO_GUARDED: dict[str, set[str]] = {}

# What names a row without a relation to it: a fact in a text. {"core.SharedFact": pages_naming}
_NAMED_BY: dict[str, "Callable[[Any], list[Use]]"] = {}


@dataclass(frozen=True)
class Use:
    """Rows of one kind that need another row: ``Use("courses", (course, ...), total=42)``."""

    label: str
    users: tuple[Model, ...]
    total: int

    @property
    def more(self) -> int:
        """How many are not named."""
        return self.total - len(self.users)


def guard(model: type[Model], *relations: str) -> None:
    """Refuse to delete a row in the admin while these relations hold something."""
    _ALSO_GUARDED.setdefault(model._meta.label, set()).update(relations)


def also_named_by(model: type[Model], find: Callable[[Any], list[Use]]) -> None:
    """Count what names a row of the model in its texts among the users of the row."""
    _NAMED_BY[model._meta.label] = find


def uses_of(instance: Model) -> list[Use]:
    """Return what needs a row: protected rows, links of many to many, guarded rows and pages."""
    named_by = _NAMED_BY.get(instance._meta.label)
    named = named_by(instance) if named_by else []
    return [*_uses_by_relation(instance), *_uses_on_pages(instance), *named]


def _uses_by_relation(instance: Model) -> Iterator[Use]:
    guarded = _ALSO_GUARDED.get(instance._meta.label, set())
    for relation in instance._meta.related_objects:
        name = relation.get_accessor_name()
        if name is None:
            continue  # a relation without a way back has no users to name
        is_link = bool(relation.many_to_many)
        is_protected = getattr(relation, "on_delete", None) in (PROTECT, RESTRICT)
        if not (is_link or is_protected or name in guarded):
            continue
        users = _owners(getattr(instance, name).all()).order_by("pk")
        if total := users.count():
            meta = users.model._meta
            label = meta.verbose_name if total == 1 else meta.verbose_name_plural
            yield Use(capfirst(str(label)), tuple(users[:SHOWN_USERS]), total)


def _owners(rows: QuerySet[Any]) -> QuerySet[Any]:
    """Name courses rather than their runs: what an editor can open and change."""
    for field in rows.model._meta.fields:
        if isinstance(field, ParentalKey):
            owner = field.remote_field.model._default_manager
            return owner.filter(pk__in=rows.values(field.attname))
    return rows


def _uses_on_pages(instance: Model) -> Iterator[Use]:
    """Find pages and snippets that name the row in their text. Relations were counted before."""
    own = {relation.related_model for relation in instance._meta.related_objects}
    for user, _references in ReferenceIndex.get_grouped_references_to(instance):
        if type(user) not in own:
            yield Use(capfirst(str(user._meta.verbose_name)), (user,), 1)
