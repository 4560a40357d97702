"""The tabs over the results: everything, and each kind with its count."""

from collections.abc import Mapping
from dataclasses import dataclass

from django.utils.translation import gettext as _

from search.criteria import Criteria
from search.facets import FACETS
from search.labels import value_label


@dataclass(frozen=True, slots=True)
class Tab:
    """``Tab("Jobs", "/search/?kind=job", 12, False)``. Without an index no count is known."""

    label: str
    url: str
    count: int | None
    is_current: bool


def kind_tabs(asked: Criteria, counts: Mapping[str, int], path: str) -> list[Tab]:
    """Return a tab for everything and one a kind, none when there is nothing to choose."""
    plain = asked.plain
    chosen = plain.filters.get("kind", ())
    kinds = [kind for kind in FACETS["kind"].order if counts.get(kind) or kind in chosen]
    if len(kinds) < 2:
        return []
    everything = sum(count for kind, count in counts.items() if asked.lists(kind))
    tabs = [Tab(_("Everything"), plain.with_filter("kind").url(path), everything, not chosen)]
    for kind in kinds:
        url = plain.with_filter("kind", kind).url(path)
        tabs.append(Tab(value_label("kind", kind), url, counts.get(kind, 0), chosen == (kind,)))
    return tabs
