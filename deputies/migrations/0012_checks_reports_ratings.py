"""Checks of registers, duty reports with their plan, rounds of ratings; the opinions ballots begin with."""

import django.core.validators
import django.db.models.deletion
from django.conf import settings
from django.db import migrations, models

OPINIONS = ("优秀", "称职", "基本称职", "不称职")


def fill(apps, schema_editor):
    rows = apps.get_model("deputies", "ReportOpinion")._default_manager
    for order, name in enumerate(OPINIONS, start=1):
        rows.create(name=name, order=order)


class Migration(migrations.Migration):

    dependencies = [
        ('deputies', '0011_appraisals'),
        ('organs', '0002_versions_and_closing'),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.CreateModel(
            name='ReportOpinion',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('name', models.CharField(max_length=20, unique=True, verbose_name='评议等次')),
                ('order', models.PositiveSmallIntegerField(default=0, verbose_name='排序')),
                ('in_use', models.BooleanField(default=True, verbose_name='在用')),
            ],
            options={
                'verbose_name': '评议等次',
                'verbose_name_plural': '评议等次',
                'ordering': ['order', 'id'],
            },
        ),
        migrations.CreateModel(
            name='DutyCheck',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('kind', models.CharField(choices=[('quarter', '每季度检查'), ('sample', '半年抽查'), ('groups', '半年全面督查')], max_length=10, verbose_name='检查')),
                ('year', models.PositiveSmallIntegerField(validators=[django.core.validators.MinValueValidator(2000), django.core.validators.MaxValueValidator(2100)], verbose_name='年度')),
                ('number', models.PositiveSmallIntegerField(verbose_name='第几期')),
                ('state', models.CharField(choices=[('open', '正在检查'), ('done', '已查完'), ('issued', '已通报')], default='open', max_length=8, verbose_name='状态')),
                ('checked_on', models.DateField(blank=True, null=True, verbose_name='检查日期')),
                ('checked_by', models.CharField(blank=True, max_length=200, verbose_name='检查人员')),
                ('summary', models.TextField(blank=True, max_length=2000, verbose_name='总体情况')),
                ('seed', models.CharField(blank=True, editable=False, max_length=32, verbose_name='抽样种子')),
                ('size', models.PositiveIntegerField(blank=True, null=True, verbose_name='抽查人数')),
                ('population', models.JSONField(default=list, editable=False, verbose_name='抽样范围')),
                ('document_no', models.CharField(blank=True, max_length=40, verbose_name='通报文号')),
                ('issued_on', models.DateField(blank=True, null=True, verbose_name='通报日期')),
                ('started_at', models.DateTimeField(auto_now_add=True, verbose_name='登记时间')),
                ('version', models.PositiveIntegerField(default=1, editable=False)),
                ('area', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='duty_checks', to='organs.area', verbose_name='乡镇街道')),
                ('started_by', models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL, verbose_name='登记人')),
            ],
            options={
                'verbose_name': '履职检查',
                'verbose_name_plural': '履职检查',
                'ordering': ['-year', '-number', 'kind', 'area__order', 'id'],
            },
        ),
        migrations.CreateModel(
            name='CheckFinding',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('in_place', models.BooleanField(null=True, verbose_name='履职是否到位')),
                ('well_kept', models.BooleanField(null=True, verbose_name='填写是否规范')),
                ('remarks', models.CharField(blank=True, max_length=300, verbose_name='情况')),
                ('correct_by', models.DateField(blank=True, null=True, verbose_name='改正期限')),
                ('corrected_on', models.DateField(blank=True, null=True, verbose_name='改正日期')),
                ('corrected_note', models.CharField(blank=True, max_length=200, verbose_name='改正情况')),
                ('deputyship', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='findings', to='deputies.deputyship', verbose_name='代表')),
                ('group', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='findings', to='deputies.deputygroup', verbose_name='代表小组')),
                ('check_of', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='findings', to='deputies.dutycheck', verbose_name='履职检查')),
            ],
            options={
                'verbose_name': '检查情况',
                'verbose_name_plural': '检查情况',
                'ordering': ['check_of_id', 'id'],
            },
        ),
        migrations.CreateModel(
            name='DutyReport',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('audience', models.CharField(choices=[('voters', '原选区选民'), ('committee', '区人大常委会（原选举单位）')], editable=False, max_length=12, verbose_name='向谁述职')),
                ('form', models.CharField(choices=[('oral', '口头述职'), ('written', '书面述职')], default='oral', max_length=8, verbose_name='述职方式')),
                ('day', models.DateField(verbose_name='述职日期')),
                ('place', models.CharField(blank=True, max_length=120, verbose_name='地点')),
                ('state', models.CharField(choices=[('arranged', '已安排'), ('held', '已述职'), ('withdrawn', '已撤回')], default='arranged', max_length=10, verbose_name='状态')),
                ('text', models.TextField(blank=True, validators=[django.core.validators.MaxLengthValidator(8000)], verbose_name='述职报告')),
                ('present', models.PositiveIntegerField(blank=True, null=True, verbose_name='到会人数')),
                ('remarks', models.CharField(blank=True, max_length=500, verbose_name='评议意见')),
                ('reason', models.CharField(blank=True, max_length=200, verbose_name='撤回原因')),
                ('source', models.SlugField(blank=True, default='', editable=False, max_length=30)),
                ('source_pk', models.PositiveBigIntegerField(editable=False, null=True)),
                ('entered_at', models.DateTimeField(auto_now_add=True, verbose_name='登记时间')),
                ('version', models.PositiveIntegerField(default=1, editable=False)),
                ('constituency', models.ForeignKey(blank=True, editable=False, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='duty_reports', to='organs.constituency', verbose_name='选区')),
                ('deputyship', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='duty_reports', to='deputies.deputyship', verbose_name='代表')),
                ('entered_by', models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL, verbose_name='登记人')),
                ('raters', models.ManyToManyField(blank=True, related_name='rated_reports', to='deputies.person', verbose_name='评议人')),
                ('result', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='deputies.reportopinion', verbose_name='评议结果')),
            ],
            options={
                'verbose_name': '述职',
                'verbose_name_plural': '述职',
                'ordering': ['-day', '-id'],
            },
        ),
        migrations.CreateModel(
            name='PlannedReport',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('year', models.PositiveSmallIntegerField(verbose_name='年度')),
                ('deputyship', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='planned_reports', to='deputies.deputyship', verbose_name='代表')),
                ('group', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='planned_reports', to='deputies.deputygroup', verbose_name='代表小组')),
            ],
            options={
                'verbose_name': '述职计划',
                'verbose_name_plural': '述职计划',
                'ordering': ['-year', 'group_id', 'id'],
            },
        ),
        migrations.CreateModel(
            name='RatingRound',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('title', models.CharField(max_length=80, verbose_name='名称')),
                ('year', models.PositiveSmallIntegerField(verbose_name='年度')),
                ('closes_on', models.DateField(verbose_name='截止日期')),
                ('note', models.CharField(blank=True, max_length=300, verbose_name='说明')),
                ('state', models.CharField(choices=[('draft', '准备中'), ('open', '正在评议'), ('closed', '已截止'), ('published', '已公布')], default='draft', max_length=10, verbose_name='状态')),
                ('opened_on', models.DateField(blank=True, editable=False, null=True, verbose_name='开始日期')),
                ('version', models.PositiveIntegerField(default=1, editable=False)),
                ('created_by', models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL, verbose_name='登记人')),
            ],
            options={
                'verbose_name': '代表评议',
                'verbose_name_plural': '代表评议',
                'ordering': ['-year', '-id'],
            },
        ),
        migrations.CreateModel(
            name='RatingRater',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('has_rated', models.BooleanField(default=False, verbose_name='已评议')),
                ('deputyship', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='deputies.deputyship', verbose_name='代表')),
                ('round', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='raters', to='deputies.ratinground', verbose_name='代表评议')),
            ],
            options={
                'verbose_name': '评议代表',
                'verbose_name_plural': '评议代表',
                'ordering': ['round_id', 'deputyship__person__pinyin', 'id'],
            },
        ),
        migrations.CreateModel(
            name='RatedBody',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('order', models.PositiveSmallIntegerField(default=0, editable=False)),
                ('organ', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='ratings', to='organs.organ', verbose_name='被评议单位')),
                ('round', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='bodies', to='deputies.ratinground', verbose_name='代表评议')),
            ],
            options={
                'verbose_name': '被评议单位',
                'verbose_name_plural': '被评议单位',
                'ordering': ['round_id', 'order', 'id'],
            },
        ),
        migrations.CreateModel(
            name='RatingTally',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('opinion', models.CharField(choices=[('satisfied', '满意'), ('fair', '基本满意'), ('dissatisfied', '不满意'), ('unknown', '不了解')], max_length=12, verbose_name='评议')),
                ('count', models.PositiveIntegerField(default=0, verbose_name='票数')),
                ('body', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='tallies', to='deputies.ratedbody', verbose_name='被评议单位')),
            ],
            options={
                'verbose_name': '评议合计',
                'verbose_name_plural': '评议合计',
                'ordering': ['body_id', 'id'],
            },
        ),
        migrations.CreateModel(
            name='ReportFile',
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
                ('report', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='files', to='deputies.dutyreport', verbose_name='述职')),
            ],
            options={
                'verbose_name': '述职附件',
                'verbose_name_plural': '述职附件',
                'ordering': ['order'],
            },
        ),
        migrations.CreateModel(
            name='ReportBallot',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('count', models.PositiveIntegerField(verbose_name='票数')),
                ('report', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='ballots', to='deputies.dutyreport', verbose_name='述职')),
                ('opinion', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='ballots', to='deputies.reportopinion', verbose_name='评议等次')),
            ],
            options={
                'verbose_name': '评议票',
                'verbose_name_plural': '评议票',
                'ordering': ['opinion__order', 'opinion_id'],
            },
        ),
        migrations.CreateModel(
            name='ReportQuestion',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('question', models.CharField(max_length=300, verbose_name='提问')),
                ('answer', models.CharField(blank=True, max_length=500, verbose_name='答复')),
                ('order', models.PositiveSmallIntegerField(editable=False)),
                ('report', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='questions', to='deputies.dutyreport', verbose_name='述职')),
            ],
            options={
                'verbose_name': '述职提问',
                'verbose_name_plural': '述职提问',
                'ordering': ['report_id', 'order', 'id'],
            },
        ),
        migrations.AddIndex(
            model_name='dutycheck',
            index=models.Index(fields=['year', 'kind', 'number'], name='duty_check_period'),
        ),
        migrations.AddIndex(
            model_name='dutycheck',
            index=models.Index(fields=['-started_at', '-id'], name='duty_check_newest'),
        ),
        migrations.AddConstraint(
            model_name='dutycheck',
            constraint=models.UniqueConstraint(condition=models.Q(('area__isnull', False)), fields=('area', 'year', 'number'), name='duty_check_once_a_quarter', violation_error_message='这一季度已有检查，请在那一次里登记'),
        ),
        migrations.AddConstraint(
            model_name='dutycheck',
            constraint=models.UniqueConstraint(condition=models.Q(('area__isnull', True)), fields=('kind', 'year', 'number'), name='duty_check_once_a_half', violation_error_message='这半年已有这种检查，请在那一次里登记'),
        ),
        migrations.AddConstraint(
            model_name='dutycheck',
            constraint=models.CheckConstraint(condition=models.Q(models.Q(('area__isnull', False), ('kind', 'quarter'), ('number__range', (1, 4))), models.Q(models.Q(('kind', 'quarter'), _negated=True), ('area__isnull', True), ('number__range', (1, 2))), _connector='OR'), name='duty_check_area_and_period'),
        ),
        migrations.AddConstraint(
            model_name='dutycheck',
            constraint=models.CheckConstraint(condition=models.Q(models.Q(('kind', 'sample'), models.Q(('seed', ''), _negated=True), ('size__isnull', False)), models.Q(models.Q(('kind', 'sample'), _negated=True), ('seed', '')), _connector='OR'), name='duty_check_sample_has_seed'),
        ),
        migrations.AddConstraint(
            model_name='dutycheck',
            constraint=models.CheckConstraint(condition=models.Q(models.Q(('issued_on__isnull', False), ('state', 'issued')), models.Q(models.Q(('state', 'issued'), _negated=True), ('issued_on__isnull', True)), _connector='OR'), name='duty_check_issued_on'),
        ),
        migrations.AddIndex(
            model_name='checkfinding',
            index=models.Index(fields=['correct_by', 'corrected_on'], name='finding_to_correct'),
        ),
        migrations.AddConstraint(
            model_name='checkfinding',
            constraint=models.UniqueConstraint(condition=models.Q(('deputyship__isnull', False)), fields=('check_of', 'deputyship'), name='finding_once_a_deputy'),
        ),
        migrations.AddConstraint(
            model_name='checkfinding',
            constraint=models.UniqueConstraint(condition=models.Q(('group__isnull', False)), fields=('check_of', 'group'), name='finding_once_a_group'),
        ),
        migrations.AddConstraint(
            model_name='checkfinding',
            constraint=models.CheckConstraint(condition=models.Q(models.Q(('deputyship__isnull', False), ('group__isnull', True)), models.Q(('deputyship__isnull', True), ('group__isnull', False)), _connector='OR'), name='finding_of_one_thing'),
        ),
        migrations.AddConstraint(
            model_name='checkfinding',
            constraint=models.CheckConstraint(condition=models.Q(('corrected_on__isnull', True), ('correct_by__isnull', False), _connector='OR'), name='finding_corrected_was_asked'),
        ),
        migrations.AddIndex(
            model_name='plannedreport',
            index=models.Index(fields=['year', 'group'], name='planned_report_year_group'),
        ),
        migrations.AddConstraint(
            model_name='plannedreport',
            constraint=models.UniqueConstraint(fields=('deputyship', 'year'), name='planned_report_once_a_year'),
        ),
        migrations.AddIndex(
            model_name='ratinground',
            index=models.Index(fields=['-year', '-id'], name='rating_round_newest'),
        ),
        migrations.AddConstraint(
            model_name='ratinground',
            constraint=models.UniqueConstraint(fields=('year', 'title'), name='rating_round_title_once', violation_error_message='这一年已有同名的评议'),
        ),
        migrations.AddIndex(
            model_name='ratingrater',
            index=models.Index(condition=models.Q(('has_rated', False)), fields=['deputyship'], name='rating_rater_waiting'),
        ),
        migrations.AddConstraint(
            model_name='ratingrater',
            constraint=models.UniqueConstraint(fields=('round', 'deputyship'), name='rating_rater_once'),
        ),
        migrations.AddConstraint(
            model_name='ratedbody',
            constraint=models.UniqueConstraint(fields=('round', 'organ'), name='rated_body_once'),
        ),
        migrations.AddConstraint(
            model_name='ratingtally',
            constraint=models.UniqueConstraint(fields=('body', 'opinion'), name='rating_tally_once'),
        ),
        migrations.AddConstraint(
            model_name='reportballot',
            constraint=models.UniqueConstraint(fields=('report', 'opinion'), name='report_ballot_once'),
        ),
        migrations.AddIndex(
            model_name='dutyreport',
            index=models.Index(fields=['-day', '-id'], name='duty_report_newest'),
        ),
        migrations.AddIndex(
            model_name='dutyreport',
            index=models.Index(fields=['deputyship', 'state'], name='duty_report_deputyship'),
        ),
        migrations.AddIndex(
            model_name='dutyreport',
            index=models.Index(fields=['state', '-day'], name='duty_report_state'),
        ),
        migrations.AddConstraint(
            model_name='dutyreport',
            constraint=models.UniqueConstraint(condition=models.Q(('source_pk__isnull', False)), fields=('source', 'source_pk', 'deputyship'), name='duty_report_once_a_source'),
        ),
        migrations.AddConstraint(
            model_name='dutyreport',
            constraint=models.CheckConstraint(condition=models.Q(models.Q(('state', 'withdrawn'), _negated=True), models.Q(('reason', ''), _negated=True), _connector='OR'), name='duty_report_withdrawn_with_reason'),
        ),
        migrations.RunPython(fill, migrations.RunPython.noop),
    ]
