"""What accounts add to the admin."""

from wagtail import hooks

from portal.accounts.account_menu import password, second_step

hooks.register("register_account_menu_item", second_step)
hooks.register("register_account_menu_item", password)
