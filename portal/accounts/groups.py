"""The four groups of staff and exactly what each may do."""

from django.contrib.auth.models import Group, Permission
from django.db import transaction
from wagtail.models import Collection, GroupCollectionPermission, GroupPagePermission, Page

from catalogue.events.pages import EventsPage

EDITORS = "Editors"
EVENTS_TEAM = "Events team"
MODERATORS = "Moderators"
ADMINISTRATORS = "Administrators"

_ADMIN = ("wagtailadmin.access_admin",)
_LOOK = (
    "courses.view_learningaim",
    "feedback.view_missingreport",
    "feedback.view_pagefeedback",
    "feeds.view_importrecord",
    "search.view_nearmiss",
    "search.view_searchlogentry",
)


def _all_of(*models: str) -> tuple[str, ...]:
    """``"courses.course"`` becomes add, change, delete and view of it."""
    return tuple(
        f"{label}.{action}_{name}"
        for label, name in (model.split(".") for model in models)
        for action in ("add", "change", "delete", "view")
    )


_CATALOGUE = _all_of(
    "courses.course",
    "courses.fundingrule",
    "providers.organisation",
    "providers.venue",
    "vacancies.vacancy",
)
_CAREERS = _all_of(
    "pathways.courserole",
    "pathways.demandfigure",
    "pathways.family",
    "pathways.payfigure",
    "pathways.skill",
    "pathways.vacancyrole",
    "support.councilcontact",
    "support.helppoint",
)
# Who looks at what partners publish, and at which addresses.
_PARTNERS = (
    "feeds.view_heldevent",
    "feeds.change_heldevent",
    *_all_of("feeds.eventfeed"),
)
_WORDS = _all_of("core.glossaryterm", "core.sharedfact")
# Who decides what providers send, and who asks to join. The pages below /manage/checks/ ask for
# nothing else: they show the log, the members and the files that a decision needs.
_CHECKS = ("publishing.decide_review",)
# Who comes to events, and what would help them. Each look at access needs is written down.
_BOOKINGS = (
    *(f"events.{action}_booking" for action in ("add", "change", "view")),
    "events.check_in",
    "events.export_attendance",
    "events.view_accessneed",
    "events.view_notice",
)
_TAXONOMY = _all_of("core.sector", "core.subject", "core.place")
_MEDIA = ("add_image", "change_image", "choose_image")
_FILES = ("add_document", "change_document", "choose_document")

# What a group may do besides pages. A name that does not exist (yet) is left out.
PERMISSIONS: dict[str, tuple[str, ...]] = {
    EDITORS: (
        *_ADMIN,
        *_LOOK,
        *_CATALOGUE,
        *_CAREERS,
        *_WORDS,
        *_all_of("search.synonym"),
        "core.change_sitecontact",
    ),
    EVENTS_TEAM: (
        *_ADMIN,
        *_BOOKINGS,
        *_PARTNERS,
        # An employer is added once and comes to many events.
        *(f"providers.{action}_organisation" for action in ("add", "view")),
        *(f"providers.{action}_venue" for action in ("add", "change", "view")),
    ),
    MODERATORS: (
        *_ADMIN,
        "courses.view_learningaim",
        "feeds.view_importrecord",
        "courses.change_course",
        "courses.view_course",
        "providers.view_organisation",
        "providers.view_venue",
        "vacancies.change_vacancy",
        "vacancies.view_vacancy",
        *_CHECKS,
        "feedback.change_problemreport",
        "feedback.view_problemreport",
        "feedback.view_missingreport",
        "feedback.view_pagefeedback",
    ),
    ADMINISTRATORS: (
        *_ADMIN,
        *_PARTNERS,
        *_LOOK,
        *_CATALOGUE,
        *_CAREERS,
        *_WORDS,
        *_TAXONOMY,
        *_all_of("search.synonym", "feedback.problemreport", "auth.user", "auth.group"),
        *_BOOKINGS,
        *_CHECKS,
        *_all_of("wagtailredirects.redirect", "wagtailcore.locale"),
        "core.change_sitecontact",
        "events.view_accesslook",
        "operations.view_duerun",
        "wagtailcore.change_site",
        "wagtailcore.view_site",
        "wagtail_localize.submit_translation",
    ),
}

