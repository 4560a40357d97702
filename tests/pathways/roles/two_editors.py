"""Two editors publish the same role at the same moment, in processes of their own.

Run by test_two_editors.py: ``python -m tests.pathways.roles.two_editors`` prints JSON.
"""

import json
import multiprocessing
import sys
import traceback

import django

FORK = multiprocessing.get_context("fork")
TITLES = ("Porter of the first", "Porter of the second")


def main() -> None:
    """Make a role, let two publish it, and print what is there afterwards."""
    from django.db import connections

    from pathways.roles import RolePage, RoleSkill
    from search.models import OutboxEntry

    pk = _role()
    connections.close_all()
    barrier, answers = FORK.Barrier(2), FORK.Queue()
    processes = [
        FORK.Process(target=_publish, args=(pk, title, barrier, answers)) for title in TITLES
    ]
    for process in processes:
        process.start()
    errors = [answers.get(timeout=300) for _process in processes]
    for process in processes:
        process.join()
    page = RolePage.objects.get(pk=pk)
    newest = page.get_latest_revision_as_object()
    json.dump(
        {
            "errors": [one for one in errors if one],
            "titles": [page.title, newest.title],
            "is_newest_live": page.live_revision_id == page.latest_revision_id,
            "live": page.live,
            "skills": sorted(
                RoleSkill.objects.filter(role=pk).values_list("skill__name", flat=True)
            ),
            "revisions": page.revisions.count(),
            "noted": OutboxEntry.objects.filter(kind="role", object_id=pk).count(),
        },
        sys.stdout,
    )


def _role() -> int:
    from pathways.roles import RolePage, RoleSkill, RolesPage, Skill
    from pathways.sector_pages import CareersPage
    from portal.pages.services import ensure_site_pages

    home = ensure_site_pages(is_demonstration=True)
    careers = home.add_child(instance=CareersPage(title="Careers", slug="careers"))
    roles = careers.add_child(instance=RolesPage(title="Jobs", slug="roles"))
    role = roles.add_child(instance=RolePage(title="Porter", slug="porter"))
    for name in ("Listen", "Lift"):
        skill = Skill.objects.create(name=name, slug=name.lower())
        if name == "Listen":
            RoleSkill.objects.create(role=role, skill=skill)
    return int(role.pk)


def _publish(pk: int, title: str, barrier, answers) -> None:  # type: ignore[no-untyped-def]
    """Open the page, wait until the other one has it open too, and publish."""
    from pathways.roles import RolePage, RoleSkill, Skill

    try:
        page = RolePage.objects.get(pk=pk).get_latest_revision_as_object()
        page.title = title
        page.role_skills.add(RoleSkill(skill=Skill.objects.get(slug="lift")))
        barrier.wait(timeout=120)
        page.save_revision().publish()
        answers.put("")
    except Exception:
        answers.put(traceback.format_exc())


if __name__ == "__main__":
    django.setup()
    main()
