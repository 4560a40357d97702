"""The help page, and guides: short steps on one sheet of paper."""

from typing import Any

from django.conf import settings
from django.core.exceptions import ValidationError
from django.db import models
from django.http import HttpRequest, HttpResponse
from django.utils.translation import gettext_lazy as _
from wagtail import blocks
from wagtail.admin.panels import FieldPanel, FieldRowPanel, MultiFieldPanel
from wagtail.contrib.routable_page.models import RoutablePageMixin, path
from wagtail.fields import StreamField

from portal.core.blocks.body import BodyBlock
from portal.core.blocks.links import LinkCardBlock
from portal.core.pages import BasePage, SearchParts
from portal.pages.enums import GuideGroup
from portal.pages.help_tiles import tile_groups
from portal.pages.words import word_count, words_of

MOST_WORDS = 600  # of a guide: two sides of paper in large print, or one in small
MOST_RELATED = 4
# Addresses below /help/ that belong to views.
RESERVED_SLUGS = frozenset({"near-you"})


class GuideIcon(models.TextChoices):
    """The drawing beside a guide on the help page: a symbol of the icon file."""

    CHILD = "CHILD", _("Child")
    BUS = "BUS", _("Bus")
    HEART = "HEART", _("Heart")
    COIN = "COIN", _("Coin")
    CHECK = "CHECK", _("Tick")
    TALK = "TALK", _("Talk")
    POST = "POST", _("Signpost")
    PEN = "PEN", _("Pen")
    MAIL = "MAIL", _("Letter")
    PEOPLE = "PEOPLE", _("People")
    SEARCH = "SEARCH", _("Magnifier")
    BOOK = "BOOK", _("Book")
    CASE = "CASE", _("Case")
    LIST = "LIST", _("List")


class RelatedBlock(blocks.StreamBlock):
    """Where to go next: four cards at most."""

    card = LinkCardBlock(icon="link", label=_("Card"))

    class Meta:
        max_num = MOST_RELATED


class FormLineBlock(blocks.StructBlock):
    """A heading of a paper form, and empty lines to write on."""

    heading = blocks.CharBlock(label=_("Heading"), max_length=80)
    hint = blocks.CharBlock(label=_("What to write"), max_length=200, required=False)
    lines = blocks.IntegerBlock(label=_("Empty lines"), min_value=1, max_value=12, default=2)

    def get_context(self, value: Any, parent_context: Any = None) -> dict[str, Any]:
        """Add something to loop over, as templates cannot count."""
        context: dict[str, Any] = super().get_context(value, parent_context=parent_context)
        return {**context, "line_range": range(value["lines"])}

    class Meta:
        icon = "form"
        label = _("Part of the form")
        template = "blocks/form_lines.html"


class BlankFormBlock(blocks.StreamBlock):
    """A sheet to fill in by hand."""

    part = FormLineBlock()

    class Meta:
        max_num = 12


class HelpPage(BasePage):
    """Help: what is in the way, guides, and a person to talk to. Guides below it are its tiles."""

    body = StreamField(BodyBlock(), verbose_name=_("more"), blank=True)
    checked_date = models.DateField(_("checked on"), null=True, blank=True)

    template = "pages/help_page.html"
    parent_page_types = ["pages.HomePage"]
    subpage_types = ["pages.GuidePage"]
    max_count_per_parent = 1
    content_panels = [
        *BasePage.content_panels,
        FieldPanel("body"),
        FieldPanel("checked_date"),
    ]

    class Meta:
        verbose_name = _("help page")
        verbose_name_plural = _("help pages")

    def get_context(self, request: HttpRequest, *args: Any, **kwargs: Any) -> dict[str, Any]:
        """Add the guides below it, by group."""
        context = super().get_context(request, *args, **kwargs)
        context["groups"] = tile_groups(self)
        return context

    def search_parts(self) -> SearchParts | None:
        """Return the title, the summary and all words of the blocks."""
        return SearchParts(self.title, self.summary, words_of(self.body))


class GuidePage(RoutablePageMixin, BasePage):
    """A guide: what to do, step by step, printable on A4."""

    group = models.CharField(
        _("heading on the help page"),
        max_length=5,
        choices=GuideGroup.choices,
        default=GuideGroup.OTHER,
    )
    icon = models.CharField(
        _("drawing"), max_length=6, choices=GuideIcon.choices, default=GuideIcon.BOOK
    )
    tile_text = models.CharField(
        _("line on the tile"),
        max_length=90,
        blank=True,
        help_text=_("A few words on the help page. Empty: the summary."),
    )
    body = StreamField(BodyBlock(), verbose_name=_("text"), blank=True)
    blank_form = StreamField(
        BlankFormBlock(),
        verbose_name=_("form to fill in by hand"),
        blank=True,
        help_text=_("A second sheet of paper, with lines to write on."),
    )
    related = StreamField(
        RelatedBlock(), verbose_name=_("where to go next"), blank=True, max_num=MOST_RELATED
    )
    checked_date = models.DateField(
        _("checked on"),
        null=True,
        blank=True,
        help_text=_("The day on which somebody last made sure that the page is right."),
    )
    translation_checked_by = models.CharField(
        _("translation checked by"),
        max_length=120,
        blank=True,
        help_text=_("Who read the translation. Empty: the page says that nobody has yet."),
    )

    template = "pages/guide_page.html"
    parent_page_types = ["pages.HelpPage", "pages.HomePage"]
    subpage_types: list[str] = []
    content_panels = [
        *BasePage.content_panels,
        MultiFieldPanel(
            [FieldRowPanel([FieldPanel("group"), FieldPanel("icon")]), FieldPanel("tile_text")],
            heading=_("On the help page"),
        ),
        FieldPanel("body"),
        FieldPanel("blank_form"),
        FieldPanel("related"),
        FieldRowPanel([FieldPanel("checked_date"), FieldPanel("translation_checked_by")]),
    ]

    class Meta:
        verbose_name = _("guide")
        verbose_name_plural = _("guides")

    def clean(self) -> None:
        """Refuse an address that belongs to another page, and a guide that is too long."""
        super().clean()
        if self.slug in RESERVED_SLUGS:
            raise ValidationError({"slug": _("This address belongs to “Help near you”.")})
        if (count := self.word_count) > MOST_WORDS:
            message = _("A guide has 600 words at most. This one has %(count)s.") % {"count": count}
            raise ValidationError({"body": message})

    @property
    def text(self) -> str:
        """All words of the blocks."""
        return words_of(self.body)

    @property
    def word_count(self) -> int:
        """How many words the blocks have, in any language that puts spaces between words."""
        return word_count(self.text)

    @property
    def is_unchecked_translation(self) -> bool:
        """Whether nobody who speaks the language has read it yet."""
        is_source = self.locale.language_code == settings.LANGUAGE_CODE
        return not is_source and not self.translation_checked_by

    def serve_preview(self, request: HttpRequest, mode_name: str) -> Any:
        """Offer the same previews as other pages: a page with routes has a way of its own."""
        return BasePage.serve_preview(self, request, mode_name)

    @path("template/", name="template")
    def blank_form_view(self, request: HttpRequest) -> HttpResponse:
        """Show the sheet to fill in by hand, alone, so that it prints on its own."""
        return self.render(request, template="pages/guide_form.html")

    def search_parts(self) -> SearchParts | None:
        """Return the title, the summary and all words of the blocks."""
        return SearchParts(self.title, self.summary, self.text)
