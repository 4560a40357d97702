"""Closed vocabularies of organisations and venues."""

from django.db import models
from django.utils.translation import gettext_lazy as _


class OrganisationKind(models.TextChoices):
    """What sort of body an organisation is."""

    COLLEGE = "COLLEGE", _("College")
    UNIVERSITY = "UNIVERSITY", _("University")
    TRAINING_PROVIDER = "TRAINING_PROVIDER", _("Training provider")
    COUNCIL = "COUNCIL", _("Council adult learning")
    COMMUNITY = "COMMUNITY", _("Charity or community group")
    EMPLOYER = "EMPLOYER", _("Employer")
    NHS = "NHS", _("NHS")
    JOBCENTRE = "JOBCENTRE", _("Jobcentre")
    COMBINED_AUTHORITY = "COMBINED_AUTHORITY", _("Combined authority")
    SCHOOL = "SCHOOL", _("School")


class VenueType(models.TextChoices):
    """What sort of place a venue is, as learners would say it."""

    CAMPUS = "CAMPUS", _("College or training centre")
    COMMUNITY = "COMMUNITY", _("Community place")
    LIBRARY = "LIBRARY", _("Library")
    WORKPLACE = "WORKPLACE", _("Workplace")
    ONLINE_ROOM = "ONLINE_ROOM", _("Online room")
    JOBCENTRE = "JOBCENTRE", _("Jobcentre")


class Answer(models.TextChoices):
    """An access fact: never guessed, so not known is an answer."""

    YES = "YES", _("Yes")
    NO = "NO", _("No")
    UNKNOWN = "UNKNOWN", _("Not known")


# What a venue answers with an Answer: the fields of VenueAccess, and of a place of help.
ACCESS_ANSWERS = (
    "step_free_entrance",
    "lift",
    "accessible_toilet",
    "hearing_loop",
    "quiet_space",
    "prayer_room",
    "parking",
    "blue_badge_parking",
)


class MemberRole(models.TextChoices):
    """What a person may do for an organisation. Each role may do what those before it may."""

    VIEWER = "VIEWER", _("Viewer")
    EDITOR = "EDITOR", _("Editor")
    OWNER = "OWNER", _("Owner")


class RequestState(models.TextChoices):
    """Where a question to the team of the site stands."""

    OPEN = "OPEN", _("Waiting for a check")
    APPROVED = "APPROVED", _("Approved")
    RETURNED = "RETURNED", _("Sent back")
    WITHDRAWN = "WITHDRAWN", _("Taken back")


class AuditAction(models.TextChoices):
    """What somebody did in the name of an organisation, for its log."""

    JOINED = "JOINED", _("Joined")
    INVITED = "INVITED", _("Invited a person")
    INVITATION_WITHDRAWN = "INVITE_OFF", _("Took an invitation back")
    ROLE_CHANGED = "ROLE", _("Changed a role")
    SUSPENDED = "SUSPENDED", _("Stopped a person’s access")
    RESTORED = "RESTORED", _("Gave access back")
    LEFT = "LEFT", _("Left")
    PROFILE = "PROFILE", _("Changed the profile")
    VENUE = "VENUE", _("Changed a place")
    COURSE_PUBLISHED = "PUBLISHED", _("Published")
    COURSE_PAUSED = "PAUSED", _("Paused")
    COURSE_WITHDRAWN = "WITHDRAWN", _("Took off the site")
    JOB_PUBLISHED = "JOB_LIVE", _("Published")
    JOB_PAUSED = "JOB_PAUSED", _("Paused")
    JOB_WITHDRAWN = "JOB_OFF", _("Took off the site")
    DATES = "DATES", _("Set new dates")
    SENT = "SENT", _("Sent for a check")
    APPROVED = "APPROVED", _("Approved")
    RETURNED = "RETURNED", _("Sent back")
    TRUSTED = "TRUSTED", _("Trusted from now on")
    UPLOADED = "UPLOADED", _("Sent a file")
    UPLOAD_PUBLISHED = "FILE_LIVE", _("Published a file")
    UPLOAD_UNDONE = "FILE_UNDONE", _("Undid a file")
    FEED = "FEED", _("Changed a feed")
    FEED_RUN = "FEED_RUN", _("A feed was read")
    TOKEN = "TOKEN", _("Changed a key of the API")  # the name of an action
    API = "API", _("Changed by the API")
    ENQUIRY = "ENQUIRY", _("Answered an enquiry")
    STAND = "STAND", _("Asked for a stand")
    REPORT = "REPORT", _("Answered a report")
