"""The short trail of a new organisation, from its profile to one live course."""

from dataclasses import dataclass

from django.utils.translation import gettext as _

from catalogue.courses.enums import CourseStatus
from catalogue.publishing.desk.access import Desk
from catalogue.publishing.desk.course_list import drafts_of
from catalogue.publishing.desk.ways import way
from catalogue.publishing.enums import DraftState


@dataclass(frozen=True, slots=True)
class Step:
    """A step. ``state`` is "done", "here" (the next one to take) or "later"."""

    title: str
    hint: str
    url: str
    state: str


def first_run(desk: Desk) -> list[Step]:
    """Return the five steps, or nothing once a course is live or for somebody who only reads."""
    if not desk.may_edit or desk.courses().filter(status=CourseStatus.LIVE).exists():
        return []
    slug, organisation = desk.organisation.slug, desk.organisation
    draft = drafts_of(desk).order_by("-updated_at", "-pk").first()
    is_waiting = draft is not None and draft.state == DraftState.IN_REVIEW
    draft_url = way("draft", slug, draft.pk) if draft else way("course_new", slug)
    steps = [
        (
            _("Your organisation"),
            _("Say in two sentences who you are"),
            way("profile", slug),
            bool(organisation.about.strip()),
        ),
        (
            _("A place"),
            _("Where people learn. A postcode is enough"),
            way("venues", slug),
            desk.venues().exists(),
        ),
        (
            _("A course"),
            _("One topic a page, about five minutes"),
            draft_url,
            draft is not None and (is_waiting or bool(draft.title)),
        ),
        (
            _("A second step"),
            _("A passkey or an app on your phone"),
            way("second_step"),
            desk.has_second_step,
        ),
        (
            _("Live"),
            _("A person looks at your first course, then it can be found")
            if is_waiting
            else _("Publish it, and see it as learners do"),
            draft_url,
            False,
        ),
    ]
    found, is_here_found = [], False
    for title, hint, url, is_done in steps:
        state = "done" if is_done else "later" if is_here_found else "here"
        is_here_found = is_here_found or not is_done
        found.append(Step(title, hint, url, state))
    return found
