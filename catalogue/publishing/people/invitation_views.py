"""The page of the link in an invitation. Reading it changes nothing; a press accepts."""

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.http import urlencode
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from catalogue.publishing.people import invitations
from catalogue.publishing.people.forms import NameForm
from catalogue.publishing.people.invitations import InvitationProblem, InvitationRefused
from catalogue.publishing.people.own_mail import holds
from portal.core.clock import now
from portal.core.key_pages import key_page
from portal.core.network import is_over_limit
from portal.core.person import person_name

HOUR = 3600  # seconds
MOST_LOOKS = 60  # from one network within an hour: nobody guesses a key of 256 bits anyway


@require_http_methods(["GET", "HEAD", "POST"])
@key_page
def invitation(request: HttpRequest, key: str) -> HttpResponse:
    """Show what the invitation is for. A POST of the person it was sent to accepts it."""
    if is_over_limit(request, name="invitation-look", most=MOST_LOOKS, seconds=HOUR):
        return render(request, "manage/people/too_many.html", status=429)
    form = NameForm(request.POST if request.method == "POST" else None)
    try:
        if request.method == "POST" and request.user.is_authenticated and form.is_valid():
            told = form.cleaned_data["person_name"]
            membership = invitations.accept(key, user=request.user, now=now(), name=told)
            name = membership.organisation.name
            messages.success(
                request, _("You act for %(organisation)s now.") % {"organisation": name}
            )
            return redirect("publishing:dashboard", membership.organisation.slug)
        found = invitations.invitation_of(key, now=now())
    except InvitationRefused as refused:
        if refused.problem != InvitationProblem.OTHER_ADDRESS or refused.invitation is None:
            return _ended(request, refused)
        found = refused.invitation
    user = request.user
    is_theirs = user.is_authenticated and holds(user, found.email)
    here = urlencode({"next": request.path})
    context = {
        "invitation": found,
        "inviter": person_name(found.invited_by) if found.invited_by else "",
        "sent_to": found.email if is_theirs else invitations.masked(found.email),
        "is_theirs": is_theirs,
        "form": form if user.is_authenticated and not user.get_full_name() else None,
        "sign_in_url": f"{reverse('account_login')}?{here}",
        "sign_up_url": f"{reverse('account_signup')}?{here}",
    }
    is_refused = request.method == "POST" and not is_theirs
    status = 403 if is_refused else 200
    return render(request, "manage/people/invitation.html", context, status=status)


def _ended(request: HttpRequest, refused: InvitationRefused) -> HttpResponse:
    found = refused.invitation
    context = {"problem": refused.problem.value, "invitation": found}
    is_known = refused.problem != InvitationProblem.UNKNOWN
    status = 410 if is_known else 404
    return render(request, "manage/people/invitation_ended.html", context, status=status)
