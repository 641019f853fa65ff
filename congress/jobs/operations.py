"""What can happen to a job: asked for, begun, ended, lost and found again."""

import logging
from datetime import timedelta
from typing import Any

from django.conf import settings
from django.db import transaction
from django.db.models import F, OuterRef, Q, Subquery
from django.urls import reverse
from django.utils import timezone

from congress.access.exceptions import Conflict
from congress.accounts.models import User
from congress.audit import operations as audit
from congress.celery import app
from congress.jobs.models import TRIES, Job, JobQuerySet, JobState
from congress.jobs.registry import JobRun, lease_end
from congress.notices import operations as notices

log = logging.getLogger(__name__)

RUN_TASK = "congress.jobs.tasks.run_job"
#: A queued job older than this (seconds) may have lost its wake-up call.
CALL_LOST_AFTER = 5
#: A sweep calls for at most this many jobs, the oldest first, so that calls do not pile up.
CALLS_PER_SWEEP = 20
#: Limits of talking to a broker that may be away: together they stay within a second (see ``wake``).
CALL_TIMEOUTS = {"socket_connect_timeout": 0.3, "socket_timeout": 0.3, "max_retries": 0}

LOST_MESSAGE = f"处理这项任务的程序中断了 {TRIES} 次，没有做完。请稍后重新做；还不行，请告诉系统管理员。"


def start(*, kind: str, title: str, actor: User | None, params: dict[str, Any], subject: str = "") -> Job:
    """Ask for a long task; it begins when the transaction is committed and a worker is free.

    ``params`` must be plain JSON values. ``subject`` is ``subject_of(record)``. Without an actor the portal
    itself asks, and nobody gets a notice. A broker that is away delays the job, it does not lose it.
    """
    with transaction.atomic():
        job = Job.objects.create(
            kind=kind, title=title[:120], asked_by=actor, params=params, subject=subject, message="排队等候"
        )
        audit.record(actor=actor, verb="jobs:start", obj=job, after={"kind": kind, "subject": subject})
        transaction.on_commit(lambda: wake(job.pk))
    return job


def wake(job_id: int, *, expires: float | None = None) -> bool:
    """Call a worker for a job; false when the broker is away, which costs at most about a second.

    A connection of its own, because the shared pool of the process waits longer.
    """
    try:
        with app.connection_for_write(
            connect_timeout=CALL_TIMEOUTS["socket_connect_timeout"],
            transport_options={**app.conf.broker_transport_options, **CALL_TIMEOUTS},
        ) as connection:
            app.send_task(RUN_TASK, args=[job_id], connection=connection, retry=False, expires=expires)
    except Exception:
        # Whatever the reason, the row is kept and the sweep calls again: that is what the row is for.
        log.exception("Broker away: job %s is kept and will be called for again", job_id)
        return False
    return True


def claim(*, job_id: int) -> JobRun | None:
    """Take a job that is queued, or running with a lease that has passed; none when another worker has it.

    One conditional UPDATE decides, so of two workers that call at once exactly one gets the job.
    """
    lost = Q(state=JobState.RUNNING, lease_until__lt=timezone.now(), cancelled_at__isnull=True)
    free = Q(state=JobState.QUEUED) | lost
    with transaction.atomic():
        taken = (
            Job.objects.filter(free, pk=job_id, tries_left__gt=0).update(
                state=JobState.RUNNING,
                attempt=F("attempt") + 1,
                tries_left=F("tries_left") - 1,
                lease_until=lease_end(),
                started_at=timezone.now(),
                percent=0,
                message="已经开始",
                result="",
                result_name="",
                data={},
            )
            == 1
        )
        return JobRun(Job.objects.select_related("asked_by").get(pk=job_id)) if taken else None


def finish(*, run: JobRun) -> bool:
    """Mark the job done and tell the asker; false when another attempt has taken it over."""
    return _end(run, JobState.DONE, "已做好", percent=100)


def fail(*, run: JobRun, message: str) -> bool:
    """Mark the job failed with a reason the asker can read; false when another attempt has taken it over."""
    return _end(run, JobState.FAILED, message)


def stop(*, run: JobRun) -> bool:
    """Mark the job cancelled at the place where its handler stopped; false when another attempt has it."""
    return _end_where(Job.objects.held(run.job_id, run.attempt), run.job_id, JobState.CANCELLED, None)


def _end(run: JobRun, state: JobState, message: str, **values: Any) -> bool:
    return _end_where(Job.objects.held(run.job_id, run.attempt), run.job_id, state, message, **values)


def _end_where(held: JobQuerySet, job_id: int, state: JobState, message: str | None, **values: Any) -> bool:
    """End the job if it is still as ``held`` says, and tell the asker. Without a message: who cancelled it."""
    with transaction.atomic():
        if message is None:
            by = User.objects.filter(pk__in=Job.objects.filter(pk=job_id).values("cancelled_by")).first()
            message = f"{by.name if by else '系统'}取消了这项任务"
        ended = held.update(
            state=state, message=message[:400], lease_until=None, finished_at=timezone.now(), **values
        )
        if ended:
            _tell(Job.objects.select_related("asked_by").get(pk=job_id))
    return bool(ended)


