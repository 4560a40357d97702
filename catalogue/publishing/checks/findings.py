"""What a machine finds in what was sent. It decides nothing: a person reads it."""

import datetime
from collections import defaultdict
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from catalogue.courses import wording
from catalogue.courses.enums import CourseStatus, JoinMethod
from catalogue.courses.models import Course, CourseRun
from catalogue.events.bookings.phone_numbers import PhoneNumberRefused, read_number
from catalogue.feedback.enums import ProblemReason, ProblemStatus
from catalogue.feedback.models import ProblemReport
from catalogue.providers.enums import Answer
from catalogue.providers.models import Organisation, Venue
from catalogue.publishing.checks import course_words
from catalogue.publishing.checks.look_alikes import look_alikes, venue_ids
from catalogue.publishing.checks.risks import REPORT_DAYS, own_domains
from catalogue.publishing.employers.job_form import JobForm
from catalogue.vacancies.editors_words import shortfall_words
from catalogue.vacancies.enums import HeldReason
from catalogue.vacancies.guard import reasons_to_hold
from portal.core.lookups import terms_by_name
from portal.core.prose import shortened, web_address
from portal.core.text_checks import unexplained_capitals

GOOD, NOTE, WARN = "check", "info", "warn"
# With fewer others a range says nothing.
FEWEST_OTHERS = 5
MOST_PRICES = 500
SHOWN_WORDS = 6
MOST_REPORTS = 100
SHOWN_TEXTS = 2
SHOWN_TEXT = 120  # characters


@dataclass(frozen=True, slots=True)
class Finding:
    """``Finding("check", "The phone number has the right form")``; the sign is an icon's name."""

    sign: str
    text: str
    url: str = ""


def course_findings(
    organisation: Organisation,
    before: Mapping[str, Any],
    after: Mapping[str, Any],
    *,
    course: Course | None,
    now: datetime.datetime,
) -> list[Finding]:
    """Return what the machine finds in a course, what is wrong first."""
    found = [
        *_signs(course_words.signs_of(after)),
        *_look_alikes(organisation, after, course),
        *_links(organisation, after),
        *_phone(after),
        *_price(after, course),
        *_places(after),
        *_capitals(before, after),
        *(_reports(course, now=now) if course else ()),
    ]
    order = {WARN: 0, NOTE: 1, GOOD: 2}
    return sorted(found, key=lambda finding: order[finding.sign])


def vacancy_findings(
    organisation: Organisation, after: Mapping[str, Any], *, today: datetime.date
) -> list[Finding]:
    """Return what the guard of vacancies, the pay and the links say."""
    held = reasons_to_hold(course_words.texts_of(after), links=course_words.links_of(after))
    found = [*_signs([reason.value for reason in held]), *_pay(after, today=today)]
    if not held:
        found.append(Finding(GOOD, _("No words or links that are signs of a trap")))
    return [*found, *_links(organisation, after), *_phone(after)]


def _pay(after: Mapping[str, Any], *, today: datetime.date) -> Iterator[Finding]:
    form = JobForm.of_content(after, today=today)
    form.is_valid()
    if form.shortfall is not None:
        yield Finding(WARN, shortfall_words(form.shortfall))


def _signs(codes: list[str]) -> Iterator[Finding]:
    for code in codes:
        yield Finding(WARN, sign_words(code))


def sign_words(code: str) -> str:
    """Return what a sign of ``course_words`` means."""
    if code == course_words.PRIVATE_PAYMENT:
        return _("Asks for money by bank transfer or to a private account")
    return str(HeldReason(code).label)


def _look_alikes(
    organisation: Organisation, after: Mapping[str, Any], course: Course | None
) -> Iterator[Finding]:
    alike = look_alikes(after, course_id=course.pk if course else None)
    for one in alike[:5]:
        words = (
            _("Its own course has the same name and place: %(title)s")
            if one.provider_id == organisation.pk
            else _("A course of %(provider)s has the same name and place: %(title)s")
        ) % {"title": one.title, "provider": one.provider_name}
        yield Finding(WARN, words, Course(pk=one.course_id, title=one.title).get_absolute_url())


def _links(organisation: Organisation, after: Mapping[str, Any]) -> Iterator[Finding]:
    own = own_domains(organisation)
    links = course_words.links_of(after)
    for host, link in {course_words.site_of(link): link for link in links}.items():
        if not web_address(link) and "." not in host:
            continue
        if any(course_words.is_of_domain(host, one) for one in own):
            yield Finding(
                GOOD, _("The link is on the provider’s own domain: %(host)s") % {"host": host}
            )
        elif own:
            yield Finding(
                NOTE,
                _("The link leads to %(host)s. The provider’s own domain is %(own)s")
                % {"host": host, "own": ", ".join(sorted(own))},
            )
        else:
            yield Finding(
                NOTE,
                _("The link leads to %(host)s. We know no domain of the provider") % {"host": host},
            )


