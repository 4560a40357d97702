"""Who may come to an organisation's area, and what they find there: the one place that decides.

Every view of the area is wrapped in ``member_page`` or ``check_page``. What it may read or change
it asks of its ``Desk``, whose questions all begin with the organisation, so that no id in an
address leads to another organisation's row. A stranger, a member of another organisation and a
suspended member get 404: the answer does not say that the organisation has an area.
"""

from collections.abc import Callable
from dataclasses import dataclass
from functools import cached_property, wraps
from typing import Any, Concatenate
from urllib.parse import urlsplit

from allauth.mfa.utils import is_mfa_enabled
from django.contrib import messages
from django.contrib.auth.views import redirect_to_login
from django.core.exceptions import PermissionDenied
from django.db.models import Q
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.http import urlencode
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache

from catalogue.courses.models import Course
from catalogue.courses.querysets import CourseQuerySet
from catalogue.events.models import StandRequest
from catalogue.feedback.models import Enquiry, ProblemReport
from catalogue.providers.enums import AuditAction, MemberRole
from catalogue.providers.membership_querysets import ROLES_FROM
from catalogue.providers.models import AuditEntry, Membership, Organisation, Venue
from catalogue.publishing.desk.menu import FIRST, MenuEntry, menu_of
from catalogue.publishing.models import ApiToken, CourseFeed, Draft, Review, Upload
from catalogue.vacancies.models import MANUAL_SOURCE, Vacancy
from portal.core.way_back import own_address

DECIDE = "publishing.decide_review"
OF_INVITATIONS = (AuditAction.INVITED, AuditAction.INVITATION_WITHDRAWN)


@dataclass(frozen=True)  # no slots: cached_property keeps its value in __dict__
class Desk:
    """A member at the desk of one organisation. Each question answers for it alone."""

    request: HttpRequest
    membership: Membership

    @property
    def organisation(self) -> Organisation:
        """The organisation that the member acts for."""
        return self.membership.organisation

    @property
    def user(self) -> Any:
        """The person."""
        return self.request.user

    def may(self, role: MemberRole) -> bool:
        """Whether the member may do what a role may."""
        return self.membership.role in ROLES_FROM[role]

    @property
    def may_edit(self) -> bool:
        """Whether the member may change courses, venues and files."""
        return self.may(MemberRole.EDITOR)

    @property
    def may_own(self) -> bool:
        """Whether the member may change people and keys of the API."""
        return self.may(MemberRole.OWNER)

    @cached_property
    def has_second_step(self) -> bool:
        """Whether the person signs in with a second step: needed before anything goes live."""
        return is_mfa_enabled(self.user)

    @cached_property
    def menu(self) -> list[MenuEntry]:
        """The bar above the page: two queries, once a request."""
        return menu_of(self)

    @property
    def menu_first(self) -> list[MenuEntry]:
        """The entries that a phone shows."""
        return self.menu[:FIRST]

    @property
    def menu_rest(self) -> list[MenuEntry]:
        """The entries that a phone shows behind "More"."""
        return self.menu[FIRST:]

    def courses(self) -> CourseQuerySet:
        """Return every course of the organisation, live or not."""
        return Course.objects.filter(provider=self.organisation)

    def venues(self) -> Any:
        """Return the venues of the organisation."""
        return Venue.objects.filter(provider=self.organisation)

    def drafts(self) -> Any:
        """Return what is being written, but for a listing that another organisation has now."""
        mine = self.organisation
        moved = (~Q(course__provider=mine) & Q(course__isnull=False)) | (
            ~Q(vacancy__employer=mine) & Q(vacancy__isnull=False)
        )
        return Draft.objects.filter(organisation=mine).exclude(moved)

    def uploads(self) -> Any:
        """Return files, runs of feeds and calls of the API."""
        return Upload.objects.filter(organisation=self.organisation)

    def feeds(self) -> Any:
        """Return feeds of courses."""
        return CourseFeed.objects.filter(organisation=self.organisation)

    def members(self) -> Any:
        """Return the people of the organisation, suspended ones too."""
        return Membership.objects.filter(organisation=self.organisation)

    def invitations(self) -> Any:
        """Return invitations, old ones too."""
        return self.organisation.invitations.all()

    def vacancies(self) -> Any:
        """Return the jobs that the organisation posted as their employer."""
        return Vacancy.objects.filter(employer=self.organisation)

    def own_jobs(self) -> Any:
        """Return the jobs that it typed here. What came by a file is not its to change."""
        return self.vacancies().filter(source=MANUAL_SOURCE)

    def stand_requests(self) -> Any:
        """Return its questions for a stand at an event."""
        return StandRequest.objects.filter(organisation=self.organisation)

    def enquiries(self) -> Any:
        """Return people who asked to join one of its courses."""
        return Enquiry.objects.filter(course__provider=self.organisation)

    def reports(self) -> Any:
        """Return what visitors said is wrong with its courses and jobs."""
        mine = Q(course__provider=self.organisation) | Q(vacancy__employer=self.organisation)
        return ProblemReport.objects.filter(mine)

    def reviews(self) -> Any:
        """Return what was sent for a check."""
        return Review.objects.filter(organisation=self.organisation)

    def tokens(self) -> Any:
        """Return keys of the API."""
        return ApiToken.objects.filter(organisation=self.organisation)

    def log(self) -> Any:
        """Return what was done in its name, newest first. Whom owners invite is theirs to know."""
        entries = AuditEntry.objects.filter(organisation=self.organisation)
        if not self.may_own:
            entries = entries.exclude(action__in=OF_INVITATIONS)
        return entries.order_by("-at", "-pk")


