"""The providers' area of the demonstration: people, drafts, a file, questions, and numbers.

All of it by the services that real people use, but for the numbers, which nobody can make at once.
"""

import csv
import datetime
import io
import random
from typing import Any

from allauth.account.models import EmailAddress
from django.contrib.auth import get_user_model
from django.db import transaction

from catalogue.courses.enums import CourseMetric
from catalogue.courses.joining import WITHOUT_BOOKING
from catalogue.courses.models import Course, CourseCount
from catalogue.feedback.enums import EnquiryAccess, ProblemReason
from catalogue.feedback.models import Enquiry, ProblemReport
from catalogue.feeds.formats.waymark import WAYMARK
from catalogue.providers.enums import MemberRole, OrganisationKind
from catalogue.providers.models import Membership, Organisation
from catalogue.publishing.editor.drafting import begin_course, change, open_draft
from catalogue.publishing.editor.publish import publish_draft
from catalogue.publishing.enums import UploadKind
from catalogue.publishing.models import Letter, Upload
from catalogue.publishing.people.services import Asked, ask_to_join
from catalogue.publishing.uploads import services as uploads
from portal.core.clock import REGION_TIME
from portal.core.loading import LoadCounts

COLLEGE = "lockgate"
GROUP = "kingfisher"
PROVIDER, VOLUNTEER, APPLICANT = "provider", "demo-volunteer", "demo-applicant"
INVENTED_MAIL = "@example.org"
WEEKS = 8
# How often a course is shown, opened, and asked how to join, in a week that is neither.
USUAL = {CourseMetric.SHOWN: 40, CourseMetric.VIEWED: 12, CourseMetric.JOINED: 3}
# A file of new dates, with the mistakes that people make: (name, reference, start in days, cost).
FILE_ROWS = (
    ("Forklift truck refresher: one day", "LOC-301", 40, "95.00"),
    ("Forklift truck refresher: one day", "LOC-302", 75, "95.00"),
    ("Bookkeeping: first steps", "LOC-303", 54, "0"),
    ("Food hygiene in one evening", "LOC-304", 33, "TBC"),
    ("Spreadsheets at work", "LOC-305", -20, "0"),
    ("", "LOC-306", 61, "45.00"),
)


@transaction.atomic
def load_desk(*, today: datetime.date) -> dict[str, LoadCounts]:
    """Add what is missing. Twice changes nothing. Needs the organisations of the demonstration."""
    college = Organisation.objects.filter(slug=COLLEGE, is_demo=True).first()
    group = Organisation.objects.filter(slug=GROUP, is_demo=True).first()
    if college is None or group is None:
        return {}
    # Yesterday: whoever seeds before breakfast sees nothing that is still to come.
    yesterday = today - datetime.timedelta(days=1)
    now = datetime.datetime.combine(yesterday, datetime.time(16), tzinfo=REGION_TIME)
    loading = _Loading(college, group, today=today, now=now)
    counted = loading.numbers()
    is_new = not Membership.objects.filter(organisation=college).exists()
    if is_new:
        loading.people()
        loading.drafts()
        loading.questions()
        loading.file()
    return {"numbers of courses": LoadCounts(added=counted)}


@transaction.atomic
def clear_desk() -> dict[str, int]:
    """Remove the invented people, and what hangs on the invented organisations."""
    for upload in Upload.objects.filter(organisation__is_demo=True):
        upload.file.delete(save=False)
        upload.delete()
    Letter.objects.filter(organisation__is_demo=True).delete()
    people = get_user_model()._default_manager.filter(
        username__in=(PROVIDER, VOLUNTEER, APPLICANT), email__endswith=INVENTED_MAIL
    )
    number = people.count()
    people.delete()
    return {"people": number}


def desk_is_missing() -> bool:
    """Return whether it was never loaded, as on a site that is older than the providers' area."""
    return not Membership.objects.filter(organisation__slug=COLLEGE).exists()


def invented_person(username: str, first: str, last: str) -> Any:
    """Return a person with a checked address and no password, made once."""
    email = f"{username.removeprefix('demo-')}{INVENTED_MAIL}"
    user, is_new = get_user_model()._default_manager.get_or_create(
        username=username, defaults={"email": email, "first_name": first, "last_name": last}
    )
    if is_new:
        user.set_unusable_password()
        user.save()
        EmailAddress.objects.get_or_create(
            user=user, email=email, defaults={"verified": True, "primary": True}
        )
    return user


