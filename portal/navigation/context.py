"""What base.html needs on every page: language links, menus, contact details."""

from dataclasses import dataclass, replace
from functools import cached_property
from typing import Any

from django.conf import settings
from django.http import HttpRequest
from django.utils.translation import gettext, gettext_noop

from portal.core.models import SiteContact
from portal.navigation import menus
from portal.navigation.languages import Language, active_language, address_in, known_languages
from portal.navigation.shared_address import shareable

# The names of the region in the settings; another region adds its own to the translations.
REGION_NAMES = (gettext_noop("the West Midlands"), gettext_noop("West Midlands"))


def shell(request: HttpRequest) -> dict[str, Any]:
    """Return ``{"shell": Shell}``. Nothing is computed until a template asks."""
    return {"shell": Shell(request)}


@dataclass(frozen=True)
class Shell:
    """The frame around a page. Each part is worked out once a request, on first use."""

    request: HttpRequest

    @cached_property
    def languages(self) -> list[Language]:
        """Every language with the address of this page in it, question marks and all.

        Of a whole postcode only the first half: people pass these links on.
        """
        path = shareable(self.request.get_full_path())
        return [
            replace(one, url=address_in(path, one.code), is_current=one.code == self._code)
            for one in known_languages()
        ]

    @cached_property
    def language(self) -> Language:
        """The language of the page's frame."""
        return next((one for one in self.languages if one.is_current), self.languages[0])

    @cached_property
    def canonical(self) -> str:
        """The full address of this page without its query."""
        return f"{settings.SITE_URL.rstrip('/')}{self.request.path}"

    @cached_property
    def alternates(self) -> list[Language]:
        """The full address of this page in each language, for search engines."""
        site, path = settings.SITE_URL.rstrip("/"), self.request.path
        return [
            replace(one, url=f"{site}{address_in(path, one.code)}") for one in known_languages()
        ]

    @cached_property
    def contact(self) -> SiteContact:
        """Phone, hours and email: at most one query, from a cache of a minute."""
        return SiteContact.current()

    @cached_property
    def header(self) -> list[menus.Link]:
        """The main menu."""
        return self._links(menus.HEADER)

    @cached_property
    def footer_find(self) -> list[menus.Link]:
        """The first list of the footer."""
        return self._links(menus.FIND)

    @cached_property
    def ways_on(self) -> list[menus.Link]:
        """Where a page leads that has nothing to show."""
        return self._links(menus.WAYS_ON)

    @cached_property
    def footer_about(self) -> list[menus.Link]:
        """The second list of the footer."""
        return self._links(menus.ABOUT)

    @cached_property
    def search_url(self) -> str:
        """The address of the search form: ``/ur/search/``."""
        return address_in("/search/", self._code)

    @cached_property
    def home_url(self) -> str:
        """The first page in this language."""
        return address_in("/", self._code)

    @cached_property
    def help_url(self) -> str:
        """The page of help."""
        return address_in("/help/", self._code)

    @property
    def region(self) -> str:
        """``West Midlands``."""
        return gettext(settings.REGION["short_name"])

    @property
    def region_with_article(self) -> str:
        """``the West Midlands``."""
        return gettext(settings.REGION["name"])

    @cached_property
    def _code(self) -> str:
        return active_language()

    def _links(self, entries: tuple[menus.Entry, ...]) -> list[menus.Link]:
        request = self.request
        query = request.META.get("QUERY_STRING", "")
        return menus.links(entries, language=self._code, path=request.path, query=query)
