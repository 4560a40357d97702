"""What speaks for a request to join, and what does not: for the moderator who decides.

Evidence, never a rule. A community group with a free mail address is as welcome as a college.
"""

from dataclasses import dataclass

from allauth.account.models import EmailAddress
from django.utils.translation import gettext as _
from rapidfuzz import fuzz

from catalogue.providers.enums import MemberRole
from catalogue.providers.models import JoinRequest, Membership, RegisteredProvider
from catalogue.publishing.checks.look_alikes import SAME_NAME, name_key
from portal.core.prose import host_of, web_address

FREE_MAIL = frozenset(
    (
        "aol.com btinternet.com gmail.com googlemail.com gmx.com gmx.net hotmail.co.uk hotmail.com "
        "icloud.com live.co.uk live.com mail.com me.com msn.com outlook.com proton.me "
        "protonmail.com sky.com talktalk.net virginmedia.com yahoo.co.uk yahoo.com ymail.com"
    ).split()
)


@dataclass(frozen=True, slots=True)
class Evidence:
    """One line. ``sign`` is "+" (speaks for it), "-" (look twice) or "" (neither)."""

    words: str
    sign: str = ""


def evidence_of(request: JoinRequest) -> list[Evidence]:
    """Return the lines for a moderator, in the order in which they are read."""
    return [*_mail(request), *_register(request), *_people(request)]


def _mail(request: JoinRequest) -> list[Evidence]:
    address = EmailAddress.objects.filter(user=request.user, verified=True).order_by("-primary")
    email = next(iter(address.values_list("email", flat=True)), "")
    if not email:
        return [Evidence(_("This account has no confirmed email address."), "-")]
    domain = email.rpartition("@")[2].lower()
    if domain in FREE_MAIL:
        words = _("%(email)s is a free mail address. Ask in another way who writes.")
        return [Evidence(words % {"email": email})]
    for website, where in _websites(request):
        host = host_of(web_address(website)).lower().partition(":")[0]
        if not host:
            continue
        values = {"email": email, "where": where, "host": host}
        if _is_same(domain, host):
            words = _("%(email)s is at the domain of the website %(where)s: %(host)s.")
            return [Evidence(words % values, "+")]
        words = _("%(email)s is at another domain than the website %(where)s: %(host)s.")
        return [Evidence(words % values, "-")]
    return [Evidence(_("%(email)s, and no website to compare it with.") % {"email": email})]


def _websites(request: JoinRequest) -> list[tuple[str, str]]:
    """Return websites, the best known first: the typed one counts where there is no other."""
    found = []
    if request.organisation and request.organisation.website:
        found.append((request.organisation.website, _("that we know")))
    registered = RegisteredProvider.objects.filter(pk=request.ukprn).first()
    if registered and registered.website:
        found.append((registered.website, _("in the register")))
    if request.website:
        found.append((request.website, _("in the request")))
    return found


def _is_same(domain: str, host: str) -> bool:
    return domain == host or domain.endswith(f".{host}") or host.endswith(f".{domain}")


def _register(request: JoinRequest) -> list[Evidence]:
    if not request.ukprn:
        return [Evidence(_("No UKPRN. Community groups often have none."))]
    found = RegisteredProvider.objects.filter(pk=request.ukprn).first()
    if found is None:
        words = _("%(ukprn)s is not in our copy of the register.")
        return [Evidence(words % {"ukprn": request.ukprn}, "-")]
    asked = name_key(request.organisation_name)
    is_same = any(
        fuzz.token_sort_ratio(asked, name_key(name)) >= SAME_NAME
        for name in (found.name, found.trading_name)
        if name
    )
    values = {"ukprn": found.ukprn, "name": found.trading_name or found.name}
    words = (
        _("%(ukprn)s is %(name)s in the register.")
        if is_same
        else _("%(ukprn)s is %(name)s in the register: another name than in the request.")
    )
    lines = [Evidence(words % values, "+" if is_same else "-")]
    if found.status and not found.status.casefold().startswith("active"):
        lines.append(Evidence(_("The register says: %(status)s.") % {"status": found.status}, "-"))
    return lines


def _people(request: JoinRequest) -> list[Evidence]:
    if request.organisation is None:
        return [Evidence(_("New here. The person will be its owner."))]
    owners = Membership.objects.active().filter(
        organisation=request.organisation, role=MemberRole.OWNER
    )
    if number := owners.count():
        words = _("It is here and has owners: %(n)d. The person will be an editor.")
        return [Evidence(words % {"n": number})]
    return [Evidence(_("It is here and has no owner. The person will be its owner."), "-")]
