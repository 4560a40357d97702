"""People who ask to join a course that has no booking of its own."""

import uuid

from django.db import models
from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from catalogue.courses.models import Course
from catalogue.feedback.enums import EnquiryAccess, EnquiryState


class Enquiry(models.Model):
    """A name, one way to answer, and one question. Deleted after 90 days, or when the person says.

    Its provider is the provider of its course.
    """

    course = models.ForeignKey(
        Course, verbose_name=_("course"), on_delete=models.CASCADE, related_name="enquiries"
    )
    name = models.CharField(_("name"), max_length=100)
    email = models.EmailField(_("email"), blank=True)
    phone = models.CharField(_("phone"), max_length=30, blank=True)
    access = models.CharField(
        _("what would help"),
        max_length=9,
        choices=EnquiryAccess.choices,
        default=EnquiryAccess.NOTHING,
    )
    text = models.TextField(_("question"), max_length=500, blank=True)
    language = models.CharField(_("language"), max_length=10, default="en-gb")
    state = models.CharField(
        _("state"), max_length=8, choices=EnquiryState.choices, default=EnquiryState.NEW
    )
    # A form that is sent twice makes one enquiry.
    idempotency_key = models.CharField(max_length=64, unique=True, editable=False)
    # Opens the page on which the person can take the enquiry back.
    key = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    created_at = models.DateTimeField(_("sent"), default=timezone.now, editable=False)
    answered_at = models.DateTimeField(_("answered"), null=True, blank=True)

    class Meta:
        verbose_name = _("enquiry")
        verbose_name_plural = _("enquiries")
        indexes = [models.Index(fields=["course", "-created_at"], name="enquiry_course_newest")]
        constraints = [
            models.CheckConstraint(
                condition=~Q(email="") | ~Q(phone=""), name="enquiry_can_be_answered"
            ),
            models.CheckConstraint(condition=~Q(name=""), name="enquiry_has_name"),
        ]

    def __str__(self) -> str:
        return f"{self.course}, {self.created_at:%d/%m/%Y}"
