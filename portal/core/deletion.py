"""Who still needs a row: a delete is refused in words instead of breaking what points to it."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from typing import Any

from django.conf import settings
from django.db.models import PROTECT, RESTRICT, Model, QuerySet
from django.utils.text import capfirst
from modelcluster.fields import ParentalKey
from wagtail.models import Page, ReferenceIndex

SHOWN_USERS = 10
OF_SOURCE = {"locale__language_code": settings.LANGUAGE_CODE}

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
    for relation in _counted_relations(instance):
        # By the field rather than the accessor, which a relation of one to one may lack.
        rows = relation.related_model._default_manager.filter(**{relation.field.name: instance})
        users = _owners(rows).order_by("pk")
        if total := users.count():
            meta = users.model._meta
            label = meta.verbose_name if total == 1 else meta.verbose_name_plural
            yield Use(capfirst(str(label)), tuple(users[:SHOWN_USERS]), total)


def _counted_relations(instance: Model) -> Iterator[Any]:
    guarded = _ALSO_GUARDED.get(instance._meta.label, set())
    for relation in instance._meta.related_objects:
        name = relation.get_accessor_name()
        if name is None:
            continue  # a relation without a way back has no users to name
        is_link = bool(relation.many_to_many)
        is_protected = getattr(relation, "on_delete", None) in (PROTECT, RESTRICT)
        if is_link or is_protected or name in guarded:
            yield relation


def _owners(rows: QuerySet[Any]) -> QuerySet[Any]:
    """Name courses rather than their runs: what an editor can open and change.

    A translated page has copies of the rows of the English one. Nobody reads or sees them, so they
    are no users. See ``drop_copies``.
    """
    for field in rows.model._meta.fields:
        if isinstance(field, ParentalKey):
            owner = field.remote_field.model
            owners = owner._default_manager.filter(pk__in=rows.values(field.attname))
            return owners.filter(**OF_SOURCE) if issubclass(owner, Page) else owners
    return rows


def drop_copies(page: Page) -> None:
    """Delete the rows that translations copied from English pages and that point to a page."""
    for relation in _counted_relations(page):
        for field in relation.related_model._meta.fields:
            if isinstance(field, ParentalKey) and issubclass(field.remote_field.model, Page):
                code = f"{field.name}__locale__language_code"
                rows = relation.related_model._default_manager
                rows.filter(**{relation.field.name: page}).exclude(
                    **{code: settings.LANGUAGE_CODE}
                ).delete()


def _uses_on_pages(instance: Model) -> Iterator[Use]:
    """Find pages and snippets that name the row in their text. Relations were counted before."""
    counted = {
        (relation.related_model, relation.field.name) for relation in _counted_relations(instance)
    }
    own = {relation.related_model for relation in instance._meta.related_objects}
    for user, references in ReferenceIndex.get_grouped_references_to(instance):
        in_text = [one for one in references if _field_of(one) not in counted]
        is_row = type(user) in own and not isinstance(user, Page)
        if in_text and not is_row and user != instance:
            named = user.specific if isinstance(user, Page) else user
            yield Use(capfirst(str(named._meta.verbose_name)), (named,), 1)


def _field_of(reference: ReferenceIndex) -> tuple[type[Model] | None, str]:
    """Return where a reference stands: ``(PathwayEmployer, "organisation")``.

    Wagtail names it by its path: ``"employers.item.organisation"`` from the page of a pathway.
    """
    model = reference.content_type.model_class()
    path = reference.model_path.split(".")
    while model is not None and path[1:2] == ["item"]:
        relation: Any = model._meta.get_field(path[0])
        if not relation.one_to_many:
            break  # a list inside a text
        model, path = relation.related_model, path[2:]
    return model, path[-1]
