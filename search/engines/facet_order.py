"""The counts of a facet in the order of the page, the same for every engine."""

from search.facets import Facet
from search.query import SearchQuery

Counts = dict[str, int]


def in_order(facet: Facet, counts: Counts, query: SearchQuery) -> Counts:
    """Put the values in the order of the page; values nobody has are left out."""
    order = facet.values(query.today)
    if not order:
        found = [pair for pair in counts.items() if pair[1]]
        return dict(sorted(found, key=lambda pair: (-pair[1], pair[0])))
    chosen = sorted(set(query.filters.get(facet.name, ())) - set(order))
    return {value: counts[value] for value in (*order, *chosen) if counts.get(value)}
