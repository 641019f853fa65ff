"""The lists of supervision an office begins with; each can be changed by it. The six are nowhere spelt out."""

from typing import Any

from django.apps.registry import Apps
from django.db import migrations
from django.db.backends.base.schema import BaseDatabaseSchemaEditor

ITEMS = {
    "criterion": [
        "事关全区发展大局",
        "群众反映强烈",
        "多名代表共同提出",
        "涉及部门多、办理难度大",
        "连续多年提出",
    ],
    "supervise": ["办前督办", "办中督办", "办后督办"],
    "meet": ["交办时见面", "办理中见面", "答复时见面"],
}


def begin(apps: Apps, _editor: BaseDatabaseSchemaEditor) -> None:
    """Put in what is not there."""
    model: Any = apps.get_model("suggestions", "SupervisionItem")
    for kind, names in ITEMS.items():
        for order, name in enumerate(names, 1):
            model.objects.get_or_create(kind=kind, name=name, defaults={"order": order})


class Migration(migrations.Migration):
    dependencies = [("suggestions", "0005_supervision")]

    operations = [migrations.RunPython(begin, migrations.RunPython.noop)]
