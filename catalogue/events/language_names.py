"""Languages that helpers and employers speak, by their own names."""

from collections.abc import Iterable
from dataclasses import dataclass

from django.conf import settings
from django.utils.html import format_html
from django.utils.safestring import SafeString

# Beside the site's own languages. A name that reads from right to left says so by its script.
OWN_NAMES = {
    "am": "አማርኛ",
    "ar": "العربية",
    "bn": "বাংলা",
    "cs": "čeština",
    "ckb": "کوردی",
    "es": "español",
    "fa": "فارسی",
    "fr": "français",
    "gu": "ગુજરાતી",
    "hi": "हिन्दी",
    "hu": "magyar",
    "it": "italiano",
    "kmr": "kurdî",
    "lt": "lietuvių",
    "ne": "नेपाली",
    "pa": "ਪੰਜਾਬੀ",
    "pl": "polski",
    "ps": "پښتو",
    "pt": "português",
    "ro": "română",
    "ru": "русский",
    "sk": "slovenčina",
    "so": "Soomaali",
    "sq": "shqip",
    "sw": "Kiswahili",
    "ta": "தமிழ்",
    "ti": "ትግርኛ",
    "tr": "Türkçe",
    "uk": "українська",
    "ur": "اردو",
    "vi": "Tiếng Việt",
    "yo": "Yorùbá",
    "zh": "中文",
}
RIGHT_TO_LEFT = frozenset({"ar", "ckb", "fa", "ps", "ur"})
ENGLISH = "en"


@dataclass(frozen=True, slots=True)
class SpokenLanguage:
    """``SpokenLanguage("ur", "اردو", "rtl")``."""

    code: str
    name: str
    direction: str

    @property
    def html(self) -> SafeString:
        """The name, marked as the language it is written in."""
        return format_html('<bdi lang="{}" dir="{}">{}</bdi>', self.code, self.direction, self.name)


def spoken_languages(codes: Iterable[object]) -> tuple[SpokenLanguage, ...]:
    """Return the languages of codes like ``["ur", "pl"]``, each once. Unknown codes are left out.

    English is left out too: everybody at an event speaks it.
    """
    found: dict[str, SpokenLanguage] = {}
    site = {code: str(name) for code, name in settings.LANGUAGES}
    for one in codes:
        code = str(one).strip().lower()
        name = OWN_NAMES.get(code) or site.get(code, "")
        if name and code.partition("-")[0] != ENGLISH:
            direction = "rtl" if code in RIGHT_TO_LEFT else "ltr"
            found.setdefault(code, SpokenLanguage(code, name, direction))
    return tuple(found.values())
