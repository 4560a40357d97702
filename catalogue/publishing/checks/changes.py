"""What was sent beside what is live, part by part."""

import datetime
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any

from django.core.exceptions import FieldDoesNotExist
from django.db.models import Model
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, pgettext_lazy

from catalogue.courses import wording
from catalogue.courses.contents import Difference, Names, content_of, differences
from catalogue.courses.contents_fields import COURSE_FIELDS
from catalogue.providers.models import Venue
from catalogue.publishing.employers.services import content_of_job
from catalogue.publishing.enums import ChangeKind, DraftKind, ReviewReason, UploadKind
from catalogue.publishing.models import Draft, Review, Upload
from catalogue.vacancies.models import Vacancy
from portal.core.lists import with_commas
from portal.core.prose import one_line

SAMPLE = 10
PER_PAGE = 50
LONGEST_VALUE = 3_000
_PRICE = ("cost_pence", "cost_description")
_PLACE = ("venue", "is_national", "sub_regions", "delivery_mode")
_LINK = ("webpage", "how_to_join", "join_value", "apply_url", "employer_website")
_PAY = ("wage_type", "wage_low_pence", "wage_high_pence", "wage_unit", "wage_text")

# What moderators call the parts that they look at first.
_LABELS = {
    "title": pgettext_lazy("of a thing", "Name"),
    "venue": gettext_lazy("Place"),
}
# The model of jobs counts in pence, people in pounds; where the work is belongs to its places.
_JOB_LABELS = {
    "town": gettext_lazy("Town"),
    "postcode": gettext_lazy("Postcode"),
    "wage_low_pence": gettext_lazy("Pay from, in pounds"),
    "wage_high_pence": gettext_lazy("Pay to, in pounds"),
}


@dataclass(frozen=True, slots=True)
class Change:
    """A line of the table: ``Change("Price", "£340", "£295", "18 January 2027", "Check")``."""

    label: str
    before: str
    after: str
    about: str = ""
    tag: str = ""


@dataclass(frozen=True, slots=True)
class Changes:
    """What a draft changes. ``unchanged`` counts the parts that stay; none for something new."""

    rows: list[Change]
    is_new: bool
    unchanged: int = 0


@dataclass(frozen=True, slots=True)
class CourseOfFile:
    """A course that a file changes, with its parts."""

    title: str
    what: str
    rows: list[Change]


def changes_of(review: Review, draft: Draft) -> Changes:
    """Return what a draft changes of what is live now."""
    before, after = sides_of(draft)
    if draft.kind == DraftKind.VACANCY:
        rows = _field_rows(Vacancy, before, after, review.reasons)
        return Changes(rows, is_new=not before, unchanged=0)
    found = differences(before, after)
    rows = [_row(one, review.reasons) for one in found]
    whole = {one.path for one in found if not one.path.startswith("runs.")}
    return Changes(rows, is_new=not before, unchanged=len(COURSE_FIELDS) - len(whole))


def sides_of(draft: Draft) -> tuple[dict[str, Any], dict[str, Any]]:
    """Return the live content, empty for what is new, and what was sent."""
    if draft.course:
        return content_of(draft.course), draft.content
    if draft.vacancy:
        return content_of_job(draft.vacancy), draft.content
    return {}, draft.content


def shown_changes(upload: Upload) -> Any:
    """Return what a file would change. What it does not name goes only when it is the full list."""
    rows = upload.changes.all()
    return rows if upload.is_full_list else rows.exclude(kind=ChangeKind.REMOVED)


def upload_sample(upload: Upload, *, start: int = 0, number: int = SAMPLE) -> list[CourseOfFile]:
    """Return some changes of a file, those that it removes first: they are the ones to fear."""
    order = {ChangeKind.REMOVED: 0, ChangeKind.CHANGED: 1, ChangeKind.ADDED: 2}
    pks = sorted(
        shown_changes(upload).values_list("kind", "position", "pk"),
        key=lambda row: (order[ChangeKind(row[0])], row[1]),
    )[start : start + number]
    found = upload.changes.in_bulk([pk for _kind, _position, pk in pks])
    changes = [found[pk] for _kind, _position, pk in pks]
    if upload.kind == UploadKind.VENUES:
        rows = [_field_rows(Venue, one.before or {}, one.after or {}, _RISKS) for one in changes]
    else:
        sides = [(one.before or {}, one.after or {}) for one in changes]
        names = Names.of(side for pair in sides for side in pair)
        rows = [
            [_row(one, _RISKS) for one in differences(before, after, names=names)]
            for before, after in sides
        ]
    return [
        CourseOfFile(
            one_line(change.title),
            change.get_kind_display(),
            [] if change.kind == ChangeKind.REMOVED else parts,
        )
        for change, parts in zip(changes, rows, strict=True)
    ]


