"""What the loaders of the demo district share."""

import json
from datetime import date, datetime, time
from pathlib import Path
from typing import Any

from django.db.models import Model
from django.utils import timezone


def read_table(package_file: str, name: str) -> Any:
    """The data of ``name``, a JSON file beside the loader's own ``__file__``."""
    return json.loads((Path(package_file).parent / name).read_text(encoding="utf-8"))


def at(day: date, hour: int, minute: int = 0) -> datetime:
    """A moment of a day in the portal's time zone."""
    return timezone.make_aware(datetime.combine(day, time(hour, minute)))


def backdate(row: Model, **moments: datetime) -> None:
    """Write moments that the model sets by itself: operations write the present, a demo tells of the past."""
    type(row)._base_manager.filter(pk=row.pk).update(**moments)
