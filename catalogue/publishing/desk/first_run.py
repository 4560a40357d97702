"""The short trail of a new organisation, to one live course, or to one live job of an employer."""

from collections.abc import Iterator
from dataclasses import dataclass

from django.utils.translation import gettext as _

from catalogue.courses.enums import CourseStatus
from catalogue.providers.enums import OrganisationKind
from catalogue.publishing.desk.access import Desk
from catalogue.publishing.desk.course_list import drafts_of
from catalogue.publishing.desk.ways import way
from catalogue.publishing.enums import DraftKind, DraftState
from catalogue.publishing.models import Draft

EMPLOYERS = (OrganisationKind.EMPLOYER, OrganisationKind.NHS)


@dataclass(frozen=True, slots=True)
class Step:
    """A step. ``state`` is "done", "here" (the next one to take) or "later"."""

    title: str
    hint: str
    url: str
    state: str


@dataclass(frozen=True, slots=True)
class FirstRun:
    """The trail, under its title."""

    title: str
    steps: list[Step]


# A step before it is known which one is next: title, hint, address, whether it is done.
_Step = tuple[str, str, str, bool]


def is_employer(desk: Desk) -> bool:
    """Whether the organisation is here for its jobs first."""
    return desk.organisation.kind in EMPLOYERS


def first_run(desk: Desk) -> FirstRun | None:
    """Return the steps, or nothing once something was live or for somebody who only reads.

    What is paused or closed was live: whoever took it off the site has done these steps.
    The second step of signing in comes before the profile, which asks for it.
    """
    if not desk.may_edit or desk.courses().exclude(status=CourseStatus.DRAFT).exists():
        return None
    if not is_employer(desk):
        title = _("Five steps to your first course")
        return FirstRun(title, _with_states([*_to_a_course(desk)]))
    if desk.vacancies().exists():
        return None
    return FirstRun(_("Four steps to your first job"), _with_states([*_to_a_job(desk)]))


def _to_a_course(desk: Desk) -> Iterator[_Step]:
    slug = desk.organisation.slug
    draft = drafts_of(desk).order_by("-updated_at", "-pk").first()
    url = way("draft", slug, draft.pk) if draft else way("course_new", slug)
    is_written = draft is not None and (_is_waiting(draft) or bool(draft.title))
    has_place = desk.venues().exists()
    hint = _("Where people learn. A postcode is enough")
    yield _("A place"), hint, way("venues" if has_place else "venue_new", slug), has_place
    yield _("A course"), _("One topic a page, about five minutes"), url, is_written
    yield from _to_the_public(desk)
    hint = (
        _("A person looks at your first course, then it can be found")
        if _is_waiting(draft)
        else _("Publish it, and see it as learners do")
    )
    yield _("Live"), hint, url, False


def _to_a_job(desk: Desk) -> Iterator[_Step]:
    slug = desk.organisation.slug
    drafts = desk.drafts().filter(kind=DraftKind.VACANCY)
    draft = drafts.order_by("-updated_at", "-pk").first()
    url = way("job_draft", slug, draft.pk) if draft else way("new_job", slug)
    yield _("A job"), _("Entry-level work. One page, about five minutes"), url, draft is not None
    yield from _to_the_public(desk)
    hint = (
        _("A person looks at your first job, then it can be found")
        if _is_waiting(draft)
        else _("Send it. A person looks at it first")
    )
    yield _("Live"), hint, url, False


def _to_the_public(desk: Desk) -> Iterator[_Step]:
    organisation = desk.organisation
    hint = _("A passkey or an app on your phone")
    yield _("A second step"), hint, way("second_step"), desk.has_second_step
    has_said = bool(organisation.about.strip())
    hint = _("Say in two sentences who you are")
    yield _("Your organisation"), hint, way("profile", organisation.slug), has_said


def _is_waiting(draft: Draft | None) -> bool:
    return draft is not None and draft.state == DraftState.IN_REVIEW


def _with_states(steps: list[_Step]) -> list[Step]:
    found, is_here_found = [], False
    for title, hint, url, is_done in steps:
        state = "done" if is_done else "later" if is_here_found else "here"
        is_here_found = is_here_found or not is_done
        found.append(Step(title, hint, url, state))
    return found
