"""What feedback adds to the admin."""

from wagtail import hooks
from wagtail.permissions import register_permission_policy

from catalogue.feedback.home_panel import add_problem_panel
from catalogue.feedback.models import MissingReport, PageFeedback, ProblemReport
from catalogue.feedback.viewsets import (
    MissingReportViewSet,
    PageFeedbackViewSet,
    ProblemReportViewSet,
    ReportPolicy,
)
from portal.core.admin_views import ReadOnlyPolicy

register_permission_policy(ProblemReport, ReportPolicy(ProblemReport), exact_class=True)
for _model in (PageFeedback, MissingReport):
    register_permission_policy(_model, ReadOnlyPolicy(_model), exact_class=True)
hooks.register("register_admin_viewset", lambda: ProblemReportViewSet())
hooks.register("register_admin_viewset", lambda: PageFeedbackViewSet())
hooks.register("register_admin_viewset", lambda: MissingReportViewSet())
hooks.register("construct_homepage_panels", add_problem_panel)
