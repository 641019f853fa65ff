"""People entered before names had initials get them."""

from django.apps.registry import Apps
from django.db import migrations
from django.db.backends.base.schema import BaseDatabaseSchemaEditor

from congress.search.text import normalise
from deputies.names import initials_of, pinyin_of


def derive(apps: Apps, editor: BaseDatabaseSchemaEditor) -> None:
    people = apps.get_model("deputies", "Person")._default_manager
    rows = list(people.filter(pinyin=""))
    for row in rows:
        row.pinyin, row.initials = pinyin_of(row.name_key), initials_of(row.name_key)
        row.search_text = normalise(f"{row.name_key} {row.organisation} {row.initials}")
    people.bulk_update(rows, ["pinyin", "initials", "search_text"], batch_size=500)


class Migration(migrations.Migration):
    dependencies = [("deputies", "0004_deputyships_and_groups")]
    operations = [migrations.RunPython(derive, migrations.RunPython.noop)]
