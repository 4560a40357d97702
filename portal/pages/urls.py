"""Addresses of editors' pages: Wagtail's own pattern, served by our view."""

from django.urls import path, re_path
from wagtail.urls import serve_pattern

from portal.pages import feedback_views, help_near, info_views, views

urlpatterns = [
    path("help/near-you/", help_near.help_near_you, name="help_near_you"),
    path("young-people/", help_near.young_people, name="young_people"),
    path("contact/", info_views.contact, name="contact"),
    path("words/", info_views.words, name="words"),
    path("where-figures-come-from/", info_views.figures, name="where_figures_come_from"),
    path("useful/", feedback_views.useful, name="useful"),
    path("useful/thanks/", feedback_views.useful_thanks, name="useful_thanks"),
    path("cannot-find-it/", feedback_views.missing, name="missing"),
    path("cannot-find-it/thanks/", feedback_views.missing_thanks, name="missing_thanks"),
    re_path(serve_pattern, views.serve, name="wagtail_serve"),
]
