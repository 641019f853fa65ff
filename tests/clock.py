"""One date from the first test to the last, also when midnight passes on the way.

Many test modules say once, as they are read, which day it is; what they test says it again later. A run that begins
late in the evening would have two answers, so its clock goes an hour behind: the clock still moves, and tests that
set a time of their own do so as ever.
"""

import os
from datetime import datetime, timedelta
from pathlib import Path

import time_machine
from django.utils import timezone

#: Longer than any part of a run takes: each is a run of its own.
RUN = timedelta(minutes=45)
BACK = timedelta(hours=1)
#: Seconds the clock goes behind. Whoever comes first decides; processes that share the tests inherit it.
VARIABLE = "PORTAL_TEST_CLOCK_BACK"


def behind(now: datetime) -> timedelta:
    """How far the clock of a run that begins ``now``, in local time, has to go behind."""
    return BACK if (now + RUN).date() != now.date() else timedelta()


def written_now(path: Path) -> None:
    """Date a file by the clock of the tests; the disk's own may be hours ahead."""
    now = timezone.now().timestamp()
    os.utime(path, (now, now))


def keep_the_date() -> time_machine.travel | None:
    """Called once in each process, before any test module is read; holds to the end of the process."""
    back = float(os.environ.setdefault(VARIABLE, str(behind(timezone.localtime()).total_seconds())))
    if not back:
        return None
    held = time_machine.travel(timezone.now().timestamp() - back)
    held.start()
    return held
