"""Reports, their figures, and the templates they begin from (R296)."""

import json
from pathlib import Path

import django.db.models.deletion
from django.conf import settings
from django.db import migrations, models

import bulletins
from congress.search.index import add_bigram_index
from congress.web.migrating import CreateTables

TEMPLATES = Path(bulletins.__file__).parent / "reports" / "templates.json"


def seed(apps, schema_editor):
    templates = apps.get_model("bulletins", "ReportTemplate").objects
    sections = apps.get_model("bulletins", "TemplateSection").objects
    for fact in json.loads(TEMPLATES.read_text(encoding="utf-8")):
        told = fact.pop("sections")
        row = templates.create(**fact)
        for position, (heading, prose) in enumerate(told, 1):
            sections.create(template=row, position=position, heading=heading, prose=prose)


class Migration(migrations.Migration):
    dependencies = [
        ("bulletins", "0004_publicity"),
        ("search", "0001_initial"),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        CreateTables([
            migrations.CreateModel(
                name="ReportTemplate",
                fields=[
                    (
                        "id",
                        models.BigAutoField(
                            auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                        ),
                    ),
                    (
                        "name",
                        models.CharField(
                            error_messages={"unique": "已有这个名称的模板"},
                            max_length=60,
                            unique=True,
                            verbose_name="模板名称",
                        ),
                    ),
                    (
                        "kind",
                        models.CharField(
                            choices=[("summary", "总结"), ("report", "工作报告"), ("circular", "通报")],
                            default="summary",
                            max_length=10,
                            verbose_name="种类",
                        ),
                    ),
                    ("title", models.CharField(max_length=100, verbose_name="文件标题")),
                    ("order", models.PositiveSmallIntegerField(default=50, verbose_name="排序")),
                    ("in_use", models.BooleanField(default=True, verbose_name="选用")),
                    ("version", models.PositiveIntegerField(default=1, editable=False)),
                ],
                options={
                    "verbose_name": "报告模板",
                    "verbose_name_plural": "报告模板",
                    "ordering": ["order", "id"],
                },
            ),
            migrations.CreateModel(
                name="Report",
                fields=[
                    (
                        "id",
                        models.BigAutoField(
                            auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                        ),
                    ),
                    ("title", models.CharField(max_length=120, verbose_name="标题")),
                    (
                        "kind",
                        models.CharField(
                            choices=[("summary", "总结"), ("report", "工作报告"), ("circular", "通报")],
                            max_length=10,
                            verbose_name="种类",
                        ),
                    ),
                    ("start_on", models.DateField(verbose_name="统计从")),
                    ("end_on", models.DateField(verbose_name="统计截至")),
                    ("addressee", models.CharField(blank=True, max_length=200, verbose_name="主送")),
                    ("number", models.CharField(blank=True, max_length=40, verbose_name="文号")),
                    ("signature", models.CharField(blank=True, max_length=80, verbose_name="落款")),
                    ("issued_on", models.DateField(blank=True, null=True, verbose_name="成文日期")),
                    (
                        "state",
                        models.CharField(
                            choices=[("draft", "草稿"), ("final", "定稿"), ("dropped", "作废")],
                            default="draft",
                            max_length=10,
                            verbose_name="状态",
                        ),
                    ),
                    ("dropped_reason", models.CharField(blank=True, max_length=200, verbose_name="作废的原因")),
                    ("changed_at", models.DateTimeField(auto_now=True, verbose_name="更新时间")),
                    ("filled_at", models.DateTimeField(blank=True, null=True, verbose_name="取数时间")),
                    ("version", models.PositiveIntegerField(default=1, editable=False)),
                    ("search_text", models.TextField(default="", editable=False)),
                    (
                        "created_by",
                        models.ForeignKey(
                            blank=True,
                            null=True,
                            on_delete=django.db.models.deletion.PROTECT,
                            related_name="+",
                            to=settings.AUTH_USER_MODEL,
                            verbose_name="起草人",
                        ),
                    ),
                    (
                        "template",
                        models.ForeignKey(
                            blank=True,
                            null=True,
                            on_delete=django.db.models.deletion.SET_NULL,
                            related_name="reports",
                            to="bulletins.reporttemplate",
                            verbose_name="模板",
                        ),
                    ),
                ],
                options={
                    "verbose_name": "总结报告",
                    "verbose_name_plural": "总结报告",
                    "ordering": ["-changed_at", "-id"],
                },
            ),
            migrations.CreateModel(
                name="ReportSection",
                fields=[
                    (
                        "id",
                        models.BigAutoField(
                            auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                        ),
                    ),
                    ("position", models.PositiveSmallIntegerField(verbose_name="顺序")),
                    ("heading", models.CharField(blank=True, max_length=60, verbose_name="标题")),
                    ("prose", models.TextField(blank=True, max_length=8000, verbose_name="正文")),
                    ("version", models.PositiveIntegerField(default=1, editable=False)),
                    (
                        "report",
                        models.ForeignKey(
                            on_delete=django.db.models.deletion.CASCADE,
                            related_name="sections",
                            to="bulletins.report",
                            verbose_name="总结报告",
                        ),
                    ),
                ],
                options={
                    "verbose_name": "报告的部分",
                    "verbose_name_plural": "报告的部分",
                    "ordering": ["position", "id"],
                    "abstract": False,
                },
            ),
            migrations.CreateModel(
                name="TemplateSection",
                fields=[
                    (
                        "id",
                        models.BigAutoField(
                            auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                        ),
                    ),
                    ("position", models.PositiveSmallIntegerField(verbose_name="顺序")),
                    ("heading", models.CharField(blank=True, max_length=60, verbose_name="标题")),
                    ("prose", models.TextField(blank=True, max_length=8000, verbose_name="正文")),
                    ("version", models.PositiveIntegerField(default=1, editable=False)),
                    (
                        "template",
                        models.ForeignKey(
                            on_delete=django.db.models.deletion.CASCADE,
                            related_name="sections",
                            to="bulletins.reporttemplate",
                            verbose_name="模板",
                        ),
                    ),
                ],
                options={
                    "verbose_name": "模板的部分",
                    "verbose_name_plural": "模板的部分",
                    "ordering": ["position", "id"],
                    "abstract": False,
                },
            ),
            migrations.CreateModel(
                name="ReportFigure",
                fields=[
                    (
                        "id",
                        models.BigAutoField(
                            auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                        ),
                    ),
                    ("name", models.CharField(max_length=120, verbose_name="指标")),
                    ("span", models.CharField(blank=True, max_length=24, verbose_name="单独的期间")),
                    ("start_on", models.DateField(verbose_name="从")),
                    ("end_on", models.DateField(verbose_name="到")),
                    ("value", models.CharField(max_length=30, verbose_name="统计数")),
                    ("of", models.CharField(max_length=80, verbose_name="由来")),
                    ("definition", models.CharField(blank=True, max_length=400, verbose_name="口径")),
                    ("by_hand", models.CharField(blank=True, max_length=30, verbose_name="手改数")),
                    ("reason", models.CharField(blank=True, max_length=200, verbose_name="手改的原因")),
                    ("counted_at", models.DateTimeField(verbose_name="取数时间")),
                    ("version", models.PositiveIntegerField(default=1, editable=False)),
                    (
                        "changed_by",
                        models.ForeignKey(
                            blank=True,
                            null=True,
                            on_delete=django.db.models.deletion.PROTECT,
                            related_name="+",
                            to=settings.AUTH_USER_MODEL,
                            verbose_name="谁改的",
                        ),
                    ),
                    (
                        "report",
                        models.ForeignKey(
                            on_delete=django.db.models.deletion.CASCADE,
                            related_name="figures",
                            to="bulletins.report",
                            verbose_name="总结报告",
                        ),
                    ),
                ],
                options={
                    "verbose_name": "报告里的数",
                    "verbose_name_plural": "报告里的数",
                    "ordering": ["id"],
                    "constraints": [
                        models.UniqueConstraint(fields=("report", "name", "span"), name="report_figure_once"),
                        models.CheckConstraint(
                            condition=models.Q(
                                ("by_hand", ""), models.Q(("reason", ""), _negated=True), _connector="OR"
                            ),
                            name="report_figure_changed_with_reason",
                        ),
                    ],
                },
            ),
            migrations.AddIndex(
                model_name="report",
                index=models.Index(fields=["-changed_at", "-id"], name="report_newest"),
            ),
            migrations.AddIndex(
                model_name="report",
                index=models.Index(fields=["state", "-changed_at"], name="report_state"),
            ),
            migrations.AddIndex(
                model_name="report",
                index=models.Index(fields=["-end_on", "-id"], name="report_period"),
            ),
            migrations.AddConstraint(
                model_name="report",
                constraint=models.CheckConstraint(
                    condition=models.Q(("end_on__gte", models.F("start_on"))),
                    name="report_period_ends_after_start",
                ),
            ),
            migrations.AddConstraint(
                model_name="report",
                constraint=models.CheckConstraint(
                    condition=models.Q(
                        models.Q(("state", "dropped"), models.Q(("dropped_reason", ""), _negated=True)),
                        models.Q(models.Q(("state", "dropped"), _negated=True), ("dropped_reason", "")),
                        _connector="OR",
                    ),
                    name="report_dropped_with_reason",
                ),
            ),
            migrations.AddConstraint(
                model_name="report",
                constraint=models.CheckConstraint(
                    condition=models.Q(
                        models.Q(("kind", "circular"), ("state", "final"), _negated=True),
                        models.Q(
                            models.Q(("number", ""), _negated=True),
                            models.Q(("addressee", ""), _negated=True),
                            ("issued_on__isnull", False),
                        ),
                        _connector="OR",
                    ),
                    name="report_circular_is_whole",
                ),
            ),
            add_bigram_index("bulletins.Report"),
        ]),
        migrations.RunPython(seed, migrations.RunPython.noop),
    ]
