"""What pages of words add to the admin."""

from wagtail import hooks

from portal.pages import publishing_checks
from portal.pages.needs_your_eye import add_needs_panel

__all__ = ["publishing_checks"]  # registers its checks

hooks.register("construct_homepage_panels", add_needs_panel)
