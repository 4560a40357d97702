"""Addresses of nobody's desk: the way in, joining, invitations, the second step."""

from django.urls import path

from catalogue.publishing.desk import profile_views
from catalogue.publishing.people import home_views, invitation_views, join_views

urlpatterns = [
    path("", home_views.home, name="home"),
    path("second-step/", home_views.second_step, name="second_step"),
    path("second-step/done/", home_views.second_step_done, name="second_step_done"),
    path("join/", join_views.join, name="join"),
    path("join/take-back/", join_views.withdraw, name="join_withdraw"),
    path("inbox/<str:token>/", profile_views.inbox, name="inbox"),
    path("invitation/<str:key>/", invitation_views.invitation, name="invitation"),
]
