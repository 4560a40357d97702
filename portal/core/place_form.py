"""The editors' form of a place."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _
from wagtail.admin.forms.models import WagtailAdminModelForm

from portal.core.enums import PlaceKind
from portal.core.models import Place


class PlaceForm(WagtailAdminModelForm):
    """Create or change a place."""

    members = forms.ModelMultipleChoiceField(
        label=_("Made of"),
        queryset=Place.objects.filter(kind=PlaceKind.COUNCIL).order_by("name"),
        required=False,
        widget=forms.CheckboxSelectMultiple,
        help_text=_("For an area made of whole councils, such as the Black Country."),
    )

    def clean(self) -> dict[str, Any]:
        """Keep a place out of itself and on the earth, with the error at the field."""
        cleaned: dict[str, Any] = super().clean()
        parent = cleaned.get("parent")
        seen = set()
        while parent is not None and parent.pk not in seen:
            seen.add(parent.pk)
            if parent.pk == self.instance.pk:
                self.add_error("parent", _("A place cannot lie inside itself. Choose another."))
                break
            parent = parent.parent
        for name, limit in (("latitude", 90), ("longitude", 180)):
            value = cleaned.get(name)
            if value is not None and not -limit <= value <= limit:
                self.add_error(name, _("Write degrees between -%(n)s and %(n)s.") % {"n": limit})
        return cleaned
