"""What the providers' area adds to the admin."""

from wagtail import hooks

from catalogue.publishing.checks.home_panel import add_checks_panel

hooks.register("construct_homepage_panels", add_checks_panel)
