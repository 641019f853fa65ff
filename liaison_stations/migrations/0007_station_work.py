"""Activities of stations, exchange meetings, the rota of shows, features of towns; what the log already names is linked."""

from typing import Any

import django.core.validators
import django.db.models.deletion
from django.conf import settings
from django.db import migrations, models

#: Name, codes of kinds, whether reception days count (R153).
FUNCTIONS = (
    ("接待站", ["voter_visit"], True),
    (
        "工作站",
        [
            "station_meeting",
            "inspection",
            "research",
            "law_enforcement_inspection",
            "topic_research",
            "group_inspection",
            "democratic_review",
            "duty_report_review",
            "deliberation",
            "viewing_meeting",
        ],
        False,
    ),
    ("充电站", ["internal_study", "monthly_law", "training"], False),
    ("服务站", ["visit_condolence", "public_service"], False),
    ("宣传站", ["policy_publicity"], False),
)
SUBJECTS = ("产业发展", "项目建设", "乡村振兴", "公共卫生", "基层治理", "民生实事")


def add_lists(apps: Any, schema_editor: Any) -> None:
    functions = apps.get_model("liaison_stations", "StationFunction").objects
    for order, (name, codes, receptions) in enumerate(FUNCTIONS, 1):
        functions.create(name=name, kind_codes=codes, counts_receptions=receptions, order=order * 10)
    subjects = apps.get_model("liaison_stations", "FocusSubject").objects
    for order, name in enumerate(SUBJECTS, 1):
        subjects.create(name=name, order=order * 10)


def link_activities(apps: Any, schema_editor: Any) -> None:
    """What the log already names a station as the organiser of; reception days are records of their own."""
    named: dict[str, list[Any]] = {}
    for station in apps.get_model("liaison_stations", "Station").objects.select_related("area"):
        named.setdefault(station.name, []).append(station)
    rows = apps.get_model("activities", "Activity").objects.filter(organiser__in=named)
    functions = list(apps.get_model("liaison_stations", "StationFunction").objects.all())
    work = apps.get_model("liaison_stations", "StationActivity").objects
    for row in rows.exclude(kind__code="reception_day").select_related("kind", "area"):
        found = named[row.organiser]
        if len(found) > 1:
            found = [one for one in found if one.area.path.startswith(row.area.path)]
        if len(found) == 1:
            made = work.create(station=found[0], activity=row, by_name=True, recorded_by=row.recorded_by)
            made.functions.set([one for one in functions if row.kind.code in one.kind_codes])


