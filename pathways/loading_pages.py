"""Roles and pathways of the careers content into the tree of pages."""

import uuid
from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from django.conf import settings
from django.contrib.contenttypes.models import ContentType
from django.core.exceptions import ValidationError
from modelcluster.fields import ParentalKey
from wagtail.models import Locale, Orderable, Page, ReferenceIndex, Revision
from wagtail.signal_handlers import disable_reference_index_auto_update

from pathways.content_files import Entry
from portal.core.loading import LoadCounts, assign
from portal.core.pages import BasePage

Rows = Mapping[str, Sequence[Any]]


def translation_key(kind: str, slug: str) -> uuid.UUID:
    """Return the key by which a page is known, whatever title or address an editor gives it."""
    return uuid.uuid5(uuid.NAMESPACE_URL, f"waymark:{kind}:{slug}")


@dataclass
class PageLoad:
    """The pages of one kind and language that are written, and what happened to them.

    A page that a person saved in the admin, or took off the site, is left alone from then on: the
    files are where the content starts, and the admin is where it lives. Who saved a page is in its
    revisions, which the loader makes without a user. So nothing has to be compared or remembered.
    """

    model: type[Any]
    kind: str
    locale: Locale
    counts: LoadCounts = field(default_factory=LoadCounts)
    left_alone: list[str] = field(default_factory=list)

    def __post_init__(self) -> None:
        pages = self.model.objects.filter(locale=self.locale)
        self._by_key = {page.translation_key: page for page in pages}
        self._edited = _edited_by_people(self.model)
        self._rows: dict[str, dict[int, list[Any]]] = {}

    def ensure(self, entry: Entry, values: Mapping[str, Any], *, under: Page) -> Any:
        """Return the page of an entry; create it under a parent when it is missing."""
        key = translation_key(self.kind, entry.slug)
        page = self._by_key.get(key)
        if page is not None:
            return page
        page = self.model(slug=entry.slug, locale=self.locale, translation_key=key, **values)
        page.live = False
        page.is_new = True
        _add(page, under, entry)
        self._by_key[key] = page
        return page

    def publish(self, page: Any, values: Mapping[str, Any], rows: Rows) -> None:
        """Bring a page and its rows to what the files say and publish it, when that differs.

        ``rows`` has, for each relation, unsaved rows of the page, or rows of others that it points
        to: ``{"next_steps": [ProgressionLink(...)], "match_subjects": [<Subject: Pharmacy>]}``.
        """
        is_new = getattr(page, "is_new", False)
        if not is_new and (str(page.pk) in self._edited or not page.live):
            self.left_alone.append(str(page))
            self.counts += LoadCounts(unchanged=1)
            return
        differs = assign(page, values)
        for name, wanted in rows.items():
            if is_new or not self._has(page, name, wanted):
                setattr(page, name, numbered(wanted))
                differs = True
        if not differs and not is_new:
            self.counts += LoadCounts(unchanged=1)
            return
        publish(page)
        self.counts += LoadCounts(added=1) if is_new else LoadCounts(changed=1)

    def _has(self, page: Any, name: str, wanted: Sequence[Any]) -> bool:
        """Return whether a page has these rows. Those of all pages are fetched at once."""
        if name not in self._rows:
            self._rows[name] = self._rows_by_page(name)
        found = self._rows[name].get(page.pk, [])
        if self.model._meta.get_field(name).many_to_many:
            return set(found) == {each.pk for each in wanted}
        return _plain(found) == _plain(wanted)

    def _rows_by_page(self, name: str) -> dict[int, list[Any]]:
        """Return the rows of each page by its id; of what belongs to others only their ids."""
        relation = self.model._meta.get_field(name)
        found: dict[int, list[Any]] = defaultdict(list)
        if relation.many_to_many:
            pages = self.model.objects.filter(locale=self.locale)
            for pk, other in pages.values_list("pk", f"{name}__pk"):
                found[pk] += [] if other is None else [other]
            return found
        owner = relation.field
        for row in relation.related_model.objects.filter(**{f"{owner.name}__locale": self.locale}):
            found[getattr(row, owner.attname)].append(row)
        return found


def numbered(rows: Sequence[Any]) -> Sequence[Any]:
    """Return rows in the order of the file, and tell them so: only forms number rows themselves."""
    for position, row in enumerate(rows):
        if isinstance(row, Orderable):
            row.sort_order = position
    return rows


def publish(page: Page) -> None:
    """Publish a page as it is in memory, with its rows.

    Wagtail indexes what points where for each row it saves; here once for the page, when all of its
    rows are there. That is most of the time of a load.
    """
    with disable_reference_index_auto_update():
        page.save_revision(clean=False).publish()
    ReferenceIndex.create_or_update_for_object(page)


def ensure_parent(
    model: type[BasePage],
    entry: Entry,
    *,
    under: Page,
    locale: Locale,
) -> Page:
    """Return the page above others in a language, such as the list of roles; create and publish it.

    Its words in other languages are in the entry by code: ``ur = {title = "..."}``.
    """
    key = translation_key("careers-page", entry.slug)
    existing = model.objects.filter(locale=locale, translation_key=key).first()
    if existing is not None:
        return existing
    languages = {code for code, _name in settings.LANGUAGES}
    values = {name: value for name, value in entry.values.items() if name not in languages}
    values |= entry.values.get(locale.language_code, {})
    page = model(slug=entry.slug, locale=locale, translation_key=key, **values)
    _add(page, under, entry)
    publish(page)
    return page


def home_in(locale: Locale, *, above: type[BasePage]) -> Page | None:
    """Return the home page of a language: the page at the top that may hold pages of a type."""
    homes = above.allowed_parent_page_models()
    top = Page.objects.filter(depth=2, locale=locale).specific()
    return next((page for page in top if type(page) in homes), None)


def _edited_by_people(model: type[Any]) -> set[str]:
    revisions = Revision.objects.filter(
        content_type=ContentType.objects.get_for_model(model), user__isnull=False
    )
    return set(revisions.values_list("object_id", flat=True))


def _plain(rows: Sequence[Any]) -> list[dict[str, Any]]:
    """Return rows as values without what only the database gives them."""
    parents = {
        each.name
        for row in rows[:1]
        for each in row._meta.concrete_fields
        if isinstance(each, ParentalKey)
    }
    left_out = {*parents, "sort_order"}
    return [
        {
            each.attname: each.to_python(getattr(row, each.attname))
            for each in row._meta.concrete_fields
            if not each.primary_key and each.name not in left_out
        }
        for row in rows
    ]


def _add(page: Page, under: Page, entry: Entry) -> None:
    try:
        under.add_child(instance=page)
    except ValidationError as error:
        raise entry.error(
            "slug", f"the page cannot be made: {' '.join(error.messages)} Mend that first."
        ) from error
