"""What the district asks of its stations; the index behind the search for stations."""

import django.core.validators
from django.db import migrations, models

from congress.search.index import add_bigram_index


class Migration(migrations.Migration):
    dependencies = [
        ("liaison_stations", "0002_lists"),
        ("search", "0001_initial"),
    ]

    operations = [
        migrations.AddField(
            model_name="equipment",
            name="in_use",
            field=models.BooleanField(default=True, verbose_name="在用"),
        ),
        migrations.CreateModel(
            name="StationPolicy",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                (
                    "models_per_town",
                    models.PositiveSmallIntegerField(
                        default=1,
                        validators=[django.core.validators.MaxValueValidator(20)],
                        verbose_name="每个乡镇（街道）至少几个示范站",
                    ),
                ),
                (
                    "training_months",
                    models.PositiveSmallIntegerField(
                        default=12,
                        validators=[
                            django.core.validators.MinValueValidator(1),
                            django.core.validators.MaxValueValidator(60),
                        ],
                        verbose_name="站务人员几个月内要培训一次",
                    ),
                ),
                ("version", models.PositiveIntegerField(default=1, editable=False)),
            ],
            options={
                "verbose_name": "联络站要求",
                "verbose_name_plural": "联络站要求",
                "constraints": [
                    models.CheckConstraint(condition=models.Q(("pk", 1)), name="station_policy_one")
                ],
            },
        ),
        add_bigram_index("liaison_stations.Station"),
    ]
