"""What an employer asks for, as lines: qualifications with their subject and grade, as written."""

import re
from collections.abc import Iterable, Mapping
from typing import Any

from catalogue.vacancies.enums import Weighting

Qualification = Mapping[str, Any]
# "4", "C", "A*", "9-4": other texts, such as "Pass" and "category B", speak for themselves.
GRADE = re.compile(r"[A-G0-9]\*?(?:\s*(?:-|to|or)\s*[A-G0-9]\*?)?")


def need_lines(qualifications: Iterable[Qualification]) -> list[str]:
    """Return the qualifications that people must have: ``["GCSE Maths (grade 4)"]``."""
    return _lines(qualifications, Weighting.ESSENTIAL)


def help_lines(qualifications: Iterable[Qualification]) -> list[str]:
    """Return the qualifications that help."""
    return _lines(qualifications, Weighting.DESIRED)


def _lines(qualifications: Iterable[Qualification], weighting: Weighting) -> list[str]:
    found = [_line(one) for one in qualifications if one.get("weighting") == weighting]
    return list(dict.fromkeys(line for line in found if line))


def _line(qualification: Qualification) -> str:
    """Return ``"GCSE Maths (grade 4)"``; the parts that are missing are left out."""
    name = " ".join(filter(None, (_text(qualification, "type"), _text(qualification, "subject"))))
    grade = _text(qualification, "grade")
    if not grade:
        return name
    said = f"grade {grade}" if GRADE.fullmatch(grade) else grade
    return f"{name} ({said})" if name else said


def _text(qualification: Qualification, name: str) -> str:
    return " ".join(str(qualification.get(name) or "").split())
