"""Every table of the room in one step, and the rules of voting a new portal begins with."""

import uuid
from pathlib import Path

import django.core.validators
import django.db.models.deletion
from django.conf import settings
from django.db import migrations, models

import congress.ballots.models
from congress.web.migrating import CreateTables, FillTables


class Migration(migrations.Migration):
    initial = True

    dependencies = [
        ('organs', '0003_area_outline'),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        CreateTables([
        migrations.CreateModel(
            name='RuleSet',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('form', models.CharField(choices=[('grades', '分档测评（满意／基本满意／不满意／弃权）'), ('approval', '逐项表决（赞成／反对／弃权）'), ('ticks', '打勾选取（最多选几项）'), ('scores', '分项打分')], max_length=10, verbose_name='表决形式')),
                ('seats', models.PositiveSmallIntegerField(default=0, validators=[django.core.validators.MaxValueValidator(60)], verbose_name='应选数')),
                ('min_ticks', models.PositiveSmallIntegerField(default=0, validators=[django.core.validators.MaxValueValidator(60)], verbose_name='最少选几项')),
                ('blank_is_void', models.BooleanField(default=False, verbose_name='空白票算无效票')),
                ('threshold', models.CharField(blank=True, max_length=12, validators=[congress.ballots.models.is_bar], verbose_name='通过比例')),
                ('basis', models.CharField(choices=[('cast', '收回的票'), ('valid', '有效票'), ('members', '全体组成人员')], default='cast', max_length=10, verbose_name='比例的基数')),
                ('quorum', models.CharField(blank=True, max_length=12, validators=[congress.ballots.models.is_bar], verbose_name='投票有效的人数')),
                ('tie', models.CharField(choices=[('revote', '对得票相同的再次投票'), ('lot', '当场抽签决定'), ('none', '得票相同的都不入选'), ('all', '得票相同的都入选')], default='revote', max_length=10, verbose_name='票数相同时')),
                ('custody', models.CharField(choices=[('phrase', '总监票人保管开箱口令'), ('system', '由系统保管')], default='phrase', max_length=10, verbose_name='票箱由谁保管')),
                ('min_ballots', models.PositiveSmallIntegerField(default=3, validators=[django.core.validators.MinValueValidator(1), django.core.validators.MaxValueValidator(100)], verbose_name='手机票少于几张时提醒')),
                ('citation', models.CharField(blank=True, max_length=200, verbose_name='依据')),
                ('title', models.CharField(error_messages={'unique': '已有这个名称的规则'}, max_length=40, unique=True, verbose_name='名称')),
                ('order', models.PositiveSmallIntegerField(default=50, verbose_name='顺序')),
                ('active', models.BooleanField(default=True, verbose_name='新的投票可以选用')),
            ],
            options={
                'verbose_name': '表决规则',
                'verbose_name_plural': '表决规则',
                'ordering': ['order', 'pk'],
            },
        ),
        migrations.CreateModel(
            name='Poll',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('form', models.CharField(choices=[('grades', '分档测评（满意／基本满意／不满意／弃权）'), ('approval', '逐项表决（赞成／反对／弃权）'), ('ticks', '打勾选取（最多选几项）'), ('scores', '分项打分')], max_length=10, verbose_name='表决形式')),
                ('seats', models.PositiveSmallIntegerField(default=0, validators=[django.core.validators.MaxValueValidator(60)], verbose_name='应选数')),
                ('min_ticks', models.PositiveSmallIntegerField(default=0, validators=[django.core.validators.MaxValueValidator(60)], verbose_name='最少选几项')),
                ('blank_is_void', models.BooleanField(default=False, verbose_name='空白票算无效票')),
                ('threshold', models.CharField(blank=True, max_length=12, validators=[congress.ballots.models.is_bar], verbose_name='通过比例')),
                ('basis', models.CharField(choices=[('cast', '收回的票'), ('valid', '有效票'), ('members', '全体组成人员')], default='cast', max_length=10, verbose_name='比例的基数')),
                ('quorum', models.CharField(blank=True, max_length=12, validators=[congress.ballots.models.is_bar], verbose_name='投票有效的人数')),
                ('tie', models.CharField(choices=[('revote', '对得票相同的再次投票'), ('lot', '当场抽签决定'), ('none', '得票相同的都不入选'), ('all', '得票相同的都入选')], default='revote', max_length=10, verbose_name='票数相同时')),
                ('custody', models.CharField(choices=[('phrase', '总监票人保管开箱口令'), ('system', '由系统保管')], default='phrase', max_length=10, verbose_name='票箱由谁保管')),
                ('min_ballots', models.PositiveSmallIntegerField(default=3, validators=[django.core.validators.MinValueValidator(1), django.core.validators.MaxValueValidator(100)], verbose_name='手机票少于几张时提醒')),
                ('citation', models.CharField(blank=True, max_length=200, verbose_name='依据')),
                ('procedure', models.CharField(default='general', max_length=40, verbose_name='程序')),
                ('title', models.CharField(max_length=120, verbose_name='名称')),
                ('note', models.TextField(blank=True, max_length=1000, verbose_name='说明')),
                ('mode', models.CharField(choices=[('phone', '手机投票'), ('paper', '纸质票'), ('mixed', '手机和纸质票')], default='phone', max_length=10, verbose_name='投票方式')),
                ('scales', models.JSONField(blank=True, default=list, verbose_name='打分项目')),
                ('state', models.CharField(choices=[('preparing', '准备'), ('voting', '投票'), ('closed', '截止'), ('opened', '计票'), ('published', '公布'), ('voided', '作废')], default='preparing', max_length=10, verbose_name='状态')),
                ('electorate', models.JSONField(blank=True, default=dict, verbose_name='投票人范围')),
                ('electorate_words', models.TextField(blank=True, verbose_name='投票人')),
                ('members', models.PositiveIntegerField(default=0, verbose_name='全体组成人员')),
                ('paper_count', models.PositiveIntegerField(default=0, validators=[django.core.validators.MaxValueValidator(5000)], verbose_name='纸质票')),
                ('chief_scrutineer', models.CharField(blank=True, max_length=40, verbose_name='总监票人')),
                ('scrutineers', models.CharField(blank=True, max_length=200, verbose_name='监票人')),
                ('tellers', models.CharField(blank=True, max_length=200, verbose_name='计票人')),
                ('public_key', models.CharField(blank=True, editable=False, max_length=64)),
                ('locked_key', models.CharField(blank=True, editable=False, max_length=400)),
                ('ballot_length', models.PositiveIntegerField(default=0, editable=False)),
                ('drawn', models.JSONField(blank=True, default=list, verbose_name='抽签选中')),
                ('witnesses', models.CharField(blank=True, max_length=200, verbose_name='抽签见证人')),
                ('digest', models.CharField(blank=True, editable=False, max_length=64, verbose_name='校验码')),
                ('created_at', models.DateTimeField(auto_now_add=True, verbose_name='准备时间')),
                ('started_at', models.DateTimeField(blank=True, null=True, verbose_name='开始投票')),
                ('closed_at', models.DateTimeField(blank=True, null=True, verbose_name='截止投票')),
                ('opened_at', models.DateTimeField(blank=True, null=True, verbose_name='开箱')),
                ('published_at', models.DateTimeField(blank=True, null=True, verbose_name='公布')),
                ('void_reason', models.CharField(blank=True, max_length=200, verbose_name='作废原因')),
                ('version', models.PositiveIntegerField(default=1, editable=False)),
                ('area', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='organs.area', verbose_name='哪里的投票')),
                ('created_by', models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL, verbose_name='准备人')),
                ('follows', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='followed_by', to='ballots.poll', verbose_name='再次投票自')),
                ('organ', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='organs.organ', verbose_name='哪个单位的投票')),
            ],
            options={
                'verbose_name': '投票表决',
                'verbose_name_plural': '投票表决',
                'ordering': ['-created_at', '-pk'],
            },
        ),
        migrations.CreateModel(
            name='PaperEntry',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('place', models.PositiveSmallIntegerField(validators=[django.core.validators.MinValueValidator(1), django.core.validators.MaxValueValidator(2)], verbose_name='第几次录入')),
                ('issued', models.PositiveIntegerField(verbose_name='发出')),
                ('returned', models.PositiveIntegerField(verbose_name='收回')),
                ('valid', models.PositiveIntegerField(verbose_name='有效')),
                ('void', models.PositiveIntegerField(verbose_name='无效')),
                ('counts', models.JSONField(default=dict, verbose_name='各项票数')),
                ('entered_at', models.DateTimeField(auto_now=True, verbose_name='录入时间')),
                ('entered_by', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL, verbose_name='录入人')),
                ('poll', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='paper_entries', to='ballots.poll', verbose_name='投票表决')),
            ],
            options={
                'verbose_name': '纸质票录入',
                'verbose_name_plural': '纸质票录入',
                'ordering': ['poll', 'place'],
            },
        ),
        migrations.CreateModel(
            name='Item',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('number', models.PositiveSmallIntegerField(verbose_name='序号')),
                ('title', models.CharField(max_length=120, verbose_name='表决项目')),
                ('note', models.CharField(blank=True, max_length=300, verbose_name='说明')),
                ('poll', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='items', to='ballots.poll', verbose_name='投票表决')),
            ],
            options={
                'verbose_name': '表决项目',
                'verbose_name_plural': '表决项目',
                'ordering': ['poll', 'number'],
            },
        ),
        migrations.CreateModel(
            name='Elector',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('name', models.CharField(max_length=40, verbose_name='姓名')),
                ('on_paper', models.BooleanField(default=False, verbose_name='投纸质票')),
                ('voted', models.BooleanField(default=False, verbose_name='已投票')),
                ('user', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL, verbose_name='帐号')),
                ('poll', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='electors', to='ballots.poll', verbose_name='投票表决')),
            ],
            options={
                'verbose_name': '投票人',
                'verbose_name_plural': '投票人',
                'ordering': ['poll', 'name', 'pk'],
            },
        ),
        migrations.CreateModel(
            name='Ballot',
            fields=[
                ('id', models.UUIDField(default=uuid.uuid4, editable=False, primary_key=True, serialize=False)),
                ('marks', models.JSONField(verbose_name='票面')),
                ('poll', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='ballots', to='ballots.poll', verbose_name='投票表决')),
            ],
            options={
                'verbose_name': '票',
                'verbose_name_plural': '票',
            },
        ),
        migrations.CreateModel(
            name='SealedBallot',
            fields=[
                ('id', models.UUIDField(default=uuid.uuid4, editable=False, primary_key=True, serialize=False)),
                ('box', models.BinaryField(verbose_name='封存的票')),
                ('poll', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='sealed', to='ballots.poll', verbose_name='投票表决')),
            ],
            options={
                'verbose_name': '封存的票',
                'verbose_name_plural': '封存的票',
            },
        ),
        migrations.AddConstraint(
            model_name='poll',
            constraint=models.CheckConstraint(condition=models.Q(models.Q(('state', 'published'), _negated=True), models.Q(('digest', ''), _negated=True), _connector='OR'), name='poll_published_has_digest', violation_error_message='公布的结果须有校验码'),
        ),
        migrations.AddConstraint(
            model_name='poll',
            constraint=models.CheckConstraint(condition=models.Q(('state__in', ['preparing', 'voting', 'closed']), ('locked_key', ''), _connector='OR'), name='poll_key_gone_once_opened', violation_error_message='开箱以后不再保存钥匙'),
        ),
        migrations.AddConstraint(
            model_name='paperentry',
            constraint=models.UniqueConstraint(fields=('poll', 'place'), name='paper_entry_place_once'),
        ),
        migrations.AddConstraint(
            model_name='paperentry',
            constraint=models.UniqueConstraint(fields=('poll', 'entered_by'), name='paper_entry_person_once'),
        ),
        migrations.AddConstraint(
            model_name='item',
            constraint=models.UniqueConstraint(fields=('poll', 'number'), name='item_number_once'),
        ),
        migrations.AddConstraint(
            model_name='elector',
            constraint=models.UniqueConstraint(fields=('poll', 'user'), name='elector_once'),
        ),
        migrations.AddConstraint(
            model_name='elector',
            constraint=models.CheckConstraint(condition=models.Q(('on_paper', True), ('user__isnull', False), _connector='OR'), name='elector_phone_has_account', violation_error_message='手机投票要有帐号'),
        ),
        migrations.AddConstraint(
            model_name='elector',
            constraint=models.CheckConstraint(condition=models.Q(('on_paper', False), ('voted', False), _connector='OR'), name='elector_paper_not_by_phone', violation_error_message='投纸质票的不能再用手机投'),
        ),
        ]),
        FillTables(str(Path(__file__).parent / "lists.json")),
    ]