_RISKS = (
    ReviewReason.TITLE_CHANGED,
    ReviewReason.PRICE_CHANGED,
    ReviewReason.VENUE_CHANGED,
    ReviewReason.LINK_CHANGED,
)


def _row(one: Difference, reasons: Iterable[str]) -> Change:
    name = one.path.rsplit(".", 1)[-1]
    return Change(
        str(_LABELS.get(name, one.label)),
        shown_text(one.before),
        shown_text(one.after),
        one.about,
        _tag(one.path, set(reasons)),
    )


def _tag(path: str, reasons: set[str]) -> str:
    """Return what to look at: a tag beside the parts that are the reasons of the check."""
    name = path.rsplit(".", 1)[-1]
    if name in _LINK and ReviewReason.LINK_CHANGED in reasons:
        return _("New link")
    is_whole_run = path.startswith("runs.") and path.count(".") == 1
    looked_at = (
        (name == "title" and ReviewReason.TITLE_CHANGED in reasons)
        or ((name in _PRICE or name in _PAY) and ReviewReason.PRICE_CHANGED in reasons)
        or (name in _PLACE and ReviewReason.VENUE_CHANGED in reasons)
        or (
            is_whole_run
            and bool({ReviewReason.PRICE_CHANGED, ReviewReason.VENUE_CHANGED} & reasons)
        )
    )
    return _("Check") if looked_at else ""


def _field_rows(
    model: type[Model], before: Mapping[str, Any], after: Mapping[str, Any], reasons: Iterable[str]
) -> list[Change]:
    """Return the parts of a job or a place that differ, called as the fields of its model are."""
    return [
        Change(
            str(_JOB_LABELS.get(name) or _field_label(model, name)),
            _field_words(model, name, before.get(name)),
            _field_words(model, name, after.get(name)),
            "",
            _tag(name, set(reasons)),
        )
        for name in dict.fromkeys((*after, *before))
        if (before.get(name) or None) != (after.get(name) or None)
    ]


def _field_label(model: type[Model], name: str) -> str:
    try:
        label = str(model._meta.get_field(name).verbose_name)  # type: ignore[union-attr]  # no relations
    except FieldDoesNotExist:
        label = name.replace("_", " ")
    return label[:1].upper() + label[1:]


def _field_words(model: type[Model], name: str, value: Any) -> str:
    """Return a value as people read it."""
    if value is None or value in ("", [], {}):
        return ""
    if isinstance(value, bool):
        return _("Yes") if value else _("No")
    if name.endswith("_pence") and isinstance(value, int):
        return wording.money(value)
    if name.endswith("_date"):
        return _day_words(str(value))
    if isinstance(value, Mapping):
        return with_commas(_field_words(model, key, one) for key, one in value.items() if one)
    if isinstance(value, list):
        return shown_text("\n".join(_field_words(model, name, one) for one in value))
    try:
        choices = dict(getattr(model._meta.get_field(name), "flatchoices", ()))
    except FieldDoesNotExist:
        choices = {}
    return shown_text(str(choices.get(value, value)))


def _day_words(typed: str) -> str:
    """Return ``"18 January 2027"`` of ``"2027-01-18"``, and what nobody can read as it is."""
    try:
        return wording.date(datetime.date.fromisoformat(typed))
    except ValueError:
        return shown_text(typed)


def shown_text(text: str) -> str:
    """Return a text without marks that turn its direction, cut where nobody reads on."""
    cut = text if len(text) <= LONGEST_VALUE else f"{text[:LONGEST_VALUE]}…"
    return "\n".join(one_line(line) for line in cut.splitlines())
