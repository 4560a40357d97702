"""Signs that a vacancy is a trap: it asks for money, or its links hide where they lead.

Pure. A sign never refuses a vacancy; it holds it until a person has looked.
"""

import hashlib
import re
import unicodedata
from collections.abc import Iterable, Sequence

from catalogue.vacancies.enums import HeldReason
from catalogue.vacancies.guard_links import link_signs, signs_of_links_in

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
_OPEN = r"(?:open|set up|create|need)"
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
                rf"\b(?:your|own|{_OPEN} an?)\s+crypto(?:currenc\w+)?\s+(?:wallet|account)s?\b",
                r"\bcrypto(?:currenc\w+)?\s+(?:payment|deposit)s?\b",
                r"\bpaid in crypto\w*",
                r"\b(?:usdt|ethereum|tether|steam cards?|western union|moneygram)\b",
                # Shops sell gift cards; nobody but a trickster has a new colleague buy them.
                r"\b(?:buy|purchas|send|redeem|codes?|paid|pay)\w*\b[^.]{0,30}\bgift\s?cards?\b",
                r"\bgift\s?cards?\b[^.]{0,30}\bcodes?\b",
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
                r"\b(?:easy|quick|fast|free) (?:cash|money)\b(?![\s-]*(?:up|flow|handling|desk))",
                r"\bmoney transfer agent\b",
                # Wages are paid into an account; other people's money is not.
                r"\b(?:use|using|through) your (?:own )?bank account\b",
                r"\binto your own bank account\b",
                r"\b(?:payments|funds|money|transfers?)\b[^.]{0,30}\bto your bank account\b",
                rf"\bearn (?:up to )?{_MONEY} (?:a|per) day\b[^.]*\bfrom home\b",
                r"\bno interview\b[^.]{0,40}\bstart (?:today|now)\b",
            ),
        ),
    )
)
# Every text with a sign has a word of each of its groups.
_WORDS_OF: dict[HeldReason, tuple[tuple[str, ...], ...]] = {
    HeldReason.ASKS_FEE: (("fee", "deposit", "charge", "payment", "£", "pounds", "gbp", "money"),),
    HeldReason.ASKS_CHECK_PAYMENT: (
        ("check",),
        ("dbs", "crb", "disclosure", "background", "criminal record"),
    ),
    HeldReason.ASKS_BANK_DETAILS: (
        ("bank", "sort code", "card number", "card details"),
        ("send", "provide", "give", "submit", "share", "need", "require", "with", "include"),
    ),
    HeldReason.ASKS_CRYPTO: (
        (
            "bitcoin", "crypto", "usdt", "ethereum", "tether", "gift", "steam card",
            "western union", "moneygram",
        ),
    ),
    HeldReason.MESSENGER_ONLY: (("whats", "telegram", "signal app", "wechat"),),
    HeldReason.EASY_MONEY: (("cash", "money", "bank account", "earn ", "no interview"),),
}  # fmt: skip
_UNSEEN = dict.fromkeys([0xAD, 0x200B, 0x200C, 0x200D, 0x2060, 0xFEFF]) | {0x130: "I", 0x131: "i"}
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
# "Bring your bank details on the first day": nothing is wrong with that once there is a job.
_AFTER_THE_OFFER = re.compile(
    r"\b(?:on|in|by) (?:your|the) first (?:day|morning|shift|week)\b|\bfor (?:the |our )?payroll\b|"
    r"\b(?:once|when|after) you (?:have |are |will )?(?:start|join|hired|appointed|offered)\w*\b|"
    r"\bif you are (?:offered|appointed|successful|hired)\b",
    re.IGNORECASE,
)
_BEFORE_THE_OFFER = re.compile(r"\bbefore\b|\bto apply\b|\bapplication\b|\binterview\b", re.I)
# "Explain the application fee to customers": a fee of the trade, without a sum.
_OF_THE_TRADE = re.compile(
    r"\b(?:to|from|for|by|with) (?:\w+ )?(?:customers|clients|guests|buyers|tenants|patients|"
    r"residents|members|parents)\b",
    re.IGNORECASE,
)
_TO_APPLICANTS = re.compile(
    rf"{_MONEY}|\byou (?:must|need|have to|pay)\b|\b(?:applicants?|candidates?)\b", re.IGNORECASE
)
_QUESTIONS = re.compile(r"\b(?:questions?|queries|to ask|ask us)\b", re.IGNORECASE)
_APPLY_THERE = re.compile(
    rf"\bonly\b|\binterview|\b(?:apply|applications?)\b[^.]{{0,25}}\b{_MESSENGER}", re.IGNORECASE
)
_CLAUSE = re.compile(r"[,;:]|\bbut\b", re.IGNORECASE)
_HONEST = (
    (HeldReason.ASKS_BANK_DETAILS, _AFTER_THE_OFFER, _BEFORE_THE_OFFER),
    (HeldReason.ASKS_FEE, _OF_THE_TRADE, _TO_APPLICANTS),
    (HeldReason.MESSENGER_ONLY, _QUESTIONS, _APPLY_THERE),
)
COSTS_MONEY = frozenset({HeldReason.ASKS_FEE, HeldReason.ASKS_CHECK_PAYMENT})
_SENTENCE = re.compile(r"(?<=[.!?])\s+|\n+")
MAX_TEXT_CHARACTERS = 40_000


def reasons_to_hold(
    texts: Iterable[str],
    *,
    links: Sequence[str] = (),
    but: frozenset[HeldReason] = frozenset(),
) -> list[HeldReason]:
    """Return the signs in the words and links of a vacancy, in the order of HeldReason.

    ``links`` are the fields that hold an address; links inside the texts are found besides.
    ``but``: signs of words that are not looked for, because they are honest in what is read.
    """
    found: set[HeldReason] = set()
    # Read as one text, as most of the time goes into looking for the first word of a sign.
    words = _plain("\n".join(text[:MAX_TEXT_CHARACTERS] for text in texts if text))
    found |= _signs_in(words, but=but) | signs_of_links_in(words)
    for link in links:
        if link.strip():
            found |= link_signs(link.strip(), is_field=True)
    return [reason for reason in HeldReason if reason in found]


def text_key(texts: Iterable[str], *, links: Iterable[str] = ()) -> str:
    """Return a key of exactly these words and links: a release holds as long as it is the same."""
    digest = hashlib.sha256()
    for part in (*texts, "\x00", *links):
        digest.update(" ".join(part.split()).encode("utf-8", "replace") + b"\x1f")
    return digest.hexdigest()


def _plain(text: str) -> str:
    """Return a text without marks that nobody sees and with common letters for wide ones."""
    if text.isascii():
        return text
    return unicodedata.normalize("NFKC", text).translate(_UNSEEN)


def _signs_in(text: str, *, but: frozenset[HeldReason]) -> set[HeldReason]:
    found: set[HeldReason] = set()
    # Nearly every text has none of the signs. To look for plain words is many times faster than
    # the patterns; then look at the sentences only for the signs that the text has.
    folded = text.lower()
    signs = [
        (reason, pattern)
        for reason, pattern in _SIGNS
        if reason not in but
        and all(any(word in folded for word in words) for words in _WORDS_OF[reason])
        and pattern.search(text)
    ]
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
    for about, honest, but_not in _HONEST:
        if about is reason and honest.search(sentence) and not but_not.search(sentence):
            return True
    clause = _CLAUSE.split(sentence[: match.start()])[-1] + match.group()
    return bool(_DENIED_BEFORE.search(clause)) and not _CONDITION.search(sentence)
