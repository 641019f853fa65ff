"""Every table of the room in one step, and the lists it begins with; replaces the migrations they grew in."""

import uuid
from pathlib import Path

import django.core.validators
import django.db.models.deletion
import django.utils.timezone
from django.conf import settings
from django.db import migrations, models

from congress.search.index import add_bigram_index
from congress.web.migrating import CreateTables, FillTables


class Migration(migrations.Migration):
    initial = True

    replaces = [
        ("activities", "0001_initial"),
        ("activities", "0002_photos_and_token"),
        ("activities", "0003_kinds"),
        ("activities", "0004_search_index"),
        ("activities", "0005_what_happened"),
        ("activities", "0006_kinds_ask"),
        ("activities", "0007_attendance"),
        ("activities", "0008_convocations_and_plans"),
        ("activities", "0009_convocation_search"),
        ("activities", "0010_pasted_months"),
        ("activities", "0011_deputy_groups"),
        ("activities", "0012_kind_books"),
        ("activities", "0013_learning"),
        ("activities", "0014_learning_lists"),
        ("activities", "0015_taking_part"),
        ("activities", "0016_kind_duties"),
        ("activities", "0017_campaigns"),
    ]

    dependencies = [
        ('organs', '0002_versions_and_closing'),
        ('deputies', '0001_tables'),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
        ("search", "0001_initial"),
    ]

    operations = [
        CreateTables([
        migrations.CreateModel(
            name='ActivityGroup',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('order', models.PositiveIntegerField(verbose_name='顺序')),
                ('name', models.CharField(max_length=80, verbose_name='群体')),
                ('manner', models.CharField(default='参加', max_length=40, verbose_name='参加方式')),
                ('expected', models.PositiveIntegerField(blank=True, null=True, verbose_name='应到')),
                ('present', models.PositiveIntegerField(blank=True, null=True, verbose_name='实到')),
            ],
            options={
                'verbose_name': '参加群体',
                'verbose_name_plural': '参加群体',
                'ordering': ['order'],
            },
        ),
        migrations.CreateModel(
            name='ActivityKind',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('code', models.SlugField(max_length=40, unique=True, verbose_name='代码')),
                ('name', models.CharField(max_length=40, unique=True, verbose_name='名称')),
                ('group', models.CharField(blank=True, max_length=40, verbose_name='归类')),
                ('order', models.PositiveIntegerField(default=0, verbose_name='排序')),
                ('meeting_body', models.CharField(blank=True, max_length=40, verbose_name='会议机构')),
                ('law', models.CharField(blank=True, choices=[('before', '会前学法'), ('subject', '专门学法')], max_length=10, verbose_name='学法')),
                ('partner', models.CharField(blank=True, choices=[('superior', '配合上级人大'), ('elsewhere', '外地人大交流')], max_length=10, verbose_name='配合与交流')),
                ('attendance', models.CharField(blank=True, choices=[('once', '点一次名'), ('daily', '按天点名')], max_length=10, verbose_name='代表点名')),
                ('book', models.CharField(blank=True, choices=[('meetings', '会议记录簿'), ('study', '学习培训记录簿'), ('inspections', '视察调研登记簿'), ('visits', '联系走访登记簿'), ('duty_reports', '述职评议登记簿'), ('reviews', '评议政府和人大工作登记簿')], max_length=12, verbose_name='联络站台账')),
                ('part', models.CharField(blank=True, choices=[('sitting_in', '列席常委会会议'), ('inspection', '视察调研'), ('law_check', '执法检查'), ('supervision', '工作督查'), ('discussion', '座谈讨论'), ('review', '工作评议'), ('consultation', '征求意见'), ('hearing', '旁听庭审、听证'), ('officials', '约见国家机关负责人'), ('invited', '受邀参加重大活动')], max_length=16, verbose_name='代表参与方式')),
                ('side', models.CharField(choices=[('congress', '区人大常委会'), ('state', '一府一委两院'), ('other', '其他单位')], default='congress', max_length=10, verbose_name='通常由谁组织')),
                ('active', models.BooleanField(default=True, verbose_name='可选')),
            ],
            options={
                'verbose_name': '活动类别',
                'verbose_name_plural': '活动类别',
                'ordering': ['order', 'id'],
            },
        ),
        migrations.CreateModel(
            name='ActivityPhoto',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('order', models.PositiveIntegerField(verbose_name='顺序')),
                ('name', models.CharField(max_length=120, verbose_name='文件名')),
                ('dropped', models.BooleanField(default=False, verbose_name='已移除')),
                ('added_at', models.DateTimeField(auto_now_add=True, verbose_name='添加时间')),
                ('full', models.FileField(max_length=200, upload_to='', verbose_name='照片')),
                ('small', models.FileField(max_length=200, upload_to='', verbose_name='小图')),
                ('width', models.PositiveIntegerField(verbose_name='宽')),
                ('height', models.PositiveIntegerField(verbose_name='高')),
            ],
            options={
                'verbose_name': '照片',
                'verbose_name_plural': '照片',
                'ordering': ['order'],
            },
        ),
        migrations.CreateModel(
            name='ActivityUnit',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('order', models.PositiveIntegerField(verbose_name='顺序')),
                ('name_as_written', models.CharField(max_length=80, verbose_name='单位名称')),
                ('represented_by', models.CharField(blank=True, max_length=40, verbose_name='由谁代表')),
                ('manner', models.CharField(default='参加', max_length=40, verbose_name='参加方式')),
            ],
            options={
                'verbose_name': '参加单位',
                'verbose_name_plural': '参加单位',
                'ordering': ['order'],
            },
        ),
        migrations.CreateModel(
            name='AgendaItem',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('order', models.PositiveIntegerField(verbose_name='顺序')),
                ('title', models.CharField(max_length=200, verbose_name='议题')),
                ('decision', models.CharField(blank=True, max_length=400, verbose_name='决定事项')),
            ],
            options={
                'verbose_name': '议题',
                'verbose_name_plural': '议程',
                'ordering': ['order'],
            },
        ),
        migrations.CreateModel(
            name='Attachment',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('order', models.PositiveIntegerField(verbose_name='顺序')),
                ('name', models.CharField(max_length=120, verbose_name='文件名')),
                ('dropped', models.BooleanField(default=False, verbose_name='已移除')),
                ('added_at', models.DateTimeField(auto_now_add=True, verbose_name='添加时间')),
                ('file', models.FileField(max_length=200, upload_to='', verbose_name='文件')),
                ('media_type', models.CharField(max_length=100, verbose_name='类型')),
                ('size', models.PositiveIntegerField(verbose_name='字节数')),
            ],
            options={
                'verbose_name': '附件',
                'verbose_name_plural': '附件',
                'ordering': ['order'],
            },
        ),
        migrations.CreateModel(
            name='Attendance',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('day', models.DateField(blank=True, null=True, verbose_name='日期')),
                ('state', models.CharField(choices=[('expected', '未点名'), ('present', '实到'), ('excused', '请假'), ('absent', '缺席')], default='expected', max_length=10, verbose_name='出席情况')),
                ('reason', models.CharField(blank=True, max_length=200, verbose_name='原因')),
                ('source', models.CharField(choices=[('office', '登记'), ('roll_call', '现场点名'), ('code', '本人扫码'), ('reply', '通知回复')], default='office', max_length=10, verbose_name='登记方式')),
                ('recorded_at', models.DateTimeField(auto_now=True, verbose_name='登记时间')),
            ],
            options={
                'verbose_name': '代表出席',
                'verbose_name_plural': '代表出席',
                'ordering': ['day', 'deputyship_id'],
            },
        ),
        migrations.CreateModel(
            name='Callee',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('answer', models.CharField(blank=True, choices=[('attend', '参加'), ('leave', '请假')], max_length=8, verbose_name='回复')),
                ('reason', models.CharField(blank=True, max_length=200, verbose_name='请假原因')),
                ('answered_at', models.DateTimeField(blank=True, null=True, verbose_name='回复时间')),
                ('late', models.BooleanField(default=False, verbose_name='逾期回复')),
                ('read_at', models.DateTimeField(blank=True, null=True, verbose_name='读到的时间')),
                ('reminded_at', models.DateTimeField(blank=True, null=True, verbose_name='催过的时间')),
                ('released_at', models.DateTimeField(blank=True, null=True, verbose_name='不再召集的时间')),
            ],
            options={
                'verbose_name': '被召集的代表',
                'verbose_name_plural': '被召集的代表',
            },
        ),
        migrations.CreateModel(
            name='Campaign',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('name', models.CharField(max_length=40, unique=True, verbose_name='名称')),
                ('sort', models.CharField(choices=[('campaign', '主题活动'), ('programme', '工程'), ('month', '代表活动月'), ('subject', '主题词')], default='campaign', max_length=10, verbose_name='性质')),
                ('slogan', models.CharField(blank=True, max_length=60, verbose_name='主题')),
                ('starts_on', models.DateField(blank=True, null=True, verbose_name='开始日期')),
                ('ends_on', models.DateField(blank=True, null=True, verbose_name='结束日期')),
                ('roles', models.JSONField(blank=True, default=list, verbose_name='角色')),
                ('order', models.PositiveIntegerField(default=0, verbose_name='排序')),
                ('active', models.BooleanField(default=True, verbose_name='可选')),
            ],
            options={
                'verbose_name': '专项',
                'verbose_name_plural': '专项',
                'ordering': ['order', 'id'],
            },
        ),
        migrations.CreateModel(
            name='CampaignMember',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('level', models.CharField(blank=True, choices=[('national', '全国'), ('province', '省级'), ('city', '市级'), ('district', '区县级'), ('town', '乡镇级')], max_length=20, verbose_name='代表层级')),
                ('role', models.CharField(blank=True, max_length=20, verbose_name='角色')),
            ],
            options={
                'verbose_name': '专项参加人',
                'verbose_name_plural': '专项参加人',
                'ordering': ['person__pinyin', 'id'],
            },
        ),
        migrations.CreateModel(
            name='CampaignTag',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('what', models.SlugField(max_length=30)),
                ('record', models.PositiveBigIntegerField()),
            ],
            options={
                'verbose_name': '归入专项',
                'verbose_name_plural': '归入专项',
                'ordering': ['what', 'id'],
            },
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
            ],
            options={
                'verbose_name': '征求意见的代表',
                'verbose_name_plural': '征求意见的代表',
                'ordering': ['id'],
            },
        ),
        migrations.CreateModel(
            name='Convocation',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('title', models.CharField(max_length=120, verbose_name='标题')),
                ('start_on', models.DateField(verbose_name='日期')),
                ('end_on', models.DateField(verbose_name='至')),
                ('begins_at', models.TimeField(verbose_name='时间')),
                ('place', models.CharField(max_length=120, verbose_name='地点')),
                ('organiser', models.CharField(max_length=80, verbose_name='组织单位')),
                ('agenda', models.TextField(blank=True, max_length=5000, verbose_name='议程')),
                ('bring', models.CharField(blank=True, max_length=200, verbose_name='携带什么')),
                ('contact', models.CharField(max_length=40, verbose_name='联系人')),
                ('contact_phone', models.CharField(max_length=20, verbose_name='联系电话')),
                ('reply_by', models.DateField(verbose_name='回复截止')),
                ('state', models.CharField(choices=[('draft', '草稿'), ('sent', '已发出'), ('held', '已开展'), ('cancelled', '已取消')], default='draft', max_length=12, verbose_name='状态')),
                ('cancelled_reason', models.CharField(blank=True, max_length=200, verbose_name='取消原因')),
                ('created_at', models.DateTimeField(auto_now_add=True, verbose_name='拟稿时间')),
                ('sent_at', models.DateTimeField(blank=True, null=True, verbose_name='发出时间')),
                ('version', models.PositiveIntegerField(default=1, editable=False)),
                ('search_text', models.TextField(default='', editable=False)),
                ('token', models.UUIDField(default=uuid.uuid4, editable=False, unique=True)),
            ],
            options={
                'verbose_name': '召集通知',
                'verbose_name_plural': '召集通知',
                'ordering': ['-start_on', '-id'],
            },
        ),
        migrations.CreateModel(
            name='ConvocationFile',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('order', models.PositiveIntegerField(verbose_name='顺序')),
                ('name', models.CharField(max_length=120, verbose_name='文件名')),
                ('dropped', models.BooleanField(default=False, verbose_name='已移除')),
                ('added_at', models.DateTimeField(auto_now_add=True, verbose_name='添加时间')),
                ('file', models.FileField(max_length=200, upload_to='', verbose_name='文件')),
                ('media_type', models.CharField(max_length=100, verbose_name='类型')),
                ('size', models.PositiveIntegerField(verbose_name='字节数')),
            ],
            options={
                'verbose_name': '通知附件',
                'verbose_name_plural': '通知附件',
                'ordering': ['order'],
            },
        ),
        migrations.CreateModel(
            name='CountedThing',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('order', models.PositiveIntegerField(verbose_name='顺序')),
                ('what', models.CharField(max_length=40, verbose_name='事项')),
                ('number', models.PositiveIntegerField(verbose_name='数量')),
                ('unit', models.CharField(max_length=10, verbose_name='单位')),
                ('about', models.CharField(blank=True, choices=[('余', '余'), ('多', '多'), ('近', '近'), ('以上', '以上'), ('约', '约')], max_length=4, verbose_name='约数')),
            ],
            options={
                'verbose_name': '数字',
                'verbose_name_plural': '数字',
                'ordering': ['order'],
            },
        ),
        migrations.CreateModel(
            name='GroupPlan',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('year', models.PositiveIntegerField(validators=[django.core.validators.MinValueValidator(2000), django.core.validators.MaxValueValidator(2100)], verbose_name='年度')),
                ('created_at', models.DateTimeField(auto_now_add=True, verbose_name='登记时间')),
            ],
            options={
                'verbose_name': '年度计划',
                'verbose_name_plural': '年度计划',
                'ordering': ['-year', 'group'],
            },
        ),
        migrations.CreateModel(
            name='GroupStudy',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('kind', models.CharField(choices=[('group', '小组学习'), ('seminar', '研讨交流')], default='group', max_length=10, verbose_name='形式')),
                ('topic', models.CharField(max_length=120, verbose_name='主题')),
                ('material', models.CharField(blank=True, max_length=200, verbose_name='学习材料')),
                ('leader', models.CharField(blank=True, max_length=40, verbose_name='领学人')),
                ('version', models.PositiveIntegerField(default=1, editable=False)),
                ('search_text', models.TextField(default='', editable=False)),
            ],
            options={
                'verbose_name': '小组学习',
                'verbose_name_plural': '小组学习',
                'ordering': ['-activity__start_on', '-id'],
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
            ],
            options={
                'verbose_name': '旁听席位',
                'verbose_name_plural': '旁听席位',
            },
        ),
        migrations.CreateModel(
            name='Lecture',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('speaker', models.CharField(max_length=40, verbose_name='授课人')),
                ('organ', models.CharField(blank=True, max_length=80, verbose_name='单位、职务')),
                ('subject', models.CharField(max_length=120, verbose_name='题目')),
            ],
            options={
                'verbose_name': '授课',
                'verbose_name_plural': '授课',
                'ordering': ['id'],
            },
        ),
        migrations.CreateModel(
            name='Measure',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('audience', models.CharField(choices=[('district', '全区'), ('group', '每个代表小组'), ('deputy', '每位代表')], max_length=10, verbose_name='要求谁')),
                ('heading', models.CharField(blank=True, max_length=40, verbose_name='板块')),
                ('name', models.CharField(max_length=60, verbose_name='内容')),
                ('times', models.PositiveSmallIntegerField(default=1, validators=[django.core.validators.MinValueValidator(1), django.core.validators.MaxValueValidator(99)], verbose_name='次数')),
                ('order', models.PositiveSmallIntegerField(default=0, verbose_name='排序')),
                ('version', models.PositiveIntegerField(default=1, editable=False)),
            ],
            options={
                'verbose_name': '专项要求',
                'verbose_name_plural': '专项要求',
                'ordering': ['audience', 'order', 'id'],
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
            ],
            options={
                'verbose_name': '意见',
                'verbose_name_plural': '意见',
                'ordering': ['said_at', 'id'],
            },
        ),
        migrations.CreateModel(
            name='Participation',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('order', models.PositiveIntegerField(verbose_name='顺序')),
                ('title_as_written', models.CharField(blank=True, max_length=80, verbose_name='当时职务')),
                ('title_full', models.CharField(blank=True, max_length=80, verbose_name='职务全称')),
                ('collective_title', models.BooleanField(default=False, verbose_name='共用职务')),
                ('manner', models.CharField(max_length=40, verbose_name='参加方式')),
                ('party', models.CharField(blank=True, max_length=40, verbose_name='随行')),
            ],
            options={
                'verbose_name': '参加人',
                'verbose_name_plural': '参加人',
                'ordering': ['order'],
            },
        ),
        migrations.CreateModel(
            name='PastedCard',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('order', models.PositiveIntegerField(verbose_name='顺序')),
                ('data', models.JSONField(default=dict, verbose_name='内容')),
                ('state', models.CharField(choices=[('open', '待登记'), ('skipped', '跳过'), ('recorded', '已登记')], default='open', max_length=12, verbose_name='状态')),
                ('token', models.UUIDField(default=uuid.uuid4, editable=False, unique=True)),
            ],
            options={
                'verbose_name': '粘贴的段落',
                'verbose_name_plural': '粘贴的段落',
                'ordering': ['order'],
            },
        ),
        migrations.CreateModel(
            name='PasteDraft',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('year', models.PositiveSmallIntegerField(verbose_name='年份')),
                ('month', models.PositiveSmallIntegerField(verbose_name='月份')),
                ('left_out', models.JSONField(default=list, verbose_name='略过的行')),
                ('token', models.UUIDField(default=uuid.uuid4, editable=False, unique=True)),
                ('created_at', models.DateTimeField(auto_now_add=True, verbose_name='粘贴时间')),
                ('changed_at', models.DateTimeField(auto_now=True, verbose_name='修改时间')),
            ],
            options={
                'verbose_name': '粘贴的整月',
                'verbose_name_plural': '粘贴的整月',
                'ordering': ['-changed_at', '-id'],
            },
        ),
        migrations.CreateModel(
            name='PlanItem',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('theme', models.CharField(max_length=120, verbose_name='主题')),
                ('month', models.PositiveSmallIntegerField(validators=[django.core.validators.MinValueValidator(1), django.core.validators.MaxValueValidator(12)], verbose_name='月份')),
                ('on', models.DateField(blank=True, null=True, verbose_name='日期')),
                ('place', models.CharField(blank=True, max_length=120, verbose_name='地点')),
                ('organiser', models.CharField(blank=True, max_length=80, verbose_name='组织者')),
                ('expected', models.PositiveIntegerField(blank=True, null=True, verbose_name='预计参加代表')),
                ('postponed_to', models.DateField(blank=True, null=True, verbose_name='延期到')),
                ('postponed_reason', models.CharField(blank=True, max_length=200, verbose_name='延期原因')),
                ('dropped_reason', models.CharField(blank=True, max_length=200, verbose_name='不再开展的原因')),
                ('due_on', models.DateField(editable=False)),
                ('version', models.PositiveIntegerField(default=1, editable=False)),
            ],
            options={
                'verbose_name': '计划项目',
                'verbose_name_plural': '计划项目',
                'ordering': ['month', 'on', 'id'],
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
            ],
            options={
                'verbose_name': '承诺事项',
                'verbose_name_plural': '承诺事项',
                'ordering': ['due_on', 'id'],
            },
        ),
        migrations.CreateModel(
            name='Reading',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('title', models.CharField(max_length=120, verbose_name='材料名称')),
                ('text', models.TextField(blank=True, max_length=50000, verbose_name='内容')),
                ('file', models.FileField(blank=True, max_length=200, upload_to='', verbose_name='文件')),
                ('file_name', models.CharField(blank=True, max_length=120, verbose_name='文件名')),
                ('media_type', models.CharField(blank=True, max_length=100, verbose_name='类型')),
                ('dropped', models.BooleanField(default=False, verbose_name='已移除')),
                ('added_at', models.DateTimeField(auto_now_add=True, verbose_name='添加时间')),
            ],
            options={
                'verbose_name': '会前学习材料',
                'verbose_name_plural': '会前学习材料',
                'ordering': ['id'],
            },
        ),
        migrations.CreateModel(
            name='ReadingMark',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('opened_at', models.DateTimeField(verbose_name='打开时间')),
            ],
            options={
                'verbose_name': '阅读记录',
                'verbose_name_plural': '阅读记录',
            },
        ),
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
        migrations.CreateModel(
            name='RecommendationStep',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('on', models.DateField(verbose_name='日期')),
                ('text', models.CharField(max_length=500, verbose_name='进展')),
            ],
            options={
                'verbose_name': '进展',
                'verbose_name_plural': '进展',
                'ordering': ['on', 'id'],
            },
        ),
        migrations.CreateModel(
            name='SignInDay',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('on', models.DateField(verbose_name='日期')),
                ('times', models.PositiveIntegerField(default=1, verbose_name='次数')),
            ],
            options={
                'verbose_name': '登录天数',
                'verbose_name_plural': '登录天数',
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
            ],
            options={
                'verbose_name': '列席安排',
                'verbose_name_plural': '列席计划',
                'ordering': ['on', 'id'],
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
            ],
            options={
                'verbose_name': '报告文件',
                'verbose_name_plural': '报告文件',
                'ordering': ['order'],
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
            ],
            options={
                'verbose_name': '调研报告',
                'verbose_name_plural': '调研报告',
                'ordering': ['-finished_on', '-id'],
            },
        ),
        migrations.CreateModel(
            name='StudySpeech',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('points', models.TextField(max_length=2000, verbose_name='发言要点')),
                ('version', models.PositiveIntegerField(default=1, editable=False)),
            ],
            options={
                'verbose_name': '发言',
                'verbose_name_plural': '发言',
                'ordering': ['id'],
            },
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
            ],
            options={
                'verbose_name': '调研课题',
                'verbose_name_plural': '调研课题',
                'ordering': ['-year', 'id'],
            },
        ),
        migrations.CreateModel(
            name='Talk',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('chaired_by', models.CharField(max_length=60, verbose_name='主持人')),
                ('account', models.TextField(blank=True, max_length=5000, verbose_name='座谈情况')),
                ('version', models.PositiveIntegerField(default=1, editable=False)),
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
            ],
            options={
                'verbose_name': '课题认领',
                'verbose_name_plural': '课题认领',
                'ordering': ['claimed_on', 'id'],
            },
        ),
        migrations.CreateModel(
            name='Trainee',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('name', models.CharField(max_length=40, verbose_name='姓名')),
                ('organisation', models.CharField(blank=True, max_length=80, verbose_name='单位、职务')),
                ('state', models.CharField(choices=[('enrolled', '已报名'), ('waiting', '候补'), ('left', '已退出')], default='enrolled', max_length=10, verbose_name='报名情况')),
                ('came', models.BooleanField(null=True, verbose_name='到课')),
                ('since', models.DateTimeField(verbose_name='报名时间')),
            ],
            options={
                'verbose_name': '学员',
                'verbose_name_plural': '学员',
                'ordering': ['since', 'id'],
            },
        ),
        migrations.CreateModel(
            name='TraineeKind',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('name', models.CharField(max_length=40, unique=True, verbose_name='名称')),
                ('is_deputy', models.BooleanField(default=False, verbose_name='是代表')),
                ('order', models.PositiveIntegerField(default=100, verbose_name='排序')),
                ('active', models.BooleanField(default=True, verbose_name='可选')),
            ],
            options={
                'verbose_name': '学员类别',
                'verbose_name_plural': '学员类别',
                'ordering': ['order', 'id'],
            },
        ),
        migrations.CreateModel(
            name='TrainingClass',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('title', models.CharField(max_length=120, verbose_name='名称')),
                ('reach', models.CharField(blank=True, choices=[('everybody', '全员培训'), ('special', '专题培训')], max_length=10, verbose_name='范围')),
                ('year', models.PositiveSmallIntegerField(validators=[django.core.validators.MinValueValidator(1990), django.core.validators.MaxValueValidator(2099)], verbose_name='年度')),
                ('span', models.CharField(choices=[('year', '全年'), ('h1', '上半年'), ('h2', '下半年'), ('q1', '第一季度'), ('q2', '第二季度'), ('q3', '第三季度'), ('q4', '第四季度')], default='year', max_length=4, verbose_name='计划时段')),
                ('start_on', models.DateField(blank=True, null=True, verbose_name='开始日期')),
                ('end_on', models.DateField(blank=True, null=True, verbose_name='结束日期')),
                ('begins_on', models.DateField(editable=False)),
                ('due_on', models.DateField(editable=False)),
                ('gathering', models.CharField(blank=True, choices=[('together', '集中'), ('apart', '分散')], max_length=10, verbose_name='集中、分散')),
                ('channel', models.CharField(blank=True, choices=[('offline', '线下'), ('online', '线上')], max_length=10, verbose_name='线上、线下')),
                ('direction', models.CharField(blank=True, choices=[('invited', '请进来'), ('outside', '走出去')], max_length=10, verbose_name='请进来、走出去')),
                ('manner', models.CharField(blank=True, choices=[('class', '集中办班'), ('lecture', '专题讲座'), ('field', '调研考察'), ('network', '网络培训')], max_length=10, verbose_name='培训方式')),
                ('place', models.CharField(blank=True, max_length=120, verbose_name='地点')),
                ('host', models.CharField(blank=True, max_length=80, verbose_name='承训单位')),
                ('organiser', models.CharField(max_length=80, verbose_name='主办单位')),
                ('audience', models.CharField(blank=True, max_length=200, verbose_name='培训对象')),
                ('levels', models.JSONField(blank=True, default=list, verbose_name='可报名的代表层级')),
                ('enrol_by', models.DateField(blank=True, null=True, verbose_name='报名截止')),
                ('seats', models.PositiveIntegerField(blank=True, null=True, validators=[django.core.validators.MinValueValidator(1)], verbose_name='名额')),
                ('note', models.TextField(blank=True, max_length=4000, verbose_name='安排和要求')),
                ('number', models.PositiveIntegerField(blank=True, null=True, validators=[django.core.validators.MinValueValidator(1)], verbose_name='期次')),
                ('hall_form', models.CharField(blank=True, choices=[('deputy', '代表授课'), ('expert', '专家名师讲座'), ('discussion', '集中座谈研讨')], max_length=12, verbose_name='形式')),
                ('state', models.CharField(choices=[('planned', '计划'), ('enrolling', '报名'), ('running', '进行'), ('ended', '结束'), ('cancelled', '取消')], default='planned', max_length=10, verbose_name='状态')),
                ('cancelled_reason', models.CharField(blank=True, max_length=200, verbose_name='取消原因')),
                ('created_at', models.DateTimeField(auto_now_add=True, verbose_name='登记时间')),
                ('version', models.PositiveIntegerField(default=1, editable=False)),
                ('search_text', models.TextField(default='', editable=False)),
                ('token', models.UUIDField(default=uuid.uuid4, editable=False, unique=True)),
            ],
            options={
                'verbose_name': '培训班',
                'verbose_name_plural': '培训班',
                'ordering': ['-begins_on', '-id'],
            },
        ),
        migrations.CreateModel(
            name='TrainingPlan',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('year', models.PositiveSmallIntegerField(blank=True, null=True, validators=[django.core.validators.MinValueValidator(1990), django.core.validators.MaxValueValidator(2099)], verbose_name='年度')),
                ('text', models.TextField(blank=True, max_length=4000, verbose_name='目标和安排')),
                ('version', models.PositiveIntegerField(default=1, editable=False)),
            ],
            options={
                'verbose_name': '培训计划',
                'verbose_name_plural': '培训计划',
                'ordering': [models.OrderBy(models.F('year'), descending=True, nulls_first=True), '-id'],
            },
        ),
        migrations.CreateModel(
            name='TrainingType',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('name', models.CharField(max_length=40, unique=True, verbose_name='名称')),
                ('is_induction', models.BooleanField(default=False, verbose_name='初任培训')),
                ('is_platform', models.BooleanField(default=False, verbose_name='平台使用培训')),
                ('is_hall', models.BooleanField(default=False, verbose_name='代表讲堂')),
                ('counts', models.BooleanField(default=True, verbose_name='计入本届轮训')),
                ('order', models.PositiveIntegerField(default=100, verbose_name='排序')),
                ('active', models.BooleanField(default=True, verbose_name='可选')),
            ],
            options={
                'verbose_name': '培训类型',
                'verbose_name_plural': '培训类型',
                'ordering': ['order', 'id'],
            },
        ),
        migrations.CreateModel(
            name='Activity',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('start_on', models.DateField(verbose_name='日期')),
                ('end_on', models.DateField(verbose_name='至')),
                ('half_day', models.CharField(blank=True, choices=[('am', '上午'), ('pm', '下午'), ('evening', '晚上')], max_length=8, verbose_name='时段')),
                ('headline', models.CharField(max_length=200, verbose_name='标题')),
                ('topic', models.CharField(blank=True, max_length=200, verbose_name='主题')),
                ('organiser', models.CharField(blank=True, max_length=80, verbose_name='组织单位')),
                ('place', models.CharField(blank=True, max_length=120, verbose_name='地点')),
                ('text', models.TextField(max_length=100000, verbose_name='正文')),
                ('meeting_number', models.PositiveIntegerField(blank=True, null=True, verbose_name='会议次数')),
                ('law_studied', models.CharField(blank=True, max_length=200, verbose_name='学习的法律')),
                ('partner_role', models.CharField(blank=True, choices=[('guest', '对方来访'), ('host', '我方前往')], max_length=10, verbose_name='往来')),
                ('partner_name', models.CharField(blank=True, max_length=80, verbose_name='对方单位')),
                ('partner_level', models.CharField(blank=True, choices=[('national', '全国'), ('province', '省级'), ('city', '市级'), ('district', '区县级'), ('town', '乡镇级')], max_length=20, verbose_name='对方层级')),
                ('meeting_body', models.CharField(blank=True, default='', editable=False, max_length=40)),
                ('meeting_year', models.PositiveSmallIntegerField(editable=False, null=True)),
                ('state', models.CharField(choices=[('recorded', '已登记'), ('withdrawn', '已撤回')], default='recorded', max_length=12, verbose_name='状态')),
                ('withdrawn_reason', models.CharField(blank=True, max_length=200, verbose_name='撤回原因')),
                ('recorded_at', models.DateTimeField(auto_now_add=True, verbose_name='登记时间')),
                ('changed_at', models.DateTimeField(auto_now=True, verbose_name='修改时间')),
                ('version', models.PositiveIntegerField(default=1, editable=False)),
                ('search_text', models.TextField(default='', editable=False)),
                ('token', models.UUIDField(editable=False, null=True, unique=True)),
                ('area', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='activities', to='organs.area', verbose_name='所属区域')),
            ],
            options={
                'verbose_name': '活动',
                'verbose_name_plural': '活动',
                'ordering': ['-start_on', '-id'],
            },
        ),
        migrations.AddField(
            model_name='activity',
            name='deputy_groups',
            field=models.ManyToManyField(blank=True, related_name='activities', to='deputies.deputygroup', verbose_name='开展小组'),
        ),
        migrations.AddField(
            model_name='activity',
            name='recorded_by',
            field=models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL, verbose_name='登记人'),
        ),
        migrations.AddField(
            model_name='activitygroup',
            name='activity',
            field=models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='groups', to='activities.activity', verbose_name='活动'),
        ),
        migrations.AddField(
            model_name='activitykind',
            name='duty',
            field=models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='activity_kinds', to='deputies.dutykind', verbose_name='记入代表履职'),
        ),
        migrations.AddField(
            model_name='activity',
            name='kind',
            field=models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='activities', to='activities.activitykind', verbose_name='类别'),
        ),
        migrations.AddField(
            model_name='activityphoto',
            name='activity',
            field=models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='photos', to='activities.activity', verbose_name='活动'),
        ),
        migrations.AddField(
            model_name='activityphoto',
            name='added_by',
            field=models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL, verbose_name='添加人'),
        ),
        migrations.AddField(
            model_name='activityunit',
            name='activity',
            field=models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='units', to='activities.activity', verbose_name='活动'),
        ),
        migrations.AddField(
            model_name='activityunit',
            name='organ',
            field=models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='activity_units', to='organs.organ', verbose_name='单位'),
        ),
        migrations.AddField(
            model_name='agendaitem',
            name='activity',
            field=models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='agenda', to='activities.activity', verbose_name='活动'),
        ),
        migrations.AddField(
            model_name='attachment',
            name='activity',
            field=models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='attachments', to='activities.activity', verbose_name='活动'),
        ),
        migrations.AddField(
            model_name='attachment',
            name='added_by',
            field=models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL, verbose_name='添加人'),
        ),
        migrations.AddField(
            model_name='attendance',
            name='activity',
            field=models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='attendances', to='activities.activity', verbose_name='活动'),
        ),
        migrations.AddField(
            model_name='attendance',
            name='deputyship',
            field=models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='attendances', to='deputies.deputyship', verbose_name='代表'),
        ),
        migrations.AddField(
            model_name='attendance',
            name='recorded_by',
            field=models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL, verbose_name='登记人'),
        ),
        migrations.AddField(
            model_name='callee',
            name='answered_by',
            field=models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL, verbose_name='代记人'),
        ),
        migrations.AddField(
            model_name='callee',
            name='deputyship',
            field=models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='callees', to='deputies.deputyship', verbose_name='代表'),
        ),
        migrations.AddConstraint(
            model_name='campaign',
            constraint=models.CheckConstraint(condition=models.Q(('starts_on__isnull', True), ('ends_on__isnull', True), ('ends_on__gte', models.F('starts_on')), _connector='OR'), name='campaign_ends_after_start', violation_error_message='结束日期不能早于开始日期'),
        ),
        migrations.AddField(
            model_name='activity',
            name='campaigns',
            field=models.ManyToManyField(blank=True, related_name='activities', to='activities.campaign', verbose_name='专项'),
        ),
        migrations.AddField(
            model_name='campaignmember',
            name='campaign',
            field=models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='members', to='activities.campaign', verbose_name='专项'),
        ),
        migrations.AddField(
            model_name='campaignmember',
            name='person',
            field=models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='campaigns', to='deputies.person', verbose_name='人员'),
        ),
        migrations.AddField(
            model_name='campaigntag',
            name='campaign',
            field=models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='tags', to='activities.campaign', verbose_name='专项'),
        ),
        migrations.AddField(
            model_name='consultation',
            name='opened_by',
            field=models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL, verbose_name='发出人'),
        ),
        migrations.AddField(
            model_name='consultation',
            name='organ',
            field=models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='consultations', to='organs.organ', verbose_name='起草单位'),
        ),
        migrations.AddField(
            model_name='consultationfile',
            name='added_by',
            field=models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL, verbose_name='添加人'),
        ),
        migrations.AddField(
            model_name='consultationfile',
            name='consultation',
            field=models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='files', to='activities.consultation', verbose_name='征求意见'),
        ),
        migrations.AddField(
            model_name='consulted',
            name='consultation',
            field=models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='asked', to='activities.consultation', verbose_name='征求意见'),
        ),
        migrations.AddField(
            model_name='consulted',
            name='deputyship',
            field=models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='consulted', to='deputies.deputyship', verbose_name='代表'),
        ),
        migrations.AddField(
            model_name='convocation',
            name='activity',
            field=models.OneToOneField(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='convocation', to='activities.activity', verbose_name='活动'),
        ),
        migrations.AddField(
            model_name='convocation',
            name='area',
            field=models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='convocations', to='organs.area', verbose_name='所属区域'),
        ),
        migrations.AddField(
            model_name='convocation',
            name='created_by',
            field=models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL, verbose_name='拟稿人'),
        ),
        migrations.AddField(
            model_name='convocation',
            name='kind',
            field=models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='convocations', to='activities.activitykind', verbose_name='类别'),
        ),
        migrations.AddField(
            model_name='convocation',
            name='organ',
            field=models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='convocations', to='organs.organ', verbose_name='召集单位'),
        ),
        migrations.AddField(
            model_name='callee',
            name='convocation',
            field=models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='callees', to='activities.convocation', verbose_name='召集通知'),
        ),
        migrations.AddField(
            model_name='convocationfile',
            name='added_by',
            field=models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL, verbose_name='添加人'),
        ),
        migrations.AddField(
            model_name='convocationfile',
            name='convocation',
            field=models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='files', to='activities.convocation', verbose_name='召集通知'),
        ),
        migrations.AddField(
            model_name='countedthing',
            name='activity',
            field=models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='counted', to='activities.activity', verbose_name='活动'),
        ),
        migrations.AddField(
            model_name='groupplan',
            name='created_by',
            field=models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL, verbose_name='登记人'),
        ),
        migrations.AddField(
            model_name='groupplan',
            name='group',
            field=models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='plans', to='deputies.deputygroup', verbose_name='代表小组'),
        ),
        migrations.AddField(
            model_name='groupstudy',
            name='activity',
            field=models.OneToOneField(on_delete=django.db.models.deletion.PROTECT, related_name='study', to='activities.activity', verbose_name='活动'),
        ),
        migrations.AddField(
            model_name='groupstudy',
            name='group',
            field=models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='studies', to='deputies.deputygroup', verbose_name='代表小组'),
        ),
        migrations.AddField(
            model_name='groupstudy',
            name='recorded_by',
            field=models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL, verbose_name='登记人'),
        ),
        migrations.AddField(
            model_name='hearing',
            name='activity',
            field=models.OneToOneField(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='hearing', to='activities.activity', verbose_name='活动'),
        ),
        migrations.AddField(
            model_name='hearing',
            name='organ',
            field=models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='hearings', to='organs.organ', verbose_name='组织单位'),
        ),
        migrations.AddField(
            model_name='hearing',
            name='published_by',
            field=models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL, verbose_name='发布人'),
        ),
        migrations.AddField(
            model_name='hearingplace',
            name='deputyship',
            field=models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='hearing_places', to='deputies.deputyship', verbose_name='代表'),
        ),
        migrations.AddField(
            model_name='hearingplace',
            name='hearing',
            field=models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='places', to='activities.hearing', verbose_name='旁听'),
        ),
        migrations.AddField(
            model_name='lecture',
            name='deputyship',
            field=models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='lectures', to='deputies.deputyship', verbose_name='代表'),
        ),
        migrations.AddField(
            model_name='measure',
            name='activities',
            field=models.ManyToManyField(blank=True, related_name='measures', to='activities.activity', verbose_name='关联的活动'),
        ),
        migrations.AddField(
            model_name='measure',
            name='activity_kinds',
            field=models.ManyToManyField(blank=True, related_name='measures', to='activities.activitykind', verbose_name='哪些类别的活动算'),
        ),
        migrations.AddField(
            model_name='measure',
            name='campaign',
            field=models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='measures', to='activities.campaign', verbose_name='专项'),
        ),
        migrations.AddField(
            model_name='measure',
            name='duty_kinds',
            field=models.ManyToManyField(blank=True, related_name='measures', to='deputies.dutykind', verbose_name='哪些履职事项算'),
        ),
        migrations.AddField(
            model_name='officialmeeting',
            name='activity',
            field=models.OneToOneField(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='official_meeting', to='activities.activity', verbose_name='活动'),
        ),
        migrations.AddField(
            model_name='officialmeeting',
            name='asked_by',
            field=models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='official_meetings', to='deputies.deputyship', verbose_name='提出的代表'),
        ),
        migrations.AddField(
            model_name='officialmeeting',
            name='companions',
            field=models.ManyToManyField(blank=True, related_name='+', to='deputies.deputyship', verbose_name='一同约见的代表'),
        ),
        migrations.AddField(
            model_name='officialmeeting',
            name='organ',
            field=models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='official_meetings', to='organs.organ', verbose_name='约见单位'),
        ),
        migrations.AddField(
            model_name='opinion',
            name='consulted',
            field=models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='opinions', to='activities.consulted', verbose_name='提出的代表'),
        ),
        migrations.AddField(
            model_name='participation',
            name='activity',
            field=models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='participations', to='activities.activity', verbose_name='活动'),
        ),
        migrations.AddField(
            model_name='participation',
            name='person',
            field=models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='participations', to='deputies.person', verbose_name='人员'),
        ),
        migrations.AddField(
            model_name='pastedcard',
            name='activity',
            field=models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='+', to='activities.activity', verbose_name='活动'),
        ),
        migrations.AddField(
            model_name='pastedraft',
            name='author',
            field=models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='+', to=settings.AUTH_USER_MODEL, verbose_name='粘贴人'),
        ),
        migrations.AddField(
            model_name='pastedcard',
            name='draft',
            field=models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='cards', to='activities.pastedraft', verbose_name='粘贴的整月'),
        ),
        migrations.AddField(
            model_name='planitem',
            name='activity',
            field=models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='plan_items', to='activities.activity', verbose_name='活动'),
        ),
        migrations.AddField(
            model_name='planitem',
            name='plan',
            field=models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='items', to='activities.groupplan', verbose_name='计划'),
        ),
        migrations.AddField(
            model_name='convocation',
            name='plan_item',
            field=models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='convocations', to='activities.planitem', verbose_name='计划里的项目'),
        ),
        migrations.AddField(
            model_name='promisedaction',
            name='meeting',
            field=models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='promises', to='activities.officialmeeting', verbose_name='约见'),
        ),
        migrations.AddField(
            model_name='reading',
            name='added_by',
            field=models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL, verbose_name='添加人'),
        ),
        migrations.AddField(
            model_name='reading',
            name='convocation',
            field=models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='readings', to='activities.convocation', verbose_name='召集通知'),
        ),
        migrations.AddField(
            model_name='readingmark',
            name='callee',
            field=models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='reading_marks', to='activities.callee', verbose_name='代表'),
        ),
        migrations.AddField(
            model_name='readingmark',
            name='reading',
            field=models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='marks', to='activities.reading', verbose_name='材料'),
        ),
        migrations.AddField(
            model_name='recommendationstep',
            name='recommendation',
            field=models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='steps', to='activities.recommendation', verbose_name='建议'),
        ),
        migrations.AddField(
            model_name='signinday',
            name='user',
            field=models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='sign_in_days', to=settings.AUTH_USER_MODEL, verbose_name='帐号'),
        ),
        migrations.AddField(
            model_name='sitting',
            name='convocation',
            field=models.OneToOneField(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='sitting', to='activities.convocation', verbose_name='召集通知'),
        ),
        migrations.AddField(
            model_name='sitting',
            name='created_by',
            field=models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL, verbose_name='登记人'),
        ),
        migrations.AddField(
            model_name='sitting',
            name='invited',
            field=models.ManyToManyField(blank=True, related_name='sittings', to='deputies.deputyship', verbose_name='拟请的代表'),
        ),
        migrations.AddField(
            model_name='studyfile',
            name='added_by',
            field=models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL, verbose_name='添加人'),
        ),
        migrations.AddField(
            model_name='studyreport',
            name='authors',
            field=models.ManyToManyField(blank=True, related_name='study_reports', to='deputies.deputyship', verbose_name='执笔代表'),
        ),
        migrations.AddField(
            model_name='studyreport',
            name='group',
            field=models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='study_reports', to='deputies.deputygroup', verbose_name='代表小组'),
        ),
        migrations.AddField(
            model_name='studyreport',
            name='recorded_by',
            field=models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL, verbose_name='登记人'),
        ),
        migrations.AddField(
            model_name='studyfile',
            name='report',
            field=models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='files', to='activities.studyreport', verbose_name='调研报告'),
        ),
        migrations.AddField(
            model_name='recommendation',
            name='report',
            field=models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='recommendations', to='activities.studyreport', verbose_name='调研报告'),
        ),
        migrations.AddField(
            model_name='studyspeech',
            name='deputyship',
            field=models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='speeches', to='deputies.deputyship', verbose_name='代表'),
        ),
        migrations.AddField(
            model_name='studyspeech',
            name='study',
            field=models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='speeches', to='activities.groupstudy', verbose_name='学习'),
        ),
        migrations.AddField(
            model_name='studytopic',
            name='created_by',
            field=models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL, verbose_name='发布人'),
        ),
        migrations.AddField(
            model_name='studyreport',
            name='topic',
            field=models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='reports', to='activities.studytopic', verbose_name='参考课题'),
        ),
        migrations.AddField(
            model_name='talk',
            name='activity',
            field=models.OneToOneField(on_delete=django.db.models.deletion.CASCADE, related_name='talk', to='activities.activity', verbose_name='列席的会议'),
        ),
        migrations.AddField(
            model_name='talk',
            name='recorded_by',
            field=models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL, verbose_name='登记人'),
        ),
        migrations.AddField(
            model_name='talkpoint',
            name='deputyship',
            field=models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='talk_points', to='deputies.deputyship', verbose_name='提出的代表'),
        ),
        migrations.AddField(
            model_name='talkpoint',
            name='talk',
            field=models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='points', to='activities.talk', verbose_name='座谈'),
        ),
        migrations.AddField(
            model_name='topicclaim',
            name='claimed_by',
            field=models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL, verbose_name='认领人'),
        ),
        migrations.AddField(
            model_name='topicclaim',
            name='group',
            field=models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='topic_claims', to='deputies.deputygroup', verbose_name='代表小组'),
        ),
        migrations.AddField(
            model_name='topicclaim',
            name='topic',
            field=models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='claims', to='activities.studytopic', verbose_name='课题'),
        ),
        migrations.AddField(
            model_name='trainee',
            name='deputyship',
            field=models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='trainings', to='deputies.deputyship', verbose_name='代表'),
        ),
        migrations.AddField(
            model_name='trainee',
            name='kind',
            field=models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='trainees', to='activities.traineekind', verbose_name='学员类别'),
        ),
        migrations.AddField(
            model_name='trainingclass',
            name='activity',
            field=models.OneToOneField(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='training', to='activities.activity', verbose_name='活动'),
        ),
        migrations.AddField(
            model_name='trainingclass',
            name='area',
            field=models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='training_classes', to='organs.area', verbose_name='所属区域'),
        ),
        migrations.AddField(
            model_name='trainingclass',
            name='created_by',
            field=models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL, verbose_name='登记人'),
        ),
        migrations.AddField(
            model_name='trainingclass',
            name='town',
            field=models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='halls', to='organs.area', verbose_name='承办'),
        ),
        migrations.AddField(
            model_name='trainee',
            name='training',
            field=models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='trainees', to='activities.trainingclass', verbose_name='培训班'),
        ),
        migrations.AddField(
            model_name='lecture',
            name='training',
            field=models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='lectures', to='activities.trainingclass', verbose_name='培训班'),
        ),
        migrations.AddField(
            model_name='trainingplan',
            name='term',
            field=models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='training_plans', to='organs.term', verbose_name='届'),
        ),
        migrations.AddField(
            model_name='trainingclass',
            name='plan',
            field=models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='classes', to='activities.trainingplan', verbose_name='列入计划'),
        ),
        migrations.AddField(
            model_name='trainingtype',
            name='activity_kind',
            field=models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='activities.activitykind', verbose_name='活动类别'),
        ),
        migrations.AddField(
            model_name='trainingclass',
            name='type',
            field=models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='classes', to='activities.trainingtype', verbose_name='类型'),
        ),
        migrations.AddConstraint(
            model_name='activitygroup',
            constraint=models.UniqueConstraint(fields=('activity', 'order'), name='activity_group_order_once'),
        ),
        migrations.AddConstraint(
            model_name='activityphoto',
            constraint=models.UniqueConstraint(fields=('activity', 'order'), name='activity_photo_order_once'),
        ),
        migrations.AddConstraint(
            model_name='activityunit',
            constraint=models.UniqueConstraint(fields=('activity', 'order'), name='activity_unit_order_once'),
        ),
        migrations.AddConstraint(
            model_name='agendaitem',
            constraint=models.UniqueConstraint(fields=('activity', 'order'), name='agenda_item_order_once'),
        ),
        migrations.AddConstraint(
            model_name='attachment',
            constraint=models.UniqueConstraint(fields=('activity', 'order'), name='attachment_order_once'),
        ),
        migrations.AddIndex(
            model_name='attendance',
            index=models.Index(fields=['deputyship', 'state'], name='attendance_deputyship_state'),
        ),
        migrations.AddConstraint(
            model_name='attendance',
            constraint=models.UniqueConstraint(condition=models.Q(('day__isnull', False)), fields=('activity', 'deputyship', 'day'), name='attendance_once_a_day'),
        ),
        migrations.AddConstraint(
            model_name='attendance',
            constraint=models.UniqueConstraint(condition=models.Q(('day__isnull', True)), fields=('activity', 'deputyship'), name='attendance_once'),
        ),
        migrations.AddIndex(
            model_name='activity',
            index=models.Index(fields=['-start_on', '-id'], name='activities__start_o_e5e6c9_idx'),
        ),
        migrations.AddIndex(
            model_name='activity',
            index=models.Index(fields=['state', '-start_on'], name='activities__state_6a2c83_idx'),
        ),
        migrations.AddIndex(
            model_name='activity',
            index=models.Index(fields=['kind', '-start_on'], name='activities__kind_id_3f5555_idx'),
        ),
        migrations.AddIndex(
            model_name='activity',
            index=models.Index(fields=['area', '-start_on'], name='activities__area_id_0580aa_idx'),
        ),
        migrations.AddIndex(
            model_name='activity',
            index=models.Index(fields=['-end_on'], name='activities__end_on_ad4b4f_idx'),
        ),
        migrations.AddIndex(
            model_name='activity',
            index=models.Index(condition=models.Q(('partner_level', ''), _negated=True), fields=['partner_level', '-start_on'], name='activity_partner_level'),
        ),
        migrations.AddConstraint(
            model_name='activity',
            constraint=models.CheckConstraint(condition=models.Q(('end_on__gte', models.F('start_on'))), name='activity_ends_after_start', violation_error_message='结束日期不能早于开始日期'),
        ),
        migrations.AddConstraint(
            model_name='activity',
            constraint=models.CheckConstraint(condition=models.Q(('state', 'recorded'), models.Q(('withdrawn_reason', ''), _negated=True), _connector='OR'), name='activity_withdrawn_with_reason'),
        ),
        migrations.AddConstraint(
            model_name='activity',
            constraint=models.UniqueConstraint(condition=models.Q(('meeting_number__isnull', False), ('state', 'recorded'), models.Q(('meeting_body', ''), _negated=True)), fields=('area', 'meeting_body', 'meeting_year', 'meeting_number'), name='activity_meeting_number_once_a_year', violation_error_message='这一年的这次会议已登记过'),
        ),
        migrations.AddIndex(
            model_name='campaignmember',
            index=models.Index(fields=['campaign', 'level', 'role'], name='campaign_member_level'),
        ),
        migrations.AddConstraint(
            model_name='campaignmember',
            constraint=models.UniqueConstraint(fields=('campaign', 'person', 'role'), name='campaign_member_once', violation_error_message='这个人已在名单上'),
        ),
        migrations.AddConstraint(
            model_name='campaigntag',
            constraint=models.UniqueConstraint(fields=('campaign', 'what', 'record'), name='campaign_tag_once'),
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
            model_name='callee',
            index=models.Index(fields=['deputyship', 'convocation'], name='activities__deputys_3ddc81_idx'),
        ),
        migrations.AddConstraint(
            model_name='callee',
            constraint=models.UniqueConstraint(fields=('convocation', 'deputyship'), name='callee_once'),
        ),
        migrations.AddConstraint(
            model_name='callee',
            constraint=models.CheckConstraint(condition=models.Q(models.Q(('answer', 'leave'), _negated=True), models.Q(('reason', ''), _negated=True), _connector='OR'), name='callee_leave_with_reason'),
        ),
        migrations.AddConstraint(
            model_name='callee',
            constraint=models.CheckConstraint(condition=models.Q(models.Q(('answer', ''), ('answered_at__isnull', True)), models.Q(models.Q(('answer', ''), _negated=True), ('answered_at__isnull', False)), _connector='OR'), name='callee_answer_has_time'),
        ),
        migrations.AddConstraint(
            model_name='convocationfile',
            constraint=models.UniqueConstraint(fields=('convocation', 'order'), name='convocation_file_order_once'),
        ),
        migrations.AddConstraint(
            model_name='countedthing',
            constraint=models.UniqueConstraint(fields=('activity', 'order'), name='counted_thing_order_once'),
        ),
        migrations.AddIndex(
            model_name='groupplan',
            index=models.Index(fields=['-year'], name='activities__year_f298cd_idx'),
        ),
        migrations.AddConstraint(
            model_name='groupplan',
            constraint=models.UniqueConstraint(fields=('group', 'year'), name='group_plan_once', violation_error_message='这个小组这一年的计划已经有了'),
        ),
        migrations.AddConstraint(
            model_name='groupstudy',
            constraint=models.CheckConstraint(condition=models.Q(models.Q(('kind', 'group'), _negated=True), ('group__isnull', False), _connector='OR'), name='study_of_a_group_has_one', violation_error_message='小组学习要选代表小组'),
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
        migrations.AddConstraint(
            model_name='measure',
            constraint=models.UniqueConstraint(fields=('campaign', 'audience', 'name'), name='measure_once', violation_error_message='这个专项已有这一条'),
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
        migrations.AddConstraint(
            model_name='participation',
            constraint=models.UniqueConstraint(fields=('activity', 'order'), name='participation_order_once'),
        ),
        migrations.AddConstraint(
            model_name='participation',
            constraint=models.UniqueConstraint(fields=('activity', 'person'), name='participation_person_once', violation_error_message='同一个人只列一次'),
        ),
        migrations.AddIndex(
            model_name='pastedraft',
            index=models.Index(fields=['author', '-changed_at'], name='activities__author__931e84_idx'),
        ),
        migrations.AddConstraint(
            model_name='pastedraft',
            constraint=models.CheckConstraint(condition=models.Q(('month__gte', 1), ('month__lte', 12)), name='paste_month_exists'),
        ),
        migrations.AddConstraint(
            model_name='pastedcard',
            constraint=models.UniqueConstraint(fields=('draft', 'order'), name='pasted_card_order_once'),
        ),
        migrations.AddIndex(
            model_name='planitem',
            index=models.Index(fields=['plan', 'month'], name='activities__plan_id_645f2b_idx'),
        ),
        migrations.AddIndex(
            model_name='planitem',
            index=models.Index(fields=['due_on'], name='activities__due_on_771955_idx'),
        ),
        migrations.AddConstraint(
            model_name='planitem',
            constraint=models.CheckConstraint(condition=models.Q(('month__gte', 1), ('month__lte', 12)), name='plan_item_month', violation_error_message='月份是 1 到 12'),
        ),
        migrations.AddConstraint(
            model_name='planitem',
            constraint=models.CheckConstraint(condition=models.Q(models.Q(('postponed_reason', ''), ('postponed_to__isnull', True)), models.Q(('postponed_to__isnull', False), models.Q(('postponed_reason', ''), _negated=True)), _connector='OR'), name='plan_item_postponed_with_reason', violation_error_message='延期须写明延到哪一天和原因'),
        ),
        migrations.AddIndex(
            model_name='convocation',
            index=models.Index(fields=['-start_on', '-id'], name='activities__start_o_a39008_idx'),
        ),
        migrations.AddIndex(
            model_name='convocation',
            index=models.Index(fields=['state', 'start_on'], name='activities__state_9e7c98_idx'),
        ),
        migrations.AddIndex(
            model_name='convocation',
            index=models.Index(fields=['area', '-start_on'], name='activities__area_id_34ec3e_idx'),
        ),
        migrations.AddConstraint(
            model_name='convocation',
            constraint=models.CheckConstraint(condition=models.Q(('end_on__gte', models.F('start_on'))), name='convocation_ends_after_start', violation_error_message='结束日期不能早于开始日期'),
        ),
        migrations.AddConstraint(
            model_name='convocation',
            constraint=models.CheckConstraint(condition=models.Q(('reply_by__lte', models.F('start_on'))), name='convocation_reply_before_start', violation_error_message='回复截止日期不能晚于活动当天'),
        ),
        migrations.AddConstraint(
            model_name='convocation',
            constraint=models.CheckConstraint(condition=models.Q(models.Q(('state', 'held'), _negated=True), ('activity__isnull', False), _connector='OR'), name='convocation_held_is_activity'),
        ),
        migrations.AddConstraint(
            model_name='convocation',
            constraint=models.CheckConstraint(condition=models.Q(models.Q(('state__in', ['sent', 'held']), _negated=True), ('sent_at__isnull', False), _connector='OR'), name='convocation_sent_has_time'),
        ),
        migrations.AddConstraint(
            model_name='convocation',
            constraint=models.CheckConstraint(condition=models.Q(models.Q(('state', 'cancelled'), _negated=True), models.Q(('cancelled_reason', ''), _negated=True), _connector='OR'), name='convocation_cancelled_with_reason'),
        ),
        migrations.AddIndex(
            model_name='promisedaction',
            index=models.Index(condition=models.Q(('done_on__isnull', True)), fields=['due_on'], name='promise_open'),
        ),
        migrations.AddConstraint(
            model_name='promisedaction',
            constraint=models.CheckConstraint(condition=models.Q(('done_on__isnull', True), models.Q(('done_note', ''), _negated=True), _connector='OR'), name='promise_done_with_note'),
        ),
        migrations.AddConstraint(
            model_name='reading',
            constraint=models.CheckConstraint(condition=models.Q(models.Q(('text', ''), _negated=True), models.Q(('file', ''), _negated=True), _connector='OR'), name='reading_says_something', violation_error_message='内容和文件至少有一样'),
        ),
        migrations.AddConstraint(
            model_name='readingmark',
            constraint=models.UniqueConstraint(fields=('reading', 'callee'), name='reading_mark_once'),
        ),
        migrations.AddIndex(
            model_name='signinday',
            index=models.Index(fields=['on'], name='sign_in_day'),
        ),
        migrations.AddConstraint(
            model_name='signinday',
            constraint=models.UniqueConstraint(fields=('user', 'on'), name='sign_in_day_once'),
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
            model_name='studyspeech',
            constraint=models.UniqueConstraint(fields=('study', 'deputyship'), name='study_speech_once', violation_error_message='这位代表的发言已记下，请在原来的一条上修改'),
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
        migrations.AddIndex(
            model_name='trainee',
            index=models.Index(fields=['training', 'state'], name='trainee_state'),
        ),
        migrations.AddConstraint(
            model_name='trainee',
            constraint=models.UniqueConstraint(condition=models.Q(('deputyship__isnull', False)), fields=('training', 'deputyship'), name='trainee_deputy_once'),
        ),
        migrations.AddConstraint(
            model_name='trainingplan',
            constraint=models.UniqueConstraint(condition=models.Q(('year__isnull', False)), fields=('term', 'year'), name='training_plan_once_a_year', violation_error_message='这个年度已有培训计划'),
        ),
        migrations.AddConstraint(
            model_name='trainingplan',
            constraint=models.UniqueConstraint(condition=models.Q(('year__isnull', True)), fields=('term',), name='training_plan_once_a_term', violation_error_message='这一届已有总体培训计划'),
        ),
        migrations.AddIndex(
            model_name='trainingclass',
            index=models.Index(fields=['-begins_on', '-id'], name='training_begins'),
        ),
        migrations.AddIndex(
            model_name='trainingclass',
            index=models.Index(fields=['state', 'due_on'], name='training_state'),
        ),
        migrations.AddIndex(
            model_name='trainingclass',
            index=models.Index(fields=['year', 'type'], name='training_year'),
        ),
        migrations.AddConstraint(
            model_name='trainingclass',
            constraint=models.CheckConstraint(condition=models.Q(models.Q(('end_on__isnull', True), ('start_on__isnull', True)), ('end_on__gte', models.F('start_on')), _connector='OR'), name='training_ends_after_start', violation_error_message='结束日期不能早于开始日期'),
        ),
        migrations.AddConstraint(
            model_name='trainingclass',
            constraint=models.CheckConstraint(condition=models.Q(('state__in', ['planned', 'cancelled']), ('start_on__isnull', False), _connector='OR'), name='training_has_days'),
        ),
        migrations.AddConstraint(
            model_name='trainingclass',
            constraint=models.CheckConstraint(condition=models.Q(models.Q(('state__in', ['running', 'ended']), _negated=True), ('activity__isnull', False), _connector='OR'), name='training_held_is_activity'),
        ),
        migrations.AddConstraint(
            model_name='trainingclass',
            constraint=models.CheckConstraint(condition=models.Q(models.Q(('state', 'cancelled'), _negated=True), models.Q(('cancelled_reason', ''), _negated=True), _connector='OR'), name='training_cancelled_with_reason'),
        ),
        migrations.AddConstraint(
            model_name='trainingclass',
            constraint=models.UniqueConstraint(condition=models.Q(('number__isnull', False), models.Q(('state', 'cancelled'), _negated=True)), fields=('number',), name='hall_number_once', violation_error_message='这个期次已经用过，请改成没有用过的期次'),
        ),
        ]),
        add_bigram_index("activities.Activity"),
        add_bigram_index("activities.Convocation"),
        add_bigram_index("activities.TrainingClass"),
        add_bigram_index("activities.GroupStudy"),
        add_bigram_index("activities.Hearing"),
        add_bigram_index("activities.OfficialMeeting"),
        add_bigram_index("activities.Consultation"),
        add_bigram_index("activities.StudyReport"),
        FillTables(str(Path(__file__).parent / "lists.json")),
    ]
