"""Addresses of the page about files and of the templates, below /manage/format/."""

from django.urls import path, re_path

from catalogue.publishing.uploads import views_format

urlpatterns = [
    path("", views_format.file_format, name="file_format"),
    re_path(
        r"^(?P<name>[a-z0-9-]+)\.(?P<ending>csv|xlsx)$",
        views_format.file_template,
        name="file_template",
    ),
]
