"""Signs of life, checks of the audit trail, backups, and the rule about them."""

import django.core.validators
import django.db.models.deletion
import django.utils.timezone
from django.conf import settings
from django.db import migrations, models

from congress.web.migrating import CreateTables


class Migration(migrations.Migration):

    initial = True

    dependencies = [
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        CreateTables([
        migrations.CreateModel(
            name='Sign',
            fields=[
                ('name', models.CharField(max_length=120, primary_key=True, serialize=False)),
                ('kind', models.CharField(choices=[('worker', '后台程序'), ('beat', '定时程序')], max_length=6)),
                ('since', models.DateTimeField(default=django.utils.timezone.now)),
                ('at', models.DateTimeField(default=django.utils.timezone.now)),
            ],
            options={
                'verbose_name': '进程动静',
                'verbose_name_plural': '进程动静',
            },
        ),
        migrations.CreateModel(
            name='AuditCheck',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('checked_at', models.DateTimeField(default=django.utils.timezone.now, verbose_name='核对时间')),
                ('seconds', models.FloatField(verbose_name='用时')),
                ('count', models.BigIntegerField(verbose_name='完好的条数')),
                ('head', models.CharField(max_length=64, verbose_name='末条校验')),
                ('broken_at', models.BigIntegerField(null=True, verbose_name='在第几条断开')),
                ('reason', models.CharField(blank=True, max_length=200, verbose_name='怎样断开')),
                ('asked_by', models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL, verbose_name='谁要的')),
            ],
            options={
                'verbose_name': '操作记录核对',
                'verbose_name_plural': '操作记录核对',
                'ordering': ['-checked_at', '-id'],
            },
        ),
        migrations.CreateModel(
            name='Backup',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('name', models.CharField(max_length=40, unique=True, verbose_name='名称')),
                ('kind', models.CharField(choices=[('manual', '手工'), ('nightly', '每晚自动'), ('before_restore', '恢复以前')], max_length=14, verbose_name='怎样做的')),
                ('state', models.CharField(choices=[('whole', '完整'), ('damaged', '已损坏'), ('gone', '不见了'), ('removed', '已删除')], default='whole', max_length=8, verbose_name='状态')),
                ('made_at', models.DateTimeField(verbose_name='时间')),
                ('made_by', models.CharField(blank=True, max_length=40, verbose_name='谁要的')),
                ('version', models.CharField(blank=True, max_length=20, verbose_name='平台版本')),
                ('size', models.BigIntegerField(verbose_name='大小')),
                ('files', models.PositiveIntegerField(verbose_name='文件数')),
                ('rows', models.BigIntegerField(verbose_name='数据行数')),
                ('audit_seq', models.BigIntegerField(verbose_name='操作记录条数')),
                ('checked_at', models.DateTimeField(null=True, verbose_name='核对时间')),
                ('check_note', models.CharField(blank=True, max_length=300, verbose_name='核对结果')),
                ('rehearsed_at', models.DateTimeField(null=True, verbose_name='试恢复时间')),
                ('rehearsed', models.CharField(blank=True, max_length=300, verbose_name='试恢复结果')),
                ('rehearsed_well', models.BooleanField(null=True)),
                ('removed_at', models.DateTimeField(null=True, verbose_name='删除时间')),
                ('removed_reason', models.CharField(blank=True, max_length=200, verbose_name='删除原因')),
            ],
            options={
                'verbose_name': '备份',
                'verbose_name_plural': '备份',
                'ordering': ['-made_at', '-id'],
                'constraints': [models.CheckConstraint(condition=models.Q(models.Q(('state', 'removed'), _negated=True), models.Q(('removed_reason', ''), _negated=True), _connector='OR'), name='backup_removed_with_reason')],
            },
        ),
        migrations.CreateModel(
            name='OperatingPolicy',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('nightly', models.BooleanField(default=True, verbose_name='每晚自动备份')),
                ('hour', models.PositiveSmallIntegerField(default=2, help_text='0 到 23 点，选没有人用的时候', validators=[django.core.validators.MaxValueValidator(23)], verbose_name='几点备份')),
                ('keep', models.PositiveSmallIntegerField(default=7, help_text='多出来的，从最早的删起；手工做的不自动删', validators=[django.core.validators.MinValueValidator(1), django.core.validators.MaxValueValidator(400)], verbose_name='自动备份留几份')),
                ('warn_hours', models.PositiveSmallIntegerField(default=48, validators=[django.core.validators.MinValueValidator(1)], verbose_name='最近一次备份超过几小时就提醒')),
                ('free_gb', models.PositiveSmallIntegerField(default=5, validators=[django.core.validators.MinValueValidator(1)], verbose_name='磁盘剩余不到多少 GB 就提醒')),
                ('audit_days', models.PositiveSmallIntegerField(default=8, validators=[django.core.validators.MinValueValidator(1)], verbose_name='操作记录几天没有核对就提醒')),
            ],
            options={
                'verbose_name': '备份和提醒的规定',
                'verbose_name_plural': '备份和提醒的规定',
                'constraints': [models.CheckConstraint(condition=models.Q(('pk', 1)), name='operatingpolicy_one')],
            },
        ),
        ]),
    ]
