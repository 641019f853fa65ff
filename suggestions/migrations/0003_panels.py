"""Panels that test how satisfying suggestions were handled, with the lists a district begins with."""

import django.core.validators
import django.db.models.deletion
from django.conf import settings
from django.db import migrations, models

import congress.ballots.models
from congress.web.migrating import CreateTables

#: Who panels are drawn from (R228), and what speaks for a suggestion (R227), as a new portal begins.
_KINDS = ("常委会组成人员", "区委督查考核办", "党代表、人大代表、政协委员", "群众代表", "行业代表", "专家")
_CRITERIA = ("涉及面广", "影响大", "关注度高", "典型性强")


def fill(apps, _schema_editor):
    """The lists as the district's trial rules name them; the district changes them."""
    kinds = apps.get_model("suggestions", "PanelMemberKind").objects
    items = apps.get_model("suggestions", "SupervisionItem").objects
    for order, name in enumerate(_KINDS, start=1):
        kinds.create(name=name, order=order)
    for order, name in enumerate(_CRITERIA, start=1):
        items.get_or_create(kind="panel", name=name, defaults={"order": order})


def leave(apps, _schema_editor):
    """The criteria have no kind to belong to any more."""
    apps.get_model("suggestions", "SupervisionItem").objects.filter(kind="panel").delete()


