"""Writes of the site's own pages: the home page and the pages of text that every site needs."""

from functools import partial
from urllib.parse import urlsplit

from django.conf import settings
from django.db import transaction
from wagtail.models import Locale, Page, Site

from portal.core.models import SiteContact
from portal.pages.converting import convert_help_pages
from portal.pages.models import HomePage
from portal.pages.starting_facts import ensure_facts_and_words
from portal.pages.starting_pages import START_PAGES, bring_pages

HELP = START_PAGES[0]
# Numbers that Ofcom keeps free for drama, and an address that can never exist.
DEMONSTRATION_CONTACT = {
    "help_phone": "0808 157 0000",
    "help_hours": "Monday to Saturday, 8am to 8pm",
    "help_hours_translations": {
        "pl": "Od poniedziałku do soboty, w godzinach 8:00–20:00",
        "ur": "پیر سے ہفتہ، صبح 8 بجے سے رات 8 بجے تک",
    },
    "help_text_number": "07700 900123",
    "email": "help@waymark.example.org",
    "is_demonstration": True,
}


@transaction.atomic
def ensure_site_pages(*, is_demonstration: bool = False) -> HomePage:
    """Create the site, its languages, the home page and the pages of text, where they are missing.

    Safe to run again: pages that nobody changed get the words of this version, and what editors
    changed stays. Returns the English home page.
    """
    contact = ensure_contact(is_demonstration=is_demonstration)
    locales = {code: _locale(code) for code, _name in settings.LANGUAGES}
    home = _home(locales[settings.LANGUAGE_CODE])
    convert_help_pages(HELP.key)
    ensure_facts_and_words()
    for code, locale in locales.items():
        localized = home if code == settings.LANGUAGE_CODE else _translated_home(home, locale)
        bring_pages(localized, locale=locale, fill=partial(_filled, contact=contact, code=code))
    return home


def ensure_contact(*, is_demonstration: bool = False) -> SiteContact:
    """Create the contact details; a demonstration gets invented numbers where it has none."""
    contact = SiteContact.objects.first() or SiteContact(is_demonstration=is_demonstration)
    may_fill = is_demonstration and contact.is_demonstration
    values = DEMONSTRATION_CONTACT if may_fill else {}
    changed = {name: value for name, value in values.items() if not getattr(contact, name)}
    for name, value in changed.items():
        setattr(contact, name, value)
    if changed or contact.pk is None:
        contact.save()
    return contact


def _locale(code: str) -> Locale:
    return Locale.objects.get_or_create(language_code=code)[0]


def _home(locale: Locale) -> HomePage:
    existing = HomePage.objects.filter(locale=locale).first()
    if existing is None:
        root = Page.objects.filter(depth=1).get()
        # Wagtail's first migration leaves a page called "Welcome" where the home page belongs.
        for page in root.get_children().filter(slug="home").type(Page).not_type(HomePage):
            page.delete()
        root = Page.objects.get(pk=root.pk)
        existing = HomePage(title="Waymark", slug="home", locale=locale)
        root.add_child(instance=existing)
    _point_site_to(existing)
    return existing


def _point_site_to(home: HomePage) -> None:
    address = urlsplit(settings.SITE_URL)
    site = Site.objects.filter(is_default_site=True).first() or Site(is_default_site=True)
    if site.root_page_id == home.pk:
        return
    site.root_page = home
    site.site_name = "Waymark"
    site.hostname = address.hostname or "localhost"
    site.port = address.port or (443 if address.scheme == "https" else 80)
    site.save()


def _translated_home(home: HomePage, locale: Locale) -> HomePage:
    existing = HomePage.objects.filter(locale=locale, translation_key=home.translation_key).first()
    if existing is not None:
        return existing
    root = Page.objects.filter(depth=1).get()
    page = HomePage(
        title=home.title,
        slug=f"home-{locale.language_code}",
        locale=locale,
        translation_key=home.translation_key,
    )
    return root.add_child(instance=page)


def _filled(text: str, contact: SiteContact, code: str) -> str:
    """Put the contact details into a text; what is not known yet stands at the foot, once it is."""
    values = {
        "root": "" if code == settings.LANGUAGE_CODE else f"/{code}",
        "service": contact.service_name,
        "region": settings.REGION["name"],
        "postcode": settings.REGION["example_postcode"],
        "town": settings.REGION["example_town"],
        "phone": _link(contact.phone_link, contact.help_phone)
        or "the number at the foot of this page",
        "email": _link(f"mailto:{contact.email}", contact.email)
        or "the address at the foot of this page",
    }
    for name, value in values.items():
        text = text.replace(f"{{{name}}}", str(value))
    return text


def _link(address: str, text: str) -> str:
    return f"<a href='{address}'>{_left_to_right(text)}</a>" if text else ""


def _left_to_right(text: str) -> str:
    """Isolate a number or an address, so that it keeps its order and its line in Urdu text."""
    return "\u2066{}\u2069".format(text.replace(" ", "\u00a0")) if text else ""
