"""Addresses of courses, their drafts, and places. Their names live in the namespace publishing."""

from django.urls import path

from catalogue.publishing.editor import (
    course_views,
    draft_views,
    one_run,
    publish_views,
    run_views,
    venue_views,
)

urlpatterns = [
    path("courses/new/", course_views.new, name="course_new"),
    path("courses/<int:course>/edit/", course_views.edit, name="course_edit"),
    path("courses/<int:course>/copy/", course_views.copy, name="course_copy"),
    path("courses/<int:course>/pause/", course_views.pause, name="course_pause"),
    path("courses/<int:course>/bring-back/", course_views.bring_back, name="course_bring_back"),
    path("courses/<int:course>/withdraw/", course_views.withdraw, name="course_withdraw"),
    path("courses/<int:course>/live/", publish_views.live, name="course_live"),
    path("drafts/<int:draft>/", draft_views.task_list, name="draft"),
    path("drafts/<int:draft>/publish/", publish_views.publish, name="draft_publish"),
    path("drafts/<int:draft>/throw-away/", draft_views.throw_away_page, name="draft_throw_away"),
    path("drafts/<int:draft>/take-back/", draft_views.take_back_now, name="draft_take_back"),
    path("drafts/<int:draft>/dates/add/", run_views.add, name="draft_dates_add"),
    path("drafts/<int:draft>/dates/<slug:key>/", one_run.one, name="draft_run"),
    path("drafts/<int:draft>/<slug:code>/", draft_views.part, name="draft_part"),
    path("venues/", venue_views.venues, name="venues"),
    path("venues/new/", venue_views.new, name="venue_new"),
    path("venues/<int:venue>/", venue_views.venue, name="venue"),
    path("venues/<int:venue>/retire/", venue_views.retire, name="venue_retire"),
]
