"""Addresses of the moderators, below /manage/checks/. Their names live in publishing."""

from django.urls import path

from catalogue.publishing.checks import report_views, views

urlpatterns = [
    path("", views.queue, name="checks"),
    path("done/", views.done, name="check_done"),
    path("held/", views.held, name="check_held"),
    path("reports/", report_views.reports, name="check_reports"),
    path("reports/<str:kind>/<int:number>/", report_views.listing, name="check_report"),
    path("<int:number>/", views.item, name="check"),
    path("<int:number>/links/", views.links, name="check_links"),
    path("<int:number>/changes/", views.changes, name="check_changes"),
]
