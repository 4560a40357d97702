"""A course as schema.org tells it: Course, its CourseInstances and its place in the site.

Required by readers: Course.name, Course.description; an instance needs courseMode and either a
schedule or a workload; an offer needs category, price and priceCurrency.
"""

from decimal import Decimal
from typing import Any

from django.utils.safestring import SafeString

from catalogue.courses import wording
from catalogue.courses.course_page import CoursePage
from catalogue.courses.enums import DeliveryMode, DurationUnit, RunStatus, Weekday
from catalogue.courses.models import Course, CourseRun
from catalogue.providers.models import Venue
from portal.core.prose import one_line, shortened
from portal.core.structured_data import absolute, breadcrumb_list, data_block, without_empty

MOST_INSTANCES = 40  # a data block for 400 dates would outweigh the page
MODES = {
    DeliveryMode.CLASSROOM: "Onsite",
    DeliveryMode.ONLINE: "Online",
    DeliveryMode.WORK_BASED: "Onsite",
    DeliveryMode.BLENDED: "Blended",
}
DAYS = {
    Weekday.MON: "https://schema.org/Monday",
    Weekday.TUE: "https://schema.org/Tuesday",
    Weekday.WED: "https://schema.org/Wednesday",
    Weekday.THU: "https://schema.org/Thursday",
    Weekday.FRI: "https://schema.org/Friday",
    Weekday.SAT: "https://schema.org/Saturday",
    Weekday.SUN: "https://schema.org/Sunday",
}
# ISO 8601 durations: "P12W", "PT3H".
LENGTHS = {
    DurationUnit.MINUTES: "PT{}M",
    DurationUnit.HOURS: "PT{}H",
    DurationUnit.DAYS: "P{}D",
    DurationUnit.WEEKS: "P{}W",
    DurationUnit.MONTHS: "P{}M",
    DurationUnit.YEARS: "P{}Y",
}


def course_blocks(page: CoursePage) -> SafeString:
    """Return the data blocks of a course page."""
    course = page.course
    here = (page.title, course.get_absolute_url())
    return data_block(course_data(page), breadcrumb_list([*page.crumbs_for_machines, here]))


def course_data(page: CoursePage) -> dict[str, Any]:
    """Return schema.org Course with its instances and offers."""
    course = page.course
    instances = [instance_data(run) for run in page.runs.open[:MOST_INSTANCES]]
    return without_empty(
        {
            "@type": "Course",
            "@id": absolute(course.get_absolute_url()),
            "url": absolute(course.get_absolute_url()),
            "name": page.title,
            "description": _description(course),
            "provider": without_empty(
                {
                    "@type": "EducationalOrganization",
                    "name": one_line(course.provider.name),
                    "url": absolute(course.provider.get_absolute_url()),
                    "sameAs": course.provider.website,
                }
            ),
            "courseCode": next((ref.reference for ref in course.references.all()), ""),
            "educationalLevel": wording.level(course.level).name if course.level else "",
            "educationalCredentialAwarded": one_line(course.qualification_title),
            "inLanguage": "en-GB",
            "hasCourseInstance": instances,
            "offers": next((offer for run in page.runs.open if (offer := offer_data(run))), {}),
        }
    )


def _description(course: Course) -> str:
    texts = (course.what_you_will_learn, course.who_this_course_is_for, course.title)
    return shortened(next(text for text in texts if text.strip()), 500)


def instance_data(run: CourseRun) -> dict[str, Any]:
    """Return schema.org CourseInstance of a run."""
    venue = run.venue if run.delivery_mode != DeliveryMode.ONLINE else None
    return without_empty(
        {
            "@type": "CourseInstance",
            "courseMode": MODES.get(DeliveryMode(run.delivery_mode), "Onsite"),
            "startDate": run.start_date.isoformat() if run.start_date else "",
            "endDate": run.end_date.isoformat() if run.end_date else "",
            "courseWorkload": _workload(run.hours_per_week),
            "courseSchedule": _schedule(run),
            "location": _location(venue) if venue else _virtual(run),
            "offers": offer_data(run),
        }
    )


def offer_data(run: CourseRun) -> dict[str, Any]:
    """Return schema.org Offer, or nothing with no known price: a price of 0 would say free."""
    if run.cost_pence is None:
        return {}
    return without_empty(
        {
            "@type": "Offer",
            "category": "Paid" if run.cost_pence else "Free",
            "price": f"{Decimal(run.cost_pence) / 100:.2f}",
            "priceCurrency": "GBP",
            "availability": _availability(run),
        }
    )


def _availability(run: CourseRun) -> str:
    if run.status in (RunStatus.FULL, RunStatus.WAITING_LIST) or run.places_left == 0:
        return "https://schema.org/SoldOut"
    return "https://schema.org/InStock" if run.places_left else ""


def _workload(hours_a_week: Decimal | None) -> str:
    """Return hours a week as ISO 8601: 2.5 is ``"PT2H30M"``."""
    if not hours_a_week:
        return ""
    hours, minutes = divmod(int(hours_a_week * 60), 60)
    return "PT" + (f"{hours}H" if hours else "") + (f"{minutes}M" if minutes else "")


def _schedule(run: CourseRun) -> dict[str, Any]:
    pattern = LENGTHS.get(DurationUnit(run.duration_unit), "") if run.duration_unit else ""
    days = [DAYS[day] for day in Weekday if day.value in run.days_of_week]
    facts = without_empty(
        {
            "duration": pattern.format(run.duration) if pattern else "",
            "byDay": days,
            "startTime": run.start_time.isoformat() if run.start_time else "",
            "endTime": run.end_time.isoformat() if run.end_time else "",
            "repeatFrequency": "P1W" if days else "",
            "scheduleTimezone": "Europe/London" if run.start_time else "",
        }
    )
    return {"@type": "Schedule", **facts} if facts else {}


def _virtual(run: CourseRun) -> dict[str, Any]:
    is_online = run.delivery_mode == DeliveryMode.ONLINE
    return {"@type": "VirtualLocation", "name": "Online"} if is_online else {}


def _location(venue: Venue) -> dict[str, Any]:
    street = ", ".join(line for line in (venue.address_line_1, venue.address_line_2) if line)
    return without_empty(
        {
            "@type": "Place",
            "name": one_line(venue.name),
            "address": {
                "@type": "PostalAddress",
                **without_empty(
                    {
                        "streetAddress": street,
                        "addressLocality": venue.town,
                        "postalCode": venue.postcode,
                        "addressCountry": "GB",
                    }
                ),
            },
            "geo": {}
            if venue.point is None or venue.is_location_approximate
            else {
                "@type": "GeoCoordinates",
                "latitude": venue.latitude,
                "longitude": venue.longitude,
            },
        }
    )
