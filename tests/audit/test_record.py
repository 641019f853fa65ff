"""The audit trail: what is written, that it stays, and that every kind of tampering is found (R315)."""

import threading
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import date
from decimal import Decimal
from io import StringIO
from typing import Any

import pytest
from django.core.management import CommandError, call_command
from django.db import DatabaseError, connection, transaction

from congress.accounts.enums import Role
from congress.accounts.models import User
from congress.audit import queries
from congress.audit.models import GENESIS, AuditEvent, AuditHead
from congress.audit.operations import changed, record
from congress.audit.queries import verify
from congress.organs.models import Organ
from tests.factories import make_organ, make_user


@pytest.fixture
def clerk(db: None) -> User:
    return make_user(Role.OFFICE, name="周敏")


@pytest.fixture
def chain(clerk: User) -> list[AuditEvent]:
    """Five events of one unit."""
    organ = make_organ("区水利局")
    with transaction.atomic():
        return [
            record(actor=clerk, verb="organs:edit", obj=organ, before={"order": n}, after={"order": n + 1})
            for n in range(5)
        ]


@contextmanager
def unguarded() -> Iterator[None]:
    """What an intruder with the rights of the database's owner could do: take the triggers away."""
    with connection.cursor() as cursor:
        if connection.vendor == "sqlite":
            cursor.execute(
                "SELECT name, sql FROM sqlite_master WHERE type = 'trigger' AND name LIKE 'audit_%'"
            )
            triggers = cursor.fetchall()
            assert len(triggers) == 2
            for name, _ in triggers:
                cursor.execute(f"DROP TRIGGER {name}")
        else:
            cursor.execute("SET CONSTRAINTS ALL IMMEDIATE; ALTER TABLE audit_auditevent DISABLE TRIGGER USER")
        yield
        if connection.vendor == "sqlite":
            for _, sql in triggers:
                cursor.execute(sql)
        else:
            cursor.execute("SET CONSTRAINTS ALL IMMEDIATE; ALTER TABLE audit_auditevent ENABLE TRIGGER USER")


def test_says_who_as_what_did_which(chain: list[AuditEvent], clerk: User) -> None:
    event = AuditEvent.objects.get(seq=1)
    assert (event.actor, event.actor_name, event.role_label) == (clerk, "周敏", "常委会办公室")
    assert (event.object_type, event.kind_label, event.object_label) == ("organs.Organ", "单位", "区水利局")
    assert (event.before, event.after) == ({"order": 0}, {"order": 1})


def test_without_an_actor_the_portal_acted(db: None) -> None:
    with transaction.atomic():
        event = record(actor=None, verb="import", obj=make_organ("甲"))
    assert (event.actor_name, event.role, event.role_label) == ("系统", "", "")


@pytest.mark.django_db(transaction=True)
def test_outside_a_transaction_is_a_mistake() -> None:
    with pytest.raises(RuntimeError, match="inside the transaction"):
        record(actor=None, verb="x", obj=make_organ("甲"))


@pytest.mark.django_db(transaction=True)
def test_write_that_fails_leaves_no_trace() -> None:
    organ = make_organ("甲")

    def fail() -> None:
        with transaction.atomic():
            record(actor=None, verb="x", obj=organ)
            raise ZeroDivisionError

    with pytest.raises(ZeroDivisionError):
        fail()
    assert verify().count == 0


def test_only_what_changed_is_kept() -> None:
    assert changed({"a": 1, "b": 2}, {"a": 1, "b": 3}) == ({"b": 2}, {"b": 3})


@pytest.mark.django_db
def test_values_of_every_kind_survive_the_database() -> None:
    after = {
        "day": date(2026, 2, 3), "rate": Decimal("93.51"), "half": 0.5, "tiny": 1e-7, "huge": 1e16, "minus": -0.0,
        "words": "区“一府两院”\u2028", "list": [1, None, True], "nested": {"b": 1, "a": 2}, "none": None,
    }  # fmt: skip
    with transaction.atomic():
        record(actor=None, verb="x", obj=make_organ("甲"), after=after)
    assert verify().broken is None


def test_rows_cannot_be_changed(chain: list[AuditEvent]) -> None:
    with pytest.raises(DatabaseError, match="append-only"), transaction.atomic():
        AuditEvent.objects.filter(seq=2).update(verb="nothing")
    assert verify().broken is None


def test_rows_cannot_be_deleted(chain: list[AuditEvent]) -> None:
    with pytest.raises(DatabaseError, match="append-only"), transaction.atomic():
        AuditEvent.objects.all().delete()
    assert AuditEvent.objects.count() == 5


