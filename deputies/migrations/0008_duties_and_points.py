"""The register of duties, schemes of points and the ledger (R057, R063, R072, R073)."""

from decimal import Decimal

import django.core.validators
import django.db.models.deletion
from django.conf import settings
from django.db import migrations, models

import deputies.models.points


class Migration(migrations.Migration):
    dependencies = [
        ("deputies", "0007_exit_cases"),
        ("organs", "0002_versions_and_closing"),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.CreateModel(
            name="DutyKind",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("code", models.SlugField(max_length=40, unique=True, verbose_name="代码")),
                ("name", models.CharField(max_length=30, unique=True, verbose_name="名称")),
                ("declarable", models.BooleanField(default=True, verbose_name="代表可以自己填报")),
                ("needs_photo", models.BooleanField(default=False, verbose_name="须附照片")),
                ("asks_hours", models.BooleanField(default=False, verbose_name="填写时长")),
                ("order", models.PositiveSmallIntegerField(default=0, verbose_name="排序")),
                ("in_use", models.BooleanField(default=True, verbose_name="在用")),
            ],
            options={
                "verbose_name": "履职事项",
                "verbose_name_plural": "履职事项",
                "ordering": ["order", "id"],
            },
        ),
        migrations.CreateModel(
            name="DutyPolicy",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                (
                    "review_all",
                    models.BooleanField(
                        default=False, verbose_name="来自工作记录的，小组确认后也要办公室审核"
                    ),
                ),
                (
                    "declare_within",
                    models.PositiveSmallIntegerField(
                        default=90,
                        validators=[
                            django.core.validators.MinValueValidator(1),
                            django.core.validators.MaxValueValidator(366),
                        ],
                        verbose_name="几天之内可以填报",
                    ),
                ),
                ("version", models.PositiveIntegerField(default=1, editable=False)),
            ],
            options={
                "verbose_name": "履职登记规则",
                "verbose_name_plural": "履职登记规则",
            },
        ),
        migrations.CreateModel(
            name="RegisterForm",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("name", models.CharField(max_length=30, unique=True, verbose_name="名称")),
                ("hint", models.CharField(blank=True, max_length=100, verbose_name="填写提示")),
                ("order", models.PositiveSmallIntegerField(default=0, verbose_name="排序")),
                ("in_use", models.BooleanField(default=True, verbose_name="在用")),
            ],
            options={
                "verbose_name": "登记表格",
                "verbose_name_plural": "登记表格",
                "ordering": ["order", "id"],
            },
        ),
        migrations.CreateModel(
            name="DutyRecord",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("day", models.DateField(verbose_name="日期")),
                ("year", models.PositiveSmallIntegerField(editable=False)),
                ("in_session", models.BooleanField(default=False, editable=False, verbose_name="会议期间")),
                ("title", models.CharField(max_length=200, verbose_name="内容")),
                ("place", models.CharField(blank=True, max_length=120, verbose_name="地点")),
                (
                    "account",
                    models.TextField(
                        blank=True,
                        validators=[django.core.validators.MaxLengthValidator(1000)],
                        verbose_name="情况",
                    ),
                ),
                (
                    "hours",
                    models.DecimalField(
                        blank=True,
                        decimal_places=1,
                        max_digits=4,
                        null=True,
                        validators=[
                            django.core.validators.MinValueValidator(Decimal("0.5")),
                            django.core.validators.MaxValueValidator(200),
                        ],
                        verbose_name="时长（小时）",
                    ),
                ),
                ("source", models.SlugField(default="declared", editable=False, max_length=30)),
                ("source_pk", models.PositiveBigIntegerField(editable=False, null=True)),
                ("source_key", models.CharField(blank=True, default="", editable=False, max_length=40)),
                (
                    "state",
                    models.CharField(
                        choices=[
                            ("pending", "待小组确认"),
                            ("confirmed", "待办公室审核"),
                            ("counted", "已计入"),
                            ("returned", "已退回"),
                            ("withdrawn", "已撤回"),
                        ],
                        default="pending",
                        max_length=10,
                        verbose_name="状态",
                    ),
                ),
                ("reason", models.CharField(blank=True, max_length=200, verbose_name="退回、撤销的原因")),
                ("confirmed_at", models.DateTimeField(null=True, verbose_name="确认时间")),
                ("reviewed_at", models.DateTimeField(null=True, verbose_name="审核时间")),
                ("recorded_at", models.DateTimeField(auto_now_add=True, verbose_name="登记时间")),
                ("version", models.PositiveIntegerField(default=1, editable=False)),
                ("token", models.UUIDField(editable=False, null=True, unique=True)),
                (
                    "confirmed_by",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                        verbose_name="确认人",
                    ),
                ),
                (
                    "deputyship",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="duty_records",
                        to="deputies.deputyship",
                        verbose_name="代表",
                    ),
                ),
                (
                    "kind",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="records",
                        to="deputies.dutykind",
                        verbose_name="履职事项",
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
                    "reviewed_by",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                        verbose_name="审核人",
                    ),
                ),
            ],
            options={
                "verbose_name": "履职记录",
                "verbose_name_plural": "履职记录",
                "ordering": ["-day", "-id"],
            },
        ),
        migrations.CreateModel(
            name="DutyPhoto",
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
                    "record",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="photos",
                        to="deputies.dutyrecord",
                        verbose_name="履职记录",
                    ),
                ),
            ],
            options={
                "verbose_name": "履职照片",
                "verbose_name_plural": "履职照片",
                "ordering": ["order"],
            },
        ),
        migrations.CreateModel(
            name="PointsAccount",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("year", models.PositiveSmallIntegerField(verbose_name="年度")),
                (
                    "points",
                    models.DecimalField(
                        decimal_places=1,
                        default=Decimal("0"),
                        editable=False,
                        max_digits=5,
                        verbose_name="积分",
                    ),
                ),
                (
                    "area",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="organs.area",
                        verbose_name="区域",
                    ),
                ),
                (
                    "deputyship",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="points_accounts",
                        to="deputies.deputyship",
                        verbose_name="代表",
                    ),
                ),
            ],
            options={
                "verbose_name": "积分",
                "verbose_name_plural": "积分",
            },
        ),
        migrations.CreateModel(
            name="PointsScheme",
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
                ("edition", models.PositiveSmallIntegerField(default=1, verbose_name="版次")),
                ("title", models.CharField(max_length=80, verbose_name="名称")),
                ("basis", models.CharField(blank=True, max_length=120, verbose_name="依据")),
                (
                    "levels",
                    models.JSONField(default=deputies.models.points.levels_scored, verbose_name="适用层级"),
                ),
                ("classes_declared", models.PositiveSmallIntegerField(default=5, verbose_name="大类数")),
                ("items_declared", models.PositiveSmallIntegerField(default=21, verbose_name="项目数")),
                (
                    "item_min",
                    models.DecimalField(
                        decimal_places=1, default=Decimal("2"), max_digits=5, verbose_name="每项最低分"
                    ),
                ),
                (
                    "item_max",
                    models.DecimalField(
                        decimal_places=1, default=Decimal("10"), max_digits=5, verbose_name="每项最高分"
                    ),
                ),
                (
                    "cap",
                    models.DecimalField(
                        decimal_places=1,
                        default=Decimal("100"),
                        max_digits=5,
                        validators=[django.core.validators.MinValueValidator(Decimal("1"))],
                        verbose_name="总分上限",
                    ),
                ),
                (
                    "oral_factor",
                    models.PositiveSmallIntegerField(default=4, verbose_name="口头述职是书面的几倍"),
                ),
                (
                    "below",
                    models.CharField(default="未达一般", max_length=20, verbose_name="最低等次以下称为"),
                ),
                (
                    "state",
                    models.CharField(
                        choices=[("draft", "草稿"), ("in_force", "施行"), ("replaced", "已换版")],
                        default="draft",
                        max_length=10,
                        verbose_name="状态",
                    ),
                ),
                ("in_force_at", models.DateTimeField(editable=False, null=True, verbose_name="施行时间")),
                ("version", models.PositiveIntegerField(default=1, editable=False)),
                (
                    "area",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="points_schemes",
                        to="organs.area",
                        verbose_name="适用区域",
                    ),
                ),
            ],
            options={
                "verbose_name": "积分办法",
                "verbose_name_plural": "积分办法",
                "ordering": ["-year", "area__path", "-edition"],
            },
        ),
        migrations.CreateModel(
            name="GradeTier",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("name", models.CharField(max_length=20, verbose_name="等次")),
                ("at_least", models.DecimalField(decimal_places=1, max_digits=5, verbose_name="多少分起")),
                ("evidence", models.CharField(blank=True, max_length=100, verbose_name="看什么")),
                ("attendance", models.BooleanField(default=False, verbose_name="看出席情况")),
                ("recommends", models.BooleanField(default=False, verbose_name="计入推荐连任")),
                (
                    "kinds",
                    models.ManyToManyField(
                        blank=True,
                        related_name="grade_tiers",
                        to="deputies.dutykind",
                        verbose_name="佐证事项",
                    ),
                ),
                (
                    "scheme",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="tiers",
                        to="deputies.pointsscheme",
                        verbose_name="积分办法",
                    ),
                ),
            ],
            options={
                "verbose_name": "等次",
                "verbose_name_plural": "等次",
                "ordering": ["-at_least"],
            },
        ),
        migrations.CreateModel(
            name="Register",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("year", models.PositiveSmallIntegerField(verbose_name="年度")),
                ("locked_at", models.DateTimeField(null=True, verbose_name="锁定时间")),
                ("unlock_reason", models.CharField(blank=True, max_length=200, verbose_name="解锁原因")),
                ("version", models.PositiveIntegerField(default=1, editable=False)),
                (
                    "deputyship",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="registers",
                        to="deputies.deputyship",
                        verbose_name="代表",
                    ),
                ),
                (
                    "locked_by",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                        verbose_name="锁定人",
                    ),
                ),
            ],
            options={
                "verbose_name": "履职登记册",
                "verbose_name_plural": "履职登记册",
            },
        ),
        migrations.AddField(
            model_name="dutykind",
            name="form",
            field=models.ForeignKey(
                on_delete=django.db.models.deletion.PROTECT,
                related_name="kinds",
                to="deputies.registerform",
                verbose_name="登记表格",
            ),
        ),
        migrations.CreateModel(
            name="SchemeClass",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("name", models.CharField(max_length=30, verbose_name="大类")),
                ("order", models.PositiveSmallIntegerField(default=0, verbose_name="排序")),
                (
                    "cap",
                    models.DecimalField(
                        blank=True,
                        decimal_places=1,
                        max_digits=5,
                        null=True,
                        validators=[django.core.validators.MinValueValidator(Decimal("0"))],
                        verbose_name="大类上限",
                    ),
                ),
                (
                    "scheme",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="classes",
                        to="deputies.pointsscheme",
                        verbose_name="积分办法",
                    ),
                ),
            ],
            options={
                "verbose_name": "积分大类",
                "verbose_name_plural": "积分大类",
                "ordering": ["order", "id"],
            },
        ),
        migrations.CreateModel(
            name="SchemeItem",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("name", models.CharField(max_length=40, verbose_name="项目")),
                ("order", models.PositiveSmallIntegerField(default=0, verbose_name="排序")),
                ("first", models.DecimalField(decimal_places=1, max_digits=5, verbose_name="首次")),
                (
                    "further",
                    models.DecimalField(
                        decimal_places=1,
                        default=Decimal("0"),
                        max_digits=5,
                        validators=[django.core.validators.MinValueValidator(Decimal("0"))],
                        verbose_name="以后每次",
                    ),
                ),
                ("cap", models.DecimalField(decimal_places=1, max_digits=5, verbose_name="全年上限")),
                ("evidence", models.CharField(blank=True, max_length=80, verbose_name="需要的佐证")),
                (
                    "kinds",
                    models.ManyToManyField(
                        blank=True,
                        related_name="scheme_items",
                        to="deputies.dutykind",
                        verbose_name="履职事项",
                    ),
                ),
                (
                    "scheme_class",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="items",
                        to="deputies.schemeclass",
                        verbose_name="大类",
                    ),
                ),
                (
                    "written",
                    models.OneToOneField(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.SET_NULL,
                        related_name="oral",
                        to="deputies.schemeitem",
                        verbose_name="对应的书面述职",
                    ),
                ),
            ],
            options={
                "verbose_name": "积分项目",
                "verbose_name_plural": "积分项目",
                "ordering": ["scheme_class__order", "scheme_class_id", "order", "id"],
            },
        ),
        migrations.CreateModel(
            name="PointsEntry",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("points", models.DecimalField(decimal_places=1, max_digits=5, verbose_name="分值")),
                (
                    "reason",
                    models.CharField(
                        choices=[
                            ("counted", "计入"),
                            ("taken_out", "撤销冲回"),
                            ("reordered", "次序变动"),
                            ("new_edition", "办法换版"),
                        ],
                        max_length=12,
                        verbose_name="原因",
                    ),
                ),
                ("made_at", models.DateTimeField(auto_now_add=True, verbose_name="记入时间")),
                (
                    "account",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="entries",
                        to="deputies.pointsaccount",
                        verbose_name="积分",
                    ),
                ),
                (
                    "made_by",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                        verbose_name="经手人",
                    ),
                ),
                (
                    "record",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="entries",
                        to="deputies.dutyrecord",
                        verbose_name="履职记录",
                    ),
                ),
                (
                    "item",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="entries",
                        to="deputies.schemeitem",
                        verbose_name="项目",
                    ),
                ),
            ],
            options={
                "verbose_name": "积分流水",
                "verbose_name_plural": "积分流水",
                "ordering": ["id"],
            },
        ),
        migrations.CreateModel(
            name="AppraisalYear",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("year", models.PositiveSmallIntegerField(unique=True, verbose_name="年度")),
                ("frozen_at", models.DateTimeField(null=True, verbose_name="冻结时间")),
                ("version", models.PositiveIntegerField(default=1, editable=False)),
                (
                    "frozen_by",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                        verbose_name="冻结人",
                    ),
                ),
            ],
            options={
                "verbose_name": "年度考核",
                "verbose_name_plural": "年度考核",
                "ordering": ["-year"],
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("frozen_at__isnull", True), ("frozen_by__isnull", True)),
                            ("frozen_at__isnull", False),
                            _connector="OR",
                        ),
                        name="appraisal_frozen_at",
                    )
                ],
            },
        ),
        migrations.AddIndex(
            model_name="dutyrecord",
            index=models.Index(fields=["deputyship", "year", "-day", "-id"], name="duty_register"),
        ),
        migrations.AddIndex(
            model_name="dutyrecord",
            index=models.Index(fields=["year", "state", "deputyship"], name="duty_year_state"),
        ),
        migrations.AddIndex(
            model_name="dutyrecord",
            index=models.Index(fields=["state", "-day", "-id"], name="duty_state_newest"),
        ),
        migrations.AddIndex(
            model_name="dutyrecord",
            index=models.Index(fields=["-day", "-id"], name="duty_newest"),
        ),
        migrations.AddIndex(
            model_name="dutyrecord",
            index=models.Index(fields=["kind", "-day", "-id"], name="duty_kind_newest"),
        ),
        migrations.AddIndex(
            model_name="dutyrecord",
            index=models.Index(fields=["source", "-day", "-id"], name="duty_source_newest"),
        ),
        migrations.AddIndex(
            model_name="dutyrecord",
            index=models.Index(
                condition=models.Q(("in_session", True)), fields=["-day", "-id"], name="duty_in_session"
            ),
        ),
        migrations.AddConstraint(
            model_name="dutyrecord",
            constraint=models.UniqueConstraint(
                condition=models.Q(("source_pk__isnull", False)),
                fields=("source", "source_pk", "deputyship", "source_key"),
                name="duty_once_a_source",
            ),
        ),
        migrations.AddConstraint(
            model_name="dutyrecord",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(("source", "declared"), ("source_pk__isnull", True)),
                    models.Q(models.Q(("source", "declared"), _negated=True), ("source_pk__isnull", False)),
                    _connector="OR",
                ),
                name="duty_source_has_key",
            ),
        ),
        migrations.AddConstraint(
            model_name="dutyrecord",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(("state__in", ["confirmed", "counted"]), _negated=True),
                    ("confirmed_at__isnull", False),
                    _connector="OR",
                ),
                name="duty_confirmed_has_time",
            ),
        ),
        migrations.AddConstraint(
            model_name="dutyrecord",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(("state", "returned"), _negated=True),
                    models.Q(("reason", ""), _negated=True),
                    _connector="OR",
                ),
                name="duty_returned_with_reason",
            ),
        ),
        migrations.AddConstraint(
            model_name="dutyphoto",
            constraint=models.UniqueConstraint(fields=("record", "order"), name="duty_photo_order_once"),
        ),
        migrations.AddIndex(
            model_name="pointsaccount",
            index=models.Index(fields=["area", "year", "-points", "id"], name="account_ranking"),
        ),
        migrations.AddConstraint(
            model_name="pointsaccount",
            constraint=models.UniqueConstraint(fields=("deputyship", "area", "year"), name="account_once"),
        ),
        migrations.AddConstraint(
            model_name="pointsaccount",
            constraint=models.CheckConstraint(
                condition=models.Q(("points__gte", 0)), name="account_not_negative"
            ),
        ),
        migrations.AddConstraint(
            model_name="pointsscheme",
            constraint=models.UniqueConstraint(
                fields=("area", "year", "edition"),
                name="scheme_edition_once",
                violation_error_message="这一年已有这一版",
            ),
        ),
        migrations.AddConstraint(
            model_name="pointsscheme",
            constraint=models.UniqueConstraint(
                condition=models.Q(("state", "in_force")),
                fields=("area", "year"),
                name="scheme_one_in_force",
                violation_error_message="这一年已有施行的办法",
            ),
        ),
        migrations.AddConstraint(
            model_name="pointsscheme",
            constraint=models.CheckConstraint(
                condition=models.Q(("item_max__gte", models.F("item_min"))),
                name="scheme_range",
                violation_error_message="每项最高分不能低于最低分",
            ),
        ),
        migrations.AddConstraint(
            model_name="pointsscheme",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(("in_force_at__isnull", True), ("state", "draft")),
                    models.Q(models.Q(("state", "draft"), _negated=True), ("in_force_at__isnull", False)),
                    _connector="OR",
                ),
                name="scheme_in_force_at",
            ),
        ),
        migrations.AddConstraint(
            model_name="gradetier",
            constraint=models.UniqueConstraint(
                fields=("scheme", "name"), name="tier_name_once", violation_error_message="已有这一等次"
            ),
        ),
        migrations.AddConstraint(
            model_name="gradetier",
            constraint=models.UniqueConstraint(
                fields=("scheme", "at_least"),
                name="tier_mark_once",
                violation_error_message="已有等次从这个分数起",
            ),
        ),
        migrations.AddConstraint(
            model_name="register",
            constraint=models.UniqueConstraint(fields=("deputyship", "year"), name="register_once"),
        ),
        migrations.AddConstraint(
            model_name="schemeclass",
            constraint=models.UniqueConstraint(
                fields=("scheme", "name"), name="scheme_class_once", violation_error_message="已有这一大类"
            ),
        ),
        migrations.AddConstraint(
            model_name="schemeitem",
            constraint=models.UniqueConstraint(
                fields=("scheme_class", "name"),
                name="scheme_item_once",
                violation_error_message="已有这一项目",
            ),
        ),
        migrations.AddConstraint(
            model_name="schemeitem",
            constraint=models.CheckConstraint(
                condition=models.Q(("cap__gte", models.F("first"))),
                name="scheme_item_cap",
                violation_error_message="全年上限不能低于首次的分值",
            ),
        ),
        migrations.AddConstraint(
            model_name="schemeitem",
            constraint=models.CheckConstraint(
                condition=models.Q(("first__gte", 0), ("further__gte", 0)), name="scheme_item_not_negative"
            ),
        ),
        migrations.AddIndex(
            model_name="pointsentry",
            index=models.Index(fields=["account", "record"], name="entry_account_record"),
        ),
        migrations.AddConstraint(
            model_name="pointsentry",
            constraint=models.CheckConstraint(
                condition=models.Q(("points", 0), _negated=True), name="entry_not_nothing"
            ),
        ),
    ]
