"""What the providers' area adds to the admin."""

from wagtail import hooks

from catalogue.publishing.checks.home_panel import add_checks_panel
from catalogue.publishing.employers import stand_admin
from catalogue.publishing.employers.stand_panel import add_stands_panel

hooks.register("construct_homepage_panels", add_checks_panel)
hooks.register("construct_homepage_panels", add_stands_panel)
hooks.register("register_admin_urls", stand_admin.addresses)
hooks.register("register_admin_menu_item", stand_admin.menu_item)
