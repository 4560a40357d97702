"""The editors' forms of organisations and venues: kind words for what the database refuses."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _
from wagtail.admin.forms.models import WagtailAdminModelForm

from catalogue.providers.locating import PlaceFinder
from catalogue.providers.models import Organisation, Venue
from catalogue.providers.postcodes import read_postcode
from catalogue.providers.services import RESERVED_SLUGS
from portal.core.enums import PlaceKind
from portal.core.models import Place


class OrganisationForm(WagtailAdminModelForm):
    """Create or change an organisation."""

    def clean_slug(self) -> str:
        """Refuse a word behind which the providers' area has a page of its own."""
        slug: str = self.cleaned_data["slug"]
        if slug in RESERVED_SLUGS:
            raise forms.ValidationError(_("Another page has this address. Choose another one."))
        return slug

    def clean_ukprn(self) -> str:
        """Name the organisation that already has the number."""
        ukprn: str = self.cleaned_data["ukprn"]
        others = Organisation.objects.exclude(pk=self.instance.pk)
        if ukprn and (other := others.filter(ukprn=ukprn).first()):
            raise forms.ValidationError(
                _("%(name)s already has this number. Check both."), params={"name": other.name}
            )
        return ukprn


class VenueForm(WagtailAdminModelForm):
    """Create or change a venue."""

    council = forms.ModelChoiceField(
        label=_("Council"),
        queryset=Place.objects.filter(kind=PlaceKind.COUNCIL).order_by("name"),
        required=False,
        help_text=_("Whose area it is in."),
    )
    town_place = forms.ModelChoiceField(
        label=_("Town on our map"),
        queryset=Place.objects.filter(kind__in=[PlaceKind.TOWN, PlaceKind.NEIGHBOURHOOD]).order_by(
            "name"
        ),
        required=False,
    )

    def clean_postcode(self) -> str:
        """Return ``"WS1 3HH"`` for ``"ws13hh"``."""
        typed: str = self.cleaned_data["postcode"]
        if not typed:
            return ""
        try:
            return read_postcode(typed)
        except ValueError as error:
            raise forms.ValidationError(_("Write the whole postcode, such as WS1 3HH.")) from error

    def clean(self) -> dict[str, Any]:
        """Check what needs two answers: names at one provider, both halves of a point."""
        cleaned: dict[str, Any] = super().clean()
        self._check_point(cleaned)
        provider = cleaned.get("provider")
        if provider is None:
            return cleaned
        others = Venue.objects.filter(provider=provider).exclude(pk=self.instance.pk)
        name, reference = cleaned.get("name", ""), cleaned.get("reference", "")
        if name and others.filter(name__iexact=name).exists():
            self.add_error("name", _("This provider already has a venue with this name."))
        if reference and others.filter(reference__iexact=reference).exists():
            self.add_error("reference", _("This provider already uses this reference."))
        return cleaned

    def save(self, commit: bool = True) -> Any:
        """Place a venue without a point of its own by its address, where the editor left a gap."""
        venue = self.instance
        has_moved = bool({"town", "postcode"} & set(self.changed_data))
        if venue.latitude is None or (venue.is_location_approximate and has_moved):
            location = PlaceFinder().locate(town=venue.town, postcode=venue.postcode)
            chosen = {f"{name}_id" for name in self.changed_data if self.cleaned_data[name]}
            for name, value in location.as_values().items():
                if name not in chosen:
                    setattr(venue, name, value)
        return super().save(commit=commit)

    def _check_point(self, cleaned: dict[str, Any]) -> None:
        latitude, longitude = cleaned.get("latitude"), cleaned.get("longitude")
        if (latitude is None) != (longitude is None):
            missing = "latitude" if latitude is None else "longitude"
            self.add_error(missing, _("Fill in both latitude and longitude, or neither."))
        if latitude is not None and not -90 <= latitude <= 90:
            self.add_error("latitude", _("A latitude lies between -90 and 90."))
        if longitude is not None and not -180 <= longitude <= 180:
            self.add_error("longitude", _("A longitude lies between -180 and 180."))