View = Callable[..., HttpResponse]


def signed_in(view: View) -> View:
    """Ask who is signed out to sign in, and then lead to where they were.

    What they sent is lost, and many buttons are sent to an address that is no page. So they come
    back to the page with the button, and are told to press it again.
    """

    @wraps(view)
    def page(request: HttpRequest, *args: Any, **rest: Any) -> HttpResponse:
        if request.user.is_authenticated:
            return view(request, *args, **rest)
        if request.method == "POST":
            words = _("You are signed out, so nothing was sent. Sign in, then press again.")
            messages.warning(request, words)
        return redirect_to_login(page_of(request))

    return page


def page_of(request: HttpRequest) -> str:
    """Return the page that a person is on: when they pressed a button, the one it stood on.

    The browser names it, so it counts only below ``/manage/``; else it is the dashboard.
    """
    if request.method != "POST":
        return request.get_full_path()
    home = reverse("publishing:home")
    named = urlsplit(own_address(request, request.headers.get("Referer", "")))
    if named.path.startswith(home):
        return named._replace(scheme="", netloc="", fragment="").geturl()
    slug = request.resolver_match.kwargs.get("organisation") if request.resolver_match else None
    return reverse("publishing:dashboard", args=[slug]) if slug else home


def desk_of(request: HttpRequest, slug: str, *, least: MemberRole = MemberRole.VIEWER) -> Desk:
    """Return the desk of a signed-in person, or raise Http404 (no member) or PermissionDenied."""
    membership = (
        Membership.objects.of(request.user)
        .select_related("organisation")
        .filter(organisation__slug=slug)
        .first()
    )
    if membership is None:
        raise Http404
    if membership.role not in ROLES_FROM[least]:
        raise PermissionDenied
    return Desk(request=request, membership=membership)


def member_page(
    least: MemberRole = MemberRole.VIEWER, *, publishes: bool = False
) -> Callable[[Callable[Concatenate[HttpRequest, Desk, ...], HttpResponse]], View]:
    """Wrap ``view(request, desk, **rest)`` of an address with ``<slug:organisation>``.

    ``publishes``: a POST that puts something live asks for a second step of signing in first.
    """

    def wrap(view: Callable[..., HttpResponse]) -> View:
        @never_cache
        @signed_in
        @wraps(view)
        def page(request: HttpRequest, organisation: str, **rest: Any) -> HttpResponse:
            desk = desk_of(request, organisation, least=least)
            if publishes and request.method == "POST" and not desk.has_second_step:
                return to_second_step(request)
            return view(request, desk, **rest)

        return page

    return wrap


def to_second_step(request: HttpRequest, *, back: str = "") -> HttpResponse:
    """Lead to the page that sets up a second step, and then back: to where the person was."""
    query = urlencode({"next": back or page_of(request)})
    return redirect(f"{reverse('publishing:second_step')}?{query}")


def check_page(view: Callable[..., HttpResponse]) -> View:
    """Wrap ``view(request, **rest)`` of the moderators' pages. Others get 404."""

    @never_cache
    @signed_in
    @wraps(view)
    def page(request: HttpRequest, **rest: Any) -> HttpResponse:
        if not request.user.has_perm(DECIDE):
            raise Http404
        return view(request, **rest)

    return page
