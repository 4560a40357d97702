import django.utils.timezone
from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("events", "0001_initial"),
    ]

    operations = [
        migrations.RemoveIndex(
            model_name="notice",
            name="notice_by_state",
        ),
        migrations.AddField(
            model_name="notice",
            name="due_at",
            field=models.DateTimeField(
                default=django.utils.timezone.now, verbose_name="to be sent from"
            ),
            preserve_default=False,
        ),
        migrations.AddField(
            model_name="notice",
            name="problem",
            field=models.CharField(blank=True, max_length=80, verbose_name="what went wrong"),
        ),
        migrations.AlterField(
            model_name="notice",
            name="queued_at",
            field=models.DateTimeField(verbose_name="written"),
        ),
        migrations.AlterField(
            model_name="notice",
            name="sent_at",
            field=models.DateTimeField(blank=True, null=True, verbose_name="sent"),
        ),
        migrations.AddIndex(
            model_name="notice",
            index=models.Index(fields=["state", "due_at"], name="notice_by_state"),
        ),
    ]
