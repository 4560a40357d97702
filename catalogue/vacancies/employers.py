"""The list of employers: who offers work here, and how many openings each has now."""

import datetime
from typing import Any

from django.core.paginator import Page, Paginator
from django.db.models import Count, Exists, OuterRef, Q, QuerySet
from django.db.models.functions import Lower

from catalogue.providers.enums import OrganisationKind
from catalogue.providers.models import Organisation
from catalogue.vacancies.enums import VacancyStatus
from catalogue.vacancies.models import Vacancy

PER_PAGE = 30
KINDS = (OrganisationKind.EMPLOYER, OrganisationKind.NHS)
MOST_PAGES_DIGITS = 5


def employers_on(today: datetime.date) -> QuerySet[Organisation]:
    """Return live employers, and others that offer a job now; those with openings first.

    Each has ``openings``, counted in the same question.
    """
    is_open = Q(vacancies__status=VacancyStatus.LIVE, vacancies__closing_date__gte=today)
    offers = Vacancy.objects.live(today).filter(employer=OuterRef("pk"))
    found: Any = (  # live() loses its model here
        Organisation.objects.live()
        .filter(Q(kind__in=KINDS) | Exists(offers))
        .annotate(openings=Count("vacancies", filter=is_open))
        .order_by("-openings", Lower("name"), "pk")
    )
    employers: QuerySet[Organisation] = found
    return employers


def employers_page(number: str, *, today: datetime.date) -> Page[Organisation]:
    """Return one page of employers. Nonsense in the address is the first page."""
    is_number = number.isascii() and number.isdigit() and len(number) <= MOST_PAGES_DIGITS
    return Paginator(employers_on(today), PER_PAGE).get_page(number if is_number else 1)
