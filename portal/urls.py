"""Every address of the site."""

from django.conf.urls.i18n import i18n_patterns
from django.urls import include, path
from django.views.decorators.http import require_safe
from wagtail import urls as wagtail_urls
from wagtail.admin import urls as wagtailadmin_urls
from wagtail.documents import urls as wagtaildocs_urls

from portal.accounts.views import admin_login
from portal.core.media import picture
from portal.pages.feeds import NewsFeed
from search import events_feeds
from search.health import readyz

urlpatterns = [
    path("admin/login/", admin_login, name="admin_login"),  # before Wagtail's own
    path("admin/", include(wagtailadmin_urls)),
    path("documents/", include(wagtaildocs_urls)),
    path("media/<path:path>", picture, name="media"),
    path("api/v1/provider/", include("catalogue.publishing.api.api_urls")),
    path("api/v1/", include("search.api_urls")),
    path("feeds/events.ics", events_feeds.calendar, name="events_calendar"),
    path("feeds/events.atom", events_feeds.feed, name="events_feed"),
    path("feeds/events/", include("catalogue.events.feed_urls")),
    path("feeds/news.atom", require_safe(NewsFeed()), name="news_feed"),
    path("", include("portal.sitemaps")),
    path("readyz", readyz, name="readyz"),
]
urlpatterns += i18n_patterns(
    path("accounts/", include("portal.accounts.urls")),
    path("", include("search.urls")),
    path("courses/", include("catalogue.courses.urls")),
    path("courses/", include("catalogue.feedback.urls")),
    path("", include("catalogue.vacancies.urls")),
    path("", include("catalogue.feedback.vacancy_urls")),
    path("", include("catalogue.feedback.enquiry_urls")),
    path("events/", include("catalogue.events.urls")),
    path("", include("catalogue.events.booking_urls")),
    path("", include("catalogue.events.door_urls")),
    path("providers/", include("catalogue.providers.urls")),
    path("manage/", include("catalogue.publishing.urls")),
    path("", include("pathways.urls")),
    path("", include("portal.navigation.urls")),
    path("", include("portal.pages.urls")),
    path("", include(wagtail_urls)),
    prefix_default_language=False,
)

handler500 = "portal.navigation.views.server_error"
