"""The clock of the tests does not come to midnight."""

from datetime import datetime, timedelta

import pytest
import time_machine
from django.utils import timezone

from tests.clock import RUN, VARIABLE, behind, keep_the_date


@pytest.mark.parametrize(
    ("begun", "hours"),
    [("00:00", 0), ("12:00", 0), ("23:14", 0), ("23:15", 1), ("23:59", 1)],
)
@pytest.mark.parametrize("day", ["2026-11-22", "2026-12-31"])
def test_a_run_has_one_date(day: str, begun: str, hours: int) -> None:
    now = timezone.make_aware(datetime.fromisoformat(f"{day} {begun}"))
    back = behind(now)
    assert back == timedelta(hours=hours)
    assert (now - back).date() == (now - back + RUN).date() == now.date()


def test_the_clock_goes_on_behind(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv(VARIABLE, "3600")
    before = timezone.now()
    held = keep_the_date()
    assert held is not None
    try:
        first, second = timezone.now(), timezone.now()
        assert before - first < timedelta(hours=1) < before - first + timedelta(minutes=1)
        assert first < second
        with time_machine.travel("2026-06-10 12:00:00+08:00", tick=False):
            assert timezone.localdate().isoformat() == "2026-06-10"
        assert timezone.now() < before
    finally:
        held.stop()
    assert timezone.now() >= before
