"""People, files, feeds and drafts in every state of the providers' area, beside the demonstration.

Runs inside a site, in ``manage.py shell``: ``from benchmarks import desk_stage as s; s.tell()``.
"""

import csv
import datetime
import io
import json
import time
import uuid
from typing import Any

from allauth.account.authentication import AUTHENTICATION_METHODS_SESSION_KEY
from allauth.account.models import EmailAddress
from allauth.mfa.models import Authenticator
from allauth.mfa.recovery_codes.internal.auth import RecoveryCodes
from allauth.mfa.totp.internal.auth import TOTP, generate_totp_secret
from django.contrib.auth import BACKEND_SESSION_KEY, HASH_SESSION_KEY, SESSION_KEY, get_user_model
from django.contrib.sessions.backends.db import SessionStore

from catalogue.courses.models import Course, CourseRun
from catalogue.events.stand_services import dates_with_stands
from catalogue.feedback.models import Enquiry
from catalogue.feeds.formats.waymark import WAYMARK
from catalogue.providers.enums import MemberRole
from catalogue.providers.membership import INVITATION_LIFE
from catalogue.providers.models import Invitation, Membership, Organisation, Venue
from catalogue.publishing.api.keys import make_key
from catalogue.publishing.checks import services as checks
from catalogue.publishing.editor.drafting import begin_course, change, open_draft
from catalogue.publishing.employers.job_drafts import begin_job
from catalogue.publishing.enums import (
    DraftState,
    ReviewKind,
    ReviewReason,
    UploadKind,
    UploadSource,
    UploadState,
)
from catalogue.publishing.models import CourseFeed, Draft, Review, Upload
from catalogue.publishing.people.invitations import hash_of
from catalogue.publishing.uploads import services as uploads
from catalogue.vacancies.models import MANUAL_SOURCE, Vacancy
from portal.core import clock

COLLEGE, GROUP, LONG, EMPTY = "lockgate", "kingfisher", "long-words", "nothing-yet"
BACKEND = "django.contrib.auth.backends.ModelBackend"
LONGEST_WORD = "Donaudampfschifffahrtsgesellschaftskapit"
LONG_NAME = f"Institute of {LONGEST_WORD} " + "and of the further education of adults " * 4
LONG_TITLE = f"Introduction to {LONGEST_WORD} and " + "to every other long word that there is " * 6
LONG_TEXT = f"{LONGEST_WORD} " * 8
INVITATION_KEY = "k" * 43


def tell() -> None:
    """Print the addresses and the sessions: one line of JSON after the word "stage"."""
    print("stage", json.dumps(_Stage().build()))


