"""Nothing that points to one person is kept, whatever stands round it."""

import re

import pytest
from hypothesis import assume, given, settings
from hypothesis import strategies as st

from search.masking import kept_words, points_to_a_person
from search.personal_words import NAME_LEADS, NO_NAMES

AREAS = {"B", "DY", "WV", "M", "CV"}
INWARD_LETTERS = "ABDEFGHJLNPQRSTUWXYZ"

# Words and marks that people type before and after, and anything at all.
ordinary = st.sampled_from(["", "care", "welding level 2", "B1 esol", "C++", "انگلش", "10 weeks,"])
anything = st.text(max_size=12)
around = st.one_of(ordinary, anything)
gap = st.sampled_from([" ", "  ", ", ", " - ", "\t", " (", "; "])
letters = st.text(alphabet="abcdefghijklmnopqrstuvwxyz", min_size=3, max_size=9)
names = letters.filter(lambda name: name not in NO_NAMES)
joins = st.sampled_from(["", " ", "-", ".", "/", " / ", "  ", "_", ", "])


def kept(text: str) -> str:
    return kept_words(text, is_area=AREAS.__contains__)


def digits(least: int, most: int) -> st.SearchStrategy[str]:
    return st.text(alphabet="0123456789", min_size=least, max_size=most)


@st.composite
def long_numbers(draw: st.DrawFn) -> str:
    """A phone, a card or an account, parted by any marks."""
    number = draw(digits(6, 16))
    mark = draw(joins)
    size = draw(st.integers(1, 6))
    return mark.join(number[at : at + size] for at in range(0, len(number), size))


@st.composite
def insurance_numbers(draw: st.DrawFn) -> str:
    mark = draw(joins)
    pairs = [draw(digits(2, 2)) for _ in range(3)]
    return mark.join(
        [draw(st.sampled_from(["QQ", "ab", "Jn"])), *pairs, draw(st.sampled_from("ABCD"))]
    )


@st.composite
def births(draw: st.DrawFn) -> str:
    day, month = draw(st.integers(1, 31)), draw(st.integers(1, 12))
    year = draw(st.integers(1930, 2012))
    name = draw(st.sampled_from(["jan", "Feb", "march", "April", "sept", "DECEMBER"]))
    mark = draw(st.sampled_from([" ", "/", "-", ".", ". "]))
    return draw(
        st.sampled_from(
            [
                f"{day}{mark}{month}{mark}{year % 100:02d}",
                f"{day:02d}{mark}{month:02d}{mark}{year}",
                f"{day}{mark}{name}{mark}{year}",
                f"{day}th of {name} {year}",
                f"{name} {day}, {year}",
                f"born in {year}",
                f"DOB {name} {year}",
            ]
        )
    )


@st.composite
def emails(draw: st.DrawFn) -> str:
    name, host = draw(letters), draw(letters)
    return draw(
        st.sampled_from(
            [
                f"{name}@{host}.org",
                f"{name} @ {host}.co.uk",
                f"{name} at {host} dot org",
                f"{name} (at) {host}.com",
                f"{name} at gmail",
            ]
        )
    )


@st.composite
def addresses(draw: st.DrawFn) -> str:
    number, name = draw(st.integers(1, 999)), draw(letters)
    kind = draw(st.sampled_from(["Street", "road", "Ave", "close", "MEWS", "gdns", "St."]))
    return draw(
        st.sampled_from(
            [
                f"{number} {name} {kind}",
                f"{number}b, {name} {kind}",
                f"{number} Old {name} {kind}",
                f"{number} King's {kind}",
                f"flat {number}",
                f"Apt. {number}",
            ]
        )
    )


@st.composite
def introductions(draw: st.DrawFn) -> str:
    lead = draw(
        st.sampled_from([*NAME_LEADS, "MY NAME IS", "Call me", "nazywam sie", "my-name-is"])
    )
    return f"{lead} {draw(names)} {draw(names)}"


@st.composite
def perhaps_introductions(draw: st.DrawFn) -> str:
    lead = draw(st.sampled_from(["I am", "i'm", "I’m", "This is", "contact", "Mrs", "mr.", "Miss"]))
    return f"{lead} {draw(names)} {draw(names)}"


SHAPES = {
    "long numbers": long_numbers(),
    "insurance numbers": insurance_numbers(),
    "dates of birth": births(),
    "emails": emails(),
    "addresses": addresses(),
    "introductions": introductions(),
    "perhaps introductions": perhaps_introductions(),
}


@pytest.mark.parametrize("shape", SHAPES.values(), ids=SHAPES.keys())
def test_a_personal_shape_is_left_out_whole_whatever_stands_round_it(shape) -> None:
    @settings(max_examples=300, deadline=None)
    @given(before=around, after=around, left=gap, right=gap, personal=shape)
    def check(before: str, after: str, left: str, right: str, personal: str) -> None:
        text = f"{before}{left}{personal}{right}{after}"
        assert kept(text) == ""
        assert points_to_a_person(text)

    check()


@settings(max_examples=500, deadline=None)
@given(
    before=around,
    after=around,
    left=st.one_of(gap, st.sampled_from(["", "#", "&", "=", "+"])),
    right=st.one_of(gap, st.sampled_from(["", "#", "&", "=", "+"])),
    area=st.sampled_from(["B", "DY", "WV", "CV", "SW", "EC"]),
    district=st.sampled_from(["1", "4", "70", "99", "1A"]),
    sector=st.integers(0, 9),
    unit=st.text(alphabet=INWARD_LETTERS, min_size=2, max_size=2),
    middle=st.sampled_from(["", " ", "  ", "-", ".", "/"]),
    is_lower=st.booleans(),
)
def test_no_whole_postcode_is_kept(
    before, after, left, right, area, district, sector, unit, middle, is_lower
) -> None:
    inward = f"{sector}{unit}"
    code = f"{area}{district}{middle}{inward}"
    typed = code.lower() if is_lower else code
    whole = re.sub(r"[\W_]", "", code).lower()
    assume(whole not in re.sub(r"[\W_]", "", f"{before} {after}").lower())

    found = re.sub(r"[\W_]", "", kept(f"{before}{left}{typed}{right}{after}"))

    assert whole not in found


@pytest.mark.parametrize(
    "text",
    [
        "i am new to care", "i'm looking for work", "im unemployed", "this is not free",
        "contact centre", "ms office", "MS Excel level 2", "i am 19 welding", "call centre",
        "30 hours childcare", "level 2 maths", "start march 2027", "nvq 3 evening", "16-18",
        "১ম শ্রেণী ইংরেজি", "काम की तलाश", "b1 english", "aat level 3", "starts 12 january",
    ],
)  # fmt: skip
def test_what_people_say_of_their_plans_is_kept(text: str) -> None:
    assert kept(text)


@pytest.mark.parametrize(
    "text",
    [
        "میرا نام احمد خان ہے", "Nazywam się Jan Kowalski", "ਮੇਰਾ ਨਾਂ ਗੁਰਪ੍ਰੀਤ ਹੈ", "اسمي أحمد",
        "mă numesc Ana Pop", "мене звати Олена", "je m’appelle Marie", "b 7 0 6 h j", "j a n e s",
        "care 07700&900=123", "12th of may 1990", "flat 3 acacia house",
    ],
    ids=ascii,
)  # fmt: skip
def test_other_ways_to_say_who_one_is_are_left_out(text: str) -> None:
    assert kept(text) == ""
