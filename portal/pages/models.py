"""Every page type of words, where Django looks for them. Each lives in a module by its subject."""

from portal.pages.guides import GuidePage, HelpPage
from portal.pages.home import HomePage
from portal.pages.news import NewsIndexPage, NewsPage
from portal.pages.standard import StandardPage
from portal.pages.stories import StoriesPage, StoryPage

__all__ = [
    "GuidePage",
    "HelpPage",
    "HomePage",
    "NewsIndexPage",
    "NewsPage",
    "StandardPage",
    "StoriesPage",
    "StoryPage",
]