class Migration(migrations.Migration):
    dependencies = [
        ("activities", "0012_kind_books"),
        ("deputies", "0005_initials_of_people"),
        ("liaison_stations", "0006_inspections"),
        ("organs", "0002_versions_and_closing"),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.CreateModel(
            name="FocusSubject",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("name", models.CharField(max_length=30, unique=True, verbose_name="名称")),
                ("order", models.PositiveSmallIntegerField(default=0, verbose_name="排序")),
                ("in_use", models.BooleanField(default=True, verbose_name="在用")),
            ],
            options={
                "verbose_name": "重点工作",
                "verbose_name_plural": "重点工作",
                "ordering": ["order", "id"],
            },
        ),
        migrations.CreateModel(
            name="ShowRound",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("name", models.CharField(max_length=60, unique=True, verbose_name="名称")),
                ("created_at", models.DateTimeField(auto_now_add=True)),
            ],
            options={
                "verbose_name": "工作展示轮次",
                "verbose_name_plural": "工作展示轮次",
                "ordering": ["-id"],
            },
        ),
        migrations.CreateModel(
            name="StationFunction",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("name", models.CharField(max_length=30, unique=True, verbose_name="名称")),
                ("kind_codes", models.JSONField(blank=True, default=list, verbose_name="活动类别")),
                ("counts_receptions", models.BooleanField(default=False, verbose_name="接待日也算")),
                ("order", models.PositiveSmallIntegerField(default=0, verbose_name="排序")),
                ("in_use", models.BooleanField(default=True, verbose_name="在用")),
            ],
            options={
                "verbose_name": "站点功能",
                "verbose_name_plural": "站点功能",
                "ordering": ["order", "id"],
            },
        ),
        migrations.AddField(
            model_name="stationpolicy",
            name="visits_per_month",
            field=models.PositiveSmallIntegerField(
                default=1,
                validators=[django.core.validators.MaxValueValidator(10)],
                verbose_name="每站每月至少走访几次",
            ),
        ),
        migrations.CreateModel(
            name="ExchangeMeeting",
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
                (
                    "quarter",
                    models.PositiveSmallIntegerField(
                        validators=[
                            django.core.validators.MinValueValidator(1),
                            django.core.validators.MaxValueValidator(4),
                        ],
                        verbose_name="季度",
                    ),
                ),
                ("held_on", models.DateField(verbose_name="日期")),
                ("place", models.CharField(max_length=120, verbose_name="地点")),
                (
                    "account",
                    models.TextField(
                        validators=[django.core.validators.MaxLengthValidator(2000)], verbose_name="会议情况"
                    ),
                ),
                ("version", models.PositiveIntegerField(default=1, editable=False)),
                (
                    "activity",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="exchange_meetings",
                        to="activities.activity",
                        verbose_name="工作记录",
                    ),
                ),
            ],
            options={
                "verbose_name": "工作交流会",
                "verbose_name_plural": "工作交流会",
                "ordering": ["-year", "-quarter"],
            },
        ),
        migrations.CreateModel(
            name="ExchangeRemark",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("praised", models.CharField(blank=True, max_length=300, verbose_name="好的做法")),
                ("weak", models.CharField(blank=True, max_length=300, verbose_name="不足")),
                (
                    "area",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="organs.area",
                        verbose_name="乡镇街道",
                    ),
                ),
                (
                    "meeting",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="remarks",
                        to="liaison_stations.exchangemeeting",
                        verbose_name="交流会",
                    ),
                ),
            ],
            options={
                "verbose_name": "交流会评价",
                "verbose_name_plural": "交流会评价",
                "ordering": ["area__order", "area_id"],
            },
        ),
        migrations.CreateModel(
            name="ShowTurn",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("month", models.DateField(verbose_name="月份")),
                ("theme", models.CharField(blank=True, max_length=80, verbose_name="主题")),
                ("held_on", models.DateField(blank=True, null=True, verbose_name="展示日期")),
                ("place", models.CharField(blank=True, max_length=120, verbose_name="地点")),
                ("observers", models.CharField(blank=True, max_length=300, verbose_name="观摩人员")),
                (
                    "account",
                    models.TextField(
                        blank=True,
                        validators=[django.core.validators.MaxLengthValidator(2000)],
                        verbose_name="展示情况",
                    ),
                ),
                ("version", models.PositiveIntegerField(default=1, editable=False)),
                (
                    "activity",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="show_turns",
                        to="activities.activity",
                        verbose_name="工作记录",
                    ),
                ),
                (
                    "area",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="show_turns",
                        to="organs.area",
                        verbose_name="乡镇街道",
                    ),
                ),
                (
                    "round",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="turns",
                        to="liaison_stations.showround",
                        verbose_name="轮次",
                    ),
                ),
            ],
            options={
                "verbose_name": "工作展示",
                "verbose_name_plural": "工作展示",
                "ordering": ["month"],
            },
        ),
        migrations.CreateModel(
            name="StationActivity",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                (
                    "topics",
                    models.TextField(
                        blank=True,
                        validators=[django.core.validators.MaxLengthValidator(2000)],
                        verbose_name="议题",
                    ),
                ),
                (
                    "opinions",
                    models.TextField(
                        blank=True,
                        validators=[django.core.validators.MaxLengthValidator(2000)],
                        verbose_name="意见建议",
                    ),
                ),
                ("by_name", models.BooleanField(default=False, editable=False)),
                ("recorded_at", models.DateTimeField(auto_now_add=True, verbose_name="登记时间")),
                ("version", models.PositiveIntegerField(default=1, editable=False)),
                (
                    "activity",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="stations",
                        to="activities.activity",
                        verbose_name="活动",
                    ),
                ),
                (
                    "recorded_by",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                        verbose_name="登记人",
                    ),
                ),
                (
                    "station",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="work",
                        to="liaison_stations.station",
                        verbose_name="联络站",
                    ),
                ),
                (
                    "subject",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="work",
                        to="liaison_stations.focussubject",
                        verbose_name="重点工作",
                    ),
                ),
                (
                    "functions",
                    models.ManyToManyField(
                        blank=True,
                        related_name="work",
                        to="liaison_stations.stationfunction",
                        verbose_name="体现的功能",
                    ),
                ),
            ],
            options={
                "verbose_name": "联络站活动",
                "verbose_name_plural": "联络站活动",
                "ordering": ["-activity__start_on", "-id"],
            },
        ),
        migrations.CreateModel(
            name="TownFeature",
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
                ("name", models.CharField(max_length=60, verbose_name="特色项目")),
                (
                    "account",
                    models.TextField(
                        blank=True,
                        validators=[django.core.validators.MaxLengthValidator(2000)],
                        verbose_name="做法和进展",
                    ),
                ),
                ("version", models.PositiveIntegerField(default=0, editable=False)),
                (
                    "area",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="features",
                        to="organs.area",
                        verbose_name="乡镇街道",
                    ),
                ),
                (
                    "leader",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="led_features",
                        to="deputies.person",
                        verbose_name="挂钩联系领导",
                    ),
                ),
            ],
            options={
                "verbose_name": "一镇一特色",
                "verbose_name_plural": "一镇一特色",
                "ordering": ["-year", "area__order", "area_id"],
            },
        ),
        migrations.AddConstraint(
            model_name="exchangemeeting",
            constraint=models.UniqueConstraint(
                fields=("year", "quarter"),
                name="exchange_meeting_once",
                violation_error_message="这个季度的交流会已登记",
            ),
        ),
        migrations.AddConstraint(
            model_name="exchangemeeting",
            constraint=models.CheckConstraint(
                condition=models.Q(("quarter__range", (1, 4))), name="exchange_meeting_quarter"
            ),
        ),
        migrations.AddConstraint(
            model_name="exchangeremark",
            constraint=models.UniqueConstraint(fields=("meeting", "area"), name="exchange_remark_once"),
        ),
        migrations.AddConstraint(
            model_name="showturn",
            constraint=models.UniqueConstraint(
                fields=("month",),
                name="show_turn_month_once",
                violation_error_message="这个月已有乡镇（街道）展示",
            ),
        ),
        migrations.AddConstraint(
            model_name="showturn",
            constraint=models.UniqueConstraint(
                fields=("round", "area"),
                name="show_turn_area_once",
                violation_error_message="这个乡镇（街道）在这一轮已排过",
            ),
        ),
        migrations.AddConstraint(
            model_name="showturn",
            constraint=models.CheckConstraint(
                condition=models.Q(("month__day", 1)), name="show_turn_first_day"
            ),
        ),
        migrations.AddConstraint(
            model_name="showturn",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(("activity__isnull", True), ("held_on__isnull", True)),
                    models.Q(("activity__isnull", False), ("held_on__isnull", False)),
                    _connector="OR",
                ),
                name="show_turn_held_whole",
            ),
        ),
        migrations.AddConstraint(
            model_name="stationactivity",
            constraint=models.UniqueConstraint(
                fields=("station", "activity"),
                name="station_activity_once",
                violation_error_message="这次活动已登记为这个站的",
            ),
        ),
        migrations.AddConstraint(
            model_name="townfeature",
            constraint=models.UniqueConstraint(
                fields=("area", "year"),
                name="town_feature_once",
                violation_error_message="这一年已有特色项目",
            ),
        ),
        migrations.RunPython(add_lists, migrations.RunPython.noop),
        migrations.RunPython(link_activities, migrations.RunPython.noop),
    ]
