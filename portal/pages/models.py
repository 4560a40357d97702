"""Home and pages of text."""

from typing import Any

from django.db import models
from django.http import HttpRequest
from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _
from wagtail.admin.panels import FieldPanel
from wagtail.fields import StreamField

from portal.core.blocks.body import BodyBlock
from portal.core.models import Sector
from portal.core.pages import BasePage, SearchParts


class HomePage(BasePage):
    """The first page. Its frame is translated with the site; editors may add to it."""

    heading = models.CharField(
        _("heading"),
        max_length=60,
        blank=True,
        help_text=_("Empty: Find your next step, in the language of the visitor."),
    )
    introduction = models.CharField(
        _("line below the heading"),
        max_length=160,
        blank=True,
        help_text=_("Empty: the site's own line, in the language of the visitor."),
    )
    body = StreamField(BodyBlock(), verbose_name=_("more"), blank=True)

    speaks_every_language = True
    template = "home/home_page.html"
    parent_page_types = ["wagtailcore.Page"]
    content_panels = [
        *BasePage.content_panels,
        FieldPanel("heading"),
        FieldPanel("introduction"),
        FieldPanel("body"),
    ]

    class Meta:
        verbose_name = _("home page")

    def get_context(self, request: HttpRequest, *args: Any, **kwargs: Any) -> dict[str, Any]:
        """Add the sectors, and whether the editor's own words are in another language."""
        context = super().get_context(request, *args, **kwargs)
        context["sectors"] = list(Sector.objects.order_by("position", "name"))
        context["is_other_language"] = self.locale.language_code != get_language()
        return context


class StandardPage(BasePage):
    """A page of text: help, privacy, the accessibility statement."""

    body = StreamField(BodyBlock(), verbose_name=_("text"), blank=True)
    checked_date = models.DateField(
        _("checked on"),
        null=True,
        blank=True,
        help_text=_("The day on which somebody last made sure that the page is right."),
    )
    is_in_search = models.BooleanField(
        _("can be found by search"),
        default=True,
        help_text=_("Turn off for pages such as cookies, which nobody looks for by subject."),
    )

    template = "pages/standard_page.html"
    parent_page_types = ["pages.HomePage", "pages.StandardPage"]
    content_panels = [
        *BasePage.content_panels,
        FieldPanel("body"),
        FieldPanel("checked_date"),
        FieldPanel("is_in_search"),
    ]

    class Meta:
        verbose_name = _("page of text")
        verbose_name_plural = _("pages of text")

    def search_parts(self) -> SearchParts | None:
        """Return the title, the summary and all words of the blocks."""
        if not self.is_in_search:
            return None
        words = self.body.stream_block.get_searchable_content(self.body)
        return SearchParts(self.title, self.summary, "\n".join(str(part) for part in words))
