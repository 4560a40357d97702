"""Write the demonstration's vacancies and their places of work."""

import datetime
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

from catalogue.providers.locating import PlaceFinder
from catalogue.providers.models import Organisation
from catalogue.vacancies.enums import Weighting
from catalogue.vacancies.models import Vacancy, VacancyLocation
from portal.core.models import Subject
from portal.demo.reading import DemonstrationError
from portal.demo.records import Demonstration, VacancyRecord, WorkplaceRecord
from portal.demo.rows import Columns, plain_columns
from portal.demo.syncing import Sync, sync

SOURCE = "demo"
_FIELDS = (
    *("kind", "title", "status", "is_employer_anonymous", "level", "course_title"),
    *("wage_type", "wage_text", "wage_low_pence", "wage_high_pence", "wage_unit", "wage_note"),
    *("working_week", "hours_per_week", "duration_months", "positions"),
    *("is_national", "national_details", "is_disability_confident"),
    *("summary", "description", "training_description", "outcome_description"),
    *("things_to_consider", "benefits"),
)


@dataclass
class VacancySeeding:
    """One seeding of vacancies: who is written already, the day, and what was touched."""

    records: Demonstration
    organisations: Mapping[str, Organisation]
    today: datetime.date
    touched: set[tuple[str, int]] = field(default_factory=set)  # (kind, id), old kinds too
    removed: int = 0

    def run(self) -> Sync[str]:
        """Write vacancies, then their places; take away those that no file has any more."""
        subjects = dict(Subject.objects.values_list("slug", "pk"))
        demo = list(Vacancy.objects.filter(is_demo=True, source=SOURCE))
        kinds = {row.pk: row.kind for row in demo}
        vacancies = sync(
            Vacancy,
            {each.key: self._columns(each, subjects=subjects) for each in self.records.vacancies},
            known={row.reference.lower(): row for row in demo},
        )
        written = {vacancies.rows[key].pk for key in vacancies.touched} | self._places(vacancies)
        ours = {row.pk for row in vacancies.rows.values()}
        gone = Vacancy.objects.filter(pk__in=[row.pk for row in demo if row.pk not in ours])
        self.removed = gone.count()
        gone.delete()  # which announces them
        self.touched |= {
            pair
            for row in vacancies.rows.values()
            if row.pk in written
            for pair in ((row.kind, row.pk), (kinds.get(row.pk, ""), row.pk))
        }
        return vacancies

    def _columns(self, record: VacancyRecord, *, subjects: Mapping[str, int]) -> Columns:
        if record.subject not in subjects:
            raise DemonstrationError(
                f"Vacancy “{record.key}”: subject “{record.subject}” is not in the taxonomy."
            )
        employer = self.organisations[record.employer] if record.employer else None
        provider = self.organisations[record.provider] if record.provider else None
        hides_employer = record.is_employer_anonymous or employer is None
        starts = record.starts_in_days
        return {
            **plain_columns(record, _FIELDS),
            "source": SOURCE,
            "reference": record.key.upper(),
            "employer_name": employer.name if employer else record.employer_name,
            "employer_id": None if hides_employer or employer is None else employer.pk,
            "employer_description": employer.about if employer else "",
            "employer_website": employer.website if employer else "",
            "provider_name": provider.name if provider else "",
            "ukprn": provider.ukprn if provider else "",
            "subject_id": subjects[record.subject],
            "skills": list(record.skills),
            "qualifications": [
                *(_qualification(line, Weighting.ESSENTIAL) for line in record.you_need),
                *(_qualification(line, Weighting.DESIRED) for line in record.it_helps),
            ],
            "posted_date": self.today - datetime.timedelta(days=record.posted_days_ago),
            "closing_date": self.today + datetime.timedelta(days=record.closes_in_days),
            "start_date": None
            if starts is None
            else _weekday(self.today + datetime.timedelta(days=starts)),
            "checked_date": self.today,
            "apply_url": f"https://example.org/vacancies/{record.key}/apply",
            "source_url": f"https://example.org/vacancies/{record.key}",
            "is_demo": True,
        }

    def _places(self, vacancies: Sync[str]) -> set[int]:
        """Bring the places in line. Return the vacancies whose places changed."""
        finder = PlaceFinder()
        workplaces = {each.key: each for each in self.records.workplaces}
        wanted = {
            (row.pk, place.address_line_1, place.postcode): {
                **_workplace_columns(place, finder=finder),
                "vacancy_id": row.pk,
            }
            for each in self.records.vacancies
            for row in (vacancies.rows[each.key],)
            for place in (workplaces[key] for key in each.workplaces)
        }
        ids = [row.pk for row in vacancies.rows.values()]
        rows = VacancyLocation.objects.filter(vacancy__in=ids)
        known = {(row.vacancy_id, row.address_line_1, row.postcode): row for row in rows}
        places = sync(VacancyLocation, wanted, known=known)
        gone = [row for key, row in known.items() if key not in wanted]
        VacancyLocation.objects.filter(pk__in=[row.pk for row in gone]).delete()
        return {key[0] for key in places.touched} | {row.vacancy_id for row in gone}


def _weekday(day: datetime.date) -> datetime.date:
    """Return the day, or the Monday after a weekend: people start work on a weekday."""
    return day + datetime.timedelta(days=7 - day.weekday() if day.weekday() > 4 else 0)


def _qualification(line: str, weighting: Weighting) -> dict[str, Any]:
    kind, subject, grade = (part.strip() for part in line.split("/"))
    return {"weighting": weighting.value, "type": kind, "subject": subject, "grade": grade}


def _workplace_columns(record: WorkplaceRecord, *, finder: PlaceFinder) -> Columns:
    found = finder.locate(town=record.town, postcode=record.postcode)
    if found.council_id is None:
        raise DemonstrationError(
            f"Workplace “{record.key}”: neither its town nor its postcode is in the table of "
            "places of this region. Add it there, or mend the workplace."
        )
    names = ("address_line_1", "address_line_2", "town", "postcode", "latitude", "longitude")
    return {
        **plain_columns(record, names),
        "council_id": found.council_id,
        "town_place_id": found.town_place_id,
    }
