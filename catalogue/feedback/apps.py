"""What visitors tell us: reports, answers about pages, questions to providers."""

from django.apps import AppConfig


class FeedbackConfig(AppConfig):
    name = "catalogue.feedback"
    label = "feedback"
    verbose_name = "Feedback"
    default_auto_field = "django.db.models.BigAutoField"
