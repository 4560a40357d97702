"""The page of an organisation's keys: owners make one, see it once, and stop it."""

from django import forms
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_http_methods, require_safe

from catalogue.providers.enums import MemberRole
from catalogue.publishing.api.keys import MOST_KEYS, TooManyKeysError, make_key, stop_key
from catalogue.publishing.desk.access import Desk, member_page
from portal.core.clock import now


class KeyForm(forms.Form):
    """A name for a new key."""

    name = forms.CharField(
        label=_("Name of the key"),
        help_text=_("What uses it, such as “Student records”. Only your people see it."),
        max_length=80,
        widget=forms.TextInput(attrs={"maxlength": "80", "autocomplete": "off"}),
        error_messages={"required": _("Enter a name for the key")},
    )


@require_http_methods(["GET", "HEAD", "POST"])
@member_page(least=MemberRole.OWNER, publishes=True)
def keys(request: HttpRequest, desk: Desk) -> HttpResponse:
    """List the keys; make one, and show it in this answer alone."""
    form = KeyForm(request.POST if request.method == "POST" else None)
    if request.method == "POST" and form.is_valid():
        try:
            key, text = make_key(
                desk.organisation,
                name=form.cleaned_data["name"],
                actor=request.user,
                now=now(),
            )
        except TooManyKeysError:
            form.add_error(
                "name",
                _("You have %(count)s keys. Stop one that nothing uses first.")
                % {"count": MOST_KEYS},
            )
        else:
            facts = {"desk": desk, "section": "feeds", "key": key, "text": text}
            return render(request, "manage/keys/made.html", facts)
    tokens = desk.tokens().select_related("created_by").order_by("revoked_at", "-created_at")
    return render(
        request,
        "manage/keys/keys.html",
        {"desk": desk, "section": "feeds", "form": form, "tokens": tokens},
    )


@require_safe
@member_page(least=MemberRole.OWNER)
def stopping(request: HttpRequest, desk: Desk, number: int) -> HttpResponse:
    """Ask before a key is stopped."""
    key = get_object_or_404(desk.tokens(), pk=number, revoked_at=None)
    return render(request, "manage/keys/stop.html", {"desk": desk, "section": "feeds", "key": key})


@require_http_methods(["POST"])
@member_page(least=MemberRole.OWNER)
def stop(request: HttpRequest, desk: Desk, number: int) -> HttpResponse:
    """Stop a key. Needs no second step: a key that got out must be stopped by any owner."""
    key = get_object_or_404(desk.tokens(), pk=number)
    stop_key(key, actor=request.user, now=now())
    return redirect("publishing:keys", desk.organisation.slug)
