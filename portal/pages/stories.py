"""Stories of people, told only as long as they agree."""

import datetime
from typing import Any, Self

from django.conf import settings
from django.core.exceptions import ValidationError
from django.db import models
from django.db.models import F, Q
from django.http import HttpRequest
from django.template.response import TemplateResponse
from django.utils.translation import gettext_lazy as _
from modelcluster.fields import ParentalManyToManyField
from wagtail.admin.panels import FieldPanel, FieldRowPanel, MultiFieldPanel
from wagtail.fields import RichTextField, StreamField
from wagtail.models import PageManager
from wagtail.query import PageQuerySet

from catalogue.courses.models import Course
from pathways.models import RolePage
from portal.core.blocks.body import BodyBlock
from portal.core.clock import today
from portal.core.models import Sector
from portal.core.pages import BasePage, SearchParts
from portal.core.structured import StructuredPage
from portal.pages.admin_forms import StoryForm
from portal.pages.enums import StartingPoint
from portal.pages.words import words_of


class StoryQuerySet(PageQuerySet):
    """Stories by whether the person agrees that they are told."""

    def told_on(self, day: datetime.date) -> Self:
        """Return live stories whose consent holds on a day, first and last day included."""
        return self.live().filter(
            is_withdrawn=False, consent_given_date__lte=day, consent_until_date__gte=day
        )

    def not_told_on(self, day: datetime.date) -> Self:
        """Return stories whose consent is not there yet, over or taken back."""
        return self.filter(
            Q(is_withdrawn=True) | Q(consent_given_date__gt=day) | Q(consent_until_date__lt=day)
        )

    def sources(self) -> Self:
        """Return the stories in the site's first language: the others are translations."""
        return self.filter(locale__language_code=settings.LANGUAGE_CODE)


class StoriesPage(BasePage):
    """All stories, with filters."""

    template = "stories/stories.html"
    parent_page_types = ["pages.HomePage"]
    subpage_types = ["pages.StoryPage"]
    max_count_per_parent = 1
    speaks_every_language = True

    class Meta:
        verbose_name = _("list of stories")

    def get_context(self, request: HttpRequest, *args: Any, **kwargs: Any) -> dict[str, Any]:
        """Add the stories that the address asks for."""
        from portal.pages.story_lists import StoryList  # that module asks this one's models

        context = super().get_context(request, *args, **kwargs)
        context["list"] = StoryList.read(request.GET, day=today())
        return context


