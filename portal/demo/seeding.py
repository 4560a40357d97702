"""Write the demonstration's records: organisations, venues, courses, runs and what joins them."""

import datetime
from collections.abc import Iterable
from dataclasses import dataclass, field
from typing import Any

from django.db.models import Model

from catalogue.courses.models import Course, CourseReference, CourseRun, FundingRule
from catalogue.providers.locating import PlaceFinder
from catalogue.providers.models import Organisation, Venue
from portal.core.enums import PlaceKind
from portal.core.models import Place, Sector, Subject
from portal.demo.reading import DemonstrationError
from portal.demo.records import (
    CourseRecord,
    Demonstration,
    FundingRuleRecord,
    OrganisationRecord,
    VenueRecord,
)
from portal.demo.rows import (
    IDENTITY_PREFIX,
    Columns,
    course_columns,
    organisation_columns,
    run_columns,
    venue_columns,
)
from portal.demo.syncing import BATCH, Sync, sync, sync_pairs
from portal.demo.vacancy_seeding import VacancySeeding

RunKey = tuple[str, str]


@dataclass
class Seeding:
    """One seeding under way: the records, the day, and what is written so far."""

    records: Demonstration
    today: datetime.date
    touched_course_ids: set[int] = field(default_factory=set)
    touched_vacancies: set[tuple[str, int]] = field(default_factory=set)
    removed: int = 0

    def run(self) -> dict[str, Sync[Any]]:
        """Write everything, in the order in which rows name each other."""
        self.organisations = self._organisations()
        self.venues = self._venues()
        self.courses = self._courses()
        self.runs = self._runs()
        self._references()
        self._sectors()
        self._funding()
        self._courses_of_changed_owners()
        self._leftovers()
        vacancies = VacancySeeding(
            records=self.records, organisations=self.organisations.rows, today=self.today
        )
        self.vacancies = vacancies.run()
        self.touched_vacancies = vacancies.touched
        self.removed += vacancies.removed
        return {
            "organisations": self.organisations,
            "venues": self.venues,
            "courses": self.courses,
            "runs": self.runs,
            "vacancies": self.vacancies,
        }

    def _organisations(self) -> Sync[str]:
        strangers = Organisation.objects.filter(
            slug__in=[each.key for each in self.records.organisations], is_demo=False
        )
        stranger = strangers.first()
        if stranger is not None:
            raise DemonstrationError(
                f"“{stranger.name}” has the address part “{stranger.slug}”, which the "
                "demonstration needs. Give that organisation another address part."
            )
        return sync(
            Organisation,
            {
                each.key: {**organisation_columns(each), "slug": each.key}
                for each in self.records.organisations
            },
            known={each.slug: each for each in Organisation.objects.filter(is_demo=True)},
        )

    def _venues(self) -> Sync[str]:
        places = PlaceFinder()
        keys = {
            (self.organisations.rows[owner.key].pk, venue.reference or venue.name): venue.key
            for owner, venue in _venues_of(self.records.organisations)
        }
        wanted = {}
        for owner, venue in _venues_of(self.records.organisations):
            provider = self.organisations.rows[owner.key]
            wanted[venue.key] = {
                **venue_columns(venue, provider_id=provider.pk),
                **_where(venue, places=places),
            }
        known = {
            keys[each.provider_id, each.reference or each.name]: each
            for each in Venue.objects.filter(is_demo=True)
            if (each.provider_id, each.reference or each.name) in keys
        }
        return sync(Venue, wanted, known=known)

    def _courses(self) -> Sync[str]:
        subjects = dict(Subject.objects.values_list("slug", "pk"))
        wanted = {}
        for course in self.records.courses:
            if course.subject and course.subject not in subjects:
                raise DemonstrationError(
                    f"Course “{course.key}”: subject “{course.subject}” is not in the taxonomy."
                )
            wanted[course.key] = course_columns(
                course,
                provider_id=self.organisations.rows[course.provider].pk,
                subject_id=subjects.get(course.subject),
                today=self.today,
            )
        demo = Course.objects.filter(is_demo=True, identity_key__startswith=IDENTITY_PREFIX)
        courses = sync(
            Course,
            wanted,
            known={each.identity_key.removeprefix(IDENTITY_PREFIX): each for each in demo},
        )
        self.touched_course_ids |= {courses.rows[key].pk for key in courses.touched}
        return courses

    def _runs(self) -> Sync[RunKey]:
        key_of = {row.pk: key for key, row in self.courses.rows.items()}
        known: dict[RunKey, CourseRun] = {}
        for row in CourseRun.objects.filter(course__in=list(key_of)):
            known[key_of[row.course_id], row.reference] = row
        wanted = {
            (course.key, run.reference): run_columns(
                run,
                course_id=self.courses.rows[course.key].pk,
                venue_id=self.venues.rows[run.venue].pk if run.venue else None,
                today=self.today,
            )
            for course in self.records.courses
            for run in course.run
        }
        runs = sync(CourseRun, wanted, known=known)
        self._touch(runs.rows[key].course_id for key in runs.touched)
        gone = [row for key, row in known.items() if key not in wanted]
        self._remove(CourseRun, gone, course_ids={row.course_id for row in gone})
        return runs

    def _references(self) -> None:
        """Give each course the references of its runs, in their order."""
        wanted = {
            (self.courses.rows[course.key].pk, run.reference): None
            for course in self.records.courses
            for run in course.run
        }
        courses = [row.pk for row in self.courses.rows.values()]
        rows = list(CourseReference.objects.filter(course__in=courses))
        known = {(row.course_id, row.reference) for row in rows}
        missing = [key for key in wanted if key not in known]
        CourseReference.objects.bulk_create(
            [CourseReference(course_id=pk, reference=text) for pk, text in missing], BATCH
        )
        self._touch(course_id for course_id, _ in missing)
        gone = [row for row in rows if (row.course_id, row.reference) not in wanted]
        self._remove(CourseReference, gone, course_ids={row.course_id for row in gone})

    def _sectors(self) -> None:
        sectors = dict(Sector.objects.values_list("slug", "pk"))
        wanted = set()
        for course in self.records.courses:
            for slug in course.sectors:
                if slug not in sectors:
                    raise DemonstrationError(
                        f"Course “{course.key}”: sector “{slug}” is not in the taxonomy."
                    )
                wanted.add((self.courses.rows[course.key].pk, sectors[slug]))
        ours = [row.pk for row in self.courses.rows.values()]
        changed = sync_pairs(
            Course.sectors.through, ("course_id", "sector_id"), wanted=wanted, owners=ours
        )
        self._touch(changed)

    def _funding(self) -> None:
        """Name the funding rules on the runs whose price they may change."""
        rules = self._funding_rules()
        kinds = {each.key: each.kind for each in self.records.organisations}
        wanted = set()
        for course in self.records.courses:
            matching = [
                rules[rule.key].pk
                for rule in self.records.funding_rules
                if _applies(rule, course=course, kind=kinds[course.provider])
            ]
            for run in course.run:
                if run.cost_pence:
                    pk = self.runs.rows[course.key, run.reference].pk
                    wanted |= {(pk, rule_id) for rule_id in matching}
        run_ids = {row.pk: row.course_id for row in self.runs.rows.values()}
        changed = sync_pairs(
            CourseRun.funding_rules.through,
            ("courserun_id", "fundingrule_id"),
            wanted=wanted,
            owners=list(run_ids),
        )
        self._touch(run_ids[pk] for pk in changed)

    def _funding_rules(self) -> dict[str, FundingRule]:
        """Return the rules by key, adding those whose name is not there. Editors' changes stay."""
        places = {each.slug: each for each in Place.objects.exclude(kind=PlaceKind.OUTWARD_CODE)}
        names = {rule.name: rule.key for rule in self.records.funding_rules}
        known = {
            names[each.name]: each
            for each in FundingRule.objects.filter(name__in=list(names)).order_by("-pk")
        }
        for rule in self.records.funding_rules:
            if rule.key not in known:
                known[rule.key] = FundingRule.objects.create(
                    name=rule.name,
                    effect=rule.effect.value,
                    age_min=rule.age_min,
                    age_max=rule.age_max,
                    employment=rule.employment.value,
                    earnings_below_pounds=rule.earnings_below_pounds,
                    prior_level_below=rule.prior_level_below.value
                    if rule.prior_level_below
                    else "",
                    area=places[rule.area] if rule.area else None,
                    valid_from_date=rule.valid_from_date,
                    valid_to_date=rule.valid_to_date,
                    source_url=rule.source_url,
                    checked_date=rule.checked_date,
                )
        return known

    def _courses_of_changed_owners(self) -> None:
        """Count the courses that show a changed provider or venue as changed."""
        organisations = [self.organisations.rows[key].pk for key in self.organisations.changed]
        venues = [self.venues.rows[key].pk for key in self.venues.changed]
        self._touch(Course.objects.filter(provider__in=organisations).values_list("pk", flat=True))
        self._touch(CourseRun.objects.filter(venue__in=venues).values_list("course_id", flat=True))

    def _leftovers(self) -> None:
        """Remove demonstration courses and venues that the data files no longer have."""
        ours = [row.pk for row in self.courses.rows.values()]
        gone = list(
            Course.objects.filter(is_demo=True, identity_key__startswith=IDENTITY_PREFIX).exclude(
                pk__in=ours
            )
        )
        self._remove(Course, gone, course_ids=set())
        unused = Venue.objects.filter(is_demo=True, runs__isnull=True, events__isnull=True)
        venues = unused.exclude(pk__in=[row.pk for row in self.venues.rows.values()])
        self._remove(Venue, list(venues), course_ids=set())

    def _touch(self, course_ids: Iterable[int]) -> None:
        self.touched_course_ids.update(course_ids)

    def _remove(self, model: type[Model], rows: list[Any], *, course_ids: set[int]) -> None:
        """Delete rows through their model, which announces what it needs to."""
        model._default_manager.filter(pk__in=[row.pk for row in rows]).delete()
        self.removed += len(rows)
        self._touch(course_ids)


def _venues_of(
    organisations: Iterable[OrganisationRecord],
) -> list[tuple[OrganisationRecord, VenueRecord]]:
    return [(owner, venue) for owner in organisations for venue in owner.venue]


def _where(venue: VenueRecord, *, places: PlaceFinder) -> Columns:
    """Return the council and the town of a venue. Its point is in the data file."""
    found = places.locate(town=venue.place or venue.town, postcode=venue.postcode)
    if found.council_id is None:
        raise DemonstrationError(
            f"Venue “{venue.key}”: neither the town “{venue.town}” nor the postcode "
            f"“{venue.postcode}” is in the table of places of this region. Add it there, or mend "
            "the venue."
        )
    return {"council_id": found.council_id, "town_place_id": found.town_place_id}


def _applies(rule: FundingRuleRecord, *, course: CourseRecord, kind: str) -> bool:
    checks = (
        (rule.subjects, course.subject),
        (rule.course_types, course.course_type),
        (rule.levels, course.level),
        (rule.esol, course.esol),
        (rule.kinds, kind),
    )
    return all(value in allowed for allowed, value in checks if allowed)
