"""Addresses of this part of the providers' area. Their names live in the namespace publishing."""

from django.urls import path

from catalogue.publishing.figures import (
    dates_views,
    enquiry_views,
    quality_views,
    statistics_views,
)

urlpatterns = [
    path("statistics/", statistics_views.statistics, name="statistics"),
    path("statistics/waymark.csv", statistics_views.statistics_sheet, name="statistics_sheet"),
    path("dates/", dates_views.dates, name="dates"),
    path("enquiries/", enquiry_views.enquiries, name="enquiries"),
    path("enquiries/<int:enquiry>/answered/", enquiry_views.answered, name="enquiry_answered"),
    path("near-misses/", quality_views.near_misses, name="near_misses"),
    path("quality/", quality_views.overview, name="quality"),
    path("quality/<slug:code>/", quality_views.part, name="quality_part"),
    path("mend/<int:course>/<slug:part>/", quality_views.mend, name="mend"),
]
