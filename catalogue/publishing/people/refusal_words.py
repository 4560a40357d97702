"""What a person reads when a change of people was refused."""

from django.utils.translation import gettext_lazy as _

from catalogue.providers.members import Refusal
from catalogue.publishing.people.invitations import InvitationProblem

REFUSALS = {
    Refusal.LAST_OWNER: _(
        "An organisation needs an owner. Make somebody else an owner first, then try again."
    ),
    Refusal.NOT_OWNER: _("You are no longer an owner. Ask an owner to do this."),
    Refusal.ONESELF: _("You cannot stop your own access. You can leave the organisation."),
    Refusal.GONE: _("This person is not a member any more."),
}
PROBLEMS = {
    InvitationProblem.IS_MEMBER: _("This person is a member already"),
    InvitationProblem.SUSPENDED: _(
        "This person is a member whose access is stopped. Give it back on their page"
    ),
}
