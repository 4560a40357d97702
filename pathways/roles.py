"""Roles: pages about one occupation, and what hangs on them."""

from typing import Any

from django.db import models
from django.db.models import F, Q
from django.http import HttpRequest
from django.utils.translation import gettext_lazy as _
from modelcluster.fields import ParentalKey
from wagtail.models import Page

from pathways.enums import (
    CheckKind,
    EntryRouteKind,
    GoodJobKind,
    ProgressionKind,
    RoleSetting,
)
from pathways.figures import PayFigure
from pathways.panels import ROLE_EDIT_HANDLER
from pathways.role_matching import RoleMatching
from portal.core.models import TranslatedName
from portal.core.pages import BasePage
from portal.core.public_pages import PUBLIC
from portal.core.rows import Row
from portal.core.structured import StructuredPage, lines_of


class Skill(TranslatedName):
    """Something a person can do, in plain words: “Move people safely”."""

    class Meta:
        verbose_name = _("skill")
        verbose_name_plural = _("skills")


class RolesPage(BasePage):
    """All roles from A to Z."""

    template = "careers/roles.html"
    private_page_options = PUBLIC
    parent_page_types = ["pathways.CareersPage"]
    subpage_types = ["pathways.RolePage"]
    speaks_every_language = True

    class Meta:
        verbose_name = _("list of roles")

    def get_context(self, request: HttpRequest, *args: Any, **kwargs: Any) -> dict[str, Any]:
        """Add the roles by letter. ``?setting=people`` shows those who work with people."""
        from pathways.roles_list import roles_list  # it reads these models

        return {**super().get_context(request, *args, **kwargs), "found": roles_list(request)}


class RoleTexts(models.Model):
    """The words of a role. Fields that hold a list have one item on each line."""

    map_title = models.CharField(
        _("short name on the map"),
        max_length=36,
        blank=True,
        help_text=_("Only when the title has more than 36 letters."),
    )
    alternative_titles = models.TextField(
        _("other names"), blank=True, help_text=_("Names that people see, one on each line.")
    )
    hidden_alternative_titles = models.TextField(
        _("names for search only"), blank=True, help_text=_("One on each line. Never shown.")
    )
    overview = models.TextField(_("about the work"), blank=True)
    tasks = models.TextField(
        _("what you do in a day"), blank=True, help_text=_("Five to eight, one on each line.")
    )
    day_in_life = models.TextField(_("a day in this job"), blank=True)
    working_environment = models.CharField(_("where you work"), max_length=160, blank=True)
    working_pattern = models.CharField(
        _("days and shifts"), max_length=160, blank=True, help_text=_("Like: Days and weekends.")
    )
    you_need = models.TextField(_("you need"), blank=True, help_text=_("One on each line."))
    it_helps = models.TextField(_("it helps if"), blank=True, help_text=_("One on each line."))
    you_do_not_need = models.TextField(
        _("you do not need"), blank=True, help_text=_("One on each line.")
    )

    class Meta:
        abstract = True


class RolePage(RoleTexts, RoleMatching, StructuredPage):
    """One occupation, such as “Healthcare support worker”."""

    soc2020 = models.CharField(
        _("occupation code (SOC 2020)"), max_length=4, blank=True, help_text=_("Four digits.")
    )
    setting = models.CharField(
        _("works"), max_length=13, choices=RoleSetting.choices, default=RoleSetting.PEOPLE
    )
    minimum_hours = models.DecimalField(
        _("hours a week, from"), max_digits=4, decimal_places=1, null=True, blank=True
    )
    maximum_hours = models.DecimalField(
        _("hours a week, to"), max_digits=4, decimal_places=1, null=True, blank=True
    )
    live_job_terms = models.CharField(
        _("words for job sites"),
        max_length=80,
        blank=True,
        help_text=_("Filled into the search of other sites. Empty: the title."),
    )
    is_in_nhs_jobs = models.BooleanField(_("link to NHS Jobs"), default=False)
    has_apprenticeship = models.BooleanField(_("link to Find an apprenticeship"), default=False)
    checked_date = models.DateField(_("checked on"), null=True, blank=True)

    template = "careers/role.html"
    private_page_options = PUBLIC
    parent_page_types = ["pathways.RolesPage"]
    edit_handler = ROLE_EDIT_HANDLER
    subpage_types: list[str] = []

    class Meta:
        verbose_name = _("role")
        verbose_name_plural = _("roles")
        constraints = [
            models.CheckConstraint(
                condition=Q(maximum_hours__isnull=True)
                | Q(minimum_hours__isnull=True)
                | Q(maximum_hours__gte=F("minimum_hours")),
                name="role_hours_range",
            )
        ]

    def get_context(self, request: HttpRequest, *args: Any, **kwargs: Any) -> dict[str, Any]:
        """Add what the page shows on this day."""
        from pathways.role_context import role_context  # it reads these models

        return {**super().get_context(request, *args, **kwargs), **role_context(self, request)}

    def _parents(self) -> list[Page]:
        """Return none: the crumbs of a role lead to its pathway, not to the list of roles."""
        return []

    @property
    def short_title(self) -> str:
        """The name that fits a box of the map."""
        return self.map_title or self.title

    @property
    def other_names(self) -> list[str]:
        """The alternative titles that people see."""
        return lines_of(self.alternative_titles)


