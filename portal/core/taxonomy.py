"""The list of sectors and subjects into the database."""

import tomllib
from collections.abc import Mapping
from pathlib import Path

from django.conf import settings
from django.db import transaction

from portal.core.enums import SectorMotif
from portal.core.loading import LoadCounts, assign
from portal.core.models import Sector, Subject

TAXONOMY = Path(__file__).resolve().parent / "data" / "taxonomy.toml"


@transaction.atomic
def load_taxonomy(path: Path = TAXONOMY) -> LoadCounts:
    """Load sectors and subjects from a TOML file by their slug. Twice changes nothing.

    ``[[sector]]`` has slug, name, summary, motif; ``[[subject]]`` has slug, name, sector,
    ssa_tier2_codes, title_words. Both have a name by the code of each other language of the
    settings (pl, ur). The order in the file is the order on pages. Sectors and subjects that the
    file does not name stay.
    """
    with path.open("rb") as file:
        taxonomy = tomllib.load(file)
    counts = LoadCounts()
    for position, entry in enumerate(taxonomy.get("sector", []), start=1):
        motif = entry.get("motif", "").upper()
        counts += _write_named(
            Sector,
            entry,
            wanted={
                "summary": entry.get("summary", ""),
                "motif": SectorMotif(motif).value if motif else SectorMotif.OFFICE.value,
                "position": position,
            },
        )
    sector_ids = dict(Sector.objects.values_list("slug", "pk"))
    for position, entry in enumerate(taxonomy.get("subject", []), start=1):
        sector_slug = entry.get("sector", "")
        if sector_slug and sector_slug not in sector_ids:
            raise ValueError(
                f"{path.name}: the subject {entry['slug']} names the sector {sector_slug}, "
                "which the file does not have."
            )
        counts += _write_named(
            Subject,
            entry,
            wanted={
                "sector_id": sector_ids[sector_slug] if sector_slug else None,
                "ssa_tier2_codes": list(entry.get("ssa_tier2_codes", [])),
                "title_words": list(entry.get("title_words", [])),
                "position": position,
            },
        )
    return counts


def _write_named(
    model: type[Sector] | type[Subject],
    entry: Mapping[str, object],
    *,
    wanted: Mapping[str, object],
) -> LoadCounts:
    values = {
        **wanted,
        "name": entry["name"],
        "translations": {code: entry[code] for code, _ in settings.LANGUAGES if entry.get(code)},
    }
    instance, is_new = model.objects.get_or_create(slug=entry["slug"], defaults=values)
    if is_new:
        return LoadCounts(added=1)
    if assign(instance, values):
        instance.save()
        return LoadCounts(changed=1)
    return LoadCounts(unchanged=1)
