"""“Do this first”: what waits for a member, the most pressing first; one function a kind.

A part of the area adds a function to ``SOURCES``: it is asked with the desk and a ``Moment`` and
returns its lines, in one query where it can. A line leads to the page where the thing is done.
"""

from collections.abc import Iterator

from allauth.mfa.models import Authenticator
from django.db.models import Count, Exists, OuterRef
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from catalogue.feedback.enums import EnquiryState, ProblemStatus
from catalogue.publishing.desk.access import Desk
from catalogue.publishing.desk.course_rows import short_day
from catalogue.publishing.desk.todo import Moment, Source, Todo
from catalogue.publishing.desk.ways import way
from catalogue.publishing.enums import DraftKind, DraftState, UploadSource, UploadState
from catalogue.publishing.uploads.refusal_words import refusal_of
from portal.core.person import person_name
from portal.core.prose import shortened

MOST_NAMED = 3
HINT_LENGTH = 90


def passing_dates(desk: Desk, moment: Moment) -> Iterator[Todo]:
    """Name courses whose last date passes soon, or has passed."""
    slug, counts = desk.organisation.slug, moment.counts
    dates_url = way("dates", slug)
    if counts.passed:
        yield Todo(
            ngettext(
                "%(n)d course has no date to join",
                "%(n)d courses have no date to join",
                counts.passed,
            )
            % {"n": counts.passed},
            _("Set new dates, or take them off the site"),
            dates_url,
            _("Not shown"),
            "red",
        )
    if counts.soon and counts.first_pass:
        yield Todo(
            ngettext(
                "The last date of %(n)d course passes soon",
                "The last dates of %(n)d courses pass soon",
                counts.soon,
            )
            % {"n": counts.soon},
            _("Set new dates for all of them on one page"),
            dates_url,
            _("By %(day)s") % {"day": short_day(counts.first_pass)},
        )


def sent_back(desk: Desk, _moment: Moment) -> Iterator[Todo]:
    """Name what a moderator sent back, each with the words that they wrote."""
    slug = desk.organisation.slug
    returned = desk.drafts().filter(state=DraftState.RETURNED).order_by("-updated_at", "pk")
    found = list(returned[: MOST_NAMED + 1])
    for draft in found[:MOST_NAMED]:
        yield Todo(
            _("%(title)s was sent back") % {"title": str(draft)},
            shortened(draft.comment, HINT_LENGTH) or _("Read what has to change"),
            way("job_draft" if draft.kind == DraftKind.VACANCY else "draft", slug, draft.pk),
            _("Not live"),
            "red",
        )
    if len(found) > MOST_NAMED:
        is_job = found[-1].kind == DraftKind.VACANCY
        url = way("jobs", slug) if is_job else f"{way('courses', slug)}?state=todo"
        yield Todo(_("More were sent back"), _("See all of them"), url, _("Not live"), "red")


def newest_file(desk: Desk, _moment: Moment) -> Iterator[Todo]:
    """Name a file that nobody published yet, or whose rows are held."""
    upload = (
        desk.uploads()
        .filter(source=UploadSource.FILE)
        .exclude(state__in=(UploadState.CANCELLED, UploadState.UNDONE))
        .order_by("-created_at", "-pk")
        .first()
    )
    if upload is None:
        return
    url = way("upload", desk.organisation.slug, upload.pk)
    held = upload.rows_held
    held_words = ngettext(
        "%(n)d row of your last file is held", "%(n)d rows of your last file are held", held
    ) % {"n": held}
    if upload.is_all_held or (upload.state == UploadState.PUBLISHED and held):
        yield Todo(held_words, upload.file_name, url, _("Held"), "red")
    elif upload.state == UploadState.CHECKED:
        words = _("A file waits for you to publish it")
        yield Todo(words, upload.file_name, url, _("Not live"), "red")
    elif upload.state == UploadState.REFUSED:
        words = _("Your last file could not be read")
        yield Todo(
            words, shortened(refusal_of(upload).words, HINT_LENGTH), url, _("Not read"), "red"
        )


