"""The editors' forms of pages of words."""

from django import forms
from django.utils.translation import gettext_lazy as _
from wagtail.admin.forms.pages import WagtailAdminPageForm

from pathways.admin_forms import RolesToTick
from pathways.listing_fields import CoursesField
from portal.core.models import Sector


class StoryForm(WagtailAdminPageForm):
    """A story: roles to tick, and courses by their addresses, of which there are thousands."""

    sectors = forms.ModelMultipleChoiceField(
        label=_("Sectors"),
        queryset=Sector.objects.order_by("position", "name"),
        required=False,
        widget=forms.CheckboxSelectMultiple,
    )
    roles = RolesToTick(label=_("Roles"), help_text=_("Their pages show this story."))
    courses = CoursesField(
        label=_("Courses they took"),
        required=False,
        help_text=_("The address of a course's page on each line."),
    )
