"""Two organisations with something to hide, and the table of the providers' addresses."""

import datetime
import io
from dataclasses import dataclass
from typing import Any

from allauth.account.models import EmailAddress
from django.contrib.auth import get_user_model
from django.urls import reverse

from catalogue.courses.counts import CourseCount
from catalogue.courses.enums import CourseMetric, CourseStatus
from catalogue.courses.models import CourseReference
from catalogue.events.enums import EventKind
from catalogue.events.models import StandRequest
from catalogue.feedback.enums import ProblemReason
from catalogue.feedback.models import Enquiry, ProblemReport
from catalogue.providers.enums import AuditAction, MemberRole
from catalogue.providers.models import AuditEntry, Invitation, JoinRequest, Organisation, Venue
from catalogue.publishing.api.keys import make_key
from catalogue.publishing.enums import (
    DraftKind,
    DraftState,
    ReviewKind,
    ReviewReason,
    ReviewState,
    UploadKind,
    UploadState,
)
from catalogue.publishing.models import CourseFeed, Draft, Review, Upload
from catalogue.publishing.people.invitations import hash_of
from catalogue.publishing.uploads import services
from catalogue.vacancies.models import MANUAL_SOURCE
from portal.accounts import groups
from portal.accounts.services import create_staff
from portal.pages.services import ensure_site_pages
from tests.catalogue.feeds.conftest import course_csv
from tests.event_factories import NOW, make_date, make_event
from tests.factories import CourseFactory, CourseRunFactory, OrganisationFactory, VacancyFactory
from tests.publishing_factories import make_member, make_user
from tests.publishing_roles import (
    ADMINISTRATOR,
    CLOSED,
    DECIDES,
    EDITOR,
    EDITOR_B,
    EVENTS_TEAM,
    INSIDE,
    MODERATOR,
    OWNER,
    OWNER_B,
    SITE_EDITOR,
    STOPPED,
    STRANGER,
    UNSIGNED,
    VIEWER,
    VISITOR,
    World,
)
from tests.staff import PASSWORD

# --- what only the people of the organisation may learn ------------------------------------------


