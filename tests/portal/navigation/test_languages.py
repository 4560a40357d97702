"""One address in every language."""

import pytest

from portal.navigation.languages import address_in, direction_of, tag_of, without_language


@pytest.mark.parametrize(
    ("path", "code", "expected"),
    [
        ("/", "ur", "/ur/"),
        ("/ur/", "en-gb", "/"),
        ("/search/?q=care&near=B70", "pl", "/pl/search/?q=care&near=B70"),
        ("/ur/search/?q=a%20b", "pl", "/pl/search/?q=a%20b"),
        ("/urban-farming/", "ur", "/ur/urban-farming/"),
        ("/ur/help/", "ur", "/ur/help/"),
    ],
    ids=["home", "back-home", "keeps-query", "between-languages", "same-letters", "same-language"],
)
def test_an_address_changes_only_its_language(path, code, expected):
    assert address_in(path, code) == expected


def test_there_and_back_gives_the_same_address():
    path = "/courses/english-12/?near=Walsall"

    assert without_language(address_in(path, "ur")) == path


def test_urdu_reads_from_right_to_left_and_polish_does_not():
    assert (direction_of("ur"), direction_of("pl")) == ("rtl", "ltr")


def test_the_tag_of_british_english_has_its_country_in_capitals():
    assert tag_of("en-gb") == "en-GB"
