"""Meetings with agenda, people and materials, and the kinds a new portal begins with."""

import django.core.validators
import django.db.models.deletion
from django.conf import settings
from django.db import migrations, models

from congress.search.index import add_bigram_index
from congress.web.migrating import CreateTables

#: Name, body, what it is called, numbering, who attends, the kind of activity, law before, closed.
_KINDS = (
    ("党组会议", "党组", "会议", "year", "party_group", "party_group_meeting", False, True),
    ("主任会议", "人大常委会", "主任会议", "term", "leaders", "chairpersons_meeting", True, False),
    ("常委会会议", "人大常委会", "会议", "term", "committee", "standing_committee_session", True, False),
)


def fill(apps, _schema_editor):
    """The three kinds, each tied to its kind of activity where the district has it."""
    kinds = apps.get_model("activities", "ActivityKind").objects
    for order, (name, body, noun, numbering, members, code, law_before, closed) in enumerate(_KINDS, start=1):
        apps.get_model("oversight", "MeetingKind").objects.create(
            name=name,
            body=body,
            noun=noun,
            numbering=numbering,
            members=members,
            activity_kind=kinds.filter(code=code).first(),
            law_before=law_before,
            closed=closed,
            order=order * 10,
        )


def leave(_apps, _schema_editor):
    """The table is dropped with its rows."""


