"""Addresses of feeds, below /manage/<organisation>/feeds/."""

from django.urls import path

from catalogue.publishing.feeds import views

urlpatterns = [
    path("", views.feeds, name="feeds"),
    path("new/", views.feed_new, name="feed_new"),
    path("<int:number>/", views.feed_edit, name="feed"),
    path("<int:number>/delete/", views.feed_delete, name="feed_delete"),
    path("<int:number>/fetch/", views.feed_fetch, name="feed_fetch"),
    path("runs/<int:number>/", views.feed_decide, name="feed_decide"),
]
