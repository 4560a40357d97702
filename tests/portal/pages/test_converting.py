"""A site that is older than the help page keeps its words and its address."""

import pytest
from wagtail.models import Page, Revision

from portal.pages.guides import GuidePage, HelpPage
from portal.pages.services import HELP, ensure_site_pages
from portal.pages.standard import StandardPage


@pytest.fixture
def older_help(home, admin_user) -> StandardPage:
    """Help as it was: a page of text, changed by an editor, with two revisions."""
    HelpPage.objects.get(locale=home.locale).delete()
    home.refresh_from_db()
    page = StandardPage(
        title="Help from us",
        slug="help",
        summary="Ours.",
        body=[("text", "<p>Come and see us.</p>")],
        checked_date="2026-01-02",
        locale=home.locale,
        translation_key=HELP.key,
    )
    home.add_child(instance=page)
    page.save_revision().publish()
    page.title = "Help from all of us"
    page.save_revision(user=admin_user).publish()
    return page


def test_the_page_keeps_its_number_its_address_and_its_words(client, older_help):
    ensure_site_pages()

    page = Page.objects.get(pk=older_help.pk).specific
    assert isinstance(page, HelpPage)
    assert (page.title, page.summary, page.slug) == ("Help from all of us", "Ours.", "help")
    assert str(page.checked_date) == "2026-01-02"
    assert "Come and see us." in client.get("/help/").content.decode()
    assert not StandardPage.objects.filter(pk=older_help.pk).exists()


def test_its_revisions_open_and_can_be_published_again(older_help):
    ensure_site_pages()

    revisions = Revision.page_revisions.filter(object_id=str(older_help.pk)).order_by("pk")
    assert [type(revision.as_object()) for revision in revisions] == [HelpPage, HelpPage]
    revisions.first().publish()
    assert HelpPage.objects.get(pk=older_help.pk).title == "Help from us"


def test_the_guides_come_below_it(older_help):
    ensure_site_pages()

    page = HelpPage.objects.get(pk=older_help.pk)
    assert GuidePage.objects.child_of(page).filter(slug="cv").exists()


def test_converting_twice_changes_nothing(older_help):
    ensure_site_pages()
    before = list(Page.objects.order_by("pk").values_list("pk", "content_type_id"))

    ensure_site_pages()

    assert list(Page.objects.order_by("pk").values_list("pk", "content_type_id")) == before
