"""What is secret of an organisation, who comes to its area, and who may read what."""

from dataclasses import dataclass, field
from typing import Any

from catalogue.courses.models import Course
from catalogue.events.models import StandRequest
from catalogue.feedback.models import Enquiry, ProblemReport
from catalogue.providers.models import Invitation, Organisation, Venue
from catalogue.publishing.models import CourseFeed, Draft, Review, Upload
from catalogue.vacancies.models import Vacancy

SECRETS = {
    "a paused course": "Bernstein",
    "a draft": "Kristallglas",
    "a draft of a job": "Hafenarbeit",
    "a file": "quartalszahlen",
    "a cell": "Zellwert4711",
    "a change": "Feldspat",
    "a feed": "feed-geheim.example",
    "who asks": "Aminata",
    "their phone": "900471",
    "their email": "aminata.q@geheim.example",
    "what they ask": "Zwischenraum",
    "a key": "Schluesselname",  # its name: the log has it
    "an invitation": "eingeladen@geheim.example",
    "a moderator's words": "Basaltwort",
    "the log": "Granitprotokoll",
    "an owner": "Ownerowitsch",
    "an owner's email": "olga@leitung.example",
    "who is at a stand": "Dagmar",
    "the phone of a stand": "0121 496 0999",
    "the email of a stand": "dagmar@stand.example",
    "a report": "Schiefermeldung",
    "the inbox": "postfach@geheim.example",
    "an old place": "Marmorsaal",
    "a number": "7,391",
    "who wants to join": "Jordana",
    "why they want to": "Beitrittsgrund",
}
ENQUIRER = {"who asks", "their phone", "their email", "what they ask"}
STAND = {"who is at a stand", "the phone of a stand", "the email of a stand"}
JOINING = {"who wants to join", "why they want to"}
OWNERS_ONLY = {"an invitation"}
# The log names a key by its first letters, of which ten are no secret.
NAMED_IN_LOG = {"a key", "the start of a key"}
# Of a person who asks, a viewer reads only how many there are.
VIEWED = frozenset({*SECRETS} - ENQUIRER - OWNERS_ONLY - JOINING | NAMED_IN_LOG)
EDITED = VIEWED | ENQUIRER
OWNED = EDITED | OWNERS_ONLY
# What a decision needs: nothing of people who ask a provider, and no keys.
DECIDED = frozenset(
    {*SECRETS} - ENQUIRER - OWNERS_ONLY - STAND - {"a number", "the inbox"} | NAMED_IN_LOG
)

VISITOR, STRANGER = "visitor", "stranger"
VIEWER, EDITOR, OWNER = "viewer of A", "editor of A", "owner of A"
EDITOR_B, OWNER_B = "editor of B", "owner of B"
STOPPED, CLOSED = "stopped member of A", "member of A with a closed account"
MODERATOR, SITE_EDITOR = "moderator", "site editor"
EVENTS_TEAM, ADMINISTRATOR = "events team", "administrator"
ROLES = (
    VISITOR, STRANGER, VIEWER, EDITOR, OWNER, EDITOR_B, OWNER_B, STOPPED, CLOSED, MODERATOR,
    SITE_EDITOR, EVENTS_TEAM, ADMINISTRATOR,
)  # fmt: skip
INSIDE = (VIEWER, EDITOR, OWNER)
DECIDES = (MODERATOR, ADMINISTRATOR)
UNSIGNED = (VISITOR, CLOSED)
MAY_READ: dict[str, frozenset[str]] = {
    VIEWER: VIEWED,
    EDITOR: EDITED,
    OWNER: OWNED,
    MODERATOR: DECIDED | JOINING,
    ADMINISTRATOR: DECIDED | JOINING | STAND,
    EVENTS_TEAM: frozenset(STAND),
}


@dataclass(slots=True)
class World:
    """Two organisations, the people of A, and one thing of A of every kind."""

    a: Organisation
    b: Organisation
    people: dict[str, Any]
    course: Course
    paused: Course
    draft: Draft
    waiting: Draft
    job_draft: Draft
    job: Vacancy
    venue: Venue
    upload: Upload
    held_run: Upload
    feed: CourseFeed
    enquiry: Enquiry
    invitation: Invitation
    invitation_key: str
    review: Review
    report: ProblemReport
    stand: StandRequest
    date_id: int
    key_id: int
    key: str
    key_of_b: str
    stopped_key: str
    member_id: int
    secrets: dict[str, str] = field(default_factory=dict)