class StoryPage(StructuredPage):
    """What one person did. Without consent the page is gone the same day, by its dates alone."""

    person_name = models.CharField(
        _("name to show"), max_length=60, help_text=_("A first name is enough.")
    )
    now_does = models.CharField(
        _("what they do now"), max_length=120, help_text=_("Like: administrator in a hospital.")
    )
    quote = models.CharField(_("in their own words"), max_length=300, blank=True)
    body = StreamField(BodyBlock(), verbose_name=_("story"), blank=True)
    photo = models.ForeignKey(
        "wagtailimages.Image",
        verbose_name=_("photo"),
        on_delete=models.SET_NULL,
        null=True,
        blank=True,
        related_name="+",
    )
    photo_alternative = models.CharField(_("what the photo shows"), max_length=200, blank=True)
    is_photo_decorative = models.BooleanField(
        _("the photo tells nothing"), default=False, help_text=_("Then screen readers skip it.")
    )
    media = models.ForeignKey(
        "wagtaildocs.Document",
        verbose_name=_("sound or film"),
        on_delete=models.SET_NULL,
        null=True,
        blank=True,
        related_name="+",
    )
    transcript = RichTextField(_("everything that is said"), blank=True, features=["bold", "ul"])
    starting_point = models.CharField(
        _("where they started"), max_length=11, choices=StartingPoint.choices
    )
    speaks = models.CharField(
        _("first language"),
        max_length=10,
        blank=True,
        help_text=_("Its code, like pl, ur or en."),
    )
    sectors = ParentalManyToManyField(
        Sector, verbose_name=_("sectors"), blank=True, related_name="stories"
    )
    roles = ParentalManyToManyField(
        RolePage, verbose_name=_("roles"), blank=True, related_name="stories"
    )
    courses = ParentalManyToManyField(
        Course, verbose_name=_("courses they took"), blank=True, related_name="stories"
    )
    course_words = models.CharField(_("words that find such courses"), max_length=80, blank=True)
    consent_given_date = models.DateField(_("agreed on"))
    consent_until_date = models.DateField(
        _("agreed until"), help_text=_("From the next day the page is gone.")
    )
    is_withdrawn = models.BooleanField(
        _("consent taken back"), default=False, help_text=_("The page is gone at once.")
    )
    is_demo = models.BooleanField(default=False, editable=False)

    objects = PageManager.from_queryset(StoryQuerySet)()

    template = "stories/story.html"
    parent_page_types = ["pages.StoriesPage"]
    base_form_class = StoryForm
    subpage_types: list[str] = []
    content_panels = [
        *BasePage.content_panels,
        MultiFieldPanel(
            [
                FieldRowPanel([FieldPanel("consent_given_date"), FieldPanel("consent_until_date")]),
                FieldPanel("is_withdrawn"),
            ],
            heading=_("Consent"),
        ),
        MultiFieldPanel(
            [
                FieldPanel("person_name"),
                FieldPanel("now_does"),
                FieldRowPanel([FieldPanel("starting_point"), FieldPanel("speaks")]),
                FieldPanel("quote"),
            ],
            heading=_("The person"),
        ),
        FieldPanel("body"),
        MultiFieldPanel(
            [
                FieldPanel("photo"),
                FieldPanel("photo_alternative"),
                FieldPanel("is_photo_decorative"),
                FieldPanel("media"),
                FieldPanel("transcript"),
            ],
            heading=_("Photo, sound and film"),
        ),
        MultiFieldPanel(
            [
                FieldPanel("sectors"),
                FieldPanel("roles"),
                FieldPanel("courses"),
                FieldPanel("course_words"),
            ],
            heading=_("Where it leads"),
        ),
    ]

    class Meta:
        verbose_name = _("story")
        verbose_name_plural = _("stories")
        constraints = [
            models.CheckConstraint(
                condition=Q(consent_until_date__gte=F("consent_given_date")),
                name="story_consent_ends_after_start",
            )
        ]

    def clean(self) -> None:
        """Refuse a photo without a decision about its words, and sound without its text."""
        super().clean()
        errors = {}
        given, until = self.consent_given_date, self.consent_until_date
        if given and until and until < given:
            errors["consent_until_date"] = _("Choose a day after the day of the consent.")
        if self.photo and not self.photo_alternative and not self.is_photo_decorative:
            errors["photo_alternative"] = _("Say what the photo shows, or that it tells nothing.")
        if self.media and not self.transcript:
            errors["transcript"] = _("Write down everything that is said.")
        if errors:
            raise ValidationError(errors)

    def may_be_told(self, day: datetime.date) -> bool:
        """Return whether the person agrees on a day."""
        return not self.is_withdrawn and self.consent_given_date <= day <= self.consent_until_date

    def is_over(self, day: datetime.date) -> bool:
        """Return whether the person agreed and does not any more: their files may go."""
        return self.is_withdrawn or self.consent_until_date < day

    def serve(self, request: HttpRequest, *args: Any, **kwargs: Any) -> Any:
        """Show the story, or that it is gone (410) when the person does not agree any more."""
        if self.source.may_be_told(today()) and self.may_be_told(today()):
            return super().serve(request, *args, **kwargs)
        return TemplateResponse(request, "stories/gone.html", {}, status=410)

    def get_context(self, request: HttpRequest, *args: Any, **kwargs: Any) -> dict[str, Any]:
        """Add what the story leads to."""
        from portal.pages.story_lists import leads_of

        context = super().get_context(request, *args, **kwargs)
        context["leads"] = leads_of(self.source, day=today())
        return context

    def search_parts(self) -> SearchParts | None:
        """Return the words, and the days on which the person agrees. Taken back: nothing."""
        source = self.source
        if self.is_withdrawn or source.is_withdrawn:
            return None
        return SearchParts(
            self.title,
            self.summary,
            "\n".join([self.person_name, self.now_does, self.quote, words_of(self.body)]),
            from_date=max(self.consent_given_date, source.consent_given_date),
            until_date=min(self.consent_until_date, source.consent_until_date),
        )
