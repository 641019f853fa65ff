"""What a new portal begins with: the search indexes; replaces the migrations they came in."""

from django.db import migrations

from congress.search.index import add_bigram_index


class Migration(migrations.Migration):
    replaces = [("bulletins", "0002_search_index")]

    dependencies = [("bulletins", "0001_tables"), ("search", "0001_initial")]

    operations = [
        add_bigram_index("bulletins.Issue"),
    ]
