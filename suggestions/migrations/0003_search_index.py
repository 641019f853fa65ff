"""The search index of suggestions."""

from django.db import migrations

from congress.search.index import add_bigram_index


class Migration(migrations.Migration):
    dependencies = [("suggestions", "0002_lists"), ("search", "0001_initial")]

    operations = [add_bigram_index("suggestions.Suggestion")]
