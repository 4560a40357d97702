"""Addresses as strangers, scanners and broken programs send them, from a seed."""

import random
from collections.abc import Sequence
from dataclasses import dataclass
from urllib.parse import quote

from search.forms import NAMES, RADII
from search.query import SORTS

LONGEST_ADDRESS = 60_000  # characters; servers refuse longer ones long before
PATHS = ("/search/", "/pl/search/", "/ur/search/", "/api/v1/search/", "/api/v1/suggest/")
# How often each of PATHS is asked: people see pages, programs ask the API.
PATH_WEIGHTS = (6, 1, 1, 4, 4)
# Pages that read the place and answers from the address, and ask the search.
PAGES = (
    "/careers/", "/careers/health/", "/ur/careers/health/", "/careers/health-and-care/",
    "/careers/roles/", "/careers/roles/porter/", "/ur/careers/roles/nurse/", "/compare/",
    "/pl/compare/", "/careers/i-have-a-job/", "/schemes/", "/ur/schemes/", "/schemes/kickstart/",
    "/schemes/restart/", "/help/", "/help/near-you/", "/pl/help/near-you/", "/young-people/",
    "/stories/", "/ur/stories/", "/news/", "/words/", "/where-figures-come-from/", "/contact/",
    "/cannot-find-it/", "/useful/thanks/",
)  # fmt: skip
PAGE_VALUES: dict[str, tuple[str, ...]] = {
    "role": ("porter", "nurse", "care-worker", "warehouse-worker", "registered-manager"),
    "from": ("porter", "nurse", "forklift-driver", "nothing"),
    "in-work": ("1", "0"),
    "setting": ("people", "behind-scenes"),
    "age": ("16-17", "18-24", "25", "16-24"),
    "work": ("yes", "no"),
    "months": ("0", "3", "6", "12"),
    "benefit": ("uc", "other", "none"),
    "earn": ("yes", "no"),
    "needs": ("guaranteed-interview",),
    "type": ("youth-hub", "library", "jobcentre"),
    "open": ("today",),
    "computers": ("yes",),
    "sector": ("health", "digital-and-it"),
    "speaks": ("fa", "pl"),
    "start": ("no-work", "new-to-uk"),
    "page": ("/help/", "//evil.example", "/\\evil.example", "javascript:alert(1)"),
    "of": ("a:b:c", ".e:x:y"),
}
OTHER_NAMES = (
    "per_page", "lang", "kind", "from", "to", "audience", "access", "lat", "lon", "Q", "q[]", "",
    "q%00", "__proto__", "csrfmiddlewaretoken", "page ", "\u202eq",
)  # fmt: skip
ODD_NUMBERS = (
    "0", "-1", "1e999", "NaN", "inf", "-0", "0x10", "1.5", "500", "501", "9999", "99999", "١٢٣",
    "²", "1_000", " 1", "+1", "9" * 400, str(2**31), str(2**63), str(-(2**63) - 1), "१", "00000002",
)  # fmt: skip
ODD_DATES = (
    "0000-00", "9999-12", "2027-13", "2027-00", "20270-1", "2027-02-30", "1970-01-01", "2099-12",
    "2000-01", "-2027-01", "2027–01", "now", "tomorrow", "soon", "later", "flexible",
)  # fmt: skip
ODD_PLACES = (
    "52.490,-1.900", "91,181", "NaN,NaN", "1e999,1", "-90,-180", "52.5;-1.9", "52.490,-1.900,5",
    "B1", "B1 1AA", "B70 6HJ", "b70", "ZZ99 9ZZ", "EH1 1YZ", "Willenhall, Walsall", "Walsal",
    "West Midlands", "London", "Xyzzyville", "St. Mary's", "near me", "B1 B2 B3 B4", ",,,,", "WV",
    "United Kingdom", "england", "b" * 100, "walsall " * 12, "Willenhall", "WF1", "SW1A",
    "SW1A 1AA", "\u202eWalsall", "Walsall\x00",
)  # fmt: skip
FRAGMENTS = (
    "' OR '1'='1", "'; DROP TABLE course;--", "\" OR \"\"=\"", "1) UNION SELECT NULL--", "%' --",
    "title:*", "*:*", "care~2", "care^1e9", "[* TO *]", "{a TO z}", "/.*a{1,99}.*/", "(((((", ")))",
    "care AND NOT english", "care && || !english", "+care -english", "--", "- - -", "-", "-\"",
    "?*",
    "<script>alert(1)</script>", "\"><img src=x onerror=alert(1)>", "</script>", "{{7*7}}",
    "{%now%}", "${jndi:ldap://x}", "javascript:alert(1)", "../../etc/passwd", "..\\..\\windows",
    "file:///etc/passwd", "%00", "%s%s%n", "\\", "\\\\", "\\u0000", "=cmd|' /C calc'!A0", "@SUM(1)",
    "a\r\nSet-Cookie: a=b", "//evil.example", "http://evil.example/", "&amp;", "&#0;", "C#", "C++",
    ".NET", "\"team leader\"", "\"", "\"\"", "“care”", "«care»", "care\"english", "-\"level 2\"",
    "near", "near near", "in in in", "within 5 miles of", "no no no", "not", "without", "free free",
    "evening -evening", "-near walsall", "level level", "level 99", "esol esol entry", "t-level",
    "not in walsall", "anything but care", "under 5 miles", "£0", "£1e9", "24/7", "9-5", "1st 2nd",
)  # fmt: skip
MARKS = (
    "\x00", "\x07", "\x1b[31m", "\x7f", "\x85", "\u00ad", "\u200b", "\u200c", "\u200d", "\u2028",
    "\u2029", "\u202e", "\u2066", "\u2069", "\ufeff", "\ufffd", "\uffff", "\ud800", "\udfff",
    "\U000e0041", "\u0301", "\u0489", "\ufdfa", "ﷺ", "İ", "ß", "ﬃ", "Ⅷ", "①", "ｃａｒｅ", "𝐜𝐚𝐫𝐞",
    "👩\u200d🚒", "🏴\U000e0067\U000e007f", "🇬🇧", "’", "‘", "`", "´", "ʼ", "–", "—", "‑", "·", "…",
)  # fmt: skip
SCRIPTS = (
    "انگلش", "دورة طبخ", "আমি কাজ খুঁজছি", "ਪੰਜਾਬੀ", "ગુજરાતી", "ትግርኛ", "українська мова",
    "pielęgniarka", "angielski wieczorem", "inginer", "کارەبا", "پښتو", "中文课程", "日本語",
    "한국어", "ไทย", "עברית", "ελληνικά",
    "Tiếng Việt", "हिन्दी", "தமிழ்", "ქართული", "ꦗꦮ", "𐎀𐎁", "shaqo", "électricien",
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class Address:
    """A path and the pairs of its query string; text may hold halves of characters."""

    path: str
    pairs: tuple[tuple[str, str], ...]

    @property
    def query(self) -> str:
        """The query string as bytes that are no text would make it: ``q=%ED%A0%80``."""
        text = "&".join(f"{_quoted(name)}={_quoted(value)}" for name, value in self.pairs)
        return text[:LONGEST_ADDRESS]


def _quoted(text: str) -> str:
    return quote(text.encode("utf-8", "surrogatepass"))


class Stranger:
    """Makes addresses without end from words that the site knows."""

    def __init__(
        self,
        seed: int,
        *,
        phrases: Sequence[str],
        values: dict[str, Sequence[str]],
        has_pages: bool = False,
    ) -> None:
        self._chance = random.Random(seed)
        self._phrases = phrases
        self._words = sorted({word for phrase in phrases for word in phrase.split()})
        self._values = values
        self._has_pages = has_pages

    def address(self) -> Address:
        """Return the next address."""
        chance = self._chance
        if self._has_pages and chance.random() < 0.6:
            return self._page()
        path = chance.choices(PATHS, PATH_WEIGHTS)[0]
        pairs = [("q", self.text())] if chance.random() < 0.85 else []
        if path.endswith("/suggest/"):
            pairs += [("kind", "place")] * (chance.random() < 0.3)
            return Address(path, tuple(pairs))
        if chance.random() < 0.4:
            pairs.append(("near", self._place()))
        for _ in range(chance.choice((0, 0, 0, 1, 1, 2, 3, 8))):
            pairs.append(self._pair())
        if chance.random() < 0.01:
            pairs += [self._pair() for _ in range(chance.choice((100, 900, 1100, 4000)))]
        chance.shuffle(pairs)
        return Address(path, tuple(pairs))

    def _page(self) -> Address:
        """Return a page of careers, schemes, help or words, with what it reads and what not."""
        chance = self._chance
        pairs = [("near", self._place())] * (chance.random() < 0.5)
        for name in chance.choices(list(PAGE_VALUES), k=chance.choice((0, 1, 2, 3, 8))):
            pool = chance.choice((PAGE_VALUES[name], FRAGMENTS, MARKS, ODD_NUMBERS, SCRIPTS))
            pairs.append((chance.choice((name, name, name, f"{name}[]")), chance.choice(pool)))
        return Address(chance.choice(PAGES), tuple(pairs))

    def text(self) -> str:
        """Return words for the box: from nearly plain ones to noise."""
        chance = self._chance
        makers = (self._phrase, self._slip, self._mixture, self._mixture, self._noise, self._flood)
        return chance.choices(makers, (4, 4, 4, 3, 2, 1))[0]()

    def _phrase(self) -> str:
        return self._chance.choice(self._phrases)

    def _slip(self) -> str:
        """Words with letters lost, doubled, exchanged or replaced."""
        chance = self._chance
        letters = list(chance.choice(self._phrases))
        for _ in range(chance.choice((1, 1, 2, 4))):
            at = chance.randrange(len(letters)) if letters else 0
            change = chance.randrange(5)
            if change == 0:
                letters[at : at + 1] = []
            elif change == 1:
                letters[at:at] = letters[at : at + 1]
            elif change == 2:
                letters[at : at + 2] = reversed(letters[at : at + 2])
            elif change == 3:
                letters[at : at + 1] = chance.choice("abcdefghijklmnopqrstuvwxyz -'/.&+#")
            else:
                letters[at:at] = chance.choice(MARKS)
        return "".join(letters)

    def _mixture(self) -> str:
        chance = self._chance
        parts = [self._part() for _ in range(chance.choice((1, 2, 3, 4, 6, 12)))]
        return chance.choice((" ", " ", " ", "", "-", "/", "\t", " -", '" "')).join(parts)

    def _part(self) -> str:
        chance = self._chance
        pools = (self._words, FRAGMENTS, MARKS, SCRIPTS, ODD_NUMBERS, ODD_PLACES, self._phrases)
        part = chance.choice(chance.choices(pools, (6, 4, 2, 3, 1, 2, 2))[0])
        return chance.choice((str.lower, str.upper, str.title, str, str, str))(part)

    def _noise(self) -> str:
        chance = self._chance
        tops = (0x7F, 0x24F, 0x6FF, 0xFFFF, 0x10FFFF)
        top = chance.choice(tops)
        return "".join(chr(chance.randint(0, top)) for _ in range(chance.randint(1, 60)))

    def _flood(self) -> str:
        """Very long texts, marks by the hundred, one thing again and again."""
        chance = self._chance
        one = chance.choice((self._part(), self._part(), chance.choice(MARKS), "\u0301", "a", " "))
        filler = chance.choice(("", " ", " ", "-"))
        many = (one + filler) * chance.choice((30, 200, 3000))
        several = " ".join(chance.sample(self._words, min(len(self._words), 60)))
        short = " ".join(word[:3] for word in several.split())
        wrong = " ".join(word[:-1] + "zq" for word in several.split() if len(word) > 4)
        minus = " ".join(f"-{word}" for word in several.split())
        return chance.choice((many, "e" + many, several, short, wrong, minus))[:20_000]

    def _place(self) -> str:
        chance = self._chance
        return chance.choice((chance.choice(ODD_PLACES), self._slip(), self._mixture()))

    def _pair(self) -> tuple[str, str]:
        chance = self._chance
        name = chance.choice(NAMES) if chance.random() < 0.85 else chance.choice(OTHER_NAMES)
        known = (*self._values.get(name, ()), *SORTS, *RADII, "area", "1")
        if chance.random() < 0.6:
            return name, chance.choice(self._values.get(name) or known)
        pool = chance.choice((ODD_NUMBERS, ODD_DATES, FRAGMENTS, MARKS, known, SCRIPTS))
        return name, chance.choice(pool)
