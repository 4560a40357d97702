"""The first page."""

from typing import Any

from django.db import models
from django.http import HttpRequest
from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _
from wagtail.admin.panels import FieldPanel
from wagtail.fields import StreamField

from portal.core.blocks.body import BodyBlock
from portal.core.pages import BasePage


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
        """Add whether the editor's own words are in another language."""
        context = super().get_context(request, *args, **kwargs)
        context["is_other_language"] = self.locale.language_code != get_language()
        return context
