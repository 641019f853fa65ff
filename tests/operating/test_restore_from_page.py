"""A backup takes the place of everything, with a real worker, while the portal is open."""

import json
import shutil
import time
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from tests.house import wait_for
from tests.jobs.world import World, embedded, served

pytestmark = pytest.mark.slow

FILL = """
from tests.factories import make_user
from congress.accounts.enums import Role
from congress.web.storage import media
make_user(Role.ADMIN, username="luyuan", name="陆远")
make_user(Role.OFFICE, username="before", name="先来的")
media().put("photos/1.jpg", b"as it was")
from django.contrib.sessions.backends.db import SessionStore
SessionStore().save()
"""
BACK_UP = """
from congress.accounts.models import User
from congress.operating import operations
print(operations.ask_backup(actor=User.objects.get(username="luyuan")).pk)
"""
REHEARSE = """
from congress.accounts.models import User
from congress.operating import operations, store
from congress.operating.models import Backup
print(operations.ask_rehearsal(backup=Backup.objects.get(), actor=User.objects.get(username="luyuan")).pk)
"""
LATER = """
from tests.factories import make_user
from congress.accounts.enums import Role
from congress.web.storage import media
make_user(Role.OFFICE, username="after", name="后来的")
media().put("photos/1.jpg", b"changed")
"""
RESTORE = """
from congress.accounts.models import User
from congress.operating import operations, store
from congress.operating.models import Backup
store.notice()
operations.ask_restore(
    backup=Backup.objects.exclude(kind="before_restore").get(state="whole"),
    actor=User.objects.get(username="luyuan"),
    password="an-lan-2026-portal",
    name=Backup.objects.exclude(kind="before_restore").get(state="whole").name,
)
"""
VERIFY = """
from congress.audit.queries import verify
print(verify().broken)
"""


@pytest.fixture(params=["embedded", pytest.param("served", marks=pytest.mark.services)])
def world(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[World]:
    """A fresh portal with its tables."""
    make = embedded if request.param == "embedded" else served
    with make(tmp_path / "portal") as made:
        yield made


def state_of(world: World) -> dict[str, Any]:
    found: dict[str, Any] = json.loads((world.folder / "backups" / "restore.json").read_text())
    return found


def until_restored(world: World) -> dict[str, Any]:
    """How the restore ended."""
    wait_for(lambda: state_of(world)["state"] not in {"asked", "running"}, 120, lambda: world.log)
    return state_of(world)


def names(world: World) -> list[str]:
    return [row["username"] for row in world.sql("select username from accounts_user order by id")]


def test_a_backup_is_made_rehearsed_and_takes_the_place_of_everything(world: World) -> None:
    world.python(FILL)
    with world.worker():
        wait_for(
            lambda: world.sql("select name from operating_sign where kind = 'worker'"), 40, lambda: world.log
        )
        wait_for(
            lambda: world.sql("select name from operating_sign where kind = 'beat'"), 40, lambda: world.log
        )
        made = world.until_ended(int(world.python(BACK_UP)))
        assert made["state"] == "done", made["message"]
        tried = world.until_ended(int(world.python(REHEARSE)), 120)
        assert tried["state"] == "done", tried["message"]
        [row] = world.sql("select rehearsed, rehearsed_well from operating_backup")
        assert row["rehearsed_well"], row["rehearsed"]
        assert [path.name for path in (world.folder / "backups").glob(".rehearsal-*")] == []

        world.python(LATER)
        assert names(world) == ["luyuan", "before", "after"]
        world.python(RESTORE)
        ended = until_restored(world)
        assert (ended["state"], ended["message"]) == ("done", "已恢复，核对无误")
        assert not (world.folder / "backups" / "maintenance.json").exists()
        assert names(world) == ["luyuan", "before"]
        assert (world.media / "photos" / "1.jpg").read_bytes() == b"as it was"
        assert world.sql("select * from django_session") == [], "nobody is signed in"
        assert not world.sql("select id from jobs_job where state in ('queued', 'running')")
        told = world.sql("select verb, actor_name from audit_auditevent order by seq desc")[0]
        assert (told["verb"], told["actor_name"]) == ("operating:restore", "陆远")
        assert world.python(VERIFY).strip() == "None"
        # The state of before is a backup of its own, and the worker goes on.
        before = world.folder / "backups" / ended["before"] / "manifest.json"
        assert json.loads(before.read_text())["kind"] == "before_restore"
        assert world.until_ended(world.ask("tests.write", text="好"))["state"] == "done"


def test_what_cannot_be_restored_leaves_everything_as_it_is(world: World) -> None:
    """A damaged backup is refused before the portal closes; one that is not what it says is taken out again."""
    world.python(FILL)
    with world.worker():
        world.until_ended(int(world.python(BACK_UP)))
        world.python(LATER)
        [backup] = [path.parent for path in (world.folder / "backups").glob("*/manifest.json")]
        manifest = json.loads((backup / "manifest.json").read_text())
        manifest["tables"]["accounts_user"] += 1
        (backup / "manifest.json").write_text(json.dumps(manifest))
        world.python(RESTORE)
        ended = until_restored(world)
        assert ended["state"] == "failed", ended
        assert "accounts_user" in ended["message"]
        assert "已经换回恢复以前的数据" in ended["message"]
        assert names(world) == ["luyuan", "before", "after"]
        assert (world.media / "photos" / "1.jpg").read_bytes() == b"changed"
        assert (
            world.sql("select verb from audit_auditevent order by seq desc")[0]["verb"]
            == "operating:restore_failed"
        )

        time.sleep(1)
        photo = backup / "media" / "photos" / "1.jpg"
        photo.write_bytes(b"damaged")
        shutil.rmtree(world.folder / "backups" / ended["before"])
        world.python(RESTORE)
        ended = until_restored(world)
        assert (ended["state"], ended["step"], ended["before"]) == ("failed", 0, "")
        assert "photos/1.jpg 与备份时不同" in ended["message"]
        assert not (world.folder / "backups" / "maintenance.json").exists()
