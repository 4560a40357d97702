"""What pages of words add to the admin."""

from portal.pages import publishing_checks

__all__ = ["publishing_checks"]  # registers its checks
