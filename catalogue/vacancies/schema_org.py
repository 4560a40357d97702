"""A vacancy as schema.org JobPosting tells it. What was not told is not there.

Readers ask for title, description, datePosted, hiringOrganization, jobLocation and validThrough.
"""

import datetime
from decimal import Decimal
from typing import Any

from django.utils.safestring import SafeString

from catalogue.courses.wording import level
from catalogue.vacancies.models import Vacancy, VacancyLocation
from catalogue.vacancies.requirements import help_lines, need_lines
from catalogue.vacancies.vacancy_page import VacancyPage, employer_of
from portal.core.clock import REGION_TIME
from portal.core.prose import one_line, shortened
from portal.core.structured_data import absolute, breadcrumb_list, data_block, without_empty

MOST_PLACES = 20  # a chain with 500 branches would outweigh the page
FULL_TIME_HOURS = 30
NOT_NAMED = "confidential"  # the word that readers of JobPosting know


def vacancy_blocks(page: VacancyPage) -> SafeString:
    """Return the data blocks of a vacancy's page."""
    here = (page.title, page.vacancy.get_absolute_url())
    return data_block(posting_data(page), breadcrumb_list([*page.crumbs_for_machines, here]))


def posting_data(page: VacancyPage) -> dict[str, Any]:
    """Return schema.org JobPosting."""
    vacancy = page.vacancy
    address = absolute(vacancy.get_absolute_url())
    texts = (vacancy.description, vacancy.summary, vacancy.title)
    named = [*need_lines(vacancy.qualifications), *help_lines(vacancy.qualifications)]
    return without_empty(
        {
            "@type": "JobPosting",
            "@id": address,
            "url": address,
            "title": page.title,
            "description": shortened(next(text for text in texts if text.strip()), 5000),
            "identifier": {
                "@type": "PropertyValue",
                "name": vacancy.source,
                "value": vacancy.reference,
            },
            "datePosted": vacancy.posted_date.isoformat() if vacancy.posted_date else "",
            "validThrough": _midnight(vacancy.closing_date),
            "jobStartDate": vacancy.start_date.isoformat() if vacancy.start_date else "",
            "employmentType": _employment_type(vacancy.hours_per_week),
            "workHours": one_line(vacancy.working_week),
            "hiringOrganization": _organization(vacancy),
            "jobLocation": _locations(vacancy),
            "baseSalary": _salary(vacancy),
            "totalJobOpenings": vacancy.positions,
            "directApply": False,
            "skills": [one_line(str(skill)) for skill in vacancy.skills],
            "qualifications": named,
            "educationalCredentialAwarded": one_line(vacancy.course_title),
            "educationRequirements": level(vacancy.level).name if vacancy.level else "",
            "industry": vacancy.subject.name if vacancy.subject else "",
        }
    )


def _midnight(day: datetime.date) -> str:
    """Return the last second of a day here, with its offset: ``"2026-12-01T23:59:59+00:00"``."""
    return datetime.datetime.combine(day, datetime.time(23, 59, 59), REGION_TIME).isoformat()


def _employment_type(hours: Decimal | None) -> str:
    if hours is None:
        return ""
    return "FULL_TIME" if hours >= FULL_TIME_HOURS else "PART_TIME"


def _organization(vacancy: Vacancy) -> dict[str, Any] | str:
    employer = employer_of(vacancy)
    if not employer.name:
        return NOT_NAMED
    return without_empty(
        {"@type": "Organization", "name": employer.name, "sameAs": employer.website}
    )


def _locations(vacancy: Vacancy) -> list[dict[str, Any]]:
    is_named = bool(employer_of(vacancy).name)
    places = [_place(one, is_named=is_named) for one in vacancy.locations.all()[:MOST_PLACES]]
    if not places and vacancy.is_national:
        places = [{"@type": "Place", "address": {"@type": "PostalAddress", "addressCountry": "GB"}}]
    unique: list[dict[str, Any]] = []
    for place in places:
        if place not in unique:
            unique.append(place)
    return unique


def _place(location: VacancyLocation, *, is_named: bool) -> dict[str, Any]:
    """Return a place; of an employer who is not named only the town and half a postcode."""
    street = ", ".join(filter(None, (location.address_line_1, location.address_line_2)))
    address = without_empty(
        {
            "streetAddress": one_line(street) if is_named else "",
            "addressLocality": one_line(location.town),
            "postalCode": location.postcode if is_named else location.outward_code,
            "addressCountry": "GB",
        }
    )
    return {"@type": "Place", "address": {"@type": "PostalAddress", **address}}


def _salary(vacancy: Vacancy) -> dict[str, Any]:
    """Return MonetaryAmount, only for figures with their unit: "competitive" is none."""
    low, high = vacancy.wage_low_pence, vacancy.wage_high_pence
    if not vacancy.wage_unit or not (low or high):
        return {}
    figures = (
        {"value": _pounds(low)}
        if low == high
        else {"minValue": _pounds(low), "maxValue": _pounds(high)}
    )
    value = without_empty({"@type": "QuantitativeValue", **figures, "unitText": vacancy.wage_unit})
    return {"@type": "MonetaryAmount", "currency": "GBP", "value": value}


def _pounds(pence: int | None) -> float | None:
    return None if not pence else pence / 100
