"""Pages of feeds: the list with runs, the form, and what a press does."""

from django.contrib import messages
from django.db import IntegrityError
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from catalogue.providers.enums import MemberRole
from catalogue.publishing.desk.access import Desk, member_page
from catalogue.publishing.enums import UploadState
from catalogue.publishing.feeds import services
from catalogue.publishing.feeds.forms import FeedForm
from catalogue.publishing.feeds.page import feeds_of
from catalogue.publishing.feeds.tasks import fetch_now
from catalogue.publishing.models import CourseFeed
from portal.core import clock

SECTION = "feeds"
page_or_press = require_http_methods(["GET", "HEAD", "POST"])


@require_safe
@member_page()
def feeds(request: HttpRequest, desk: Desk) -> HttpResponse:
    """Show the feeds, what is held, and what became of the last runs."""
    shown = feeds_of(desk, now=clock.now())
    context = {"desk": desk, "section": SECTION, "feeds": shown}
    return render(request, "manage/feeds/list.html", context)


@page_or_press
@member_page(MemberRole.EDITOR, publishes=True)
def feed_new(request: HttpRequest, desk: Desk) -> HttpResponse:
    """Add a feed, and fetch it for the first time."""
    feed = CourseFeed(organisation=desk.organisation)
    form = FeedForm(request.POST if request.method == "POST" else None, instance=feed)
    if request.method == "POST" and form.is_valid() and _saved(desk, form):
        fetch_now.enqueue(form.instance.pk)
        messages.success(request, _("The feed is added. We read it now, and then every night."))
        return _back(desk)
    return _form(request, desk, form)


@page_or_press
@member_page(MemberRole.EDITOR, publishes=True)
def feed_edit(request: HttpRequest, desk: Desk, number: int) -> HttpResponse:
    """Change a feed."""
    feed = get_object_or_404(desk.feeds(), pk=number)
    form = FeedForm(request.POST if request.method == "POST" else None, instance=feed)
    if request.method == "POST" and form.is_valid() and _saved(desk, form):
        messages.success(request, _("The feed is changed."))
        return _back(desk)
    return _form(request, desk, form)


@page_or_press
@member_page(MemberRole.EDITOR)
def feed_delete(request: HttpRequest, desk: Desk, number: int) -> HttpResponse:
    """Ask, then forget a feed."""
    feed = get_object_or_404(desk.feeds(), pk=number)
    if request.method == "POST":
        services.delete_feed(feed, actor=desk.user, now=clock.now())
        messages.success(request, _("The feed is deleted. Its courses stay as they are."))
        return _back(desk)
    context = {"desk": desk, "section": SECTION, "feed": feed}
    return render(request, "manage/feeds/delete.html", context)


@require_POST
@member_page(MemberRole.EDITOR, publishes=True)
def feed_fetch(request: HttpRequest, desk: Desk, number: int) -> HttpResponse:
    """Fetch a feed now. Two presses make one run."""
    feed = get_object_or_404(desk.feeds(), pk=number)
    if services.may_fetch_now(feed, now=clock.now()):
        fetch_now.enqueue(feed.pk)
        messages.success(request, _("We read the feed. Below stands what came of it."))
    else:
        words = _("It was read a moment ago, or is being read. Try again in two minutes.")
        messages.warning(request, words)
    return _back(desk)


@require_POST
@member_page(MemberRole.EDITOR, publishes=True)
def feed_decide(request: HttpRequest, desk: Desk, number: int) -> HttpResponse:
    """Use a held run as it is, or leave it."""
    held = get_object_or_404(
        desk.uploads().select_related("feed", "organisation"), pk=number, feed__isnull=False
    )
    now = clock.now()
    if held.state != UploadState.QUARANTINED:
        messages.warning(request, _("Somebody decided about this run already."))
    elif request.POST.get("decision") == "use":
        services.use_held(held, actor=desk.user, now=now, today=clock.today())
        held.refresh_from_db()
        messages.success(request, _words_after(held.state))
    elif request.POST.get("decision") == "leave":
        services.leave_held(held, actor=desk.user, now=now)
        messages.success(request, _("Your courses stay as they are until the feed changes."))
    return _back(desk)


def _saved(desk: Desk, form: FeedForm) -> bool:
    """Store a feed. Of two presses at once one stores it, and the other is told."""
    try:
        services.save_feed(form.save(commit=False), actor=desk.user, now=clock.now())
    except IntegrityError:
        form.add_error("address", _("You have this feed already."))
        return False
    return True


def _words_after(state: str) -> str:
    if state == UploadState.PUBLISHED:
        return _("The feed is live.")
    if state == UploadState.IN_REVIEW:
        return _("A person looks at it first. Your courses stay as they are until then.")
    return _("Your courses changed since it was held, so we compare it again.")


def _form(request: HttpRequest, desk: Desk, form: FeedForm) -> HttpResponse:
    context = {"desk": desk, "section": SECTION, "form": form, "feed": form.instance}
    return render(request, "manage/feeds/form.html", context)


def _back(desk: Desk) -> HttpResponse:
    return redirect("publishing:feeds", desk.organisation.slug)
