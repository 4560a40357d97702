"""Addresses of an organisation's people and its log."""

from django.urls import path

from catalogue.publishing.people import member_views

urlpatterns = [
    path("log/", member_views.log, name="log"),
    path("people/", member_views.people, name="people"),
    path("people/leave/", member_views.leave, name="leave"),
    path("people/<int:member_id>/", member_views.member, name="member"),
    path(
        "people/invitations/<int:invitation_id>/again/",
        member_views.send_again,
        name="invitation_again",
    ),
    path(
        "people/invitations/<int:invitation_id>/take-back/",
        member_views.withdraw,
        name="invitation_withdraw",
    ),
]
