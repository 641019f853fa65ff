"""What a new portal begins with: the search indexes, and the lists an office may change; replaces the migrations they came in."""

from pathlib import Path

from django.db import migrations

from congress.search.index import add_bigram_index
from congress.web.migrating import FillTables


class Migration(migrations.Migration):
    replaces = [("liaison_stations", "0013_return_visits")]

    dependencies = [("liaison_stations", "0001_tables"), ("activities", "0002_beginning"), ("search", "0001_initial")]

    operations = [
        add_bigram_index("liaison_stations.Station"),
        add_bigram_index("liaison_stations.Matter"),
        add_bigram_index("liaison_stations.ServiceRecord"),
        FillTables(str(Path(__file__).parent / "lists.json")),
    ]
