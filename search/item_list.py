"""Results as schema.org data, for other search engines."""

import json
from collections.abc import Sequence

from django.conf import settings
from django.utils.safestring import SafeString, mark_safe

from search.cards import Card

# As django.utils.html.json_script: no text can end the script element or open another one.
SCRIPT_ESCAPES = {ord(">"): "\\u003E", ord("<"): "\\u003C", ord("&"): "\\u0026"}


def item_list(cards: Sequence[Card], *, first: int, total: int) -> SafeString:
    """Return an ItemList of one page's cards, safe inside a script element.

    ``first`` is the position of the first card among all ``total`` results.
    """
    site = settings.SITE_URL.rstrip("/")
    data = {
        "@context": "https://schema.org",
        "@type": "ItemList",
        "numberOfItems": total,
        "itemListElement": [
            {"@type": "ListItem", "position": first + n, "url": site + url, "name": one.title}
            for n, one in enumerate(cards)
            for url in (one.url.partition("?")[0],)  # the page, whichever of its runs was found
        ],
    }
    text = json.dumps(data, ensure_ascii=False).translate(SCRIPT_ESCAPES)
    return mark_safe(text)  # noqa: S308  (escaped above)
