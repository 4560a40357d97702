"""Contact details of a site that is no demonstration."""

from portal.core.models import SiteContact
from portal.pages.services import ensure_contact


def test_numbers_are_invented_only_for_a_demonstration(db):
    ensure_contact()

    assert SiteContact.objects.get().help_phone == ""
    assert not SiteContact.objects.get().is_demonstration


def test_details_that_editors_wrote_are_kept(db):
    SiteContact(help_phone="0121 496 0000").save()

    ensure_contact(is_demonstration=True)

    assert SiteContact.objects.get().help_phone == "0121 496 0000"


def test_a_hand_over_address_carries_the_search():
    address = "https://example.org/?q={words}&w={place}"

    filled = SiteContact.filled(address, words="care & work", place="Walsall")

    assert filled == "https://example.org/?q=care%20%26%20work&w=Walsall"
