"""Which region the portal serves. Another region needs only these settings and its facts table."""

from portal.settings import env

REGION = {
    "name": env.REGION_NAME,
    "short_name": env.REGION_SHORT_NAME,
    "places_file": env.REGION_PLACES,
    # What to type in the box "Where?": a part postcode and a town that everybody here knows.
    "example_postcode": env.REGION_EXAMPLES[0],
    "example_town": env.REGION_EXAMPLES[-1],
}
