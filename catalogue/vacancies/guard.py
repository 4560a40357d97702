"""Signs that a vacancy is a trap: it asks for money, or its links hide where they lead.

Pure. A sign never refuses a vacancy; it holds it until a person has looked.
"""

import hashlib
import ipaddress
import re
import unicodedata
from collections.abc import Iterable, Sequence
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
_CHECK = r"(?:dbs|crb|disclosure|background|criminal record)s?(?:\s+(?:and barring))?\s+check\w*"
_PAY = r"(?:pay|send|transfer|deposit|provide|cover the cost of|meet the cost of|purchase|buy)"
_MONEY = r"(?:£\s*\d[\d,.]*|\d[\d,.]*\s*(?:pounds|gbp))"
_FEE = (
    r"(?:registration|admin(?:istration)?|processing|application|joining|enrolment|training|"
    r"uniform|starter\s?(?:pack|kit)|security|vetting|visa|sponsorship)[\s-]+"
    r"(?:fees?|deposits?|charges?)"
)
_YOU_MUST = (
    r"(?:you|applicants?|candidates?)\s+"
    r"(?:must|will|need to|have to|should|are (?:required|asked) to)"
)
_COSTS = (
    rf"(?:{_MONEY}|\bfees?\b|\bpaid\b|\bpayable\b|\byour own cost\b|\bup[\s-]?front\b|\bcosts?\b)"
)
_A_SUM = rf"(?:us\s+|a\s+|an\s+|the\s+)?(?:{_MONEY}|fee|deposit|money)"
_SEND = r"(?:send|provide|give|submit|share|need|require|with|include)\w*"
_BANK = (
    r"(?:bank(?:ing)?\s+(?:account\s+)?(?:details|information|number)|sort code|"
    r"card (?:number|details)|online banking)"
)
_MESSENGER = r"(?:whats\s?app|telegram|signal app|wechat)"
_SIGNS: tuple[tuple[HeldReason, re.Pattern[str]], ...] = tuple(
    (reason, re.compile("|".join(patterns), re.IGNORECASE))
    for reason, patterns in (
        (
            HeldReason.ASKS_FEE,
            (
                rf"\b{_FEE}\b",
                r"\b(?:refundable|up[\s-]?front|advance)\s+(?:fee|deposit|payment|charge)s?\b",
                rf"\b{_YOU_MUST}\s+(?:first\s+)?(?:pay|send|transfer|deposit)\s+{_A_SUM}",
            ),
        ),
        (
            HeldReason.ASKS_CHECK_PAYMENT,
            (rf"\b{_PAY}\b[^.]{{0,40}}\b{_CHECK}", rf"\b{_CHECK}[^.]{{0,50}}{_COSTS}"),
        ),
        (HeldReason.ASKS_BANK_DETAILS, (rf"\b{_SEND}\b[^.]{{0,40}}\b{_BANK}",)),
        (
            HeldReason.ASKS_CRYPTO,
            (
                r"\bbitcoins?\b",
                r"\bcrypto(?:currenc\w+)?\s+(?:wallet|payment|account|deposit)s?\b",
                r"\bpaid in crypto\w*",
                r"\b(?:usdt|ethereum|tether|gift\s?cards?|steam cards?|western union|moneygram)\b",
            ),
        ),
        (
            HeldReason.MESSENGER_ONLY,
            (
                rf"\b(?:only|apply|contact|message|reply|interview\w*)\b[^.]{{0,40}}\b{_MESSENGER}",
                rf"\b{_MESSENGER}\b[^.]{{0,25}}\b(?:only|us|me|on|to apply)\b",
            ),
        ),
        (
            HeldReason.EASY_MONEY,
            (
                r"\b(?:easy|quick|fast|free) (?:cash|money)\b",
                r"\bmoney (?:mule|transfer agent)\b",
                r"\b(?:use|using|through|into) your (?:own )?bank account\b",
                rf"\bearn (?:up to )?{_MONEY} (?:a|per) day\b[^.]*\bfrom home\b",
                r"\bno interview\b[^.]{0,40}\bstart (?:today|now)\b",
            ),
        ),
    )
)
# "We never ask for a fee" and "no registration fee" say the opposite; "not refundable" does not.
_DENIED_BEFORE = re.compile(
    r"\b(?:no|never|not|without|nor|cannot|beware|(?:do|wo|ca)n.t)\b(?![\s-]+refund)", re.IGNORECASE
)
_CONDITION = re.compile(r"\b(?:unless|until|before)\b", re.IGNORECASE)
# "We pay for your DBS check", "training fees are fully funded", "paid by the employer".
_PAID_FOR_YOU = re.compile(
    r"\b(?:paid|met|covered|funded|refunded|provided|arranged) (?:for )?by (?:us|the (?:employer|"
    r"company|trust|school|council|provider|government)|your employer)\b|"
    r"\bwe(?:'ll| will)? (?:will )?(?:pay|cover|fund|meet|provide|arrange|buy)\b|"
    r"\b(?:employer|company|trust) (?:will )?(?:pay|cover|fund|meet)s?\b|"
    r"\b(?:is|are|fully) (?:\w+ )?(?:paid|met|covered|funded|refunded|reimbursed)\b"
    r"(?! by (?:you|applicants?|candidates?|the (?:applicant|candidate)))",
    re.IGNORECASE,
)
_CLAUSE = re.compile(r"[,;:]|\bbut\b", re.IGNORECASE)
COSTS_MONEY = frozenset({HeldReason.ASKS_FEE, HeldReason.ASKS_CHECK_PAYMENT})
_SENTENCE = re.compile(r"(?<=[.!?])\s+|\n+")
_LINK = re.compile(r"\b[a-z][a-z0-9+.\-]{1,15}:(?=[^\s])[^\s<>\"')\]]+|\bwww\.[^\s<>\"')\]]+", re.I)
_BARE_SHORT = re.compile(
    r"(?<![\w.@/-])(" + "|".join(map(re.escape, sorted(SHORTENERS | MESSENGERS))) + r")/\S+", re.I
)
_HARMLESS_SCHEMES = frozenset({"http", "https", "mailto", "tel"})
_DANGEROUS_SCHEMES = frozenset(
    {"javascript", "data", "vbscript", "file", "ftp", "blob", "intent", "sms", "whatsapp", "tg"}
)
MAX_TEXT_CHARACTERS = 40_000


