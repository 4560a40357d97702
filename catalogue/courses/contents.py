"""A course as one plain value, for drafts, files, checks and the API. The parts have modules.

``content_of`` reads it, ``write_content`` stores it, ``differences`` says in words what changed,
and ``merge`` joins two changes of one course.
"""

from catalogue.courses.contents_checking import ContentError, Problem, checked, fit
from catalogue.courses.contents_fields import blank_content, blank_run, label_of, run_key
from catalogue.courses.contents_pairing import (
    OURS,
    THEIRS,
    Conflict,
    Merged,
    merge,
    pair_runs,
)
from catalogue.courses.contents_reading import content_of, contents_of
from catalogue.courses.contents_values import Known, clean_text
from catalogue.courses.contents_words import Difference, Names, differences, run_words, value_words
from catalogue.courses.contents_writing import unsaved_course, write_content

__all__ = [
    "OURS",
    "THEIRS",
    "Conflict",
    "ContentError",
    "Difference",
    "Known",
    "Merged",
    "Names",
    "Problem",
    "blank_content",
    "blank_run",
    "checked",
    "clean_text",
    "content_of",
    "contents_of",
    "differences",
    "fit",
    "label_of",
    "merge",
    "pair_runs",
    "run_key",
    "run_words",
    "unsaved_course",
    "value_words",
    "write_content",
]
