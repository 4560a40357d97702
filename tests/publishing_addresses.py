"""Addresses outside a desk, and all of them together, as lines of the table."""

import uuid
from typing import Any

from django.urls import reverse

from catalogue.publishing.desk.profile_services import inbox_token
from catalogue.publishing.models import Review
from tests.publishing_roles import (
    World,
)
from tests.publishing_table import (
    ANYBODY,
    BOTH,
    CHECK,
    PAGE,
    PRESS,
    SIGNED,
    STANDS,
    Line,
    _template_url,
    desk_lines,
)


def check_lines(world: World) -> list[Line]:
    """Return the moderators' pages."""
    rows: list[tuple[str, str, list[Any], int]] = [
        ("checks", PAGE, [], 200), ("check_done", PAGE, [], 200), ("check_held", PAGE, [], 200),
        ("check_reports", PAGE, [], 200),
        ("check_report", BOTH, ["course", world.course.pk], 200),
        *(("check", BOTH, [one.pk], 200) for one in Review.objects.order_by("pk")),
        ("check_links", PRESS, [world.review.pk], 405),
        *(("check_changes", PAGE, [one.pk], 200) for one in Review.objects.order_by("pk")),
    ]  # fmt: skip
    return [
        Line(f"publishing:{name}", reverse(f"publishing:{name}", args=args), CHECK, how, status)
        for name, how, args, status in rows
    ]


def open_lines(world: World) -> list[Line]:
    """Return what is open to everybody, or to whoever has a link or an account."""
    w = world
    by_link = frozenset({"a draft", "the key of a preview"})
    asked = frozenset({"the key of an enquiry"})
    invited = frozenset({"an owner"})  # who invites says so
    return [
        Line("publishing:home", "/manage/", ANYBODY, PAGE, 0),
        Line("publishing:file_format", "/manage/format/", ANYBODY),
        Line("publishing:file_template", _template_url(), ANYBODY),
        Line("publishing:preview", f"/manage/preview/{w.draft.preview_key}/", ANYBODY, PAGE, 200,
             by_link),
        Line("publishing:preview", f"/manage/preview/{uuid.UUID(int=7)}/", ANYBODY, PAGE, 404),
        Line("publishing:preview", f"/manage/preview/{w.job_draft.preview_key}/", ANYBODY, PAGE,
             404),
        Line("publishing:invitation", f"/manage/invitation/{w.invitation_key}/", ANYBODY, BOTH, 200,
             invited),
        Line("publishing:invitation", "/manage/invitation/x/", ANYBODY, BOTH, 404),
        Line("publishing:inbox", f"/manage/inbox/{inbox_token(w.a)}/", ANYBODY, BOTH, 200,
             frozenset({"the inbox"})),
        Line("publishing:inbox", "/manage/inbox/x/", ANYBODY, BOTH, 410),
        Line("publishing:join", "/manage/join/", SIGNED, BOTH),
        Line("publishing:join_withdraw", "/manage/join/take-back/", SIGNED, PRESS, 405),
        Line("publishing:second_step", "/manage/second-step/", SIGNED, BOTH),
        Line("publishing:second_step_done", "/manage/second-step/done/", SIGNED, PAGE, 302),
        Line("enquiries:asked", f"/enquiries/{w.enquiry.key}/", ANYBODY, BOTH, 200, asked),
        Line("enquiries:asked", f"/enquiries/{uuid.UUID(int=7)}/", ANYBODY, BOTH, 410),
        Line("feedback:ask", f"{w.course.get_absolute_url()}ask/", ANYBODY, BOTH, 0),
        Line("feedback:ask", f"{w.paused.get_absolute_url()}ask/", ANYBODY, BOTH, 404),
        Line("provider_api_docs", "/api/v1/provider/docs", ANYBODY),
        Line("provider-api-1:openapi-json", "/api/v1/provider/openapi.json", ANYBODY),
    ]  # fmt: skip


def stand_lines(world: World) -> list[Line]:
    """Return the requests for stands in the admin."""
    return [
        Line("stand_requests", "/admin/stands/", STANDS),
        Line("decide_stand", f"/admin/stands/{world.stand.pk}/", STANDS, BOTH),
    ]


def all_lines(world: World) -> list[Line]:
    return [
        *desk_lines(world), *check_lines(world), *open_lines(world),
        *stand_lines(world),
    ]  # fmt: skip
