"""The search index of convocations."""

from django.db import migrations

from congress.search.index import add_bigram_index


class Migration(migrations.Migration):
    dependencies = [
        ("activities", "0008_convocations_and_plans"),
        ("search", "0001_initial"),
    ]

    operations = [add_bigram_index("activities.Convocation")]
