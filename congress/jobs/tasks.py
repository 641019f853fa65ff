"""The Celery side of jobs."""

import logging
import threading
from typing import Any

from billiard.exceptions import SoftTimeLimitExceeded, WorkerLostError
from celery import shared_task
from celery.signals import task_failure, worker_process_init
from django.conf import settings
from django.db import Error as DatabaseError
from django.db import connection

from congress.jobs import operations
from congress.jobs.files import FULL
from congress.jobs.models import Job
from congress.jobs.registry import Abandoned, Cancelled, JobError, JobRun, handler_of, lease_end
from congress.web.storage import media

log = logging.getLogger(__name__)

DAY = 24 * 60 * 60
FULL_MESSAGE = "存放文件的磁盘已满，结果没有存下。请告诉系统管理员腾出空间，再点“重新做”。"


@shared_task(name=operations.RUN_TASK)
def run_job(job_id: int) -> None:
    """Do one job, if it is still to be done and nobody else is at it."""
    run = operations.claim(job_id=job_id)
    if run is None:
        return
    try:
        with Heartbeat(run):
            _do(run)
    except Abandoned:
        log.warning("Job %s, attempt %s: another attempt has taken over", run.job_id, run.attempt)


def _do(run: JobRun) -> None:
    """Run the handler and end the job one way or the other."""
    kind = Job.objects.values_list("kind", flat=True).get(pk=run.job_id)
    handler = handler_of(kind)
    if handler is None:
        log.error("Job %s: this worker has no handler for %s", run.job_id, kind)
        operations.fail(run=run, message="这台服务器还不会做这种任务，多半是刚升级，请稍后重新做。")
        return
    try:
        handler(run)
        run.clear_leftovers()
    except Abandoned:
        raise
    except Cancelled:
        run.clear_result()
        operations.stop(run=run)
    except Exception as error:
        run.clear_leftovers()
        operations.fail(run=run, message=_in_words(run, error))
    else:
        operations.finish(run=run)


def _in_words(run: JobRun, error: Exception) -> str:
    """What went wrong, for the asker; the traceback goes to the log."""
    if isinstance(error, JobError):
        log.warning("Job %s failed: %s", run.job_id, error)
        return str(error)
    log.error("Job %s failed", run.job_id, exc_info=error)
    if isinstance(error, OSError) and error.errno in FULL:
        return FULL_MESSAGE
    if isinstance(error, SoftTimeLimitExceeded):
        return f"做了 {settings.CELERY_TASK_SOFT_TIME_LIMIT // 60} 分钟还没有做完，已经停下。请缩小范围再做。"
    if isinstance(error, MemoryError):
        return "内存不够，没有做完。请缩小范围再做，或告诉系统管理员。"
    return f"处理时出了错，已经记录下来。请重新做一次；还不行，请把编号 J{run.job_id} 告诉系统管理员。"


class Heartbeat:
    """Renews the lease while the handler works, however long one step of it takes.

    The lease then says “the process lives”; a handler that never ends is stopped by Celery's time limit.
    """

    def __init__(self, run: JobRun) -> None:
        self._run = run
        self._stop = threading.Event()
        self._thread = threading.Thread(target=self._beat, name=f"job-{run.job_id}-lease", daemon=True)

    def __enter__(self) -> None:
        self._thread.start()

    def __exit__(self, *_exc: object) -> None:
        self._stop.set()
        self._thread.join()

    def _beat(self) -> None:
        try:
            while not self._stop.wait(settings.JOB_LEASE_SECONDS / 3):
                try:
                    Job.objects.held(self._run.job_id, self._run.attempt).update(lease_until=lease_end())
                except DatabaseError:
                    # The next beat may still come in time; if not, the job starts again elsewhere.
                    log.exception("Job %s: lease not renewed", self._run.job_id)
        finally:
            connection.close()  # this thread's own


@shared_task(name="congress.jobs.tasks.sweep_jobs")
def sweep_jobs() -> None:
    """Every few seconds: find jobs that were lost."""
    swept = operations.sweep()
    if any(swept.values()):
        log.warning("Jobs called for again: %(called)s, given up: %(given_up)s", swept)


@shared_task(name="congress.jobs.tasks.clear_old_results")
def clear_old_results() -> None:
    """Every night: result files that nobody will ask for again, and files nobody finished."""
    operations.clear_old_results(days=settings.JOB_RESULT_DAYS)
    parts = media().remove_unfinished(older_than_seconds=DAY)
    if parts:
        log.warning("Half-written files removed: %s", parts)


@task_failure.connect
def find_lost_job(sender: Any, exception: BaseException, args: Any, **_kwargs: Any) -> None:
    """A worker process was killed at work (the system was out of memory): call for its job again at once."""
    if sender.name == operations.RUN_TASK and isinstance(exception, WorkerLostError):
        operations.release(job_id=args[0])


@worker_process_init.connect
def warm_up(**_kwargs: Any) -> None:
    """Load the PDF renderer, for which the first job would otherwise wait."""
    # Heavy, and of no use to the web processes that import this module to ask for jobs.
    from congress.documents.pdf import renderer  # noqa: PLC0415

    renderer.warm_up()
