"""The places of an XCRI-CAP feed: a location of a provider, or of the venue of a presentation."""

from catalogue.feeds.formats.xcri_cap_texts import Parts, line_of, parts_of
from catalogue.feeds.formats.xcri_cap_values import Note, address_lines, point_of


def venue_of(said: Parts, *, notes: list[Note]) -> dict[str, str]:
    """Return the cells of the place of a presentation, nothing where it names none."""
    for venue in said.get("venue", ()):
        inner = parts_of(venue)
        for holder in inner.get("provider") or [venue]:
            about = parts_of(holder)
            place = place_of(about, notes=notes)
            name = line_of(about, "title")
            if name or place:
                return place | ({"venue": name} if name else {})
    return {}


def place_of(said: Parts, *, notes: list[Note]) -> dict[str, str]:
    """Return the cells of a place, from the location of a provider."""
    for location in said.get("location", ()):
        inner = parts_of(location)
        lines = address_lines(inner)
        town, postcode = line_of(inner, "town"), line_of(inner, "postcode")
        lines = [
            line for line in lines if line.casefold() not in (town.casefold(), postcode.casefold())
        ]
        latitude, longitude = point_of(inner, notes)
        cells = {
            "venue (postcode)": postcode,
            "venue (town)": town or (lines.pop() if len(lines) > 1 else ""),
            "venue (street)": lines[0] if lines else "",
            "venue (more)": ", ".join(lines[1:]),
            "venue (phone)": line_of(inner, "phone"),
            "venue (email)": line_of(inner, "email"),
            "venue (lat)": latitude,
            "venue (long)": longitude,
        }
        if postcode or cells["venue (street)"] or cells["venue (town)"]:
            told = {name: value for name, value in cells.items() if value}
            return told | {"venue (postcode)": postcode}
    return {}
