"""What a visitor sees where a vacancy was: why it is gone, and counted ways on."""

import datetime
from dataclasses import dataclass

from django.db.models import Count, Q
from django.utils.translation import gettext as _

from catalogue.courses import wording as course_wording
from catalogue.courses.gone_page import WayOn
from catalogue.vacancies import wording
from catalogue.vacancies.enums import VacancyKind
from catalogue.vacancies.models import Vacancy
from catalogue.vacancies.vacancy_page import employer_of
from portal.core.prose import one_line
from portal.navigation.languages import address_here


@dataclass(frozen=True, slots=True)
class GonePage:
    """Why a vacancy has no page any more, and where to look."""

    vacancy: Vacancy
    kind: str
    kind_label: str
    title: str
    employer_name: str
    closed: str
    ways: list[WayOn]


def gone_page(vacancy: Vacancy, *, today: datetime.date) -> GonePage:
    """Return the page of a vacancy that was closed or taken away. A way on never counts 0."""
    is_closed = vacancy.closing_date < today
    return GonePage(
        vacancy=vacancy,
        kind=vacancy.listing_kind,
        kind_label=wording.kind_label(vacancy.kind),
        title=one_line(vacancy.title),
        employer_name=employer_of(vacancy).name,
        closed=course_wording.date(vacancy.closing_date) if is_closed else "",
        ways=_ways(vacancy, today=today),
    )


def _ways(vacancy: Vacancy, *, today: datetime.date) -> list[WayOn]:
    search = address_here("/search/")
    same = Q(subject=vacancy.subject_id)
    counts = Vacancy.objects.live(today).aggregate(
        subject=Count("pk", filter=same & Q(kind=vacancy.kind)),
        APPRENTICESHIP=Count("pk", filter=Q(kind=VacancyKind.APPRENTICESHIP)),
        JOB=Count("pk", filter=Q(kind=VacancyKind.JOB)),
    )
    labels = {VacancyKind.APPRENTICESHIP: _("All apprenticeships"), VacancyKind.JOB: _("All jobs")}
    ways = []
    if vacancy.subject:
        title = _("More like this: %(subject)s") % {"subject": vacancy.subject.label}
        url = f"{search}?kind={vacancy.listing_kind}&subject={vacancy.subject.slug}"
        ways.append(WayOn(counts["subject"], title, _("Other employers and places"), url))
    for kind in sorted(labels, key=lambda one: one != vacancy.kind):
        url = f"{search}?kind={kind.lower()}"
        ways.append(WayOn(counts[kind], labels[kind], _("Open for applications now"), url))
    ways = [way for way in ways if way.number]
    ways.append(WayOn(None, _("Search everything"), _("Type what work you want"), search))
    return ways
