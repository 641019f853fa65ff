"""What a new portal begins with: the search indexes, and the lists an office may change; replaces the migrations they came in."""

from pathlib import Path

from django.db import migrations

from congress.search.index import add_bigram_index
from congress.web.migrating import FillTables


class Migration(migrations.Migration):
    replaces = [("activities", "0017_campaigns")]

    dependencies = [("activities", "0001_tables"), ("deputies", "0002_beginning"), ("search", "0001_initial")]

    operations = [
        add_bigram_index("activities.Activity"),
        add_bigram_index("activities.Convocation"),
        add_bigram_index("activities.TrainingClass"),
        add_bigram_index("activities.GroupStudy"),
        add_bigram_index("activities.Hearing"),
        add_bigram_index("activities.OfficialMeeting"),
        add_bigram_index("activities.Consultation"),
        add_bigram_index("activities.StudyReport"),
        FillTables(str(Path(__file__).parent / "lists.json")),
    ]
