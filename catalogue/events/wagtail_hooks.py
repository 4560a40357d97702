"""What events add to the admin."""

from wagtail import hooks

from catalogue.events import language_ticks, publishing_checks
from catalogue.events.page_guards import needed_dates, refuse_to_hide, say_who_is_told
from catalogue.events.pages import EventPage
from portal.core.deletion import also_named_by

__all__ = ["language_ticks", "publishing_checks"]  # they register themselves

also_named_by(EventPage, needed_dates)
hooks.register("before_unpublish_page", refuse_to_hide, order=-1)  # before warnings about links
hooks.register("after_publish_page", say_who_is_told)
