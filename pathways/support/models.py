"""Every model of schemes and help, where Django looks for them."""

from pathways.support.help_points import (
    CouncilContact,
    HelpPoint,
    HelpPointClosure,
    OpeningHours,
)
from pathways.support.programmes import (
    ProgrammeArea,
    ProgrammePage,
    ProgrammeReplacement,
    ProgrammeStep,
    SchemesPage,
)

__all__ = [
    "CouncilContact",
    "HelpPoint",
    "HelpPointClosure",
    "OpeningHours",
    "ProgrammeArea",
    "ProgrammePage",
    "ProgrammeReplacement",
    "ProgrammeStep",
    "SchemesPage",
]
