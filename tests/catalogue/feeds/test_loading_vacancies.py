"""Pages and tables of vacancies into the database, with every quirk of the real ones."""

import datetime
from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest
from django.core.management import call_command

from catalogue.vacancies.models import Vacancy
from search.models import OutboxEntry
from tests.catalogue.feeds.vacancy_files import (
    DETAIL,
    LOCAL_CSV,
    NOW,
    SOURCE,
    TODAY,
    V1_PAGE,
    V2_PAGES,
    advert,
    codes,
    counts,
    load_paths,
    page,
    write,
)

pytestmark = pytest.mark.django_db
ROOT = Path(__file__).resolve().parents[3]


@pytest.fixture
def places() -> None:
    table = ROOT / "portal/core/data/west_midlands_places.csv"
    call_command("import_places", str(table), json=True, verbosity=0)


def the(reference: str) -> Vacancy:
    return Vacancy.objects.get(reference=reference)


def load_one(tmp_path: Path, **changes: Any) -> tuple[Vacancy, set[str]]:
    reports = load_paths([write(tmp_path, page(advert(**changes)))])
    return Vacancy.objects.get(), codes(reports)


def test_two_pages_of_version_2_are_loaded_whole(places: None) -> None:
    reports = load_paths(V2_PAGES, is_full=True)

    assert counts(reports) == {"added": 7, "held": 1}
    assert [report.exit_status for report in reports] == [0, 1]
    care = the("1000900001")
    assert care.kind == "APPRENTICESHIP"
    assert (care.level, care.positions, care.duration_months) == ("LEVEL_2", 4, 15)
    assert (care.wage_type, care.wage_low_pence) == ("APPRENTICE_MINIMUM", None)
    assert care.closing_date == datetime.date(2027, 1, 15)
    assert care.is_disability_confident
    spots = [
        (one.town, one.council.name, one.is_location_approximate) for one in care.locations.all()
    ]
    assert spots == [("Walsall", "Walsall", False), ("Bilston", "Wolverhampton", False)]


def test_a_row_of_the_nhs_has_nothing_invented(places: None) -> None:
    load_paths(V2_PAGES)

    nhs = the("C9999-26-0042")
    assert (nhs.start_date, nhs.hours_per_week, nhs.positions, nhs.ukprn) == (None, None, None, "")
    assert (nhs.wage_text, nhs.wage_unit) == ("£24071.00 to £25674.00", "YEAR")
    assert (nhs.wage_low_pence, nhs.wage_high_pence) == (2_407_100, 2_567_400)
    assert (nhs.level, nhs.course_title) == ("", "")


def test_an_employer_who_is_not_named_has_a_description_and_no_name() -> None:
    load_paths(V2_PAGES)

    hotel = the("1000900004")
    assert (hotel.employer_name, hotel.is_employer_anonymous) == ("", True)
    assert hotel.employer_description == "A hotel with a kitchen team of nine"
    assert (hotel.wage_type, hotel.wage_low_pence) == ("COMPETITIVE", None)


def test_a_national_vacancy_has_no_place_and_says_so() -> None:
    load_paths(V2_PAGES)

    national = the("1000900005")
    assert national.is_national
    assert national.national_details.startswith("Customers in all regions.")
    assert not national.locations.exists()


def test_version_1_repeats_a_vacancy_for_each_place_and_it_is_one(places: None) -> None:
    reports = load_paths([V1_PAGE])

    assert counts(reports) == {"added": 2}
    shop = the("1000800001")
    spots = [(one.town, one.is_location_approximate) for one in shop.locations.all()]
    assert spots == [("Stourbridge", False), ("Halesowen", False)]
    assert (shop.is_disability_confident, shop.is_national) == (True, False)
    assert (shop.wage_low_pence, shop.wage_unit, shop.duration_months) == (910, "HOUR", 16)
    assert the("1000800002").hours_per_week is None
    assert the("1000800002").wage_unit == ""


