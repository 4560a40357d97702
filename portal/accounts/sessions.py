"""Where somebody is signed in: the browser in words, and the network as coarsely as elsewhere."""

import ipaddress
import re
from typing import Any

from allauth.usersessions.models import UserSession
from django.contrib.sessions.models import Session
from django.http import HttpRequest
from django.utils.translation import gettext as _

from portal.core.network import IPV4_PREFIX, IPV6_PREFIX

# In this order: most browsers also name the ones they descend from.
_BROWSERS = (
    ("Edge", r"\bEdg(?:e|A|iOS)?/"),
    ("Opera", r"\bOPR/|\bOpera\b"),
    ("Samsung Internet", r"\bSamsungBrowser/"),
    ("Firefox", r"\bFirefox/|\bFxiOS/"),
    ("Chrome", r"\bChrome/|\bCriOS/|\bHeadlessChrome/"),
    ("Safari", r"\bSafari/"),
)
_SYSTEMS = (
    ("Android", r"\bAndroid\b"),
    ("iPhone", r"\biPhone\b"),
    ("iPad", r"\biPad\b"),
    ("Windows", r"\bWindows\b"),
    ("Mac", r"\bMacintosh\b|\bMac OS X\b"),
    ("Chromebook", r"\bCrOS\b"),
    ("Linux", r"\bLinux\b"),
)


def browser_words(user_agent: str) -> str:
    """Return ``"Firefox on Windows"`` for what a browser says of itself."""
    browser, system = _first(_BROWSERS, user_agent), _first(_SYSTEMS, user_agent)
    if browser and system:
        return _("%(browser)s on %(system)s") % {"browser": browser, "system": system}
    return browser or system or _("A browser that we do not know")


def browser_of(request: HttpRequest) -> str:
    """Return the browser of a request in words."""
    return browser_words(request.META.get("HTTP_USER_AGENT", ""))


def _first(names: tuple[tuple[str, str], ...], text: str) -> str:
    return next((name for name, pattern in names if re.search(pattern, text)), "")


def coarsen(instance: UserSession, **kwargs: Any) -> None:
    """Keep the network of a session, not the device: a receiver of ``pre_save``."""
    try:
        address = ipaddress.ip_address(instance.ip)
    except ValueError:
        instance.ip = "0.0.0.0"  # noqa: S104  # "not known"; nothing listens there
        return
    length = IPV4_PREFIX if address.version == 4 else IPV6_PREFIX
    network = ipaddress.ip_network(f"{address}/{length}", strict=False)
    instance.ip = str(network.network_address)


def forget_ended() -> int:
    """Delete what is kept of sessions that are over. Return how many."""
    live = Session.objects.values("session_key")
    return UserSession.objects.exclude(session_key__in=live).delete()[0]
