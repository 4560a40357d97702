"""The log of an organisation in sentences: “Lena published Forklift truck, 3 days”."""

import datetime
from dataclasses import dataclass
from typing import Any

from django.core.paginator import Paginator
from django.http import QueryDict
from django.utils.functional import Promise
from django.utils.http import urlencode
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from catalogue.courses import wording
from catalogue.events.event_times import day_words, on_the_wall
from catalogue.providers.enums import AuditAction, MemberRole
from catalogue.providers.models import AuditEntry
from catalogue.providers.page_links import PageLinks, page_links
from catalogue.publishing.desk.access import Desk
from portal.core.lists import isolated, with_commas

PER_PAGE = 50
MOST_NAMES = 100
A = AuditAction

# What happened, without and with its object. A new action needs no line here to be read.
SENTENCES: dict[str, Promise] = {
    A.JOINED: gettext_lazy("%(who)s joined as %(role)s"),
    A.INVITED: gettext_lazy("%(who)s invited %(about)s as %(role)s"),
    A.INVITATION_WITHDRAWN: gettext_lazy("%(who)s took back the invitation of %(about)s"),
    A.ROLE_CHANGED: gettext_lazy("%(who)s changed the role of %(about)s to %(role)s"),
    A.SUSPENDED: gettext_lazy("%(who)s stopped the access of %(about)s"),
    A.RESTORED: gettext_lazy("%(who)s gave %(about)s access back"),
    A.LEFT: gettext_lazy("%(who)s left"),
    A.PROFILE: gettext_lazy("%(who)s changed the profile"),
    A.VENUE: gettext_lazy("%(who)s changed the place %(about)s"),
    A.COURSE_PUBLISHED: gettext_lazy("%(who)s published %(about)s"),
    A.COURSE_PAUSED: gettext_lazy("%(who)s paused %(about)s"),
    A.COURSE_WITHDRAWN: gettext_lazy("%(who)s took %(about)s off the site"),
    A.JOB_PUBLISHED: gettext_lazy("%(who)s published %(about)s"),
    A.JOB_PAUSED: gettext_lazy("%(who)s paused %(about)s"),
    A.JOB_WITHDRAWN: gettext_lazy("%(who)s took %(about)s off the site"),
    A.DATES: gettext_lazy("%(who)s set new dates for %(about)s"),
    A.SENT: gettext_lazy("%(who)s sent %(about)s for a check"),
    A.APPROVED: gettext_lazy("%(who)s approved %(about)s"),
    A.RETURNED: gettext_lazy("%(who)s sent %(about)s back"),
    A.TRUSTED: gettext_lazy("%(who)s trusts this organisation: no checks from now on"),
    A.UPLOADED: gettext_lazy("%(who)s sent the file %(about)s"),
    A.UPLOAD_PUBLISHED: gettext_lazy("%(who)s published the file %(about)s"),
    A.UPLOAD_UNDONE: gettext_lazy("%(who)s undid the file %(about)s"),
    A.FEED: gettext_lazy("%(who)s changed the feed %(about)s"),
    A.FEED_RUN: gettext_lazy("%(who)s read the feed %(about)s"),
    A.TOKEN: gettext_lazy("%(who)s changed the key %(about)s"),
    A.API: gettext_lazy("%(who)s changed %(about)s by the API"),
    A.ENQUIRY: gettext_lazy("%(who)s answered an enquiry about %(about)s"),
    A.STAND: gettext_lazy("%(who)s asked for a stand at %(about)s"),
    A.REPORT: gettext_lazy("%(who)s answered a report about %(about)s"),
}
# The same, where a fact of the entry says more: by action, name of the fact and its value.
PRECISE: dict[tuple[str, str, str | bool], Promise] = {
    (A.LEFT, "removed", True): gettext_lazy("%(who)s took %(about)s out"),
    (A.VENUE, "change", "added"): gettext_lazy("%(who)s added the place %(about)s"),
    (A.FEED, "added", True): gettext_lazy("%(who)s added the feed %(about)s"),
    (A.FEED, "deleted", True): gettext_lazy("%(who)s deleted the feed %(about)s"),
    (A.FEED_RUN, "held", True): gettext_lazy("%(who)s held back what the feed %(about)s says"),
    (A.FEED_RUN, "used", True): gettext_lazy("%(who)s used what the feed %(about)s says"),
    (A.FEED_RUN, "left", True): gettext_lazy("%(who)s did not use what the feed %(about)s says"),
    (A.TOKEN, "what", "made"): gettext_lazy("%(who)s made the key %(about)s"),
    (A.TOKEN, "what", "stopped"): gettext_lazy("%(who)s stopped the key %(about)s"),
}
# What a person can ask the log for.
KINDS: dict[str, tuple[Promise, tuple[str, ...]]] = {
    "people": (
        gettext_lazy("People"),
        (
            *(A.JOINED, A.INVITED, A.INVITATION_WITHDRAWN, A.ROLE_CHANGED),
            *(A.SUSPENDED, A.RESTORED, A.LEFT),
        ),
    ),
    "courses": (
        gettext_lazy("Courses and places"),
        (
            *(A.COURSE_PUBLISHED, A.COURSE_PAUSED, A.COURSE_WITHDRAWN),
            *(A.DATES, A.VENUE),
        ),
    ),
    "jobs": (gettext_lazy("Jobs"), (A.JOB_PUBLISHED, A.JOB_PAUSED, A.JOB_WITHDRAWN)),
    "files": (
        gettext_lazy("Files, feeds and the API"),
        (
            *(A.UPLOADED, A.UPLOAD_PUBLISHED, A.UPLOAD_UNDONE),
            *(A.FEED, A.FEED_RUN, A.TOKEN, A.API),
        ),
    ),
    "checks": (gettext_lazy("Checks"), (A.SENT, A.APPROVED, A.RETURNED, A.TRUSTED)),
    "other": (
        gettext_lazy("Profile, enquiries and events"),
        (A.PROFILE, A.ENQUIRY, A.STAND, A.REPORT),
    ),
}


