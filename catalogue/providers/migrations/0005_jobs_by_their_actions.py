"""Give entries of the log that are about a job the actions of jobs.

Only what says by its facts that it is about a job is changed, and back again; every other entry
stays. An entry without such a fact reads the same under the action of a course.
"""

from django.db import migrations

ACTIONS = {"PUBLISHED": "JOB_LIVE", "WITHDRAWN": "JOB_OFF"}


def tell_jobs_apart(apps, schema_editor):
    entries = apps.get_model("providers", "AuditEntry").objects.filter(facts__has_key="vacancy")
    for of_course, of_job in ACTIONS.items():
        entries.filter(action=of_course).update(action=of_job)


def tell_them_as_courses(apps, schema_editor):
    entries = apps.get_model("providers", "AuditEntry").objects
    for of_course, of_job in ACTIONS.items():
        entries.filter(action=of_job).update(action=of_course)
    entries.filter(action="JOB_PAUSED").update(action="PAUSED")


class Migration(migrations.Migration):
    dependencies = [("providers", "0004_actions_of_jobs")]
    operations = [migrations.RunPython(tell_jobs_apart, tell_them_as_courses)]
