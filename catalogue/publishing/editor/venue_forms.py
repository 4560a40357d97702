"""The form of a place."""

from typing import Any

from django import forms
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, pgettext_lazy

from catalogue.courses.contents import clean_text
from catalogue.providers.enums import ACCESS_ANSWERS, Answer, VenueType
from catalogue.providers.models import Organisation, Venue
from catalogue.providers.postcodes import read_postcode
from catalogue.publishing.desk.name_field import NameField
from catalogue.publishing.desk.phone_field import PhoneField
from catalogue.publishing.editor.places import town_of, version_of

TEXTS = {
    "name": 250,
    "address_line_1": 100,
    "address_line_2": 100,
    "town": 75,
    "phone": 30,
    "nearest_stop": 200,
    "access_notes": 1000,
}


class VenueForm(forms.Form):
    """A place: where it is, and what a person with access needs must know."""

    name = NameField(
        label=pgettext_lazy("of a thing", "Name"),
        help_text=gettext_lazy("As it stands on the door: “Tipton library”."),
        error_messages={"required": gettext_lazy("Write the name of the place.")},
    )
    postcode = forms.CharField(
        label=gettext_lazy("Postcode"),
        widget=forms.TextInput(attrs={"autocapitalize": "characters"}),
        error_messages={"required": gettext_lazy("Write the whole postcode, like DY4 8NU.")},
    )
    address_line_1 = forms.CharField(label=gettext_lazy("Street"), required=False)
    address_line_2 = forms.CharField(label=gettext_lazy("Building, floor or room"), required=False)
    town = forms.CharField(
        label=gettext_lazy("Town"),
        required=False,
        help_text=gettext_lazy("Leave it empty: we find it by the postcode."),
    )
    venue_type = forms.ChoiceField(
        label=gettext_lazy("What kind of place is it?"), choices=VenueType.choices
    )
    is_study_place = forms.BooleanField(
        label=gettext_lazy("People study here"), required=False, initial=True
    )
    phone = PhoneField(label=gettext_lazy("Phone"), required=False)
    nearest_stop = forms.CharField(
        label=gettext_lazy("Nearest bus, tram or train stop"), required=False
    )
    access_notes = forms.CharField(
        label=gettext_lazy("More about access"),
        required=False,
        widget=forms.Textarea(attrs={"rows": 3}),
        help_text=gettext_lazy("Like “Ring the bell. The lift is on the left.”"),
    )
    seen = forms.CharField(widget=forms.HiddenInput, required=False)

    def __init__(
        self, *args: Any, organisation: Organisation, venue: Venue | None = None, **kwargs: Any
    ) -> None:
        super().__init__(*args, **kwargs)
        self.organisation = organisation
        self.venue = venue
        for name in ACCESS_ANSWERS:
            label = str(Venue._meta.get_field(name).verbose_name)  # type: ignore[union-attr]  # no relations
            self.fields[name] = forms.ChoiceField(
                label=label[:1].upper() + label[1:],
                choices=Answer.choices,
                initial=Answer.UNKNOWN,
            )

    @classmethod
    def initial_of(cls, venue: Venue) -> dict[str, Any]:
        """Return what stands in the boxes for a place."""
        names = (*cls.base_fields.keys() - {"seen"}, *ACCESS_ANSWERS)
        return {name: getattr(venue, name) for name in names} | {"seen": version_of(venue)}

    def place_fields(self) -> list[Any]:
        """Return the fields of where it is."""
        apart = {*ACCESS_ANSWERS, "nearest_stop", "access_notes", "seen"}
        return [self[name] for name in self.fields if name not in apart]

    def access_fields(self) -> list[Any]:
        """Return the questions of yes, no and not known."""
        return [self[name] for name in ACCESS_ANSWERS]

    def clean(self) -> dict[str, Any]:
        """Clean the texts, and look for another place of the same name."""
        cleaned: dict[str, Any] = super().clean() or {}
        for name, most in TEXTS.items():
            if name not in cleaned:
                continue
            cleaned[name] = clean_text(cleaned[name], is_line=name != "access_notes")
            if len(cleaned[name]) > most:
                words = _("Write at most %(most)d characters. There are %(count)d.")
                self.add_error(name, words % {"most": most, "count": len(cleaned[name])})
        if cleaned.get("name") and self._is_double(cleaned["name"]):
            self.add_error("name", _("You have a place of this name. Write another name."))
        if cleaned.get("postcode") and not cleaned.get("town"):
            cleaned["town"] = town_of(cleaned["postcode"])
        return cleaned

    def clean_postcode(self) -> str:
        """Return the postcode as it is written."""
        try:
            return read_postcode(self.cleaned_data["postcode"])
        except ValueError:
            words = _("Write the whole postcode, like DY4 8NU.")
            raise forms.ValidationError(words) from None

    def _is_double(self, name: str) -> bool:
        others = Venue.objects.filter(provider=self.organisation, name__iexact=name)
        return (others.exclude(pk=self.venue.pk) if self.venue else others).exists()
