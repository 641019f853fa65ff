"""The wall of a station: its rules, the sheets that were put up, the photos chosen for them."""

import django.core.validators
import django.db.models.deletion
import django.utils.timezone
from django.conf import settings
from django.db import migrations, models

#: Seven rules for every kind that is a station (R155). The last is about hours and names: each station writes its own.
RULES = [
    (
        "代表联络站工作职责",
        "一、组织进站代表学习宪法、代表法和有关法律法规，学习上级人大的决议决定。\n"
        "二、安排代表按接待日进站，听取选民和群众的意见建议，逐件登记。\n"
        "三、对群众反映的事项分类处理，能当场答复的当场答复，需要办理的及时交办，并跟踪到办结。\n"
        "四、组织代表开展视察、调研、走访和述职，为代表提出建议提供服务。\n"
        "五、管好两本台账，年初有计划，年末有总结。",
    ),
    (
        "代表联络站站长、副站长、联络员工作职责",
        "一、站长主持联络站全面工作，安排年度计划，每季度至少研究一次联络站工作。\n"
        "二、副站长协助站长工作，负责接待日排班、代表活动的组织和事项的督促办理。\n"
        "三、联络员负责日常值守、接待登记、事项交办和回访、台账和上墙材料的更新。\n"
        "四、站长不在时，由副站长代行职责。",
    ),
    (
        "代表联络站会议制度",
        "一、每季度召开一次站务会议，由站长主持，副站长、联络员和代表小组组长参加。\n"
        "二、会议研究接待日安排、群众事项办理、代表活动计划和经费使用。\n"
        "三、会前通知时间、地点和议题，会上做好记录，议定的事项明确到人、限期办理。",
    ),
    (
        "代表联络站学习培训制度",
        "一、进站代表每季度集中学习一次，平时以自学为主。\n"
        "二、学习内容为法律法规、人大业务知识、上级部署和本地中心工作。\n"
        "三、站务人员每年至少参加一次区级业务培训。\n"
        "四、学习有签到、有记录，记入代表履职档案。",
    ),
    (
        "代表接待选民群众制度",
        "一、接待日时间提前公布，代表按排班进站，不能到的提前请假、换班。\n"
        "二、接待时认真听取、如实登记，不推诿、不承诺职权以外的事。\n"
        "三、已进入诉讼、仲裁、信访程序的，说明情况，告知依法办理的途径。\n"
        "四、反映人的姓名、电话只用于办理和回访，不向外透露。",
    ),
    (
        "群众意见建议办理反馈制度",
        "一、群众反映的事项当天登记、及时分办，属于村（社区）、乡镇（街道）的就地办理，需要区里办理的按程序上报。\n"
        "二、承办单位按期办结，办理结果由联络站告知本人。\n"
        "三、办结后进行回访，请群众评价；不满意的，重新研究办理。\n"
        "四、带有普遍性的问题，由代表整理成建议提出。",
    ),
    ("代表联络站值班制度", ""),
]


def fill(apps, schema_editor):
    """Write the seven rules for the kinds of sites that are stations."""
    regulations = apps.get_model("liaison_stations", "Regulation")._default_manager
    kinds = list(apps.get_model("liaison_stations", "StationKind")._default_manager.filter(is_station=True))
    for order, (title, text) in enumerate(RULES, 1):
        regulations.create(title=title, text=text, order=order).kinds.set(kinds)


