"""The health page says what is, and what to do."""

from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest
from django.core.management import CommandError, call_command
from django.db import DatabaseError
from django.test import Client
from django.utils import timezone
from pytest_django import Settings

from congress.accounts.models import User
from congress.jobs import operations as jobs
from congress.jobs.models import Job, JobState
from congress.operating import lines as health
from congress.operating import operations, signs
from congress.operating.lines import BAD, NEAR, WELL, Line
from congress.operating.models import AuditCheck, Backup, BackupKind, OperatingPolicy, Sign, SignKind
from congress.operating.portal import todos

pytestmark = pytest.mark.django_db


def line(key: str) -> Line:
    return next(one for one in health.lines() if one.key == key)


def test_nobody_gives_a_sign(admin: User) -> None:
    assert [line(key).state for key in ("workers", "beat")] == [BAD, BAD]
    assert "celery -A congress worker" in line("workers").todo


def test_signs_of_life_are_counted_and_the_silent_named() -> None:
    for name in ("celery@甲", "celery@乙"):
        signs.give_sign(name, SignKind.WORKER)
    signs.give_sign("beat", SignKind.BEAT)
    assert (line("workers").state, line("beat").state) == (WELL, WELL)
    assert line("workers").words.startswith("2 个在工作")
    Sign.objects.filter(name="celery@乙").update(at=timezone.now() - timedelta(minutes=5))
    assert line("workers").state == NEAR
    assert "celery@乙" in line("workers").words
    signs.take_back("celery@甲")
    assert line("workers").state == BAD


def test_a_process_that_is_long_gone_is_forgotten() -> None:
    Sign.objects.create(name="celery@旧", kind=SignKind.WORKER, at=timezone.now() - timedelta(days=2))
    signs.give_sign("celery@新", SignKind.WORKER)
    assert [row.name for row in Sign.objects.all()] == ["celery@新"]


def test_no_sign_breaks_a_worker_whose_database_is_away(monkeypatch: pytest.MonkeyPatch) -> None:
    def away(*_args: object, **_kwargs: object) -> None:
        raise DatabaseError

    monkeypatch.setattr(Sign.objects, "update_or_create", away)
    signs.give_sign("celery@甲", SignKind.WORKER)


def test_beat_signs_when_the_broker_took_a_task(monkeypatch: pytest.MonkeyPatch) -> None:
    signs.sent()
    assert not Sign.objects.exists(), "a web process sends tasks as well"
    monkeypatch.setattr(signs, "_is_beat", True)
    monkeypatch.setattr(signs, "_beat_signed", float("-inf"))
    signs.sent()
    assert Sign.objects.get().kind == SignKind.BEAT


def test_jobs_that_wait_too_long_and_failed_ones(admin: User) -> None:
    job = jobs.start(kind="web.export", title="导出", actor=admin, params={})
    assert line("jobs").state == WELL
    Job.objects.update(created_at=timezone.now() - timedelta(minutes=30))
    assert (line("jobs").state, line("jobs").url) == (BAD, "/jobs/all/?state=queued")
    Job.objects.filter(pk=job.pk).update(state=JobState.FAILED, finished_at=timezone.now())
    assert (line("jobs").state, line("jobs").url) == (NEAR, "/jobs/all/?state=failed")


def test_little_room_on_a_disk() -> None:
    assert line("disk").state == WELL
    OperatingPolicy.objects.create(pk=1, free_gb=30_000)
    assert line("disk").state == BAD


def test_an_old_backup_is_told(places: Path) -> None:
    assert line("backup").words == "还没有备份"
    folder = places / "backups" / "x"
    folder.mkdir(parents=True)
    (folder / "manifest.json").touch()
    made = {"kind": BackupKind.MANUAL, "size": 1, "files": 1, "rows": 1, "audit_seq": 1}
    row = Backup.objects.create(name="x", made_at=timezone.now() - timedelta(hours=1), **made)
    assert line("backup").state == WELL
    Backup.objects.filter(pk=row.pk).update(made_at=timezone.now() - timedelta(days=3))
    assert line("backup").state == BAD
    (folder / "manifest.json").unlink()
    assert line("backup").words == "还没有备份", "a folder that is gone is no backup"


def test_the_audit_line_keeps_what_was_found(admin: User, tower: Client) -> None:
    assert line("audit").state == NEAR
    operations.verify_audit(actor=admin)
    assert line("audit").state == WELL
    operations.ask_verification(actor=admin)
    AuditCheck.objects.create(seconds=1, count=2, head="", broken_at=3, reason="这一条被删去")
    assert line("audit").state == BAD
    assert "在第 3 条断开" in tower.get("/operations/").content.decode()


def test_a_server_without_redis(settings: Settings) -> None:
    settings.REDIS_URL = "redis://127.0.0.1:1/0"
    settings.REDIS_PREFIX = "portal"
    assert (line("broker").state, line("broker").words) == (BAD, "Redis 没有应答")


def test_what_cannot_be_found_out_is_bad(monkeypatch: pytest.MonkeyPatch) -> None:
    def away(_policy: object) -> Any:
        raise DatabaseError

    monkeypatch.setattr(health, "_LOOKS", (away,))
    assert [one.state for one in health.lines()] == [BAD]


def test_the_command_says_the_same_and_fails_when_something_is_bad(
    capsys: pytest.CaptureFixture[str],
) -> None:
    with pytest.raises(CommandError, match="后台程序"):
        call_command("health")
    assert "正常　数据库：" in capsys.readouterr().out


def test_what_is_bad_waits_on_the_administrators_home_page(tower: Client, admin: User) -> None:
    assert {todo.menu for todo in todos(admin)} == {"operating:index"}
    assert "0 个在工作" in tower.get("/").content.decode()


def test_index_queries(tower: Client, django_assert_max_num_queries: Any) -> None:
    tower.get("/operations/")
    with django_assert_max_num_queries(24):
        tower.get("/operations/")
