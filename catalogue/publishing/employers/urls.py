"""Addresses of employers' jobs and stands. Their names live in the namespace publishing."""

from django.urls import path

from catalogue.publishing.employers import job_views, stand_views

urlpatterns = [
    path("jobs/", job_views.jobs, name="jobs"),
    path("jobs/new/", job_views.new, name="new_job"),
    path("jobs/drafts/<int:draft>/", job_views.draft, name="job_draft"),
    path("jobs/drafts/<int:draft>/delete/", job_views.throw_away, name="throw_job_away"),
    path("jobs/<int:vacancy>/edit/", job_views.edit, name="edit_job"),
    path("jobs/<int:vacancy>/close/", job_views.close, name="close_job"),
    path("stands/", stand_views.stands, name="stands"),
    path("stands/dates/<int:date>/", stand_views.ask, name="ask_for_stand"),
    path("stands/<int:number>/withdraw/", stand_views.withdraw, name="withdraw_stand"),
]
