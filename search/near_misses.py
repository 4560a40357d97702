"""Searches that the listings of each provider narrowly missed: worked out at night, and kept."""

import datetime

from django.db import transaction
from django.db.models import Count, Sum
from django.db.models.functions import TruncDate

from catalogue.providers.models import Organisation
from search.engines.base import SearchEngine
from search.models import NearMiss, SearchLogEntry
from search.narrow_misses import Asked, Missed, misses_of
from search.reference import Reference
from search.zero_results import SHOWN_AFTER_DAYS

LOOK_BACK_DAYS = 28
MOST_SEARCHES = 300
MOST_OF_A_PROVIDER = 50


def near_misses_of(organisation: Organisation) -> list[NearMiss]:
    """Return what the listings of a provider narrowly missed, most frequent first.

    Only searches that came on five days or more: no more than editors may see.
    """
    return list(NearMiss.objects.most_frequent_first().filter(organisation=organisation))


def renew_near_misses(
    *, now: datetime.datetime, today: datetime.date, engine: SearchEngine, reference: Reference
) -> dict[str, int]:
    """Work out all near misses anew. Return ``{"searches": 300, "near_misses": 120}``.

    Twice changes nothing. Raises EngineUnavailable, and then what was known stays.
    """
    searches = asked_lately(now=now)
    rows: dict[tuple[str, str, str, str], NearMiss] = {}
    kept: dict[str, int] = {}
    for asked in searches:
        for place, missed in misses_of(asked, today=today, engine=engine, reference=reference):
            slug = missed.listing.provider_slug
            key = (slug, asked.words, place, missed.condition)
            if row := rows.get(key):
                row.listings += 1
            elif kept.get(slug, 0) < MOST_OF_A_PROVIDER:
                rows[key] = _row(asked, place, missed, found_at=now)
                kept[slug] = kept.get(slug, 0) + 1
    _replace_all(rows)
    return {"searches": len(searches), "near_misses": len(rows)}


def asked_lately(*, now: datetime.datetime) -> list[Asked]:
    """Return the searches of the last 28 days that came on five of them or more, frequent first."""
    since = now - datetime.timedelta(days=LOOK_BACK_DAYS)
    rows = (
        SearchLogEntry.objects.filter(hour_at__gte=since)
        .exclude(words="")
        .values("words", "place")
        .annotate(times=Sum("count"), days=Count(TruncDate("hour_at"), distinct=True))
        .filter(days__gte=SHOWN_AFTER_DAYS)
        .order_by("-times", "words", "place")[:MOST_SEARCHES]
    )
    return [Asked(row["words"], row["place"], row["times"]) for row in rows]


def _row(asked: Asked, place: str, missed: Missed, *, found_at: datetime.datetime) -> NearMiss:
    return NearMiss(
        words=asked.words,
        place=place[:200],
        condition=missed.condition,
        wanted=list(missed.wanted),
        has=list(missed.has),
        miles=missed.miles,
        town=missed.town[:100],
        listing=missed.listing.id,
        listing_title=missed.listing.title[:255],
        listings=1,
        times=asked.times,
        found_at=found_at,
    )


@transaction.atomic
def _replace_all(rows: dict[tuple[str, str, str, str], NearMiss]) -> None:
    """Put the new rows in place of the old ones. A provider that is gone meanwhile is left out."""
    slugs = {slug for slug, *_rest in rows}
    ids = dict(Organisation.objects.filter(slug__in=slugs).values_list("slug", "id"))
    for (slug, *_rest), row in rows.items():
        row.organisation_id = ids.get(slug)  # type: ignore[assignment]  # those without go below
    NearMiss.objects.all().delete()
    NearMiss.objects.bulk_create(
        [row for row in rows.values() if row.organisation_id], batch_size=500
    )
