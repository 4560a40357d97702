"""Distances to places of help, in the words of the results of a search."""

from django import template
from django.utils.formats import number_format
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from pathways.support.near_you import HelpCard

register = template.Library()


@register.simple_tag
def miles_away(card: HelpCard) -> str:
    """Return ``"2.1 miles"``, or ``"about 2 miles"`` when only the part postcode is known."""
    miles = card.miles or 0.0
    if card.is_about:
        whole = max(1, round(miles))
        return ngettext("about %d mile", "about %d miles", whole) % whole
    shown = number_format(round(max(miles, 0.1), 1), 1, use_l10n=True)
    return _("%(miles)s miles") % {"miles": shown}
