"""Closed vocabularies of the providers' area."""

from django.db import models
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy


class DraftKind(models.TextChoices):
    """What a draft becomes."""

    COURSE = "COURSE", _("Course")
    VACANCY = "VACANCY", _("Job")


class DraftState(models.TextChoices):
    """Where a draft stands. A draft that is published is deleted: the listing holds it all."""

    EDITING = "EDITING", _("Draft")
    IN_REVIEW = "IN_REVIEW", _("Waiting for a check")
    RETURNED = "RETURNED", _("Sent back")


class UploadKind(models.TextChoices):
    """What is in a file."""

    COURSES = "COURSES", _("Courses")
    VENUES = "VENUES", _("Places")


class UploadSource(models.TextChoices):
    """By which way rows came."""

    FILE = "FILE", _("A file")
    FEED = "FEED", _("A feed")
    API = "API", _("The API")


class UploadState(models.TextChoices):
    """Where an upload stands. PUBLISHING and UNDOING alone write courses, in one transaction."""

    RECEIVED = "RECEIVED", _("Waiting to be read")
    CHECKING = "CHECKING", _("Being read")
    CHECKED = "CHECKED", _("Ready to publish")
    REFUSED = "REFUSED", _("Could not be read")
    IN_REVIEW = "IN_REVIEW", _("Waiting for a check")
    QUARANTINED = "QUARANTINED", _("Held")
    PUBLISHING = "PUBLISHING", _("Being published")
    PUBLISHED = "PUBLISHED", _("Published")
    UNCHANGED = "UNCHANGED", _("Nothing new")
    UNDOING = "UNDOING", _("Being undone")
    UNDONE = "UNDONE", _("Undone")
    CANCELLED = "CANCELLED", pgettext_lazy("an upload", "Cancelled")


class ChangeKind(models.TextChoices):
    """What an upload does to a course."""

    ADDED = "ADDED", _("Added")
    CHANGED = "CHANGED", _("Changed")
    REMOVED = "REMOVED", _("Removed")


class UndoResult(models.TextChoices):
    """How far a change could be undone."""

    DONE = "DONE", _("Undone")
    PARTLY = "PARTLY", _("Undone, but for what was edited later")
    KEPT = "KEPT", _("Kept: it was edited later")


class CourseFeedFormat(models.TextChoices):
    """What a provider's feed of courses is written in."""

    AUTO = "AUTO", _("Find out")
    CSV = "CSV", _("Our CSV or the national one")
    XCRI_CAP = "XCRI_CAP", _("XCRI-CAP 1.2")
    OPEN_REFERRAL = "OPEN_REFERRAL", _("Open Referral UK")
    OPENACTIVE = "OPENACTIVE", _("OpenActive")


class ReviewKind(models.TextChoices):
    """What a moderator is asked to look at."""

    JOIN = "JOIN", _("Wants to join")
    COURSE = "COURSE", _("Course")
    VACANCY = "VACANCY", _("Job")
    UPLOAD = "UPLOAD", _("File")
    PROFILE = "PROFILE", _("Profile")


class ReviewReason(models.TextChoices):
    """Why a person has to look."""

    NEW_ORGANISATION = "NEW_ORG", _("New here")
    FIRST_PUBLISH = "FIRST", _("First course")
    TITLE_CHANGED = "TITLE", _("Name changed")
    PRICE_CHANGED = "PRICE", _("Price changed")
    VENUE_CHANGED = "VENUE", _("Place changed")
    LINK_CHANGED = "LINK", _("New link")
    LOOK_ALIKE = "LOOK_ALIKE", _("Looks like another one")
    REPORTED = "REPORTED", _("Reported by people")
    HELD_WORDS = "HELD_WORDS", _("Words that we check")
    MANY_ROWS = "MANY_ROWS", _("Many changes at once")
    NEW_JOB = "NEW_JOB", _("Job of an employer")


class ReviewState(models.TextChoices):
    """What became of a question to a moderator."""

    OPEN = "OPEN", _("To check")
    APPROVED = "APPROVED", _("Approved")
    RETURNED = "RETURNED", _("Sent back")
    WITHDRAWN = "WITHDRAWN", _("Taken back")


class LetterKind(models.TextChoices):
    """What a mail to people of organisations says."""

    INVITATION = "INVITATION", _("Invitation")
    JOIN_APPROVED = "JOIN_OK", _("You can publish now")
    JOIN_RETURNED = "JOIN_BACK", _("Your request was sent back")
    EDITOR_JOINED = "EDITOR_IN", _("Somebody publishes with you now")
    REVIEW_APPROVED = "APPROVED", _("Approved")
    REVIEW_RETURNED = "RETURNED", _("Sent back")
    FEED_HELD = "FEED_HELD", _("Your feed is held")
    FEED_STOPPED = "FEED_STOP", _("Your feed cannot be read")
    EVENT_FEED = "EVENT_FEED", _("A partner’s feed of events stopped")
    EXPIRY = "EXPIRY", _("Dates that pass soon")
    ENQUIRY = "ENQUIRY", _("Somebody asks to join")
    INBOX_CHECK = "INBOX", _("Is this your inbox?")


class LetterState(models.TextChoices):
    """Whether a mail went out."""

    WAITING = "WAITING", _("Waiting")
    SENT = "SENT", _("Sent")
    GIVEN_UP = "GIVEN_UP", _("Given up")
