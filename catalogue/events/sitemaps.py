"""The events that have a date ahead, for the site map."""

import datetime

from catalogue.events.dates import EventDate
from catalogue.events.pages import EventPage
from portal.core import clock
from portal.core.site_map import SiteMap


class EventSiteMap(SiteMap):
    """Events that visitors can still go to. What is over, or for staff, is no address to find."""

    def items(self) -> list[EventPage]:
        """Return the events in the first language, in order of id."""
        ahead = EventDate.objects.public().ahead(clock.now()).order_by().values("event")
        pages = EventPage.objects.filter(pk__in=ahead).order_by("pk")
        return [page for page in pages if page.get_url_parts()]

    def location(self, item: EventPage) -> str:
        """Return the path of the page."""
        return str(item.get_url_parts()[2])

    def lastmod(self, item: EventPage) -> datetime.datetime | None:
        """Return when the page was last published."""
        return item.last_published_at
