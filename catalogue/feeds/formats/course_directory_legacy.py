"""The Course Directory's file of 2019 (26 columns), which old systems still export."""

from collections.abc import Iterable, Iterator
from dataclasses import replace

from catalogue.feeds.formats.base import ATTENDANCE, COURSE_TEXTS, RUN_END, FileFormat
from catalogue.feeds.marks import gettext_noop as _
from catalogue.feeds.reader import RawRow

WHO = "WHO_IS_THIS_COURSE_FOR"


def inherit_texts(rows: Iterable[RawRow]) -> Iterator[RawRow]:
    """Give a row the course texts of the row before it where the format means that.

    A row with the LARS code of the previous row and no WHO text is one more run of that course;
    whatever its other course cells hold is ignored.
    """
    texts: dict[str, str] = {}
    lars = ""
    for row in rows:
        if texts and row.cells["LARS_QAN"] == lars != "" and not row.cells[WHO]:
            yield replace(row, cells=row.cells | texts)
            continue
        lars = row.cells["LARS_QAN"]
        texts = {name: row.cells[name] for name in (WHO, *COURSE_TEXTS)}
        yield row


COURSE_DIRECTORY_LEGACY = FileFormat(
    name="course-directory-legacy",
    label=_("Course Directory of 2019"),
    headings=(
        "LARS_QAN",
        WHO,
        *COURSE_TEXTS,
        "ADVANCED_LEARNER_OPTION",
        "ADULT_EDUCATION_BUDGET",
        "COURSE_NAME",
        "ID",
        "DELIVERY_MODE",
        "START_DATE",
        "FLEXIBLE_START_DATE",
        "VENUE",
        "NATIONAL_DELIVERY",
        "REGION",
        "SUB_REGION",
        "URL",
        *RUN_END,
        ATTENDANCE,
    ),
    renames={
        WHO: "WHO_THIS_COURSE_IS_FOR",
        "ID": "YOUR_REFERENCE",
        "VENUE": "VENUE_NAME",
        "URL": "COURSE_WEBPAGE",
    },
    prepare=inherit_texts,
    notes=(
        _(
            "A row with the LARS code of the row above and no WHO text is one more run of that "
            "course."
        ),
        _("ADVANCED_LEARNER_OPTION and ADULT_EDUCATION_BUDGET must be there and are not read."),
        _("REGION names whole regions: all their areas are meant when SUB_REGION is empty."),
    ),
)