class Migration(migrations.Migration):

    dependencies = [
        ('activities', '0001_tables'),
        ('ballots', '0001_tables'),
        ('deputies', '0002_duty_passed'),
        ('organs', '0003_area_outline'),
        ('suggestions', '0002_unsigned_by_index'),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        CreateTables([
        migrations.CreateModel(
            name='PanelMemberKind',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('name', models.CharField(error_messages={'unique': '已有这一类'}, max_length=40, unique=True, verbose_name='类别')),
                ('least', models.PositiveSmallIntegerField(default=1, help_text='0 表示不要求', validators=[django.core.validators.MaxValueValidator(50)], verbose_name='每组至少几人')),
                ('order', models.PositiveSmallIntegerField(default=0, verbose_name='排序')),
                ('active', models.BooleanField(default=True, verbose_name='可选')),
            ],
            options={
                'verbose_name': '测评组成员类别',
                'verbose_name_plural': '测评组成员类别',
                'ordering': ['order', 'id'],
            },
        ),
        migrations.CreateModel(
            name='Panel',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('name', models.CharField(max_length=40, verbose_name='名称')),
                ('version', models.PositiveIntegerField(default=1, editable=False)),
                ('deputy_leader', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='deputies.person', verbose_name='副组长')),
                ('leader', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='deputies.person', verbose_name='组长')),
            ],
            options={
                'verbose_name': '测评组',
                'verbose_name_plural': '测评组',
                'ordering': ['round_id', 'id'],
            },
        ),
        migrations.CreateModel(
            name='PanelRound',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('title', models.CharField(max_length=80, verbose_name='名称')),
                ('year', models.PositiveSmallIntegerField(validators=[django.core.validators.MinValueValidator(2000), django.core.validators.MaxValueValidator(2100)], verbose_name='年度')),
                ('state', models.CharField(choices=[('recommending', '推荐中'), ('fixed', '对象已确定'), ('running', '测评中'), ('fed_back', '已反馈'), ('closed', '已结束')], default='recommending', max_length=12, verbose_name='状态')),
                ('min_members', models.PositiveSmallIntegerField(default=15, validators=[django.core.validators.MinValueValidator(3), django.core.validators.MaxValueValidator(200)], verbose_name='每组至少几人')),
                ('leaders_count', models.BooleanField(default=True, verbose_name='组长、副组长计入人数')),
                ('threshold', models.CharField(default='4/5>=', max_length=12, validators=[congress.ballots.models.is_bar], verbose_name='达标线')),
                ('basis', models.CharField(choices=[('cast', '收回的票'), ('valid', '有效票'), ('members', '全体组成人员')], default='cast', max_length=10, verbose_name='满意率的基数')),
                ('citation', models.CharField(blank=True, max_length=200, verbose_name='依据')),
                ('meeting', models.CharField(blank=True, max_length=80, verbose_name='主任会议')),
                ('meeting_on', models.DateField(blank=True, null=True, verbose_name='会议日期')),
                ('fed_back_on', models.DateField(blank=True, editable=False, null=True, verbose_name='反馈日期')),
                ('version', models.PositiveIntegerField(default=1, editable=False)),
                ('created_by', models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL, verbose_name='登记人')),
            ],
            options={
                'verbose_name': '满意度测评',
                'verbose_name_plural': '满意度测评',
                'ordering': ['-year', '-id'],
            },
        ),
        migrations.CreateModel(
            name='PanelEvent',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('kind', models.CharField(choices=[('training', '动员培训'), ('report', '听取报告'), ('research', '实地调研')], max_length=10, verbose_name='环节')),
                ('on', models.DateField(verbose_name='日期')),
                ('place', models.CharField(blank=True, max_length=80, verbose_name='地点')),
                ('note', models.CharField(max_length=1000, verbose_name='情况')),
                ('activity', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='activities.activity', verbose_name='活动')),
                ('panel', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='events', to='suggestions.panel', verbose_name='测评组')),
                ('round', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='events', to='suggestions.panelround', verbose_name='满意度测评')),
            ],
            options={
                'verbose_name': '测评环节',
                'verbose_name_plural': '测评环节',
                'ordering': ['on', 'id'],
            },
        ),
        migrations.CreateModel(
            name='PanelCandidate',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('state', models.CharField(choices=[('recommended', '待确定'), ('chosen', '列入测评'), ('left_out', '未列入')], default='recommended', max_length=12, verbose_name='状态')),
                ('reason', models.CharField(max_length=500, verbose_name='推荐理由')),
                ('recommender', models.CharField(max_length=80, verbose_name='推荐单位')),
                ('decision', models.CharField(blank=True, max_length=500, verbose_name='会议意见')),
                ('mend_state', models.CharField(blank=True, choices=[('talk', '待约谈'), ('mending', '整改中'), ('reported', '待复测'), ('met', '复测达标'), ('failed', '复测未达标')], max_length=10, verbose_name='整改')),
                ('talked_on', models.DateField(blank=True, null=True, verbose_name='约谈日期')),
                ('talk', models.CharField(blank=True, max_length=1000, verbose_name='约谈情况')),
                ('due_on', models.DateField(blank=True, null=True, verbose_name='整改期限')),
                ('report', models.CharField(blank=True, max_length=2000, verbose_name='整改情况')),
                ('reported_on', models.DateField(blank=True, null=True, verbose_name='报告日期')),
                ('version', models.PositiveIntegerField(default=1, editable=False)),
                ('criteria', models.ManyToManyField(blank=True, related_name='+', to='suggestions.supervisionitem', verbose_name='符合的条件')),
                ('panel', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='candidates', to='suggestions.panel', verbose_name='测评组')),
                ('suggestion', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='panel_candidates', to='suggestions.suggestion', verbose_name='建议')),
                ('unit', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='organs.organ', verbose_name='承办单位')),
                ('round', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='candidates', to='suggestions.panelround', verbose_name='满意度测评')),
            ],
            options={
                'verbose_name': '测评对象',
                'verbose_name_plural': '测评对象',
                'ordering': ['round_id', 'id'],
            },
        ),
        migrations.AddField(
            model_name='panel',
            name='round',
            field=models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='panels', to='suggestions.panelround', verbose_name='满意度测评'),
        ),
        migrations.CreateModel(
            name='PanelMember',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('name', models.CharField(max_length=40, verbose_name='姓名')),
                ('panel', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='members', to='suggestions.panel', verbose_name='测评组')),
                ('person', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='deputies.person', verbose_name='人员')),
                ('kind', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='suggestions.panelmemberkind', verbose_name='类别')),
            ],
            options={
                'verbose_name': '测评组成员',
                'verbose_name_plural': '测评组成员',
                'ordering': ['panel_id', 'kind__order', 'id'],
                'constraints': [models.UniqueConstraint(fields=('panel', 'person'), name='panel_member_once')],
            },
        ),
        migrations.CreateModel(
            name='PanelResult',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('number', models.PositiveSmallIntegerField(verbose_name='序号')),
                ('turn', models.PositiveSmallIntegerField(default=1, verbose_name='第几次')),
                ('good', models.PositiveIntegerField(default=0, verbose_name='满意')),
                ('fair', models.PositiveIntegerField(default=0, verbose_name='基本满意')),
                ('bad', models.PositiveIntegerField(default=0, verbose_name='不满意')),
                ('abstain', models.PositiveIntegerField(default=0, verbose_name='弃权')),
                ('whole', models.PositiveIntegerField(default=0, verbose_name='基数')),
                ('passed', models.BooleanField(null=True, verbose_name='达标')),
                ('candidate', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='results', to='suggestions.panelcandidate', verbose_name='测评对象')),
                ('poll', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='ballots.poll', verbose_name='测评票')),
            ],
            options={
                'verbose_name': '测评结果',
                'verbose_name_plural': '测评结果',
                'ordering': ['candidate_id', 'turn', 'id'],
                'constraints': [models.UniqueConstraint(fields=('poll', 'candidate'), name='panel_result_once')],
            },
        ),
        migrations.AddIndex(
            model_name='panelround',
            index=models.Index(fields=['-year', '-id'], name='panel_round_newest'),
        ),
        migrations.AddConstraint(
            model_name='panelround',
            constraint=models.UniqueConstraint(fields=('year', 'title'), name='panel_round_title_once', violation_error_message='这一年已有同名的测评'),
        ),
        migrations.AddConstraint(
            model_name='panelround',
            constraint=models.CheckConstraint(condition=models.Q(('state', 'recommending'), ('meeting_on__isnull', False), _connector='OR'), name='panel_round_fixed_at_meeting'),
        ),
        migrations.AddConstraint(
            model_name='panelevent',
            constraint=models.CheckConstraint(condition=models.Q(models.Q(('kind', 'research'), _negated=True), ('panel__isnull', False), _connector='OR'), name='panel_event_research_by_panel'),
        ),
        migrations.AddIndex(
            model_name='panelcandidate',
            index=models.Index(fields=['unit', 'mend_state'], name='panel_candidate_unit'),
        ),
        migrations.AddIndex(
            model_name='panelcandidate',
            index=models.Index(condition=models.Q(('mend_state', 'mending')), fields=['due_on'], name='panel_candidate_mending'),
        ),
        migrations.AddConstraint(
            model_name='panelcandidate',
            constraint=models.UniqueConstraint(fields=('round', 'suggestion'), name='panel_candidate_once', violation_error_message='这件建议已经推荐过'),
        ),
        migrations.AddConstraint(
            model_name='panelcandidate',
            constraint=models.CheckConstraint(condition=models.Q(models.Q(('state', 'left_out'), _negated=True), models.Q(('decision', ''), _negated=True), _connector='OR'), name='panel_candidate_left_out_says_why'),
        ),
        migrations.AddConstraint(
            model_name='panelcandidate',
            constraint=models.CheckConstraint(condition=models.Q(models.Q(('mend_state', 'mending'), _negated=True), models.Q(('due_on__isnull', False), ('talked_on__isnull', False)), _connector='OR'), name='panel_candidate_mending_has_day'),
        ),
        migrations.AddConstraint(
            model_name='panel',
            constraint=models.UniqueConstraint(fields=('round', 'name'), name='panel_name_once', violation_error_message='已有这个名称的组'),
        ),
        migrations.AddConstraint(
            model_name='panel',
            constraint=models.CheckConstraint(condition=models.Q(('leader', models.F('deputy_leader')), _negated=True), name='panel_two_leaders', violation_error_message='组长、副组长不能是同一人'),
        ),
        ]),
        migrations.AlterField(
            model_name='supervisionitem',
            name='kind',
            field=models.CharField(choices=[('criterion', '重点督办推荐条件'), ('panel', '满意度测评推荐条件'), ('supervise', '三督办'), ('meet', '三见面')], max_length=12, verbose_name='用于'),
        ),
        migrations.RunPython(fill, leave),
    ]
