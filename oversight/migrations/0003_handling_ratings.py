"""How the standing committee rates the handling of suggestions, with what was voted (R223)."""

import django.db.models.deletion
import django.db.models.expressions
from django.db import migrations, models

from congress.web.migrating import CreateTables


class Migration(migrations.Migration):

    dependencies = [
        ('ballots', '0001_tables'),
        ('organs', '0003_area_outline'),
        ('oversight', '0002_opinions_and_registers'),
    ]

    operations = [
        CreateTables([
        migrations.CreateModel(
            name='HandlingRating',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('title', models.CharField(max_length=80, verbose_name='名称')),
                ('since', models.DateField(verbose_name='办理期间从')),
                ('until', models.DateField(verbose_name='办理期间到')),
                ('rated_on', models.DateField(blank=True, null=True, verbose_name='测评日期')),
                ('version', models.PositiveIntegerField(default=1, editable=False)),
                ('item', models.OneToOneField(blank=True, null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='handling_rating', to='oversight.agendaitem', verbose_name='议题')),
                ('meeting', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='handling_ratings', to='oversight.meeting', verbose_name='会议')),
                ('poll', models.OneToOneField(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='ballots.poll', verbose_name='投票')),
            ],
            options={
                'verbose_name': '建议办理测评',
                'verbose_name_plural': '建议办理测评',
                'ordering': ['-until', '-id'],
            },
        ),
        migrations.CreateModel(
            name='HandlingResult',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('number', models.PositiveSmallIntegerField(verbose_name='序号')),
                ('name', models.CharField(max_length=120, verbose_name='测评对象')),
                ('good', models.PositiveIntegerField(default=0, verbose_name='满意')),
                ('fair', models.PositiveIntegerField(default=0, verbose_name='基本满意')),
                ('bad', models.PositiveIntegerField(default=0, verbose_name='不满意')),
                ('abstain', models.PositiveIntegerField(default=0, verbose_name='弃权')),
                ('whole', models.PositiveIntegerField(default=0, verbose_name='总票数')),
                ('passed', models.BooleanField(blank=True, null=True, verbose_name='通过')),
                ('organ', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='handling_results', to='organs.organ', verbose_name='承办单位')),
                ('rating', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='results', to='oversight.handlingrating', verbose_name='建议办理测评')),
            ],
            options={
                'verbose_name': '测评结果',
                'verbose_name_plural': '测评结果',
                'ordering': ['rating_id', 'number'],
            },
        ),
        migrations.AddIndex(
            model_name='handlingrating',
            index=models.Index(fields=['-until', '-id'], name='handling_rating_newest'),
        ),
        migrations.AddIndex(
            model_name='handlingrating',
            index=models.Index(fields=['rated_on'], name='handling_rating_rated'),
        ),
        migrations.AddConstraint(
            model_name='handlingrating',
            constraint=models.CheckConstraint(condition=models.Q(('until__gte', models.F('since'))), name='handling_rating_period', violation_error_message='结束日期不能早于开始日期'),
        ),
        migrations.AddConstraint(
            model_name='handlingresult',
            constraint=models.UniqueConstraint(fields=('rating', 'number'), name='handling_result_number_once'),
        ),
        migrations.AddConstraint(
            model_name='handlingresult',
            constraint=models.CheckConstraint(condition=models.Q(('good__lte', django.db.models.expressions.CombinedExpression(models.F('whole'), '-', models.F('fair')))), name='handling_result_fits'),
        ),
        ]),
    ]