def test_whole_chain_holds(chain: list[AuditEvent]) -> None:
    verdict = verify()
    assert (verdict.count, verdict.head, verdict.broken) == (5, chain[-1].hash, None)
    assert chain[0].prev_hash == GENESIS


@pytest.mark.parametrize(
    "change",
    [
        {"verb": "organs:create"},
        {"actor_name": "别人"},
        {"actor": None},
        {"role": "admin"},
        {"before": {"order": 9}},
        {"after": None},
        {"object_label": "区教育局"},
        {"object_id": "1000"},
    ],
    ids=lambda change: next(iter(change)),
)
def test_changed_content_is_found(chain: list[AuditEvent], change: dict[str, Any]) -> None:
    with unguarded():
        AuditEvent.objects.filter(seq=3).update(**change)
    broken = verify().broken
    assert broken is not None
    assert broken.seq == 3


def test_deleted_row_is_found(chain: list[AuditEvent]) -> None:
    with unguarded():
        AuditEvent.objects.filter(seq=3).delete()
    broken = verify().broken
    assert broken is not None
    assert (broken.seq, broken.reason) == (3, "这一条被删去")


def test_deleted_end_is_found(chain: list[AuditEvent]) -> None:
    with unguarded():
        AuditEvent.objects.filter(seq=5).delete()
    broken = verify().broken
    assert broken is not None
    assert "末尾有记录被删去" in broken.reason


def test_a_head_set_back_is_found(chain: list[AuditEvent]) -> None:
    AuditHead.objects.filter(pk=1).update(seq=3, hash=chain[2].hash)
    broken = verify().broken
    assert broken is not None
    assert (broken.seq, "第 3 条，实有 5 条" in broken.reason) == (4, True)


def test_what_others_write_meanwhile_is_no_break(
    chain: list[AuditEvent], monkeypatch: pytest.MonkeyPatch
) -> None:
    """The head was read, and then somebody wrote."""
    heads = [AuditHead(pk=1, seq=4, hash=chain[3].hash), AuditHead.objects.get(pk=1)]
    monkeypatch.setattr(queries, "_head", lambda: heads.pop(0))
    verdict = verify()
    assert (verdict.count, verdict.head, verdict.broken) == (4, chain[3].hash, None)


def test_row_changed_with_a_fitting_hash_is_found_at_the_next(chain: list[AuditEvent]) -> None:
    event = chain[2]
    event.verb = "organs:create"
    with unguarded():
        AuditEvent.objects.filter(seq=3).update(verb=event.verb, hash=event.digest())
    broken = verify().broken
    assert broken is not None
    assert broken.seq == 4


def test_swapped_rows_are_found(chain: list[AuditEvent]) -> None:
    with unguarded():
        for old, new in ((2, 99), (3, 2), (99, 3)):
            AuditEvent.objects.filter(seq=old).update(seq=new)
    broken = verify().broken
    assert broken is not None
    assert broken.seq == 2


def test_command_prints_the_head(chain: list[AuditEvent]) -> None:
    out = StringIO()
    call_command("verify_audit", stdout=out)
    assert "共 5 条" in out.getvalue()
    assert chain[-1].hash in out.getvalue()


def test_command_fails_and_names_the_first_broken_row(chain: list[AuditEvent]) -> None:
    with unguarded():
        AuditEvent.objects.filter(seq=2).update(verb="x")
        AuditEvent.objects.filter(seq=4).delete()
    with pytest.raises(CommandError, match="在第 2 条断开：内容与校验不符") as failure:
        call_command("verify_audit", stdout=StringIO())
    assert failure.value.returncode == 1


@pytest.mark.django_db
def test_empty_chain_holds() -> None:
    out = StringIO()
    call_command("verify_audit", stdout=out)
    assert GENESIS in out.getvalue()


@pytest.mark.services
@pytest.mark.django_db(transaction=True)
def test_writers_side_by_side_do_not_fork_the_chain() -> None:
    organ = make_organ("甲")
    failures: list[BaseException] = []
    start = threading.Barrier(4)

    def write() -> None:
        try:
            start.wait()
            for _ in range(25):
                with transaction.atomic():
                    record(actor=None, verb="x", obj=Organ.objects.get(pk=organ.pk))
        except BaseException as error:  # a thread must not swallow it
            failures.append(error)
        finally:
            connection.close()

    threads = [threading.Thread(target=write) for _ in range(4)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert failures == []
    assert (verify().count, verify().broken) == (100, None)
    assert AuditHead.objects.count() == 1
