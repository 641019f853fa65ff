"""How deputies take part: sittings, hearings, meetings with officials, consultations, studies; what kinds count as (R103)."""

from typing import Any

import django.core.validators
import django.db.models.deletion
import django.utils.timezone
from django.conf import settings
from django.db import migrations, models

from congress.search.index import add_bigram_index

#: What deputies do at the activities of a kind.
PARTS = {
    "standing_committee_session": "sitting_in",
    "inspection": "inspection",
    "research": "inspection",
    "group_inspection": "inspection",
    "topic_research": "inspection",
    "law_enforcement_inspection": "law_check",
    "duty_report_review": "review",
    "democratic_review": "review",
    "deliberation": "discussion",
}
#: Kinds that were not there: code, name, group, part, side.
KINDS = (
    ("work_supervision", "工作督查", "监督", "supervision", "congress"),
    ("discussion", "代表座谈会", "代表工作", "discussion", "congress"),
    ("opinion_meeting", "征求意见会", "代表工作", "consultation", "state"),
    ("hearing", "旁听庭审、听证", "代表工作", "hearing", "state"),
    ("organ_meeting", "约见国家机关负责人", "代表工作", "officials", "congress"),
    ("invited", "受邀参加重大活动", "代表工作", "invited", "other"),
)


def add_lists(apps: Any, schema_editor: Any) -> None:
    kinds = apps.get_model("activities", "ActivityKind").objects
    for code, part in PARTS.items():
        kinds.filter(code=code).update(part=part)
    last = kinds.exclude(code="other").order_by("order").last()
    for number, (code, name, group, part, side) in enumerate(KINDS, 1):
        if not kinds.filter(name=name).exclude(code=code).exists():
            order = (last.order if last else 0) + number
            facts = {"name": name, "group": group, "order": order, "attendance": "once"}
            kinds.get_or_create(code=code, defaults=facts)
            kinds.filter(code=code).update(part=part, side=side)
    # 其他 stays the last of all.
    kinds.filter(code="other").update(order=(last.order if last else 0) + len(KINDS) + 10)



