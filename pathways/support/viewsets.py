"""Lists of the admin for places of help and contacts for young people."""

from django.utils.translation import gettext_lazy as _
from wagtail.admin.panels import FieldPanel, FieldRowPanel, MultiFieldPanel, ObjectList
from wagtail.admin.ui.tables import BooleanColumn, Column, DateColumn
from wagtail.snippets.views.snippets import SnippetViewSetGroup

from pathways.support.admin_forms import CouncilContactForm
from pathways.support.models import CouncilContact, HelpPoint
from pathways.support.panels import HELP_POINT_EDIT_HANDLER
from portal.core.admin_forms import LinesField, edit_json_as
from portal.core.admin_views import NamedSnippetViewSet

edit_json_as(
    HelpPoint,
    "languages_spoken",
    form_class=LinesField,
    line_max_length=40,
    help_text=_("One language on each line, such as Panjabi."),
)


class HelpPointViewSet(NamedSnippetViewSet):
    """Places where a person helps."""

    model = HelpPoint
    icon = "home"
    ordering = ("name", "pk")
    list_display = [
        "name",
        Column("kind", accessor="get_kind_display", label=_("Kind"), sort_key="kind"),
        "postcode",
        DateColumn("checked_date", label=_("Checked"), sort_key="checked_date"),
        BooleanColumn("is_live", label=_("Shown"), sort_key="is_live"),
    ]
    list_filter = ["kind", "council", "is_live"]
    search_fields = ["name", "organisation_name", "address", "postcode"]
    edit_handler = HELP_POINT_EDIT_HANDLER


class CouncilContactViewSet(NamedSnippetViewSet):
    """Whom young people without school, training or work can call."""

    model = CouncilContact
    icon = "mail"
    ordering = ("council__name", "pk")
    list_display = [
        Column("council", label=_("Council"), accessor="council.name", sort_key="council__name"),
        "team_name",
        "phone",
        DateColumn("checked_date", label=_("Checked"), sort_key="checked_date"),
    ]
    search_fields = ["council__name", "team_name"]
    edit_handler = ObjectList(
        [
            FieldPanel("council"),
            FieldPanel("team_name"),
            MultiFieldPanel(
                [
                    FieldRowPanel([FieldPanel("phone"), FieldPanel("hours")]),
                    FieldPanel("email"),
                    FieldPanel("website"),
                ],
                heading=_("How to reach it"),
            ),
            MultiFieldPanel(
                [FieldPanel("source_url"), FieldPanel("checked_date")], heading=_("How we know")
            ),
        ],
        base_form_class=CouncilContactForm,
    )

    def get_queryset(self, request: object) -> object:
        """Fetch the council with each row."""
        return CouncilContact.objects.select_related("council")


class HelpGroup(SnippetViewSetGroup):
    """One menu for places of help. Schemes are pages."""

    menu_label = _("Help and schemes")
    menu_icon = "help"
    menu_order = 206
    items = (HelpPointViewSet, CouncilContactViewSet)
