"""The kind of entry that a special inquiry makes (R118)."""

from django.apps.registry import Apps
from django.db import migrations
from django.db.backends.base.schema import BaseDatabaseSchemaEditor

_CODE, _NAME = "special_inquiry", "专题询问"


def add(apps: Apps, _editor: BaseDatabaseSchemaEditor) -> None:
    """Behind the meetings; a district that named a kind so keeps its own."""
    kinds = apps.get_model("activities", "ActivityKind")._default_manager
    if not kinds.filter(name=_NAME).exists():
        kinds.create(code=_CODE, name=_NAME, group="会议", order=15)


def drop(apps: Apps, _editor: BaseDatabaseSchemaEditor) -> None:
    """Nothing: entries may be of this kind by now."""


class Migration(migrations.Migration):

    dependencies = [("activities", "0001_tables")]

    operations = [migrations.RunPython(add, drop)]
