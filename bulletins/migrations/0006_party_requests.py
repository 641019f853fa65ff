"""Requests to the party committee beside reports, what they are about, the major matter they belong to (R267)."""

import django.db.models.deletion
from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [
        ('bulletins', '0005_reports'),
        ('oversight', '0003_handling_ratings'),
    ]

    operations = [
        migrations.AddField(
            model_name='partyreport',
            name='kind',
            field=models.CharField(choices=[('report', '报告'), ('request', '请示')], default='report', max_length=10, verbose_name='种类'),
        ),
        migrations.AddField(
            model_name='partyreport',
            name='matter',
            field=models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='party_reports', to='oversight.majormatter', verbose_name='有关的重大事项'),
        ),
        migrations.AddField(
            model_name='partyreport',
            name='topic',
            field=models.CharField(choices=[('matter', '重大事项'), ('activity', '重要活动'), ('work', '重点工作')], default='work', max_length=10, verbose_name='事项类别'),
        ),
        migrations.AddIndex(
            model_name='partyreport',
            index=models.Index(condition=models.Q(('kind', 'request'), ('reply_on__isnull', True)), fields=['reported_on'], name='party_report_unanswered'),
        ),
        migrations.AddConstraint(
            model_name='partyreport',
            constraint=models.CheckConstraint(condition=models.Q(('rule__isnull', True), ('kind', 'report'), _connector='OR'), name='party_report_of_period_asks_nothing', violation_error_message='定期的是报告，不是请示'),
        ),
    ]
