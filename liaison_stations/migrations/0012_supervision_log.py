"""Supervision meetings stand in the log, under a kind of their own."""

from typing import Any

import django.db.models.deletion
from django.db import migrations, models

CODE, NAME = "supervision_meeting", "督导会议"


def add_kind(apps: Any, schema_editor: Any) -> None:
    """As the exchange meetings of the same office, behind them; 其他 stays the last of all."""
    kinds = apps.get_model("activities", "ActivityKind").objects
    like = kinds.filter(code="station_exchange").first()
    last = kinds.exclude(code="other").order_by("order").last()
    order = (last.order if last else 0) + 1
    if not kinds.filter(name=NAME).exclude(code=CODE).exists():
        values = {"name": NAME, "group": like.group if like else "", "order": order}
        kinds.get_or_create(code=CODE, defaults=values)
    kinds.filter(code="other", order__lte=order).update(order=order + 10)


class Migration(migrations.Migration):
    dependencies = [
        ("activities", "0012_kind_books"),
        ("liaison_stations", "0011_wall_sheet_withdrawn"),
    ]

    operations = [
        migrations.AddField(
            model_name="supervisionmeeting",
            name="activity",
            field=models.OneToOneField(
                blank=True,
                null=True,
                on_delete=django.db.models.deletion.PROTECT,
                related_name="supervision_meeting",
                to="activities.activity",
                verbose_name="工作记录",
            ),
        ),
        migrations.RunPython(add_kind, migrations.RunPython.noop),
    ]