def test_the_same_files_again_change_nothing_and_announce_nothing(places: None) -> None:
    files = [*V2_PAGES, V1_PAGE, DETAIL]
    load_paths(files)
    before = list(Vacancy.objects.order_by("pk").values())
    OutboxEntry.objects.all().delete()

    reports = load_paths(files, is_full=True)

    assert counts(reports) == {"unchanged": 9, "held": 1}
    assert list(Vacancy.objects.order_by("pk").values()) == before
    assert not OutboxEntry.objects.exists()


def test_a_list_without_long_texts_keeps_those_of_the_detail() -> None:
    load_paths([DETAIL])
    reports = load_paths(V2_PAGES)

    assert counts(reports) == {"added": 6, "unchanged": 1, "held": 1}
    care = the("1000900001")
    assert care.description == "You will learn:\n\n- safe moving & handling\n\n- first aid"
    assert care.training_description.endswith("Maths and English if you need them.")
    assert [one["weighting"] for one in care.qualifications] == ["ESSENTIAL", "DESIRED"]


def test_our_own_table_takes_jobs_with_several_places(places: None) -> None:
    reports = load_paths([LOCAL_CSV], source="local-employers")

    assert counts(reports) == {"added": 3}
    assert codes(reports) == {"VACANCY_PAY_UNDER_ADULT_MINIMUM"}
    warehouse = the("NF-77")
    assert (warehouse.kind, warehouse.positions) == ("JOB", None)
    assert [one.town for one in warehouse.locations.all()] == ["Coventry", "Walsall"]
    assert (the("MC-5").is_employer_anonymous, the("MC-5").employer_name) == (True, "")
    assert the("HL-01").apply_url == "https://hearth.example.org/porter"
    assert the("HL-01").skills == ["Teamwork", "Reliability"]


@pytest.mark.parametrize(
    "content",
    [
        LOCAL_CSV.read_bytes().decode().encode("utf-8-sig"),
        LOCAL_CSV.read_bytes().decode().encode("utf-16"),
        LOCAL_CSV.read_bytes().decode().encode("cp1252"),
        b"reference;title;closing date\r\nA1;Porter;2027-01-01\r\n",
        b"Reference\tTitle\tClosing-Date\tTown\nA1\tPorter\t1/1/2027\tWalsall\n",
    ],
    ids=["BOM", "UTF-16", "Windows-1252", "semicolons", "tabs"],
)
def test_the_table_is_read_in_every_dress(tmp_path: Path, content: bytes) -> None:
    [report] = load_paths([write(tmp_path, content, name="jobs.csv")], source="local")

    assert report.exit_status == 0
    assert counts([report])["added"] in (1, 3)


@pytest.mark.parametrize(
    ("changes", "field", "value"),
    [
        ({"vacancyReference": "VAC1000700001"}, "reference", "1000700001"),
        ({"vacancyReference": "VACC9348-26-3199"}, "reference", "C9348-26-3199"),
        ({"vacancyReference": 198082}, "reference", "198082"),
        ({"closingDate": "2027-06-30T23:59:59Z"}, "closing_date", datetime.date(2027, 6, 30)),
        ({"isDisabilityConfident": "True"}, "is_disability_confident", True),
        ({"numberOfPositions": "2"}, "positions", 2),
        ({"hoursPerWeek": 37.5}, "hours_per_week", Decimal("37.5")),
        ({"ukprn": 10000001}, "ukprn", "10000001"),
        ({"course": {"larsCode": "ZA0042", "level": "3"}}, "lars_code", "ZA0042"),
        ({"course": {"larsCode": 42, "level": "3"}}, "level", "LEVEL_3"),
        ({"apprenticeshipLevel": "Advanced"}, "level", "LEVEL_3"),
        ({"apprenticeshipLevel": "Higher"}, "level", ""),
        ({"wage": {"wageType": 3}}, "wage_type", "NATIONAL_MINIMUM"),
        ({"wage": {"wageType": "Custom", "wageAmount": 0}}, "wage_type", "NOT_TOLD"),
        ({"wage": {"wageType": 4, "wageText": "£9 an hour plus tips"}}, "wage_low_pence", None),
        ({"wage": {"wageType": 4, "wageText": "£9 an hour plus tips"}}, "wage_type", "CUSTOM"),
        ({"expectedDuration": "18 weeks"}, "duration_months", None),
        ({"title": "<b>Apprentice</b> Chef\u202e"}, "title", "Apprentice Chef"),
        ({"applicationUrl": "www.example.org/apply"}, "apply_url", "https://www.example.org/apply"),
    ],
    ids=lambda value: str(value)[:60],
)
def test_each_quirk_is_read(
    tmp_path: Path, changes: dict[str, Any], field: str, value: object
) -> None:
    vacancy, _codes = load_one(tmp_path, **changes)

    assert getattr(vacancy, field) == value


