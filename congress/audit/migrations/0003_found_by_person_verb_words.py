"""The trail is found by person, verb, kind of record, role, and by words in what a record is called."""

from django.conf import settings
from django.db import migrations, models

from congress.search.index import add_bigram_index


class Migration(migrations.Migration):

    dependencies = [
        ('search', '0001_initial'),
        ('audit', '0002_append_only'),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.AddIndex(
            model_name='auditevent',
            index=models.Index(fields=['object_type', '-seq'], name='audit_audit_object__29b0ec_idx'),
        ),
        migrations.AddIndex(
            model_name='auditevent',
            index=models.Index(fields=['actor', '-seq'], name='audit_audit_actor_i_4ccb81_idx'),
        ),
        migrations.AddIndex(
            model_name='auditevent',
            index=models.Index(fields=['verb', '-seq'], name='audit_audit_verb_c9d9f7_idx'),
        ),
        migrations.AddIndex(
            model_name='auditevent',
            index=models.Index(fields=['role', '-seq'], name='audit_audit_role_95a282_idx'),
        ),
        add_bigram_index('audit.AuditEvent', 'object_label'),
    ]
