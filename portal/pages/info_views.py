"""Contact, words we explain, and where our figures come from."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from portal.core import clock
from portal.pages.figures_page import figure_tables
from portal.pages.words_page import letters


@require_safe
def contact(request: HttpRequest) -> HttpResponse:
    """Show every way to reach a person."""
    return render(request, "pages/contact.html")


@require_safe
def words(request: HttpRequest) -> HttpResponse:
    """Show the words we explain, from A to Z."""
    return render(request, "words/words.html", {"letters": letters()})


@require_safe
def figures(request: HttpRequest) -> HttpResponse:
    """Show each figure with its source and date."""
    tables = figure_tables(today=clock.today())
    return render(request, "pages/figures.html", {"tables": tables})
