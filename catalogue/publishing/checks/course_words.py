"""Words and links of a course that a person has to look at. Pure; shared with the jobs' guard."""

import re
from collections.abc import Iterator, Mapping
from typing import Any

from catalogue.courses.enums import JoinMethod
from catalogue.vacancies.enums import HeldReason
from catalogue.vacancies.guard import reasons_to_hold
from catalogue.vacancies.guard_links import link_signs
from portal.core.prose import WEB_ADDRESS, host_of

# A course may cost money, and may need a DBS check that the learner pays: no signs of a trap here.
_HONEST_FOR_COURSES = frozenset({HeldReason.ASKS_FEE, HeldReason.ASKS_CHECK_PAYMENT})
# A fee that leaves no receipt: to a private account, or as cash before anybody has been there.
_PRIVATE_PAYMENT = re.compile(
    r"\bbank transfer\b|\btransfer\b[^.]{0,40}\b(?:account|sort code)\b|"
    r"\bsort code\b|\baccount (?:number|no\.?)\W{0,3}\d|"
    r"\bpay\w*\b[^.]{0,30}\bfriends and family\b",
    re.IGNORECASE,
)
_MESSENGER_ONLY = re.compile(
    r"\b(?:whats\s?app|telegram|wechat)\b[^.]{0,20}\bonly\b|"
    r"\bonly\b[^.]{0,20}\b(?:by|on|via|through|to)\b[^.]{0,10}\b(?:whats\s?app|telegram|wechat)\b",
    re.IGNORECASE,
)
_PAYMENT_WORDS = ("transfer", "sort code", "account n", "friends and family")
_MESSENGER_WORDS = ("whats", "telegram", "wechat")
_ADDRESS_IN_TEXT = re.compile(r"(?:https?://|www\.)[^\s<>\"')\]]+", re.IGNORECASE)
_EMAIL_IN_TEXT = re.compile(r"[^\s@<>\"',;:()]+@([a-z0-9.\-]+\.[a-z]{2,})", re.IGNORECASE)
# Addresses that anybody can have say nothing about whose they are.
FREE_MAIL = frozenset(
    "gmail.com googlemail.com outlook.com hotmail.com hotmail.co.uk live.com live.co.uk yahoo.com "
    "yahoo.co.uk icloud.com me.com aol.com proton.me protonmail.com gmx.com btinternet.com "
    "sky.com virginmedia.com talktalk.net mail.com".split()
)
SHARED_SITES = frozenset(
    "facebook.com m.facebook.com fb.com instagram.com linktr.ee x.com twitter.com tiktok.com "
    "youtube.com sites.google.com docs.google.com forms.gle forms.office.com eventbrite.com "
    "eventbrite.co.uk".split()
)
_OTHER_WAYS = (JoinMethod.BOOK, JoinMethod.PHONE, JoinMethod.EMAIL, JoinMethod.WALK_IN)
_NO_WORDS = re.compile(r"[A-Z0-9_:.\-]+")  # codes, dates, times and numbers
LINK_FIELDS = ("webpage", "apply_url", "source_url", "employer_website", "website")
PRIVATE_PAYMENT = "PRIVATE_PAYMENT"


def signs_of(content: Mapping[str, Any]) -> list[str]:
    """Return the signs of a course's content: codes of HeldReason, or PRIVATE_PAYMENT."""
    texts = [text for text in texts_of(content) if not _NO_WORDS.fullmatch(text)]
    links = links_of(content)
    found = reasons_to_hold(texts, links=links, but=_HONEST_FOR_COURSES)
    words = "\n".join(texts)
    codes = [reason.value for reason in found]
    if HeldReason.MESSENGER_ONLY in found and not _is_messenger_only(content, words, links):
        codes.remove(HeldReason.MESSENGER_ONLY.value)
    elif HeldReason.MESSENGER_ONLY not in found and _has(words, _MESSENGER_WORDS, _MESSENGER_ONLY):
        codes.append(HeldReason.MESSENGER_ONLY.value)
    if _has(words, _PAYMENT_WORDS, _PRIVATE_PAYMENT):
        codes.append(PRIVATE_PAYMENT)
    return codes


