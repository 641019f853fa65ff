"""Opinions, appointments, major matters, filed documents, inspections of laws, inquiries; the rules of the room."""

import django.core.validators
import django.db.models.deletion
import django.db.models.expressions
from django.conf import settings
from django.db import migrations, models

import oversight.models.rule
from congress.web.migrating import CreateTables


class Migration(migrations.Migration):

    dependencies = [
        ('activities', '0001_tables'),
        ('ballots', '0001_tables'),
        ('deputies', '0002_duty_passed'),
        ('organs', '0003_area_outline'),
        ('oversight', '0001_meetings'),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        CreateTables([
        migrations.CreateModel(
            name='OversightRule',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('opinion_span', models.CharField(default='3个月', max_length=20, validators=[oversight.models.rule.is_span], verbose_name='审议意见办理期限')),
                ('opinion_source', models.CharField(default='常委会议事规则', max_length=80, verbose_name='审议意见期限的依据')),
                ('rate_by_month', models.PositiveSmallIntegerField(default=3, validators=[django.core.validators.MinValueValidator(1), django.core.validators.MaxValueValidator(12)], verbose_name='上年度审议意见测评的最后月份')),
                ('rate_by_day', models.PositiveSmallIntegerField(default=31, validators=[django.core.validators.MinValueValidator(1), django.core.validators.MaxValueValidator(31)], verbose_name='日')),
                ('basis', models.CharField(choices=[('cast', '投出的票，弃权也算'), ('members', '常委会全体组成人员')], default='cast', max_length=8, verbose_name='三分之二按什么算')),
                ('filing_span', models.CharField(default='30日', max_length=20, validators=[oversight.models.rule.is_span], verbose_name='规范性文件报备期限')),
                ('filing_source', models.CharField(default='规范性文件备案审查办法', max_length=80, verbose_name='报备期限的依据')),
                ('overseen', models.TextField(default=oversight.models.rule.OVERSEEN, help_text='一行一项', validators=[django.core.validators.MaxLengthValidator(1000)], verbose_name='告知书上的监督事项')),
                ('version', models.PositiveIntegerField(default=1, editable=False)),
            ],
            options={
                'verbose_name': '会议和监督的规定',
                'verbose_name_plural': '会议和监督的规定',
            },
        ),
        migrations.CreateModel(
            name='Appointment',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('name', models.CharField(max_length=40, verbose_name='姓名')),
                ('post', models.CharField(max_length=80, verbose_name='职务')),
                ('action', models.CharField(choices=[('appoint', '任命'), ('decide', '决定任命'), ('remove', '免去'), ('resign', '接受辞职')], default='appoint', max_length=8, verbose_name='任免')),
                ('outcome', models.CharField(choices=[('passed', '通过'), ('failed', '没有通过')], default='passed', max_length=8, verbose_name='表决结果')),
                ('votes_for', models.PositiveSmallIntegerField(blank=True, null=True, verbose_name='赞成')),
                ('votes_against', models.PositiveSmallIntegerField(blank=True, null=True, verbose_name='反对')),
                ('abstained', models.PositiveSmallIntegerField(blank=True, null=True, verbose_name='弃权')),
                ('notice_number', models.CharField(blank=True, max_length=40, verbose_name='告知书编号')),
                ('notice_on', models.DateField(blank=True, null=True, verbose_name='发放日期')),
                ('receipt_on', models.DateField(blank=True, null=True, verbose_name='签收日期')),
                ('withdrawn_reason', models.CharField(blank=True, max_length=200, verbose_name='撤回原因')),
                ('version', models.PositiveIntegerField(default=1, editable=False)),
                ('meeting', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='appointments', to='oversight.meeting', verbose_name='会议')),
                ('poll', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='ballots.poll', verbose_name='表决')),
            ],
            options={
                'verbose_name': '人事任免',
                'verbose_name_plural': '人事任免',
                'ordering': ['-meeting__on', 'id'],
            },
        ),
        migrations.CreateModel(
            name='AppointeeReport',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('on', models.DateField(verbose_name='日期')),
                ('title', models.CharField(max_length=120, verbose_name='报告')),
                ('summary', models.TextField(blank=True, validators=[django.core.validators.MaxLengthValidator(5000)], verbose_name='主要内容')),
                ('appointment', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='reports', to='oversight.appointment', verbose_name='任免')),
            ],
            options={
                'verbose_name': '任后述职',
                'verbose_name_plural': '任后述职',
                'ordering': ['-on', '-id'],
            },
        ),
        migrations.CreateModel(
            name='Filing',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('title', models.CharField(max_length=200, verbose_name='文件名称')),
                ('number', models.CharField(blank=True, max_length=60, verbose_name='文号')),
                ('issued_on', models.DateField(verbose_name='公布日期')),
                ('filed_on', models.DateField(blank=True, null=True, verbose_name='报备日期')),
                ('span', models.CharField(editable=False, max_length=20, verbose_name='报备期限')),
                ('source', models.CharField(editable=False, max_length=80, verbose_name='依据')),
                ('due_on', models.DateField(editable=False, verbose_name='最后一天')),
                ('opinion', models.TextField(blank=True, validators=[django.core.validators.MaxLengthValidator(5000)], verbose_name='审查意见')),
                ('result', models.CharField(choices=[('open', '还没有结论'), ('fine', '没有发现问题'), ('advised', '提出审查意见'), ('amended', '已修改'), ('abolished', '已废止')], default='open', max_length=10, verbose_name='审查结果')),
                ('concluded_on', models.DateField(blank=True, null=True, verbose_name='审结日期')),
                ('withdrawn_reason', models.CharField(blank=True, max_length=200, verbose_name='撤回原因')),
                ('version', models.PositiveIntegerField(default=1, editable=False)),
                ('issuer', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='filings', to='organs.organ', verbose_name='制定机关')),
                ('reviewer', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='reviewed_filings', to='organs.organ', verbose_name='审查的工委')),
            ],
            options={
                'verbose_name': '规范性文件',
                'verbose_name_plural': '规范性文件',
                'ordering': ['-issued_on', '-id'],
            },
        ),
        migrations.CreateModel(
            name='Inquiry',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('subject', models.CharField(max_length=200, verbose_name='询问的主题')),
                ('report', models.CharField(blank=True, max_length=200, verbose_name='听取的报告')),
                ('summary', models.TextField(blank=True, validators=[django.core.validators.MaxLengthValidator(10000)], verbose_name='询问情况')),
                ('withdrawn_reason', models.CharField(blank=True, max_length=200, verbose_name='撤回原因')),
                ('version', models.PositiveIntegerField(default=1, editable=False)),
                ('meeting', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='inquiries', to='oversight.meeting', verbose_name='会议')),
            ],
            options={
                'verbose_name': '专题询问',
                'verbose_name_plural': '专题询问',
                'ordering': ['-meeting__on', '-id'],
            },
        ),
        migrations.CreateModel(
            name='InquiryQuestion',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('questioner', models.CharField(max_length=40, verbose_name='询问人')),
                ('question', models.TextField(validators=[django.core.validators.MaxLengthValidator(2000)], verbose_name='问题')),
                ('official', models.CharField(max_length=60, verbose_name='应询人')),
                ('answer', models.TextField(blank=True, validators=[django.core.validators.MaxLengthValidator(5000)], verbose_name='回答')),
                ('version', models.PositiveIntegerField(default=1, editable=False)),
                ('inquiry', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='questions', to='oversight.inquiry', verbose_name='专题询问')),
                ('organ', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='inquiry_questions', to='organs.organ', verbose_name='应询单位')),
            ],
            options={
                'verbose_name': '询问和回答',
                'verbose_name_plural': '询问和回答',
                'ordering': ['inquiry_id', 'id'],
            },
        ),
        migrations.CreateModel(
            name='InquiryPromise',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('text', models.CharField(max_length=300, verbose_name='承诺事项')),
                ('due_on', models.DateField(verbose_name='承诺期限')),
                ('done_on', models.DateField(blank=True, null=True, verbose_name='办成日期')),
                ('done_note', models.CharField(blank=True, max_length=500, verbose_name='落实情况')),
                ('version', models.PositiveIntegerField(default=1, editable=False)),
                ('question', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='promises', to='oversight.inquiryquestion', verbose_name='回答')),
            ],
            options={
                'verbose_name': '询问中的承诺',
                'verbose_name_plural': '询问中的承诺',
                'ordering': ['due_on', 'id'],
            },
        ),
        migrations.CreateModel(
            name='LawCheck',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('title', models.CharField(max_length=120, verbose_name='名称')),
                ('law', models.CharField(max_length=120, verbose_name='法律、法规')),
                ('articles', models.CharField(blank=True, max_length=300, verbose_name='检查哪些条款')),
                ('starts_on', models.DateField(verbose_name='开始日期')),
                ('ends_on', models.DateField(verbose_name='结束日期')),
                ('report', models.TextField(blank=True, validators=[django.core.validators.MaxLengthValidator(20000)], verbose_name='执法检查报告')),
                ('withdrawn_reason', models.CharField(blank=True, max_length=200, verbose_name='撤回原因')),
                ('version', models.PositiveIntegerField(default=1, editable=False)),
                ('committee', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='law_checks', to='organs.organ', verbose_name='牵头的工委')),
                ('deputies', models.ManyToManyField(blank=True, related_name='law_checks', to='deputies.deputyship', verbose_name='代表')),
                ('members', models.ManyToManyField(blank=True, related_name='law_checks', to='deputies.person', verbose_name='常委会组成人员')),
            ],
            options={
                'verbose_name': '执法检查',
                'verbose_name_plural': '执法检查',
                'ordering': ['-starts_on', '-id'],
            },
        ),
        migrations.CreateModel(
            name='LawCheckFinding',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('text', models.CharField(max_length=500, verbose_name='发现的问题')),
                ('article', models.CharField(blank=True, max_length=60, verbose_name='对应条款')),
                ('due_on', models.DateField(blank=True, null=True, verbose_name='整改期限')),
                ('mended_on', models.DateField(blank=True, null=True, verbose_name='整改完成日期')),
                ('mended_how', models.CharField(blank=True, max_length=500, verbose_name='整改情况')),
                ('version', models.PositiveIntegerField(default=1, editable=False)),
                ('check_of', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='findings', to='oversight.lawcheck', verbose_name='执法检查')),
                ('unit', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='law_findings', to='organs.organ', verbose_name='整改单位')),
            ],
            options={
                'verbose_name': '检查发现的问题',
                'verbose_name_plural': '检查发现的问题',
                'ordering': ['id'],
            },
        ),
        migrations.CreateModel(
            name='LawCheckVisit',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('on', models.DateField(verbose_name='日期')),
                ('place', models.CharField(max_length=120, verbose_name='检查地点')),
                ('account', models.TextField(validators=[django.core.validators.MaxLengthValidator(5000)], verbose_name='检查情况')),
                ('activity', models.OneToOneField(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='law_check_visit', to='activities.activity', verbose_name='工作记录')),
                ('check_of', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='visits', to='oversight.lawcheck', verbose_name='执法检查')),
            ],
            options={
                'verbose_name': '实地检查',
                'verbose_name_plural': '实地检查',
                'ordering': ['on', 'id'],
            },
        ),
        migrations.CreateModel(
            name='MajorMatter',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('year', models.PositiveSmallIntegerField(validators=[django.core.validators.MinValueValidator(2000), django.core.validators.MaxValueValidator(2100)], verbose_name='年度')),
                ('title', models.CharField(max_length=200, verbose_name='事项')),
                ('source', models.CharField(choices=[('party', '区委部署'), ('government', '区政府建议'), ('deputies', '代表意见')], max_length=12, verbose_name='来源')),
                ('source_note', models.CharField(blank=True, max_length=200, verbose_name='来源说明')),
                ('state', models.CharField(choices=[('proposed', '已提出'), ('studied', '党组已研究'), ('agreed', '区委已同意'), ('planned', '已列入年度计划'), ('requested', '已事前请示'), ('decided', '已作决定'), ('reported', '已事后报告'), ('dropped', '不再列入')], default='proposed', max_length=10, verbose_name='进展')),
                ('studied_on', models.DateField(blank=True, null=True, verbose_name='党组研究')),
                ('agreed_on', models.DateField(blank=True, null=True, verbose_name='区委同意')),
                ('planned_on', models.DateField(blank=True, null=True, verbose_name='列入年度计划')),
                ('requested_on', models.DateField(blank=True, null=True, verbose_name='事前请示')),
                ('decided_on', models.DateField(blank=True, null=True, verbose_name='作出决定')),
                ('decision', models.TextField(blank=True, validators=[django.core.validators.MaxLengthValidator(5000)], verbose_name='决议、决定')),
                ('reported_on', models.DateField(blank=True, null=True, verbose_name='事后报告')),
                ('dropped_reason', models.CharField(blank=True, max_length=200, verbose_name='不再列入的原因')),
                ('version', models.PositiveIntegerField(default=1, editable=False)),
            ],
            options={
                'verbose_name': '重大事项',
                'verbose_name_plural': '重大事项',
                'ordering': ['-year', 'id'],
                'indexes': [models.Index(fields=['-year', 'id'], name='major_matter_year')],
                'constraints': [models.UniqueConstraint(fields=('year', 'title'), name='major_matter_once', violation_error_message='这一年的清单里已有这件事项'), models.CheckConstraint(condition=models.Q(('planned_on__isnull', True), ('agreed_on__isnull', False), _connector='OR'), name='major_matter_planned_after_agreed', violation_error_message='区委同意以后才能列入年度计划'), models.CheckConstraint(condition=models.Q(('decided_on__isnull', True), ('requested_on__isnull', False), _connector='OR'), name='major_matter_decided_after_request', violation_error_message='事前请示以后才能登记决定')],
            },
        ),
        migrations.CreateModel(
            name='MatterPart',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('part', models.CharField(choices=[('research', '调研论证'), ('public', '群众参与'), ('follow_up', '追踪督办'), ('appraisal', '评价'), ('liability', '责任追究'), ('openness', '信息公开')], max_length=12, verbose_name='制度')),
                ('done_on', models.DateField(verbose_name='日期')),
                ('note', models.TextField(validators=[django.core.validators.MaxLengthValidator(3000)], verbose_name='做法')),
                ('version', models.PositiveIntegerField(default=1, editable=False)),
                ('matter', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='parts', to='oversight.majormatter', verbose_name='重大事项')),
            ],
            options={
                'verbose_name': '六项制度落实',
                'verbose_name_plural': '六项制度落实',
                'ordering': ['matter_id', 'id'],
            },
        ),
        migrations.CreateModel(
            name='MatterFile',
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
                ('part', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='files', to='oversight.matterpart', verbose_name='制度')),
            ],
            options={
                'verbose_name': '重大事项佐证',
                'verbose_name_plural': '重大事项佐证',
                'ordering': ['order'],
            },
        ),
        migrations.CreateModel(
            name='OpinionRound',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('number', models.PositiveSmallIntegerField(verbose_name='第几次')),
                ('due_on', models.DateField(verbose_name='报告期限')),
                ('report', models.TextField(blank=True, validators=[django.core.validators.MaxLengthValidator(10000)], verbose_name='办理情况报告')),
                ('reported_on', models.DateField(blank=True, null=True, verbose_name='报告日期')),
                ('again_by', models.DateField(blank=True, null=True, verbose_name='再次报告的期限')),
                ('rated_on', models.DateField(blank=True, null=True, verbose_name='测评日期')),
                ('satisfied', models.PositiveSmallIntegerField(default=0, verbose_name='满意')),
                ('basically', models.PositiveSmallIntegerField(default=0, verbose_name='基本满意')),
                ('total', models.PositiveSmallIntegerField(default=0, verbose_name='总票数')),
                ('poll', models.OneToOneField(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='ballots.poll', verbose_name='测评投票')),
            ],
            options={
                'verbose_name': '办理和测评',
                'verbose_name_plural': '办理和测评',
                'ordering': ['opinion_id', 'number'],
            },
        ),
        migrations.CreateModel(
            name='OpinionFile',
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
                ('round', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='files', to='oversight.opinionround', verbose_name='办理和测评')),
            ],
            options={
                'verbose_name': '审议意见附件',
                'verbose_name_plural': '审议意见附件',
                'ordering': ['order'],
            },
        ),
        migrations.CreateModel(
            name='ReviewOpinion',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('year', models.PositiveSmallIntegerField(editable=False, verbose_name='年度')),
                ('title', models.CharField(max_length=200, verbose_name='标题')),
                ('text', models.TextField(validators=[django.core.validators.MaxLengthValidator(10000)], verbose_name='审议意见')),
                ('is_key', models.BooleanField(default=False, verbose_name='重点议题')),
                ('team', models.CharField(blank=True, max_length=200, verbose_name='专门班子')),
                ('state', models.CharField(choices=[('draft', '起草中'), ('assigned', '办理中'), ('reported', '已报告，待审查'), ('accepted', '待测评'), ('again', '再审，再次办理'), ('passed', '已通过')], default='draft', max_length=10, verbose_name='状态')),
                ('assigned_on', models.DateField(blank=True, null=True, verbose_name='交办日期')),
                ('span', models.CharField(blank=True, max_length=20, verbose_name='期限')),
                ('source', models.CharField(blank=True, max_length=80, verbose_name='依据')),
                ('due_on', models.DateField(blank=True, null=True, verbose_name='报告期限')),
                ('version', models.PositiveIntegerField(default=1, editable=False)),
                ('committee', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='followed_opinions', to='organs.organ', verbose_name='跟踪的工委')),
                ('item', models.OneToOneField(on_delete=django.db.models.deletion.PROTECT, related_name='opinion', to='oversight.agendaitem', verbose_name='审议的议题')),
                ('unit', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='review_opinions', to='organs.organ', verbose_name='承办单位')),
            ],
            options={
                'verbose_name': '审议意见',
                'verbose_name_plural': '审议意见',
                'ordering': ['-year', '-id'],
            },
        ),
        migrations.AddField(
            model_name='opinionround',
            name='opinion',
            field=models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='rounds', to='oversight.reviewopinion', verbose_name='审议意见'),
        ),
        migrations.CreateModel(
            name='OpinionFollowUp',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('on', models.DateField(verbose_name='日期')),
                ('note', models.CharField(max_length=500, verbose_name='跟踪情况')),
                ('by', models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL, verbose_name='登记人')),
                ('opinion', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='follow_ups', to='oversight.reviewopinion', verbose_name='审议意见')),
            ],
            options={
                'verbose_name': '跟踪督办',
                'verbose_name_plural': '跟踪督办',
                'ordering': ['-on', '-id'],
            },
        ),
        migrations.CreateModel(
            name='Speaker',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('role', models.CharField(choices=[('central', '中心发言'), ('key', '重点发言'), ('more', '补充发言')], max_length=8, verbose_name='怎样发言')),
                ('slot', models.PositiveSmallIntegerField(editable=False, null=True)),
                ('name', models.CharField(max_length=40, verbose_name='发言人')),
                ('speech', models.TextField(blank=True, validators=[django.core.validators.MaxLengthValidator(10000)], verbose_name='发言记录')),
                ('version', models.PositiveIntegerField(default=1, editable=False)),
                ('item', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='speakers', to='oversight.agendaitem', verbose_name='议题')),
            ],
            options={
                'verbose_name': '审议发言',
                'verbose_name_plural': '审议发言',
                'ordering': ['item_id', models.OrderBy(models.F('slot'), nulls_last=True), 'id'],
            },
        ),
        migrations.CreateModel(
            name='Point',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('problem', models.CharField(max_length=500, verbose_name='问题')),
                ('advice', models.CharField(blank=True, max_length=500, verbose_name='建议')),
                ('version', models.PositiveIntegerField(default=1, editable=False)),
                ('item', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='points', to='oversight.agendaitem', verbose_name='议题')),
                ('speaker', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='points', to='oversight.speaker', verbose_name='谁提出')),
            ],
            options={
                'verbose_name': '问题和建议',
                'verbose_name_plural': '问题和建议',
                'ordering': ['item_id', 'id'],
            },
        ),
        migrations.AddConstraint(
            model_name='appointment',
            constraint=models.UniqueConstraint(condition=models.Q(('withdrawn_reason', '')), fields=('meeting', 'name', 'post', 'action'), name='appointment_once', violation_error_message='这次会议已登记过这个人的这项任免'),
        ),
        migrations.AddConstraint(
            model_name='appointment',
            constraint=models.CheckConstraint(condition=models.Q(('receipt_on__isnull', True), models.Q(('notice_on__isnull', False), ('receipt_on__gte', models.F('notice_on'))), _connector='OR'), name='appointment_receipt_after_notice', violation_error_message='签收日期不能早于发放日期'),
        ),
        migrations.AddIndex(
            model_name='filing',
            index=models.Index(fields=['-issued_on', '-id'], name='filing_newest'),
        ),
        migrations.AddConstraint(
            model_name='filing',
            constraint=models.UniqueConstraint(condition=models.Q(('withdrawn_reason', '')), fields=('issuer', 'title', 'issued_on'), name='filing_once', violation_error_message='这件文件已登记'),
        ),
        migrations.AddConstraint(
            model_name='filing',
            constraint=models.CheckConstraint(condition=models.Q(('filed_on__isnull', True), ('filed_on__gte', models.F('issued_on')), _connector='OR'), name='filing_after_issue', violation_error_message='报备日期不能早于公布日期'),
        ),
        migrations.AddConstraint(
            model_name='inquiry',
            constraint=models.UniqueConstraint(condition=models.Q(('withdrawn_reason', '')), fields=('meeting', 'subject'), name='inquiry_once', violation_error_message='这次会议已登记过这个主题的询问'),
        ),
        migrations.AddConstraint(
            model_name='inquirypromise',
            constraint=models.CheckConstraint(condition=models.Q(('done_on__isnull', True), models.Q(('done_note', ''), _negated=True), _connector='OR'), name='inquiry_promise_done_with_words'),
        ),
        migrations.AddIndex(
            model_name='lawcheck',
            index=models.Index(fields=['-starts_on', '-id'], name='law_check_newest'),
        ),
        migrations.AddConstraint(
            model_name='lawcheck',
            constraint=models.CheckConstraint(condition=models.Q(('ends_on__gte', models.F('starts_on'))), name='law_check_ends_after_start', violation_error_message='结束日期不能早于开始日期'),
        ),
        migrations.AddConstraint(
            model_name='lawcheckfinding',
            constraint=models.CheckConstraint(condition=models.Q(('mended_on__isnull', True), models.Q(('mended_how', ''), _negated=True), _connector='OR'), name='law_finding_mended_with_words'),
        ),
        migrations.AddConstraint(
            model_name='lawcheckvisit',
            constraint=models.UniqueConstraint(fields=('check_of', 'on', 'place'), name='law_check_visit_once', violation_error_message='这一天在这个地点的检查已登记'),
        ),
        migrations.AddConstraint(
            model_name='matterpart',
            constraint=models.UniqueConstraint(fields=('matter', 'part'), name='matter_part_once'),
        ),
        migrations.AddConstraint(
            model_name='matterfile',
            constraint=models.UniqueConstraint(fields=('part', 'order'), name='matter_file_order_once'),
        ),
        migrations.AddConstraint(
            model_name='opinionfile',
            constraint=models.UniqueConstraint(fields=('round', 'order'), name='opinion_file_order_once'),
        ),
        migrations.AddIndex(
            model_name='reviewopinion',
            index=models.Index(fields=['-year', '-id'], name='review_opinion_newest'),
        ),
        migrations.AddIndex(
            model_name='reviewopinion',
            index=models.Index(fields=['state', 'due_on'], name='review_opinion_state_due'),
        ),
        migrations.AddConstraint(
            model_name='reviewopinion',
            constraint=models.CheckConstraint(condition=models.Q(('is_key', False), models.Q(('team', ''), _negated=True), _connector='OR'), name='review_opinion_key_has_team', violation_error_message='重点议题要写专门班子'),
        ),
        migrations.AddConstraint(
            model_name='reviewopinion',
            constraint=models.CheckConstraint(condition=models.Q(('state', 'draft'), models.Q(('assigned_on__isnull', False), ('due_on__isnull', False)), _connector='OR'), name='review_opinion_assigned_with_days'),
        ),
        migrations.AddConstraint(
            model_name='opinionround',
            constraint=models.UniqueConstraint(fields=('opinion', 'number'), name='opinion_round_once'),
        ),
        migrations.AddConstraint(
            model_name='opinionround',
            constraint=models.CheckConstraint(condition=models.Q(('total__gte', django.db.models.expressions.CombinedExpression(models.F('satisfied'), '+', models.F('basically')))), name='opinion_round_votes_fit'),
        ),
        migrations.AddConstraint(
            model_name='opinionround',
            constraint=models.CheckConstraint(condition=models.Q(('reported_on__isnull', True), models.Q(('report', ''), _negated=True), _connector='OR'), name='opinion_round_report_has_words'),
        ),
        migrations.AddConstraint(
            model_name='speaker',
            constraint=models.UniqueConstraint(condition=models.Q(('slot__isnull', False)), fields=('item', 'role', 'slot'), name='speaker_slot_once'),
        ),
        migrations.AddConstraint(
            model_name='speaker',
            constraint=models.UniqueConstraint(fields=('item', 'name'), name='speaker_name_once', violation_error_message='这个人已在这一项的发言名单里'),
        ),
        migrations.AddConstraint(
            model_name='speaker',
            constraint=models.CheckConstraint(condition=models.Q(models.Q(('role', 'central'), ('slot', 1)), models.Q(('role', 'key'), ('slot__in', (1, 2))), models.Q(('role', 'more'), ('slot__isnull', True)), _connector='OR'), name='speaker_slot_of_role'),
        ),
        migrations.AddConstraint(
            model_name='point',
            constraint=models.CheckConstraint(condition=models.Q(('problem', ''), _negated=True), name='point_has_a_problem', violation_error_message='先写问题，再写建议'),
        ),
        ]),
    ]
