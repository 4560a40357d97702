"""Every model of careers, where Django looks for them. Each lives in a module by its subject."""

from pathways.event_roles import EventRole
from pathways.figures import DemandFigure, PayFigure
from pathways.roles import (
    EntryRoute,
    GoodJobFact,
    ProgressionLink,
    RoleCheck,
    RolePage,
    RolePay,
    RoleSkill,
    RolesPage,
    Skill,
)
from pathways.sector_pages import (
    CareersPage,
    Family,
    PathwayEmployer,
    PathwayPage,
    PathwayRole,
    PathwayStage,
)
from pathways.verdicts import CourseRole, VacancyRole

__all__ = [
    "CareersPage",
    "CourseRole",
    "DemandFigure",
    "EntryRoute",
    "EventRole",
    "Family",
    "GoodJobFact",
    "PathwayEmployer",
    "PathwayPage",
    "PathwayRole",
    "PathwayStage",
    "PayFigure",
    "ProgressionLink",
    "RoleCheck",
    "RolePage",
    "RolePay",
    "RoleSkill",
    "RolesPage",
    "Skill",
    "VacancyRole",
]