class _Loading:
    """One load."""

    def __init__(
        self,
        college: Organisation,
        group: Organisation,
        *,
        today: datetime.date,
        now: datetime.datetime,
    ) -> None:
        self.college, self.group = college, group
        self.today, self.now = today, now

    def numbers(self) -> int:
        """Write how often the college's courses were met in the last weeks. Return how many rows.

        The numbers are drawn, the same ones for the same week.
        """
        monday = self.today - datetime.timedelta(days=self.today.weekday())
        courses = list(Course.objects.filter(provider=self.college, is_demo=True))
        rows = []
        for back in range(1, WEEKS + 1):
            day = monday - datetime.timedelta(weeks=back)
            for course in courses:
                draw = random.Random(f"{course.identity_key}:{day}")  # noqa: S311  (no secret)
                for metric, usual in USUAL.items():
                    if count := round(usual * draw.uniform(0, 2)):
                        rows.append(
                            CourseCount(course=course, date=day, metric=metric, count=count)
                        )
        before = CourseCount.objects.count()
        CourseCount.objects.bulk_create(rows, ignore_conflicts=True)
        return CourseCount.objects.count() - before

    def people(self) -> None:
        """Add an owner of the college, a volunteer of a group that is new, and who asks to join."""
        self.lena = invented_person(PROVIDER, "Lena", "Hart")
        self.volunteer = invented_person(VOLUNTEER, "Farah", "Noor")
        Membership.objects.create(user=self.lena, organisation=self.college, role=MemberRole.OWNER)
        Membership.objects.create(
            user=self.volunteer, organisation=self.group, role=MemberRole.OWNER
        )
        self.group.is_trusted = False
        self.group.save(update_fields=["is_trusted"])
        asked = Asked(
            person_name="Owen Pryce",
            organisation_name="Tindale Sewing Circle (demo)",
            kind=OrganisationKind.COMMUNITY,
            website="https://sewing.example.org",
            phone="0121 496 0177",
            reason="Sewing for beginners in our hall, two mornings a week.",
        )
        ask_to_join(invented_person(APPLICANT, "Owen", "Pryce"), asked=asked, now=self.now)

    def drafts(self) -> None:
        """Begin a course of the college, and send a change of the group's for a check."""
        begin_course(self.college, title="Plumbing: first steps", kind="COURSE", actor=self.lena)
        course = Course.objects.filter(provider=self.group, is_demo=True).order_by("pk").first()
        if course is None:
            return
        draft = open_draft(course, actor=self.volunteer)
        title = f"{course.title}: small group"[:255]
        change(draft, lambda content: {**content, "title": title}, actor=self.volunteer)
        publish_draft(draft, actor=self.volunteer, now=self.now, today=self.today)

    def questions(self) -> None:
        """Report a course twice, and let somebody ask to join one."""
        listed = Course.objects.filter(provider=self.college).listed_on(self.today).order_by("pk")
        reported = listed[0]
        asked = listed.filter(how_to_join__in=WITHOUT_BOOKING).exclude(pk=reported.pk).first()
        # Rows, not the service: it would write to the provider's address.
        for reason, text in (
            (ProblemReason.WRONG_DATE, "The time on the door is 10am."),
            (ProblemReason.SOMETHING_ELSE, "The phone number does not answer."),
        ):
            ProblemReport.objects.create(course=reported, reason=reason, text=text)
        if asked is None:
            return
        self.college.takes_enquiries = True
        self.college.save(update_fields=["takes_enquiries"])
        Enquiry.objects.create(
            course=asked,
            name="Amina K",
            email=f"amina{INVENTED_MAIL}",
            access=EnquiryAccess.LANGUAGE,
            text="Can I start in January?",
            language="ur",
            idempotency_key="waymark:demo:enquiry",
        )

    def file(self) -> None:
        """Send a file with good rows and wrong ones, and have it read."""
        upload = uploads.receive(
            self.college,
            stream=io.BytesIO(self._rows()),
            file_name="courses-new-dates.csv",
            kind=UploadKind.COURSES,
            sent_by=self.lena,
            now=self.now,
        )
        uploads.check(upload.pk, now=self.now, today=self.today)

    def _rows(self) -> bytes:
        venue = self.college.venues.filter(is_study_place=True).order_by("pk").first()
        text = io.StringIO()
        sheet = csv.DictWriter(text, fieldnames=WAYMARK.headings, restval="")
        sheet.writeheader()
        for name, reference, days, cost in FILE_ROWS:
            day = self.today + datetime.timedelta(days=days)
            sheet.writerow(
                {
                    "COURSE_NAME": name,
                    "YOUR_REFERENCE": reference,
                    "LEVEL": "Level 1",
                    "ABOUT": "For people who want to start work, or go back to it.",
                    "WHAT_YOU_WILL_LEARN": "You learn by doing, in a small group.",
                    "HOW_TO_JOIN": "Phone",
                    "JOIN_DETAILS": self.college.phone,
                    "DELIVERY_MODE": "Classroom",
                    "VENUE_NAME": venue.name if venue else "",
                    "POSTCODE": venue.postcode if venue else "",
                    "START_DATE": f"{day:%d/%m/%Y}",
                    "DAYS": "Saturday",
                    "START_TIME": "10:00",
                    "END_TIME": "16:00",
                    "COST": cost,
                    "DURATION": "1",
                    "DURATION_UNIT": "Days",
                }
            )
        return text.getvalue().encode()
