"""Backups in the pages: made, checked, rehearsed, carried away, deleted; the nightly one."""

import io
import tarfile
from datetime import datetime, timedelta
from pathlib import Path

import pytest
import time_machine
from django.test import Client
from django.utils import timezone

from congress.access.exceptions import Conflict
from congress.accounts.models import User
from congress.audit.models import AuditEvent
from congress.jobs import tasks as job_tasks
from congress.jobs.models import Job, JobState
from congress.operating import operations, store, tasks
from congress.operating.models import AuditCheck, Backup, BackupKind, BackupState, OperatingPolicy
from congress.web.backup import databases
from congress.web.backup.databases import Saved, Vendor
from congress.web.storage import media

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def small_database(monkeypatch: pytest.MonkeyPatch) -> None:
    """A backup whose database is one small file; whole ones are made in tests/backup."""

    def save(path: Path) -> Saved:
        path.write_bytes(b"rows")
        return Saved(0, "", {"accounts_user": 1})

    vendor = Vendor("database.small", save, lambda _path: None)
    monkeypatch.setattr(databases, "vendor", lambda: vendor)
    monkeypatch.setattr(databases, "is_in_transaction", lambda: False)


def run(job: Job) -> Job:
    """What a worker does with it."""
    job_tasks.run_job(job.pk)
    job.refresh_from_db()
    return job


@pytest.fixture
def backup(admin: User, monkeypatch: pytest.MonkeyPatch) -> Backup:
    media().put("bulletins/1.pdf", b"%PDF-1.7 pages")
    return store.make(kind=BackupKind.MANUAL, actor=admin)


def another(day: datetime, kind: BackupKind = BackupKind.NIGHTLY) -> Backup:
    with time_machine.travel(day, tick=False):
        return store.make(kind=kind, actor=None)


def test_a_backup_says_what_is_in_it(backup: Backup) -> None:
    assert (backup.files, backup.rows, backup.made_by, backup.version) == (2, 1, "陆远", "0.1.0")
    assert (store.folder_of(backup) / "media" / "bulletins" / "1.pdf").read_bytes() == b"%PDF-1.7 pages"
    assert store.folder_of(backup).stat().st_mode & 0o077 == 0, "it holds everything: for its owner only"


def test_damage_is_found_and_such_a_backup_restores_nothing(
    backup: Backup, admin: User, tower: Client
) -> None:
    assert store.check(backup).check_note == ""
    (store.folder_of(backup) / "media" / "bulletins" / "1.pdf").write_bytes(b"%PDF-1.7 other")
    assert store.check(backup).state == BackupState.DAMAGED
    assert "bulletins/1.pdf 与备份时不同" in tower.get(f"/operations/backups/{backup.pk}/").content.decode()
    with pytest.raises(Conflict):
        operations.ask_restore(backup=backup, actor=admin, password="an-lan-2026-portal", name=backup.name)


def test_download_is_one_archive_of_every_file_and_is_written_down(backup: Backup, tower: Client) -> None:
    answer = tower.post(f"/operations/backups/{backup.pk}/download/")
    content = b"".join(answer.streaming_content)  # type: ignore[attr-defined]
    with tarfile.open(fileobj=io.BytesIO(content)) as archive:
        names = archive.getnames()
        pages = archive.extractfile(f"{backup.name}/media/bulletins/1.pdf")
        assert pages is not None
        assert pages.read() == b"%PDF-1.7 pages"
    assert sorted(names) == [
        f"{backup.name}/{name}" for name in ("database.small", "manifest.json", "media/bulletins/1.pdf")
    ]
    assert AuditEvent.objects.latest("seq").verb == "operating:download"
    assert tower.get(f"/operations/backups/{backup.pk}/download/").status_code == 405


def test_the_last_whole_backup_is_never_deleted(
    backup: Backup, tower: Client, django_capture_on_commit_callbacks: object
) -> None:
    address = f"/operations/backups/{backup.pk}/remove/"
    assert tower.post(address, {"reason": "旧了"}).status_code == 409
    assert store.folder_of(backup).exists()


