"""One address in every language."""

import pytest
from django.utils.translation import override

from portal.navigation.languages import (
    address_in,
    direction_of,
    foreign_tag,
    page_address,
    tag_of,
    without_language,
)
from portal.navigation.shared_address import shareable


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


@pytest.mark.parametrize(
    ("typed", "shared"),
    [
        ("B10%200AA", "B10"),
        ("b100aa", "B10"),
        ("B10-0AA", "B10"),
        ("WS1+1AA", "WS1"),
        ("EC1A1BB", "EC1A"),
        ("B1O+0AA", "B1O"),
        ("%EF%BC%A2B10+0AA", None),
        ("B10", None),
        ("B10+0", None),
        ("Bolton", None),
        ("Walsall%20", None),
        ("", None),
    ],
    ids=[
        "with a space", "small and joined", "with a hyphen", "a plus", "London", "a letter O",
        "another script", "part", "unfinished", "a town of its letters", "a town", "empty",
    ],
)  # fmt: skip
def test_of_a_whole_postcode_only_the_first_half_is_passed_on(typed, shared):
    address = f"/careers/health/?from=porter&near={typed}"

    expected = address if shared is None else f"/careers/health/?from=porter&near={shared}"
    assert shareable(address) == expected


@pytest.mark.parametrize(
    ("code", "here", "tag"),
    [("en-gb", "ur", "en-GB"), ("ur", "ur", ""), ("pl", "en-gb", "pl"), ("en-gb", "en-gb", "")],
)
def test_words_are_marked_only_in_a_page_of_another_language(code, here, tag):
    with override(here):
        assert foreign_tag(code) == tag


@pytest.mark.parametrize(
    ("place", "here", "address"),
    [
        ("/home/help/costs/", "en-gb", "/help/costs/"),
        ("/home/help/costs/", "ur", "/ur/help/costs/"),
        ("/home-ur/help/costs/", "ur", "/ur/help/costs/"),
        ("/home/", "en-gb", "/"),
    ],
    ids=["english", "in an Urdu page", "the Urdu page", "home"],
)
def test_a_page_has_one_address_in_every_language(place, here, address):
    with override(here):
        assert page_address(place) == address
