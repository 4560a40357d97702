"""Lists of the admin for shared facts and the words that we explain."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _
from wagtail.admin.forms.models import WagtailAdminModelForm
from wagtail.admin.panels import (
    FieldPanel,
    FieldRowPanel,
    MultiFieldPanel,
    ObjectList,
    TitleFieldPanel,
)
from wagtail.admin.ui.tables import Column, DateColumn
from wagtail.admin.widgets.slug import SlugInput
from wagtail.snippets.views.snippets import SnippetViewSetGroup

from portal.core.admin_forms import NamesByLanguageField, PoundsField, edit_json_as
from portal.core.admin_views import NamedSnippetViewSet
from portal.core.deletion import also_named_by
from portal.core.facts import FactKind
from portal.core.models import GlossaryTerm, SharedFact
from portal.core.used_by import UsedByPanel, pages_naming

also_named_by(SharedFact, pages_naming)
edit_json_as(
    SharedFact,
    "text_translations",
    form_class=NamesByLanguageField,
    max_length=300,
    help_text=_("Only when it differs, such as the hours of a phone line. Empty: as in English."),
)
edit_json_as(
    GlossaryTerm,
    "term_translations",
    form_class=NamesByLanguageField,
    help_text=_("Leave a box empty to show the English word."),
)
edit_json_as(
    GlossaryTerm,
    "meaning_translations",
    form_class=NamesByLanguageField,
    max_length=400,
    rows=3,
    help_text=_("Leave a box empty to show the English meaning."),
)

SOURCE_PANEL = MultiFieldPanel(
    [
        FieldRowPanel([FieldPanel("source_name"), FieldPanel("as_of_date")]),
        FieldPanel("source_url"),
        FieldRowPanel([FieldPanel("stale_after_date"), FieldPanel("checked_date")]),
    ],
    heading=_("Where it comes from"),
)


class SharedFactForm(WagtailAdminModelForm):
    """A fact that many pages share."""

    amount_pence = PoundsField(
        label=_("Amount in pounds"), help_text=_("Of a legal minimum: pounds an hour.")
    )

    def clean(self) -> dict[str, Any]:
        """Ask for the amount of a legal minimum: pay is compared with it."""
        cleaned: dict[str, Any] = super().clean()
        if cleaned.get("kind") == FactKind.PAY_FLOOR and not cleaned.get("amount_pence"):
            self.add_error("amount_pence", _("Write the pounds an hour."))
        return cleaned


class GlossaryTermForm(WagtailAdminModelForm):
    """A word and its meaning."""

    meaning = forms.CharField(
        label=_("Meaning"),
        max_length=400,
        widget=forms.Textarea(attrs={"rows": 3}),
        help_text=_("One to three short sentences."),
    )


class SharedFactViewSet(NamedSnippetViewSet):
    """Phone numbers, names, limits and pay floors."""

    model = SharedFact
    icon = "info-circle"
    ordering = ("kind", "name", "pk")
    list_display = [
        "name",
        Column("kind", accessor="get_kind_display", label=_("Kind"), sort_key="kind"),
        "text",
        DateColumn("as_of_date", label=_("As of"), sort_key="as_of_date"),
        DateColumn("checked_date", label=_("Checked"), sort_key="checked_date"),
    ]
    list_filter = ["kind"]
    search_fields = ["name", "key", "text"]
    edit_handler = ObjectList(
        [
            MultiFieldPanel(
                [
                    FieldPanel("name"),
                    FieldPanel("kind"),
                    FieldPanel(
                        "key",
                        widget=SlugInput,
                        help_text=_("Texts name it by this, like [[national-careers-phone]]."),
                    ),
                    FieldPanel("text"),
                    FieldPanel("amount_pence"),
                ],
                heading=_("The fact"),
            ),
            SOURCE_PANEL,
            FieldPanel("text_translations"),
            UsedByPanel(),
        ],
        base_form_class=SharedFactForm,
    )


class GlossaryTermViewSet(NamedSnippetViewSet):
    """Words and what they mean."""

    model = GlossaryTerm
    icon = "openquote"
    ordering = ("term", "pk")
    list_display = ["term", "meaning"]
    search_fields = ["term", "also_known_as", "meaning"]
    edit_handler = ObjectList(
        [
            TitleFieldPanel("term", targets=["slug"], placeholder=False),
            FieldPanel("slug", widget=SlugInput, help_text=_("Part of its address on /words/.")),
            FieldPanel("also_known_as"),
            FieldPanel("meaning"),
            FieldPanel("term_translations"),
            FieldPanel("meaning_translations"),
        ],
        base_form_class=GlossaryTermForm,
    )


class FactsAndWordsGroup(SnippetViewSetGroup):
    """One menu for what is held once and shown on many pages."""

    menu_label = _("Facts and words")
    menu_icon = "info-circle"
    menu_order = 208
    items = (SharedFactViewSet, GlossaryTermViewSet)
