"""Places where a person helps, nearest first, with what is open now."""

import datetime
from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from catalogue.courses import wording
from catalogue.providers.enums import Answer
from pathways.support.enums import HelpPointKind
from pathways.support.help_points import HelpPoint
from pathways.support.hours import Closure, DayRow, Interval, Now, Today, open_today, week_rows
from portal.core.geo import Point, distance_miles
from portal.core.lists import with_commas
from portal.core.prose import phone_link, web_address

YOUNG = "16-24"
OLDEST_YOUNG = 25
MAP_ZOOM = 15
TAG_COLOURS = {Now.OPEN: "green", Now.LATER_TODAY: "yellow", Now.CLOSED: "grey"}
ACCESS = (
    ("step_free_entrance", gettext_lazy("Step-free"), gettext_lazy("Steps at the entrance")),
    ("lift", gettext_lazy("Lift"), ""),
    ("accessible_toilet", gettext_lazy("Accessible toilet"), ""),
    ("hearing_loop", gettext_lazy("Hearing loop"), ""),
    ("quiet_space", gettext_lazy("Quiet room"), ""),
    ("prayer_room", gettext_lazy("Prayer room"), ""),
)


@dataclass(frozen=True, slots=True)
class Filters:
    """What a visitor ticked: ``Filters(kinds=("YOUTH_HUB",), age="16-24", is_open_today=True)``."""

    kinds: tuple[str, ...] = ()
    age: str = ""
    is_open_today: bool = False
    has_computers: bool = False

    @classmethod
    def read(cls, values: "Mapping[str, str]") -> "Filters":
        """Read a QueryDict: ``type=youth-hub&age=16-24&open=today&computers=yes``."""
        given = getattr(values, "getlist", lambda name: [values[name]] if name in values else [])
        wanted = {one.upper().replace("-", "_") for one in given("type")}
        return cls(
            kinds=tuple(kind for kind in HelpPointKind.values if kind in wanted),
            age=YOUNG if values.get("age") == YOUNG else "",
            is_open_today=values.get("open") == "today",
            has_computers=values.get("computers") == "yes",
        )

    def __bool__(self) -> bool:
        """Whether anything is ticked."""
        return bool(self.kinds or self.age or self.is_open_today or self.has_computers)


@dataclass(frozen=True, slots=True, kw_only=True)
class HelpCard:
    """A place of help as the list shows it. ``miles`` is None without a place."""

    slug: str
    kind: str
    kind_label: str
    name: str
    run_by: str
    summary: str
    address: str
    postcode: str
    council: str
    miles: float | None
    is_about: bool
    today: Today
    tag: tuple[str, str]
    until: str
    week: list[DayRow]
    phone: str
    phone_link: str
    email: str
    website: str
    map_url: str
    access: str
    access_notes: str
    languages: str
    needs_appointment: bool
    ages: str
    contact_role: str
    has_computers: bool
    is_for_young: bool
    checked_on: str


@dataclass(frozen=True, slots=True)
class KindOption:
    """A kind to tick, with how many places it has: ``KindOption("youth-hub", "Youth hub", 6)``."""

    value: str
    label: str
    count: int
    is_on: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class NearYou:
    """The whole list. ``groups`` are councils from A to Z when no place is known."""

    cards: list[HelpCard]
    groups: list[tuple[str, list[HelpCard]]]
    kinds: list[KindOption]
    young_count: int
    open_count: int
    computers_count: int
    filters: Filters
    total: int


def near_you(
    *, now: datetime.datetime, point: Point | None = None, filters: Filters | None = None
) -> NearYou:
    """Return the places of help at a moment of local time, nearest first. Four queries."""
    filters = filters or Filters()
    points = HelpPoint.objects.listed_on(now.date()).with_hours().order_by("name")
    everything = [help_card(one, now=now, point=point) for one in points]
    cards = [card for card in everything if _fits(card, filters)]
    if point is not None:
        cards.sort(key=lambda card: (card.miles is None, card.miles or 0, card.name))
    return NearYou(
        cards=cards,
        groups=[] if point is not None else _by_council(cards),
        kinds=[_kind_option(kind, everything, filters) for kind in HelpPointKind],
        young_count=sum(card.is_for_young for card in everything),
        open_count=sum(card.today.is_open_today for card in everything),
        computers_count=sum(card.has_computers for card in everything),
        filters=filters,
        total=len(everything),
    )


