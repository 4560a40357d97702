"""Fetching a feed in the background. Without a worker it runs at once, in the same process."""

from django_tasks import task

from catalogue.publishing.feeds.runs import run_feed
from catalogue.publishing.models import CourseFeed
from portal.core import clock


@task()
def fetch_now(feed_id: int) -> None:
    """Fetch one feed, unless it is gone or somebody fetches it already."""
    feed = CourseFeed.objects.select_related("organisation").filter(pk=feed_id).first()
    if feed is not None:
        run_feed(feed, now=clock.now(), today=clock.today())
