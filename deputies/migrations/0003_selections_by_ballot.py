"""Selections by ballot, the session that commends them, the rule they follow (R234, R235)."""

import django.db.models.deletion
from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [
        ('ballots', '0001_tables'),
        ('deputies', '0002_duty_passed'),
        ('organs', '0003_area_outline'),
    ]

    operations = [
        migrations.RemoveConstraint(
            model_name='selection',
            name='selection_once',
        ),
        migrations.AddField(
            model_name='candidate',
            name='votes',
            field=models.PositiveIntegerField(blank=True, null=True, verbose_name='得票'),
        ),
        migrations.AddField(
            model_name='selection',
            name='basis',
            field=models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='selections', to='deputies.librarytext', verbose_name='评选依据'),
        ),
        migrations.AddField(
            model_name='selection',
            name='commended_on',
            field=models.DateField(blank=True, null=True, verbose_name='表彰日期'),
        ),
        migrations.AddField(
            model_name='selection',
            name='session',
            field=models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='selections', to='organs.session', verbose_name='表彰的会议'),
        ),
        migrations.AddField(
            model_name='selectionquota',
            name='poll',
            field=models.OneToOneField(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='ballots.poll', verbose_name='投票'),
        ),
        migrations.AddField(
            model_name='selectionquota',
            name='settled',
            field=models.BooleanField(default=False, verbose_name='投票已有结果'),
        ),
        migrations.AlterField(
            model_name='selection',
            name='state',
            field=models.CharField(choices=[('nominating', '提名'), ('reviewing', '评审'), ('voting', '投票'), ('decided', '已决定'), ('published', '已公布'), ('revoked', '已撤销')], default='nominating', max_length=12, verbose_name='状态'),
        ),
        migrations.AddConstraint(
            model_name='selection',
            constraint=models.UniqueConstraint(condition=models.Q(('state', 'revoked'), _negated=True), fields=('year', 'title'), name='selection_once', violation_error_message='这一年已有同名评选'),
        ),
        migrations.AddConstraint(
            model_name='selection',
            constraint=models.CheckConstraint(condition=models.Q(models.Q(('commended_on__isnull', True), ('session__isnull', True)), models.Q(('commended_on__isnull', False), ('session__isnull', False)), _connector='OR'), name='selection_commended_at_session'),
        ),
    ]