class EntryRoute(Row):
    """One way to get a role."""

    role = ParentalKey(RolePage, on_delete=models.CASCADE, related_name="entry_routes")
    kind = models.CharField(_("way"), max_length=22, choices=EntryRouteKind.choices)
    text = models.CharField(_("what it takes"), max_length=300)
    link_url = models.URLField(_("link"), max_length=300, blank=True)
    link_text = models.CharField(_("words of the link"), max_length=80, blank=True)

    class Meta(Row.Meta):
        verbose_name = _("way in")
        verbose_name_plural = _("ways in")


class RoleCheck(Row):
    """Something that an employer checks first."""

    role = ParentalKey(RolePage, on_delete=models.CASCADE, related_name="checks")
    kind = models.CharField(_("check"), max_length=14, choices=CheckKind.choices)
    text = models.CharField(_("what it means"), max_length=240)

    class Meta(Row.Meta):
        verbose_name = _("check")
        verbose_name_plural = _("checks")


class RolePay(Row):
    """A pay figure of a role. The first one is the one on cards and maps."""

    role = ParentalKey(RolePage, on_delete=models.CASCADE, related_name="pay")
    figure = models.ForeignKey(
        PayFigure, verbose_name=_("pay figure"), on_delete=models.PROTECT, related_name="roles"
    )
    note = models.CharField(
        _("note"), max_length=120, blank=True, help_text=_("Like: after one year.")
    )

    class Meta(Row.Meta):
        verbose_name = _("pay")
        verbose_name_plural = _("pay")
        constraints = [
            models.UniqueConstraint(fields=["role", "figure"], name="role_pay_once"),
        ]


class RoleSkill(Row):
    """A skill that a role uses."""

    role = ParentalKey(RolePage, on_delete=models.CASCADE, related_name="role_skills")
    skill = models.ForeignKey(
        Skill, verbose_name=_("skill"), on_delete=models.PROTECT, related_name="role_skills"
    )

    class Meta(Row.Meta):
        constraints = [models.UniqueConstraint(fields=["role", "skill"], name="role_skill_once")]


class GoodJobFact(Row):
    """An answer to one question about whether a role is a good job, with its source."""

    role = ParentalKey(RolePage, on_delete=models.CASCADE, related_name="good_job_facts")
    kind = models.CharField(_("question"), max_length=11, choices=GoodJobKind.choices)
    is_yes = models.BooleanField(_("yes"), default=True)
    answer = models.CharField(_("answer"), max_length=160)
    source_name = models.CharField(_("source"), max_length=160, blank=True)
    source_url = models.URLField(_("address of the source"), max_length=300, blank=True)
    as_of_date = models.DateField(_("as of"), null=True, blank=True)

    class Meta(Row.Meta):
        verbose_name = _("good-job fact")
        verbose_name_plural = _("good-job facts")
        constraints = [
            models.UniqueConstraint(fields=["role", "kind"], name="good_job_question_once")
        ]


class ProgressionLink(Row):
    """A step from one role to another: up, across or into a specialism."""

    from_role = ParentalKey(RolePage, on_delete=models.CASCADE, related_name="next_steps")
    to_role = models.ForeignKey(
        RolePage, verbose_name=_("to"), on_delete=models.PROTECT, related_name="steps_here"
    )
    kind = models.CharField(_("step"), max_length=10, choices=ProgressionKind.choices)
    typical_months_min = models.PositiveSmallIntegerField(_("months, from"), null=True, blank=True)
    typical_months_max = models.PositiveSmallIntegerField(_("months, to"), null=True, blank=True)
    the_same = models.CharField(
        _("what is the same"), max_length=200, blank=True, help_text=_("For a step across.")
    )
    you_would_need = models.CharField(_("what is missing"), max_length=240, blank=True)
    course_words = models.CharField(
        _("words that find courses for the gap"),
        max_length=80,
        blank=True,
        help_text=_("As somebody would type them. Empty: courses that lead to the next role."),
    )

    class Meta(Row.Meta):
        verbose_name = _("next step")
        verbose_name_plural = _("next steps")
        constraints = [
            models.UniqueConstraint(fields=["from_role", "to_role"], name="progression_once"),
            models.CheckConstraint(
                condition=~Q(from_role=F("to_role")), name="progression_not_to_itself"
            ),
            models.CheckConstraint(
                condition=Q(typical_months_max__isnull=True)
                | Q(typical_months_min__isnull=True)
                | Q(typical_months_max__gte=F("typical_months_min")),
                name="progression_months_range",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.from_role} → {self.to_role}"
