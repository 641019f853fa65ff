"""Deputies call again on citizens whose matter was dealt with (R070)."""

import django.db.models.deletion
from django.conf import settings
from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("deputies", "0004_deputyships_and_groups"),
        ("liaison_stations", "0012_supervision_log"),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.CreateModel(
            name="ReturnVisit",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("on", models.DateField(verbose_name="回访日期")),
                (
                    "way",
                    models.CharField(
                        choices=[
                            ("phone", "电话"),
                            ("visit", "上门"),
                            ("message", "短信"),
                            ("table", "当面"),
                            ("code", "本人凭查询码查看"),
                        ],
                        max_length=10,
                        verbose_name="怎样回访的",
                    ),
                ),
                ("note", models.CharField(blank=True, max_length=300, verbose_name="群众怎么说")),
                ("token", models.UUIDField(blank=True, editable=False, null=True, unique=True)),
                ("recorded_at", models.DateTimeField(auto_now_add=True, verbose_name="登记时间")),
                (
                    "deputyship",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="return_visits",
                        to="deputies.deputyship",
                        verbose_name="代表",
                    ),
                ),
                (
                    "matter",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="return_visits",
                        to="liaison_stations.matter",
                        verbose_name="群众事项",
                    ),
                ),
                (
                    "recorded_by",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                        verbose_name="登记人",
                    ),
                ),
            ],
            options={
                "verbose_name": "代表回访",
                "verbose_name_plural": "代表回访",
                "ordering": ["on", "id"],
            },
        ),
    ]
