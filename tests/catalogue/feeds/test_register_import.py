"""The register of providers: whatever a file of it looks like, or why it is refused."""

import datetime
import io
import json
from pathlib import Path

import pytest
from django.core.management import call_command

from catalogue.feeds.register_loader import load_register
from catalogue.feeds.report import LoadReport
from catalogue.providers.models import RegisteredProvider

pytestmark = pytest.mark.django_db
TODAY = datetime.date(2026, 11, 26)
CSV = """UKPRN,Provider name,Trading name,Status,Town,Postcode,Website
10001234,LOCKGATE COLLEGE,Lockgate,Active,Walsall,WS1 1AA,www.lockgate.example
10005678,TAME TRAINING LTD,,Active,Dudley,DY1 1AA,
"""
XML = """<?xml version="1.0"?><S:Envelope xmlns:S="http://schemas.xmlsoap.org/soap/envelope/"><S:Body>
<n:ProviderQueryResponse xmlns:n="http://ukrlp.co.uk.server.ws.v3"><MatchingProviderRecords>
<UnitedKingdomProviderReferenceNumber>10001234</UnitedKingdomProviderReferenceNumber>
<ProviderName>LOCKGATE COLLEGE</ProviderName><ProviderStatus>Active</ProviderStatus>
<ProviderContact><ContactType>L</ContactType><ContactAddress><Town>Walsall</Town>
<PostCode>WS1 1AA</PostCode></ContactAddress><ContactEmail>someone@lockgate.example</ContactEmail>
</ProviderContact><ProviderContact><ContactType>P</ContactType><ContactAddress><Town>Dudley</Town>
</ContactAddress><ContactWebsiteAddress>www.lockgate.example</ContactWebsiteAddress>
</ProviderContact><ProviderAliases><ProviderAlias>Lockgate</ProviderAlias></ProviderAliases>
</MatchingProviderRecords></n:ProviderQueryResponse></S:Body></S:Envelope>"""
JSON = json.dumps(
    {
        "providers": [
            {
                "ukPrn": 10001234,
                "name": "LOCKGATE COLLEGE",
                "tradingName": "Lockgate",
                "town": "Walsall",
                "postcode": "WS1 1AA",
                "website": "www.lockgate.example",
                "status": "Active",
                "email": "someone@lockgate.example",
                "locations": [{"town": "Dudley"}],
            }
        ]
    }
)


def load(text: str | bytes, **options: bool) -> LoadReport:
    content = text.encode() if isinstance(text, str) else text
    return load_register(io.BytesIO(content), file_name="register", today=TODAY, **options)


@pytest.mark.parametrize(
    "text",
    [CSV, CSV.replace(",", ";"), CSV.replace(",", "\t"), "\ufeff" + CSV, XML, JSON],
    ids=["commas", "semicolons", "tabs", "with a mark", "XML", "JSON"],
)
def test_each_kind_of_file_gives_the_same_provider(text: str) -> None:
    report = load(text)
    assert report.exit_status == 0
    one = RegisteredProvider.objects.get(pk="10001234")
    assert (one.name, one.trading_name, one.status) == ("LOCKGATE COLLEGE", "Lockgate", "Active")
    assert (one.town, one.postcode, one.website) == ("Walsall", "WS1 1AA", "www.lockgate.example")
    assert one.imported_date == TODAY


def test_no_person_of_the_register_is_kept() -> None:
    for text in (XML, JSON):
        load(text)
    kept = RegisteredProvider.objects.values().get()
    assert "someone" not in str(kept)


def test_twice_changes_nothing_and_a_change_is_counted() -> None:
    assert load(CSV).counts["registered_providers"]["added"] == 2
    assert load(CSV).counts["registered_providers"]["unchanged"] == 2
    changed = load(CSV.replace("Dudley", "Tipton")).counts["registered_providers"]
    assert (changed["changed"], changed["unchanged"]) == (1, 1)
    assert RegisteredProvider.objects.get(pk="10005678").town == "Tipton"


def test_a_dry_run_writes_nothing() -> None:
    assert load(CSV, is_dry_run=True).rows_loaded == 2
    assert not RegisteredProvider.objects.exists()


def test_a_line_without_a_number_or_a_name_is_held_with_its_row() -> None:
    report = load("UKPRN,Name\n10001234,Lockgate\nabc,Nobody\n10005678,\n")
    assert (report.rows_loaded, report.rows_held, report.exit_status) == (1, 2, 1)
    found = [(one["row"], one["column"]) for one in report.issues]
    assert found == [(3, "UKPRN"), (4, "Name")]


@pytest.mark.parametrize(
    ("content", "words"),
    [
        ("10000093\n10000119\n", "list of numbers without names"),
        ("Name,Town\nLockgate,Walsall\n", "no column for: UKPRN"),
        ("UKPRN,Name\n", "no providers"),
        ("", "empty"),
        (b"\x89PNG\r\n\x1a\n", "a picture"),
        ("<!DOCTYPE x [<!ENTITY a SYSTEM 'file:///etc/passwd'>]><x>&a;</x>", "DOCTYPE"),
        ("<html><body>Not found</body></html>", "no providers"),
        ("<a><b></a>", "broken in line 1"),
        ('{"providers": [', "broken"),
    ],
)
def test_a_file_that_is_no_register_is_refused_whole_in_words(
    content: str | bytes, words: str
) -> None:
    report = load(content)
    assert report.exit_status == 2
    assert words in report.refused
    assert not RegisteredProvider.objects.exists()


def test_the_command_loads_a_file(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    path = tmp_path / "register.csv"
    path.write_text(CSV)
    call_command("import_provider_register", str(path), "--today", "2026-11-26")
    assert RegisteredProvider.objects.count() == 2
