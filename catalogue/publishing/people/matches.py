"""Organisations of this site that a person who asks to join may mean."""

from dataclasses import dataclass

from django.utils.translation import gettext as _

from catalogue.providers.models import Organisation, RegisteredProvider, Venue
from catalogue.publishing.checks.look_alikes import similar_names
from portal.core.lists import with_commas


@dataclass(frozen=True, slots=True)
class Match:
    """An organisation with what the public site says of it: nothing about its people."""

    organisation: Organisation
    town: str
    has_same_ukprn: bool

    @property
    def label(self) -> str:
        """``"Lockgate College, College, Walsall"``."""
        kind = str(self.organisation.get_kind_display())
        return with_commas([self.organisation.name, kind, self.town])


def matches_of(name: str, ukprn: str) -> tuple[Match, ...]:
    """Return those with the same UKPRN and those with a similar name, at most six.

    One that is not shown on the site is offered for its number alone.
    """
    ukprn = "".join(ukprn.split())
    same = list(Organisation.objects.filter(ukprn=ukprn)) if ukprn else []
    alike = [one for one in similar_names(name) if one.is_live and one not in same]
    found = [*same, *alike]
    towns = dict(
        Venue.objects.filter(provider__in=found, is_live=True)
        .exclude(town="")
        .order_by("provider_id", "-name")
        .values_list("provider_id", "town")
    )
    return tuple(Match(one, towns.get(one.pk, ""), one in same) for one in found)


def register_words(ukprn: str) -> tuple[str, bool] | None:
    """Return what the register says of a number, and whether it has it. None for no number.

    ``("10001234 is Lockgate College, Walsall", True)``
    """
    ukprn = "".join(ukprn.split())
    if not ukprn:
        return None
    found = RegisteredProvider.objects.filter(pk=ukprn[:8]).first() if len(ukprn) == 8 else None
    if found is None:
        words = _(
            "We do not find %(ukprn)s in our copy of the register. You can send it as it is: "
            "a moderator looks."
        )
        return words % {"ukprn": ukprn[:20]}, False
    name = found.trading_name or found.name
    values = {"ukprn": found.ukprn, "name": with_commas([name, found.town])}
    return _("%(ukprn)s is %(name)s in the register.") % values, True
