"""Pages of text: privacy, the accessibility statement."""

from django.db import models
from django.utils.translation import gettext_lazy as _
from wagtail.admin.panels import FieldPanel
from wagtail.fields import StreamField

from portal.core.blocks.body import BodyBlock
from portal.core.pages import BasePage, SearchParts
from portal.pages.words import words_of


class StandardPage(BasePage):
    """A page of text: about us, privacy, the accessibility statement."""

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
        return SearchParts(self.title, self.summary, words_of(self.body))