@pytest.mark.parametrize(
    ("changes", "code"),
    [
        ({"vacancyReference": None}, "VACANCY_REFERENCE_REQUIRED"),
        ({"vacancyReference": "X" * 61}, "VACANCY_REFERENCE_MAXLENGTH"),
        ({"title": " "}, "VACANCY_TITLE_REQUIRED"),
        ({"closingDate": None}, "VACANCY_CLOSING_DATE_REQUIRED"),
        ({"closingDate": "soon"}, "VACANCY_CLOSING_DATE_INVALID"),
        ({"closingDate": "0001-01-01T00:00:00Z"}, "VACANCY_CLOSING_DATE_REQUIRED"),
    ],
    ids=lambda value: str(value)[:50],
)
def test_what_cannot_be_shown_honestly_is_held(
    tmp_path: Path, changes: dict[str, Any], code: str
) -> None:
    reports = load_paths([write(tmp_path, page(advert() | changes))])

    assert code in codes(reports)
    assert (reports[0].rows_held, reports[0].exit_status) == (1, 1)
    assert not Vacancy.objects.exists()


def test_pay_under_the_floor_of_the_first_day_is_a_warning(tmp_path: Path) -> None:
    wage = {"wageType": "Custom", "wageAmount": 7.55, "wageUnit": "Hourly"}

    assert "VACANCY_PAY_UNDER_MINIMUM" in load_one(tmp_path, wage=wage)[1]
    assert (
        "VACANCY_PAY_UNDER_MINIMUM"
        not in load_one(tmp_path, wage=wage, closingDate="2026-02-01", startDate="2026-03-01")[1]
    )


def test_a_whole_list_withdraws_what_it_does_not_name(tmp_path: Path) -> None:
    first = write(
        tmp_path, page(advert("1"), advert("2"), total=2, totalPages=1), name="first.json"
    )
    load_paths([first], is_full=True)
    load_paths([first], is_full=True, source="another-source")

    reports = load_paths([write(tmp_path, page(advert("2"), total=1))], is_full=True)

    assert counts(reports) == {"unchanged": 1, "withdrawn": 1}
    mine = Vacancy.objects.filter(source=SOURCE)
    assert mine.get(reference="1").status == "WITHDRAWN"
    assert not Vacancy.objects.filter(source="another-source", status="WITHDRAWN").exists()
    load_paths([first], is_full=True)
    assert mine.get(reference="1").status == "LIVE"


@pytest.mark.parametrize(
    "totals",
    [{"total": 9}, {"total": 1, "totalPages": 2}, {"total": 900, "totalFiltered": 2}],
    ids=["fewer than told", "a page is missing", "fewer than the filter told"],
)
def test_a_list_with_missing_pages_withdraws_nothing(tmp_path: Path, totals: dict) -> None:
    load_paths([write(tmp_path, page(advert("1"), advert("2"), total=2))])

    [report] = load_paths([write(tmp_path, page(advert("2"), **totals))], is_full=True)

    assert report.exit_status == 1
    assert "VACANCY_PAGES_MISSING" in codes([report])
    assert not Vacancy.objects.filter(status="WITHDRAWN").exists()


