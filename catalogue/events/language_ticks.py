"""Lists of codes in the forms of events: ticks with the names of languages."""

from django.utils.translation import gettext_lazy as _

from catalogue.events.language_names import OWN_NAMES
from catalogue.events.pages import EventPage, Exhibitor
from portal.core.admin_forms import TicksField, edit_json_as

# For staff, who read English: an own name alone tells them nothing.
ENGLISH_NAMES = {
    "am": "Amharic",
    "ar": "Arabic",
    "bn": "Bengali",
    "ckb": "Kurdish (Sorani)",
    "cs": "Czech",
    "es": "Spanish",
    "fa": "Persian",
    "fr": "French",
    "gu": "Gujarati",
    "hi": "Hindi",
    "hu": "Hungarian",
    "it": "Italian",
    "kmr": "Kurdish (Kurmanji)",
    "lt": "Lithuanian",
    "ne": "Nepali",
    "pa": "Panjabi",
    "pl": "Polish",
    "ps": "Pashto",
    "pt": "Portuguese",
    "ro": "Romanian",
    "ru": "Russian",
    "sk": "Slovak",
    "so": "Somali",
    "sq": "Albanian",
    "sw": "Swahili",
    "ta": "Tamil",
    "ti": "Tigrinya",
    "tr": "Turkish",
    "uk": "Ukrainian",
    "ur": "Urdu",
    "vi": "Vietnamese",
    "yo": "Yoruba",
    "zh": "Chinese",
}


def language_choices() -> list[tuple[str, str]]:
    """Return the languages to tick: ``[("sq", "Albanian · shqip"), ...]``, by English name."""
    named = [(code, ENGLISH_NAMES.get(code, own), own) for code, own in OWN_NAMES.items()]
    return [
        (code, english if english == own else f"{english} · {own}")
        for code, english, own in sorted(named, key=lambda one: one[1])
    ]


for _model in (EventPage, Exhibitor):
    edit_json_as(
        _model,
        "languages_spoken",
        form_class=TicksField,
        choices=language_choices,
        help_text=_("Languages that somebody there speaks, besides English."),
    )