def new_signs_of(before: Mapping[str, Any] | None, after: Mapping[str, Any]) -> list[str]:
    """Return the signs of a content, unless all its words are live: somebody allowed them."""
    return signs_of(after) if says_more(before, after) else []


def says_more(before: Mapping[str, Any] | None, after: Mapping[str, Any]) -> bool:
    """Say whether a content has words or links that another one has not."""
    return not before or not _words_of(after) <= _words_of(before)


def _words_of(content: Mapping[str, Any]) -> set[str]:
    """Return the texts that can hold a sign: a new date says nothing new."""
    return {text for text in texts_of(content) if not _NO_WORDS.fullmatch(text)}


def _has(words: str, any_of: tuple[str, ...], pattern: re.Pattern[str]) -> bool:
    """Search a pattern where one of its words is: to look for plain words is much faster."""
    folded = words.lower()
    return any(word in folded for word in any_of) and bool(pattern.search(words))


def _is_messenger_only(content: Mapping[str, Any], words: str, links: list[str]) -> bool:
    """Say whether people can join by a messenger alone: many classes offer it besides a phone."""
    if _MESSENGER_ONLY.search(words):
        return True
    if any(HeldReason.MESSENGER_ONLY in link_signs(link, is_field=True) for link in links):
        return True
    return content.get("how_to_join") not in _OTHER_WAYS or not content.get("join_value")


def texts_of(value: Any) -> Iterator[str]:
    """Yield every text of a content, those of its runs too."""
    if isinstance(value, str):
        if value:
            yield value
    elif isinstance(value, Mapping):
        for part in value.values():
            yield from texts_of(part)
    elif isinstance(value, list | tuple):
        for part in value:
            yield from texts_of(part)


def links_of(content: Mapping[str, Any]) -> list[str]:
    """Return what stands in fields for addresses, and how to join where that is one."""
    links = [str(content[name]).strip() for name in LINK_FIELDS if content.get(name)]
    join = str(content.get("join_value") or "").strip()
    if join and (
        content.get("how_to_join") in (JoinMethod.BOOK, JoinMethod.WEBSITE)
        or WEB_ADDRESS.match(join)
    ):
        links.append(join)
    return links


def hosts_of(content: Mapping[str, Any]) -> set[str]:
    """Return where its links and addresses of mail lead: ``{"lockgate.example"}``.

    Where anybody can have a page or a box it is the whole: ``{"lena@gmail.com", "forms.gle/Ab1"}``.
    """
    hosts = {site_of(link) for link in links_of(content)}
    for text in texts_of(content):
        if "." in text:
            hosts |= {site_of(found) for found in _ADDRESS_IN_TEXT.findall(text)}
            hosts |= {_box_of(found) for found in _EMAIL_IN_TEXT.finditer(text)}
    return hosts - {""}


def site_of(link: str) -> str:
    """Return where a link leads: a host, and the page too where hosts are shared."""
    host = bare_host(host_of(link).lower())
    if host not in SHARED_SITES:
        return host
    return host + link[link.lower().index(host) + len(host) :].rstrip("/.,;")


def _box_of(found: re.Match[str]) -> str:
    host = bare_host(found[1].lower())
    return bare_host(found[0].lower()) if host in FREE_MAIL else host


def bare_host(host: str) -> str:
    """Return a host without port, ``www.`` and what ends a sentence."""
    return host.split(":")[0].rstrip(".,;").removeprefix("www.")


def is_of_domain(host: str, domain: str) -> bool:
    """Say whether a host is a domain or below it: ``book.lockgate.example`` is."""
    return bool(domain) and (host == domain or host.endswith(f".{domain}"))
