"""Appraisals of departments: deputies' opinions, days on the spot, the votes and what follows (R119)."""

import django.core.validators
import django.db.models.deletion
import django.db.models.expressions
from django.db import migrations, models

from congress.web.migrating import CreateTables


class Migration(migrations.Migration):

    dependencies = [
        ('activities', '0001_tables'),
        ('ballots', '0001_tables'),
        ('deputies', '0003_selections_by_ballot'),
        ('organs', '0003_area_outline'),
        ('oversight', '0004_ballots'),
    ]

    operations = [
        CreateTables([
        migrations.CreateModel(
            name='SpecialAppraisal',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('title', models.CharField(max_length=80, verbose_name='名称')),
                ('year', models.PositiveSmallIntegerField(validators=[django.core.validators.MinValueValidator(2000), django.core.validators.MaxValueValidator(2100)], verbose_name='年度')),
                ('basis', models.CharField(blank=True, max_length=200, verbose_name='依据')),
                ('plan', models.TextField(validators=[django.core.validators.MaxLengthValidator(20000)], verbose_name='评议方案')),
                ('opinions_until', models.DateField(verbose_name='征求意见截止日期')),
                ('state', models.CharField(choices=[('planned', '准备'), ('asking', '征求意见'), ('studying', '调研'), ('voting', '测评'), ('published', '已公示'), ('withdrawn', '已撤回')], default='planned', max_length=10, verbose_name='状态')),
                ('rated_on', models.DateField(editable=False, null=True, verbose_name='测评日期')),
                ('published_on', models.DateField(editable=False, null=True, verbose_name='公示日期')),
                ('withdrawn_reason', models.CharField(blank=True, max_length=200, verbose_name='撤回原因')),
                ('version', models.PositiveIntegerField(default=1, editable=False)),
                ('committee', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='special_appraisals', to='organs.organ', verbose_name='牵头的工委')),
                ('item', models.OneToOneField(editable=False, null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='special_appraisal', to='oversight.agendaitem', verbose_name='议题')),
                ('meeting', models.ForeignKey(editable=False, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='special_appraisals', to='oversight.meeting', verbose_name='测评的会议')),
                ('poll', models.OneToOneField(editable=False, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='ballots.poll', verbose_name='投票')),
            ],
            options={
                'verbose_name': '专项评议',
                'verbose_name_plural': '专项评议',
                'ordering': ['-year', '-id'],
            },
        ),
        migrations.CreateModel(
            name='AppraisedBody',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('number', models.PositiveSmallIntegerField(verbose_name='序号')),
                ('name', models.CharField(max_length=100, verbose_name='被评议部门')),
                ('good', models.PositiveIntegerField(default=0, verbose_name='满意')),
                ('fair', models.PositiveIntegerField(default=0, verbose_name='基本满意')),
                ('bad', models.PositiveIntegerField(default=0, verbose_name='不满意')),
                ('abstain', models.PositiveIntegerField(default=0, verbose_name='弃权')),
                ('whole', models.PositiveIntegerField(default=0, verbose_name='总票数')),
                ('passed', models.BooleanField(blank=True, null=True, verbose_name='通过')),
                ('consequence', models.TextField(blank=True, validators=[django.core.validators.MaxLengthValidator(2000)], verbose_name='结果运用')),
                ('mend_by', models.DateField(blank=True, null=True, verbose_name='整改期限')),
                ('answer', models.TextField(blank=True, validators=[django.core.validators.MaxLengthValidator(10000)], verbose_name='整改情况')),
                ('answered_on', models.DateField(blank=True, null=True, verbose_name='报告日期')),
                ('version', models.PositiveIntegerField(default=1, editable=False)),
                ('organ', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='appraised_as', to='organs.organ', verbose_name='被评议部门')),
                ('appraisal', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='bodies', to='oversight.specialappraisal', verbose_name='专项评议')),
            ],
            options={
                'verbose_name': '被评议部门',
                'verbose_name_plural': '被评议部门',
                'ordering': ['-appraisal_id', 'number'],
            },
        ),
        migrations.CreateModel(
            name='AppraisalVisit',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('on', models.DateField(verbose_name='日期')),
                ('place', models.CharField(max_length=120, verbose_name='调研地点')),
                ('account', models.TextField(validators=[django.core.validators.MaxLengthValidator(5000)], verbose_name='调研情况')),
                ('activity', models.OneToOneField(editable=False, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='appraisal_visit', to='activities.activity', verbose_name='工作记录')),
                ('appraisal', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='visits', to='oversight.specialappraisal', verbose_name='专项评议')),
            ],
            options={
                'verbose_name': '评议调研',
                'verbose_name_plural': '评议调研',
                'ordering': ['on', 'id'],
            },
        ),
        migrations.CreateModel(
            name='AppraisalOpinion',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('level', models.CharField(choices=[('national', '全国'), ('province', '省级'), ('city', '市级'), ('district', '区县级'), ('town', '乡镇级')], max_length=10, verbose_name='哪一级代表')),
                ('name', models.CharField(blank=True, max_length=40, verbose_name='代表姓名')),
                ('grade', models.CharField(blank=True, choices=[('good', '满意'), ('fair', '基本满意'), ('bad', '不满意')], max_length=8, verbose_name='总体评价')),
                ('text', models.TextField(validators=[django.core.validators.MaxLengthValidator(2000)], verbose_name='意见')),
                ('said_on', models.DateField(verbose_name='提出日期')),
                ('version', models.PositiveIntegerField(default=1, editable=False)),
                ('person', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='deputies.person', verbose_name='代表')),
                ('body', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='opinions', to='oversight.appraisedbody', verbose_name='被评议部门')),
            ],
            options={
                'verbose_name': '代表意见',
                'verbose_name_plural': '代表意见',
                'ordering': ['-said_on', '-id'],
                'indexes': [models.Index(fields=['-said_on', '-id'], name='appraisal_opinion_newest'), models.Index(fields=['body', 'level'], name='appraisal_opinion_levels')],
                'constraints': [models.UniqueConstraint(condition=models.Q(('person__isnull', False)), fields=('body', 'person'), name='appraisal_opinion_once', violation_error_message='您对这个部门已提过意见')],
            },
        ),
        migrations.AddIndex(
            model_name='specialappraisal',
            index=models.Index(fields=['-year', '-id'], name='special_appraisal_newest'),
        ),
        migrations.AddIndex(
            model_name='specialappraisal',
            index=models.Index(fields=['state', 'opinions_until'], name='special_appraisal_state'),
        ),
        migrations.AddIndex(
            model_name='specialappraisal',
            index=models.Index(fields=['published_on'], name='special_appraisal_public'),
        ),
        migrations.AddConstraint(
            model_name='specialappraisal',
            constraint=models.UniqueConstraint(condition=models.Q(('state', 'withdrawn'), _negated=True), fields=('year', 'title'), name='special_appraisal_once', violation_error_message='这一年已有同名的专项评议'),
        ),
        migrations.AddConstraint(
            model_name='specialappraisal',
            constraint=models.CheckConstraint(condition=models.Q(models.Q(('published_on__isnull', False), ('state', 'published')), models.Q(models.Q(('state', 'published'), _negated=True), ('published_on__isnull', True)), _connector='OR'), name='special_appraisal_public_has_day', violation_error_message='公示要有公示日期'),
        ),
        migrations.AddConstraint(
            model_name='specialappraisal',
            constraint=models.CheckConstraint(condition=models.Q(('published_on__isnull', True), models.Q(('published_on__gte', models.F('rated_on')), ('rated_on__isnull', False)), _connector='OR'), name='special_appraisal_public_after_vote', violation_error_message='公示日期不能早于测评'),
        ),
        migrations.AddConstraint(
            model_name='specialappraisal',
            constraint=models.CheckConstraint(condition=models.Q(models.Q(('state', 'withdrawn'), _negated=True), models.Q(('withdrawn_reason', ''), _negated=True), _connector='OR'), name='special_appraisal_withdrawn_with_reason'),
        ),
        migrations.AddIndex(
            model_name='appraisedbody',
            index=models.Index(fields=['answered_on', 'mend_by'], name='appraised_body_mending'),
        ),
        migrations.AddConstraint(
            model_name='appraisedbody',
            constraint=models.UniqueConstraint(fields=('appraisal', 'number'), name='appraised_body_number_once'),
        ),
        migrations.AddConstraint(
            model_name='appraisedbody',
            constraint=models.UniqueConstraint(fields=('appraisal', 'organ'), name='appraised_body_once', violation_error_message='这个部门已在这次评议里'),
        ),
        migrations.AddConstraint(
            model_name='appraisedbody',
            constraint=models.CheckConstraint(condition=models.Q(('good__lte', django.db.models.expressions.CombinedExpression(models.F('whole'), '-', models.F('fair')))), name='appraised_body_fits'),
        ),
        migrations.AddConstraint(
            model_name='appraisedbody',
            constraint=models.CheckConstraint(condition=models.Q(('answered_on__isnull', True), models.Q(('answer', ''), _negated=True), _connector='OR'), name='appraised_body_answered_with_words', violation_error_message='请写整改情况'),
        ),
        migrations.AddConstraint(
            model_name='appraisalvisit',
            constraint=models.UniqueConstraint(fields=('appraisal', 'on', 'place'), name='appraisal_visit_once', violation_error_message='这一天在这个地点的调研已登记'),
        ),
        ]),
    ]
