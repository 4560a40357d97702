"""Addresses of uploads, below /manage/<organisation>/uploads/."""

from django.urls import path

from catalogue.publishing.uploads import views, views_actions, views_files

urlpatterns = [
    path("", views.uploads, name="uploads"),
    path("new/", views.upload_new, name="upload_new"),
    path("<int:number>/", views.upload, name="upload"),
    path("<int:number>/progress/", views.upload_progress, name="upload_progress"),
    path("<int:number>/fix/", views_actions.fix, name="upload_fix"),
    path("<int:number>/again/", views_actions.again, name="upload_again"),
    path("<int:number>/resend/", views_actions.resend, name="upload_resend"),
    path("<int:number>/publish/", views_actions.publish, name="upload_publish"),
    path("<int:number>/take-back/", views_actions.take_back, name="upload_take_back"),
    path("<int:number>/cancel/", views_actions.cancel, name="upload_cancel"),
    path("<int:number>/undo/", views_actions.undo, name="upload_undo"),
    path("<int:number>/errors.csv", views_files.errors, name="upload_errors"),
]
