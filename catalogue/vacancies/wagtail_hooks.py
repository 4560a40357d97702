"""What vacancies add to the admin."""

from wagtail import hooks

from catalogue.vacancies.viewsets import VacancyViewSet, add_held_panel

hooks.register("register_admin_viewset", lambda: VacancyViewSet())
hooks.register("construct_homepage_panels", add_held_panel)
