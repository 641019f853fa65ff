"""Kinds of jobs, and what a handler is given to work with.

An app's ``tasks.py`` registers a handler::

    @job_kind("bulletins.render")
    def render(run: JobRun) -> None:
        run.progress(10, "正在排版")
        run.save_result("人大信息.pdf", pdf)

A handler must not hold a transaction open while it reports progress: others would not see it.
It may run twice (a worker was killed, the job starts again), so what it writes must be the same the second time.
"""

from __future__ import annotations

import time
from collections.abc import Callable
from datetime import datetime, timedelta
from pathlib import PurePosixPath
from typing import Any

from django.conf import settings
from django.utils import timezone

from congress.accounts.models import User
from congress.jobs.models import Job
from congress.web.storage import media

Handler = Callable[["JobRun"], None]
_handlers: dict[str, Handler] = {}

#: A message alone is not written more often than this (seconds); a new percentage always is.
MESSAGE_EVERY = 0.5


class Abandoned(Exception):
    """This run lost its job: it was taken for dead and another one has begun. Stop, and write nothing."""


class Cancelled(Exception):
    """Somebody wants the job to stop, and the handler has come to a place where it can."""


class JobError(Exception):
    """The job cannot be done; ``str(error)`` is what the asker reads, in Chinese."""


def job_kind(name: str) -> Callable[[Handler], Handler]:
    """Register a function as the handler of jobs of this kind, such as ``bulletins.render``."""

    def register(handler: Handler) -> Handler:
        known = _handlers.setdefault(name, handler)
        if (known.__module__, known.__qualname__) != (handler.__module__, handler.__qualname__):
            raise ValueError(
                f"job kind {name} has a handler already: {known.__module__}.{known.__qualname__}"
            )
        return handler

    return register


def handler_of(kind: str) -> Handler | None:
    """The handler of a kind, if this process knows it."""
    return _handlers.get(kind)


def lease_end() -> datetime:
    """Until when a worker that gives a sign of life now holds its job."""
    return timezone.now() + timedelta(seconds=settings.JOB_LEASE_SECONDS)


class JobRun:
    """One attempt at a job. Every write is fenced: it counts only while the row carries this attempt."""

    def __init__(self, job: Job) -> None:
        self.job_id = job.pk
        self.attempt = job.attempt
        self.title = job.title
        self.params: dict[str, Any] = job.params
        self.actor: User | None = job.asked_by
        self._folder = f"jobs/{job.created_at:%Y/%m}"
        self._said: tuple[int, str] | None = None
        self._said_at = 0.0

    def progress(self, percent: int, message: str = "") -> None:
        """Say how far the job is (0 to 100) and what is being done, and hold the job for another lease.

        Raises :class:`Abandoned` when another attempt has begun, :class:`Cancelled` when the job is to stop.
        """
        percent = max(0, min(100, int(percent)))
        now = time.monotonic()
        same_percent = self._said is not None and self._said[0] == percent
        if same_percent and (now - self._said_at < MESSAGE_EVERY):
            return
        wanted = Job.objects.held(self.job_id, self.attempt).filter(cancelled_at__isnull=True)
        if not wanted.update(percent=percent, message=message[:400], lease_until=lease_end()):
            self._write(lease_until=lease_end())
            raise Cancelled(f"job {self.job_id}")
        self._said, self._said_at = (percent, message), now

    def save_result(self, filename: str, data: bytes) -> None:
        """Keep the file the job made, under the name the asker will download it by.

        A killed worker leaves no half of it. ``OSError`` when the disk is full or the storage away.
        """
        suffix = PurePosixPath(filename).suffix.lower()
        name = f"{self._folder}/{self.job_id}-{self.attempt}{suffix}"
        self._write(lease_until=lease_end())
        media().put(name, data)
        try:
            self._write(result=name, result_name=filename[:120])
        except Abandoned:
            media().delete(name)
            raise

    def set_data(self, data: dict[str, Any]) -> None:
        """Keep a result that is no file. ``data["url"]``, an address of the portal, is where the asker is sent."""
        self._write(data=data)

    def clear_leftovers(self) -> None:
        """Delete what earlier attempts at this job left; only the attempt that holds the job may."""
        self._write(lease_until=lease_end())
        beginning = f"{self._folder}/{self.job_id}-"
        for name in list(media().names(beginning)):
            if PurePosixPath(name).stem != f"{self.job_id}-{self.attempt}":
                media().delete(name)
        media().remove_unfinished(beginning)

    def clear_result(self) -> None:
        """Delete the file this attempt made as well: nobody wants it any more."""
        for name in list(media().names(f"{self._folder}/{self.job_id}-")):
            media().delete(name)
        self._write(result="", result_name="", data={})

    def _write(self, **values: Any) -> None:
        if not Job.objects.held(self.job_id, self.attempt).update(**values):
            raise Abandoned(f"job {self.job_id}, attempt {self.attempt}")
