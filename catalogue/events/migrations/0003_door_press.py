import django.db.models.deletion
from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("events", "0002_notice_due"),
    ]

    operations = [
        migrations.CreateModel(
            name="DoorPress",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("key", models.UUIDField(unique=True)),
                ("people", models.PositiveSmallIntegerField(default=0)),
                (
                    "band",
                    models.CharField(
                        choices=[
                            ("UNDER_18", "Under 18"),
                            ("FROM_18_TO_24", "18 to 24"),
                            ("FROM_25_TO_49", "25 to 49"),
                            ("FROM_50", "50 or over"),
                            ("NOT_ASKED", "Not asked"),
                        ],
                        default="NOT_ASKED",
                        max_length=13,
                    ),
                ),
                ("pressed_at", models.DateTimeField()),
                (
                    "date",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="presses",
                        to="events.eventdate",
                    ),
                ),
            ],
            options={
                "indexes": [models.Index(fields=["pressed_at"], name="door_press_by_time")],
            },
        ),
    ]
