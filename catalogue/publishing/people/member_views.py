"""The people of an organisation: who they are, who comes in, who leaves."""

from collections.abc import Callable
from typing import Any

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from catalogue.providers.enums import MemberRole
from catalogue.providers.members import PeopleRefused, is_last_owner
from catalogue.providers.models import Membership
from catalogue.publishing.desk.access import Desk, member_page, to_second_step
from catalogue.publishing.people import invitations, member_services
from catalogue.publishing.people.forms import InviteForm, RoleForm
from catalogue.publishing.people.log_page import log_page
from catalogue.publishing.people.people_page import people_page
from catalogue.publishing.people.refusal_words import PROBLEMS, REFUSALS
from portal.core.clock import now
from portal.core.network import is_over
from portal.core.person import person_name
from portal.navigation.languages import active_language

DAY = 86_400  # seconds
MOST_INVITATIONS = 50  # of an organisation within a day
MOST_TO_ONE = 4  # to one address within a day: nobody is sent a stream of mail


@require_http_methods(["GET", "HEAD", "POST"])
@member_page()
def people(request: HttpRequest, desk: Desk) -> HttpResponse:
    """List the people. An owner invites others on the same page."""
    form = InviteForm(request.POST if request.method == "POST" else None)
    if request.method == "POST":
        if refused := _not_for(request, desk):
            return refused
        if form.is_valid() and _invite(request, desk, form):
            return redirect("publishing:people", desk.organisation.slug)
    context = {"desk": desk, "section": "people", "form": form}
    page = people_page(desk, now=now())
    return render(request, "manage/people/people.html", {**context, "page": page})


@require_http_methods(["GET", "HEAD", "POST"])
@member_page(MemberRole.OWNER, publishes=True)
def member(request: HttpRequest, desk: Desk, member_id: int) -> HttpResponse:
    """Change what a member may do, stop or give back their access, or take them out."""
    one = get_object_or_404(desk.members().select_related("user"), pk=member_id)
    form = RoleForm(request.POST or None, initial={"role": one.role})
    if request.method == "POST":
        action = request.POST.get("action", "role")
        if action != "role" or form.is_valid():
            return _act(request, desk, one.pk, action=action, role=form.data.get("role", ""))
    return render(
        request,
        "manage/people/member.html",
        {
            "desk": desk,
            "section": "people",
            "form": form,
            "member": one,
            "name": person_name(one.user),
            "is_self": one.user_id == desk.user.pk,
            "is_last_owner": is_last_owner(one),
        },
    )


@require_http_methods(["GET", "HEAD", "POST"])
@member_page()
def leave(request: HttpRequest, desk: Desk) -> HttpResponse:
    """Ask, then take oneself out."""
    if request.method == "POST":
        try:
            member_services.leave(desk.organisation, user=desk.user, now=now())
        except PeopleRefused as refused:
            messages.error(request, REFUSALS[refused.refusal])
            return redirect("publishing:people", desk.organisation.slug)
        name = desk.organisation.name
        messages.success(request, _("You left %(organisation)s.") % {"organisation": name})
        return redirect("publishing:home")
    context = {"desk": desk, "section": "people", "is_last_owner": is_last_owner(desk.membership)}
    return render(request, "manage/people/leave.html", context)


@require_POST
@member_page(MemberRole.OWNER, publishes=True)
def send_again(request: HttpRequest, desk: Desk, invitation_id: int) -> HttpResponse:
    """Send an invitation with a new link. The link before it opens nothing any more."""
    one = get_object_or_404(desk.invitations().waiting(), pk=invitation_id)
    form = InviteForm({"email": one.email, "role": one.role})
    if not (form.is_valid() and _invite(request, desk, form)):
        for errors in form.errors.values():
            messages.error(request, " ".join(str(error) for error in errors))
    return redirect("publishing:people", desk.organisation.slug)


