"""What the administrator can do: ask for backups, checks, rehearsals and restores; set the rule; delete."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime, timedelta
from typing import Any

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils import timezone

from congress.access.exceptions import Conflict
from congress.accounts.models import User
from congress.audit import operations as audit
from congress.audit import queries as audit_queries
from congress.jobs import operations as jobs
from congress.jobs.models import Job, JobState, subject_of
from congress.operating import restoring, store
from congress.operating.models import (
    AuditCheck,
    Backup,
    BackupKind,
    BackupState,
    OperatingPolicy,
    operating_policy,
)
from congress.web.backup.manifest import BackupError

BACK_UP, CHECK, REHEARSE, VERIFY = (
    "operating.back_up",
    "operating.check_backup",
    "operating.rehearse",
    "operating.verify_audit",
)
_ACTIVE = (JobState.QUEUED, JobState.RUNNING)


def _ask(kind: str, title: str, actor: User | None, subject: str, params: dict[str, Any]) -> Job:
    """A job, unless the same one is waiting or running already. 409 then."""
    if Job.objects.filter(kind=kind, subject=subject, state__in=_ACTIVE).exists():
        raise Conflict(f"“{title}”已经在排队或进行，请等它做完")
    return jobs.start(kind=kind, title=title, actor=actor, params=params, subject=subject)


@transaction.atomic
def ask_backup(*, actor: User) -> Job:
    """Ask for a backup of now."""
    return _ask(BACK_UP, "备份", actor, "operating", {"kind": BackupKind.MANUAL})


@transaction.atomic
def ask_check(*, backup: Backup, actor: User) -> Job:
    """Ask whether every file of a backup is what it was."""
    return _about(CHECK, f"核对备份 {backup.name}", backup, actor)


@transaction.atomic
def ask_rehearsal(*, backup: Backup, actor: User) -> Job:
    """Ask whether a backup can be restored."""
    return _about(REHEARSE, f"试恢复 {backup.name}", backup, actor)


def _about(kind: str, title: str, backup: Backup, actor: User) -> Job:
    row = Backup.objects.select_for_update().get(pk=backup.pk)
    if not row.is_there:
        raise Conflict("这份备份已经不在了")
    return _ask(kind, title, actor, subject_of(row), {"backup": row.pk})


@transaction.atomic
def ask_verification(*, actor: User) -> Job:
    """Ask whether the audit chain holds."""
    return _ask(VERIFY, "核对全部操作记录", actor, "audit", {})


def verify_audit(*, actor: User | None) -> AuditCheck:
    """Walk the audit chain and keep what was found."""
    began = timezone.now()
    verdict = audit_queries.verify()
    broken = verdict.broken
    return AuditCheck.objects.create(
        seconds=(timezone.now() - began).total_seconds(),
        count=verdict.count,
        head=verdict.head,
        broken_at=broken.seq if broken else None,
        reason=broken.reason if broken else "",
        asked_by=actor,
    )


@transaction.atomic
def note_download(*, backup: Backup, actor: User) -> Backup:
    """Write down who carries a backup away: it holds everything the portal holds."""
    row = Backup.objects.select_for_update().get(pk=backup.pk)
    if not row.is_there:
        raise Conflict("这份备份已经不在了")
    audit.record(actor=actor, verb="operating:download", obj=row, after={"size": row.size})
    return row


@transaction.atomic
def remove(*, backup: Backup, actor: User | None, reason: str) -> Backup:
    """Delete a backup. 409 for the last whole one: without it nothing could be restored."""
    rows = list(Backup.objects.select_for_update().exclude(state=BackupState.REMOVED).order_by("pk"))
    row = next((one for one in rows if one.pk == backup.pk), None)
    if row is None:
        raise Conflict("这份备份已经删除")
    if row.state == BackupState.WHOLE and store.is_last(row):
        raise Conflict("这是最后一份完整的备份，不能删。先备份一次，再来删")
    row.state, row.removed_at, row.removed_reason = BackupState.REMOVED, timezone.now(), reason
    row.save(update_fields=["state", "removed_at", "removed_reason"])
    audit.record(actor=actor, verb="operating:remove", obj=row, after={"reason": reason})
    transaction.on_commit(lambda: store.take_away(row))
    return row


@transaction.atomic
def ask_restore(*, backup: Backup, actor: User, password: str, name: str) -> Backup:
    """Ask that a backup takes the place of everything, by somebody who proves who they are and names it."""
    if not actor.check_password(password):
        raise ValidationError({"password": "密码不对，请填您自己现在的登录密码"})
    if name.strip() != backup.name:
        raise ValidationError({"name": f"要与备份的名称一样：{backup.name}"})
    row = Backup.objects.select_for_update().get(pk=backup.pk)
    if row.state != BackupState.WHOLE:
        raise Conflict("这份备份不完整，不能用来恢复")
    audit.record(actor=actor, verb="operating:ask_restore", obj=row, after={"backup": row.name})

    def call() -> None:
        try:
            restoring.ask(backup=row, actor=actor)
        except BackupError as error:
            raise Conflict(str(error)) from error

    transaction.on_commit(call)
    return row


@transaction.atomic
def set_policy(*, actor: User, values: Mapping[str, Any]) -> OperatingPolicy:
    """Change the rule about backups and limits."""
    OperatingPolicy.objects.get_or_create(pk=1)
    row = OperatingPolicy.objects.select_for_update().get(pk=1)
    before = {name: getattr(row, name) for name in values}
    for name, value in values.items():
        setattr(row, name, value)
    old, new = audit.changed(before, dict(values))
    if new:
        row.full_clean()
        row.save()
        audit.record(actor=actor, verb="operating:set_policy", obj=row, before=old, after=new)
    return row


def nightly(*, now: datetime) -> Job | None:
    """Ask for tonight's backup, once, when its hour has come; what a machine that was off missed is made up for."""
    policy = operating_policy()
    local = timezone.localtime(now)
    due = local.replace(hour=policy.hour, minute=0, second=0, microsecond=0)
    if due > local:
        due -= timedelta(days=1)
    made = Backup.objects.filter(kind=BackupKind.NIGHTLY, made_at__gte=due).exists()
    asked = Job.objects.filter(kind=BACK_UP, subject="operating.nightly", created_at__gte=due).exists()
    if not policy.nightly or made or asked:
        return None
    return jobs.start(
        kind=BACK_UP,
        title="每晚自动备份",
        actor=None,
        params={"kind": BackupKind.NIGHTLY},
        subject="operating.nightly",
    )


def prune() -> int:
    """Delete nightly backups beyond those to be kept, the oldest first; how many that were."""
    store.notice()
    keep = operating_policy().keep
    surplus = Backup.objects.whole().filter(kind=BackupKind.NIGHTLY).order_by("-made_at")[keep:]
    count = 0
    for row in reversed(list(surplus)):
        remove(backup=row, actor=None, reason=f"每晚自动备份留 {keep} 份")
        count += 1
    return count
