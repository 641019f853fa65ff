"""The index behind the search for people."""

from django.db import migrations

from congress.search.index import add_bigram_index


class Migration(migrations.Migration):
    dependencies = [("search", "0001_initial"), ("deputies", "0002_post_version")]
    operations = [add_bigram_index("deputies.Person")]
