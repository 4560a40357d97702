from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [
        ("search", "0001_initial"),
    ]

    operations = [
        migrations.CreateModel(
            name="ProviderCount",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("organisation_id", models.BigIntegerField(unique=True)),
                ("courses", models.PositiveIntegerField()),
                ("counted_at", models.DateTimeField(auto_now=True)),
            ],
            options={
                "verbose_name": "courses of a provider",
                "verbose_name_plural": "courses of providers",
            },
        ),
    ]
