"""News, publications and pages about policy. Not in the main menu."""

from typing import Any

from django.db import models
from django.http import HttpRequest
from django.utils.translation import gettext_lazy as _
from wagtail.admin.panels import FieldPanel, FieldRowPanel, MultiFieldPanel
from wagtail.fields import StreamField

from portal.core.blocks.body import BodyBlock
from portal.core.pages import BasePage, SearchParts
from portal.core.structured import lines_of
from portal.pages.enums import NewsKind
from portal.pages.words import words_of

MOST_LISTED = 50
MOST_RELATED = 3


class NewsIndexPage(BasePage):
    """All news, newest first."""

    template = "news/news.html"
    parent_page_types = ["pages.HomePage"]
    subpage_types = ["pages.NewsPage"]
    max_count_per_parent = 1
    speaks_every_language = True

    class Meta:
        verbose_name = _("list of news")

    def get_context(self, request: HttpRequest, *args: Any, **kwargs: Any) -> dict[str, Any]:
        """Add the news."""
        context = super().get_context(request, *args, **kwargs)
        context["items"] = list(
            NewsPage.objects.child_of(self)
            .live()
            .public()
            .order_by("-published_date", "-pk")[:MOST_LISTED]
        )
        return context


class NewsPage(BasePage):
    """A piece of news, or a publication: its summary and its text as a page, a file as an extra."""

    kind = models.CharField(
        _("kind"), max_length=11, choices=NewsKind.choices, default=NewsKind.NEWS
    )
    published_date = models.DateField(_("published on"))
    key_points = models.TextField(
        _("in short"), blank=True, help_text=_("Of a publication: one point on each line.")
    )
    body = StreamField(BodyBlock(), verbose_name=_("text"), blank=True)
    source_name = models.CharField(_("source"), max_length=160, blank=True)
    source_url = models.URLField(_("address of the source"), max_length=300, blank=True)
    file = models.ForeignKey(
        "wagtaildocs.Document",
        verbose_name=_("the same as a file"),
        on_delete=models.SET_NULL,
        null=True,
        blank=True,
        related_name="+",
        help_text=_("An extra. The page itself holds every word."),
    )
    checked_date = models.DateField(_("checked on"), null=True, blank=True)

    template = "news/news_page.html"
    parent_page_types = ["pages.NewsIndexPage"]
    subpage_types: list[str] = []
    content_panels = [
        *BasePage.content_panels,
        FieldRowPanel([FieldPanel("kind"), FieldPanel("published_date")]),
        FieldPanel("key_points"),
        FieldPanel("body"),
        MultiFieldPanel(
            [FieldPanel("source_name"), FieldPanel("source_url"), FieldPanel("file")],
            heading=_("Where it comes from"),
        ),
        FieldPanel("checked_date"),
    ]

    class Meta:
        verbose_name = _("piece of news")
        verbose_name_plural = _("news")

    def get_context(self, request: HttpRequest, *args: Any, **kwargs: Any) -> dict[str, Any]:
        """Add other news, newest first."""
        context = super().get_context(request, *args, **kwargs)
        others = NewsPage.objects.live().public().filter(locale=self.locale).exclude(pk=self.pk)
        context["others"] = list(others.order_by("-published_date", "-pk")[:MOST_RELATED])
        return context

    @property
    def points(self) -> list[str]:
        """The lines of ``key_points``."""
        return lines_of(self.key_points)

    def search_parts(self) -> SearchParts | None:
        """Return the title, the summary and all words."""
        return SearchParts(self.title, self.summary, f"{self.key_points}\n{words_of(self.body)}")
