"""People who asked to join: new ones first. Who may only look sees how many, and no person."""

from dataclasses import dataclass

from django.db.models import Count

from catalogue.courses import wording
from catalogue.events.bookings.phone_numbers import shown_number
from catalogue.events.event_times import on_the_wall
from catalogue.feedback.enums import EnquiryState
from catalogue.feedback.models import Enquiry
from catalogue.providers.page_links import Cut, PageLinks, cut_of, page_links
from catalogue.publishing.desk.access import Desk
from catalogue.publishing.figures.enquiry_letters import language_name

PAGE_SIZE = 25


@dataclass(frozen=True, slots=True)
class EnquiryRow:
    """An enquiry in words."""

    enquiry: Enquiry
    sent: str
    phone: str
    phone_url: str
    access: str
    language: str
    is_new: bool


@dataclass(frozen=True, slots=True)
class EnquiriesPage:
    """Everything that the template reads. ``inbox``: the address that gets a mail, or nothing."""

    new: int
    answered: int
    rows: list[EnquiryRow]
    links: PageLinks
    inbox: str

    @property
    def total(self) -> int:
        """How many there are."""
        return self.new + self.answered


def enquiries_page(desk: Desk, wanted: str) -> EnquiriesPage:
    """Return a page of enquiries. Those that nobody answered come first, the newest on top."""
    counts = dict(desk.enquiries().order_by().values_list("state").annotate(number=Count("pk")))
    cut = cut_of(sum(counts.values()), PAGE_SIZE, wanted)
    organisation = desk.organisation
    return EnquiriesPage(
        new=counts.get(EnquiryState.NEW, 0),
        answered=counts.get(EnquiryState.ANSWERED, 0),
        rows=_rows(desk, cut) if desk.may_edit else [],
        links=page_links(cut.number, cut.last, lambda one: f"?page={one}"),
        inbox=organisation.enquiry_email if organisation.enquiry_email_verified_at else "",
    )


def _rows(desk: Desk, cut: Cut) -> list[EnquiryRow]:
    # "NEW" stands after "ANSWERED" in the alphabet.
    found = desk.enquiries().select_related("course").order_by("-state", "-created_at", "-pk")
    return [_row(one) for one in found[cut.start : cut.stop]]


def _row(enquiry: Enquiry) -> EnquiryRow:
    return EnquiryRow(
        enquiry=enquiry,
        sent=wording.long_date(on_the_wall(enquiry.created_at).date()),
        phone=shown_number(enquiry.phone) if enquiry.phone else "",
        phone_url=f"tel:{enquiry.phone}" if enquiry.phone else "",
        access=str(enquiry.get_access_display()),
        language=language_name(enquiry.language),
        is_new=enquiry.state == EnquiryState.NEW,
    )
