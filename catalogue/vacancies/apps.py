"""Apprenticeships and entry-level jobs."""

from django.apps import AppConfig


class VacanciesConfig(AppConfig):
    name = "catalogue.vacancies"
    label = "vacancies"
    verbose_name = "Vacancies"
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self) -> None:
        """Listen to the models, once they are loaded."""
        from catalogue.vacancies import signals

        signals.connect()
