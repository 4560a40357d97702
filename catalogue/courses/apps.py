"""Courses and their runs."""

from django.apps import AppConfig


class CoursesConfig(AppConfig):
    name = "catalogue.courses"
    label = "courses"
    verbose_name = "Courses"
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self) -> None:
        """Listen to the models, once they are loaded."""
        from catalogue.courses import signals

        signals.connect()