def help_card(row: HelpPoint, *, now: datetime.datetime, point: Point | None) -> HelpCard:
    """Return a place of help in words. Makes no query when hours and closures are fetched."""
    week = [Interval(x.weekday, x.opens, x.closes, x.note) for x in row.opening_hours.all()]
    closures = [Closure(x.from_date, x.to_date, x.reason) for x in row.closures.all()]
    today = open_today(
        week,
        closures,
        moment=now,
        first_day=row.open_from_date,
        last_day=row.open_until_date,
    )
    own = row.point
    return HelpCard(
        slug=row.slug,
        kind=row.kind,
        kind_label=str(HelpPointKind(row.kind).label),
        name=row.name,
        run_by=row.organisation_name,
        summary=row.summary,
        address=row.address,
        postcode=row.postcode,
        council=row.council.name if row.council else "",
        miles=distance_miles(point, own) if point is not None and own is not None else None,
        is_about=row.is_location_approximate,
        today=today,
        tag=_tag(today),
        until=wording.date(row.open_until_date) if row.open_until_date else "",
        week=week_rows(week, today=now.date()),
        phone=row.phone,
        phone_link=phone_link(row.phone),
        email=row.email,
        website=web_address(row.website),
        map_url=_map_url(own),
        access=_access(row),
        access_notes=row.access_notes,
        languages=with_commas(str(one) for one in row.languages_spoken),
        needs_appointment=row.needs_appointment,
        ages=wording.ages(row.age_min, row.age_max),
        contact_role=row.contact_role,
        has_computers=row.has_computers,
        is_for_young=row.age_max is not None and row.age_max <= OLDEST_YOUNG,
        checked_on=wording.date(row.checked_date) if row.checked_date else "",
    )


def _fits(card: HelpCard, filters: Filters) -> bool:
    return (
        (not filters.kinds or card.kind in filters.kinds)
        and (not filters.age or card.is_for_young)
        and (not filters.is_open_today or card.today.is_open_today)
        and (not filters.has_computers or card.has_computers)
    )


def _by_council(cards: Iterable[HelpCard]) -> list[tuple[str, list[HelpCard]]]:
    groups: dict[str, list[HelpCard]] = {}
    for card in cards:
        groups.setdefault(card.council, []).append(card)
    known = sorted(name for name in groups if name)
    return [(name, groups[name]) for name in (*known, *([""] if "" in groups else []))]


def _kind_option(kind: HelpPointKind, cards: list[HelpCard], filters: Filters) -> KindOption:
    return KindOption(
        value=kind.value.lower().replace("_", "-"),
        label=str(kind.label),
        count=sum(card.kind == kind for card in cards),
        is_on=kind in filters.kinds,
    )


def _tag(today: Today) -> tuple[str, str]:
    words = {
        Now.OPEN: _("Open now"),
        Now.LATER_TODAY: _("Opens today"),
        Now.CLOSED: _("Closed now") if today.is_open_today else _("Closed today"),
    }
    return (words[today.now], TAG_COLOURS[today.now]) if today.now in words else ("", "")


def _access(row: HelpPoint) -> str:
    """Return what we know in short: ``"Step-free, hearing loop"``, or nothing."""
    known = []
    for name, yes, no in ACCESS:
        answer = getattr(row, name)
        if answer == Answer.YES:
            known.append(str(yes))
        elif answer == Answer.NO and no:
            known.append(str(no))
    first, *rest = known or [""]
    return with_commas([first, *(wording.in_mid_sentence(one) for one in rest)])


def _map_url(point: Point | None) -> str:
    if point is None:
        return ""
    where = f"{point.latitude:.5f}", f"{point.longitude:.5f}"
    return (
        f"https://www.openstreetmap.org/?mlat={where[0]}&mlon={where[1]}"
        f"#map={MAP_ZOOM}/{where[0]}/{where[1]}"
    )
