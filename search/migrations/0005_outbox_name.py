import uuid

from django.db import migrations, models


def give_a_name(apps, schema_editor):
    apps.get_model("search", "OutboxName").objects.create(pk=1)


class Migration(migrations.Migration):
    dependencies = [("search", "0004_search_steps_near_misses")]

    operations = [
        migrations.CreateModel(
            name="OutboxName",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("name", models.UUIDField(default=uuid.uuid4, editable=False)),
            ],
            options={
                "verbose_name": "name of the list of changes",
                "verbose_name_plural": "names of the list of changes",
            },
        ),
        migrations.RunPython(give_a_name, migrations.RunPython.noop),
    ]
