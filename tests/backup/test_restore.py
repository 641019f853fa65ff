"""A restored portal is the same portal."""

import json
import shutil
from pathlib import Path

import pytest

from tests.backup.conftest import Maker, Portal
from tests.backup.contents import EVERYTHING
from tests.backup.contents import FILL as FILL_WELL

pytestmark = pytest.mark.slow

FILL = """
from django.db import transaction
from congress.accounts.models import User
from congress.audit import operations as audit
with transaction.atomic():
    user = User.objects.create_user("clerk", name="周敏")
    for number in range(3):
        audit.record(actor=user, verb="accounts:edit", obj=user, after={"number": number})
"""
NAMES = "from congress.accounts.models import User; print(*User.objects.values_list('name', flat=True))"


@pytest.fixture(scope="module")
def backup(new_portal: Maker, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A backup of a portal with a user, an audit trail and two files, one of them half-written."""
    portal = new_portal("first")
    portal.run(FILL)
    printed = portal.data / "media" / "bulletins"
    printed.mkdir(parents=True)
    (printed / "1.pdf").write_bytes(b"%PDF-1.7 pages")
    (printed / ".2.pdf.part").write_bytes(b"half")
    folder = tmp_path_factory.mktemp("backups") / "monday"
    done = portal.manage("backup", str(folder))
    assert done.returncode == 0, done.stderr
    return folder


def test_restored_portal_is_the_same(backup: Path, new_portal: Maker) -> None:
    second = new_portal("second", empty=True)

    done = second.manage("restore", str(backup))

    assert done.returncode == 0, done.stderr
    assert "操作记录 3 条，首尾相接" in done.stdout
    assert second.manage("verify_audit").returncode == 0
    assert second.run(NAMES).strip() == "周敏"
    media = second.data / "media"
    assert [str(path.relative_to(media)) for path in media.rglob("*") if path.is_file()] == [
        "bulletins/1.pdf"
    ]
    assert (media / "bulletins" / "1.pdf").read_bytes() == b"%PDF-1.7 pages"


def test_restore_overwrites_a_portal_in_use_only_when_told(backup: Path, new_portal: Maker) -> None:
    third = new_portal("third")
    third.run("from congress.accounts.models import User; User.objects.create_user('b', name='乙')")

    refused = third.manage("restore", str(backup))
    assert refused.returncode == 1
    assert "已经有数据了" in refused.stderr
    assert third.run(NAMES).strip() == "乙"

    forced = third.manage("restore", "--force", str(backup))
    assert forced.returncode == 0, forced.stderr
    assert third.run(NAMES).strip() == "周敏"


def everything(portal: Portal) -> dict[str, list[object]]:
    """A digest of every table and every file."""
    found: dict[str, list[object]] = json.loads(portal.run(EVERYTHING))
    return found


def test_backup_wipe_restore_gives_back_every_row_and_file(new_portal: Maker, tmp_path: Path) -> None:
    """The very portal that was backed up, with nothing left of it in between."""
    portal = new_portal("fourth")
    portal.run(FILL_WELL)
    before = everything(portal)
    assert sum(1 for rows, _digest in before.values() if rows) > 60
    assert sum(name.startswith("file ") for name in before) == 41
    assert portal.manage("backup", str(tmp_path / "monday")).returncode == 0

    wiped = new_portal("fourth", empty=True)
    shutil.rmtree(portal.data / "media")
    assert everything(wiped) == {}

    done = wiped.manage("restore", str(tmp_path / "monday"))
    assert done.returncode == 0, done.stderr
    after = everything(wiped)
    assert {name for name in before if after.get(name) != before[name]} == set()
    assert after.keys() == before.keys()


def test_rows_that_do_not_come_back_are_found(backup: Path, new_portal: Maker, tmp_path: Path) -> None:
    """The file of the database is as it was saved, and yet there was a row more."""
    copied = tmp_path / "tuesday"
    shutil.copytree(backup, copied)
    manifest = json.loads((copied / "manifest.json").read_text())
    manifest["tables"]["accounts_user"] += 1
    (copied / "manifest.json").write_text(json.dumps(manifest))
    done = new_portal("fifth", empty=True).manage("restore", str(copied))
    assert done.returncode == 1
    assert "accounts_user 有 1 行，备份时 2 行" in done.stderr
