"""What a results page says about how it read the search, each with a way back."""

from dataclasses import dataclass

from django.conf import settings
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from portal.core.lists import with_commas
from search.chips import chip_words
from search.criteria import Criteria
from search.forms import AREA
from search.other_sites import asked_elsewhere
from search.place_names import place_name
from search.recall import Correction, Outcome


@dataclass(frozen=True, slots=True)
class Notice:
    """``lead`` in bold, then ``text``, then links (label, address)."""

    lead: str
    text: str = ""
    links: tuple[tuple[str, str], ...] = ()


def notices(outcome: Outcome, path: str) -> list[Notice]:
    """Return the notices of a page that found something, most important first."""
    criteria = outcome.asked
    found = place_notices(criteria, path)
    correction, left_out = outcome.correction, list(outcome.left_out)
    if correction and correction.corrected in left_out:
        # A guess that found nothing is none: only what was typed is left out.
        left_out[left_out.index(correction.corrected)] = correction.typed
        correction = None
    if correction:
        found.append(_corrected(correction, criteria, path))
    if outcome.given_up:
        found.append(_given_up(outcome, path))
    if outcome.step == "most-words":
        exact = criteria.plain.as_typed().url(path)
        text = _("These have most of your words.")
        if left_out:
            text = _("We left out: %(words)s.") % {"words": with_commas(left_out)}
        link = (_("Search for all your words"), exact)
        found.append(Notice(_("No result has all your words."), text, (link,)))
    if outcome.widened_from is not None:
        found.append(_widened(outcome, path))
    if elsewhere := asked_elsewhere(criteria):
        label = _("%(link)s (opens %(site)s)") % {"link": elsewhere.label, "site": elsewhere.site}
        found.append(Notice(_("We list courses here."), "", ((label, elsewhere.url),)))
    if outcome.is_online_only:
        name = place_name(criteria.place)
        text = _("These are online, or you can do them from anywhere.")
        found.append(Notice(_("There is nothing near %s yet.") % name, text))
    return found


def place_notices(criteria: Criteria, path: str) -> list[Notice]:
    """Return what is to be said about the place: unknown, two of that name, spelt otherwise."""
    place = criteria.place
    choices = tuple(
        (choice.label, criteria.plain.with_texts(near=choice.near).url(path))
        for choice in place.choices
    )
    if place.status == "ambiguous":
        lead = _("There is more than one place called %s.") % place.name
        return [Notice(lead, _("Which one do you mean?"), choices)]
    if place.status == "unknown":
        lead = _("We do not know a place called %s.") % place.name
        text = (
            _("Did you mean one of these?")
            if choices
            else _("Try a postcode, like %s.") % settings.REGION["example_postcode"]
        )
        return [Notice(lead, text, choices)]
    found = []
    if place.is_corrected:
        found.append(Notice(_("We searched near %s.") % place_name(place)))
    if criteria.reading.also_near and not criteria.form.near:
        others = tuple(
            (near, criteria.plain.with_texts(near=near).url(path))
            for near in criteria.reading.also_near[:3]
        )
        lead = _("We searched near %s.") % place_name(place)
        found.append(Notice(lead, _("Search here instead:"), others))
    if criteria.reading.asks_near_me and not place.is_usable:
        text = _(
            "Type a postcode or a town in the box “Where?”, like %(postcode)s or %(town)s."
        ) % {
            "postcode": settings.REGION["example_postcode"],
            "town": settings.REGION["example_town"],
        }
        found.append(Notice(_("Where are you?"), text))
    return found


def _corrected(correction: Correction, asked: Criteria, path: str) -> Notice:
    exact = asked.plain.as_typed().url(path)
    return Notice(
        _("Showing results for %s.") % correction.corrected,
        links=((_("Search for %s") % correction.typed, exact),),
    )


def _given_up(outcome: Outcome, path: str) -> Notice:
    asked = outcome.asked
    labels = [chip_words(asked, chip) for chip in outcome.given_up]
    text = _("We left out: %(words)s.") % {"words": with_commas(labels)}
    if outcome.is_as_text:
        text = _("We looked for your words in the texts: %(words)s.") % {
            "words": with_commas(tuple(dict.fromkeys(it.from_text for it in outcome.given_up)))
        }
    link = (_("Search for exactly what you asked"), asked.plain.as_typed().url(path))
    return Notice(_("No result has everything you asked for."), text, (link,))


def _widened(outcome: Outcome, path: str) -> Notice:
    criteria = outcome.criteria
    tried = round(outcome.widened_from or 0)
    name = place_name(criteria.place)
    lead = _("There is little near %s, so we looked farther.") % name
    miles = round(criteria.radius_miles or 0)
    text = (
        ngettext("These are up to %d mile away.", "These are up to %d miles away.", miles) % miles
    )
    if not tried:
        back = outcome.asked.plain.with_within(AREA).url(path)
        return Notice(lead, text, ((_("Show only %s") % name, back),))
    back = outcome.asked.form.with_within(str(tried)).url(path)
    label = ngettext("Show only up to %d mile", "Show only up to %d miles", tried) % tried
    return Notice(lead, text, ((label, back),))
