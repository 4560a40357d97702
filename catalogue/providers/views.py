"""Pages of providers: the directory and each profile."""

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.views.decorators.http import require_safe

from catalogue.providers.directory import asked_of
from catalogue.providers.directory import directory as directory_of
from catalogue.providers.models import Organisation
from catalogue.providers.page_links import page_links
from catalogue.providers.profile import provider_page
from catalogue.providers.schema_org import provider_blocks
from portal.core import clock


@require_safe
def directory(request: HttpRequest) -> HttpResponse:
    """List providers by name, with choices of kind and place."""
    base = reverse("providers:list")
    found = directory_of(asked_of(request.GET), base=base, today=clock.today())
    links = page_links(
        found.page.number, found.page.paginator.num_pages, lambda n: found.asked.url(base, page=n)
    )
    return render(request, "providers/list.html", {"found": found, "links": links, "base": base})


@require_safe
def profile(request: HttpRequest, slug: str) -> HttpResponse:
    """Show a provider: 404 when there is none, 410 when it is hidden."""
    organisation = Organisation.objects.filter(slug=slug).first()
    if organisation is None:
        raise Http404("No provider has this address.")
    if not organisation.is_live:
        return render(request, "providers/gone.html", status=410)
    page = provider_page(organisation, list_url=reverse("providers:list"), today=clock.today())
    blocks = provider_blocks(organisation, page.crumbs)
    return render(request, "providers/detail.html", {"page": page, "data_blocks": blocks})
