"""The profile of an organisation, and the yes of its inbox."""

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from catalogue.providers.enums import MemberRole
from catalogue.publishing.desk import profile_services as services
from catalogue.publishing.desk.access import Desk, member_page
from catalogue.publishing.desk.profile_forms import ProfileForm, initial_of
from portal.core.clock import now
from portal.core.key_pages import key_page
from portal.core.network import is_over
from portal.navigation.languages import active_language

DAY = 86_400  # seconds
MOST_LETTERS = 5  # to inboxes of an organisation within a day


@require_http_methods(["GET", "HEAD", "POST"])
@member_page(publishes=True)
def profile(request: HttpRequest, desk: Desk) -> HttpResponse:
    """Show the profile. An editor changes it."""
    organisation = desk.organisation
    if request.method == "POST":
        if not desk.may_edit:
            raise PermissionDenied
        form = ProfileForm(request.POST, organisation=organisation)
        if form.is_valid() and _save(request, desk, form):
            messages.success(request, _("Your profile is changed."))
            return redirect("publishing:profile", organisation.slug)
    else:
        seen = services.version_of(organisation)
        form = ProfileForm(initial=initial_of(organisation, seen=seen), organisation=organisation)
    context = {"desk": desk, "section": "profile", "form": form}
    return render(request, "manage/profile/profile.html", context)


@require_POST
@member_page(MemberRole.EDITOR)
def inbox_again(request: HttpRequest, desk: Desk) -> HttpResponse:
    """Send the letter to the inbox again."""
    organisation = desk.organisation
    if organisation.enquiry_email and not organisation.enquiry_email_verified_at:
        if _may_send(desk):
            services.write_inbox_letter(organisation, now=now(), language=active_language())
            messages.success(
                request,
                _("We are sending a mail to %(email)s.") % {"email": organisation.enquiry_email},
            )
        else:
            messages.error(request, _("Many mails were sent today. Try again tomorrow."))
    return redirect("publishing:profile", organisation.slug)


@require_http_methods(["GET", "HEAD", "POST"])
@key_page
def inbox(request: HttpRequest, token: str) -> HttpResponse:
    """Ask whoever reads the inbox; a press says yes. Nobody has to sign in."""
    try:
        if request.method == "POST":
            organisation = services.confirm_inbox(token, now=now())
        else:
            organisation = services.inbox_of(token)
    except services.InboxLinkRefused:
        return render(request, "manage/profile/inbox_ended.html", status=410)
    context = {"organisation": organisation, "is_done": request.method == "POST"}
    return render(request, "manage/profile/inbox.html", context)


def _save(request: HttpRequest, desk: Desk, form: ProfileForm) -> bool:
    is_new_inbox = form.cleaned_data["enquiry_email"] not in ("", desk.organisation.enquiry_email)
    if is_new_inbox and not _may_send(desk):
        form.add_error("enquiry_email", _("Many mails were sent today. Try again tomorrow"))
        return False
    try:
        services.save_profile(
            desk.organisation.pk,
            values=form.values,
            seen=form.cleaned_data["seen"],
            actor=desk.user,
            now=now(),
            language=active_language(),
        )
    except services.ProfileChanged:
        form.add_error(
            None,
            _(
                "Somebody else changed the profile meanwhile. Open this page again, "
                "and put in what is still missing."
            ),
        )
        return False
    return True


def _may_send(desk: Desk) -> bool:
    who = str(desk.organisation.pk)
    return not is_over(who, name="inbox-letter", most=MOST_LETTERS, seconds=DAY)
