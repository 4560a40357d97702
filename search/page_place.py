"""The place that a page was given in its address: asked once, kept on every page."""

from dataclasses import dataclass
from urllib.parse import urlencode

from django.http import HttpRequest

from search.forms import LONGEST_PLACE, SearchForm, clean
from search.place_facts import Choice, Resolution
from search.place_names import place_name, place_phrase
from search.query import Point
from search.reference import get_reference


@dataclass(frozen=True)
class PagePlace:
    """Where the visitor of a page is.

    ``text`` goes back into the box and into addresses, never a whole postcode; ``label`` is
    ``"Walsall"`` and ``phrase`` ``"near Walsall"``. ``slugs`` are those of the place and of all
    that contain it, and the outward code of a point: ``("b15", "birmingham", ...)``. ``choices``
    are what a name could mean that means several places or none.
    """

    text: str
    resolution: Resolution
    slugs: tuple[str, ...] = ()

    @property
    def is_known(self) -> bool:
        """Whether it is a place of the region."""
        return self.resolution.is_usable

    @property
    def is_outside(self) -> bool:
        """Whether it lies outside the region."""
        return self.resolution.status == "outside"

    @property
    def is_unclear(self) -> bool:
        """Whether something was typed that is no one place."""
        return self.resolution.status in ("ambiguous", "unknown")

    @property
    def label(self) -> str:
        """The name of the place, as people say it; what was typed when nobody knows it."""
        return place_name(self.resolution) or self.text

    @property
    def phrase(self) -> str:
        """``"near Walsall"``; empty without a place."""
        return place_phrase(self.resolution) if self.is_known else ""

    @property
    def choices(self) -> tuple[Choice, ...]:
        """Places to choose from; ``near`` of each goes into the address."""
        return self.resolution.choices

    @property
    def point(self) -> Point | None:
        """The middle of the place, None when it is not known."""
        latitude, longitude = self.resolution.latitude, self.resolution.longitude
        return None if latitude is None or longitude is None else Point(latitude, longitude)

    @property
    def query(self) -> str:
        """What keeps the place in an address: ``"near=Walsall"``, empty without one."""
        return urlencode({"near": self.text}) if self.text else ""

    def __bool__(self) -> bool:
        """Whether the place is known: ``{% if place %}``."""
        return self.is_known


def read_place(text: str) -> PagePlace:
    """Say what a typed place is. Never raises, whatever the text."""
    near = SearchForm(near=clean(text, most=LONGEST_PLACE)).shareable.near
    gazetteer = get_reference().gazetteer
    found = gazetteer.resolve(near)
    kept = found.near if found.is_usable or found.status == "outside" else near
    return PagePlace(kept, found, gazetteer.around(found) if found.is_usable else ())


def place_of_request(request: HttpRequest) -> PagePlace:
    """Return the place in the address of a page, read once for a request."""
    given = request.GET.getlist("near")
    kept: PagePlace | None = getattr(request, "_page_place", None)
    if kept is None:
        kept = read_place(given[-1] if given else "")
        request._page_place = kept  # type: ignore[attr-defined]  # kept on it
    return kept
