"""What every page of editors shares."""

import datetime
from http import HTTPMethod
from typing import Any, NamedTuple

from django.conf import settings
from django.db import models
from django.http import HttpRequest
from django.utils.translation import get_language, override
from django.utils.translation import gettext_lazy as _
from wagtail.admin.panels import FieldPanel, MultiFieldPanel
from wagtail.admin.widgets import AdminAutoHeightTextInput
from wagtail.models import Page

from portal.core.prose import one_line

# A language of the site that is written from right to left: "ur".
RIGHT_TO_LEFT = next(
    (code for code, _name in settings.LANGUAGES if code in settings.LANGUAGES_BIDI), ""
)


class SearchParts(NamedTuple):
    """What search keeps of a page: ``SearchParts("Help", "Call, write or visit", "...")``.

    It is found from the first to the last day, both included; None is no limit. ``names`` are
    other names of the page, ``sectors`` the slugs of those it is about.
    """

    title: str
    summary: str
    text: str
    from_date: datetime.date | None = None
    until_date: datetime.date | None = None
    names: tuple[str, ...] = ()
    sectors: tuple[str, ...] = ()


class BasePage(Page):
    """A page with a summary. Override ``search_parts`` to join the site's own search."""

    summary = models.CharField(
        _("summary"),
        max_length=240,
        blank=True,
        help_text=_("One or two sentences below the title. Search engines show them too."),
    )
    social_text = models.CharField(
        _("text when shared"),
        max_length=200,
        blank=True,
        help_text=_("Shown when somebody sends the address in a message. Else the summary."),
    )

    # A page is read. Its forms are sent to addresses of their own.
    allowed_http_methods = [HTTPMethod.GET, HTTPMethod.HEAD, HTTPMethod.OPTIONS]
    # A page whose words all come from the site's own translations speaks every language.
    speaks_every_language = False

    content_panels = [
        *Page.content_panels,
        FieldPanel("summary", widget=AdminAutoHeightTextInput),
    ]
    promote_panels = [
        MultiFieldPanel(
            [
                FieldPanel("slug"),
                FieldPanel("seo_title"),
                FieldPanel("search_description"),
                FieldPanel("social_text"),
            ],
            heading=_("Address, search engines and sharing"),
        )
    ]
    show_in_menus_default = False
    # The width of a phone is the first of Wagtail's sizes. A page that reads from right to left
    # shows what a translation will look like before there is one.
    preview_modes = [("", _("As it is")), (RIGHT_TO_LEFT, _("From right to left"))]

    class Meta:
        abstract = True

    def full_clean(self, *args: Any, **kwargs: Any) -> None:
        """Take marks out of the title and the summary that would turn the rest of a page."""
        for name in ("title", "summary"):
            setattr(self, name, one_line(getattr(self, name)))
        super().full_clean(*args, **kwargs)

    def search_parts(self) -> SearchParts | None:
        """Return what search should know of this page, or ``None`` to stay out of search."""
        return None

    @property
    def is_in_another_language(self) -> bool:
        """Whether the words of this page are not in the language of the frame around it."""
        if self.speaks_every_language:
            return False
        return self.locale.language_code != (get_language() or settings.LANGUAGE_CODE)

    def serve_preview(self, request: HttpRequest, mode_name: str) -> Any:
        """Render a preview, from right to left when the editor asks for it."""
        if not mode_name:
            return super().serve_preview(request, mode_name)
        with override(RIGHT_TO_LEFT):
            return super().serve_preview(request, "").render()

    def get_context(self, request: HttpRequest, *args: Any, **kwargs: Any) -> dict[str, Any]:
        """Add the breadcrumbs and the addresses of live translations."""
        context = super().get_context(request, *args, **kwargs)
        context["crumbs"] = [(page.title, page.get_url(request)) for page in self._parents()]
        context["translations"] = [] if self.speaks_every_language else self._live_translations()
        return context

    def _parents(self) -> list[Page]:
        """Return the pages above, without the invisible root and the home page."""
        return list(self.get_ancestors().filter(depth__gt=2)) if self.depth > 3 else []

    def _live_translations(self) -> list[Page]:
        pages = self.get_translations(inclusive=True).live().select_related("locale")
        return list(pages)
