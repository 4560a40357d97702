"""What we know about somebody who asks to act for an organisation."""

from dataclasses import dataclass

from django.utils.translation import gettext as _

from catalogue.providers.models import JoinRequest, Organisation, RegisteredProvider
from catalogue.publishing.checks.course_words import FREE_MAIL, bare_host, is_of_domain
from catalogue.publishing.checks.findings import GOOD, NOTE, WARN, Finding
from catalogue.publishing.checks.look_alikes import name_key, similar_names
from catalogue.publishing.people.own_mail import holds
from portal.core.prose import host_of


@dataclass(frozen=True, slots=True)
class Evidence:
    """The request in words, what the machine found, and organisations with such a name."""

    facts: list[tuple[str, str]]
    findings: list[Finding]
    similar: list[Organisation]


def evidence_of(request: JoinRequest) -> Evidence:
    """Return what a moderator needs to decide about a request to join."""
    known = request.organisation
    facts = [
        (_("Organisation"), request.organisation_name),
        (_("Kind"), request.get_kind_display()),
        (_("UKPRN"), request.ukprn),
        (_("Website"), request.website),
        (_("Phone"), request.phone),
        (_("Person"), request.person_name),
        (_("Email"), request.user.email),
        (_("What they will publish"), request.reason),
    ]
    if known:
        facts.insert(0, (_("On this site"), known.name))
    register = (
        RegisteredProvider.objects.filter(pk=request.ukprn).first() if request.ukprn else None
    )
    similar = similar_names(request.organisation_name, but=known.pk if known else None)
    return Evidence(
        facts=[(label, value) for label, value in facts if value],
        findings=[
            *_register(request, register),
            *_domain(request, register),
            *_others(request, similar),
        ],
        similar=similar,
    )


def _register(request: JoinRequest, row: RegisteredProvider | None) -> list[Finding]:
    if not request.ukprn:
        return [Finding(NOTE, _("They gave no UKPRN. Many community groups have none"))]
    if row is None:
        return [Finding(WARN, _("The UKPRN is not in the register that we have"))]
    names = {name_key(row.name), name_key(row.trading_name)} - {""}
    words = {"name": row.name, "status": row.status or _("Not known")}
    if name_key(request.organisation_name) in names:
        found = Finding(GOOD, _("The register has this name: %(name)s (%(status)s)") % words)
    else:
        found = Finding(
            WARN, _("The register has another name for the UKPRN: %(name)s (%(status)s)") % words
        )
    return [found]


def _domain(request: JoinRequest, register: RegisteredProvider | None) -> list[Finding]:
    """Compare the address of mail with the websites that we know."""
    email = request.user.email.lower()
    domain = email.rpartition("@")[2]
    found = (
        []
        if holds(request.user, email)
        else [Finding(WARN, _("The person’s address is not checked"))]
    )
    # What we know from elsewhere counts first: anybody can type a website of their own.
    known = (
        request.organisation.website if request.organisation else "",
        register.website if register else "",
    )
    websites = [site for site in known if site] or [request.website]
    hosts = {bare_host(host_of(site).lower()) for site in websites if site}
    words = {"domain": domain, "hosts": ", ".join(sorted(hosts))}
    if domain in FREE_MAIL:
        return [*found, Finding(NOTE, _("%(domain)s is for everybody: call them") % words)]
    if any(is_of_domain(host, domain) or is_of_domain(domain, host) for host in hosts):
        return [*found, Finding(GOOD, _("The address of mail is that of the website") % words)]
    if hosts:
        return [
            *found,
            Finding(WARN, _("The address is of %(domain)s, the website of %(hosts)s") % words),
        ]
    return [*found, Finding(NOTE, _("There is no website to compare %(domain)s with") % words)]


def _others(request: JoinRequest, similar: list[Organisation]) -> list[Finding]:
    found = [
        Finding(
            WARN,
            _("%(name)s is here already, with a name like this") % {"name": one.name},
            one.get_absolute_url(),
        )
        for one in similar
    ]
    if request.ukprn:
        same = Organisation.objects.filter(ukprn=request.ukprn)
        if request.organisation_id:
            same = same.exclude(pk=request.organisation_id)
        found += [
            Finding(
                WARN,
                _("%(name)s is here already, with this UKPRN") % {"name": one.name},
                one.get_absolute_url(),
            )
            for one in same
        ]
    if request.organisation:
        members = request.organisation.memberships.active().count()
        if members:
            found.append(Finding(NOTE, _("It has people here already: they can invite this one")))
    return found
