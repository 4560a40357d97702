"""Build the vacancies of the scale catalogue, unsaved."""

import datetime
from dataclasses import dataclass
from decimal import Decimal
from typing import Any

from catalogue.vacancies.enums import VacancyKind, WageType, WageUnit
from catalogue.vacancies.models import Vacancy, VacancyLocation
from portal.demo.scale.composing import Writer
from portal.demo.scale.places import Spot
from portal.demo.scale.rows import JITTER_DEGREES

SOURCE = "generated"
# Shares of the demonstration and of the national service: three in five are apprenticeships, most
# are in one place, one in thirty anywhere, one in twenty of an employer who is not named.
KINDS = (VacancyKind.APPRENTICESHIP,) * 3 + (VacancyKind.JOB,) * 2
PLACE_COUNTS = (1,) * 17 + (2, 3, 6)
NATIONAL_SHARE = 0.03
ANONYMOUS_SHARE = 0.05
LEVELS = (("LEVEL_2", "Level 2"), ("LEVEL_3", "Level 3"), ("LEVEL_3", "Level 3"))
HIGHER = (("LEVEL_4", "Level 4"), ("LEVEL_6", "Level 6"))
TITLES = {
    VacancyKind.APPRENTICESHIP: (
        "{topic} apprentice",
        "Apprentice in {topic}",
        "{topic} ({level})",
    ),
    VacancyKind.JOB: (
        "{topic} assistant",
        "Trainee: {topic}",
        "{topic}, evenings",
        "{topic} helper",
    ),
}
EMPLOYER_ENDS = ("Ltd", "Care Homes", "Logistics", "Builders", "Hotels", "Engineering", "Group")
WEEKS = ("Monday to Friday, 9am to 5pm", "Shifts, some weekends", "Four on, four off", "")
SKILLS = ("Team work", "Communication skills", "Attention to detail", "Patience", "IT skills")
HOURS = (Decimal("37.5"), Decimal(40), Decimal(30), Decimal(20), Decimal(16), None)
MONTHS = (12, 14, 15, 18, 24, 36, 48)


@dataclass(frozen=True, slots=True)
class GeneratedVacancy:
    """A vacancy with its places, not yet saved."""

    vacancy: Vacancy
    locations: list[VacancyLocation]


def vacancy_with_places(
    writer: Writer,
    *,
    number: int,
    spots: list[Spot],
    providers: list[str],
    subjects: dict[str, int],
    today: datetime.date,
) -> GeneratedVacancy:
    """Return an apprenticeship or a job that is open on the day, near real outward codes."""
    source = writer.source
    kind = source.choice(KINDS)
    is_apprenticeship = kind == VacancyKind.APPRENTICESHIP
    slug = source.choice(list(writer.words.topics))
    topic = source.choice(writer.words.topics[slug])
    level, level_words = source.choice(LEVELS + HIGHER if source.random() < 0.2 else LEVELS)
    project = writer.name()
    closing = today + datetime.timedelta(days=source.randrange(1, 75))
    words = writer.words
    title = source.choice(TITLES[kind]).format(topic=topic, level=level_words)
    vacancy = Vacancy(
        kind=kind,
        source=SOURCE,
        reference=f"V{number:06}",
        title=title[0].upper() + title[1:],
        summary=writer.sentences(words.who, 1, topic=topic, project=project),
        description="\n".join(
            writer.sentences(phrases, count, topic=topic, project=project)
            for phrases, count in ((words.learn, 6), (words.how, 2), (words.next, 2))
        ),
        employer_name=f"{project} {source.choice(EMPLOYER_ENDS)}",
        is_employer_anonymous=source.random() < ANONYMOUS_SHARE,
        provider_name=source.choice(providers) if is_apprenticeship else "",
        course_title=f"{topic} ({level_words})" if is_apprenticeship else "",
        level=level if is_apprenticeship else "",
        subject_id=subjects.get(slug),
        duration_months=source.choice(MONTHS) if is_apprenticeship else None,
        positions=source.choice((1, 1, 1, 2, 5, None)),
        posted_date=today - datetime.timedelta(days=source.randrange(1, 30)),
        checked_date=today,
        closing_date=closing,
        start_date=closing + datetime.timedelta(days=source.randrange(7, 60)),
        is_national=source.random() < NATIONAL_SHARE,
        working_week=source.choice(WEEKS),
        hours_per_week=source.choice(HOURS),
        skills=source.sample(SKILLS, 2),
        apply_url=f"https://example.org/apply/v{number:06}",
        **_pay(writer, is_apprenticeship=is_apprenticeship),
    )
    count = 0 if vacancy.is_national else source.choice(PLACE_COUNTS)
    return GeneratedVacancy(vacancy, [_place(writer, spots) for _ in range(count)])


def _pay(writer: Writer, *, is_apprenticeship: bool) -> dict[str, Any]:
    source = writer.source
    share = source.random()
    if share < 0.1:
        return {"wage_type": WageType.COMPETITIVE if share < 0.06 else WageType.NOT_TOLD}
    if share < 0.3:
        lowest = WageType.APPRENTICE_MINIMUM if is_apprenticeship else WageType.NATIONAL_MINIMUM
        return {"wage_type": lowest}
    is_hourly = is_apprenticeship or share < 0.6
    low = source.randrange(800, 1500, 5) if is_hourly else source.randrange(22_000, 30_000) * 100
    return {
        "wage_type": WageType.CUSTOM,
        "wage_low_pence": low,
        "wage_high_pence": low + low // 10 if share > 0.8 else low,
        "wage_unit": WageUnit.HOUR if is_hourly else WageUnit.YEAR,
    }


def _place(writer: Writer, spots: list[Spot]) -> VacancyLocation:
    source = writer.source
    spot = source.choice(spots)
    return VacancyLocation(
        town=spot.town,
        postcode=spot.code,
        latitude=round(spot.latitude + source.gauss(0, JITTER_DEGREES), 5),
        longitude=round(spot.longitude + source.gauss(0, JITTER_DEGREES), 5),
        council_id=spot.council_id,
        town_place_id=spot.town_id,
    )