def _phone(after: Mapping[str, Any]) -> Iterator[Finding]:
    if after.get("how_to_join") != JoinMethod.PHONE or not after.get("join_value"):
        return
    try:
        read_number(str(after["join_value"]))
    except PhoneNumberRefused:
        yield Finding(
            WARN,
            _("“%(text)s” is not a phone number of the United Kingdom")
            % {"text": str(after["join_value"])[:60]},
        )
    else:
        yield Finding(GOOD, _("The phone number has the right form"))


def _price(after: Mapping[str, Any], course: Course | None) -> Iterator[Finding]:
    """Compare with live courses of the same aim, else of the same subject."""
    mine = sorted(
        {
            run["cost_pence"]
            for run in after.get("runs") or ()
            if isinstance(run.get("cost_pence"), int)
        }
    )
    if not mine:
        if after.get("runs"):
            yield Finding(NOTE, _("The price is not a number"))
        return
    mine = [one for one in mine if one]
    if not mine:  # free: nothing to compare
        return
    others = _other_prices(after, course)
    figures = {"number": len(others)}
    if len(others) < FEWEST_OTHERS:
        yield Finding(
            NOTE,
            ngettext(
                "Too few courses like it to compare the price: %(number)d",
                "Too few courses like it to compare the price: %(number)d",
                len(others),
            )
            % figures,
        )
        return
    # The middle four fifths: one odd price must not widen what counts as usual.
    low, high = others[len(others) // 10], others[-1 - len(others) // 10]
    words = figures | {
        "low": wording.money(low),
        "high": wording.money(high),
        "mine": ", ".join(wording.money(one) for one in mine[:3]),
    }
    if all(low <= one <= high for one in mine):
        yield Finding(
            GOOD,
            _("The price is near others like it: %(low)s to %(high)s, %(number)d courses") % words,
        )
    else:
        yield Finding(
            WARN,
            _("The price of %(mine)s is far from others: %(low)s to %(high)s, %(number)d courses")
            % words,
        )


def _other_prices(after: Mapping[str, Any], course: Course | None) -> list[int]:
    runs = CourseRun.objects.filter(course__status=CourseStatus.LIVE, cost_pence__gt=0).exclude(
        course=course.pk if course else None
    )
    aim, subject = after.get("learn_aim_ref"), after.get("subject")
    rows: list[tuple[int, int]] = []
    if aim:
        rows = _prices_of(runs.filter(course__learn_aim_ref=aim))
    if len(rows) < FEWEST_OTHERS and subject:
        rows = _prices_of(runs.filter(course__subject=subject))
    return sorted(price for _course, price in rows)


def _prices_of(runs: Any) -> list[tuple[int, int]]:
    """Return each price of each course once."""
    found = runs.order_by("course", "cost_pence").values_list("course", "cost_pence")
    return list(found.distinct()[:MOST_PRICES])


def _places(after: Mapping[str, Any]) -> Iterator[Finding]:
    for venue in Venue.objects.filter(pk__in=venue_ids(after)).order_by("pk")[:5]:
        if venue.step_free_entrance == Answer.UNKNOWN:
            yield Finding(
                NOTE, _("%(venue)s does not say whether it has steps") % {"venue": venue.name}
            )
        if venue.latitude is None:
            yield Finding(NOTE, _("We cannot find %(venue)s on the map") % {"venue": venue.name})


def _capitals(before: Mapping[str, Any], after: Mapping[str, Any]) -> Iterator[Finding]:
    explained = terms_by_name().keys()
    old = "\n".join(course_words.texts_of(_prose(before)))
    new = "\n".join(course_words.texts_of(_prose(after)))
    for word in unexplained_capitals(new, explained)[:SHOWN_WORDS]:
        pattern = (
            _("“%(word)s” is not explained. The old text had it too")
            if word in old
            else _("“%(word)s” is not explained")
        )
        yield Finding(NOTE, pattern % {"word": word})


_NO_PROSE = frozenset(
    "runs needs references esol_levels sectors level esol course_type how_to_join webpage "
    "join_value learn_aim_ref qualification_title awarding_body".split()
)


def _prose(content: Mapping[str, Any]) -> dict[str, Any]:
    return {name: value for name, value in content.items() if name not in _NO_PROSE}


def _reports(course: Course, *, now: datetime.datetime) -> Iterator[Finding]:
    since = now - datetime.timedelta(days=REPORT_DAYS)
    found: dict[str, list[str]] = defaultdict(list)
    rows = ProblemReport.objects.filter(
        course=course, status=ProblemStatus.OPEN, created_at__gte=since
    )
    for report in rows.order_by("-created_at", "-pk")[:MOST_REPORTS]:
        found[report.reason].append(shortened(report.text, SHOWN_TEXT))
    for reason, texts in sorted(found.items(), key=lambda one: -len(one[1])):
        words = {"n": len(texts), "reason": ProblemReason(reason).label, "days": REPORT_DAYS}
        told = ngettext(
            "%(n)d report in %(days)d days: “%(reason)s”",
            "%(n)d reports in %(days)d days: “%(reason)s”",
            len(texts),
        )
        quoted = [f"“{text}”" for text in dict.fromkeys(texts) if text][:SHOWN_TEXTS]
        yield Finding(WARN, " ".join([told % words, *quoted]))
