"""The pages that every site needs."""

from django.conf import settings
from wagtail.models import Locale, Page, Revision, Site

from portal.core.models import SiteContact
from portal.pages.models import HelpPage, HomePage, StandardPage
from portal.pages.services import ensure_site_pages
from portal.pages.starting_pages import START_PAGES


def test_the_site_has_its_pages_and_languages(home):
    at_home = {start.name for start in START_PAGES if not start.parent}
    assert set(home.get_children().values_list("slug", flat=True)) == at_home
    assert Site.objects.get(is_default_site=True).root_page_id == home.pk
    assert {locale.language_code for locale in Locale.objects.all()} == {
        code for code, _name in settings.LANGUAGES
    }


def test_running_again_adds_nothing_and_keeps_what_editors_changed(home):
    page = StandardPage.objects.get(slug="about")
    page.title = "Who we are"
    page.save()
    before = Page.objects.count()

    again = ensure_site_pages(is_demonstration=True)

    assert again.pk == home.pk
    assert Page.objects.count() == before
    assert StandardPage.objects.get(slug="about").title == "Who we are"


def test_a_page_that_editors_moved_to_another_address_is_not_made_twice(home):
    page = StandardPage.objects.child_of(home).get(slug="about")
    page.slug = "who-we-are"
    page.save()

    ensure_site_pages()

    assert home.get_children().filter(title=page.title).count() == 1


def test_pages_of_text_name_places_of_their_own_region(db, settings):
    """Somebody in Halifax is not told to write Walsall."""
    settings.REGION = settings.REGION | {"example_postcode": "HX7", "example_town": "Halifax"}
    ensure_site_pages()
    pages = [*HelpPage.objects.all(), *StandardPage.objects.all()]
    said = " ".join(str(page.body.raw_data[:]) for page in pages)
    assert "like HX7 or Halifax." in said
    assert "B70" not in said
    assert "{postcode}" not in said


def written_by(page, summary, *, user=None):
    page.summary = summary
    page.save_revision(user=user).publish()
    return page


def test_a_page_that_nobody_changed_gets_the_words_of_this_version(home):
    shipped = StandardPage.objects.get(slug="privacy").summary
    page = written_by(StandardPage.objects.get(slug="privacy"), "As an older version said it")
    page.slug = "your-privacy"
    page.save_revision().publish()

    ensure_site_pages(is_demonstration=True)

    page.refresh_from_db()
    assert (page.summary, page.slug) == (shipped, "your-privacy")
    assert page.revisions.count() == 4


def test_words_of_an_editor_stay_whatever_a_version_brings(home, admin_user):
    mine = written_by(StandardPage.objects.get(slug="privacy"), "Our own", user=admin_user)
    ours = written_by(StandardPage.objects.get(slug="cookies"), "Of an older version")
    ours.unpublish()

    ensure_site_pages(is_demonstration=True)

    mine.refresh_from_db()
    ours.refresh_from_db()
    assert (mine.summary, ours.summary) == ("Our own", "Of an older version")


def test_running_again_writes_no_page_anew(home):
    before = Revision.objects.count()

    ensure_site_pages(is_demonstration=True)

    assert Revision.objects.count() == before


def test_help_is_written_in_every_language(home):
    languages = HelpPage.objects.filter(slug="help").values_list("locale__language_code", flat=True)

    assert set(languages) == {code for code, _name in settings.LANGUAGES}


def test_no_page_keeps_an_unfilled_gap(home):
    for page in StandardPage.objects.all():
        assert "{" not in str(page.body.raw_data[0]["value"]), page


def test_wagtails_welcome_page_is_gone(home):
    assert not Page.objects.filter(title__startswith="Welcome").exists()
    assert HomePage.objects.count() == len(settings.LANGUAGES)


def body_of(slug):
    """Return the text of an English page."""
    page = Page.objects.get(slug=slug, locale__language_code=settings.LANGUAGE_CODE)
    return str(page.specific.body).replace("\u2066", "").replace("\u2069", "")


def test_without_contact_details_sentences_lead_to_the_foot_of_the_page(home):
    SiteContact.objects.update(help_phone="", email="")

    ensure_site_pages()

    assert "Call the number at the foot of this page. We help you" in body_of("coaches")
    assert "Write to the address at the foot of this page or call the number" in body_of("privacy")


def test_contact_details_stand_in_the_sentences_once_they_are_known(home):
    SiteContact.objects.update(help_phone="0121 496 0000", email="help@example.org")

    ensure_site_pages()

    assert "tel:01214960000" in body_of("coaches")
    assert "at the foot of this page" not in body_of("coaches") + body_of("privacy")