def reasons_to_hold(texts: Iterable[str], *, links: Sequence[str] = ()) -> list[HeldReason]:
    """Return the signs in the words and links of a vacancy, in the order of HeldReason.

    ``links`` are the fields that hold an address; links inside the texts are found besides.
    """
    found: set[HeldReason] = set()
    for text in texts:
        words = unicodedata.normalize("NFKC", text[:MAX_TEXT_CHARACTERS])
        found |= _signs_in(words)
        for match in _LINK.finditer(words):
            found |= _link_signs(match.group(), is_field=False)
        for match in _BARE_SHORT.finditer(words):
            found |= _link_signs(f"https://{match.group()}", is_field=False)
    for link in links:
        if link.strip():
            found |= _link_signs(link.strip(), is_field=True)
    return [reason for reason in HeldReason if reason in found]


def text_key(texts: Iterable[str], *, links: Iterable[str] = ()) -> str:
    """Return a key of exactly these words and links: a release holds as long as it is the same."""
    digest = hashlib.sha256()
    for part in (*texts, "\x00", *links):
        digest.update(" ".join(part.split()).encode("utf-8", "replace") + b"\x1f")
    return digest.hexdigest()


def _signs_in(text: str) -> set[HeldReason]:
    found: set[HeldReason] = set()
    # Nearly every text has none of the signs: look at its sentences only for those it has.
    signs = [(reason, pattern) for reason, pattern in _SIGNS if pattern.search(text)]
    for sentence in _SENTENCE.split(text) if signs else ():
        for reason, pattern in signs:
            if reason in found:
                continue
            match = pattern.search(sentence)
            if match and not _is_denied(sentence, match, reason):
                found.add(reason)
    return found


def _is_denied(sentence: str, match: re.Match[str], reason: HeldReason) -> bool:
    """Say whether a sentence says that nobody asks for it: denied before it, or paid by them.

    A denial counts within its clause: "No experience needed, registration fee £20" denies nothing.
    """
    if reason in COSTS_MONEY and _PAID_FOR_YOU.search(sentence):
        return True
    clause = _CLAUSE.split(sentence[: match.start()])[-1] + match.group()
    return bool(_DENIED_BEFORE.search(clause)) and not _CONDITION.search(sentence)


def _link_signs(link: str, *, is_field: bool) -> set[HeldReason]:
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
    if re.fullmatch(r"(?:0x[0-9a-f]+|\d+)(?:\.(?:0x[0-9a-f]+|\d+)){0,3}", host):
        return True
    try:
        ipaddress.ip_address(host.strip("[]"))
    except ValueError:
        return False
    return True


def _mixes_alphabets(host: str) -> bool:
    """Say whether a host has letters of two alphabets, such as a Cyrillic "а" in "pаypal"."""
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
