"""What follows for a course from its name, its learning aim and its sector."""

from typing import Any

from catalogue.courses.enums import EsolKind
from catalogue.courses.models import Course
from catalogue.courses.subjects import SubjectFinder
from catalogue.courses.titles import course_type_of, esol_of, level_of


def derived_of(
    course: Course,
    *,
    subjects: SubjectFinder,
    wanted: dict[str, Any],
    told: dict[str, str],
    aim: list[str] | None,
) -> dict[str, Any]:
    """Return what follows from name, aim and sector, where nobody has said it better.

    A level of the aim or of the file always counts. Other conclusions fill what is empty, or
    replace what was concluded from another name.
    """
    title = wanted["title"]
    aim_title, aim_level, ssa = aim or ("", "", "")
    is_fresh = course.pk is None or (course.title, course.learn_aim_ref) != (
        title,
        wanted["learn_aim_ref"],
    )
    derived: dict[str, Any] = {}
    if aim_title:
        derived["qualification_title"] = aim_title
    level = told["level"] or level_of(title, aim_level=aim_level)
    if level and (is_fresh or not course.level or told["level"] or aim_level):
        derived["level"] = level
    subject_id = subjects.find(title=title, ssa_tier2=ssa, sector=told["sector"])
    if subject_id and (is_fresh or course.subject_id is None):
        derived["subject_id"] = subject_id
    kind = course_type_of(title, told=told["course_type"], has_lars=bool(wanted["learn_aim_ref"]))
    if kind and (is_fresh or not course.course_type):
        derived["course_type"] = str(kind)
    esol, esol_levels = esol_of(title)
    if esol != EsolKind.NO and (is_fresh or course.esol == EsolKind.NO):
        derived |= {"esol": str(esol), "esol_levels": esol_levels}
    return derived
