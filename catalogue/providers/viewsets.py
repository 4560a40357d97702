"""Lists of the admin for organisations and venues. Their menu is with the courses."""

from django.utils.translation import gettext_lazy as _
from wagtail.admin.panels import (
    FieldPanel,
    FieldRowPanel,
    HelpPanel,
    MultiFieldPanel,
    ObjectList,
    TitleFieldPanel,
)
from wagtail.admin.ui.tables import BooleanColumn, Column, UpdatedAtColumn
from wagtail.admin.widgets.slug import SlugInput

from catalogue.providers.access_panels import access_panels
from catalogue.providers.admin_forms import OrganisationForm, VenueForm
from catalogue.providers.models import Organisation, Venue
from portal.core.admin_forms import LinesField, edit_json_as
from portal.core.admin_views import NamedSnippetViewSet
from portal.core.deletion import guard

# In the database these go with their organisation. An editor must not lose 400 courses by
# deleting a provider: hiding it takes them off the site and keeps them.
guard(Organisation, "courses", "venues")
edit_json_as(
    Organisation,
    "languages_spoken",
    form_class=LinesField,
    line_max_length=40,
    help_text=_("One language on each line, such as Panjabi."),
)


class OrganisationViewSet(NamedSnippetViewSet):
    """Colleges, councils, community groups and other bodies that offer something."""

    model = Organisation
    icon = "group"
    ordering = ("name", "pk")
    list_display = [
        "name",
        Column("kind", accessor="get_kind_display", label=_("Kind"), sort_key="kind"),
        "ukprn",
        BooleanColumn("is_live", label=_("Shown"), sort_key="is_live"),
        UpdatedAtColumn(accessor="updated_at", label=_("Changed")),
    ]
    list_filter = ["kind", "is_live"]
    list_export = ["name", "kind", "ukprn", "website", "email", "phone", "is_live", "updated_at"]
    search_fields = ["name", "trading_name", "ukprn"]
    edit_handler = ObjectList(
        [
            MultiFieldPanel(
                [
                    TitleFieldPanel("name", targets=["slug"], placeholder=False),
                    FieldPanel("trading_name", help_text=_("When people know it by another name.")),
                    FieldPanel(
                        "slug",
                        widget=SlugInput,
                        help_text=_("Part of the address of its page, such as walsall-college."),
                    ),
                    FieldRowPanel([FieldPanel("kind"), FieldPanel("ukprn")]),
                    FieldPanel("is_live"),
                    # Who decides checks says who needs none.
                    FieldPanel("is_trusted", permission="publishing.decide_review"),
                ],
                heading=_("Who it is"),
            ),
            FieldPanel("about", help_text=_("Plain words, for a person who has never been there.")),
            FieldPanel("languages_spoken"),
            MultiFieldPanel(
                [
                    FieldPanel("website"),
                    FieldRowPanel([FieldPanel("email"), FieldPanel("phone")]),
                    FieldPanel("address"),
                    FieldPanel("inspection_url", help_text=_("The page of Ofsted's report.")),
                ],
                heading=_("How to reach it"),
            ),
            FieldPanel("verified_at", help_text=_("When somebody checked these facts with it.")),
        ],
        base_form_class=OrganisationForm,
    )


class VenueViewSet(NamedSnippetViewSet):
    """Buildings, rooms and online rooms."""

    model = Venue
    icon = "home"
    ordering = ("provider__name", "name", "pk")
    list_display = [
        "name",
        Column("provider", label=_("Provider"), sort_key="provider__name"),
        Column("town", label=_("Town"), sort_key="town"),
        "postcode",
        Column("type", accessor="get_venue_type_display", label=_("Type")),
        BooleanColumn("is_live", label=_("In use"), sort_key="is_live"),
    ]
    list_filter = ["provider", "venue_type", "is_live"]
    search_fields = ["name", "reference", "town", "postcode", "provider__name"]
    edit_handler = ObjectList(
        [
            MultiFieldPanel(
                [
                    FieldPanel("provider"),
                    FieldPanel("name"),
                    FieldRowPanel([FieldPanel("reference"), FieldPanel("venue_type")]),
                    FieldRowPanel([FieldPanel("is_study_place"), FieldPanel("is_live")]),
                ],
                heading=_("What it is"),
            ),
            MultiFieldPanel(
                [
                    FieldPanel("address_line_1"),
                    FieldPanel("address_line_2"),
                    FieldRowPanel(
                        [FieldPanel("town"), FieldPanel("county"), FieldPanel("postcode")]
                    ),
                    HelpPanel(
                        content=_(
                            "Leave council, town and point empty to place the venue by its "
                            "address, in the middle of its part postcode."
                        )
                    ),
                    FieldRowPanel([FieldPanel("council"), FieldPanel("town_place")]),
                    FieldRowPanel([FieldPanel("latitude"), FieldPanel("longitude")]),
                    FieldPanel("is_location_approximate"),
                ],
                heading=_("Where it is"),
            ),
            MultiFieldPanel(
                access_panels(
                    _(
                        "Ask the venue. Leave “Not known” until somebody has answered: a guess "
                        "can send a person to a door they cannot use."
                    )
                ),
                heading=_("Access"),
            ),
            MultiFieldPanel(
                [
                    FieldPanel("website"),
                    FieldRowPanel([FieldPanel("email"), FieldPanel("phone")]),
                ],
                heading=_("How to reach it, when it differs from the provider"),
            ),
        ],
        base_form_class=VenueForm,
    )

    def get_queryset(self, request: object) -> object:
        """Fetch the provider with each row."""
        return Venue.objects.select_related("provider")
