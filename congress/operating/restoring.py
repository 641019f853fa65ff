"""Restoring a backup from the page: the one thing that no row of the database can speak of, because it is exchanged.

What was asked, how far it is and how it ended stands in ``restore.json`` beside the backups. A worker does it, as a
task of its own and no job: the portal goes into maintenance, sessions of others at the database are ended, the present
state is backed up, the backup is put in its place, and what that backup knows of people at work is laid down. When
anything fails after that the state of before is put back; only if that fails too the portal stays closed.
"""

from __future__ import annotations

import json
import logging
import time
from contextlib import suppress
from dataclasses import asdict, dataclass, replace
from pathlib import Path

from celery import current_app
from django.conf import settings
from django.core.cache import caches
from django.db import transaction
from django.utils import timezone

from congress.accounts.models import User
from congress.audit import operations as audit
from congress.jobs.files import write_whole
from congress.jobs.models import Job, JobState
from congress.jobs.operations import CALL_TIMEOUTS
from congress.operating import store
from congress.operating.models import Backup, BackupKind
from congress.web import maintenance
from congress.web.backup import databases, manifest
from congress.web.backup.manifest import BackupError
from congress.web.backup.operations import restore
from congress.web.parts import Step

log = logging.getLogger(__name__)

TASK = "congress.operating.tasks.restore_asked"
STEPS = (
    "核对备份的每个文件",
    "停止办公，等手头的事办完",
    "备份现在的数据",
    "换上备份的数据，核对",
    "重新开放",
)
#: Seconds for running jobs to end before they are stopped.
PATIENCE = 60
#: Seconds after which nobody will begin what was asked: no worker runs.
ASKED_FOR = 300
INTERRUPTED = "系统用备份恢复了数据，这项任务当时没有做完。还需要的，请重新做。"


@dataclass(frozen=True)
class Restoring:
    """The last restore that was asked for. ``state``: asked, running, done, failed (as before), broken (closed)."""

    name: str
    username: str
    person: str
    asked_at: float
    state: str = "asked"
    step: int = 0
    message: str = ""
    before: str = ""
    ended_at: str = ""

    @property
    def is_active(self) -> bool:
        """Whether it is still to end."""
        waits = self.state == "asked" and time.time() - self.asked_at < ASKED_FOR
        return waits or self.state == "running"


def _file() -> Path:
    return store.folder() / "restore.json"


def last() -> Restoring | None:
    """What was asked for last; none before anybody did."""
    try:
        return Restoring(**json.loads(_file().read_text(encoding="utf-8")))
    except (FileNotFoundError, ValueError, TypeError):
        return None


def _write(now: Restoring) -> Restoring:
    write_whole(_file(), json.dumps(asdict(now), ensure_ascii=False).encode())
    return now


def steps(now: Restoring | None) -> list[Step]:
    """The steps of the last restore, for a page."""
    if now is None:
        return []
    ended = now.state == "done"
    shown = []
    for number, label in enumerate(STEPS):
        done = ended or number < now.step
        shown.append(
            Step(label, state="done" if done else "now" if number == now.step and now.is_active else "")
        )
    return shown


def ask(*, backup: Backup, actor: User) -> Restoring:
    """Note what is wanted and call a worker. Raises :class:`BackupError` when one is at it or the broker is away."""
    present = last()
    if present is not None and present.is_active:
        raise BackupError("已经有一次恢复在进行，请等它结束")
    wanted = _write(Restoring(backup.name, actor.username, actor.name, time.time()))
    (store.folder() / "restore.asked").touch()
    try:
        with current_app.connection_for_write(
            connect_timeout=CALL_TIMEOUTS["socket_connect_timeout"],
            transport_options={**current_app.conf.broker_transport_options, **CALL_TIMEOUTS},
        ) as link:
            current_app.send_task(TASK, connection=link, retry=False, expires=ASKED_FOR)
    except Exception as error:
        log.exception("Nobody could be called for the restore")
        _write(replace(wanted, state="failed", message="消息服务不在，没有开始"))
        raise BackupError("消息服务（Redis）不在，恢复没有开始。数据没有动") from error
    return wanted


