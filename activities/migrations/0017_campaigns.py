"""What campaigns ask for, who takes part, and what else bears their name (R014–R016, R044–R051)."""

import django.core.validators
import django.db.models.deletion
from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("activities", "0016_kind_duties"),
        ("deputies", "0012_checks_reports_ratings"),
    ]

    operations = [
        migrations.CreateModel(
            name="CampaignMember",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                (
                    "level",
                    models.CharField(
                        blank=True,
                        choices=[
                            ("national", "全国"),
                            ("province", "省级"),
                            ("city", "市级"),
                            ("district", "区县级"),
                            ("town", "乡镇级"),
                        ],
                        max_length=20,
                        verbose_name="代表层级",
                    ),
                ),
                ("role", models.CharField(blank=True, max_length=20, verbose_name="角色")),
            ],
            options={
                "verbose_name": "专项参加人",
                "verbose_name_plural": "专项参加人",
                "ordering": ["person__pinyin", "id"],
            },
        ),
        migrations.CreateModel(
            name="CampaignTag",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("what", models.SlugField(max_length=30)),
                ("record", models.PositiveBigIntegerField()),
            ],
            options={
                "verbose_name": "归入专项",
                "verbose_name_plural": "归入专项",
                "ordering": ["what", "id"],
            },
        ),
        migrations.CreateModel(
            name="Measure",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                (
                    "audience",
                    models.CharField(
                        choices=[("district", "全区"), ("group", "每个代表小组"), ("deputy", "每位代表")],
                        max_length=10,
                        verbose_name="要求谁",
                    ),
                ),
                ("heading", models.CharField(blank=True, max_length=40, verbose_name="板块")),
                ("name", models.CharField(max_length=60, verbose_name="内容")),
                (
                    "times",
                    models.PositiveSmallIntegerField(
                        default=1,
                        validators=[
                            django.core.validators.MinValueValidator(1),
                            django.core.validators.MaxValueValidator(99),
                        ],
                        verbose_name="次数",
                    ),
                ),
                ("order", models.PositiveSmallIntegerField(default=0, verbose_name="排序")),
                ("version", models.PositiveIntegerField(default=1, editable=False)),
            ],
            options={
                "verbose_name": "专项要求",
                "verbose_name_plural": "专项要求",
                "ordering": ["audience", "order", "id"],
            },
        ),
        migrations.AddField(
            model_name="campaign",
            name="ends_on",
            field=models.DateField(blank=True, null=True, verbose_name="结束日期"),
        ),
        migrations.AddField(
            model_name="campaign",
            name="roles",
            field=models.JSONField(blank=True, default=list, verbose_name="角色"),
        ),
        migrations.AddField(
            model_name="campaign",
            name="slogan",
            field=models.CharField(blank=True, max_length=60, verbose_name="主题"),
        ),
        migrations.AddField(
            model_name="campaign",
            name="sort",
            field=models.CharField(
                choices=[
                    ("campaign", "主题活动"),
                    ("programme", "工程"),
                    ("month", "代表活动月"),
                    ("subject", "主题词"),
                ],
                default="campaign",
                max_length=10,
                verbose_name="性质",
            ),
        ),
        migrations.AddField(
            model_name="campaign",
            name="starts_on",
            field=models.DateField(blank=True, null=True, verbose_name="开始日期"),
        ),
        migrations.AddConstraint(
            model_name="campaign",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    ("starts_on__isnull", True),
                    ("ends_on__isnull", True),
                    ("ends_on__gte", models.F("starts_on")),
                    _connector="OR",
                ),
                name="campaign_ends_after_start",
                violation_error_message="结束日期不能早于开始日期",
            ),
        ),
        migrations.AddField(
            model_name="campaignmember",
            name="campaign",
            field=models.ForeignKey(
                on_delete=django.db.models.deletion.CASCADE,
                related_name="members",
                to="activities.campaign",
                verbose_name="专项",
            ),
        ),
        migrations.AddField(
            model_name="campaignmember",
            name="person",
            field=models.ForeignKey(
                on_delete=django.db.models.deletion.PROTECT,
                related_name="campaigns",
                to="deputies.person",
                verbose_name="人员",
            ),
        ),
        migrations.AddField(
            model_name="campaigntag",
            name="campaign",
            field=models.ForeignKey(
                on_delete=django.db.models.deletion.CASCADE,
                related_name="tags",
                to="activities.campaign",
                verbose_name="专项",
            ),
        ),
        migrations.AddField(
            model_name="measure",
            name="activities",
            field=models.ManyToManyField(
                blank=True, related_name="measures", to="activities.activity", verbose_name="关联的活动"
            ),
        ),
        migrations.AddField(
            model_name="measure",
            name="activity_kinds",
            field=models.ManyToManyField(
                blank=True,
                related_name="measures",
                to="activities.activitykind",
                verbose_name="哪些类别的活动算",
            ),
        ),
        migrations.AddField(
            model_name="measure",
            name="campaign",
            field=models.ForeignKey(
                on_delete=django.db.models.deletion.CASCADE,
                related_name="measures",
                to="activities.campaign",
                verbose_name="专项",
            ),
        ),
        migrations.AddField(
            model_name="measure",
            name="duty_kinds",
            field=models.ManyToManyField(
                blank=True, related_name="measures", to="deputies.dutykind", verbose_name="哪些履职事项算"
            ),
        ),
        migrations.AddIndex(
            model_name="campaignmember",
            index=models.Index(fields=["campaign", "level", "role"], name="campaign_member_level"),
        ),
        migrations.AddConstraint(
            model_name="campaignmember",
            constraint=models.UniqueConstraint(
                fields=("campaign", "person", "role"),
                name="campaign_member_once",
                violation_error_message="这个人已在名单上",
            ),
        ),
        migrations.AddConstraint(
            model_name="campaigntag",
            constraint=models.UniqueConstraint(
                fields=("campaign", "what", "record"), name="campaign_tag_once"
            ),
        ),
        migrations.AddConstraint(
            model_name="measure",
            constraint=models.UniqueConstraint(
                fields=("campaign", "audience", "name"),
                name="measure_once",
                violation_error_message="这个专项已有这一条",
            ),
        ),
    ]
