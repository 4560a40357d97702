"""Pages that many others name and link to are for everybody, or off the site: never private."""

from typing import Any

from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _
from wagtail.models import PageViewRestriction

PUBLIC: list[str] = []  # the choices of privacy that such a page offers


def refuse_privacy(sender: Any, instance: PageViewRestriction, **_kwargs: Any) -> None:
    """Refuse to make a page private whose name, pay or rules stand on maps and in lists.

    The page itself would ask for a password while its words stay readable on all the others.
    """
    page = instance.page.specific_class
    if page is not None and not page.private_page_options:
        raise ValidationError(
            _("Other pages show what is on “%(title)s”, so it cannot be private. Unpublish it.")
            % {"title": instance.page.title}
        )
