"""Lists of the admin for sectors, subjects and places."""

from django.utils.translation import gettext_lazy as _
from wagtail.admin.panels import (
    FieldPanel,
    FieldRowPanel,
    MultiFieldPanel,
    ObjectList,
    TitleFieldPanel,
)
from wagtail.admin.ui.tables import Column
from wagtail.admin.widgets.slug import SlugInput
from wagtail.snippets.views.snippets import SnippetViewSetGroup

from portal.core.admin_forms import LinesField, NamesByLanguageField, edit_json_as
from portal.core.admin_views import NamedSnippetViewSet
from portal.core.models import Place, Sector, SiteContact, Subject
from portal.core.place_form import PlaceForm

edit_json_as(
    SiteContact,
    "help_hours_translations",
    form_class=NamesByLanguageField,
    help_text=_("Leave a box empty to show the English hours."),
)
for _model in (Sector, Subject):
    edit_json_as(
        _model,
        "translations",
        form_class=NamesByLanguageField,
        help_text=_("Leave a box empty to show the English name."),
    )
edit_json_as(
    Subject,
    "ssa_tier2_codes",
    form_class=LinesField,
    line_pattern=r"\d{1,2}\.\d{1,2}",
    line_remedy=_("Write a code of LARS, such as 01.3."),
    help_text=_("Codes of LARS that mean this subject, one on each line, such as 01.3."),
)
edit_json_as(
    Subject,
    "title_words",
    form_class=LinesField,
    line_max_length=60,
    help_text=_(
        "One word or phrase on each line. A course without a LARS code gets this subject when "
        "one of them is in its title."
    ),
)
edit_json_as(
    Place,
    "aliases",
    form_class=LinesField,
    help_text=_("Names that people also use, one on each line, such as Brum."),
)


class SectorViewSet(NamedSnippetViewSet):
    """Parts of the economy."""

    model = Sector
    icon = "folder-open-inverse"
    ordering = ("position", "name")
    list_display = ["name", "motif", "position"]
    search_fields = ["name", "slug", "summary"]
    panels = [
        TitleFieldPanel("name", targets=["slug"], placeholder=False),
        FieldPanel(
            "slug",
            widget=SlugInput,
            help_text=_("Part of web addresses. Changing it breaks links to this sector."),
        ),
        FieldPanel("summary", help_text=_("One sentence for the tile on the first page.")),
        FieldRowPanel([FieldPanel("motif"), FieldPanel("position")]),
        FieldPanel("translations"),
    ]


class SubjectViewSet(NamedSnippetViewSet):
    """What is taught."""

    model = Subject
    icon = "tag"
    ordering = ("position", "name")
    list_display = ["name", "sector", "position"]
    list_filter = ["sector"]
    search_fields = ["name", "slug"]
    panels = [
        TitleFieldPanel("name", targets=["slug"], placeholder=False),
        FieldPanel(
            "slug",
            widget=SlugInput,
            help_text=_("Part of web addresses. Changing it breaks links to this subject."),
        ),
        FieldPanel("sector", help_text=_("Empty for English, maths and other subjects for all.")),
        FieldPanel("position"),
        FieldPanel("translations"),
        MultiFieldPanel(
            [FieldPanel("ssa_tier2_codes"), FieldPanel("title_words")],
            heading=_("How courses get this subject"),
        ),
    ]


class PlaceViewSet(NamedSnippetViewSet):
    """Places that people name when they search."""

    model = Place
    icon = "site"
    ordering = ("name", "pk")
    list_display = [
        "name",
        Column("kind", accessor="get_kind_display", label=_("Kind"), sort_key="kind"),
        Column("parent", label=_("Inside"), accessor="parent.name"),
        "ons_code",
    ]
    list_filter = ["kind"]
    search_fields = ["name", "slug", "ons_code"]
    edit_handler = ObjectList(
        [
            FieldPanel("kind"),
            TitleFieldPanel("name", targets=["slug"], placeholder=False),
            FieldPanel(
                "slug",
                widget=SlugInput,
                help_text=_("Part of web addresses. Changing it breaks links to this place."),
            ),
            FieldPanel("aliases"),
            FieldPanel("parent"),
            FieldPanel("members"),
            FieldRowPanel([FieldPanel("latitude"), FieldPanel("longitude")]),
            MultiFieldPanel(
                [
                    FieldPanel("ons_code", help_text=_("Nine characters, such as E08000030.")),
                    FieldPanel("source"),
                    FieldPanel("source_date"),
                ],
                heading=_("Where the facts come from"),
            ),
        ],
        base_form_class=PlaceForm,
    )


class PlacesAndSubjectsGroup(SnippetViewSetGroup):
    """One menu for what courses are sorted by."""

    menu_label = _("Places and subjects")
    menu_icon = "site"
    menu_order = 210
    items = (SectorViewSet, SubjectViewSet, PlaceViewSet)