class Migration(migrations.Migration):

    initial = True

    dependencies = [
        ("search", "0001_initial"),
        ('activities', '0001_tables'),
        ('deputies', '0002_duty_passed'),
        ('organs', '0003_area_outline'),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        CreateTables([
        migrations.CreateModel(
            name='Meeting',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('number', models.PositiveSmallIntegerField(validators=[django.core.validators.MinValueValidator(1), django.core.validators.MaxValueValidator(999)], verbose_name='第几次')),
                ('series', models.CharField(editable=False, max_length=20)),
                ('title', models.CharField(editable=False, max_length=80, verbose_name='名称')),
                ('on', models.DateField(verbose_name='日期')),
                ('ends_on', models.DateField(verbose_name='至')),
                ('begins_at', models.TimeField(verbose_name='时间')),
                ('place', models.CharField(max_length=80, verbose_name='地点')),
                ('law_studied', models.CharField(blank=True, max_length=200, verbose_name='会前学法')),
                ('requirements', models.TextField(blank=True, validators=[django.core.validators.MaxLengthValidator(2000)], verbose_name='有关要求')),
                ('minutes', models.TextField(blank=True, validators=[django.core.validators.MaxLengthValidator(20000)], verbose_name='会议纪要')),
                ('state', models.CharField(choices=[('planned', '筹备中'), ('called', '已通知'), ('held', '已召开'), ('cancelled', '已取消')], default='planned', max_length=10, verbose_name='状态')),
                ('cancelled_reason', models.CharField(blank=True, max_length=200, verbose_name='取消原因')),
                ('version', models.PositiveIntegerField(default=1, editable=False)),
                ('search_text', models.TextField(default='', editable=False)),
                ('activity', models.OneToOneField(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='committee_meeting', to='activities.activity', verbose_name='工作记录')),
                ('chair', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='deputies.person', verbose_name='主持人')),
                ('recorded_by', models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL, verbose_name='登记人')),
                ('term', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='meetings', to='organs.term', verbose_name='届')),
            ],
            options={
                'verbose_name': '会议',
                'verbose_name_plural': '会议',
                'ordering': ['-on', '-id'],
            },
        ),
        migrations.CreateModel(
            name='AgendaItem',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('order', models.PositiveSmallIntegerField(verbose_name='第几项')),
                ('title', models.CharField(max_length=200, verbose_name='议题')),
                ('reporter', models.CharField(blank=True, max_length=80, verbose_name='汇报')),
                ('subject', models.CharField(blank=True, db_index=True, max_length=60, verbose_name='所议事项')),
                ('decision', models.TextField(blank=True, validators=[django.core.validators.MaxLengthValidator(3000)], verbose_name='议定事项')),
                ('version', models.PositiveIntegerField(default=1, editable=False)),
                ('meeting', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='items', to='oversight.meeting', verbose_name='会议')),
            ],
            options={
                'verbose_name': '议题',
                'verbose_name_plural': '议程',
                'ordering': ['meeting_id', 'order', 'id'],
            },
        ),
        migrations.CreateModel(
            name='MeetingKind',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('name', models.CharField(max_length=20, unique=True, verbose_name='名称')),
                ('body', models.CharField(max_length=40, verbose_name='会议机构')),
                ('noun', models.CharField(default='会议', max_length=20, verbose_name='怎样称呼')),
                ('numbering', models.CharField(choices=[('year', '每年从第一次起'), ('term', '每届从第一次起')], default='year', max_length=8, verbose_name='次数')),
                ('members', models.CharField(choices=[('party_group', '党组书记、副书记、成员'), ('leaders', '常委会主任、副主任、秘书长'), ('committee', '常委会组成人员')], max_length=12, verbose_name='出席人员')),
                ('law_before', models.BooleanField(default=False, verbose_name='会前学法')),
                ('closed', models.BooleanField(default=False, verbose_name='只给办公室、领导和参会人员看')),
                ('order', models.PositiveSmallIntegerField(default=0, verbose_name='排序')),
                ('active', models.BooleanField(default=True, verbose_name='在用')),
                ('activity_kind', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='meeting_kinds', to='activities.activitykind', verbose_name='记入工作记录的类别')),
            ],
            options={
                'verbose_name': '会议种类',
                'verbose_name_plural': '会议种类',
                'ordering': ['order', 'id'],
            },
        ),
        migrations.AddField(
            model_name='meeting',
            name='kind',
            field=models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='meetings', to='oversight.meetingkind', verbose_name='会议'),
        ),
        migrations.CreateModel(
            name='Attendee',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('name', models.CharField(max_length=60, verbose_name='姓名')),
                ('post', models.CharField(blank=True, max_length=80, verbose_name='职务')),
                ('manner', models.CharField(choices=[('attend', '出席'), ('sit_in', '列席')], max_length=8, verbose_name='参加方式')),
                ('presence', models.CharField(choices=[('invited', '没有回复'), ('signed', '已报到'), ('leave', '请假'), ('absent', '缺席')], default='invited', max_length=8, verbose_name='到会')),
                ('reason', models.CharField(blank=True, max_length=200, verbose_name='请假原因')),
                ('told_at', models.DateTimeField(blank=True, null=True, verbose_name='通知时间')),
                ('signed_at', models.DateTimeField(blank=True, null=True, verbose_name='报到时间')),
                ('order', models.PositiveSmallIntegerField(default=0, verbose_name='排序')),
                ('organ', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='meetings', to='organs.organ', verbose_name='单位')),
                ('person', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='meetings', to='deputies.person', verbose_name='人员')),
                ('meeting', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='attendees', to='oversight.meeting', verbose_name='会议')),
            ],
            options={
                'verbose_name': '参会人员',
                'verbose_name_plural': '参会人员',
                'ordering': ['meeting_id', 'manner', 'order', 'id'],
                'constraints': [models.UniqueConstraint(condition=models.Q(('person__isnull', False)), fields=('meeting', 'person'), name='attendee_person_once'), models.UniqueConstraint(condition=models.Q(('organ__isnull', False)), fields=('meeting', 'organ'), name='attendee_organ_once'), models.CheckConstraint(condition=models.Q(('person__isnull', True), ('organ__isnull', True), _connector='OR'), name='attendee_person_or_organ'), models.CheckConstraint(condition=models.Q(models.Q(('presence', 'leave'), _negated=True), models.Q(('reason', ''), _negated=True), _connector='OR'), name='attendee_leave_with_reason')],
            },
        ),
        migrations.CreateModel(
            name='MeetingFile',
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
                ('meeting', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='files', to='oversight.meeting', verbose_name='会议')),
            ],
            options={
                'verbose_name': '会议材料',
                'verbose_name_plural': '会议材料',
                'ordering': ['order'],
                'constraints': [models.UniqueConstraint(fields=('meeting', 'order'), name='meeting_file_order_once')],
            },
        ),
        migrations.AddIndex(
            model_name='meeting',
            index=models.Index(fields=['-on', '-id'], name='meeting_newest'),
        ),
        migrations.AddIndex(
            model_name='meeting',
            index=models.Index(fields=['state', 'on'], name='meeting_state_on'),
        ),
        migrations.AddConstraint(
            model_name='meeting',
            constraint=models.UniqueConstraint(condition=models.Q(('state', 'cancelled'), _negated=True), fields=('kind', 'series', 'number'), name='meeting_number_once', violation_error_message='这个次数已经用过'),
        ),
        migrations.AddConstraint(
            model_name='meeting',
            constraint=models.CheckConstraint(condition=models.Q(('ends_on__gte', models.F('on'))), name='meeting_ends_after_it_begins', violation_error_message='结束日期不能早于开始日期'),
        ),
        migrations.AddConstraint(
            model_name='meeting',
            constraint=models.CheckConstraint(condition=models.Q(models.Q(('state', 'cancelled'), _negated=True), models.Q(('cancelled_reason', ''), _negated=True), _connector='OR'), name='meeting_cancelled_with_reason'),
        ),
        ]),
        add_bigram_index("oversight.Meeting"),
        migrations.RunPython(fill, leave),
    ]
