"""The page of a question that was sent: for whoever has its link."""

from django.urls import path

from catalogue.feedback import enquiry_views

app_name = "enquiries"
urlpatterns = [path("enquiries/<uuid:key>/", enquiry_views.asked, name="asked")]
