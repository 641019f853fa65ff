"""The search index of matters."""

from django.db import migrations

from congress.search.index import add_bigram_index


class Migration(migrations.Migration):
    dependencies = [("liaison_stations", "0004_public_pages"), ("search", "0001_initial")]

    operations = [add_bigram_index("liaison_stations.Matter")]