def make_world() -> World:
    """Make everything. Times are those of ``NOW``."""
    ensure_site_pages()
    a = OrganisationFactory(
        name="Quellhof College", slug="quellhof", is_trusted=True, takes_enquiries=True,
        enquiry_email="postfach@geheim.example", enquiry_email_verified_at=NOW,
    )  # fmt: skip
    b = OrganisationFactory(name="Andershof College", slug="andershof", is_trusted=True)
    people = _people(a, b)
    owner = people[OWNER]
    member = a.memberships.get(user=owner)
    course = CourseFactory(provider=a, title="Open course", status=CourseStatus.LIVE)
    CourseRunFactory(course=course)
    CourseReference.objects.create(course=course, reference="A-REF-1")
    CourseFactory(provider=b, title="Course of B", status=CourseStatus.LIVE)
    paused = CourseFactory(provider=a, title="Paused Bernstein", status=CourseStatus.PAUSED)
    CourseCount.objects.create(
        course=course, date=NOW.date() - datetime.timedelta(days=3),
        metric=CourseMetric.choices[0][0], count=7391,
    )  # fmt: skip
    values = {"organisation": a, "created_by": owner, "updated_by": owner}
    draft = Draft.objects.create(
        kind=DraftKind.COURSE, title="Entwurf Kristallglas", comment="Basaltwort",
        content={"title": "Entwurf Kristallglas", "runs": []}, state=DraftState.RETURNED, **values,
    )  # fmt: skip
    waiting = Draft.objects.create(
        kind=DraftKind.COURSE, title="Wartet Kristallglas", state=DraftState.IN_REVIEW,
        content={"title": "Wartet Kristallglas", "runs": []}, **values,
    )  # fmt: skip
    job = VacancyFactory(employer=a, title="Open job", source=MANUAL_SOURCE)
    job_draft = Draft.objects.create(
        kind=DraftKind.VACANCY, title="Hafenarbeit", content={"title": "Hafenarbeit"}, **values
    )
    venue = Venue.objects.create(provider=a, name="Marmorsaal", is_live=False)
    feed = CourseFeed.objects.create(
        organisation=a, address="https://feed-geheim.example/courses.xml", created_by=owner
    )
    Venue.objects.create(provider=a, name="Main Campus", reference="007")
    upload, held_run = _upload(a, owner), _upload(a, owner)
    held_run.state, held_run.source, held_run.feed = UploadState.QUARANTINED, "FEED", feed
    held_run.save()
    enquiry = Enquiry.objects.create(
        course=course, name="Aminata Quellwasser", email="aminata.q@geheim.example",
        phone="+447700900471", text="Zwischenraum?", idempotency_key="once-1",
    )  # fmt: skip
    invitation_key = "k" * 43
    invitation = Invitation.objects.create(
        organisation=a, email="eingeladen@geheim.example", key_hash=hash_of(invitation_key),
        invited_by=owner, expires_at=NOW + datetime.timedelta(days=5),
    )  # fmt: skip
    asks = JoinRequest.objects.create(
        user=make_user("jordana", email="jordana@neuhof.example"), organisation_name="Neuhof",
        kind="COMMUNITY", person_name="Jordana Neu", reason="Beitrittsgrund",
    )  # fmt: skip
    late = {"due_at": NOW + datetime.timedelta(days=1), "sent_by": owner}
    review = Review.objects.create(
        kind=ReviewKind.COURSE, organisation=a, draft=waiting, title=waiting.title,
        reasons=[ReviewReason.PRICE_CHANGED], draft_version=1, **late,
    )  # fmt: skip
    Review.objects.create(
        kind=ReviewKind.JOIN, join_request=asks, title="Neuhof",
        reasons=[ReviewReason.NEW_ORGANISATION], **late,
    )  # fmt: skip
    Review.objects.create(
        kind=ReviewKind.UPLOAD, organisation=a, upload=upload, title=upload.file_name,
        reasons=[ReviewReason.MANY_ROWS], comment="Basaltwort", state=ReviewState.RETURNED,
        decided_at=NOW, **late,
    )  # fmt: skip
    AuditEntry.objects.create(
        organisation=a, actor=owner, actor_name="Olga Ownerowitsch", at=NOW,
        action=AuditAction.PROFILE, about="Granitprotokoll",
    )  # fmt: skip
    report = ProblemReport.objects.create(
        course=course, reason=ProblemReason.choices[0][0], text="Schiefermeldung"
    )
    date = make_date(make_event(kind=EventKind.CAREERS_FAIR, title="Fair", slug="fair"))
    other = make_date(make_event(kind=EventKind.CAREERS_FAIR, title="Other", slug="other"))
    stand = StandRequest.objects.create(
        event=other.event, organisation=a, asked_by=owner, roles_wanted="Welders",
        contact_name="Dagmar Stand", contact_phone="0121 496 0999",
        contact_email="dagmar@stand.example",
    )  # fmt: skip
    token, key = make_key(a, name="Schluesselname", actor=owner, now=NOW)
    _token, key_of_b = make_key(b, name="Records of B", actor=people[OWNER_B], now=NOW)
    stopped, stopped_key = make_key(a, name="Old", actor=owner, now=NOW)
    stopped.revoked_at = NOW
    stopped.save()
    return World(
        a=a, b=b, people=people, course=course, paused=paused, draft=draft, waiting=waiting,
        job_draft=job_draft, job=job, venue=venue, upload=upload, held_run=held_run, feed=feed,
        enquiry=enquiry, invitation=invitation, invitation_key=invitation_key, review=review,
        report=report, stand=stand, date_id=date.pk, key_id=token.pk, key=key, key_of_b=key_of_b,
        stopped_key=stopped_key, member_id=member.pk,
        secrets={
            "the text of a key": key,
            "the start of a key": token.prefix,
            "the key of a preview": str(draft.preview_key),
            "the key of an enquiry": str(enquiry.key),
            "the hash of a key": token.key_hash,
            "the hash of an invitation": invitation.key_hash,
            "the place of a file": upload.key.hex,
        },
    )  # fmt: skip


def _people(a: Organisation, b: Organisation) -> dict[str, Any]:
    people: dict[str, Any] = {VISITOR: None, STRANGER: make_user("stranger")}
    for who, organisation, role in (
        (VIEWER, a, MemberRole.VIEWER), (EDITOR, a, MemberRole.EDITOR),
        (STOPPED, a, MemberRole.OWNER), (CLOSED, a, MemberRole.OWNER),
        (EDITOR_B, b, MemberRole.EDITOR), (OWNER_B, b, MemberRole.OWNER),
    ):  # fmt: skip
        user = make_user(who.replace(" ", "-"))
        make_member(role, organisation=organisation, user=user, is_suspended=who == STOPPED)
        people[who] = user
    owner = make_user(
        "olga", email="olga@leitung.example", first_name="Olga", last_name="Ownerowitsch"
    )
    people[OWNER] = make_member(MemberRole.OWNER, organisation=a, user=owner).user
    get_user_model().objects.filter(pk=people[CLOSED].pk).update(is_active=False)
    for who, group in (
        (MODERATOR, groups.MODERATORS), (SITE_EDITOR, groups.EDITORS),
        (EVENTS_TEAM, groups.EVENTS_TEAM), (ADMINISTRATOR, groups.ADMINISTRATORS),
    ):  # fmt: skip
        name = group.lower().replace(" ", "-")
        people[who] = create_staff(name, PASSWORD, email=f"{name}@waymark.example", group=group)
        EmailAddress.objects.create(
            user=people[who], email=people[who].email, verified=True, primary=True
        )
    return people


