"""A vacancy as schema.org JobPosting tells it. What was not told is not there.

The rules are those of https://developers.google.com/search/docs/appearance/structured-data/job-posting
"""

import datetime
from collections.abc import Iterable
from decimal import Decimal
from typing import Any

from django.utils.html import escape
from django.utils.safestring import SafeString

from catalogue.vacancies.models import Vacancy, VacancyLocation
from catalogue.vacancies.requirements import help_lines, need_lines
from catalogue.vacancies.vacancy_page import VacancyPage, employer_of
from portal.core.clock import REGION_TIME
from portal.core.prose import Passage, one_line
from portal.core.structured_data import absolute, breadcrumb_list, data_block, without_empty

MOST_PLACES = 20  # a chain with 500 branches would outweigh the page
LONGEST_DESCRIPTION = 5000
FULL_TIME_HOURS = 30
# Readers of JobPosting refuse one without these, so the page of such a vacancy has none.
REQUIRED = ("title", "description", "datePosted", "hiringOrganization", "jobLocation")
NOT_NAMED = "confidential"  # the word that readers of JobPosting know


def vacancy_blocks(page: VacancyPage) -> SafeString:
    """Return the data blocks of a vacancy's page."""
    here = (page.title, page.vacancy.get_absolute_url())
    crumbs = breadcrumb_list([*page.crumbs_for_machines, here])
    posting = posting_data(page)
    return data_block(posting, crumbs) if posting else data_block(crumbs)


def posting_data(page: VacancyPage) -> dict[str, Any]:
    """Return schema.org JobPosting, nothing while a part that it must have is not known."""
    vacancy = page.vacancy
    address = absolute(vacancy.get_absolute_url())
    named = [*need_lines(vacancy.qualifications), *help_lines(vacancy.qualifications)]
    posting = without_empty(
        {
            "@type": "JobPosting",
            "@id": address,
            "url": address,
            "title": page.title,
            "description": _paragraphs(page.work or page.summary),
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
            "industry": vacancy.subject.name if vacancy.subject else "",
        }
    )
    return posting if all(name in posting for name in REQUIRED) else {}


def _paragraphs(passages: Iterable[Passage]) -> str:
    """Return a text as the markup that readers ask for: ``"<p>You weld.</p><ul><li>…</ul>"``."""
    found, left = [], LONGEST_DESCRIPTION
    for passage in passages:
        lines = [escape(line) for line in passage.lines]
        if passage.is_list:
            markup = f"<ul>{''.join(f'<li>{line}</li>' for line in lines)}</ul>"
        else:
            markup = f"<p>{' '.join(lines)}</p>"
        left -= len(markup)
        if left < 0:
            break
        found.append(markup)
    return "".join(found)


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
        places = [_address({"addressRegion": "England"})]
    unique: list[dict[str, Any]] = []
    for place in places:
        if place and place not in unique:
            unique.append(place)
    return unique


def _place(location: VacancyLocation, *, is_named: bool) -> dict[str, Any]:
    """Return a place; of an employer who is not named only the town and half a postcode."""
    street = ", ".join(filter(None, (location.address_line_1, location.address_line_2)))
    known = without_empty(
        {
            "streetAddress": one_line(street) if is_named else "",
            "addressLocality": one_line(location.town),
            "postalCode": location.postcode if is_named else location.outward_code,
        }
    )
    return _address(known) if known else {}


def _address(known: dict[str, Any]) -> dict[str, Any]:
    address = {"@type": "PostalAddress", **known, "addressCountry": "GB"}
    return {"@type": "Place", "address": address}


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
