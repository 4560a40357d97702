import pytest

from catalogue.events.bookings.phone_numbers import (
    PhoneMistake,
    PhoneNumberRefused,
    is_mobile,
    read_number,
    shown_number,
)

WRITTEN = {
    "07700 900123": "+447700900123",
    "07700900123": "+447700900123",
    "+44 7700 900123": "+447700900123",
    "+44 (0)7700 900 123": "+447700900123",
    "0044 7700-900-123": "+447700900123",
    "(07700) 900.123": "+447700900123",
    "7700 900123": "+447700900123",
    "447700900123": "+447700900123",
    " tel:07700900123 ": "+447700900123",
    "\u202a07700 900123\u202c": "+447700900123",
    "٠٧٧٠٠ ٩٠٠١٢٣": "+447700900123",
    "۰۷۷۰۰ ۹۰۰۱۲۳": "+447700900123",
    "０７７００９００１２３": "+447700900123",
    "+４４ 7700 900123": "+447700900123",
    "0121 496 0142": "+441214960142",
    "020 7946 0000": "+442079460000",
    "01204 12345": "+44120412345",
    "07624 123456": "+447624123456",
}
REFUSED = {
    "": PhoneMistake.NO_NUMBER,
    "call me": PhoneMistake.NO_NUMBER,
    "07700 900 12x": PhoneMistake.NO_NUMBER,
    "+": PhoneMistake.NO_NUMBER,
    "07700+900123": PhoneMistake.NO_NUMBER,
    "07700 900\x00123": PhoneMistake.NO_NUMBER,
    "²⁷": PhoneMistake.TOO_SHORT,
    "+48 601 234 567": PhoneMistake.FOREIGN,
    "0092 300 1234567": PhoneMistake.FOREIGN,
    "601 234 567 89": PhoneMistake.FOREIGN,
    "07700 9001": PhoneMistake.TOO_SHORT,
    "07700 90012": PhoneMistake.TOO_SHORT,
    "999": PhoneMistake.TOO_SHORT,
    "07700 900123 4": PhoneMistake.TOO_LONG,
    "9" * 10_000: PhoneMistake.TOO_LONG,
    "0900 123 4567": PhoneMistake.NOT_A_PERSONS,
    "070 1234 5678": PhoneMistake.NOT_A_PERSONS,
    "07600 123456": PhoneMistake.NOT_A_PERSONS,
    "0808 157 0000": PhoneMistake.NOT_A_PERSONS,
}


@pytest.mark.parametrize(("text", "number"), WRITTEN.items(), ids=map(ascii, WRITTEN))
def test_a_number_is_read_as_people_write_it(text: str, number: str) -> None:
    assert read_number(text.strip()) == number


@pytest.mark.parametrize(
    ("text", "mistake"), REFUSED.items(), ids=[ascii(one)[:30] for one in REFUSED]
)
def test_what_is_no_number_here_is_refused_with_its_mistake(
    text: str, mistake: PhoneMistake
) -> None:
    with pytest.raises(PhoneNumberRefused) as refused:
        read_number(text)
    assert refused.value.mistake == mistake


@pytest.mark.parametrize(
    ("number", "shown"),
    [
        ("+447700900123", "07700 900123"),
        ("+441214960142", "0121 496 0142"),
        ("+441922654321", "01922 654321"),
        ("+442079460000", "020 7946 0000"),
        ("+443001234567", "0300 123 4567"),
        ("", ""),
    ],
)
def test_a_number_is_shown_as_people_write_it(number: str, shown: str) -> None:
    assert shown_number(number) == shown


def test_what_is_shown_is_read_as_the_same_number() -> None:
    assert {read_number(shown_number(number)) for number in WRITTEN.values()} == set(
        WRITTEN.values()
    )


def test_only_mobiles_get_texts() -> None:
    assert is_mobile("+447700900123")
    assert not is_mobile("+441214960142")
