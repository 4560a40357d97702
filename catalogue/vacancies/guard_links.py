"""Signs that a link is a trap: it hides where it leads, or it is no web address. Pure."""

import ipaddress
import re
import unicodedata
from collections.abc import Iterator
from urllib.parse import urlsplit

from catalogue.vacancies.enums import HeldReason

# Services that hide the target of a link, and messengers as a place to apply.
SHORTENERS = frozenset(
    "bit.ly tinyurl.com t.co goo.gl is.gd v.gd ow.ly buff.ly cutt.ly rebrand.ly shorturl.at "
    "tiny.cc rb.gy t.ly s.id lnkd.in bl.ink soo.gd qr.ae adf.ly shorte.st bitly.com tiny.one "
    "short.io shorturl.com urlz.fr".split()
)
MESSENGERS = frozenset(
    "wa.me api.whatsapp.com chat.whatsapp.com whatsapp.com t.me telegram.me signal.me m.me".split()
)
# What ends a link inside a text.
_REST = r"[^\s<>\"')\]]+"
# Searching for the colon first is many times faster than for the words before it.
_COLON = re.compile(rf":{_REST}")
_SCHEME = re.compile(r"\b[a-z][a-z0-9+.\-]{1,15}\Z", re.IGNORECASE)
_WWW = re.compile(rf"\bwww\.{_REST}", re.IGNORECASE)
_SHORT_HOSTS = tuple(f"{host}/" for host in sorted(SHORTENERS | MESSENGERS))
_ENDS = tuple(host[:-1] for host in _SHORT_HOSTS)
_BARE_SHORT = re.compile(
    r"(?<![\w.@/-])(?:" + "|".join(map(re.escape, _SHORT_HOSTS)) + r")\S+", re.IGNORECASE
)
_HARMLESS_SCHEMES = frozenset({"http", "https", "mailto", "tel"})
_DANGEROUS_SCHEMES = frozenset(
    {"javascript", "data", "vbscript", "file", "ftp", "blob", "intent", "sms", "whatsapp", "tg"}
)


def signs_of_links_in(text: str) -> set[HeldReason]:
    """Return the signs of every link that stands in a text."""
    found: set[HeldReason] = set()
    for link in _links_in(text):
        found |= link_signs(link, is_field=False)
    return found


def _links_in(text: str) -> Iterator[str]:
    """Yield addresses: with a scheme, with www, and short ones of known services."""
    if ":" in text:
        for match in _COLON.finditer(text):
            scheme = _SCHEME.search(text[max(0, match.start() - 20) : match.start()])
            if scheme:
                yield scheme.group() + match.group()
    folded = text.lower()
    if "www." in folded:
        for match in _WWW.finditer(text):
            yield match.group()
    if "/" in folded and any(part.endswith(_ENDS) for part in folded.split("/")[:-1]):
        for match in _BARE_SHORT.finditer(text):
            yield f"https://{match.group()}"


def link_signs(link: str, *, is_field: bool) -> set[HeldReason]:
    scheme, colon, rest = link.partition(":")
    has_scheme = bool(colon) and re.fullmatch(r"[a-zA-Z][a-zA-Z0-9+\-]*", scheme) is not None
    # "example.org:8080/jobs" has a port, not a scheme.
    if has_scheme and not re.match(r"\d+(/|$)", rest):
        name = scheme.lower()
        if name in _DANGEROUS_SCHEMES or (is_field and name not in _HARMLESS_SCHEMES):
            return {HeldReason.LINK_SCHEME}
        if name not in ("http", "https"):
            return set()
        address = link
    else:
        address = f"https://{link}"
    return _address_signs(address)


def _address_signs(address: str) -> set[HeldReason]:
    found: set[HeldReason] = set()
    try:
        parts = urlsplit(address.replace("\\", "/"))
        host = (parts.hostname or "").rstrip(".").removeprefix("www.")
    except ValueError:  # "https://[" and the like: no address at all
        return {HeldReason.LINK_SCHEME}
    if "@" in parts.netloc:
        found.add(HeldReason.LINK_WITH_LOGIN)
    if _is_number(host):
        found.add(HeldReason.LINK_TO_NUMBER)
    if host in SHORTENERS:
        found.add(HeldReason.SHORT_LINK)
    if host in MESSENGERS:
        found.add(HeldReason.MESSENGER_ONLY)
    if _mixes_alphabets(host):
        found.add(HeldReason.LINK_LOOKALIKE)
    return found


def _is_number(host: str) -> bool:
    """Say whether a host is an address in numbers, also written as one number or in hexadecimal."""
    if ":" not in host and not host[:1].isdigit():
        return False
    if re.fullmatch(r"(?:0x[0-9a-f]+|\d+)(?:\.(?:0x[0-9a-f]+|\d+)){0,3}", host):
        return True
    try:
        ipaddress.ip_address(host.strip("[]"))
    except ValueError:
        return False
    return True


def _mixes_alphabets(host: str) -> bool:
    """Say whether a host has letters of two alphabets, such as a Cyrillic "а" in "pаypal"."""
    if host.isascii() and "xn--" not in host:
        return False
    if "xn--" in host:
        try:
            host = host.encode("ascii").decode("idna")
        except UnicodeError:
            return True
    scripts = {
        unicodedata.name(letter, "").split(" ")[0]
        for label in [host]
        for letter in label
        if letter.isalpha()
    }
    return len(scripts & {"LATIN", "CYRILLIC", "GREEK", "ARMENIAN"}) > 1
