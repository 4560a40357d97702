"""The signs of a trap, and the honest words that resemble them."""

import time

import pytest

from catalogue.vacancies.guard import reasons_to_hold, text_key


@pytest.mark.parametrize(
    ("text", "reason"),
    [
        ("You must pay a registration fee of £30.", "ASKS_FEE"),
        ("A refundable deposit secures your place.", "ASKS_FEE"),
        ("Candidates need to transfer £50 first.", "ASKS_FEE"),
        ("Registration fee £20, not refundable.", "ASKS_FEE"),
        ("You do not start unless you pay the admin fee.", "ASKS_FEE"),
        ("DBS check £40, to be paid to us up front.", "ASKS_CHECK_PAYMENT"),
        ("Please pay for your own background check.", "ASKS_CHECK_PAYMENT"),
        ("Send your bank details and a photo.", "ASKS_BANK_DETAILS"),
        ("Wages are paid in Bitcoin.", "ASKS_CRYPTO"),
        ("Buy gift cards to begin.", "ASKS_CRYPTO"),
        ("Apply on WhatsApp only: 07700 900000", "MESSENGER_ONLY"),
        ("Interview on Telegram.", "MESSENGER_ONLY"),
        ("Join at https://wa.me/447700900000", "MESSENGER_ONLY"),
        ("Easy money from your sofa.", "EASY_MONEY"),
        ("Payments go into your own bank account.", "EASY_MONEY"),
        ("Details: bit.ly/3abc", "SHORT_LINK"),
        ("Details: https://tinyurl.com/abc", "SHORT_LINK"),
        ("See https://admin:pw@example.org/", "LINK_WITH_LOGIN"),
        ("See http://203.0.113.9/apply", "LINK_TO_NUMBER"),
        ("See http://0x7f.1/apply", "LINK_TO_NUMBER"),
        ("Open javascript:alert(1)", "LINK_SCHEME"),
        ("No experience needed, joining fee £20.", "ASKS_FEE"),
        ("No CV, message us on WhatsApp only.", "MESSENGER_ONLY"),
        ("ＲＥＧＩＳＴＲＡＴＩＯＮ ＦＥＥ of ten pounds", "ASKS_FEE"),
    ],
)
def test_a_trap_is_known_by_its_words(text: str, reason: str) -> None:
    assert reason in reasons_to_hold([text])


@pytest.mark.parametrize(
    "text",
    [
        "There is no registration fee.",
        "We never ask for your bank details before you start.",
        "We pay for your DBS check.",
        "A DBS check, which the employer pays for.",
        "The DBS check is paid by us.",
        "An enhanced DBS check is needed for this role.",
        "Your training fees are fully funded by the government.",
        "You will answer customers who ask about their bank accounts.",
        "You help visitors to pay their car park charges.",
        "We use WhatsApp groups to share the rota.",
        "Write to jobs@example.org or see https://jobs.example.org:8443/apply.",
        "Hours: Monday to Friday. Note: early starts.",
        "You will take payments and deposits from hotel guests.",
        "",
    ],
)
def test_honest_words_are_left_alone(text: str) -> None:
    assert reasons_to_hold([text]) == []


@pytest.mark.parametrize(
    "link", ["https://example.org/jobs", "example.org:8080/jobs", "mailto:a@example.org", ""]
)
def test_an_honest_link_is_left_alone(link: str) -> None:
    assert reasons_to_hold([], links=[link]) == []


@pytest.mark.parametrize(
    ("link", "reason"),
    [
        ("data:text/html,x", "LINK_SCHEME"),
        ("https://[", "LINK_SCHEME"),
        ("https://2130706433/", "LINK_TO_NUMBER"),
        ("https://[::1]/", "LINK_TO_NUMBER"),
        ("https://exаmple.org/", "LINK_LOOKALIKE"),
        ("https://example.org@203.0.113.9/", "LINK_WITH_LOGIN"),
        ("https:\\\\bit.ly\\x", "SHORT_LINK"),
    ],
)
def test_a_link_that_hides_where_it_leads_is_found(link: str, reason: str) -> None:
    assert reason in reasons_to_hold([], links=[link])


def test_the_key_follows_the_words_and_links_and_not_their_spacing() -> None:
    key = text_key(["a b", "c"], links=["x"])

    assert key == text_key(["a  b\n", "c"], links=["x"])
    assert len({key, text_key(["a b c"], links=["x"]), text_key(["a b", "c"], links=["y"])}) == 3


def test_a_very_long_text_takes_no_long_time() -> None:
    text = "send apply earn you must pay £1 dbs check " * 2_500

    started = time.perf_counter()
    reasons_to_hold([text, "a" * 100_000, "https://" * 10_000])

    assert time.perf_counter() - started < 5
