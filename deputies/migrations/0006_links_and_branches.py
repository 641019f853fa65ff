"""Links, contacts, ties of groups, chat groups, party branches; the lists they begin with."""

import django.core.validators
import django.db.models.deletion
from django.conf import settings
from django.db import migrations, models

TIERS = (
    ("主任会议成员联系委员", "leaders", "ordinary", None, False),
    ("组成人员联系代表", "members", "deputies", 4, False),
    ("代表联系群众", "deputies", "masses", 10, False),
    ("暖心护企", "deputies", "enterprises", None, True),
    ("助困解难", "deputies", "households", None, True),
)
CHANNELS = (
    ("走访", False), ("座谈", False), ("电话", False), ("微信", True), ("代表履职APP", True), ("网络", True),
)  # fmt: skip
VISITS = (
    ("进社区", "where"), ("进企业", "where"), ("进选区单位", "where"),
    ("访群众", "whom"), ("访企业", "whom"), ("访基层单位", "whom"), ("访原选举单位", "whom"),
)  # fmt: skip
HEADINGS = ("组织设置", "功能定位", "日常管理", "组织生活", "作用发挥", "机制保障")
ACTIVITIES = (
    ("主题活动", "次"), ("社会治理调研", "次"), ("走访群众", "人次"), ("化解矛盾纠纷", "起"), ("走访企业", "家"),
)  # fmt: skip


def fill(apps, schema_editor):
    rows = {name: apps.get_model("deputies", name) for name in (
        "LinkTier", "ContactChannel", "VisitKind", "BranchHeading", "BranchActivityKind",
    )}  # fmt: skip
    for order, (name, upper, lower, target, exclusive) in enumerate(TIERS, 1):
        rows["LinkTier"]._default_manager.create(
            name=name, upper=upper, lower=lower, target=target, exclusive=exclusive, order=order
        )
    for order, (name, is_online) in enumerate(CHANNELS, 1):
        rows["ContactChannel"]._default_manager.create(name=name, is_online=is_online, order=order)
    for order, (name, aspect) in enumerate(VISITS, 1):
        rows["VisitKind"]._default_manager.create(name=name, aspect=aspect, order=order)
    for order, name in enumerate(HEADINGS, 1):
        rows["BranchHeading"]._default_manager.create(name=name, order=order)
    for order, (name, unit) in enumerate(ACTIVITIES, 1):
        rows["BranchActivityKind"]._default_manager.create(name=name, unit=unit, order=order)


