"""Pages whose structure is held once, for every language."""

from typing import ClassVar, Self

from django.conf import settings
from django.utils.functional import cached_property
from wagtail.models import PageManager

from portal.core.pages import BasePage


def lines_of(text: str) -> list[str]:
    """Return the lines of a field that holds one item on each line, without empty ones."""
    return [line.strip() for line in text.splitlines() if line.strip()]


class StructuredPage(BasePage):
    """A page with words of its own and a structure (links, figures, places on the map).

    Only the words are translated. The structure is read from the page in the site's first
    language, so that a figure changed there changes in every language at once.
    """

    objects: ClassVar[PageManager]  # known to the type checker by its name alone

    class Meta:
        abstract = True

    @cached_property
    def source(self) -> Self:
        """Return the page that holds the structure: this one, or the English one it translates."""
        if self.locale.language_code == settings.LANGUAGE_CODE:
            return self
        found = (
            type(self)
            .objects.filter(
                translation_key=self.translation_key, locale__language_code=settings.LANGUAGE_CODE
            )
            .select_related("locale")
            .first()
        )
        return found or self
