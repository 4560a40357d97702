"""What a finding about a row says, in the language of whoever reads it."""

import re
from collections.abc import Mapping
from typing import Any

from django.utils.translation import gettext as _

from catalogue.feeds.rules.registry import RULES
from catalogue.publishing.uploads.page_words import visible
from portal.core.lists import isolated

QUOTED_VALUE = re.compile(r"[“”„]\{value\}[”“]")  # as English, Polish and Urdu quote


def in_words(found: Mapping[str, Any]) -> str:
    """Return the words of a kept finding: ``"“TBC” is not a cost. Write pounds and pence, ..."``.

    A finding without its rule, or of a rule that said less then, says what was written down, in
    English.
    """
    rule = RULES.get(found.get("rule", ""))
    if rule is None:
        return visible(found["message"])
    message, value = _(rule.message), found["value"]
    if not value:
        message = QUOTED_VALUE.sub(_("An empty cell"), message)
    gaps = {"value": value, **found["gaps"]}
    try:
        return message.format(**{gap: isolated(visible(word)) for gap, word in gaps.items()})
    except KeyError:
        return visible(found["message"])
