"""What there is to read before an inspection, and who did (R099)."""

from __future__ import annotations

from dataclasses import dataclass

from activities.models import Callee, Convocation, Reading, ReadingMark


@dataclass(frozen=True)
class ReadState:
    """A material: who of those called opened it before the beginning, and who did not."""

    reading: Reading
    read: list[Callee]
    unread: list[Callee]

    @property
    def words(self) -> str:
        """8／10 人."""
        return f"{len(self.read)}／{len(self.read) + len(self.unread)} 人"


def read_states(convocation: Convocation) -> list[ReadState]:
    """Every material of a convocation with its readers, by name (3 queries)."""
    readings = list(convocation.readings.filter(dropped=False))
    if not readings:
        return []
    called = convocation.callees.called().in_order().select_related("deputyship__person")
    callees = list(called)
    marks = ReadingMark.objects.filter(reading__in=readings, opened_at__lt=convocation.starts)
    opened = set(marks.values_list("reading_id", "callee_id"))
    return [
        ReadState(
            reading,
            [one for one in callees if (reading.pk, one.pk) in opened],
            [one for one in callees if (reading.pk, one.pk) not in opened],
        )
        for reading in readings
    ]
