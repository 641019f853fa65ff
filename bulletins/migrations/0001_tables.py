"""Every table of the room in one step, and the lists it begins with; replaces the migrations they grew in."""

import django.db.models.deletion
from django.conf import settings
from django.db import migrations, models

from congress.search.index import add_bigram_index
from congress.web.migrating import CreateTables


class Migration(migrations.Migration):
    initial = True

    replaces = [
        ("bulletins", "0001_initial"),
        ("bulletins", "0002_search_index"),
    ]

    dependencies = [
        ('activities', '0001_tables'),
        ('organs', '0002_versions_and_closing'),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
        ("search", "0001_initial"),
    ]

    operations = [
        CreateTables([
        migrations.CreateModel(
            name='Series',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('slug', models.SlugField(max_length=40, unique=True, verbose_name='代码')),
                ('name', models.CharField(max_length=40, unique=True, verbose_name='刊名')),
                ('office', models.CharField(max_length=80, verbose_name='编印单位')),
                ('number_style', models.CharField(choices=[('year_arabic', '2024年第5期'), ('arabic', '第15期')], default='year_arabic', max_length=20, verbose_name='期号写法')),
                ('total_style', models.CharField(choices=[('arabic', '(总第62期)'), ('chinese', '(总第六百六十六期)'), ('none', '不印总期数')], default='arabic', max_length=10, verbose_name='总期号写法')),
                ('first_total', models.PositiveIntegerField(default=1, verbose_name='总期号从几起')),
                ('monthly', models.BooleanField(default=True, verbose_name='月刊：期号等于月份')),
                ('has_contents', models.BooleanField(default=True, verbose_name='印目录')),
                ('news_section', models.CharField(blank=True, default='工作动态', max_length=20, verbose_name='动态栏目')),
                ('article_section', models.CharField(blank=True, default='人大要闻', max_length=20, verbose_name='文章栏目')),
                ('editor', models.CharField(blank=True, max_length=40, verbose_name='责任编辑')),
                ('approval_no', models.CharField(blank=True, max_length=60, verbose_name='批准文号')),
                ('phone', models.CharField(blank=True, max_length=40, verbose_name='电话')),
                ('email', models.EmailField(blank=True, max_length=254, verbose_name='电子邮箱')),
                ('active', models.BooleanField(default=True, verbose_name='在编')),
                ('order', models.PositiveIntegerField(default=0, verbose_name='排序')),
            ],
            options={
                'verbose_name': '刊物',
                'verbose_name_plural': '刊物',
                'ordering': ['order', 'id'],
            },
        ),
        migrations.CreateModel(
            name='Contribution',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('happened_on', models.DateField(verbose_name='发生日期')),
                ('title', models.CharField(max_length=200, verbose_name='标题')),
                ('text', models.TextField(max_length=100000, verbose_name='正文')),
                ('state', models.CharField(choices=[('submitted', '待处理'), ('adopted', '已采用'), ('returned', '已退回'), ('withdrawn', '已撤回')], default='submitted', max_length=10, verbose_name='状态')),
                ('reason', models.CharField(blank=True, max_length=400, verbose_name='退回原因')),
                ('submitted_at', models.DateTimeField(verbose_name='报送时间')),
                ('decided_at', models.DateTimeField(blank=True, null=True, verbose_name='处理时间')),
                ('version', models.PositiveIntegerField(default=1, editable=False)),
                ('activity', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='contributions', to='activities.activity', verbose_name='活动')),
                ('area', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='contributions', to='organs.area', verbose_name='报送区域')),
                ('decided_by', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL, verbose_name='处理人')),
                ('submitted_by', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL, verbose_name='报送人')),
            ],
            options={
                'verbose_name': '来稿',
                'verbose_name_plural': '来稿',
                'ordering': ['-submitted_at', '-id'],
            },
        ),
        migrations.CreateModel(
            name='Issue',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('year', models.PositiveIntegerField(verbose_name='年')),
                ('number', models.PositiveIntegerField(verbose_name='期号')),
                ('total_number', models.PositiveIntegerField(verbose_name='总期号')),
                ('office', models.CharField(max_length=80, verbose_name='编印单位')),
                ('issued_on', models.DateField(verbose_name='印发日期')),
                ('period_start', models.DateField(verbose_name='收录从')),
                ('period_end', models.DateField(verbose_name='收录到')),
                ('state', models.CharField(choices=[('draft', '草稿'), ('review', '审核'), ('final', '定稿'), ('issued', '印发')], default='draft', max_length=10, verbose_name='状态')),
                ('created_at', models.DateTimeField(auto_now_add=True, verbose_name='建立时间')),
                ('published_at', models.DateTimeField(blank=True, null=True, verbose_name='印发时间')),
                ('pdf', models.FileField(blank=True, max_length=200, upload_to='bulletins/%Y/', verbose_name='PDF')),
                ('docx', models.FileField(blank=True, max_length=200, upload_to='bulletins/%Y/', verbose_name='DOCX')),
                ('version', models.PositiveIntegerField(default=1, editable=False)),
                ('search_text', models.TextField(default='', editable=False)),
                ('editor', models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL, verbose_name='编辑')),
                ('series', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='issues', to='bulletins.series', verbose_name='刊物')),
            ],
            options={
                'verbose_name': '期',
                'verbose_name_plural': '各期',
                'ordering': ['-year', '-number', '-id'],
            },
        ),
        migrations.CreateModel(
            name='Heading',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('text', models.CharField(max_length=200, verbose_name='标题')),
                ('issue', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='headings', to='bulletins.issue', verbose_name='期')),
            ],
            options={
                'verbose_name': '标题',
                'verbose_name_plural': '标题',
            },
        ),
        migrations.CreateModel(
            name='Entry',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('position', models.PositiveIntegerField(verbose_name='顺序')),
                ('text', models.TextField(max_length=100000, verbose_name='正文')),
                ('source_text', models.TextField(verbose_name='登记的正文')),
                ('included', models.BooleanField(default=True, verbose_name='收录')),
                ('left_out_reason', models.CharField(blank=True, max_length=200, verbose_name='不收的原因')),
                ('activity', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='entries', to='activities.activity', verbose_name='活动')),
                ('contribution', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='entries', to='bulletins.contribution', verbose_name='来稿')),
                ('left_out_by', models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
                ('heading', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='entries', to='bulletins.heading', verbose_name='标题')),
                ('issue', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='entries', to='bulletins.issue', verbose_name='期')),
            ],
            options={
                'verbose_name': '篇目',
                'verbose_name_plural': '篇目',
                'ordering': ['position'],
            },
        ),
        migrations.CreateModel(
            name='Correction',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('text', models.TextField(max_length=2000, verbose_name='更正')),
                ('at', models.DateTimeField(auto_now_add=True, verbose_name='时间')),
                ('by', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL, verbose_name='更正人')),
                ('issue', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='corrections', to='bulletins.issue', verbose_name='期')),
            ],
            options={
                'verbose_name': '更正',
                'verbose_name_plural': '更正',
                'ordering': ['id'],
            },
        ),
        migrations.CreateModel(
            name='Article',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('order', models.PositiveIntegerField(default=1, verbose_name='顺序')),
                ('title', models.CharField(max_length=200, verbose_name='标题')),
                ('contributor_organ', models.CharField(blank=True, max_length=80, verbose_name='供稿单位')),
                ('contributor_person', models.CharField(blank=True, max_length=40, verbose_name='供稿人')),
                ('issue', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='articles', to='bulletins.issue', verbose_name='期')),
            ],
            options={
                'verbose_name': '文章',
                'verbose_name_plural': '文章',
                'ordering': ['order'],
            },
        ),
        migrations.CreateModel(
            name='IssueEvent',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('at', models.DateTimeField(auto_now_add=True, verbose_name='时间')),
                ('step', models.CharField(max_length=30, verbose_name='步骤')),
                ('label', models.CharField(max_length=60, verbose_name='做了什么')),
                ('state', models.CharField(choices=[('draft', '草稿'), ('review', '审核'), ('final', '定稿'), ('issued', '印发')], max_length=10, verbose_name='之后的状态')),
                ('note', models.CharField(blank=True, max_length=400, verbose_name='说明')),
                ('actor', models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
                ('issue', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='events', to='bulletins.issue', verbose_name='期')),
            ],
            options={
                'verbose_name': '经过',
                'verbose_name_plural': '经过',
                'ordering': ['-id'],
            },
        ),
        migrations.CreateModel(
            name='Reading',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('first_at', models.DateTimeField(auto_now_add=True, verbose_name='第一次')),
                ('last_at', models.DateTimeField(auto_now=True, verbose_name='最近一次')),
                ('issue', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='readings', to='bulletins.issue', verbose_name='期')),
                ('user', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL, verbose_name='读者')),
            ],
            options={
                'verbose_name': '阅读',
                'verbose_name_plural': '阅读',
            },
        ),
        migrations.CreateModel(
            name='Recipient',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('kind', models.CharField(choices=[('send', '送'), ('issue', '发')], max_length=10, verbose_name='送／发')),
                ('group', models.PositiveIntegerField(default=1, verbose_name='组')),
                ('order', models.PositiveIntegerField(verbose_name='顺序')),
                ('label', models.CharField(max_length=80, verbose_name='印作')),
                ('full_label', models.CharField(max_length=80, verbose_name='全称')),
                ('collective', models.BooleanField(default=False, verbose_name='集体')),
                ('role', models.CharField(blank=True, max_length=20, verbose_name='哪个角色的人')),
                ('issue', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='recipients', to='bulletins.issue', verbose_name='期')),
                ('organs', models.ManyToManyField(blank=True, related_name='+', to='organs.organ', verbose_name='哪些单位的人')),
            ],
            options={
                'verbose_name': '分发对象',
                'verbose_name_plural': '分发对象',
                'ordering': ['-kind', 'order'],
                'abstract': False,
            },
        ),
        migrations.CreateModel(
            name='Delivery',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('delivered_on', models.DateField(verbose_name='送达日期')),
                ('copies', models.PositiveIntegerField(default=1, verbose_name='份数')),
                ('received_by', models.CharField(blank=True, max_length=40, verbose_name='签收人')),
                ('recorded_at', models.DateTimeField(auto_now_add=True, verbose_name='登记时间')),
                ('recorded_by', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL, verbose_name='登记人')),
                ('recipient', models.OneToOneField(on_delete=django.db.models.deletion.CASCADE, related_name='delivery', to='bulletins.recipient', verbose_name='分发对象')),
            ],
            options={
                'verbose_name': '送达',
                'verbose_name_plural': '送达',
            },
        ),
        migrations.CreateModel(
            name='SeriesRecipient',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('kind', models.CharField(choices=[('send', '送'), ('issue', '发')], max_length=10, verbose_name='送／发')),
                ('group', models.PositiveIntegerField(default=1, verbose_name='组')),
                ('order', models.PositiveIntegerField(verbose_name='顺序')),
                ('label', models.CharField(max_length=80, verbose_name='印作')),
                ('full_label', models.CharField(max_length=80, verbose_name='全称')),
                ('collective', models.BooleanField(default=False, verbose_name='集体')),
                ('role', models.CharField(blank=True, max_length=20, verbose_name='哪个角色的人')),
                ('organs', models.ManyToManyField(blank=True, related_name='+', to='organs.organ', verbose_name='哪些单位的人')),
                ('series', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='recipients', to='bulletins.series', verbose_name='刊物')),
            ],
            options={
                'verbose_name': '默认分发',
                'verbose_name_plural': '默认分发',
                'ordering': ['-kind', 'order'],
                'abstract': False,
            },
        ),
        migrations.CreateModel(
            name='Block',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('order', models.PositiveIntegerField(verbose_name='顺序')),
                ('kind', models.CharField(choices=[('paragraph', '段落'), ('heading1', '一级标题'), ('heading2', '二级标题')], default='paragraph', max_length=10, verbose_name='类别')),
                ('lead', models.CharField(blank=True, max_length=200, verbose_name='段首句')),
                ('text', models.TextField(blank=True, max_length=100000, verbose_name='正文')),
                ('sub_leads', models.JSONField(blank=True, default=list, verbose_name='段内小标题')),
                ('article', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='blocks', to='bulletins.article', verbose_name='文章')),
            ],
            options={
                'verbose_name': '段落',
                'verbose_name_plural': '段落',
                'ordering': ['order'],
                'constraints': [models.UniqueConstraint(fields=('article', 'order'), name='block_order_once')],
            },
        ),
        migrations.AddIndex(
            model_name='contribution',
            index=models.Index(fields=['state', '-submitted_at'], name='bulletins_c_state_055ffe_idx'),
        ),
        migrations.AddIndex(
            model_name='contribution',
            index=models.Index(fields=['area', '-submitted_at'], name='bulletins_c_area_id_81cfe9_idx'),
        ),
        migrations.AddConstraint(
            model_name='contribution',
            constraint=models.CheckConstraint(condition=models.Q(models.Q(('state', 'returned'), _negated=True), models.Q(('reason', ''), _negated=True), _connector='OR'), name='contribution_returned_with_reason'),
        ),
        migrations.AddConstraint(
            model_name='contribution',
            constraint=models.CheckConstraint(condition=models.Q(('state__in', ['submitted', 'withdrawn']), ('decided_at__isnull', False), _connector='OR'), name='contribution_decided_has_time'),
        ),
        migrations.AddConstraint(
            model_name='entry',
            constraint=models.UniqueConstraint(fields=('issue', 'position'), name='entry_position_once'),
        ),
        migrations.AddConstraint(
            model_name='entry',
            constraint=models.UniqueConstraint(fields=('issue', 'activity'), name='entry_activity_once'),
        ),
        migrations.AddConstraint(
            model_name='entry',
            constraint=models.UniqueConstraint(fields=('issue', 'contribution'), name='entry_contribution_once'),
        ),
        migrations.AddConstraint(
            model_name='entry',
            constraint=models.CheckConstraint(condition=models.Q(('activity__isnull', True), ('contribution__isnull', True), _connector='OR'), name='entry_one_source'),
        ),
        migrations.AddConstraint(
            model_name='entry',
            constraint=models.CheckConstraint(condition=models.Q(('included', True), models.Q(('left_out_reason', ''), _negated=True), _connector='OR'), name='entry_left_out_with_reason'),
        ),
        migrations.AddConstraint(
            model_name='article',
            constraint=models.UniqueConstraint(fields=('issue', 'order'), name='article_order_once'),
        ),
        migrations.AddConstraint(
            model_name='reading',
            constraint=models.UniqueConstraint(fields=('issue', 'user'), name='reading_once'),
        ),
        migrations.AddConstraint(
            model_name='recipient',
            constraint=models.UniqueConstraint(fields=('issue', 'kind', 'order'), name='recipient_order_once'),
        ),
        migrations.AddIndex(
            model_name='issue',
            index=models.Index(fields=['series', '-year', '-number'], name='bulletins_i_series__b47a99_idx'),
        ),
        migrations.AddIndex(
            model_name='issue',
            index=models.Index(fields=['state', '-issued_on'], name='bulletins_i_state_0ce9a3_idx'),
        ),
        migrations.AddConstraint(
            model_name='issue',
            constraint=models.UniqueConstraint(fields=('series', 'year', 'number'), name='issue_number_once', violation_error_message='这一年已有这个期号'),
        ),
        migrations.AddConstraint(
            model_name='issue',
            constraint=models.UniqueConstraint(fields=('series', 'total_number'), name='issue_total_once', violation_error_message='总期号已用过'),
        ),
        migrations.AddConstraint(
            model_name='issue',
            constraint=models.CheckConstraint(condition=models.Q(('period_end__gte', models.F('period_start'))), name='issue_period_ends_after_start'),
        ),
        migrations.AddConstraint(
            model_name='issue',
            constraint=models.CheckConstraint(condition=models.Q(models.Q(('published_at__isnull', False), ('state', 'issued')), models.Q(models.Q(('state', 'issued'), _negated=True), ('published_at__isnull', True)), _connector='OR'), name='issue_issued_has_time'),
        ),
        migrations.AddConstraint(
            model_name='seriesrecipient',
            constraint=models.UniqueConstraint(fields=('series', 'kind', 'order'), name='series_recipient_order_once'),
        ),
        ]),
        add_bigram_index("bulletins.Issue"),
    ]
