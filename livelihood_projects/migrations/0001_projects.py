"""Rounds, projects, decisions and progress."""

import uuid
from decimal import Decimal

import django.core.validators
import django.db.models.deletion
from django.conf import settings
from django.db import migrations, models

from congress.web.migrating import CreateTables


class Migration(migrations.Migration):

    initial = True

    dependencies = [
        ('ballots', '0001_tables'),
        ('deputies', '0002_duty_passed'),
        ('organs', '0003_area_outline'),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        CreateTables([
        migrations.CreateModel(
            name='Round',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('year', models.PositiveSmallIntegerField(validators=[django.core.validators.MinValueValidator(2000), django.core.validators.MaxValueValidator(2100)], verbose_name='年度')),
                ('title', models.CharField(max_length=80, verbose_name='名称')),
                ('call', models.TextField(validators=[django.core.validators.MaxLengthValidator(3000)], verbose_name='征集公告')),
                ('opens_on', models.DateField(verbose_name='开始征集')),
                ('closes_on', models.DateField(verbose_name='截止征集')),
                ('shortest_call', models.PositiveSmallIntegerField(default=30, validators=[django.core.validators.MinValueValidator(1)], verbose_name='至少征集几天')),
                ('state', models.CharField(choices=[('calling', '征集'), ('screening', '筛选'), ('government', '政府常务会议'), ('party', '党委会议'), ('congress', '人大会议'), ('deliberation', '代表团审议'), ('ballot', '票决'), ('underway', '实施'), ('evaluation', '测评'), ('closed', '办结')], default='calling', max_length=14, verbose_name='进展')),
                ('version', models.PositiveIntegerField(default=1, editable=False)),
                ('area', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='organs.area', verbose_name='乡镇街道')),
                ('election', models.OneToOneField(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='ballots.poll', verbose_name='票决')),
                ('evaluation', models.OneToOneField(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='ballots.poll', verbose_name='测评')),
            ],
            options={
                'verbose_name': '民生实事年度',
                'verbose_name_plural': '民生实事年度',
                'ordering': ['-year', '-id'],
            },
        ),
        migrations.CreateModel(
            name='Project',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('title', models.CharField(max_length=80, verbose_name='项目名称')),
                ('content', models.TextField(validators=[django.core.validators.MaxLengthValidator(3000)], verbose_name='内容和理由')),
                ('place', models.CharField(blank=True, max_length=80, verbose_name='地点')),
                ('source', models.CharField(choices=[('public', '群众'), ('deputy', '代表'), ('station', '联络站'), ('unit', '单位'), ('office', '人大')], max_length=8, verbose_name='来源')),
                ('proposer', models.CharField(blank=True, max_length=40, verbose_name='提出人')),
                ('phone', models.CharField(blank=True, max_length=20, verbose_name='联系电话')),
                ('token', models.UUIDField(default=uuid.uuid4, editable=False, unique=True)),
                ('state', models.CharField(choices=[('idea', '待筛选'), ('candidate', '候选'), ('dropped', '未列入'), ('not_elected', '票决未入选'), ('elected', '实施中'), ('completed', '已竣工'), ('accepted', '已验收'), ('closed', '办结')], default='idea', max_length=12, verbose_name='进展')),
                ('dropped_at', models.CharField(blank=True, choices=[('calling', '征集'), ('screening', '筛选'), ('government', '政府常务会议'), ('party', '党委会议'), ('congress', '人大会议'), ('deliberation', '代表团审议'), ('ballot', '票决'), ('underway', '实施'), ('evaluation', '测评'), ('closed', '办结')], max_length=14, verbose_name='在哪一步未列入')),
                ('reason', models.CharField(blank=True, max_length=300, verbose_name='未列入的原因')),
                ('investment', models.DecimalField(blank=True, decimal_places=2, max_digits=12, null=True, validators=[django.core.validators.MinValueValidator(Decimal('0'))], verbose_name='投资（万元）')),
                ('quantity', models.DecimalField(blank=True, decimal_places=2, max_digits=12, null=True, verbose_name='数量')),
                ('measure', models.CharField(blank=True, max_length=10, verbose_name='计量单位')),
                ('households', models.PositiveIntegerField(blank=True, null=True, verbose_name='受益户数')),
                ('people', models.PositiveIntegerField(blank=True, null=True, verbose_name='受益人数')),
                ('due_on', models.DateField(blank=True, null=True, verbose_name='计划完成')),
                ('percent', models.PositiveSmallIntegerField(default=0, validators=[django.core.validators.MaxValueValidator(100)], verbose_name='进度（%）')),
                ('reported_on', models.DateField(blank=True, null=True, verbose_name='最近填报')),
                ('completed_on', models.DateField(blank=True, null=True, verbose_name='竣工日期')),
                ('accepted_on', models.DateField(blank=True, null=True, verbose_name='验收日期')),
                ('acceptance', models.CharField(blank=True, max_length=300, verbose_name='验收结论')),
                ('verdict', models.JSONField(blank=True, default=dict, verbose_name='测评结果')),
                ('version', models.PositiveIntegerField(default=1, editable=False)),
                ('committee', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='organs.organ', verbose_name='监督的专委、工委')),
                ('supervisors', models.ManyToManyField(blank=True, related_name='+', to='deputies.person', verbose_name='监督代表')),
                ('unit', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='organs.organ', verbose_name='责任单位')),
                ('round', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='projects', to='livelihood_projects.round', verbose_name='年度')),
            ],
            options={
                'verbose_name': '民生实事项目',
                'verbose_name_plural': '民生实事项目',
                'ordering': ['-id'],
            },
        ),
        migrations.CreateModel(
            name='StepDecision',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('step', models.CharField(choices=[('calling', '征集'), ('screening', '筛选'), ('government', '政府常务会议'), ('party', '党委会议'), ('congress', '人大会议'), ('deliberation', '代表团审议'), ('ballot', '票决'), ('underway', '实施'), ('evaluation', '测评'), ('closed', '办结')], max_length=14, verbose_name='步骤')),
                ('on', models.DateField(verbose_name='日期')),
                ('document', models.CharField(blank=True, max_length=120, verbose_name='文件或者会议')),
                ('note', models.TextField(blank=True, validators=[django.core.validators.MaxLengthValidator(3000)], verbose_name='意见')),
                ('taken', models.PositiveSmallIntegerField(verbose_name='列入项目数')),
                ('dropped', models.PositiveSmallIntegerField(verbose_name='未列入项目数')),
                ('round', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='decisions', to='livelihood_projects.round', verbose_name='年度')),
            ],
            options={
                'verbose_name': '审议',
                'verbose_name_plural': '审议',
                'ordering': ['round', 'on', 'id'],
            },
        ),
        migrations.CreateModel(
            name='Progress',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('on', models.DateField(verbose_name='日期')),
                ('percent', models.PositiveSmallIntegerField(validators=[django.core.validators.MaxValueValidator(100)], verbose_name='进度（%）')),
                ('milestone', models.CharField(blank=True, max_length=40, verbose_name='节点')),
                ('text', models.TextField(validators=[django.core.validators.MaxLengthValidator(3000)], verbose_name='进展情况')),
                ('reported_by', models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL, verbose_name='填报人')),
                ('project', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='progress', to='livelihood_projects.project', verbose_name='项目')),
            ],
            options={
                'verbose_name': '进度',
                'verbose_name_plural': '进度',
                'ordering': ['-on', '-id'],
                'indexes': [models.Index(fields=['project', '-on'], name='progress_newest')],
            },
        ),
        migrations.AddIndex(
            model_name='round',
            index=models.Index(fields=['-year', '-id'], name='round_newest'),
        ),
        migrations.AddConstraint(
            model_name='round',
            constraint=models.UniqueConstraint(fields=('year', 'area'), name='round_once_a_year', violation_error_message='这一年的征集已经有了'),
        ),
        migrations.AddConstraint(
            model_name='round',
            constraint=models.UniqueConstraint(condition=models.Q(('area', None)), fields=('year',), name='round_of_the_district_once', violation_error_message='这一年的征集已经有了'),
        ),
        migrations.AddIndex(
            model_name='project',
            index=models.Index(fields=['state', 'reported_on'], name='project_state_reported'),
        ),
        migrations.AddIndex(
            model_name='project',
            index=models.Index(fields=['round', 'state'], name='project_round_state'),
        ),
        migrations.AddConstraint(
            model_name='project',
            constraint=models.CheckConstraint(condition=models.Q(models.Q(('state', 'dropped'), _negated=True), models.Q(('reason', ''), _negated=True), _connector='OR'), name='project_dropped_with_reason'),
        ),
        migrations.AddConstraint(
            model_name='project',
            constraint=models.CheckConstraint(condition=models.Q(models.Q(('state', 'closed'), _negated=True), models.Q(('verdict', {}), _negated=True), _connector='OR'), name='project_closed_when_evaluated'),
        ),
        migrations.AddConstraint(
            model_name='stepdecision',
            constraint=models.UniqueConstraint(fields=('round', 'step'), name='decision_once_a_step'),
        ),
        ]),
    ]
