"""What feedback adds to the admin."""

from wagtail import hooks
from wagtail.permissions import register_permission_policy

from catalogue.feedback.home_panel import add_problem_panel
from catalogue.feedback.models import ProblemReport
from catalogue.feedback.viewsets import ProblemReportViewSet, ReportPolicy

register_permission_policy(ProblemReport, ReportPolicy(ProblemReport), exact_class=True)
hooks.register("register_admin_viewset", lambda: ProblemReportViewSet())
hooks.register("construct_homepage_panels", add_problem_panel)