def _upload(organisation: Organisation, user: Any) -> Upload:
    """Send a file with one good row and one held one, and have it read."""
    bad = {"COURSE_NAME": "Zinnober", "YOUR_REFERENCE": "Z1", "COST": "Zellwert4711"}
    content = course_csv({"COURSE_NAME": "Feldspat", "YOUR_REFERENCE": "F1"}, bad)
    upload = services.receive(
        organisation, stream=io.BytesIO(content), file_name="quartalszahlen.csv",
        kind=UploadKind.COURSES, sent_by=user, now=NOW,
    )  # fmt: skip
    services.check(upload.pk, now=NOW, today=NOW.date())
    upload.refresh_from_db()
    assert (upload.state, upload.rows_held, upload.rows_loaded) == ("CHECKED", 1, 1)
    return upload


# --- the table -----------------------------------------------------------------------------------

PAGE, PRESS, BOTH = "page", "press", "both"


@dataclass(frozen=True, slots=True)
class Line:
    """An address: who may, how it is asked, what it gives those, and what others may read there.

    ``least``: a role of members; CHECK of moderators; SIGNED or ANYBODY.
    """

    name: str
    url: str
    least: str
    how: str = PAGE
    status: int = 200
    anybody_may_read: frozenset[str] = frozenset()


SIGNED, CHECK, ANYBODY, STANDS = "signed", "check", "anybody", "stands"


def desk_lines(world: World, *, slug: str = "") -> list[Line]:
    """Return the desk of A; with a ``slug`` the same numbers below another organisation."""
    w = world
    least = {"v": MemberRole.VIEWER, "e": MemberRole.EDITOR, "o": MemberRole.OWNER}
    how = {"g": PAGE, "p": PRESS, "b": BOTH}
    course, draft, upload, job = w.course.pk, w.draft.pk, w.upload.pk, w.job.pk
    rows: list[tuple[str, str, list[Any], int]] = [
        ("dashboard", "vg", [], 200), ("courses", "vg", [], 200), ("profile", "vb", [], 200),
        ("inbox_again", "ep", [], 405), ("log", "vg", [], 200), ("people", "vb", [], 200),
        ("leave", "vb", [], 200), ("member", "ob", [w.member_id], 200),
        ("invitation_again", "op", [w.invitation.pk], 405),
        ("invitation_withdraw", "op", [w.invitation.pk], 405),
        ("course_new", "eb", [], 200), ("course_edit", "eb", [course], 200),
        ("course_edit", "eb", [w.paused.pk], 200),
        ("course_copy", "ep", [course], 405), ("course_pause", "ep", [course], 405),
        ("course_bring_back", "ep", [w.paused.pk], 405), ("course_withdraw", "eb", [course], 200),
        ("course_live", "eg", [course], 200), ("draft", "eg", [draft], 200),
        ("draft", "eg", [w.waiting.pk], 200), ("draft_publish", "eb", [draft], 200),
        ("draft_throw_away", "eb", [draft], 200), ("draft_take_back", "ep", [draft], 405),
        ("draft_dates_add", "eb", [draft], 200), ("draft_run", "eb", [draft, "n1"], 404),
        ("draft_part", "eb", [draft, "learn"], 200), ("draft_part", "eb", [draft, "dates"], 302),
        ("draft_part", "eb", [w.waiting.pk, "learn"], 302),
        ("venues", "vg", [], 200), ("venue_new", "eb", [], 200),
        ("venue", "eb", [w.venue.pk], 200), ("venue_retire", "eb", [w.venue.pk], 200),
        ("reports", "vg", [], 200), ("report", "ep", [w.report.pk], 405),
        ("uploads", "vg", [], 200), ("upload_new", "eb", [], 302), ("upload", "vg", [upload], 200),
        ("upload", "vg", [w.held_run.pk], 200), ("upload_progress", "vg", [upload], 200),
        ("upload_fix", "eb", [upload], 302), ("upload_again", "eb", [upload], 302),
        ("upload_resend", "eb", [upload], 302), ("upload_publish", "eb", [upload], 302),
        ("upload_take_back", "eb", [upload], 302), ("upload_cancel", "eb", [upload], 200),
        ("upload_undo", "eb", [upload], 302), ("upload_errors", "vg", [upload], 200),
        ("feeds", "vg", [], 200), ("feed_new", "eb", [], 200), ("feed", "eb", [w.feed.pk], 200),
        ("feed_delete", "eb", [w.feed.pk], 200), ("feed_fetch", "ep", [w.feed.pk], 405),
        ("feed_decide", "ep", [w.held_run.pk], 405),
        ("keys", "ob", [], 200), ("key_stopping", "og", [w.key_id], 200),
        ("key_stop", "op", [w.key_id], 405),
        ("statistics", "vg", [], 200), ("statistics_sheet", "vg", [], 200),
        ("dates", "eb", [], 200), ("enquiries", "vg", [], 200),
        ("enquiry_answered", "ep", [w.enquiry.pk], 405), ("near_misses", "vg", [], 200),
        ("quality", "vg", [], 200), ("quality_part", "vg", ["price"], 200),
        ("mend", "ep", [course, "learn"], 405),
        ("jobs", "vg", [], 200), ("new_job", "eb", [], 200),
        ("job_draft", "eb", [w.job_draft.pk], 200), ("throw_job_away", "ep", [w.job_draft.pk], 405),
        ("edit_job", "ep", [job], 405), ("close_job", "eb", [job], 200),
        ("stands", "vg", [], 200), ("ask_for_stand", "eb", [w.date_id], 200),
        ("withdraw_stand", "ep", [w.stand.pk], 405),
    ]  # fmt: skip
    return [
        Line(
            f"publishing:{name}",
            reverse(f"publishing:{name}", args=[slug or w.a.slug, *args]),
            least[kind[0]],
            how[kind[1]],
            status,
        )
        for name, kind, args, status in rows
    ]


