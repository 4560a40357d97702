"""Pages of vacancies. They read the database, never the index."""

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.views.decorators.cache import cache_control
from django.views.decorators.http import require_safe

from catalogue.courses.views import search_come_from
from catalogue.providers.page_links import page_links
from catalogue.vacancies.employers import employers_page
from catalogue.vacancies.enums import VacancyStatus
from catalogue.vacancies.gone_page import gone_page
from catalogue.vacancies.models import Vacancy
from catalogue.vacancies.schema_org import vacancy_blocks
from catalogue.vacancies.vacancy_page import vacancy_page
from portal.core import clock


@require_safe
@cache_control(private=True)  # the crumb holds the visitor's own search
def vacancy(request: HttpRequest, address: str, kind: str) -> HttpResponse:
    """Show a vacancy: whole, closed or withdrawn (410), moved (301) or unknown (404)."""
    found = vacancy_at(address)
    today = clock.today()
    if found.status == VacancyStatus.WITHDRAWN or found.closing_date < today:
        gone = {"page": gone_page(found, today=today)}
        return render(request, "vacancies/gone.html", gone, status=410)
    if address != found.slug or kind != found.kind:
        query = request.META.get("QUERY_STRING", "")
        target = found.get_absolute_url()
        return redirect(f"{target}?{query}" if query else target, permanent=True)
    page = vacancy_page(found, today=today, back=search_come_from(request))
    context = {"page": page, "data_blocks": vacancy_blocks(page)}
    return render(request, "vacancies/detail.html", context)


@require_safe
def employers(request: HttpRequest) -> HttpResponse:
    """List employers, those with openings first."""
    page = employers_page(request.GET.get("page", ""), today=clock.today())
    base = reverse("vacancy_pages:employers")
    links = page_links(
        page.number, page.paginator.num_pages, lambda n: f"{base}?page={n}" if n > 1 else base
    )
    return render(request, "vacancies/employers.html", {"page": page, "links": links})


def vacancy_at(address: str) -> Vacancy:
    """Return the vacancy of an address part with all a page needs. Raises Http404.

    One that is held for a check has no page: nobody may see it until a person has looked at it.
    Nor has one that went while it was held: its words were never shown.
    """
    found = Vacancy.objects.with_everything().at(address).exclude(status=VacancyStatus.HELD).first()
    if found is None or (found.status == VacancyStatus.WITHDRAWN and found.held_reasons):
        raise Http404("No vacancy has this number.")
    return found