class _Stage:
    """One building of it."""

    def __init__(self) -> None:
        self.now, self.today = clock.now(), clock.today()
        self.people = get_user_model()._default_manager
        self.owner = self.people.get(username="provider")
        self.college = Organisation.objects.get(slug=COLLEGE)
        self.found: dict[str, Any] = {}

    def build(self) -> dict[str, Any]:
        """Make everything; return ``{"sessions": {"owner": "..."}, "ids": {"draft": 7}}``."""
        staff = self.people.get(username="editor")
        for person in (self.owner, staff):
            TOTP.activate(person, generate_totp_secret())
            RecoveryCodes.activate(person)
        passkey = Authenticator.objects.create(
            user=self.owner, type="webauthn", data={"name": LONG_TITLE[:90], "credential": {}}
        )
        self.found["passkey"] = passkey.pk
        self._people()
        self._drafts()
        self._files()
        self._feeds()
        self._long_words()
        self._reviews()
        nobody = self._person("stage-nobody", "Nadia Nobody")
        sessions = {
            "owner": self.owner,
            "volunteer": self.people.get(username="demo-volunteer"),
            "waiting": self.people.get(username="demo-applicant"),
            "nobody": nobody,
            "viewer": self.people.get(username="stage-viewer"),
            "long": self.people.get(username="stage-long"),
            "empty": self.people.get(username="stage-empty"),
            "staff": staff,
        }
        return {"sessions": {n: self._session(u) for n, u in sessions.items()}, "ids": self.found}

    def _person(self, username: str, name: str, organisation: Any = None, role: str = "") -> Any:
        email = f"{username}@example.org"
        first, last = name.split(" ", 1)
        user = self.people.create_user(username, email=email, first_name=first, last_name=last)
        EmailAddress.objects.create(user=user, email=email, verified=True, primary=True)
        if organisation:
            made = Membership.objects.create(user=user, organisation=organisation, role=role)
            self.found[f"member-{username}"] = made.pk
        return user

    def _session(self, user: Any) -> str:
        session = SessionStore()
        session[SESSION_KEY] = str(user.pk)
        session[BACKEND_SESSION_KEY] = BACKEND
        session[HASH_SESSION_KEY] = user.get_session_auth_hash()
        # Signed in a moment ago, and for as long as the pages are looked at.
        at = time.time() + 3600
        session[AUTHENTICATION_METHODS_SESSION_KEY] = [
            {"method": "password", "at": at, "username": user.username, "reauthenticated": True}
        ]
        session[f"{AUTHENTICATION_METHODS_SESSION_KEY}_user"] = str(user.pk)
        session.save()
        return str(session.session_key)

    def _people(self) -> None:
        self._person("stage-viewer", "Vera Viewer", self.college, MemberRole.VIEWER)
        gone = self._person("stage-gone", "Gerd Gone", self.college, MemberRole.EDITOR)
        Membership.objects.filter(user=gone).update(is_suspended=True)
        # Without a letter, which would renew the key.
        Invitation.objects.create(
            organisation=self.college,
            email=f"{LONGEST_WORD.lower()}@example.org",
            key_hash=hash_of(INVITATION_KEY),
            invited_by=self.owner,
            expires_at=self.now + INVITATION_LIFE,
        )
        key, _text = make_key(self.college, name="Timetable", actor=self.owner, now=self.now)
        self.found["key"] = key.pk
        self.found["invitation"] = INVITATION_KEY
        self.found["stand-date"] = dates_with_stands(now=self.now).first().pk
        self.found["venue"] = Venue.objects.filter(provider=self.college).order_by("pk")[0].pk

    def _drafts(self) -> None:
        listed = list(Course.objects.filter(provider=self.college).listed_on(self.today)[:9])
        self.found["course"] = listed[0].pk
        self.found["taking-questions"] = self._asked_course(listed)
        new = begin_course(self.college, title="Stage: a new one", kind="ENGLISH", actor=self.owner)
        self.found["draft-new"] = new.pk
        full = open_draft(listed[1], actor=self.owner)
        change(full, lambda old: {**old, "title": "Stage: changed"}, actor=self.owner)
        self.found["draft-full"], self.found["draft-course"] = full.pk, listed[1].pk
        run = full.content["runs"][0]
        self.found["run"] = str(run.get("id") or run.get("key"))
        self.found["preview"] = str(full.preview_key)
        # The site changed while the draft lay here: publishing it shows both.
        behind = open_draft(listed[2], actor=self.owner)
        change(behind, lambda old: {**old, "title": "Stage: mine"}, actor=self.owner)
        Course.objects.filter(pk=listed[2].pk).update(title="Stage: theirs")
        self.found["draft-behind"] = behind.pk
        waiting = open_draft(listed[3], actor=self.owner)
        change(waiting, lambda old: {**old, "title": "Stage: waiting"}, actor=self.owner)
        self._ask(ReviewKind.COURSE, waiting.title, draft=waiting)
        self.found["draft-waiting"] = waiting.pk
        back = open_draft(listed[4], actor=self.owner)
        Draft.objects.filter(pk=back.pk).update(
            state=DraftState.RETURNED, comment=f"Say what it costs. {LONG_TEXT}"
        )
        self.found["draft-returned"] = back.pk
        job = begin_job(
            self.college,
            key=uuid.uuid4(),
            content={"title": "Stage: learning support assistant"},
            actor=self.owner,
        )
        self.found["job-draft"] = job.pk
        posted = Vacancy.objects.filter(kind="JOB", status="LIVE").order_by("pk").last()
        Vacancy.objects.filter(pk=posted.pk).update(employer=self.college, source=MANUAL_SOURCE)
        self.found["job"] = posted.pk

    def _asked_course(self, listed: list[Course]) -> int:
        Organisation.objects.filter(pk=self.college.pk).update(
            takes_enquiries=True,
            enquiry_email="courses@example.org",
            enquiry_email_verified_at=self.now,
        )
        course = listed[5]
        Course.objects.filter(pk=course.pk).update(
            how_to_join="EMAIL", join_value="courses@example.org"
        )
        self.found["asked"] = str(Enquiry.objects.get().key)
        return int(course.pk)

    def _ask(self, kind: str, title: str, **about: Any) -> Review:
        review = checks.ask(
            kind,
            organisation=about.pop("organisation", self.college),
            title=title,
            reasons=list(ReviewReason.values),
            sent_by=self.owner,
            now=self.now,
            **about,
        )
        self.found[f"check-{kind.lower()}"] = review.pk
        return review

    def _file(self, name: str, rows: list[dict[str, str]], *, organisation: Any = None) -> Upload:
        text = io.StringIO()
        sheet = csv.DictWriter(text, fieldnames=WAYMARK.headings, restval="")
        sheet.writeheader()
        sheet.writerows(rows)
        upload = uploads.receive(
            organisation or self.college,
            stream=io.BytesIO(text.getvalue().encode()),
            file_name=f"{name}.csv",
            kind=UploadKind.COURSES,
            sent_by=self.owner,
            now=self.now,
        )
        self.found[f"upload-{name}"] = upload.pk
        return upload

    def _rows(self, *titles: str, cost: str = "0", organisation: Any = None) -> list[dict]:
        venues = Venue.objects.filter(provider=organisation or self.college, is_study_place=True)
        venue = venues.order_by("pk").first() or Venue(name="", postcode="WS1 1AA")
        day = self.today + datetime.timedelta(days=60)
        return [
            {
                "COURSE_NAME": title,
                "YOUR_REFERENCE": f"STAGE-{number}",
                "LEVEL": "Level 1",
                "ABOUT": "For people who want to start work, or go back to it.",
                "WHAT_YOU_WILL_LEARN": "You learn by doing, in a small group.",
                "HOW_TO_JOIN": "Phone",
                "JOIN_DETAILS": "0121 496 0142",
                "DELIVERY_MODE": "Classroom",
                "VENUE_NAME": venue.name,
                "POSTCODE": venue.postcode,
                "START_DATE": f"{day:%d/%m/%Y}",
                "DAYS": "Saturday",
                "START_TIME": "10:00",
                "END_TIME": "16:00",
                "COST": cost,
                "DURATION": "1",
                "DURATION_UNIT": "Days",
            }
            for number, title in enumerate(titles)
        ]

    def _files(self) -> None:
        when = {"now": self.now, "today": self.today}
        self.found["upload-held"] = Upload.objects.get().pk  # of the demonstration
        good = self._file("good", self._rows("Stage: sewing", "Stage: baking"))
        uploads.check(good.pk, **when)
        self._file("waiting", self._rows("Stage: waiting"))
        reading = self._file("reading", self._rows("Stage: reading"))
        Upload.objects.filter(pk=reading.pk).update(
            state=UploadState.CHECKING,
            rows_done=4200,
            rows_total=10_000,
            lease_until=self.now + datetime.timedelta(hours=3),
        )
        refused = self._file("refused", self._rows("Stage: refused"))
        Upload.objects.filter(pk=refused.pk).update(
            state=UploadState.REFUSED,
            message="This file has no heading row. Add one at the top.",
            counts={"refusal": {"code": "FILE_HEADINGS_MISSING"}},
        )
        for name in ("published", "undone"):
            one = self._file(name, self._rows(f"Stage: {name} course"))
            uploads.check(one.pk, **when)
            uploads.publish_now(one, actor=self.owner, **when)
            if name == "undone":
                one.refresh_from_db()
                self._edit_meanwhile(f"Stage: {name} course")
                uploads.undo(one, actor=self.owner, now=self.now)
        asked = self._file("asked", self._rows("Stage: asked", cost="90"))
        uploads.check(asked.pk, **when)
        self._ask(ReviewKind.UPLOAD, asked.file_name, upload=asked)
        cancelled = self._file("cancelled", self._rows("Stage: cancelled"))
        Upload.objects.filter(pk=cancelled.pk).update(state=UploadState.CANCELLED)

    def _edit_meanwhile(self, title: str) -> None:
        """Edit what an upload made, so that its undo leaves something to tell of."""
        later = self.now + datetime.timedelta(minutes=5)
        course = Course.objects.filter(title=title)
        CourseRun.objects.filter(course__in=course).update(cost_pence=4_500)
        course.update(title=f"{title}, called another name", updated_at=later)

    def _feeds(self) -> None:
        feed = CourseFeed.objects.create(
            organisation=self.college,
            address=f"https://feeds.example.org/{LONGEST_WORD}/{LONGEST_WORD}/courses.xml",
            created_by=self.owner,
            fetched_at=self.now,
        )
        self.found["feed"] = feed.pk
        for state, counts in (
            (UploadState.PUBLISHED, {"courses": {"added": 3, "changed": 1, "unchanged": 9_996}}),
            (UploadState.UNCHANGED, {}),
            (UploadState.REFUSED, {}),
            (UploadState.QUARANTINED, {"courses": {"removed": 7, "unchanged": 3}}),
        ):
            run = Upload.objects.create(
                organisation=self.college,
                feed=feed,
                key=uuid.uuid4(),
                kind=UploadKind.COURSES,
                source=UploadSource.FEED,
                state=state,
                file_name="courses.xml",
                counts=counts,
                is_full_list=True,
                rows_read=10,
                rows_held=4,
                message="The server did not answer." if state == UploadState.REFUSED else "",
                checked_at=self.now,
            )
            self.found[f"run-{state.lower()}"] = run.pk

    def _long_words(self) -> None:
        long = Organisation.objects.create(name=LONG_NAME[:200], slug=LONG, is_trusted=True)
        self._person("stage-long", f"{LONGEST_WORD} {LONGEST_WORD}", long, MemberRole.OWNER)
        empty = Organisation.objects.create(name="Nothing Yet", slug=EMPTY)
        self._person("stage-empty", "Ed New", empty, MemberRole.OWNER)
        Venue.objects.create(
            provider=long, name=LONG_TITLE[:150], town="Walsall", postcode="WS1 1AA"
        )
        draft = begin_course(long, title=LONG_TITLE[:255], kind="COURSE", actor=self.owner)
        self.found["draft-long"] = draft.pk
        rows = self._rows(LONG_TITLE[:255], f"Stage: {LONGEST_WORD}", organisation=long)
        held = [{**row, "COST": LONG_TEXT, "START_DATE": LONGEST_WORD} for row in rows]
        upload = self._file("long", [*rows, *held], organisation=long)
        uploads.check(upload.pk, now=self.now, today=self.today)
        live = self._file("longlive", rows, organisation=long)
        uploads.check(live.pk, now=self.now, today=self.today)
        uploads.publish_now(live, actor=self.owner, now=self.now, today=self.today)

    def _reviews(self) -> None:
        for review in Review.objects.filter(state="OPEN", kind=ReviewKind.JOIN):
            self.found["check-join"] = review.pk
        other = begin_job(
            self.college, key=uuid.uuid4(), content={"title": LONG_TITLE[:200]}, actor=self.owner
        )
        self._ask(ReviewKind.VACANCY, other.title, draft=other)
        self.found["job-waiting"] = other.pk
        reported = Course.objects.filter(problem_reports__isnull=False).order_by("pk").first()
        self.found["reported"] = reported.pk