def test_the_same_page_twice_does_not_stand_for_the_missing_one(tmp_path: Path) -> None:
    load_paths(V2_PAGES)

    reports = load_paths([V2_PAGES[0], V2_PAGES[0]], is_full=True)

    assert "VACANCY_PAGES_MISSING" in codes(reports)
    assert not Vacancy.objects.filter(status="WITHDRAWN").exists()


def test_a_refused_page_withdraws_nothing_and_the_others_load(tmp_path: Path) -> None:
    load_paths([write(tmp_path, page(advert("1"), advert("2")))])
    broken = write(tmp_path, b'{"vacancies": [', name="broken.json")

    reports = load_paths([broken, write(tmp_path, page(advert("3")))], is_full=True)

    assert [report.exit_status for report in reports] == [2, 0]
    assert counts(reports) == {"added": 1}


def test_a_held_row_is_not_withdrawn(tmp_path: Path) -> None:
    load_paths([write(tmp_path, page(advert("1"), advert("2")))])

    load_paths([write(tmp_path, page(advert("1", title=None), advert("2")))], is_full=True)

    assert not Vacancy.objects.filter(status="WITHDRAWN").exists()


def test_a_list_that_halves_overnight_needs_a_word(tmp_path: Path) -> None:
    many = page(*(advert(str(number)) for number in range(30)))
    load_paths([write(tmp_path, many)])
    few = [write(tmp_path, page(*many["vacancies"][:10]))]

    [report] = load_paths(few, is_full=True)
    assert ("VACANCY_LIST_SHRANK" in codes([report]), report.exit_status) == (True, 1)
    assert not Vacancy.objects.filter(status="WITHDRAWN").exists()

    assert counts(load_paths(few, is_full=True, is_shrink_allowed=True))["withdrawn"] == 20


def test_a_dry_run_reports_and_changes_nothing() -> None:
    reports = load_paths(V2_PAGES, is_dry_run=True)

    assert counts(reports) == {"added": 7, "held": 1}
    assert not Vacancy.objects.exists()
    assert not OutboxEntry.objects.exists()


def test_a_closed_vacancy_is_kept_and_not_live(tmp_path: Path) -> None:
    vacancy, found = load_one(tmp_path, closingDate=str(TODAY - datetime.timedelta(days=1)))

    assert "VACANCY_CLOSED" in found
    assert vacancy not in Vacancy.objects.live(TODAY)
    assert vacancy in Vacancy.objects.live(TODAY - datetime.timedelta(days=1))


def test_an_employer_that_an_editor_chose_stays(tmp_path: Path) -> None:
    from catalogue.providers.services import create_organisation

    vacancy, _codes = load_one(tmp_path)
    vacancy.employer = create_organisation("Oak Lane Joinery", ukprn="")
    vacancy.save()

    changed, _codes = load_one(tmp_path, title="Apprentice Joiner")

    assert (changed.title, changed.employer) == ("Apprentice Joiner", vacancy.employer)
    assert changed.updated_at == NOW


def test_two_kinds_of_a_row_are_announced_when_it_changes(tmp_path: Path) -> None:
    head = "REFERENCE,TITLE,CLOSING_DATE,KIND\n"
    load_paths([write(tmp_path, f"{head}A,Porter,2027-01-01,Job\n".encode(), name="a.csv")])
    OutboxEntry.objects.all().delete()

    content = f"{head}A,Porter,2027-01-01,Apprenticeship\n".encode()
    load_paths([write(tmp_path, content, name="a.csv")])

    assert set(OutboxEntry.objects.values_list("kind", flat=True)) == {"job", "apprenticeship"}
