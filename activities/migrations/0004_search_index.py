"""The index behind the search for activities."""

from django.db import migrations

from congress.search.index import add_bigram_index


class Migration(migrations.Migration):
    dependencies = [("search", "0001_initial"), ("activities", "0003_kinds")]
    operations = [add_bigram_index("activities.Activity")]
