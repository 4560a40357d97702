"""The moderators' pages: the queue, one check, what is held and what is done."""

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from catalogue.providers.page_links import cut_of, page_links
from catalogue.publishing.checks import link_checks, services
from catalogue.publishing.checks.changes import PER_PAGE, shown_changes, upload_sample
from catalogue.publishing.checks.forms import DecisionForm
from catalogue.publishing.checks.held_page import held_page
from catalogue.publishing.checks.item_page import item_page
from catalogue.publishing.checks.queue import done_page, following, queue_page
from catalogue.publishing.checks.refusals import AlreadyDecided, DecisionRefused, LookAgain
from catalogue.publishing.checks.team_page import team_page
from catalogue.publishing.desk.access import check_page
from catalogue.publishing.enums import ReviewState
from catalogue.publishing.models import Review
from portal.core.clock import now, today

CONFLICT = 409


def _review(number: int) -> Review:
    rows = Review.objects.select_related(
        "organisation",
        "draft__course",
        "draft__organisation",
        "draft__vacancy",
        "upload",
        "join_request__organisation",
        "join_request__user",
        "sent_by",
        "decided_by",
    )
    return get_object_or_404(rows, pk=number)


@require_safe
@check_page
def queue(request: HttpRequest) -> HttpResponse:
    """Show what waits, the most urgent first."""
    page = queue_page(request.GET.get("page", ""), now=now())
    return team_page(request, "queue", "queue", page=page)


@require_safe
@check_page
def done(request: HttpRequest) -> HttpResponse:
    """Show what was decided."""
    rows, links = done_page(request.GET.get("page", ""), now=now())
    return team_page(request, "done", "done", rows=rows, links=links)


@require_safe
@check_page
def held(request: HttpRequest) -> HttpResponse:
    """Show jobs that the guard holds, and files of feeds that wait for their provider."""
    return team_page(request, "held", "held", page=held_page(now=now(), today=today()))


@require_http_methods(["GET", "HEAD", "POST"])
@check_page
def item(request: HttpRequest, number: int) -> HttpResponse:
    """Show a check; decide it."""
    review = _review(number)
    if request.method != "POST":
        return _item(request, review, DecisionForm(review=review))
    form = DecisionForm(request.POST, review=review)
    if not form.is_valid() or request.POST.get("do") not in ("approve", "return"):
        return _item(request, review, form)
    try:
        _decide(request, review, form)
    except (AlreadyDecided, LookAgain) as error:
        # The page is shown as it is now, with the moderator's words kept.
        messages.warning(request, error.message)
        return _item(request, _review(number), form, status=CONFLICT)
    except DecisionRefused as error:
        form.add_error("comment", error.message)
        return _item(request, _review(number), form)
    after = following(review)
    return redirect("publishing:check", after.pk) if after else redirect("publishing:checks")


def _decide(request: HttpRequest, review: Review, form: DecisionForm) -> None:
    comment = form.cleaned_data["comment"]
    if request.POST.get("do") == "return":
        services.send_back(review, actor=request.user, comment=comment, now=now())
        messages.success(request, _("Sent back: %(title)s") % {"title": review.title})
        return
    services.approve(
        review,
        actor=request.user,
        comment=comment,
        checks=form.ticks,
        now=now(),
        today=today(),
        seen_version=form.cleaned_data["version"],
        is_trusted_from_now=form.cleaned_data.get("is_trusted", False),
    )
    messages.success(request, _("Approved: %(title)s") % {"title": review.title})


def _item(
    request: HttpRequest, review: Review, form: DecisionForm, *, status: int = 200
) -> HttpResponse:
    page = item_page(review, now=now())
    return team_page(request, "item", "queue", status=status, page=page, form=form)


@require_POST
@check_page
def links(request: HttpRequest, number: int) -> HttpResponse:
    """Ask the links of a check whether they open: a few seconds."""
    review = _review(number)
    if review.state == ReviewState.OPEN:
        link_checks.check_links(review, now=now())
    return redirect("publishing:check", review.pk)


@require_safe
@check_page
def changes(request: HttpRequest, number: int) -> HttpResponse:
    """Show all that a file changes, course by course."""
    review = _review(number)
    upload = review.upload
    total = shown_changes(upload).count() if upload else 0
    cut = cut_of(total, PER_PAGE, request.GET.get("page", ""))
    return team_page(
        request,
        "changes",
        "queue",
        review=review,
        total=total,
        rows=upload_sample(upload, start=cut.start, number=PER_PAGE) if upload else [],
        links=page_links(cut.number, cut.last, url_of=lambda one: f"?page={one}"),
    )
