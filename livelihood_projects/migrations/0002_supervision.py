"""The district's rules, days of supervision, photos of the progress, comments, and with which account an idea came."""

import uuid

import django.core.validators
import django.db.models.deletion
from django.conf import settings
from django.db import migrations, models

from congress.web.migrating import CreateTables


class Migration(migrations.Migration):

    dependencies = [
        ('activities', '0001_tables'),
        ('livelihood_projects', '0001_projects'),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        CreateTables([
        migrations.CreateModel(
            name='LivelihoodRule',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('silent_days', models.PositiveSmallIntegerField(default=30, validators=[django.core.validators.MinValueValidator(1), django.core.validators.MaxValueValidator(365)], verbose_name='多少天没有填报就列出')),
                ('shortest_call', models.PositiveSmallIntegerField(default=30, validators=[django.core.validators.MinValueValidator(1), django.core.validators.MaxValueValidator(365)], verbose_name='征集至少几天')),
                ('call_month', models.PositiveSmallIntegerField(default=9, validators=[django.core.validators.MinValueValidator(1), django.core.validators.MaxValueValidator(12)], verbose_name='几月起提醒开始下一年征集')),
                ('evaluation_month', models.PositiveSmallIntegerField(default=12, validators=[django.core.validators.MinValueValidator(1), django.core.validators.MaxValueValidator(12)], verbose_name='几月起提醒审议、测评')),
                ('version', models.PositiveIntegerField(default=1, editable=False)),
            ],
            options={
                'verbose_name': '民生实事的规定',
                'verbose_name_plural': '民生实事的规定',
            },
        ),
        migrations.CreateModel(
            name='Comment',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('text', models.TextField(validators=[django.core.validators.MaxLengthValidator(500)], verbose_name='留言')),
                ('name', models.CharField(blank=True, max_length=40, verbose_name='怎样署名')),
                ('phone', models.CharField(blank=True, max_length=20, verbose_name='联系电话')),
                ('token', models.UUIDField(default=uuid.uuid4, editable=False, unique=True)),
                ('state', models.CharField(choices=[('waiting', '待审核'), ('released', '已公开'), ('refused', '不公开')], default='waiting', max_length=8, verbose_name='状态')),
                ('reason', models.CharField(blank=True, max_length=200, verbose_name='不公开的原因')),
                ('sent_at', models.DateTimeField(auto_now_add=True, verbose_name='留言时间')),
                ('project', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='comments', to='livelihood_projects.project', verbose_name='项目')),
            ],
            options={
                'verbose_name': '群众留言',
                'verbose_name_plural': '群众留言',
                'ordering': ['-sent_at', '-id'],
                'indexes': [models.Index(fields=['project', 'state', '-sent_at'], name='comment_of_project'), models.Index(fields=['state'], name='comment_state')],
                'constraints': [models.CheckConstraint(condition=models.Q(models.Q(('state', 'refused'), _negated=True), models.Q(('reason', ''), _negated=True), _connector='OR'), name='comment_refused_with_reason')],
            },
        ),
        migrations.CreateModel(
            name='Inspection',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('on', models.DateField(verbose_name='日期')),
                ('place', models.CharField(max_length=120, verbose_name='地点')),
                ('account', models.TextField(validators=[django.core.validators.MaxLengthValidator(3000)], verbose_name='督查情况')),
                ('activity', models.OneToOneField(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='livelihood_inspection', to='activities.activity', verbose_name='工作记录')),
                ('project', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='inspections', to='livelihood_projects.project', verbose_name='项目')),
            ],
            options={
                'verbose_name': '督查',
                'verbose_name_plural': '督查',
                'ordering': ['-on', '-id'],
                'constraints': [models.UniqueConstraint(fields=('project', 'on', 'place'), name='inspection_of_project_once', violation_error_message='这一天在这个地点的督查已登记')],
            },
        ),
        migrations.CreateModel(
            name='ProgressPhoto',
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
                ('added_by', models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL, verbose_name='添加人')),
                ('progress', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='photos', to='livelihood_projects.progress', verbose_name='进度')),
            ],
            options={
                'verbose_name': '进度照片',
                'verbose_name_plural': '进度照片',
                'ordering': ['order', 'id'],
                'constraints': [models.UniqueConstraint(fields=('progress', 'order'), name='progress_photo_order_once')],
            },
        ),
        ]),
        migrations.AddField(
            model_name='project',
            name='proposed_by',
            field=models.ForeignKey(blank=True, editable=False, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL, verbose_name='提出的帐号'),
        ),
    ]
