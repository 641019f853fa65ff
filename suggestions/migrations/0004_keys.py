"""Indexes by which lists are put in order and counted without looking at the rows."""

from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("suggestions", "0003_search_index")]

    operations = [
        migrations.RemoveIndex(
            model_name='handling',
            name='handling_organ_state',
        ),
        migrations.AddIndex(
            model_name='handling',
            index=models.Index(fields=['organ', 'state'], include=('suggestion',), name='handling_organ_state'),
        ),
        migrations.RemoveIndex(
            model_name='suggestion',
            name='suggestion_open',
        ),
        migrations.AddIndex(
            model_name='suggestion',
            index=models.Index(fields=['id'], include=('due_on', 'state', 'occasion', 'shared_with_office'), name='suggestion_keys'),
        ),
        migrations.AddIndex(
            model_name='suggestion',
            index=models.Index(condition=models.Q(('state__in', frozenset(['evaluated', 'handling', 'registered', 'replied', 'returned', 'study', 'submitted']))), fields=['state', 'occasion', 'due_on'], include=('gate', 'shared_with_office', 'submitted_at', 'id'), name='suggestion_open'),
        ),
    ]