def held_feeds(desk: Desk, _moment: Moment) -> Iterator[Todo]:
    """Name feeds whose last run was held."""
    runs = desk.uploads().filter(feed=OuterRef("feed")).order_by("-created_at", "-pk")
    held = desk.uploads().filter(feed__isnull=False, state=UploadState.QUARANTINED)
    newest = held.exclude(Exists(runs.filter(pk__gt=OuterRef("pk")))).order_by("-created_at")
    for run in newest[:MOST_NAMED]:
        yield Todo(
            _("The last run of your feed was held"),
            shortened(run.message, HINT_LENGTH),
            way("feeds", desk.organisation.slug),
            _("Held"),
            "red",
        )


def reports(desk: Desk, _moment: Moment) -> Iterator[Todo]:
    """Say that visitors found something wrong."""
    found = list(
        desk.reports()
        .filter(status=ProblemStatus.OPEN)
        .select_related("course", "vacancy")
        .order_by("-created_at", "-pk")[:100]
    )
    if not found:
        return
    newest, number = found[0], len(found)
    words = ngettext(
        "%(n)d person says something is wrong", "%(n)d people say something is wrong", number
    ) % {"n": number}
    said = newest.text or newest.get_reason_display()
    hint = _("%(title)s: “%(said)s”") % {
        "title": newest.listing.title,
        "said": shortened(said, HINT_LENGTH),
    }
    slug = desk.organisation.slug
    yield Todo(words, hint, way("reports", slug), _("New"))


def enquiries(desk: Desk, _moment: Moment) -> Iterator[Todo]:
    """Name people who ask to join and wait for an answer."""
    number = desk.enquiries().filter(state=EnquiryState.NEW).aggregate(n=Count("pk"))["n"]
    if number:
        words = ngettext(
            "%(n)d person asks to join a course", "%(n)d people ask to join a course", number
        ) % {"n": number}
        url = way("enquiries", desk.organisation.slug)
        yield Todo(words, _("Answer, then tick that you did"), url, _("New"))


def inbox(desk: Desk, _moment: Moment) -> Iterator[Todo]:
    """Name an inbox for enquiries that nobody confirmed."""
    organisation = desk.organisation
    if organisation.enquiry_email and not organisation.enquiry_email_verified_at:
        url = way("profile", organisation.slug)
        words = _("Confirm the inbox for questions of learners")
        yield Todo(words, organisation.enquiry_email, url, _("To do"), "grey")


def second_step(desk: Desk, _moment: Moment) -> Iterator[Todo]:
    """Say who of those that publish has no second step of signing in yet: oneself, then others."""
    steps = Authenticator.objects.filter(user=OuterRef("user")).exclude(
        type=Authenticator.Type.RECOVERY_CODES
    )
    without = [
        member.user
        for member in desk.members()
        .active()
        .exclude(role="VIEWER")
        .exclude(Exists(steps))
        .select_related("user")
        .order_by("pk")[:50]
    ]
    is_me = any(user.pk == desk.user.pk for user in without)
    others = [user for user in without if user.pk != desk.user.pk]
    hint = _("Needed before you publish")
    if is_me:
        yield Todo(
            _("Set up a second step for signing in"), hint, way("second_step"), _("To do"), "grey"
        )
    if others and desk.may_own:
        name, more = person_name(others[0]), len(others) - 1
        words = (
            ngettext(
                "%(name)s and %(n)d more have no second step yet",
                "%(name)s and %(n)d more have no second step yet",
                more,
            )
            % {"name": name, "n": more}
            if more
            else _("%(name)s has no second step yet") % {"name": name}
        )
        url = way("people", desk.organisation.slug)
        yield Todo(words, _("Needed before they publish"), url, _("To do"), "grey")


# The most pressing first: people who wait, then what visitors cannot see, then what is to come.
SOURCES: tuple[Source, ...] = (
    enquiries,
    reports,
    sent_back,
    held_feeds,
    newest_file,
    passing_dates,
    inbox,
    second_step,
)


def todo_list(desk: Desk, moment: Moment) -> list[Todo]:
    """Return the lines of all sources in their order. Somebody who only reads has none."""
    if not desk.may_edit:
        return []
    return [one for source in SOURCES for one in source(desk, moment)]
