"""The numbers of courses as a sheet: a row for each course and week in which people met it."""

import csv
import datetime
import io
from collections.abc import Iterator, Sequence

from django.utils.translation import gettext as _

from catalogue.courses.models import Course
from catalogue.providers.models import Organisation
from catalogue.publishing.figures.numbers import TOLD, figures_by_week
from portal.core.spreadsheets import safe_cell

BYTE_ORDER_MARK = "\ufeff"  # without it Excel takes UTF-8 for Windows-1252
WEEKS = 52


def sheet_of(organisation: Organisation, *, today: datetime.date) -> Iterator[bytes]:
    """Give the lines of a CSV file of the last year. Small numbers are hidden as on the page."""
    rows = figures_by_week(organisation, today=today, weeks=WEEKS)
    courses = Course.objects.filter(provider=organisation).prefetch_related("references")
    named = {course.pk: course for course in courses.only("pk", "title")}
    heads = [_("Week of"), _("Course number"), _("Your reference"), _("Course")]
    heads += [str(metric.label) for metric in TOLD]
    yield BYTE_ORDER_MARK.encode() + _line(heads)
    for course_id, monday, counted in rows:
        course = named.get(course_id)
        if course is None:  # deleted between the two questions
            continue
        references = "; ".join(one.reference for one in course.references.all())
        figures = [figure for _label, figure in counted.told]
        told = [one.value if one.value is not None else one.words for one in figures]
        yield _line([monday.isoformat(), course.pk, references, course.title, *told])


def _line(cells: Sequence[object]) -> bytes:
    line = io.StringIO()
    csv.writer(line).writerow([safe_cell(cell) for cell in cells])
    return line.getvalue().encode()
