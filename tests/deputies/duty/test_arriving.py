"""Duties arrive by themselves, and follow the record that tells them."""

from __future__ import annotations

from datetime import date

import pytest
from django.core.exceptions import PermissionDenied

from congress.access.exceptions import Conflict
from congress.audit.models import AuditEvent
from congress.organs.models import Session
from deputies.duty.arriving import sync_duties
from deputies.duty.enums import DutyState
from deputies.duty.operations import confirm, lock_registers, review, unlock_register
from deputies.models import DutyPolicy, DutyRecord, PointsAccount, PointsEntry
from tests.deputies.duty.stage import TOLD, YEAR, arrive, make_cast, make_scheme

pytestmark = pytest.mark.django_db


def test_one_record_makes_a_duty_for_each_deputy_and_told_again_no_second() -> None:
    cast = make_cast()
    first = arrive(*cast.members)
    again = arrive(*cast.members)
    assert [row.pk for row in first] == [row.pk for row in again]
    assert {(row.state, row.year, row.title) for row in again} == {(DutyState.PENDING, 2026, "视察河道治理")}


def test_what_falls_into_a_session_is_marked_so() -> None:
    cast = make_cast()
    term = cast.leading.term
    Session.objects.create(term=term, number=5, starts_on=date(2026, 1, 6), ends_on=date(2026, 1, 9))
    inside = arrive(cast.leading, pk=1, day=date(2026, 1, 9))[0]
    outside = arrive(cast.leading, pk=2, day=date(2026, 1, 10))[0]
    assert (inside.in_session, outside.in_session) == (True, False)


def test_who_is_no_longer_on_the_record_loses_the_duty_and_its_points() -> None:
    cast = make_cast()
    make_scheme(("调研视察", "inspection", 5, 2, 9))
    confirm(records=arrive(*cast.members), actor=cast.leader)
    arrive(cast.members[0])
    gone = DutyRecord.objects.get(deputyship=cast.members[1])
    lines = PointsEntry.objects.filter(record=gone).order_by("pk").values_list("points", flat=True)
    assert gone.state == DutyState.WITHDRAWN
    assert [float(points) for points in lines] == [5, -5]
    assert AuditEvent.objects.filter(verb="deputies:withdraw_duty").count() == 1


def test_a_new_day_waits_for_confirmation_again_and_a_new_title_does_not() -> None:
    cast = make_cast()
    record = arrive(cast.leading)[0]
    confirm(records=[record], actor=cast.office)
    DutyRecord.objects.filter(pk=record.pk).update(title="别的标题")
    arrive(cast.leading)
    record.refresh_from_db()
    assert (record.title, record.state) == ("视察河道治理", DutyState.COUNTED)
    arrive(cast.leading, day=date(YEAR, 5, 9))
    record.refresh_from_db()
    assert (record.day, record.state) == (date(YEAR, 5, 9), DutyState.PENDING)


def test_nobody_confirms_their_own() -> None:
    cast = make_cast()
    own = arrive(cast.leading)[0]
    with pytest.raises(PermissionDenied):
        confirm(records=[own], actor=cast.leader)
    with pytest.raises(PermissionDenied):
        confirm(records=[own], actor=cast.deputy)
    assert confirm(records=[own], actor=cast.office) == 1


def test_a_leader_confirms_only_the_own_group() -> None:
    cast, other = make_cast(), make_cast()
    with pytest.raises(PermissionDenied):
        confirm(records=arrive(cast.members[0]), actor=other.leader)


def test_where_the_policy_asks_the_office_reviews_before_it_counts() -> None:
    cast = make_cast()
    DutyPolicy.objects.update_or_create(pk=1, defaults={"review_all": True})
    make_scheme(("调研视察", "inspection", 5, 2, 9))
    record = arrive(cast.members[0])[0]
    confirm(records=[record], actor=cast.leader)
    record.refresh_from_db()
    assert (record.state, PointsEntry.objects.count()) == (DutyState.CONFIRMED, 0)
    review(records=[record], actor=cast.office)
    assert float(PointsAccount.objects.get(deputyship=cast.members[0]).points) == 5


def test_in_a_locked_register_nothing_is_confirmed_until_it_is_unlocked_with_a_reason() -> None:
    cast = make_cast()
    record = arrive(cast.members[0])[0]
    lock_registers(deputyships=[cast.members[0]], year=YEAR, actor=cast.leader)
    with pytest.raises(Conflict, match="已由小组锁定"):
        confirm(records=[record], actor=cast.office)
    unlock_register(deputyship=cast.members[0], year=YEAR, actor=cast.leader, reason="漏登一次视察")
    assert confirm(records=[record], actor=cast.office) == 1


def test_a_source_nobody_registered_is_refused() -> None:
    with pytest.raises(KeyError):
        sync_duties(source=f"{TOLD}-unknown", source_pk=1, duties=[], actor=None)
