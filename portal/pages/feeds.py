"""The news as an Atom feed. Addresses come from the settings, never from the request."""

import datetime
from collections.abc import Iterable
from typing import Any

from django.conf import settings
from django.contrib.syndication.views import Feed
from django.utils.feedgenerator import Atom1Feed

from portal.core.models import SiteContact
from portal.core.structured_data import absolute
from portal.core.xml_text import fit_for_xml
from portal.pages.news import NewsPage

MOST_ITEMS = 30


class NewsFeed(Feed):
    """What is new, newest first."""

    feed_type = Atom1Feed

    def title(self) -> str:
        """Return the name of the site and what it is."""
        return fit_for_xml(f"{SiteContact.current().service_name}: news and publications")

    def link(self) -> str:
        """Return the page of news."""
        return absolute("/news/")

    def feed_url(self) -> str:
        """Return the feed's own address."""
        return absolute("/feeds/news.atom")

    def items(self) -> Iterable[NewsPage]:
        """Return the newest pages. A translation is the same entry: it has the same ``guid``."""
        english = NewsPage.objects.filter(locale__language_code=settings.LANGUAGE_CODE)
        return english.live().public().order_by("-published_date", "-pk")[:MOST_ITEMS]

    def item_title(self, item: Any) -> str:
        """Return the title."""
        return fit_for_xml(item.title)

    def item_description(self, item: Any) -> str:
        """Return the summary."""
        return fit_for_xml(item.summary)

    def item_link(self, item: NewsPage) -> str:
        """Return the full address."""
        return absolute(item.get_url_parts()[2])

    def item_guid(self, item: NewsPage) -> str:
        """Return what stays when the address changes."""
        return f"urn:uuid:{item.translation_key}"

    def item_pubdate(self, item: NewsPage) -> datetime.datetime:
        """Return the day as a moment."""
        return datetime.datetime.combine(item.published_date, datetime.time(9), tzinfo=datetime.UTC)

    def item_updateddate(self, item: NewsPage) -> datetime.datetime:
        """Return when the page last changed."""
        return item.last_published_at or self.item_pubdate(item)
