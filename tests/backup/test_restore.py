"""A restored portal is the same portal."""

from pathlib import Path

import pytest

from tests.backup.conftest import Maker

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
    done = portal.manage("shell", "-v0", "-c", FILL)
    assert done.returncode == 0, done.stderr
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
    assert second.manage("shell", "-v0", "-c", NAMES).stdout.strip() == "周敏"
    media = second.data / "media"
    assert [str(path.relative_to(media)) for path in media.rglob("*") if path.is_file()] == [
        "bulletins/1.pdf"
    ]
    assert (media / "bulletins" / "1.pdf").read_bytes() == b"%PDF-1.7 pages"


def test_restore_overwrites_a_portal_in_use_only_when_told(backup: Path, new_portal: Maker) -> None:
    third = new_portal("third")
    third.manage(
        "shell",
        "-v0",
        "-c",
        "from congress.accounts.models import *; User.objects.create_user('b', name='乙')",
    )

    refused = third.manage("restore", str(backup))
    assert refused.returncode == 1
    assert "已经有数据了" in refused.stderr
    assert third.manage("shell", "-v0", "-c", NAMES).stdout.strip() == "乙"

    forced = third.manage("restore", "--force", str(backup))
    assert forced.returncode == 0, forced.stderr
    assert third.manage("shell", "-v0", "-c", NAMES).stdout.strip() == "周敏"