@require_POST
@member_page(MemberRole.OWNER, publishes=True)
def withdraw(request: HttpRequest, desk: Desk, invitation_id: int) -> HttpResponse:
    """Take an invitation back."""
    get_object_or_404(desk.invitations(), pk=invitation_id)
    try:
        gone = invitations.withdraw(desk.organisation, invitation_id, actor=desk.user, now=now())
    except PeopleRefused as refused:
        messages.error(request, REFUSALS[refused.refusal])
    else:
        if gone:
            messages.success(request, _("The invitation is taken back. Its link opens nothing."))
        else:
            messages.error(request, _("This invitation was used or taken back before."))
    return redirect("publishing:people", desk.organisation.slug)


@require_safe
@member_page()
def log(request: HttpRequest, desk: Desk) -> HttpResponse:
    """Show who did what in the name of the organisation."""
    page = log_page(desk, request.GET)
    return render(
        request, "manage/people/log.html", {"desk": desk, "section": "people", "page": page}
    )


def _not_for(request: HttpRequest, desk: Desk) -> HttpResponse | None:
    """Refuse to invite for those who are no owner, or have no second step yet."""
    if not desk.may_own:
        raise PermissionDenied
    return None if desk.has_second_step else to_second_step(request)


def _invite(request: HttpRequest, desk: Desk, form: InviteForm) -> bool:
    said = form.cleaned_data
    who = f"{desk.organisation.pk}:{said['email'].lower()}"
    is_too_many = is_over(
        str(desk.organisation.pk), name="invitations", most=MOST_INVITATIONS, seconds=DAY
    ) or is_over(who, name="invitation", most=MOST_TO_ONE, seconds=DAY)
    if is_too_many:
        form.add_error("email", _("Many invitations were sent today. Try again tomorrow"))
        return False
    try:
        invitation = invitations.invite(
            desk.organisation,
            email=said["email"],
            role=MemberRole(said["role"]),
            actor=desk.user,
            now=now(),
            language=active_language(),
        )
    except invitations.InvitationRefused as refused:
        form.add_error("email", PROBLEMS[refused.problem])
        return False
    except PeopleRefused as refused:
        form.add_error(None, REFUSALS[refused.refusal])
        return False
    messages.success(
        request, _("We are sending an invitation to %(email)s.") % {"email": invitation.email}
    )
    return True


def _act(
    request: HttpRequest, desk: Desk, member_id: int, *, action: str, role: str
) -> HttpResponse:
    organisation, values = desk.organisation, {"actor": desk.user, "now": now()}
    work: dict[str, tuple[Callable[[], Any], str]] = {
        "role": (
            lambda: member_services.change_role(
                organisation, member_id, role=MemberRole(role), **values
            ),
            _("The role of %(name)s is changed."),
        ),
        "suspend": (
            lambda: member_services.suspend(organisation, member_id, **values),
            _("%(name)s cannot come in any more."),
        ),
        "restore": (
            lambda: member_services.restore(organisation, member_id, **values),
            _("%(name)s can come in again."),
        ),
        "remove": (
            lambda: member_services.remove(organisation, member_id, **values),
            _("%(name)s is not a member any more."),
        ),
    }
    if action not in work:
        return redirect("publishing:member", organisation.slug, member_id)
    do, words = work[action]
    try:
        changed = do()
    except PeopleRefused as refused:
        messages.error(request, REFUSALS[refused.refusal])
    else:
        messages.success(request, words % {"name": person_name(changed.user)})
        if action in ("suspend", "remove"):
            _warn_of_keys(request, desk, changed)
    if not Membership.objects.of(desk.user).filter(organisation=organisation).exists():
        return redirect("publishing:home")
    return redirect("publishing:people", organisation.slug)


def _warn_of_keys(request: HttpRequest, desk: Desk, gone: Membership) -> None:
    """Say that keys which somebody made still work: software may use them, so nobody stops them."""
    if desk.tokens().filter(created_by=gone.user_id, revoked_at=None).exists():
        words = _("Keys of the API that %(name)s made still work. Stop them under “Feeds”.")
        messages.warning(request, words % {"name": person_name(gone.user)})
