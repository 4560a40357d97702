from typing import Any

from django.db import migrations, models


def name_by_name(apps: Any, _editor: Any) -> None:
    """Give what earlier undos left the shape of later ones. Its values then are not known."""
    changes = apps.get_model("publishing", "UploadChange").objects.exclude(conflicts=[])
    for change in changes.only("conflicts").iterator(chunk_size=200):
        change.conflicts = [
            {"path": one, "now": None, "is_lost": False} if isinstance(one, str) else one
            for one in change.conflicts
        ]
        change.save(update_fields=["conflicts"])


class Migration(migrations.Migration):
    dependencies = [
        ("publishing", "0003_feed_letters"),
    ]

    operations = [
        migrations.RemoveField(
            model_name="upload",
            name="is_removal_confirmed",
        ),
        migrations.AlterField(
            model_name="uploadchange",
            name="conflicts",
            field=models.JSONField(
                blank=True,
                default=list,
                help_text='What stays, like [{"path": "title", "now": "Art", "by": "Lena", ...}].',
                verbose_name="edited later",
            ),
        ),
        migrations.RunPython(name_by_name, migrations.RunPython.noop),
    ]
