"""What is held without a question to the moderators: jobs of imports, and runs of feeds."""

import datetime
from dataclasses import dataclass

from django.db.models import QuerySet
from django.urls import reverse

from catalogue.publishing.enums import UploadState
from catalogue.publishing.models import Upload
from catalogue.publishing.moments import age_words
from catalogue.publishing.uploads.refusal_words import refusal_of
from catalogue.vacancies.editors_words import held_labels
from catalogue.vacancies.enums import VacancyStatus
from catalogue.vacancies.models import Vacancy
from portal.core.lists import with_commas
from portal.core.prose import one_line

MOST_SHOWN = 100


@dataclass(frozen=True, slots=True)
class HeldRow:
    """``HeldRow("Packer", "Quick Jobs Ltd", "Asks applicants for a fee", "3 days ago", "/…")``."""

    title: str
    whose: str
    why: str
    age: str
    url: str = ""


@dataclass(frozen=True, slots=True)
class HeldPage:
    """Jobs that a moderator releases, and files that their provider decides about."""

    vacancies: list[HeldRow]
    vacancies_total: int
    uploads: list[HeldRow]
    uploads_total: int


def held_page(*, now: datetime.datetime, today: datetime.date) -> HeldPage:
    """Return what is held, the oldest first: at most a hundred of each."""
    vacancies = Vacancy.objects.filter(status=VacancyStatus.HELD, closing_date__gte=today).order_by(
        "updated_at", "pk"
    )
    uploads: QuerySet[Upload] = (
        Upload.objects.filter(state=UploadState.QUARANTINED)
        .select_related("organisation")
        .order_by("created_at", "pk")
    )
    return HeldPage(
        vacancies=[
            HeldRow(
                one_line(one.title),
                one_line(one.employer_name),
                with_commas(held_labels(one)),
                age_words(one.updated_at, now=now),
                reverse("vacancies:edit", args=[one.pk]),
            )
            for one in vacancies[:MOST_SHOWN]
        ],
        vacancies_total=vacancies.count(),
        uploads=[
            HeldRow(
                one_line(one.file_name),
                one_line(one.organisation.name),
                refusal_of(one).words,
                age_words(one.created_at, now=now),
            )
            for one in uploads[:MOST_SHOWN]
        ],
        uploads_total=uploads.count(),
    )
