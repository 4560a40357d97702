"""The words of editors on a page of any language: each marked with the language it is in."""

from dataclasses import dataclass

from django.utils.html import format_html
from django.utils.safestring import SafeString

from catalogue.events.pages import EventPage
from portal.core.prose import breakable, one_line
from portal.core.structured import lines_of
from portal.navigation.languages import active_language, direction_of, tag_of


@dataclass(frozen=True, slots=True)
class OwnWords:
    """``OwnWords("Under 16 with an adult.", "en-gb")``. Empty words are false."""

    text: str
    language: str

    def __bool__(self) -> bool:
        return bool(self.text)

    def __str__(self) -> str:
        return self.text

    @property
    def attributes(self) -> SafeString:
        """`` lang="en-GB" dir="ltr"`` for an element, or nothing in the page's own language."""
        if self.language == active_language():
            return SafeString("")
        tag, direction = tag_of(self.language), direction_of(self.language)
        return format_html(' lang="{}" dir="{}"', tag, direction)

    @property
    def wrapped(self) -> str:
        """The words with places to break in words that no screen is wide enough for."""
        return breakable(self.text)

    @property
    def html(self) -> SafeString:
        """The words inside a sentence of another language."""
        return format_html("<bdi{}>{}</bdi>", self.attributes, breakable(self.text))


def own_words(event: EventPage, name: str) -> OwnWords:
    """Return a text of one line in the words of a page, else in those of the English one."""
    page, text = _told(event, name)
    return OwnWords(one_line(text), page.locale.language_code)


def own_lines(event: EventPage, name: str) -> list[OwnWords]:
    """Return a text that has one thing on each line."""
    page, text = _told(event, name)
    language = page.locale.language_code
    return [OwnWords(one_line(line), language) for line in lines_of(text)]


def _told(event: EventPage, name: str) -> tuple[EventPage, str]:
    text = str(getattr(event, name))
    if text.strip() or event.source is event:
        return event, text
    return event.source, str(getattr(event.source, name))
