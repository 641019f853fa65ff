"""The Celery side: long work about backups and the audit trail."""

from __future__ import annotations

from celery import shared_task
from django.urls import reverse
from django.utils import timezone

from congress.jobs.registry import JobError, JobRun, job_kind
from congress.operating import operations, rehearsing, restoring, store
from congress.operating.models import Backup, BackupKind
from congress.web.backup.manifest import BackupError

#: A restore may take longer than any job.
RESTORE_SECONDS = 6 * 60 * 60


@job_kind(operations.BACK_UP)
def back_up(run: JobRun) -> None:
    """Make a backup; after a nightly one delete the surplus and walk the audit chain."""
    kind = BackupKind(run.params["kind"])

    def tell(done: int, of: int) -> None:
        run.progress(5 + 85 * done // max(of, 1), "正在备份")

    try:
        made = store.make(kind=kind, actor=run.actor, tell=tell)
    except BackupError as error:
        raise JobError(str(error)) from error
    if kind == BackupKind.NIGHTLY:
        operations.prune()
        operations.verify_audit(actor=None)
    run.set_data({"url": reverse("operating:backup", args=[made.pk]), "backup": made.name})


@job_kind(operations.CHECK)
def check(run: JobRun) -> None:
    """Compare a backup with its manifest."""
    row = store.check(_row(run), lambda done, of: run.progress(100 * done // max(of, 1), "正在核对每个文件"))
    run.set_data({"url": reverse("operating:backup", args=[row.pk])})
    if row.check_note:
        raise JobError(row.check_note)


@job_kind(operations.REHEARSE)
def rehearse(run: JobRun) -> None:
    """Restore a backup on the side."""
    row = _row(run)
    try:
        seconds = rehearsing.rehearse(row, lambda done, of: run.progress(100 * done // of, "正在试恢复"))
        row.rehearsed_well = True
        same = f"{row.rows:,} 行数据、{row.files:,} 个文件与备份时一样，操作记录首尾相接"
        row.rehearsed = f"能恢复：{same}，用了 {seconds:.0f} 秒"
    except BackupError as error:
        row.rehearsed_well, row.rehearsed = False, str(error)[:300]
    row.rehearsed_at = timezone.now()
    row.save(update_fields=["rehearsed_at", "rehearsed", "rehearsed_well"])
    run.set_data({"url": reverse("operating:backup", args=[row.pk])})
    if not row.rehearsed_well:
        raise JobError(row.rehearsed)


@job_kind(operations.VERIFY)
def verify_audit(run: JobRun) -> None:
    """Walk the audit chain; the result stands on the health page."""
    run.progress(5, "正在逐条核对")
    found = operations.verify_audit(actor=run.actor)
    run.set_data({"url": reverse("operating:index")})
    if found.broken_at:
        raise JobError(f"操作记录在第 {found.broken_at:,} 条断开：{found.reason}")


def _row(run: JobRun) -> Backup:
    row = Backup.objects.filter(pk=run.params["backup"]).first()
    if row is None or not row.is_there:
        raise JobError("这份备份已经不在了")
    return row


@shared_task(name="congress.operating.tasks.back_up_nightly")
def back_up_nightly() -> None:
    """Every quarter of an hour: is tonight's backup due?"""
    operations.nightly(now=timezone.now())


@shared_task(  # type: ignore[call-overload,untyped-decorator] # an option of the portal's own tasks
    name=restoring.TASK,
    works_in_maintenance=True,
    soft_time_limit=RESTORE_SECONDS,
    time_limit=RESTORE_SECONDS + 60,
)
def restore_asked() -> None:
    """Restore the backup that was asked for."""
    restoring.run()
