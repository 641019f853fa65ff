"""The search indexes of stations and matters."""

from django.db import migrations

from congress.search.index import add_bigram_index


class Migration(migrations.Migration):
    dependencies = [("liaison_stations", "0002_lists"), ("search", "0001_initial")]

    operations = [
        add_bigram_index("liaison_stations.Station"),
        add_bigram_index("liaison_stations.Matter"),
    ]
