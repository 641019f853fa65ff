"""Duty reports and ratings of bodies are decided by the secret ballot (R068, R069, R082)."""

import django.db.models.deletion
from django.db import migrations, models

RULES = {
    "title": "述职评议、代表评议（按等次列票数）",
    "order": 6,
    "form": "grades",
    "threshold": "",
    "basis": "cast",
    "custody": "system",
}


def fill(apps, schema_editor):
    """The lowest opinion of a new portal does not pass; a set of rules that only counts."""
    apps.get_model("deputies", "ReportOpinion").objects.filter(name="不称职").update(passes=False)
    rules = apps.get_model("ballots", "RuleSet").objects
    rules.get_or_create(title=RULES["title"], defaults=RULES)


class Migration(migrations.Migration):

    dependencies = [
        ('ballots', '0001_tables'),
        ('deputies', '0003_selections_by_ballot'),
    ]

    operations = [
        migrations.AddField(
            model_name='dutyreport',
            name='number',
            field=models.PositiveSmallIntegerField(blank=True, editable=False, null=True, verbose_name='票上第几项'),
        ),
        migrations.AddField(
            model_name='dutyreport',
            name='passed',
            field=models.BooleanField(blank=True, editable=False, null=True, verbose_name='达到比例'),
        ),
        migrations.AddField(
            model_name='dutyreport',
            name='poll',
            field=models.ForeignKey(blank=True, editable=False, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='ballots.poll', verbose_name='投票'),
        ),
        migrations.AddField(
            model_name='dutyreport',
            name='returned',
            field=models.PositiveIntegerField(blank=True, editable=False, null=True, verbose_name='收回的票'),
        ),
        migrations.AddField(
            model_name='dutyreport',
            name='valid',
            field=models.PositiveIntegerField(blank=True, editable=False, null=True, verbose_name='有效票'),
        ),
        migrations.AddField(
            model_name='ratinground',
            name='poll',
            field=models.OneToOneField(blank=True, editable=False, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='ballots.poll', verbose_name='投票'),
        ),
        migrations.AddField(
            model_name='ratinground',
            name='returned',
            field=models.PositiveIntegerField(blank=True, editable=False, null=True, verbose_name='收回的票'),
        ),
        migrations.AddField(
            model_name='reportopinion',
            name='passes',
            field=models.BooleanField(default=True, verbose_name='算达到要求'),
        ),
        migrations.RunPython(fill, migrations.RunPython.noop),
    ]
