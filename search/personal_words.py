"""Shapes of text that point to one person: a name, a number, an address, a date of birth."""

import re
import unicodedata

# Six digits, whatever marks stand between them: a phone, a card, "qq 12 34 56 c".
LONG_NUMBER = re.compile(r"(?:\d[\W_]*){6,}")
# Letter by letter, "b 7 0 6 h j" and "j a n e", goes past every other shape.
SPELT_OUT = re.compile(r"(?<!\S)(?:\S ){4,}\S(?!\S)")
EMAIL = re.compile(
    r"@\s*\w"
    r"|\w+ at [\w-]+(?: dot |\.)[a-z]{2,}"
    r"|\w+ at (?:gmail|googlemail|hotmail|outlook|live|yahoo|icloud|aol|proton)\b"
)
STREET_TYPES = (
    *("street", "st", "road", "rd", "avenue", "ave", "lane", "ln", "drive", "close", "crescent"),
    *("cres", "grove", "gardens", "gdns", "terrace", "court", "mews", "walk", "way", "croft"),
)
STREET = re.compile(
    rf"(?<!\d)\d{{1,4}}[a-z]?\W+(?:[^\W\d]\S* ){{1,3}}(?:{'|'.join(STREET_TYPES)})(?![^\W_])"
)
DWELLING = re.compile(r"(?<![^\W_])(?:flat|apartment|apt)\W+(?:no\W+|number )?\d")
MONTHS = "jan|feb|mar|apr|may|jun|jul|aug|sep|oct|nov|dec"
# A whole date, whosever it is: nobody needs the day and the year to look for a course.
DATE = re.compile(
    r"(?<!\d)\d{1,2}[\W_]+\d{1,2}[\W_]+\d{2}(?!\d)"
    rf"|(?<!\d)\d{{1,2}}(?:st|nd|rd|th)?[\W_]*(?:of )?(?:{MONTHS})[a-z]*[\W_]*\d{{2}}"
    rf"|(?:{MONTHS})[a-z]*[\W_]*\d{{1,2}}(?:st|nd|rd|th)?[\W_]+(?:19|20)\d\d"
)
BIRTH = re.compile(r"(?<![^\W_])(?:born|dob|d\.o\.b|date of birth|birthday)(?![^\W_]).*\d")
PATTERNS = (LONG_NUMBER, SPELT_OUT, EMAIL, STREET, DWELLING, DATE, BIRTH)

# What people write before their name, in the languages of the site. Compared without marks.
NAME_LEADS = (
    *("my name", "my names", "name is", "call me", "text me", "phone me", "ring me", "email me"),
    *("nazywam się", "mam na imię", "moje imię", "mă numesc", "mă cheamă", "numele meu"),
    *("میرا نام", "mera naam", "mera nam", "ਮੇਰਾ ਨਾਂ", "ਮੇਰਾ ਨਾਮ", "আমার নাম", "મારું નામ"),
    *("मेरा नाम", "اسمي", "إسمي", "اسم من", "نام من", "زما نوم", "ناوم", "ناوی من"),
    *("me llamo", "mi nombre", "meu nome", "chamo-me", "me chamo", "je m'appelle", "mon nom"),
    *("мене звати", "моє ім'я", "меня зовут", "magacaygu", "magacayga", "ሽመይ", "ስመይ"),
)
# After these comes a name, unless what follows is one of the words people say of themselves.
PERHAPS_NAME_LEADS = ("i am", "i m", "im", "this is", "contact", "mr", "mrs", "ms", "miss")
NO_NAMES = frozenset(
    """
    a an the in on at into under over out of off from with without for to by my your our me it
    not no never also only just very so too still now currently already again always back
    looking searching seeking hoping wanting wishing trying thinking interested able unable ready
    working worker employed unemployed jobless redundant retired retiring retraining changing
    studying learning training qualified unqualified experienced inexperienced new good bad
    bored stuck lost worried anxious shy disabled deaf blind autistic dyslexic pregnant homeless
    single married widowed divorced free available old older young younger aged
    student mum mother dad father parent carer refugee asylum migrant veteran ex former
    what where when how why all about
    centre center centres centers us number numbers details lens lenses tracing tracer sport
    sports work job jobs course courses call
    office excel word teams access project outlook powerpoint azure dynamics sql
    """.split()
)


def is_personal(text: str) -> bool:
    """Say whether a text, in lower case, has a shape that points to one person.

    >>> [is_personal(text) for text in ("my name is jo", "i am jo bloggs", "i am new to care")]
    [True, True, False]
    """
    return any(pattern.search(text) for pattern in PATTERNS) or _holds_name(text)


def _holds_name(text: str) -> bool:
    plain = _plain(text)
    if any(lead in plain for lead in _NAME_LEADS):
        return True
    return any(
        following and following not in NO_NAMES and not following.isdigit()
        for lead in _PERHAPS_NAME_LEADS
        for following in _following(plain, lead)
    )


def _following(plain: str, lead: str) -> list[str]:
    """Return the word after each place where the lead stands, ``""`` at the end."""
    return [rest.partition(" ")[0] for rest in plain.split(lead)[1:]]


def _plain(text: str) -> str:
    """Return letters and digits alone, with a space round every word: ``" je mappelle "``."""
    decomposed = unicodedata.normalize("NFKD", text.casefold())
    seen = "".join(c for c in decomposed if unicodedata.category(c) not in ("Mn", "Mc", "Cf"))
    words = re.findall(r"[^\W_]+", re.sub(r"['’‘`ʼ]", "", seen))
    return f" {' '.join(words)} "


_NAME_LEADS = tuple(map(_plain, NAME_LEADS))
_PERHAPS_NAME_LEADS = tuple(map(_plain, PERHAPS_NAME_LEADS))
