"""Points raised in talks that became suggestions."""

import django.db.models.deletion
from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [
        ('activities', '0015_taking_part'),
        ('suggestions', '0005_from_contacts'),
    ]

    operations = [
        migrations.CreateModel(
            name='TalkSuggestion',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('made_at', models.DateTimeField(auto_now_add=True, verbose_name='转为建议时间')),
                ('point', models.OneToOneField(on_delete=django.db.models.deletion.PROTECT, related_name='suggestion', to='activities.talkpoint', verbose_name='座谈中提出的意见')),
                ('suggestion', models.OneToOneField(on_delete=django.db.models.deletion.PROTECT, related_name='from_talk', to='suggestions.suggestion', verbose_name='建议')),
            ],
            options={
                'verbose_name': '座谈意见转建议',
                'verbose_name_plural': '座谈意见转建议',
                'ordering': ['id'],
            },
        ),
    ]