class Migration(migrations.Migration):
    dependencies = [
        ("deputies", "0005_initials_of_people"),
        ("organs", "0002_versions_and_closing"),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.CreateModel(
            name="BranchActivityKind",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("name", models.CharField(max_length=20, unique=True, verbose_name="名称")),
                ("unit", models.CharField(max_length=6, verbose_name="单位")),
                ("order", models.PositiveSmallIntegerField(default=0, verbose_name="排序")),
                ("in_use", models.BooleanField(default=True, verbose_name="在用")),
            ],
            options={
                "verbose_name": "党支部活动类型",
                "verbose_name_plural": "党支部活动类型",
                "ordering": ["order", "id"],
            },
        ),
        migrations.CreateModel(
            name="BranchHeading",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("name", models.CharField(max_length=20, unique=True, verbose_name="名称")),
                ("order", models.PositiveSmallIntegerField(default=0, verbose_name="排序")),
                ("in_use", models.BooleanField(default=True, verbose_name="在用")),
            ],
            options={
                "verbose_name": "党支部制度内容",
                "verbose_name_plural": "党支部制度内容",
                "ordering": ["order", "id"],
            },
        ),
        migrations.CreateModel(
            name="ContactChannel",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("name", models.CharField(max_length=20, unique=True, verbose_name="名称")),
                ("is_online", models.BooleanField(default=False, verbose_name="线上")),
                ("order", models.PositiveSmallIntegerField(default=0, verbose_name="排序")),
                ("in_use", models.BooleanField(default=True, verbose_name="在用")),
            ],
            options={
                "verbose_name": "联系方式",
                "verbose_name_plural": "联系方式",
                "ordering": ["order", "id"],
            },
        ),
        migrations.CreateModel(
            name="LinkedParty",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("name", models.CharField(max_length=60, verbose_name="姓名、名称")),
                ("phone", models.CharField(blank=True, max_length=20, verbose_name="电话")),
                ("home", models.CharField(blank=True, max_length=80, verbose_name="住址、单位")),
            ],
            options={
                "verbose_name": "联系对象",
                "verbose_name_plural": "联系对象",
            },
        ),
        migrations.CreateModel(
            name="LinkTier",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("name", models.CharField(max_length=40, unique=True, verbose_name="名称")),
                (
                    "upper",
                    models.CharField(
                        choices=[
                            ("leaders", "主任会议成员"),
                            ("members", "常委会组成人员"),
                            ("deputies", "人大代表"),
                        ],
                        max_length=20,
                        verbose_name="谁来联系",
                    ),
                ),
                (
                    "lower",
                    models.CharField(
                        choices=[
                            ("ordinary", "常委会委员"),
                            ("deputies", "人大代表"),
                            ("masses", "群众"),
                            ("enterprises", "企业"),
                            ("households", "家庭"),
                        ],
                        max_length=20,
                        verbose_name="联系谁",
                    ),
                ),
                (
                    "level",
                    models.CharField(
                        choices=[
                            ("national", "全国"),
                            ("province", "省级"),
                            ("city", "市级"),
                            ("district", "区县级"),
                            ("town", "乡镇级"),
                        ],
                        default="district",
                        max_length=20,
                        verbose_name="算哪一级代表",
                    ),
                ),
                (
                    "target",
                    models.PositiveSmallIntegerField(blank=True, null=True, verbose_name="每人联系几个"),
                ),
                ("exclusive", models.BooleanField(default=False, verbose_name="一对一")),
                ("order", models.PositiveSmallIntegerField(default=0, verbose_name="排序")),
                ("in_use", models.BooleanField(default=True, verbose_name="在用")),
            ],
            options={
                "verbose_name": "联系层级",
                "verbose_name_plural": "联系层级",
                "ordering": ["order", "id"],
            },
        ),
        migrations.CreateModel(
            name="VisitKind",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("name", models.CharField(max_length=20, unique=True, verbose_name="名称")),
                (
                    "aspect",
                    models.CharField(
                        choices=[("where", "进"), ("whom", "访")], max_length=10, verbose_name="哪一种"
                    ),
                ),
                ("order", models.PositiveSmallIntegerField(default=0, verbose_name="排序")),
                ("in_use", models.BooleanField(default=True, verbose_name="在用")),
            ],
            options={
                "verbose_name": "走访类型",
                "verbose_name_plural": "走访类型",
                "ordering": ["order", "id"],
            },
        ),
        migrations.CreateModel(
            name="ChatGroup",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("station", models.CharField(blank=True, max_length=60, verbose_name="联络站")),
                (
                    "platform",
                    models.CharField(
                        choices=[("wechat", "微信群"), ("qq", "QQ群"), ("other", "其他")],
                        default="wechat",
                        max_length=10,
                        verbose_name="平台",
                    ),
                ),
                ("name", models.CharField(max_length=60, verbose_name="群名称")),
                ("keeper", models.CharField(max_length=60, verbose_name="管理员")),
                ("members", models.PositiveIntegerField(blank=True, null=True, verbose_name="人数")),
                ("is_active", models.BooleanField(default=True, verbose_name="在用")),
                ("version", models.PositiveIntegerField(default=1, editable=False)),
                (
                    "area",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="chat_groups",
                        to="organs.area",
                        verbose_name="乡镇街道",
                    ),
                ),
                (
                    "group",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="chat_groups",
                        to="deputies.deputygroup",
                        verbose_name="代表小组",
                    ),
                ),
            ],
            options={
                "verbose_name": "代表联系群",
                "verbose_name_plural": "代表联系群",
                "ordering": ["area__order", "id"],
            },
        ),
        migrations.CreateModel(
            name="ChatGroupPicture",
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
                    "chat",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="pictures",
                        to="deputies.chatgroup",
                        verbose_name="群",
                    ),
                ),
            ],
            options={
                "verbose_name": "群二维码",
                "verbose_name_plural": "群二维码",
                "ordering": ["order"],
            },
        ),
        migrations.CreateModel(
            name="Contact",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("on", models.DateField(verbose_name="日期")),
                ("place", models.CharField(blank=True, max_length=80, verbose_name="地点")),
                (
                    "account",
                    models.TextField(
                        blank=True,
                        validators=[django.core.validators.MaxLengthValidator(2000)],
                        verbose_name="情况",
                    ),
                ),
                ("token", models.UUIDField(blank=True, editable=False, null=True, unique=True)),
                ("entered_at", models.DateTimeField(auto_now_add=True, verbose_name="登记时间")),
                ("withdrawn_at", models.DateTimeField(blank=True, null=True, verbose_name="撤回时间")),
                ("withdrawn_reason", models.CharField(blank=True, max_length=200, verbose_name="撤回原因")),
                ("version", models.PositiveIntegerField(default=1, editable=False)),
                (
                    "entered_by",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                        verbose_name="登记人",
                    ),
                ),
                (
                    "holder",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="contacts",
                        to="deputies.person",
                        verbose_name="联系人",
                    ),
                ),
                (
                    "channel",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="contacts",
                        to="deputies.contactchannel",
                        verbose_name="联系方式",
                    ),
                ),
            ],
            options={
                "verbose_name": "联系记录",
                "verbose_name_plural": "联系记录",
                "ordering": ["-on", "-id"],
            },
        ),
        migrations.CreateModel(
            name="ContactOpinion",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("text", models.CharField(max_length=500, verbose_name="意见建议")),
                (
                    "contact",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="opinions",
                        to="deputies.contact",
                        verbose_name="联系记录",
                    ),
                ),
            ],
            options={
                "verbose_name": "听到的意见",
                "verbose_name_plural": "听到的意见",
                "ordering": ["id"],
            },
        ),
        migrations.CreateModel(
            name="GroupTie",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("starts_on", models.DateField(verbose_name="从哪天起")),
                ("ends_on", models.DateField(blank=True, null=True, verbose_name="到哪天止")),
                (
                    "area",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="group_ties",
                        to="organs.area",
                        verbose_name="村（社区）",
                    ),
                ),
                (
                    "group",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="ties",
                        to="deputies.deputygroup",
                        verbose_name="代表小组",
                    ),
                ),
                (
                    "organ",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="group_ties",
                        to="organs.organ",
                        verbose_name="国家机关",
                    ),
                ),
            ],
            options={
                "verbose_name": "小组定点联系",
                "verbose_name_plural": "小组定点联系",
                "ordering": ["group_id", "id"],
            },
        ),
        migrations.CreateModel(
            name="Link",
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
                        blank=True,
                        choices=[
                            ("voter", "原选区选民"),
                            ("grid_worker", "社区网格员"),
                            ("spokesperson", "群众代表"),
                        ],
                        max_length=20,
                        verbose_name="类别",
                    ),
                ),
                ("grid", models.CharField(blank=True, max_length=40, verbose_name="网格")),
                ("enterprise", models.CharField(blank=True, editable=False, max_length=60)),
                ("starts_on", models.DateField(verbose_name="从哪天起")),
                ("ends_on", models.DateField(blank=True, null=True, verbose_name="到哪天止")),
                ("outcome", models.CharField(blank=True, max_length=300, verbose_name="结束原因、成效")),
                ("version", models.PositiveIntegerField(default=1, editable=False)),
                (
                    "constituency",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="organs.constituency",
                        verbose_name="选区",
                    ),
                ),
                (
                    "holder",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="links_kept",
                        to="deputies.person",
                        verbose_name="联系人",
                    ),
                ),
                (
                    "person",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="links_with",
                        to="deputies.person",
                        verbose_name="联系对象",
                    ),
                ),
                (
                    "party",
                    models.OneToOneField(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="link",
                        to="deputies.linkedparty",
                        verbose_name="联系对象",
                    ),
                ),
                (
                    "tier",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="links",
                        to="deputies.linktier",
                        verbose_name="层级",
                    ),
                ),
            ],
            options={
                "verbose_name": "联系",
                "verbose_name_plural": "联系",
                "ordering": ["tier__order", "holder__name_key", "id"],
            },
        ),
        migrations.AddField(
            model_name="contact",
            name="links",
            field=models.ManyToManyField(
                related_name="contacts", to="deputies.link", verbose_name="联系了谁"
            ),
        ),
        migrations.CreateModel(
            name="OrganVisit",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("on", models.DateField(verbose_name="日期")),
                ("place", models.CharField(blank=True, max_length=80, verbose_name="地点")),
                (
                    "account",
                    models.TextField(
                        blank=True,
                        validators=[django.core.validators.MaxLengthValidator(2000)],
                        verbose_name="情况",
                    ),
                ),
                ("token", models.UUIDField(blank=True, editable=False, null=True, unique=True)),
                ("withdrawn_at", models.DateTimeField(blank=True, null=True, verbose_name="撤回时间")),
                ("withdrawn_reason", models.CharField(blank=True, max_length=200, verbose_name="撤回原因")),
                ("version", models.PositiveIntegerField(default=1, editable=False)),
                (
                    "deputies",
                    models.ManyToManyField(
                        related_name="organ_visits", to="deputies.deputyship", verbose_name="参加代表"
                    ),
                ),
                (
                    "entered_by",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                        verbose_name="登记人",
                    ),
                ),
                (
                    "group",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="organ_visits",
                        to="deputies.deputygroup",
                        verbose_name="代表小组",
                    ),
                ),
                (
                    "organ",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="group_visits",
                        to="organs.organ",
                        verbose_name="国家机关",
                    ),
                ),
            ],
            options={
                "verbose_name": "联系国家机关",
                "verbose_name_plural": "联系国家机关",
                "ordering": ["-on", "-id"],
            },
        ),
        migrations.CreateModel(
            name="OrganQuestion",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("text", models.CharField(max_length=500, verbose_name="问询、意见")),
                (
                    "answer",
                    models.TextField(
                        blank=True,
                        validators=[django.core.validators.MaxLengthValidator(2000)],
                        verbose_name="答复",
                    ),
                ),
                ("answered_on", models.DateField(blank=True, null=True, verbose_name="答复日期")),
                ("answered_by", models.CharField(blank=True, max_length=60, verbose_name="答复人")),
                ("version", models.PositiveIntegerField(default=1, editable=False)),
                (
                    "visit",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="questions",
                        to="deputies.organvisit",
                        verbose_name="联系",
                    ),
                ),
            ],
            options={
                "verbose_name": "问询",
                "verbose_name_plural": "问询",
                "ordering": ["id"],
            },
        ),
        migrations.CreateModel(
            name="PartyBranch",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("name", models.CharField(max_length=60, verbose_name="名称")),
                ("document", models.CharField(blank=True, max_length=120, verbose_name="建立依据")),
                ("issuers", models.CharField(blank=True, max_length=120, verbose_name="发文单位")),
                ("starts_on", models.DateField(verbose_name="建立日期")),
                ("ends_on", models.DateField(blank=True, null=True, verbose_name="撤销日期")),
                ("version", models.PositiveIntegerField(default=1, editable=False)),
                (
                    "group",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="branches",
                        to="deputies.deputygroup",
                        verbose_name="代表小组",
                    ),
                ),
                (
                    "secretary",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="deputies.person",
                        verbose_name="书记",
                    ),
                ),
            ],
            options={
                "verbose_name": "功能型党支部",
                "verbose_name_plural": "功能型党支部",
                "ordering": ["group__number", "id"],
            },
        ),
        migrations.CreateModel(
            name="BranchText",
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
                        validators=[django.core.validators.MaxLengthValidator(2000)],
                        verbose_name="内容",
                    ),
                ),
                (
                    "heading",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="deputies.branchheading",
                        verbose_name="内容",
                    ),
                ),
                (
                    "branch",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="texts",
                        to="deputies.partybranch",
                        verbose_name="党支部",
                    ),
                ),
            ],
            options={
                "verbose_name": "党支部制度",
                "verbose_name_plural": "党支部制度",
                "ordering": ["heading__order", "id"],
            },
        ),
        migrations.CreateModel(
            name="BranchPair",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("starts_on", models.DateField(verbose_name="从哪天起")),
                ("ends_on", models.DateField(blank=True, null=True, verbose_name="到哪天止")),
                (
                    "member",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="deputies.person",
                        verbose_name="党员代表",
                    ),
                ),
                (
                    "partner",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="deputies.person",
                        verbose_name="党外代表",
                    ),
                ),
                (
                    "branch",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="pairs",
                        to="deputies.partybranch",
                        verbose_name="党支部",
                    ),
                ),
            ],
            options={
                "verbose_name": "党员联系党外代表",
                "verbose_name_plural": "党员联系党外代表",
                "ordering": ["partner__name_key", "id"],
            },
        ),
        migrations.CreateModel(
            name="BranchMember",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("starts_on", models.DateField(verbose_name="编入日期")),
                ("ends_on", models.DateField(blank=True, null=True, verbose_name="转出日期")),
                ("own_post", models.CharField(blank=True, max_length=300, verbose_name="本职岗位")),
                ("deputy_post", models.CharField(blank=True, max_length=300, verbose_name="代表岗位")),
                ("version", models.PositiveIntegerField(default=1, editable=False)),
                (
                    "person",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="branch_memberships",
                        to="deputies.person",
                        verbose_name="党员代表",
                    ),
                ),
                (
                    "branch",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="members",
                        to="deputies.partybranch",
                        verbose_name="党支部",
                    ),
                ),
            ],
            options={
                "verbose_name": "党支部成员",
                "verbose_name_plural": "党支部成员",
                "ordering": ["person__name_key", "id"],
            },
        ),
        migrations.CreateModel(
            name="BranchActivity",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("on", models.DateField(verbose_name="日期")),
                ("title", models.CharField(max_length=80, verbose_name="内容")),
                (
                    "amount",
                    models.PositiveIntegerField(
                        default=1,
                        validators=[django.core.validators.MinValueValidator(1)],
                        verbose_name="数量",
                    ),
                ),
                ("place", models.CharField(blank=True, max_length=80, verbose_name="地点")),
                ("token", models.UUIDField(blank=True, editable=False, null=True, unique=True)),
                ("withdrawn_at", models.DateTimeField(blank=True, null=True, verbose_name="撤回时间")),
                ("withdrawn_reason", models.CharField(blank=True, max_length=200, verbose_name="撤回原因")),
                (
                    "entered_by",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                        verbose_name="登记人",
                    ),
                ),
                (
                    "kind",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="activities",
                        to="deputies.branchactivitykind",
                        verbose_name="类型",
                    ),
                ),
                (
                    "branch",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="activities",
                        to="deputies.partybranch",
                        verbose_name="党支部",
                    ),
                ),
            ],
            options={
                "verbose_name": "党支部活动",
                "verbose_name_plural": "党支部活动",
                "ordering": ["-on", "-id"],
            },
        ),
        migrations.AddField(
            model_name="contact",
            name="visit_kinds",
            field=models.ManyToManyField(
                blank=True, related_name="contacts", to="deputies.visitkind", verbose_name="三进三访"
            ),
        ),
        migrations.AddConstraint(
            model_name="chatgroup",
            constraint=models.UniqueConstraint(
                fields=("platform", "name"), name="chat_group_once", violation_error_message="这个群已登记"
            ),
        ),
        migrations.AddConstraint(
            model_name="chatgrouppicture",
            constraint=models.UniqueConstraint(fields=("chat", "order"), name="chat_picture_order_once"),
        ),
        migrations.AddConstraint(
            model_name="grouptie",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(("area__isnull", False), ("organ__isnull", True)),
                    models.Q(("area__isnull", True), ("organ__isnull", False)),
                    _connector="OR",
                ),
                name="group_tie_with_one",
                violation_error_message="国家机关和村（社区）选一个",
            ),
        ),
        migrations.AddConstraint(
            model_name="grouptie",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    ("ends_on__isnull", True), ("ends_on__gte", models.F("starts_on")), _connector="OR"
                ),
                name="group_tie_ends_after_start",
                violation_error_message="结束日期不能早于开始日期",
            ),
        ),
        migrations.AddConstraint(
            model_name="grouptie",
            constraint=models.UniqueConstraint(
                condition=models.Q(("ends_on__isnull", True), ("organ__isnull", False)),
                fields=("group", "organ"),
                name="group_tie_organ_once",
                violation_error_message="这个小组已联系这个单位",
            ),
        ),
        migrations.AddConstraint(
            model_name="grouptie",
            constraint=models.UniqueConstraint(
                condition=models.Q(("area__isnull", False), ("ends_on__isnull", True)),
                fields=("group", "area"),
                name="group_tie_area_once",
                violation_error_message="这个小组已联系这个村（社区）",
            ),
        ),
        migrations.AddIndex(
            model_name="link",
            index=models.Index(fields=["holder", "tier", "ends_on"], name="link_holder_tier_end"),
        ),
        migrations.AddIndex(
            model_name="link",
            index=models.Index(fields=["person", "tier", "ends_on"], name="link_person_tier_end"),
        ),
        migrations.AddIndex(
            model_name="link",
            index=models.Index(fields=["starts_on"], name="link_start"),
        ),
        migrations.AddIndex(
            model_name="link",
            index=models.Index(fields=["kind"], name="link_kind"),
        ),
        migrations.AddConstraint(
            model_name="link",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(("party__isnull", False), ("person__isnull", True)),
                    models.Q(("party__isnull", True), ("person__isnull", False)),
                    _connector="OR",
                ),
                name="link_with_one",
            ),
        ),
        migrations.AddConstraint(
            model_name="link",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    ("ends_on__isnull", True), ("ends_on__gte", models.F("starts_on")), _connector="OR"
                ),
                name="link_ends_after_start",
                violation_error_message="结束日期不能早于开始日期",
            ),
        ),
        migrations.AddConstraint(
            model_name="link",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    ("person__isnull", True),
                    models.Q(("person", models.F("holder")), _negated=True),
                    _connector="OR",
                ),
                name="link_not_oneself",
                violation_error_message="不能自己联系自己",
            ),
        ),
        migrations.AddConstraint(
            model_name="link",
            constraint=models.UniqueConstraint(
                condition=models.Q(("ends_on__isnull", True)),
                fields=("tier", "holder", "person"),
                name="link_once",
                violation_error_message="已经有这个联系",
            ),
        ),
        migrations.AddConstraint(
            model_name="link",
            constraint=models.UniqueConstraint(
                condition=models.Q(("ends_on__isnull", True), models.Q(("enterprise", ""), _negated=True)),
                fields=("tier", "enterprise"),
                name="link_one_pair",
                violation_error_message="这家企业在这项活动里已有人对接",
            ),
        ),
        migrations.AddConstraint(
            model_name="link",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(("kind", "grid_worker"), _negated=True),
                    models.Q(("grid", ""), _negated=True),
                    _connector="OR",
                ),
                name="link_grid_named",
                violation_error_message="请填写网格名称",
            ),
        ),
        migrations.AddIndex(
            model_name="organvisit",
            index=models.Index(fields=["on"], name="organ_visit_on"),
        ),
        migrations.AddIndex(
            model_name="organvisit",
            index=models.Index(fields=["organ", "on"], name="organ_visit_organ_on"),
        ),
        migrations.AddIndex(
            model_name="organquestion",
            index=models.Index(fields=["answered_on"], name="organ_question_answered"),
        ),
        migrations.AddConstraint(
            model_name="organquestion",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(("answer", ""), ("answered_on__isnull", True)),
                    models.Q(("answered_on__isnull", False), models.Q(("answer", ""), _negated=True)),
                    _connector="OR",
                ),
                name="organ_question_answered_whole",
            ),
        ),
        migrations.AddConstraint(
            model_name="partybranch",
            constraint=models.UniqueConstraint(
                condition=models.Q(("ends_on__isnull", True)),
                fields=("group",),
                name="party_branch_one",
                violation_error_message="这个小组已有功能型党支部",
            ),
        ),
        migrations.AddConstraint(
            model_name="partybranch",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    ("ends_on__isnull", True), ("ends_on__gte", models.F("starts_on")), _connector="OR"
                ),
                name="party_branch_ends_after_start",
                violation_error_message="撤销日期不能早于建立日期",
            ),
        ),
        migrations.AddConstraint(
            model_name="branchtext",
            constraint=models.UniqueConstraint(fields=("branch", "heading"), name="branch_text_once"),
        ),
        migrations.AddConstraint(
            model_name="branchpair",
            constraint=models.UniqueConstraint(
                condition=models.Q(("ends_on__isnull", True)),
                fields=("branch", "member", "partner"),
                name="branch_pair_once",
                violation_error_message="已经有这个联系",
            ),
        ),
        migrations.AddConstraint(
            model_name="branchpair",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    ("ends_on__isnull", True), ("ends_on__gte", models.F("starts_on")), _connector="OR"
                ),
                name="branch_pair_ends_after_start",
                violation_error_message="结束日期不能早于开始日期",
            ),
        ),
        migrations.AddConstraint(
            model_name="branchmember",
            constraint=models.UniqueConstraint(
                condition=models.Q(("ends_on__isnull", True)),
                fields=("person",),
                name="branch_member_once",
                violation_error_message="这位代表已编入一个功能型党支部",
            ),
        ),
        migrations.AddConstraint(
            model_name="branchmember",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    ("ends_on__isnull", True), ("ends_on__gte", models.F("starts_on")), _connector="OR"
                ),
                name="branch_member_ends_after_start",
                violation_error_message="转出日期不能早于编入日期",
            ),
        ),
        migrations.AddIndex(
            model_name="branchactivity",
            index=models.Index(fields=["on"], name="branch_activity_on"),
        ),
        migrations.AddConstraint(
            model_name="branchactivity",
            constraint=models.CheckConstraint(
                condition=models.Q(("amount__gte", 1)), name="branch_activity_amount"
            ),
        ),
        migrations.AddIndex(
            model_name="contact",
            index=models.Index(fields=["on"], name="contact_on"),
        ),
        migrations.AddIndex(
            model_name="contact",
            index=models.Index(fields=["holder", "on"], name="contact_holder_on"),
        ),
        migrations.RunPython(fill, migrations.RunPython.noop),
    ]
