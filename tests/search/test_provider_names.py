"""Providers by the names people type."""

import pytest

from search.provider_names import provider_keys

NAMES = {
    "anvil": "Anvil & Loom College (demo)",
    "dudley": "Dudley College of Technology",
    "spires": "Three Spires Further Education College",
    "care": "Care Training Ltd",
    "lark": "Meadowlark Care",
    "one": "Kestrel Academy",
    "two": "Kestrel Training",
}
OTHER = frozenset("care dudley technology three".split())
KEYS = provider_keys(NAMES, is_other=OTHER.__contains__)


@pytest.mark.parametrize(
    ("typed", "slug"),
    [
        ("anvil and loom college", "anvil"),
        ("anvil loom", "anvil"),
        ("anvil and loom", "anvil"),
        ("dudley college", "dudley"),
        ("dudley college of technology", "dudley"),
        ("three spires", "spires"),
        ("three spires college", "spires"),
        ("meadowlark", "lark"),
        ("kestrel academy", "one"),
    ],
)
def test_a_name_or_its_telling_part(typed: str, slug: str) -> None:
    assert KEYS.get(typed) == slug


@pytest.mark.parametrize("typed", ["care training", "care", "dudley", "kestrel", "college"])
def test_words_of_trades_places_and_two_providers_are_no_names(typed: str) -> None:
    assert typed not in KEYS
