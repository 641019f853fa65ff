"""Opinions heard at contacts that became suggestions."""

import django.db.models.deletion
from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("deputies", "0006_links_and_branches"),
        ("suggestions", "0004_citizen_verdicts"),
    ]

    operations = [
        migrations.CreateModel(
            name="OpinionSuggestion",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("made_at", models.DateTimeField(auto_now_add=True, verbose_name="转为建议时间")),
                (
                    "opinion",
                    models.OneToOneField(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="suggestion",
                        to="deputies.contactopinion",
                        verbose_name="听到的意见",
                    ),
                ),
                (
                    "suggestion",
                    models.OneToOneField(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="from_opinion",
                        to="suggestions.suggestion",
                        verbose_name="建议",
                    ),
                ),
            ],
            options={
                "verbose_name": "听到的意见转建议",
                "verbose_name_plural": "听到的意见转建议",
                "ordering": ["id"],
            },
        ),
    ]
