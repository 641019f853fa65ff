"""Background work of messages: what goes out, and what comes back every month."""

from __future__ import annotations

from celery import shared_task

from congress.jobs.registry import JobRun, job_kind
from congress.notices.enums import DispatchState
from congress.notices.operations import dispatching, reminders


@job_kind(dispatching.JOB)
def dispatch(run: JobRun) -> None:
    """Send the e-mails and text messages that are due. Run twice, it sends each once."""
    done = dispatching.send_due(lambda n, of: run.progress(100 * n // of, f"已处理 {n}／{of}"))
    run.set_data({"sent": done[DispatchState.SENT], "failed": done[DispatchState.FAILED]})


@shared_task(name="congress.notices.tasks.call_when_due")
def call_when_due() -> None:
    """Every few minutes: what waited for the morning, and what is tried again."""
    dispatching.call_when_due()


@shared_task(name="congress.notices.tasks.fire_reminders")
def fire_reminders() -> None:
    """Every hour of the day: reminders that fell due, also on days when nobody asked. Run twice, it sends once."""
    reminders.fire_due()