@dataclass(frozen=True, slots=True)
class LogLine:
    """One entry. ``LogLine("8:52am", "Lena published Welding", "2026-11-26T08:52:00+00:00")``."""

    clock: str
    words: str
    machine: str


@dataclass(frozen=True, slots=True)
class LogDay:
    """The entries of one day, newest first."""

    name: str
    lines: list[LogLine]


@dataclass(frozen=True, slots=True)
class LogPage:
    """Everything that the template reads."""

    days: list[LogDay]
    total: int
    links: PageLinks
    names: list[str]
    who: str
    kinds: list[tuple[str, str]]
    kind: str

    @property
    def is_filtered(self) -> bool:
        """Whether only a part is shown."""
        return bool(self.who or self.kind)


def log_page(desk: Desk, query: QueryDict) -> LogPage:
    """Return a page of the log. Unknown values of the address are ignored."""
    names = _names(desk)
    who = query.get("who", "")
    who = who if who in names else ""
    kind = query.get("kind", "")
    kind = kind if kind in KINDS else ""
    entries = desk.log()
    if who:
        entries = entries.filter(actor_name=who)
    if kind:
        entries = entries.filter(action__in=KINDS[kind][1])
    paginator = Paginator(entries, PER_PAGE)
    page = paginator.get_page(query.get("page"))

    def url_of(number: int) -> str:
        pairs = [("who", who), ("kind", kind), ("page", str(number) if number > 1 else "")]
        return "?" + urlencode([pair for pair in pairs if pair[1]])

    return LogPage(
        days=_days(list(page.object_list)),
        total=paginator.count,
        links=page_links(page.number, paginator.num_pages, url_of=url_of),
        names=names,
        who=who,
        kinds=[(code, str(label)) for code, (label, _actions) in KINDS.items()],
        kind=kind,
    )


def sentence_of(entry: AuditEntry) -> str:
    """Return what an entry says: ``"Lena changed the role of Amir to owner"``."""
    facts: dict[str, Any] = entry.facts if isinstance(entry.facts, dict) else {}
    precise = (
        PRECISE.get((entry.action, name, value))
        for name, value in facts.items()
        if isinstance(value, str | bool)
    )
    pattern = next(filter(None, precise), SENTENCES.get(entry.action))
    role = str(facts.get("role", ""))
    values = {
        "who": isolated(entry.actor_name or _("Somebody")),
        "about": isolated(entry.about),
        "role": wording.in_mid_sentence(str(MemberRole(role).label))
        if role in MemberRole.values
        else _("a member"),
    }
    if pattern is None:
        pattern = gettext_lazy("%(who)s: %(what)s %(about)s")
        values["what"] = entry.get_action_display()
    words = " ".join((str(pattern) % values).split())
    if counts := _counts(facts):
        return _("%(sentence)s (%(counts)s)") % {"sentence": words, "counts": counts}
    return words


def _counts(facts: dict[str, Any]) -> str:
    """Return ``"3 added, 1 removed"`` of the numbers in an entry."""

    def number(name: str) -> int:
        value = facts.get(name)
        return value if isinstance(value, int) and not isinstance(value, bool) else 0

    added, changed, removed = number("added"), number("changed"), number("removed")
    return with_commas(
        [
            ngettext("%(n)d added", "%(n)d added", added) % {"n": added} if added else "",
            ngettext("%(n)d changed", "%(n)d changed", changed) % {"n": changed} if changed else "",
            ngettext("%(n)d removed", "%(n)d removed", removed) % {"n": removed} if removed else "",
        ]
    )


def _names(desk: Desk) -> list[str]:
    names = desk.log().exclude(actor_name="").order_by("actor_name")
    return list(names.values_list("actor_name", flat=True).distinct()[:MOST_NAMES])


def _days(entries: list[AuditEntry]) -> list[LogDay]:
    days: dict[datetime.date, LogDay] = {}
    for entry in entries:
        local = on_the_wall(entry.at)
        day = days.setdefault(local.date(), LogDay(day_words(entry.at), []))
        line = LogLine(wording.clock(local.time()), sentence_of(entry), local.isoformat())
        day.lines.append(line)
    return list(days.values())