class Migration(migrations.Migration):

    dependencies = [
        ('activities', '0014_learning_lists'),
        ('deputies', '0005_initials_of_people'),
        ('organs', '0002_versions_and_closing'),
        ('search', '0001_initial'),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.CreateModel(
            name='Recommendation',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('text', models.CharField(max_length=300, verbose_name='建议')),
                ('owner', models.CharField(max_length=80, verbose_name='由谁研究')),
                ('due_on', models.DateField(blank=True, null=True, verbose_name='期限')),
                ('closed_on', models.DateField(blank=True, null=True, verbose_name='办结日期')),
                ('version', models.PositiveIntegerField(default=1, editable=False)),
            ],
            options={
                'verbose_name': '报告的建议',
                'verbose_name_plural': '报告的建议',
                'ordering': ['id'],
            },
        ),
        migrations.AddField(
            model_name='activitykind',
            name='part',
            field=models.CharField(blank=True, choices=[('sitting_in', '列席常委会会议'), ('inspection', '视察调研'), ('law_check', '执法检查'), ('supervision', '工作督查'), ('discussion', '座谈讨论'), ('review', '工作评议'), ('consultation', '征求意见'), ('hearing', '旁听庭审、听证'), ('officials', '约见国家机关负责人'), ('invited', '受邀参加重大活动')], max_length=16, verbose_name='代表参与方式'),
        ),
        migrations.AddField(
            model_name='activitykind',
            name='side',
            field=models.CharField(choices=[('congress', '区人大常委会'), ('state', '一府一委两院'), ('other', '其他单位')], default='congress', max_length=10, verbose_name='通常由谁组织'),
        ),
        migrations.CreateModel(
            name='Consultation',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('title', models.CharField(max_length=120, verbose_name='征求意见的文稿')),
                ('note', models.TextField(blank=True, max_length=3000, verbose_name='说明')),
                ('opened_on', models.DateField(default=django.utils.timezone.localdate, verbose_name='发出日期')),
                ('due_on', models.DateField(verbose_name='截止日期')),
                ('state', models.CharField(choices=[('open', '征求中'), ('released', '已反馈'), ('cancelled', '已撤回')], default='open', max_length=10, verbose_name='状态')),
                ('summary', models.TextField(blank=True, max_length=3000, verbose_name='采纳情况')),
                ('released_on', models.DateField(blank=True, null=True, verbose_name='反馈日期')),
                ('cancelled_reason', models.CharField(blank=True, max_length=200, verbose_name='撤回原因')),
                ('version', models.PositiveIntegerField(default=1, editable=False)),
                ('search_text', models.TextField(default='', editable=False)),
                ('opened_by', models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL, verbose_name='发出人')),
                ('organ', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='consultations', to='organs.organ', verbose_name='起草单位')),
            ],
            options={
                'verbose_name': '征求意见',
                'verbose_name_plural': '征求意见',
                'ordering': ['-opened_on', '-id'],
            },
        ),
        migrations.CreateModel(
            name='ConsultationFile',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('order', models.PositiveIntegerField(verbose_name='顺序')),
                ('name', models.CharField(max_length=120, verbose_name='文件名')),
                ('dropped', models.BooleanField(default=False, verbose_name='已移除')),
                ('added_at', models.DateTimeField(auto_now_add=True, verbose_name='添加时间')),
                ('file', models.FileField(max_length=200, upload_to='', verbose_name='文件')),
                ('media_type', models.CharField(max_length=100, verbose_name='类型')),
                ('size', models.PositiveIntegerField(verbose_name='字节数')),
                ('added_by', models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL, verbose_name='添加人')),
                ('consultation', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='files', to='activities.consultation', verbose_name='征求意见')),
            ],
            options={
                'verbose_name': '文稿',
                'verbose_name_plural': '文稿',
                'ordering': ['order'],
            },
        ),
        migrations.CreateModel(
            name='Consulted',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('opened_at', models.DateTimeField(blank=True, null=True, verbose_name='打开时间')),
                ('consultation', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='asked', to='activities.consultation', verbose_name='征求意见')),
                ('deputyship', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='consulted', to='deputies.deputyship', verbose_name='代表')),
            ],
            options={
                'verbose_name': '征求意见的代表',
                'verbose_name_plural': '征求意见的代表',
                'ordering': ['id'],
            },
        ),
        migrations.CreateModel(
            name='Hearing',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('title', models.CharField(max_length=120, verbose_name='标题')),
                ('kind', models.CharField(choices=[('trial', '旁听庭审'), ('procuratorate', '检察听证'), ('public', '行政、立法听证')], max_length=16, verbose_name='类别')),
                ('on', models.DateField(verbose_name='日期')),
                ('begins_at', models.TimeField(verbose_name='时间')),
                ('place', models.CharField(max_length=120, verbose_name='地点')),
                ('seats', models.PositiveSmallIntegerField(validators=[django.core.validators.MinValueValidator(1), django.core.validators.MaxValueValidator(500)], verbose_name='席位')),
                ('sign_up_by', models.DateField(verbose_name='报名截止')),
                ('note', models.TextField(blank=True, max_length=1000, verbose_name='说明')),
                ('state', models.CharField(choices=[('open', '已发布'), ('held', '已开展'), ('cancelled', '已取消')], default='open', max_length=10, verbose_name='状态')),
                ('cancelled_reason', models.CharField(blank=True, max_length=200, verbose_name='取消原因')),
                ('published_at', models.DateTimeField(default=django.utils.timezone.now, verbose_name='发布时间')),
                ('version', models.PositiveIntegerField(default=1, editable=False)),
                ('search_text', models.TextField(default='', editable=False)),
                ('activity', models.OneToOneField(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='hearing', to='activities.activity', verbose_name='活动')),
                ('organ', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='hearings', to='organs.organ', verbose_name='组织单位')),
                ('published_by', models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL, verbose_name='发布人')),
            ],
            options={
                'verbose_name': '旁听、听证',
                'verbose_name_plural': '旁听、听证',
                'ordering': ['-on', '-id'],
            },
        ),
        migrations.CreateModel(
            name='HearingPlace',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('state', models.CharField(choices=[('a_seated', '有席位'), ('b_waiting', '候补'), ('c_left', '已退出')], max_length=10, verbose_name='状态')),
                ('asked_at', models.DateTimeField(default=django.utils.timezone.now, verbose_name='报名时间')),
                ('came', models.BooleanField(null=True, verbose_name='到场')),
                ('remarks', models.TextField(blank=True, max_length=1000, verbose_name='旁听意见')),
                ('deputyship', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='hearing_places', to='deputies.deputyship', verbose_name='代表')),
                ('hearing', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='places', to='activities.hearing', verbose_name='旁听')),
            ],
            options={
                'verbose_name': '旁听席位',
                'verbose_name_plural': '旁听席位',
            },
        ),
        migrations.CreateModel(
            name='OfficialMeeting',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('subject', models.CharField(max_length=60, verbose_name='约见事由')),
                ('reason', models.TextField(max_length=2000, verbose_name='想了解和反映什么')),
                ('official', models.CharField(blank=True, max_length=60, verbose_name='约见谁')),
                ('asked_at', models.DateTimeField(default=django.utils.timezone.now, verbose_name='提出时间')),
                ('state', models.CharField(choices=[('asked', '待安排'), ('arranged', '已安排'), ('declined', '不安排'), ('met', '已约见，待答复'), ('replied', '已答复，待评价'), ('rated', '已评价')], default='asked', max_length=10, verbose_name='状态')),
                ('on', models.DateField(blank=True, null=True, verbose_name='约见日期')),
                ('begins_at', models.TimeField(blank=True, null=True, verbose_name='时间')),
                ('place', models.CharField(blank=True, max_length=120, verbose_name='地点')),
                ('declined_reason', models.CharField(blank=True, max_length=300, verbose_name='不安排的原因')),
                ('answers', models.TextField(blank=True, max_length=5000, verbose_name='当面答复')),
                ('reply', models.TextField(blank=True, max_length=5000, verbose_name='书面答复')),
                ('replied_on', models.DateField(blank=True, null=True, verbose_name='答复日期')),
                ('rating', models.CharField(blank=True, choices=[('satisfied', '满意'), ('basic', '基本满意'), ('dissatisfied', '不满意')], max_length=14, verbose_name='评价')),
                ('rating_words', models.CharField(blank=True, max_length=500, verbose_name='评价意见')),
                ('version', models.PositiveIntegerField(default=1, editable=False)),
                ('search_text', models.TextField(default='', editable=False)),
                ('activity', models.OneToOneField(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='official_meeting', to='activities.activity', verbose_name='活动')),
                ('asked_by', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='official_meetings', to='deputies.deputyship', verbose_name='提出的代表')),
                ('companions', models.ManyToManyField(blank=True, related_name='+', to='deputies.deputyship', verbose_name='一同约见的代表')),
                ('organ', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='official_meetings', to='organs.organ', verbose_name='约见单位')),
            ],
            options={
                'verbose_name': '约见',
                'verbose_name_plural': '约见国家机关负责人',
                'ordering': ['-asked_at', '-id'],
            },
        ),
        migrations.CreateModel(
            name='Opinion',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('where', models.CharField(blank=True, max_length=60, verbose_name='对哪一条')),
                ('text', models.TextField(max_length=2000, verbose_name='意见')),
                ('said_at', models.DateTimeField(default=django.utils.timezone.now, verbose_name='提出时间')),
                ('taken_up', models.CharField(blank=True, choices=[('yes', '采纳'), ('partly', '部分采纳'), ('no', '未采纳')], max_length=10, verbose_name='采纳情况')),
                ('taken_up_note', models.CharField(blank=True, max_length=300, verbose_name='说明')),
                ('version', models.PositiveIntegerField(default=1, editable=False)),
                ('consulted', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='opinions', to='activities.consulted', verbose_name='提出的代表')),
            ],
            options={
                'verbose_name': '意见',
                'verbose_name_plural': '意见',
                'ordering': ['said_at', 'id'],
            },
        ),
        migrations.CreateModel(
            name='PromisedAction',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('text', models.CharField(max_length=300, verbose_name='承诺办什么')),
                ('due_on', models.DateField(verbose_name='期限')),
                ('done_on', models.DateField(blank=True, null=True, verbose_name='办成日期')),
                ('done_note', models.CharField(blank=True, max_length=300, verbose_name='办理情况')),
                ('meeting', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='promises', to='activities.officialmeeting', verbose_name='约见')),
            ],
            options={
                'verbose_name': '承诺事项',
                'verbose_name_plural': '承诺事项',
                'ordering': ['due_on', 'id'],
            },
        ),
        migrations.CreateModel(
            name='RecommendationStep',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('on', models.DateField(verbose_name='日期')),
                ('text', models.CharField(max_length=500, verbose_name='进展')),
                ('recommendation', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='steps', to='activities.recommendation', verbose_name='建议')),
            ],
            options={
                'verbose_name': '进展',
                'verbose_name_plural': '进展',
                'ordering': ['on', 'id'],
            },
        ),
        migrations.CreateModel(
            name='Sitting',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('on', models.DateField(verbose_name='日期')),
                ('title', models.CharField(max_length=120, verbose_name='会议')),
                ('seats', models.PositiveSmallIntegerField(validators=[django.core.validators.MinValueValidator(1), django.core.validators.MaxValueValidator(100)], verbose_name='列席名额')),
                ('grassroots_seats', models.PositiveSmallIntegerField(default=0, verbose_name='其中基层代表')),
                ('dropped_reason', models.CharField(blank=True, max_length=200, verbose_name='不再安排的原因')),
                ('version', models.PositiveIntegerField(default=1, editable=False)),
                ('convocation', models.OneToOneField(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='sitting', to='activities.convocation', verbose_name='召集通知')),
                ('created_by', models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL, verbose_name='登记人')),
                ('invited', models.ManyToManyField(blank=True, related_name='sittings', to='deputies.deputyship', verbose_name='拟请的代表')),
            ],
            options={
                'verbose_name': '列席安排',
                'verbose_name_plural': '列席计划',
                'ordering': ['on', 'id'],
            },
        ),
        migrations.CreateModel(
            name='StudyReport',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('title', models.CharField(max_length=120, verbose_name='标题')),
                ('field', models.CharField(max_length=40, verbose_name='领域')),
                ('finished_on', models.DateField(verbose_name='完成日期')),
                ('summary', models.TextField(blank=True, max_length=3000, verbose_name='主要内容')),
                ('adopted_by', models.CharField(blank=True, max_length=80, verbose_name='由谁采用')),
                ('adopted_on', models.DateField(blank=True, null=True, verbose_name='采用日期')),
                ('withdrawn_reason', models.CharField(blank=True, max_length=200, verbose_name='撤回原因')),
                ('version', models.PositiveIntegerField(default=1, editable=False)),
                ('search_text', models.TextField(default='', editable=False)),
                ('authors', models.ManyToManyField(blank=True, related_name='study_reports', to='deputies.deputyship', verbose_name='执笔代表')),
                ('group', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='study_reports', to='deputies.deputygroup', verbose_name='代表小组')),
                ('recorded_by', models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL, verbose_name='登记人')),
            ],
            options={
                'verbose_name': '调研报告',
                'verbose_name_plural': '调研报告',
                'ordering': ['-finished_on', '-id'],
            },
        ),
        migrations.CreateModel(
            name='StudyFile',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('order', models.PositiveIntegerField(verbose_name='顺序')),
                ('name', models.CharField(max_length=120, verbose_name='文件名')),
                ('dropped', models.BooleanField(default=False, verbose_name='已移除')),
                ('added_at', models.DateTimeField(auto_now_add=True, verbose_name='添加时间')),
                ('file', models.FileField(max_length=200, upload_to='', verbose_name='文件')),
                ('media_type', models.CharField(max_length=100, verbose_name='类型')),
                ('size', models.PositiveIntegerField(verbose_name='字节数')),
                ('added_by', models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL, verbose_name='添加人')),
                ('report', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='files', to='activities.studyreport', verbose_name='调研报告')),
            ],
            options={
                'verbose_name': '报告文件',
                'verbose_name_plural': '报告文件',
                'ordering': ['order'],
            },
        ),
        migrations.AddField(
            model_name='recommendation',
            name='report',
            field=models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='recommendations', to='activities.studyreport', verbose_name='调研报告'),
        ),
        migrations.CreateModel(
            name='StudyTopic',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('year', models.PositiveSmallIntegerField(validators=[django.core.validators.MinValueValidator(2000), django.core.validators.MaxValueValidator(2100)], verbose_name='年度')),
                ('title', models.CharField(max_length=120, verbose_name='课题')),
                ('note', models.TextField(blank=True, max_length=1000, verbose_name='要求')),
                ('dropped_reason', models.CharField(blank=True, max_length=200, verbose_name='撤下的原因')),
                ('version', models.PositiveIntegerField(default=1, editable=False)),
                ('created_by', models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL, verbose_name='发布人')),
            ],
            options={
                'verbose_name': '调研课题',
                'verbose_name_plural': '调研课题',
                'ordering': ['-year', 'id'],
            },
        ),
        migrations.AddField(
            model_name='studyreport',
            name='topic',
            field=models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='reports', to='activities.studytopic', verbose_name='参考课题'),
        ),
        migrations.CreateModel(
            name='Talk',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('chaired_by', models.CharField(max_length=60, verbose_name='主持人')),
                ('account', models.TextField(blank=True, max_length=5000, verbose_name='座谈情况')),
                ('version', models.PositiveIntegerField(default=1, editable=False)),
                ('activity', models.OneToOneField(on_delete=django.db.models.deletion.CASCADE, related_name='talk', to='activities.activity', verbose_name='列席的会议')),
                ('recorded_by', models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL, verbose_name='登记人')),
            ],
            options={
                'verbose_name': '列席代表座谈',
                'verbose_name_plural': '列席代表座谈',
            },
        ),
        migrations.CreateModel(
            name='TalkPoint',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('title', models.CharField(max_length=60, verbose_name='一句话')),
                ('text', models.TextField(max_length=2000, verbose_name='说了什么')),
                ('version', models.PositiveIntegerField(default=1, editable=False)),
                ('deputyship', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='talk_points', to='deputies.deputyship', verbose_name='提出的代表')),
                ('talk', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='points', to='activities.talk', verbose_name='座谈')),
            ],
            options={
                'verbose_name': '座谈中提出的意见',
                'verbose_name_plural': '座谈中提出的意见',
                'ordering': ['id'],
            },
        ),
        migrations.CreateModel(
            name='TopicClaim',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('claimed_on', models.DateField(default=django.utils.timezone.localdate, verbose_name='认领日期')),
                ('claimed_by', models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL, verbose_name='认领人')),
                ('group', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='topic_claims', to='deputies.deputygroup', verbose_name='代表小组')),
                ('topic', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='claims', to='activities.studytopic', verbose_name='课题')),
            ],
            options={
                'verbose_name': '课题认领',
                'verbose_name_plural': '课题认领',
                'ordering': ['claimed_on', 'id'],
            },
        ),
        migrations.AddIndex(
            model_name='consultation',
            index=models.Index(fields=['-opened_on', '-id'], name='consultation_newest'),
        ),
        migrations.AddIndex(
            model_name='consultation',
            index=models.Index(fields=['state', 'due_on'], name='consultation_state'),
        ),
        migrations.AddConstraint(
            model_name='consultation',
            constraint=models.CheckConstraint(condition=models.Q(('due_on__gte', models.F('opened_on'))), name='consultation_due_after_open', violation_error_message='截止日期不能早于发出日期'),
        ),
        migrations.AddConstraint(
            model_name='consultation',
            constraint=models.CheckConstraint(condition=models.Q(models.Q(('state', 'released'), _negated=True), ('released_on__isnull', False), _connector='OR'), name='consultation_released_has_day'),
        ),
        migrations.AddConstraint(
            model_name='consultation',
            constraint=models.CheckConstraint(condition=models.Q(models.Q(('state', 'cancelled'), _negated=True), models.Q(('cancelled_reason', ''), _negated=True), _connector='OR'), name='consultation_cancelled_with_reason'),
        ),
        migrations.AddConstraint(
            model_name='consultationfile',
            constraint=models.UniqueConstraint(fields=('consultation', 'order'), name='consultation_file_order_once'),
        ),
        migrations.AddConstraint(
            model_name='consulted',
            constraint=models.UniqueConstraint(fields=('consultation', 'deputyship'), name='consulted_once'),
        ),
        migrations.AddIndex(
            model_name='hearing',
            index=models.Index(fields=['-on', '-id'], name='hearing_newest'),
        ),
        migrations.AddIndex(
            model_name='hearing',
            index=models.Index(fields=['state', 'on'], name='hearing_state'),
        ),
        migrations.AddConstraint(
            model_name='hearing',
            constraint=models.CheckConstraint(condition=models.Q(('sign_up_by__lte', models.F('on'))), name='hearing_sign_up_before', violation_error_message='报名截止不能晚于旁听当天'),
        ),
        migrations.AddConstraint(
            model_name='hearing',
            constraint=models.CheckConstraint(condition=models.Q(models.Q(('state', 'held'), _negated=True), ('activity__isnull', False), _connector='OR'), name='hearing_held_is_activity'),
        ),
        migrations.AddConstraint(
            model_name='hearing',
            constraint=models.CheckConstraint(condition=models.Q(models.Q(('state', 'cancelled'), _negated=True), models.Q(('cancelled_reason', ''), _negated=True), _connector='OR'), name='hearing_cancelled_with_reason'),
        ),
        migrations.AddIndex(
            model_name='hearingplace',
            index=models.Index(fields=['hearing', 'state', 'asked_at'], name='hearing_place_turn'),
        ),
        migrations.AddConstraint(
            model_name='hearingplace',
            constraint=models.UniqueConstraint(fields=('hearing', 'deputyship'), name='hearing_place_once'),
        ),
        migrations.AddIndex(
            model_name='officialmeeting',
            index=models.Index(fields=['-asked_at', '-id'], name='official_newest'),
        ),
        migrations.AddIndex(
            model_name='officialmeeting',
            index=models.Index(fields=['state'], name='official_state'),
        ),
        migrations.AddIndex(
            model_name='officialmeeting',
            index=models.Index(fields=['-on'], name='official_on'),
        ),
        migrations.AddConstraint(
            model_name='officialmeeting',
            constraint=models.CheckConstraint(condition=models.Q(('state__in', ('asked', 'declined')), models.Q(('begins_at__isnull', False), ('on__isnull', False)), _connector='OR'), name='official_arranged_has_time'),
        ),
        migrations.AddConstraint(
            model_name='officialmeeting',
            constraint=models.CheckConstraint(condition=models.Q(models.Q(('state', 'declined'), _negated=True), models.Q(('declined_reason', ''), _negated=True), _connector='OR'), name='official_declined_with_reason'),
        ),
        migrations.AddConstraint(
            model_name='officialmeeting',
            constraint=models.CheckConstraint(condition=models.Q(models.Q(('state__in', ('met', 'replied', 'rated')), _negated=True), ('activity__isnull', False), _connector='OR'), name='official_met_is_activity'),
        ),
        migrations.AddConstraint(
            model_name='officialmeeting',
            constraint=models.CheckConstraint(condition=models.Q(('rating', ''), ('state', 'rated'), _connector='OR'), name='official_rated_has_rating'),
        ),
        migrations.AddIndex(
            model_name='promisedaction',
            index=models.Index(condition=models.Q(('done_on__isnull', True)), fields=['due_on'], name='promise_open'),
        ),
        migrations.AddConstraint(
            model_name='promisedaction',
            constraint=models.CheckConstraint(condition=models.Q(('done_on__isnull', True), models.Q(('done_note', ''), _negated=True), _connector='OR'), name='promise_done_with_note'),
        ),
        migrations.AddIndex(
            model_name='sitting',
            index=models.Index(fields=['on', 'id'], name='sitting_on'),
        ),
        migrations.AddConstraint(
            model_name='sitting',
            constraint=models.CheckConstraint(condition=models.Q(('grassroots_seats__lte', models.F('seats'))), name='sitting_grassroots_within_seats', violation_error_message='其中基层代表不能多于列席名额'),
        ),
        migrations.AddConstraint(
            model_name='sitting',
            constraint=models.CheckConstraint(condition=models.Q(('dropped_reason', ''), ('convocation__isnull', True), _connector='OR'), name='sitting_called_is_not_dropped'),
        ),
        migrations.AddConstraint(
            model_name='studyfile',
            constraint=models.UniqueConstraint(fields=('report', 'order'), name='study_file_order_once'),
        ),
        migrations.AddIndex(
            model_name='recommendation',
            index=models.Index(condition=models.Q(('closed_on__isnull', True)), fields=['due_on'], name='recommendation_open'),
        ),
        migrations.AddConstraint(
            model_name='studytopic',
            constraint=models.UniqueConstraint(fields=('year', 'title'), name='study_topic_once_a_year', violation_error_message='这一年已有这个课题'),
        ),
        migrations.AddIndex(
            model_name='studyreport',
            index=models.Index(fields=['-finished_on', '-id'], name='study_report_newest'),
        ),
        migrations.AddIndex(
            model_name='studyreport',
            index=models.Index(fields=['field'], name='study_report_field'),
        ),
        migrations.AddConstraint(
            model_name='studyreport',
            constraint=models.CheckConstraint(condition=models.Q(('adopted_on__isnull', True), models.Q(('adopted_by', ''), _negated=True), _connector='OR'), name='study_adopted_by_somebody'),
        ),
        migrations.AddConstraint(
            model_name='topicclaim',
            constraint=models.UniqueConstraint(fields=('topic', 'group'), name='topic_claimed_once', violation_error_message='这个小组已认领这个课题'),
        ),
        add_bigram_index("activities.Hearing"),
        add_bigram_index("activities.OfficialMeeting"),
        add_bigram_index("activities.Consultation"),
        add_bigram_index("activities.StudyReport"),
        migrations.RunPython(add_lists, migrations.RunPython.noop),
    ]
