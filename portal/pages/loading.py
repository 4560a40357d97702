"""The stories of the demonstration: load them, and take them away."""

import datetime
import tomllib
import uuid
from typing import Any

from django.conf import settings

from pathways.models import RolePage
from portal.core.loading import LoadCounts
from portal.core.models import Sector
from portal.pages.starting_pages import CONTENT, StartPage, body_block
from portal.pages.stories import StoriesPage, StoryPage

CONSENT_GIVEN_DAYS_AGO = 30


def load_stories(*, today: datetime.date) -> dict[str, LoadCounts]:
    """Add the invented stories that are not there, and renew the consent of those that are.

    Their words stay as an editor left them. Without a page of stories nothing happens.
    """
    above = _stories_page()
    counts = LoadCounts()
    if above is None:
        return {"stories": counts}
    text = (CONTENT / "stories" / "stories.toml").read_text(encoding="utf-8")
    for row in tomllib.loads(text)["story"]:
        counts += _load(row, above, today)
    return {"stories": counts}


def clear_stories() -> dict[str, int]:
    """Remove the invented stories."""
    stories = list(StoryPage.objects.filter(is_demo=True))
    for story in stories:
        story.delete()
    return {"stories": len(stories)}


def _stories_page() -> StoriesPage | None:
    key = StartPage("stories", StoriesPage).key
    return StoriesPage.objects.filter(
        translation_key=key, locale__language_code=settings.LANGUAGE_CODE
    ).first()


def _load(row: dict[str, Any], above: StoriesPage, today: datetime.date) -> LoadCounts:
    until = today + datetime.timedelta(days=row.pop("consent_days"))
    key = uuid.uuid5(uuid.NAMESPACE_URL, f"waymark:story:{row['slug']}")
    existing = StoryPage.objects.filter(translation_key=key, locale=above.locale).first()
    if existing is not None:
        return _renew(existing, until, today)
    sectors, roles, body = (row.pop(name, []) for name in ("sectors", "roles", "body"))
    story = StoryPage(
        **row,
        body=[body_block(block) for block in body],
        consent_given_date=today - datetime.timedelta(days=CONSENT_GIVEN_DAYS_AGO),
        consent_until_date=until,
        is_demo=True,
        locale=above.locale,
        translation_key=key,
    )
    story.sectors = Sector.objects.filter(slug__in=sectors)
    story.roles = RolePage.objects.filter(
        slug__in=roles, locale__language_code=settings.LANGUAGE_CODE
    )
    StoriesPage.objects.get(pk=above.pk).add_child(instance=story)
    story.save_revision().publish()
    return LoadCounts(added=1)


def _renew(story: StoryPage, until: datetime.date, today: datetime.date) -> LoadCounts:
    """Let an invented person agree for longer once the time is nearly over."""
    if story.is_withdrawn or story.consent_until_date > today + datetime.timedelta(days=30):
        return LoadCounts(unchanged=1)
    story.consent_until_date = until
    story.save_revision().publish()
    return LoadCounts(changed=1)