class Migration(migrations.Migration):
    dependencies = [
        ("activities", "0011_deputy_groups"),
        ("liaison_stations", "0004_deed_rating"),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.AddField(
            model_name="stationpolicy",
            name="wall_days",
            field=models.PositiveSmallIntegerField(
                default=90,
                validators=[
                    django.core.validators.MinValueValidator(1),
                    django.core.validators.MaxValueValidator(730),
                ],
                verbose_name="上墙材料几天内要更新一次",
            ),
        ),
        migrations.CreateModel(
            name="Regulation",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("title", models.CharField(max_length=60, unique=True, verbose_name="名称")),
                (
                    "text",
                    models.TextField(
                        blank=True,
                        validators=[django.core.validators.MaxLengthValidator(4000)],
                        verbose_name="统一文本",
                    ),
                ),
                ("is_required", models.BooleanField(default=True, verbose_name="必备")),
                ("order", models.PositiveSmallIntegerField(default=0, verbose_name="排序")),
                ("in_use", models.BooleanField(default=True, verbose_name="在用")),
                ("version", models.PositiveIntegerField(default=1, editable=False)),
                (
                    "kinds",
                    models.ManyToManyField(
                        related_name="regulations",
                        to="liaison_stations.stationkind",
                        verbose_name="适用站点类型",
                    ),
                ),
            ],
            options={
                "verbose_name": "工作制度",
                "verbose_name_plural": "工作制度",
                "ordering": ["order", "id"],
            },
        ),
        migrations.CreateModel(
            name="StationRegulation",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                (
                    "text",
                    models.TextField(
                        blank=True,
                        validators=[django.core.validators.MaxLengthValidator(4000)],
                        verbose_name="本站文本",
                    ),
                ),
                (
                    "written_at",
                    models.DateTimeField(default=django.utils.timezone.now, verbose_name="填写时间"),
                ),
                ("version", models.PositiveIntegerField(default=0, editable=False)),
                (
                    "regulation",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="own_texts",
                        to="liaison_stations.regulation",
                        verbose_name="制度",
                    ),
                ),
                (
                    "station",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="regulations",
                        to="liaison_stations.station",
                        verbose_name="联络站",
                    ),
                ),
                (
                    "written_by",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                        verbose_name="填写人",
                    ),
                ),
            ],
            options={
                "verbose_name": "本站制度",
                "verbose_name_plural": "本站制度",
                "ordering": ["regulation__order", "regulation_id"],
                "constraints": [
                    models.UniqueConstraint(fields=("station", "regulation"), name="station_regulation_once")
                ],
            },
        ),
        migrations.CreateModel(
            name="WallPhoto",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                (
                    "photo",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="+",
                        to="activities.activityphoto",
                        verbose_name="照片",
                    ),
                ),
                (
                    "station",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="wall_photos",
                        to="liaison_stations.station",
                        verbose_name="联络站",
                    ),
                ),
            ],
            options={
                "verbose_name": "上墙照片",
                "verbose_name_plural": "上墙照片",
                "ordering": ["id"],
                "constraints": [models.UniqueConstraint(fields=("station", "photo"), name="wall_photo_once")],
            },
        ),
        migrations.CreateModel(
            name="WallSheet",
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
                        choices=[
                            ("groups", "分组情况"),
                            ("plan", "活动计划"),
                            ("regulations", "工作制度"),
                            ("board", "代表公示栏"),
                            ("photos", "活动剪影"),
                        ],
                        max_length=12,
                        verbose_name="内容",
                    ),
                ),
                (
                    "printed_on",
                    models.DateField(default=django.utils.timezone.localdate, verbose_name="更新日期"),
                ),
                ("fingerprint", models.CharField(editable=False, max_length=64)),
                ("is_up", models.BooleanField(default=True, verbose_name="现在上墙的")),
                ("changed_on", models.DateField(blank=True, null=True, verbose_name="内容变动日期")),
                (
                    "printed_by",
                    models.ForeignKey(
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
                        related_name="wall_sheets",
                        to="liaison_stations.station",
                        verbose_name="联络站",
                    ),
                ),
            ],
            options={
                "verbose_name": "上墙材料",
                "verbose_name_plural": "上墙材料",
                "ordering": ["-printed_on", "-id"],
                "indexes": [models.Index(fields=["station", "-printed_on", "-id"], name="wall_sheet_newest")],
                "constraints": [
                    models.UniqueConstraint(
                        condition=models.Q(("is_up", True)),
                        fields=("station", "kind"),
                        name="wall_sheet_up_once",
                    )
                ],
            },
        ),
        migrations.RunPython(fill, migrations.RunPython.noop),
    ]
