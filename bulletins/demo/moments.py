"""When things happened in the demo district: operations write the present, a demo tells of the past."""

from datetime import date, datetime, time

from django.db.models import Model
from django.utils import timezone


def at(day: date, hour: int, minute: int = 0) -> datetime:
    """A moment of a day in the portal's time zone."""
    return timezone.make_aware(datetime.combine(day, time(hour, minute)))


def moment(text: str) -> datetime:
    """``2026-04-20T10:05``, in the portal's time zone."""
    return timezone.make_aware(datetime.fromisoformat(text))


def backdate(row: Model, **moments: datetime) -> None:
    """Write moments that the model sets by itself."""
    type(row)._base_manager.filter(pk=row.pk).update(**moments)
