"""A backup is whole or not there, and what is not a whole backup is refused."""

import json
from pathlib import Path

import pytest
from django.core.management import CommandError, call_command
from pytest_django import Settings

from congress.web.backup.databases import Saved, Vendor


@pytest.fixture
def filled(monkeypatch: pytest.MonkeyPatch) -> list[Path]:
    """A database that is one small file; what it was filled from is noted here."""
    filled: list[Path] = []

    def save(path: Path) -> Saved:
        path.write_bytes(b"tables and rows")
        return Saved(0, "", {})

    vendor = Vendor("database.small", save, filled.append)
    monkeypatch.setattr("congress.web.backup.databases.vendor", lambda: vendor)
    return filled


@pytest.fixture
def backup(tmp_path: Path, settings: Settings, filled: list[Path]) -> Path:
    """A backup of a portal with one file."""
    settings.MEDIA_ROOT = tmp_path / "media"
    (tmp_path / "media").mkdir()
    (tmp_path / "media" / "1.pdf").write_bytes(b"%PDF-1.7 pages")
    call_command("backup", str(tmp_path / "monday"))
    return tmp_path / "monday"


@pytest.mark.parametrize("name", ["media/1.pdf", "database.small"])
def test_damaged_backup_is_refused_before_anything_is_written(
    backup: Path, filled: list[Path], name: str
) -> None:
    (backup / name).write_bytes((backup / name).read_bytes()[:-1])
    with pytest.raises(CommandError, match=f"{name} 与备份时不同"):
        call_command("restore", str(backup), force=True)
    assert filled == []


def test_missing_file_is_named(backup: Path) -> None:
    (backup / "media" / "1.pdf").unlink()
    with pytest.raises(CommandError, match=r"缺 media/1\.pdf"):
        call_command("restore", str(backup), force=True)


def test_folder_without_manifest_is_no_backup(tmp_path: Path) -> None:
    with pytest.raises(CommandError, match="里没有备份"):
        call_command("restore", str(tmp_path))


@pytest.mark.parametrize(
    ("change", "message"),
    [
        ({"vendor": "database.other"}, "同一种数据库"),
        ({"format": 99}, "格式是 99"),
        ({"x": 1}, "不是备份的清单"),
    ],
)
def test_foreign_backup_is_refused(backup: Path, change: dict[str, object], message: str) -> None:
    path = backup / "manifest.json"
    path.write_text(json.dumps({**json.loads(path.read_text()), **change}))
    with pytest.raises(CommandError, match=message):
        call_command("restore", str(backup))


def test_existing_folder_is_left_alone(backup: Path) -> None:
    before = (backup / "manifest.json").read_bytes()
    with pytest.raises(CommandError, match="已经有了"):
        call_command("backup", str(backup))
    assert (backup / "manifest.json").read_bytes() == before


def test_full_disk_leaves_no_half_backup(backup: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def full(*_args: object) -> None:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr("congress.web.backup.operations.shutil.copyfileobj", full)
    with pytest.raises(CommandError, match="No space left"):
        call_command("backup", str(backup.with_name("tuesday")))
    assert sorted(path.name for path in backup.parent.iterdir()) == ["media", "monday"]
