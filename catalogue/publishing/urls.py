"""Addresses of the providers' area, below /manage/. Fixed words come before organisations."""

from django.urls import include, path

app_name = "publishing"
urlpatterns = [
    path("", include("catalogue.publishing.people.urls")),
    path("checks/", include("catalogue.publishing.checks.urls")),
    path("preview/", include("catalogue.publishing.editor.preview_urls")),
    path("format/", include("catalogue.publishing.uploads.format_urls")),
    path(
        "<slug:organisation>/",
        include(
            [
                path("", include("catalogue.publishing.desk.urls")),
                path("", include("catalogue.publishing.people.member_urls")),
                path("", include("catalogue.publishing.editor.urls")),
                path("reports/", include("catalogue.publishing.checks.member_urls")),
                path("uploads/", include("catalogue.publishing.uploads.urls")),
                path("feeds/", include("catalogue.publishing.feeds.urls")),
                path("keys/", include("catalogue.publishing.api.urls")),
                path("", include("catalogue.publishing.figures.urls")),
                path("", include("catalogue.publishing.employers.urls")),
            ]
        ),
    ),
]
