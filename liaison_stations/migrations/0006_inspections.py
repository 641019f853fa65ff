import django.core.validators
import django.db.models.deletion
from django.conf import settings
from django.db import migrations, models

#: What is looked at in an inspection, and the points it is worth; 100 in all.
POINTS = [
    ("场所设施", 10),
    ("标识标牌和制度上墙", 10),
    ("站务人员在岗", 10),
    ("接待日开展", 20),
    ("代表到站", 20),
    ("群众事项办理", 20),
    ("台账资料", 10),
]


def fill(apps, schema_editor):
    model = apps.get_model("liaison_stations", "InspectionPoint")
    model._default_manager.bulk_create(
        model(name=name, full=full, order=order) for order, (name, full) in enumerate(POINTS, 1)
    )


class Migration(migrations.Migration):
    dependencies = [
        ("liaison_stations", "0005_wall"),
        ("organs", "0002_versions_and_closing"),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.CreateModel(
            name="InspectionPoint",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("name", models.CharField(max_length=30, unique=True, verbose_name="名称")),
                (
                    "full",
                    models.PositiveSmallIntegerField(
                        default=10,
                        validators=[
                            django.core.validators.MinValueValidator(1),
                            django.core.validators.MaxValueValidator(100),
                        ],
                        verbose_name="满分",
                    ),
                ),
                ("order", models.PositiveSmallIntegerField(default=0, verbose_name="排序")),
                ("in_use", models.BooleanField(default=True, verbose_name="在用")),
            ],
            options={
                "verbose_name": "检查要点",
                "verbose_name_plural": "检查要点",
                "ordering": ["order", "id"],
            },
        ),
        migrations.CreateModel(
            name="RankingWeights",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                (
                    "year",
                    models.PositiveSmallIntegerField(
                        unique=True,
                        validators=[
                            django.core.validators.MinValueValidator(2000),
                            django.core.validators.MaxValueValidator(2100),
                        ],
                        verbose_name="从哪一年起",
                    ),
                ),
                ("weights", models.JSONField(default=dict, verbose_name="权重")),
                ("version", models.PositiveIntegerField(default=0, editable=False)),
            ],
            options={
                "verbose_name": "评先权重",
                "verbose_name_plural": "评先权重",
                "ordering": ["-year"],
            },
        ),
        migrations.CreateModel(
            name="Inspection",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                (
                    "kind",
                    models.CharField(
                        choices=[("open", "明察"), ("unannounced", "暗访")],
                        max_length=12,
                        verbose_name="方式",
                    ),
                ),
                ("day", models.DateField(verbose_name="检查日期")),
                ("inspectors", models.CharField(blank=True, max_length=200, verbose_name="检查人员")),
                ("aim", models.CharField(blank=True, max_length=200, verbose_name="检查重点")),
                (
                    "state",
                    models.CharField(
                        choices=[
                            ("planned", "待检查"),
                            ("done", "已检查，待发布"),
                            ("released", "已发布"),
                            ("cancelled", "已取消"),
                        ],
                        default="planned",
                        max_length=10,
                        verbose_name="状态",
                    ),
                ),
                (
                    "score",
                    models.DecimalField(
                        blank=True,
                        decimal_places=1,
                        max_digits=4,
                        null=True,
                        validators=[django.core.validators.MaxValueValidator(100)],
                        verbose_name="得分",
                    ),
                ),
                (
                    "summary",
                    models.TextField(
                        blank=True,
                        validators=[django.core.validators.MaxLengthValidator(2000)],
                        verbose_name="总体情况",
                    ),
                ),
                ("reason", models.CharField(blank=True, max_length=200, verbose_name="取消、收回的原因")),
                ("released_at", models.DateTimeField(blank=True, null=True, verbose_name="发布时间")),
                ("version", models.PositiveIntegerField(default=1, editable=False)),
                (
                    "station",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="inspections",
                        to="liaison_stations.station",
                        verbose_name="联络站",
                    ),
                ),
            ],
            options={
                "verbose_name": "联络站检查",
                "verbose_name_plural": "联络站检查",
                "ordering": ["-day", "-id"],
            },
        ),
        migrations.CreateModel(
            name="InspectionPhoto",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("order", models.PositiveIntegerField(verbose_name="顺序")),
                ("name", models.CharField(max_length=120, verbose_name="文件名")),
                ("dropped", models.BooleanField(default=False, verbose_name="已移除")),
                ("added_at", models.DateTimeField(auto_now_add=True, verbose_name="添加时间")),
                ("full", models.FileField(max_length=200, upload_to="", verbose_name="照片")),
                ("small", models.FileField(max_length=200, upload_to="", verbose_name="小图")),
                ("width", models.PositiveIntegerField(verbose_name="宽")),
                ("height", models.PositiveIntegerField(verbose_name="高")),
                (
                    "added_by",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                        verbose_name="添加人",
                    ),
                ),
                (
                    "inspection",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="photos",
                        to="liaison_stations.inspection",
                        verbose_name="检查",
                    ),
                ),
            ],
            options={
                "verbose_name": "照片",
                "verbose_name_plural": "照片",
                "ordering": ["order"],
            },
        ),
        migrations.CreateModel(
            name="Finding",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("full", models.PositiveSmallIntegerField(verbose_name="满分")),
                ("score", models.PositiveSmallIntegerField(blank=True, null=True, verbose_name="得分")),
                ("words", models.CharField(blank=True, max_length=300, verbose_name="情况")),
                (
                    "inspection",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="findings",
                        to="liaison_stations.inspection",
                        verbose_name="检查",
                    ),
                ),
                (
                    "point",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="findings",
                        to="liaison_stations.inspectionpoint",
                        verbose_name="检查要点",
                    ),
                ),
            ],
            options={
                "verbose_name": "要点情况",
                "verbose_name_plural": "要点情况",
                "ordering": ["point__order", "point_id"],
            },
        ),
        migrations.CreateModel(
            name="Ranking",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                (
                    "year",
                    models.PositiveSmallIntegerField(
                        validators=[
                            django.core.validators.MinValueValidator(2000),
                            django.core.validators.MaxValueValidator(2100),
                        ],
                        verbose_name="年度",
                    ),
                ),
                ("frozen_on", models.DateField(verbose_name="统计截至")),
                ("withdrawn_at", models.DateTimeField(blank=True, null=True, verbose_name="收回时间")),
                ("reason", models.CharField(blank=True, max_length=200, verbose_name="收回原因")),
                (
                    "frozen_by",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                        verbose_name="定榜人",
                    ),
                ),
            ],
            options={
                "verbose_name": "联络站评先",
                "verbose_name_plural": "联络站评先",
                "ordering": ["-year", "-id"],
            },
        ),
        migrations.CreateModel(
            name="RankingLine",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("place", models.PositiveSmallIntegerField(verbose_name="名次")),
                ("score", models.DecimalField(decimal_places=2, max_digits=5, verbose_name="得分")),
                ("parts", models.JSONField(default=list, verbose_name="各项")),
                ("is_chosen", models.BooleanField(default=False, verbose_name="先进站")),
                (
                    "ranking",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="lines",
                        to="liaison_stations.ranking",
                        verbose_name="评先",
                    ),
                ),
                (
                    "station",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="rankings",
                        to="liaison_stations.station",
                        verbose_name="联络站",
                    ),
                ),
            ],
            options={
                "verbose_name": "评先名次",
                "verbose_name_plural": "评先名次",
                "ordering": ["place", "id"],
            },
        ),
        migrations.CreateModel(
            name="SupervisionMeeting",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("held_on", models.DateField(verbose_name="日期")),
                ("title", models.CharField(max_length=60, verbose_name="会议名称")),
                ("place", models.CharField(blank=True, max_length=60, verbose_name="地点")),
                ("chaired_by", models.CharField(blank=True, max_length=40, verbose_name="主持人")),
                ("attended_by", models.CharField(blank=True, max_length=300, verbose_name="参加人员")),
                (
                    "summary",
                    models.TextField(
                        blank=True,
                        validators=[django.core.validators.MaxLengthValidator(2000)],
                        verbose_name="会议情况",
                    ),
                ),
                ("version", models.PositiveIntegerField(default=1, editable=False)),
                (
                    "area",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="supervision_meetings",
                        to="organs.area",
                        verbose_name="哪一级召开",
                    ),
                ),
            ],
            options={
                "verbose_name": "督导会议",
                "verbose_name_plural": "督导会议",
                "ordering": ["-held_on", "-id"],
            },
        ),
        migrations.CreateModel(
            name="Problem",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("text", models.CharField(max_length=300, verbose_name="问题")),
                ("owner", models.CharField(max_length=60, verbose_name="谁来整改")),
                ("due_on", models.DateField(verbose_name="整改期限")),
                (
                    "state",
                    models.CharField(
                        choices=[("open", "整改中"), ("mended", "待核实"), ("closed", "已销号")],
                        default="open",
                        max_length=8,
                        verbose_name="状态",
                    ),
                ),
                ("mended_on", models.DateField(blank=True, null=True, verbose_name="报告整改日期")),
                ("mended_how", models.CharField(blank=True, max_length=300, verbose_name="整改情况")),
                ("closed_on", models.DateField(blank=True, null=True, verbose_name="销号日期")),
                ("version", models.PositiveIntegerField(default=1, editable=False)),
                (
                    "inspection",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="problems",
                        to="liaison_stations.inspection",
                        verbose_name="检查",
                    ),
                ),
                (
                    "station",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="problems",
                        to="liaison_stations.station",
                        verbose_name="联络站",
                    ),
                ),
                (
                    "meeting",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="problems",
                        to="liaison_stations.supervisionmeeting",
                        verbose_name="督导会议",
                    ),
                ),
            ],
            options={
                "verbose_name": "整改问题",
                "verbose_name_plural": "整改问题",
                "ordering": ["due_on", "id"],
            },
        ),
        migrations.AddIndex(
            model_name="inspection",
            index=models.Index(fields=["-day", "-id"], name="inspection_newest"),
        ),
        migrations.AddIndex(
            model_name="inspection",
            index=models.Index(fields=["station", "state", "day"], name="inspection_station"),
        ),
        migrations.AddIndex(
            model_name="inspection",
            index=models.Index(fields=["state", "day"], name="inspection_state"),
        ),
        migrations.AddConstraint(
            model_name="inspection",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(("released_at__isnull", False), ("state", "released")),
                    models.Q(models.Q(("state", "released"), _negated=True), ("released_at__isnull", True)),
                    _connector="OR",
                ),
                name="inspection_released_at",
            ),
        ),
        migrations.AddConstraint(
            model_name="inspection",
            constraint=models.CheckConstraint(
                condition=models.Q(("score__isnull", True), ("score__range", (0, 100)), _connector="OR"),
                name="inspection_score",
            ),
        ),
        migrations.AddConstraint(
            model_name="inspectionphoto",
            constraint=models.UniqueConstraint(
                fields=("inspection", "order"), name="inspection_photo_order_once"
            ),
        ),
        migrations.AddConstraint(
            model_name="finding",
            constraint=models.UniqueConstraint(fields=("inspection", "point"), name="finding_once"),
        ),
        migrations.AddConstraint(
            model_name="finding",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    ("score__isnull", True), ("score__lte", models.F("full")), _connector="OR"
                ),
                name="finding_score",
            ),
        ),
        migrations.AddConstraint(
            model_name="ranking",
            constraint=models.UniqueConstraint(
                condition=models.Q(("withdrawn_at__isnull", True)),
                fields=("year",),
                name="ranking_once",
                violation_error_message="这一年已经定榜",
            ),
        ),
        migrations.AddConstraint(
            model_name="rankingline",
            constraint=models.UniqueConstraint(fields=("ranking", "station"), name="ranking_line_once"),
        ),
        migrations.AddIndex(
            model_name="supervisionmeeting",
            index=models.Index(fields=["-held_on", "-id"], name="supervision_meeting_newest"),
        ),
        migrations.AddIndex(
            model_name="problem",
            index=models.Index(fields=["state", "due_on"], name="problem_state_due"),
        ),
        migrations.AddIndex(
            model_name="problem",
            index=models.Index(fields=["station", "state"], name="problem_station"),
        ),
        migrations.AddConstraint(
            model_name="problem",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(
                        ("inspection__isnull", False), ("meeting__isnull", True), ("station__isnull", False)
                    ),
                    models.Q(("inspection__isnull", True), ("meeting__isnull", False)),
                    _connector="OR",
                ),
                name="problem_one_source",
            ),
        ),
        migrations.AddConstraint(
            model_name="problem",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(("closed_on__isnull", False), ("state", "closed")),
                    models.Q(models.Q(("state", "closed"), _negated=True), ("closed_on__isnull", True)),
                    _connector="OR",
                ),
                name="problem_closed_on",
            ),
        ),
        migrations.RunPython(fill, migrations.RunPython.noop),
    ]
