"""What a provider narrowly missed, why, and what can be done, in plain words."""

from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from portal.core.lists import with_commas
from search.labels import chip_label
from search.models import MissedCondition, NearMiss

NOT_TOLD: dict[str, Promise] = {
    MissedCondition.WHEN: gettext_lazy("“%(title)s” does not say on which days and times it is."),
    MissedCondition.HOW: gettext_lazy("“%(title)s” does not say if it is online or in person."),
    MissedCondition.STUDY: gettext_lazy("“%(title)s” does not say if it is full time."),
    MissedCondition.LEVEL: gettext_lazy("“%(title)s” does not say its level."),
    MissedCondition.ESOL: gettext_lazy("“%(title)s” does not say its level of English."),
    MissedCondition.COST: gettext_lazy("“%(title)s” does not say what it costs."),
    MissedCondition.STARTS: gettext_lazy("“%(title)s” has no start date."),
    MissedCondition.LENGTH: gettext_lazy("“%(title)s” does not say how long it takes."),
    MissedCondition.NEEDS: gettext_lazy("“%(title)s” does not say that it has this: %(wanted)s."),
    MissedCondition.AGE: gettext_lazy("“%(title)s” does not say who can join."),
    MissedCondition.VENUE: gettext_lazy("“%(title)s” does not say what kind of place it is in."),
}
TELL: dict[str, Promise] = {
    MissedCondition.WHEN: gettext_lazy("Add the days, and when it begins and ends."),
    MissedCondition.HOW: gettext_lazy("Say if it is in person, online or both."),
    MissedCondition.STUDY: gettext_lazy("Say if it is full time or part time."),
    MissedCondition.LEVEL: gettext_lazy("Add the level."),
    MissedCondition.ESOL: gettext_lazy("Add the level of English."),
    MissedCondition.COST: gettext_lazy("Add the cost. Write 0 if it is free."),
    MissedCondition.STARTS: gettext_lazy(
        "Add a start date, or say that people can start at any time."
    ),
    MissedCondition.LENGTH: gettext_lazy("Add how long it takes."),
    MissedCondition.NEEDS: gettext_lazy("If you offer it, say so."),
    MissedCondition.AGE: gettext_lazy("Add the ages that can join."),
    MissedCondition.VENUE: gettext_lazy("Add the kind of place to the venue."),
}


def looked_for(row: NearMiss) -> str:
    """Return what people asked for: ``"“forklift evening” near Walsall"``."""
    if not row.place:
        return _("“%(words)s”") % {"words": row.words}
    return _("“%(words)s” near %(place)s") % {"words": row.words, "place": row.place}


def why(row: NearMiss) -> str:
    """Return the one thing that kept the listing out.

    ``"“Forklift B1”: Day. People asked for Evening. The same is so for 2 more listings."``
    """
    more = row.listings - 1
    if not more:
        return _reason(row)
    also = ngettext(
        "The same is so for %(number)s more listing.",
        "The same is so for %(number)s more listings.",
        more,
    ) % {"number": more}
    return f"{_reason(row)} {also}"


def advice(row: NearMiss) -> str:
    """Return what the provider can do about it."""
    if row.condition == MissedCondition.PLACE:
        return _("Think about a place nearer to %(place)s.") % {"place": row.place}
    if not row.has:
        return str(TELL[row.condition])
    return _("Check that this is right. If you can offer what people asked for, add it.")


def _reason(row: NearMiss) -> str:
    title = row.listing_title
    if row.condition == MissedCondition.PLACE:
        return _distance(row, title)
    if not row.has:
        return NOT_TOLD[row.condition] % {"title": title, "wanted": _labels(row, row.wanted)}
    return _("“%(title)s”: %(has)s. People asked for: %(wanted)s.") % {
        "title": title,
        "has": _labels(row, row.has),
        "wanted": _labels(row, row.wanted),
    }


def _distance(row: NearMiss, title: str) -> str:
    miles = max(1, round(row.miles or 0))
    values = {"title": title, "town": row.town, "miles": miles}
    if not row.town:
        return (
            ngettext(
                "“%(title)s” is about %(miles)s mile away.",
                "“%(title)s” is about %(miles)s miles away.",
                miles,
            )
            % values
        )
    return (
        ngettext(
            "“%(title)s” is in %(town)s, about %(miles)s mile away.",
            "“%(title)s” is in %(town)s, about %(miles)s miles away.",
            miles,
        )
        % values
    )


def _labels(row: NearMiss, values: list[str]) -> str:
    return with_commas(chip_label(row.condition.lower(), value) for value in values)
