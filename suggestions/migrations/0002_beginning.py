"""What a new portal begins with: the search indexes, and the lists an office may change; replaces the migrations they came in."""

from pathlib import Path

from django.db import migrations

from congress.search.index import add_bigram_index
from congress.web.migrating import FillTables


class Migration(migrations.Migration):
    replaces = [("suggestions", "0006_from_talks")]

    dependencies = [("suggestions", "0001_tables"), ("liaison_stations", "0002_beginning"), ("search", "0001_initial")]

    operations = [
        add_bigram_index("suggestions.Suggestion"),
        FillTables(str(Path(__file__).parent / "lists.json")),
    ]