# Below the slug of B these name nothing of A: a list of B's own, or a date that is for everybody.
WITHOUT_IDS = {
    "dashboard", "courses", "profile", "inbox_again", "log", "people", "leave", "course_new",
    "venues", "venue_new", "reports", "uploads", "upload_new", "feeds", "feed_new", "keys",
    "statistics", "statistics_sheet", "dates", "enquiries", "near_misses", "quality",
    "quality_part", "jobs", "new_job", "stands", "ask_for_stand",
}  # fmt: skip


def _template_url() -> str:
    return reverse("publishing:file_template", kwargs={"name": "waymark", "ending": "csv"})


def public_lines(world: World) -> list[Line]:
    """Return pages of the site about A, on which nothing of the desk may stand."""
    urls = [
        "/", "/search/?q=bernstein", "/search/?q=kristallglas", f"/providers/{world.a.slug}/",
        world.course.get_absolute_url(), world.job.get_absolute_url(), "/providers/",
        "/events/other/", "/events/other/exhibitors/", "/sitemap.xml", "/robots.txt",
        "/api/v1/search/?q=bernstein", "/api/v1/suggest/?q=kristall",
        f"/api/v1/courses/{world.course.pk}/",
    ]  # fmt: skip
    gone = [world.paused.get_absolute_url(), f"/api/v1/courses/{world.paused.pk}/"]
    return [
        *(Line("", url, ANYBODY, PAGE, 0) for url in urls),
        *(Line("", url, ANYBODY, PAGE, 0) for url in gone),
    ]


def wanted(line: Line, role: str, *, is_at_b: bool = False) -> tuple[int, ...]:
    """Return the answers to GET that are right. ``is_at_b``: the address is below B's slug."""
    if line.least == ANYBODY:
        return (line.status,) if line.status else (200, 302, 404, 410)
    if role in UNSIGNED:
        return (302, 405) if line.how == PRESS else (302,)
    if line.least == SIGNED:
        return (line.status, 302)
    if line.least == STANDS:
        return (200,) if role in (EVENTS_TEAM, ADMINISTRATOR) else (302, 403)
    if line.least == CHECK:
        gate: tuple[int, ...] = (line.status,) if role in DECIDES else (404,)
        return (*gate, 405) if line.how == PRESS else gate
    if is_at_b:
        return _at_b(line, role)
    if role not in INSIDE:
        return (404, 405) if line.how == PRESS else (404,)
    order = [MemberRole.VIEWER, MemberRole.EDITOR, MemberRole.OWNER]
    if order.index(MemberRole(line.least)) > INSIDE.index(role):
        return (403, 405) if line.how == PRESS else (403,)
    return (line.status,)


def _at_b(line: Line, role: str) -> tuple[int, ...]:
    if role == OWNER_B and line.name.removeprefix("publishing:") in WITHOUT_IDS:
        return (line.status, 200)
    if role == EDITOR_B and line.least != MemberRole.OWNER:
        return (line.status, 404) if line.name.split(":")[1] in WITHOUT_IDS else (404, 405)
    if role == EDITOR_B:
        return (403, 405)
    return (404, 405)
