"""A job can be cancelled; the list of all jobs finds its rows by kind and day."""

import django.db.models.deletion
from django.conf import settings
from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [
        ('jobs', '0002_job_tries_left'),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.RemoveConstraint(
            model_name='job',
            name='job_ended_has_time',
        ),
        migrations.AddField(
            model_name='job',
            name='cancelled_at',
            field=models.DateTimeField(null=True, verbose_name='要求取消的时间'),
        ),
        migrations.AddField(
            model_name='job',
            name='cancelled_by',
            field=models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL, verbose_name='谁取消的'),
        ),
        migrations.AlterField(
            model_name='job',
            name='state',
            field=models.CharField(choices=[('queued', '排队中'), ('running', '进行中'), ('done', '已完成'), ('failed', '没有做成'), ('cancelled', '已取消')], default='queued', max_length=10, verbose_name='状态'),
        ),
        migrations.AddIndex(
            model_name='job',
            index=models.Index(fields=['kind', '-id'], name='jobs_job_kind_aaef78_idx'),
        ),
        migrations.AddIndex(
            model_name='job',
            index=models.Index(fields=['-created_at'], name='jobs_job_created_77460a_idx'),
        ),
        migrations.AddConstraint(
            model_name='job',
            constraint=models.CheckConstraint(condition=models.Q(models.Q(('state__in', ['done', 'failed', 'cancelled']), _negated=True), ('finished_at__isnull', False), _connector='OR'), name='job_ended_has_time'),
        ),
    ]
