"""The index behind the search for issues."""

from django.db import migrations

from congress.search.index import add_bigram_index


class Migration(migrations.Migration):
    dependencies = [("search", "0001_initial"), ("bulletins", "0001_initial")]
    operations = [add_bigram_index("bulletins.Issue")]
