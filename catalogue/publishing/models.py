"""The models of the providers' area, each told in the module of its name."""

from catalogue.publishing.drafts import Draft
from catalogue.publishing.feed_models import CourseFeed, FeedCourse
from catalogue.publishing.letter_models import ApiToken, Letter
from catalogue.publishing.review_models import Review
from catalogue.publishing.upload_models import Upload, UploadChange, UploadRow

__all__ = [
    "ApiToken",
    "CourseFeed",
    "Draft",
    "FeedCourse",
    "Letter",
    "Review",
    "Upload",
    "UploadChange",
    "UploadRow",
]
