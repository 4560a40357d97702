"""Feeds in XCRI-CAP of an invented college, for tests."""

from collections.abc import Iterable

HEAD = (
    '<?xml version="1.0" encoding="UTF-8"?>\n'
    '<catalog xmlns="http://xcri.org/profiles/1.2/catalog"'
    ' xmlns:dc="http://purl.org/dc/elements/1.1/" xmlns:mlo="http://purl.org/net/mlo"'
    ' xmlns:xsi="http://www.w3.org/2001/XMLSchema-instance"'
    ' xmlns:cdp="http://xcri.co.uk" generated="2026-11-25T02:00:00Z"><provider>'
    "<dc:title>Lockgate College</dc:title>"
    '<dc:identifier xsi:type="cdp:ukprn">10001234</dc:identifier>'
)
TAIL = (
    "<mlo:location><mlo:town>Walsall</mlo:town><mlo:postcode>WS1 1XN</mlo:postcode>"
    "<mlo:address>1 Lock Street</mlo:address><mlo:phone>01922 555010</mlo:phone></mlo:location>"
    "</provider></catalog>"
)


def presentation(number: str = "P1", *, start: str = "2027-01-11", more: str = "") -> str:
    """Return one time that a course is taught."""
    return (
        f"<presentation><dc:identifier>{number}</dc:identifier>"
        f'<mlo:start dtf="{start}">soon</mlo:start>'
        '<mlo:duration interval="P10W">10 weeks</mlo:duration>'
        '<studyMode identifier="PT">Part time</studyMode>'
        '<attendanceMode identifier="CM">Campus</attendanceMode>'
        '<attendancePattern identifier="EV">Evening</attendancePattern>'
        f"<mlo:cost>£120.00</mlo:cost>{more}</presentation>"
    )


def course(number: int, *, title: str = "", inside: str = "", times: Iterable[str] = ()) -> str:
    """Return a course with one presentation, or those that are given."""
    return (
        f"<course><dc:identifier>C{number}</dc:identifier>"
        f"<dc:title>{title or f'Course {number}'}</dc:title>"
        f"<dc:description>All about subject {number}.</dc:description>"
        f"<mlo:url>https://lockgate.example/c{number}</mlo:url>{inside}"
        + ("".join(times) or presentation(f"C{number}-1"))
        + "</course>"
    )


def feed(*courses: str) -> bytes:
    """Return a whole feed."""
    return (HEAD + "".join(courses) + TAIL).encode()


def feed_of(count: int, *, leave_out: Iterable[int] = ()) -> bytes:
    """Return a feed of so many courses, without some of them."""
    gone = set(leave_out)
    return feed(*(course(number) for number in range(1, count + 1) if number not in gone))
