"""Blocks of editors' pages."""

import pytest
from django.core.exceptions import ValidationError
from django.utils.translation import override
from wagtail.blocks import StructBlockValidationError

from portal.core.blocks.body import BodyBlock
from portal.core.blocks.links import LinkCardBlock

BODY = BodyBlock()
PREVIEWED = [
    name for name, block in BODY.child_blocks.items() if hasattr(block.meta, "preview_value")
]


@pytest.mark.parametrize("name", PREVIEWED)
def test_a_block_shows_its_preview(name):
    block = BODY.child_blocks[name]

    html = block.render(block.get_preview_value())

    assert "wm-" in html or "govuk-" in html
    assert " style=" not in html


def test_every_block_describes_itself_to_editors():
    assert all(block.get_description() for block in BODY.child_blocks.values())


@pytest.mark.parametrize("address", ["javascript:alert(1)", "http://example.org", "help/"])
def test_a_card_refuses_an_address_that_is_not_safe(address):
    block = LinkCardBlock()
    value = block.to_python({"title": "Help", "text": "", "page": None, "address": address})

    with pytest.raises(StructBlockValidationError):
        block.clean(value)


def test_a_card_needs_somewhere_to_lead(db):
    block = LinkCardBlock()

    with pytest.raises(ValidationError):
        block.clean(block.to_python({"title": "Help", "text": "", "page": None, "address": ""}))


def test_a_number_never_shows_without_its_source():
    block = BODY.child_blocks["figure"]
    with override("en-gb"):
        html = block.render(block.get_preview_value())

    assert "the college" in html
    assert "1 September 2026" in html