def test_deleting_asks_for_the_reason(backup: Backup, tower: Client) -> None:
    another(timezone.now() + timedelta(days=1))
    address = f"/operations/backups/{backup.pk}/remove/"
    assert tower.post(address).status_code == 200
    assert store.folder_of(backup).exists()
    tower.post(address, {"reason": "旧了"})
    backup.refresh_from_db()
    assert (backup.state, backup.removed_reason) == (BackupState.REMOVED, "旧了")


def test_folders_that_came_or_went_are_noticed(backup: Backup) -> None:
    copied = store.folder() / "2026-01-01_020000"
    store.folder_of(backup).rename(copied)
    store.notice()
    backup.refresh_from_db()
    assert backup.state == BackupState.GONE
    assert Backup.objects.get(name=copied.name).rows == 1
    (store.folder() / "no-backup").mkdir()
    store.notice()
    assert Backup.objects.count() == 2


def test_no_room_no_backup(backup: Backup, admin: User, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(store, "free_bytes", lambda: 1)
    job = run(operations.ask_backup(actor=admin))
    assert job.state == JobState.FAILED
    assert "请先删掉旧备份" in job.message


def test_asked_for_twice_it_is_made_once(admin: User) -> None:
    operations.ask_backup(actor=admin)
    with pytest.raises(Conflict):
        operations.ask_backup(actor=admin)


@pytest.mark.parametrize(
    ("hour", "wanted"), [("2026-11-22 01:59", False), ("2026-11-22 02:00", True), ("2026-11-22 09:00", True)]
)
def test_the_nightly_backup_is_made_once_and_made_up_for(hour: str, wanted: bool) -> None:
    at = timezone.make_aware(datetime.fromisoformat(hour))
    another(timezone.make_aware(datetime.fromisoformat("2026-11-21 02:05")))
    with time_machine.travel(at, tick=False):
        tasks.back_up_nightly()
        tasks.back_up_nightly()
        assert Job.objects.count() == int(wanted)


def test_after_a_nightly_backup_the_surplus_goes_and_the_trail_is_walked(backup: Backup) -> None:
    OperatingPolicy.objects.create(pk=1, keep=2)
    now = timezone.now()
    for days in (4, 3, 2):
        another(now - timedelta(days=days))
    job = operations.nightly(now=now)
    assert job is not None
    assert run(job).state == JobState.DONE
    kept = Backup.objects.whole().filter(kind=BackupKind.NIGHTLY)
    assert kept.count() == 2
    assert Backup.objects.whole().filter(pk=backup.pk).exists(), "made by hand: stays"
    assert AuditCheck.objects.count() == 1


def test_restoring_asks_who_and_what(backup: Backup, tower: Client, monkeypatch: pytest.MonkeyPatch) -> None:
    asked: list[object] = []
    monkeypatch.setattr("congress.operating.restoring.ask", lambda **given: asked.append(given))
    address = f"/operations/backups/{backup.pk}/restore/"
    page = tower.get(address).content.decode()
    assert f"manage.py restore --force {store.folder_of(backup)}" in page
    for given, words in (
        ({"name": backup.name, "password": "wrong"}, "密码不对"),
        ({"name": "别的", "password": "an-lan-2026-portal"}, "要与备份的名称一样"),
    ):
        answer = tower.post(address, given)
        assert answer.status_code == 200
        assert words in answer.content.decode()
    assert asked == []
    good = tower.post(address, {"name": backup.name, "password": "an-lan-2026-portal"})
    assert good["Location"] == "/operations/restoring/"
    assert AuditEvent.objects.latest("seq").verb == "operating:ask_restore"


def test_pages_of_backups(backup: Backup, tower: Client) -> None:
    assert "2026" in tower.get("/operations/backups/").content.decode()
    for page in (
        "backups/make/",
        f"backups/{backup.pk}/",
        "policy/",
        "restoring/",
        f"backups/{backup.pk}/remove/",
    ):
        assert tower.get(f"/operations/{page}").status_code == 200, page
    assert tower.post("/operations/backups/make/").status_code == 302
    saved = tower.post(
        "/operations/policy/",
        {"nightly": "on", "hour": "3", "keep": "9", "warn_hours": "30", "free_gb": "5", "audit_days": "8"},
    )
    assert saved.status_code == 302
    assert OperatingPolicy.objects.get().keep == 9
    assert AuditEvent.objects.latest("seq").verb == "operating:set_policy"
    assert tower.post("/operations/policy/", {"hour": "24"}).status_code == 200
