"""What a course name, a sector or a subject area says about a course."""

import tomllib
from pathlib import Path

import pytest

from catalogue.courses.subjects import SUBJECTS_OF_SECTOR, SubjectFinder, SubjectRule
from catalogue.courses.titles import course_type_of, esol_of, level_of, levels_in_title
from catalogue.feeds.formats.course_directory_non_lars import SECTOR_CODES

TAXONOMY = tomllib.loads(Path("portal/core/data/taxonomy.toml").read_text(encoding="utf-8"))
RULES = [
    SubjectRule(
        id=number,
        slug=subject["slug"],
        ssa_tier2_codes=tuple(subject["ssa_tier2_codes"]),
        title_words=tuple(subject["title_words"]),
    )
    for number, subject in enumerate(TAXONOMY["subject"])
]
SLUGS = [rule.slug for rule in RULES]


@pytest.mark.parametrize(
    ("title", "levels"),
    [
        ("Welding Level 2", ["LEVEL_2"]),
        ("L3 Award", ["LEVEL_3"]),
        ("NVQ2 Plumbing", ["LEVEL_2"]),
        ("NVQ Level 3 Diploma", ["LEVEL_3"]),
        ("ESOL Skills for Life (Entry 1)", ["ENTRY_1"]),
        ("Entry Level 3 Maths", ["ENTRY_3"]),
        ("ESOL Entry 1-3", ["ENTRY_1", "ENTRY_2", "ENTRY_3"]),
        ("ESOL E1/E2", ["ENTRY_1", "ENTRY_2"]),
        ("BSL Levels 1 and 2", ["LEVEL_1", "LEVEL_2"]),
        ("Maths Level 1/2", ["LEVEL_1", "LEVEL_2"]),
        ("ESOL Pre-Entry", ["PRE_ENTRY"]),
        ("Entry level IT", ["ENTRY"]),
        ("AM2 Test", []),
        ("L298 Motors", []),
        ("Next Level Photography", []),
        ("No entry", []),
    ],
)
def test_the_levels_that_a_name_names(title: str, levels: list[str]) -> None:
    assert [level.value for level in levels_in_title(title)] == levels


@pytest.mark.parametrize(
    ("title", "aim_level", "level"),
    [
        ("Welding Level 2", "LEVEL_3", "LEVEL_3"),
        ("Maths Entry 2", "ENTRY", "ENTRY_2"),
        ("Maths", "ENTRY", "ENTRY"),
        ("Maths Entry 1 and 2", "ENTRY", "ENTRY"),
        ("Maths Level 1 and 2", "", ""),
        ("Maths", "", ""),
    ],
)
def test_the_aim_decides_the_level_before_the_name(title: str, aim_level: str, level: str) -> None:
    assert level_of(title, aim_level=aim_level) == level


@pytest.mark.parametrize(
    ("title", "kind", "levels"),
    [
        ("ESOL Entry 3", "GENERAL", ["ENTRY_3"]),
        ("ESOL for Care Work", "VOCATIONAL", []),
        ("English for Speakers of Other Languages Level 1", "GENERAL", ["LEVEL_1"]),
        ("Esolen reads English", "NO", []),
        ("GCSE English", "NO", []),
    ],
)
def test_an_english_class_is_known_by_its_name(title: str, kind: str, levels: list[str]) -> None:
    assert esol_of(title) == (kind, levels)


@pytest.mark.parametrize(
    ("title", "offer"),
    [
        ("Skills Bootcamp in Retrofit", "SKILLS_BOOTCAMP"),
        ("T Level Health", "T_LEVEL"),
        ("Access to Higher Education Diploma: Nursing", "ACCESS"),
        ("Level 4 Software Development (HTQ)", "HTQ"),
        ("Functional Skills English Level 1", "ESSENTIAL_SKILLS"),
        ("ESOL Entry 1", "ESOL"),
        ("Internet access to banking", ""),
        ("Welding", ""),
    ],
)
def test_a_national_offer_is_named_only_when_sure(title: str, offer: str) -> None:
    assert course_type_of(title, has_lars=True) == offer


@pytest.mark.parametrize(
    ("title", "ssa", "sector", "subject"),
    [
        ("Level 2 Certificate", "7.30", "", "hair-and-beauty"),
        ("Pharmacy Services Skills", "1.20", "", "pharmacy"),
        ("ESOL Entry 1", "14.10", "", "english-esol"),
        ("Functional Skills Maths Level 1", "14.1", "", "maths"),
        ("Something new", "14.10", "", None),
        ("Python for everybody", "", "DIGITAL", "coding-and-data"),
        ("Welding robots", "", "ENGMAN", "welding-and-fabrication"),
        ("Twelve weeks of work", "", "CARE", "adult-care"),
        ("Heat-pumps in old houses", "", "", "low-carbon-homes"),
        ("English for care", "", "", "english-esol"),
        ("Forklift refresher", "-2.00", "", "warehouse-and-forklift"),
        ("The art of silence", "", "", None),
    ],
)
def test_a_subject_comes_from_the_area_then_the_sector_then_the_name(
    title: str, ssa: str, sector: str, subject: str | None
) -> None:
    found = SubjectFinder(RULES).find(title=title, ssa_tier2=ssa, sector=sector)

    assert (found if found is None else SLUGS[found]) == subject


def test_the_sectors_that_we_map_are_sectors_and_lead_to_subjects_that_we_have() -> None:
    assert set(SUBJECTS_OF_SECTOR) <= SECTOR_CODES
    assert {slug for slugs in SUBJECTS_OF_SECTOR.values() for slug in slugs} <= set(SLUGS)
