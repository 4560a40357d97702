"""Courses that people can join today, for search engines."""

import datetime

from django.db.models import QuerySet

from catalogue.courses.models import Course
from portal.core import clock
from portal.core.site_map import SiteMap


class CourseSiteMap(SiteMap):
    """The page of each listed course, with the day it last changed."""

    def items(self) -> QuerySet[Course]:
        """Return listed courses in a fixed order: pages of the map must not shift."""
        fields = ("pk", "title", "updated_at")
        return Course.objects.listed_on(clock.today()).only(*fields).order_by("pk")

    def lastmod(self, item: Course) -> datetime.datetime:
        """Return when the course last changed."""
        return item.updated_at
