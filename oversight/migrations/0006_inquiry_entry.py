"""An inquiry has its entry in the log (R118)."""

import django.db.models.deletion
from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [
        ('activities', '0002_special_inquiry'),
        ('oversight', '0005_special_appraisals'),
    ]

    operations = [
        migrations.AddField(
            model_name='inquiry',
            name='activity',
            field=models.OneToOneField(blank=True, editable=False, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='activities.activity', verbose_name='工作记录'),
        ),
    ]