def release(*, job_id: int) -> None:
    """Let go of a job whose worker is known to be dead, so that it need not wait for its lease to pass."""
    with transaction.atomic():
        Job.objects.filter(pk=job_id, state=JobState.RUNNING).update(
            lease_until=timezone.now() - timedelta(seconds=1), message="处理程序中断，正在重新安排"
        )
        transaction.on_commit(lambda: wake(job_id))


def give_up(*, job_id: int) -> bool:
    """Mark a job failed that was lost as often as it may be begun."""
    lost = Job.objects.abandoned().filter(pk=job_id, tries_left=0)
    return _end_where(lost, job_id, JobState.FAILED, LOST_MESSAGE)


def cancel(*, job: Job, actor: User) -> Job:
    """Stop a job: at once while it waits or its worker is gone, else where its handler says how far it is.

    409 when it has ended, or is to stop already.
    """
    with transaction.atomic():
        idle = Q(state=JobState.QUEUED) | Q(state=JobState.RUNNING, lease_until__lt=timezone.now())
        rows = Job.objects.filter(pk=job.pk, cancelled_at__isnull=True)
        if not rows.filter(state__in=[JobState.QUEUED, JobState.RUNNING]).update(
            cancelled_by=actor, cancelled_at=timezone.now()
        ):
            raise Conflict("任务已经结束，或者已经在取消，不用再取消")
        _end_where(Job.objects.filter(idle, pk=job.pk), job.pk, JobState.CANCELLED, None)
        job.refresh_from_db()
        audit.record(actor=actor, verb="jobs:cancel", obj=job)
    return job


def retry(*, job: Job, actor: User) -> Job:
    """Do a failed or cancelled job again, from the beginning. 409 when it is neither."""
    with transaction.atomic():
        again = Job.objects.filter(pk=job.pk, state__in=[JobState.FAILED, JobState.CANCELLED]).update(
            state=JobState.QUEUED,
            tries_left=TRIES,
            percent=0,
            message="排队等候",
            finished_at=None,
            started_at=None,
            cancelled_by=None,
            cancelled_at=None,
        )
        if not again:
            raise Conflict("只有没做成或者取消了的任务才能重新做")
        job.refresh_from_db()
        audit.record(actor=actor, verb="jobs:retry", obj=job)
        transaction.on_commit(lambda: wake(job.pk))
    return job


def sweep() -> dict[str, int]:
    """Call again for jobs whose call was lost or whose worker died; give up on those out of tries.

    Returns how many were ``called`` for and ``given_up``. What somebody cancelled before its worker died has ended.
    """
    for pk in Job.objects.abandoned().filter(cancelled_at__isnull=False).values_list("pk", flat=True):
        _end_where(Job.objects.abandoned().filter(pk=pk), pk, JobState.CANCELLED, None)
    given_up = sum(
        give_up(job_id=pk) for pk in Job.objects.abandoned().filter(tries_left=0).values_list("pk", flat=True)
    )
    waiting = Q(state=JobState.QUEUED, created_at__lt=timezone.now() - timedelta(seconds=CALL_LOST_AFTER))
    lost = Q(state=JobState.RUNNING, lease_until__lt=timezone.now())
    due = Job.objects.filter(waiting | lost, tries_left__gt=0).order_by("id").values_list("pk", flat=True)
    called = 0
    for pk in due[:CALLS_PER_SWEEP]:
        if not wake(pk, expires=settings.JOB_SWEEP_SECONDS):
            break
        called += 1
    return {"called": called, "given_up": given_up}


def _tell(job: Job) -> None:
    own = job.state == JobState.CANCELLED and job.cancelled_by_id == job.asked_by_id
    if job.asked_by is None or own:
        return
    done = job.state == JobState.DONE
    words = {JobState.DONE: "已做好", JobState.CANCELLED: "已取消"}.get(JobState(job.state), "没有做成")
    notices.send(
        to=[job.asked_by],
        title=f"{job.title}{words}",
        text="" if done else job.message,
        url=job.data.get("url") or reverse("jobs:progress", args=[job.pk]),
        key=f"job:{job.pk}:{job.attempt}",
    )


def clear_old_results(*, days: int) -> int:
    """Delete result files of jobs that ended more than ``days`` days ago; the rows stay. Returns how many.

    The newest result about a record is kept, however old: it is what the record's page shows.
    """
    newest = Job.objects.filter(kind=OuterRef("kind"), subject=OuterRef("subject"), state=JobState.DONE)
    old = Job.objects.filter(state=JobState.DONE, finished_at__lt=timezone.now() - timedelta(days=days))
    about_records = old.exclude(subject="").exclude(pk=Subquery(newest.order_by("-id").values("pk")[:1]))
    count = 0
    for job in (old.filter(subject="") | about_records).exclude(result=""):
        job.result.delete(save=False)
        Job.objects.filter(pk=job.pk).update(result="")
        count += 1
    return count