# What a group may do with every page. Nobody unlocks or deletes in bulk but administrators.
PAGE_PERMISSIONS: dict[str, tuple[str, ...]] = {
    EDITORS: ("add_page", "change_page", "publish_page"),
    EVENTS_TEAM: (),
    MODERATORS: (),
    ADMINISTRATORS: (
        "add_page",
        "change_page",
        "publish_page",
        "lock_page",
        "unlock_page",
        "bulk_delete_page",
    ),
}
# What a group may do with the list of events and what is below it.
EVENT_PAGE_PERMISSIONS: dict[str, tuple[str, ...]] = {
    EVENTS_TEAM: ("add_page", "change_page", "publish_page"),
}
FILE_PERMISSIONS: dict[str, tuple[str, ...]] = {
    EDITORS: (*_MEDIA, *_FILES),
    EVENTS_TEAM: _MEDIA,
    MODERATORS: (),
    ADMINISTRATORS: (*_MEDIA, *_FILES, "delete_image", "delete_document"),
}


@transaction.atomic
def ensure_groups() -> list[Group]:
    """Make the groups and give each exactly the permissions above. Twice changes nothing.

    Permissions that somebody gave one of these groups by hand are taken away again: what a group
    may do stands in this file. Make a group of your own for anything else.
    """
    return [_ensure_group(name) for name in PERMISSIONS]


def _ensure_group(name: str) -> Group:
    group, _is_new = Group.objects.get_or_create(name=name)
    group.permissions.set(_permissions(PERMISSIONS[name]))
    _set_page_permissions(
        group, PAGE_PERMISSIONS[name], below_events=EVENT_PAGE_PERMISSIONS.get(name, ())
    )
    _set_file_permissions(group, FILE_PERMISSIONS[name])
    return group


def _permissions(names: tuple[str, ...]) -> list[Permission]:
    wanted = {tuple(name.split(".")) for name in names}
    found = Permission.objects.filter(
        content_type__app_label__in={label for label, _codename in wanted}
    ).select_related("content_type")
    return [one for one in found if (one.content_type.app_label, one.codename) in wanted]


def _set_page_permissions(
    group: Group, codenames: tuple[str, ...], *, below_events: tuple[str, ...] = ()
) -> None:
    root = Page.get_first_root_node()
    if root is None:
        return
    found = Permission.objects.filter(
        content_type__app_label="wagtailcore", codename__in={*codenames, *below_events}
    )
    permissions = {one.codename: one.pk for one in found}
    # Each language has its own list of events.
    events = EventsPage.objects.values_list("pk", flat=True) if below_events else ()
    wanted = {(root.pk, permissions[one]) for one in codenames if one in permissions}
    wanted |= {(pk, permissions[one]) for pk in events for one in below_events}
    for row in GroupPagePermission.objects.filter(group=group):
        if (row.page_id, row.permission_id) not in wanted:
            row.delete()
    for page_id, permission_id in wanted:
        GroupPagePermission.objects.get_or_create(
            group=group, page_id=page_id, permission_id=permission_id
        )


def _set_file_permissions(group: Group, codenames: tuple[str, ...]) -> None:
    root = Collection.get_first_root_node()
    if root is None:
        return
    wanted = set(
        Permission.objects.filter(
            content_type__app_label__in=["wagtailimages", "wagtaildocs"], codename__in=codenames
        )
    )
    GroupCollectionPermission.objects.filter(group=group).exclude(
        collection=root, permission__in=wanted
    ).delete()
    for permission in wanted:
        GroupCollectionPermission.objects.get_or_create(
            group=group, collection=root, permission=permission
        )