def run() -> None:
    """Do what was asked, once: who takes the mark away has it."""
    wanted = last()
    try:
        (store.folder() / "restore.asked").unlink()
    except FileNotFoundError:
        return
    if wanted is None or wanted.state != "asked" or not wanted.is_active:
        return
    try:
        _exchange(_write(replace(wanted, state="running")))
    except Exception as error:
        log.exception("Restore of %s", wanted.name)
        _fail(error)


def _step(now: Restoring, number: int) -> Restoring:
    maintenance_words = f"平台正在维护：{STEPS[number]}（第 {number + 1} 步，共 {len(STEPS)} 步）"
    if number:
        maintenance.begin(maintenance_words)
    return _write(replace(now, step=number))


def _exchange(now: Restoring) -> None:
    place = store.folder() / now.name
    now = _step(now, 0)
    manifest.check(place, manifest.read(place))
    now = _step(now, 1)
    time.sleep(maintenance.KEPT * 2)  # until every process has seen it
    _wait_for_jobs()
    databases.end_other_sessions()
    now = _step(now, 2)
    person = User.objects.filter(username=now.username).first()
    before = store.make(kind=BackupKind.BEFORE_RESTORE, actor=person)
    now = _step(replace(now, before=before.name), 3)
    restore(place, force=True)
    _lay_down(now, "operating:restore", {"backup": now.name, "by": now.person, "before": now.before})
    _step(now, 4)
    _open(replace(now, state="done", step=4, message="已恢复，核对无误"))


def _fail(error: Exception) -> None:
    """Put back what was there, if anything was taken away; the portal opens again unless that fails too."""
    now = last()
    if now is None:
        return
    why = (
        str(error)
        if isinstance(error, BackupError | OSError)
        else f"处理时出了错（{type(error).__name__}），已经记录下来"
    )
    if now.before:
        try:
            restore(store.folder() / now.before, force=True)
            facts = {"backup": now.name, "by": now.person, "reason": why[:300]}
            _lay_down(now, "operating:restore_failed", facts)
        except Exception:
            log.exception("What was there before is not back either")
            maintenance.begin("平台暂停使用：恢复没有做成，系统管理员正在处理")
            _write(replace(now, state="broken", message=why[:500], ended_at=_moment()))
            return
        why = f"{why}。已经换回恢复以前的数据"
    _open(replace(now, state="failed", message=why[:500]))


def _open(ended: Restoring) -> None:
    _write(replace(ended, ended_at=_moment()))
    maintenance.end()


def _moment() -> str:
    return timezone.localtime().isoformat(timespec="seconds")


def _wait_for_jobs() -> None:
    """Give running jobs some time; what they write afterwards is fenced off, or refused by the database."""
    until = time.monotonic() + PATIENCE
    while time.monotonic() < until:
        if not Job.objects.filter(state=JobState.RUNNING, lease_until__gte=timezone.now()).exists():
            return
        time.sleep(1)


def _lay_down(now: Restoring, verb: str, facts: dict[str, str]) -> None:
    """Nobody is signed in and nothing is at work in the restored database; its audit trail says what was done."""
    with transaction.atomic():
        # Sessions lie in a table of the library; whoever was signed in then need not be allowed to today.
        databases.empty_table("django_session")
        Job.objects.filter(state__in=[JobState.QUEUED, JobState.RUNNING]).update(
            state=JobState.FAILED, message=INTERRUPTED, lease_until=None, finished_at=timezone.now()
        )
        store.notice()
        row = Backup.objects.filter(name=now.name).first()
        if row is not None:
            audit.record(
                actor=User.objects.filter(username=now.username).first(), verb=verb, obj=row, after=facts
            )
    for name in settings.CACHES:
        with suppress(Exception):  # a cache that is away remembers nothing either
            caches[name].clear()
