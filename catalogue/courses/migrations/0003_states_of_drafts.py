from typing import Any

from django.db import migrations, models


def make_drafts(apps: Any, _editor: Any) -> None:
    """Make drafts of courses in states that only a draft of a provider has now."""
    courses = apps.get_model("courses", "Course").objects
    courses.filter(status__in=("IN_REVIEW", "RETURNED")).update(status="DRAFT")


class Migration(migrations.Migration):
    dependencies = [
        ("courses", "0002_providers_area"),
    ]

    operations = [
        migrations.RunPython(make_drafts, migrations.RunPython.noop),
        migrations.AlterField(
            model_name="course",
            name="status",
            field=models.CharField(
                choices=[
                    ("DRAFT", "Draft"),
                    ("LIVE", "Live"),
                    ("PAUSED", "Paused"),
                    ("WITHDRAWN", "Withdrawn"),
                ],
                default="LIVE",
                max_length=9,
                verbose_name="status",
            ),
        ),
    ]
