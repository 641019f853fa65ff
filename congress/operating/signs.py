"""Signs of life of workers and of beat, written into the database by the processes themselves.

A worker's main process writes one every few seconds, whatever its children are at. Beat writes one when the broker has
taken a task of it: so its sign says that the clock runs and that messages arrive. Neither needs more than the
database, so the folder broker and Redis are judged alike.
"""

from __future__ import annotations

import logging
import threading
import time
from datetime import timedelta
from typing import Any

from celery.signals import after_task_publish, beat_init, worker_ready, worker_shutdown
from django.db import Error as DatabaseError
from django.db import connection
from django.utils import timezone

from congress.operating.models import Sign, SignKind
from congress.web import maintenance

log = logging.getLogger(__name__)

#: Seconds between two signs.
EVERY = 20
#: Seconds of silence after which a process counts as gone.
SILENT = 75
#: A worker that was killed is named for so long, and then forgotten.
NAMED = timedelta(days=1)

_stopped = threading.Event()
_beat_signed = float("-inf")
_is_beat = False


def give_sign(name: str, kind: SignKind) -> None:
    """Write that this process lives; a database that is away is no reason to stop working."""
    if maintenance.is_on():
        return
    try:
        now = timezone.now()
        Sign.objects.update_or_create(
            name=name,
            defaults={"kind": kind, "at": now},
            create_defaults={"kind": kind, "at": now, "since": now},
        )
        Sign.objects.filter(at__lt=now - NAMED).delete()
    except DatabaseError as error:
        log.warning("No sign of life written: %s", error)
    finally:
        # A link kept for hours is one that breaks unseen; within a transaction it is somebody else's.
        if not connection.in_atomic_block:
            connection.close()


def take_back(name: str) -> None:
    """Forget a process that ends as it should."""
    try:
        Sign.objects.filter(name=name).delete()
    except DatabaseError as error:
        log.warning("The sign of life stays: %s", error)


@worker_ready.connect
def begin(sender: Any, **_kwargs: Any) -> None:
    """A worker takes messages from now on."""
    name = str(sender.hostname)

    def go_on() -> None:
        give_sign(name, SignKind.WORKER)
        while not _stopped.wait(EVERY):
            give_sign(name, SignKind.WORKER)

    _stopped.clear()
    threading.Thread(target=go_on, name="signs-of-life", daemon=True).start()


@worker_shutdown.connect
def end(sender: Any, **_kwargs: Any) -> None:
    """A worker was told to stop."""
    _stopped.set()
    take_back(str(sender.hostname))


@beat_init.connect
def is_beat(**_kwargs: Any) -> None:
    """This process is beat."""
    global _is_beat
    _is_beat = True


@after_task_publish.connect
def sent(**_kwargs: Any) -> None:
    """The broker has taken a task; of beat's that is the sign."""
    global _beat_signed
    if _is_beat and time.monotonic() - _beat_signed >= EVERY / 2:
        _beat_signed = time.monotonic()
        give_sign("beat", SignKind.BEAT)
