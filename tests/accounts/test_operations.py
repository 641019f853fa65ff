"""What can be done with accounts, and what the audit trail keeps of it."""

import json
from datetime import date, timedelta
from typing import Any

import pytest
from django.core.exceptions import ValidationError
from django.utils import timezone
from django_otp.plugins.otp_static.models import StaticToken
from django_otp.plugins.otp_totp.models import TOTPDevice

from congress.access.exceptions import Conflict
from congress.accounts import operations
from congress.accounts.enums import Role
from congress.accounts.models import Assignment, RolePolicy, User
from congress.audit.models import AuditEvent
from tests.factories import PASSWORD, make_area, make_organ, make_user

pytestmark = pytest.mark.django_db
TODAY = date(2026, 5, 8)


@pytest.fixture
def admin() -> User:
    return make_user(Role.ADMIN, name="俞波")


def last_event() -> AuditEvent:
    return AuditEvent.objects.order_by("-seq")[0]


def test_a_new_account_has_a_one_time_password_and_its_role(admin: User) -> None:
    town = make_area("柳桥街道")
    user, password = operations.create(
        actor=admin, username="liuyang", name="刘洋", role=Role.TOWN, area=town, starts_on=TODAY
    )
    assert user.check_password(password)
    assert user.must_change_password
    assert [(a.role, a.area) for a in user.assignments.all()] == [(Role.TOWN, town)]


def test_nothing_is_left_of_an_account_whose_role_is_refused(admin: User) -> None:
    with pytest.raises(ValidationError, match="乡镇街道人大须选区域"):
        operations.create(actor=admin, username="liuyang", name="刘洋", role=Role.TOWN, starts_on=TODAY)
    assert not User.objects.filter(username="liuyang").exists()


def test_names_are_taken_whatever_their_case(admin: User) -> None:
    make_user(username="zhoumin")
    with pytest.raises(ValidationError, match="这个用户名已有人使用"):
        operations.create(actor=admin, username="ZhouMin", name="周敏")


def test_secrets_never_reach_the_audit_trail(admin: User) -> None:
    user, first = operations.create(actor=admin, username="liuyang", name="刘洋")
    second = operations.reset_password(user=user, actor=admin)
    operations.change_password(actor=user, password="an-lan-2027-new")
    device = TOTPDevice(user=user)
    codes = operations.enrol(actor=user, device=device)
    codes += operations.renew_recovery_codes(actor=user)
    kept = json.dumps(list(AuditEvent.objects.values()), default=str)
    stored = list(User.objects.filter(pk=user.pk).values_list("password", flat=True))
    for secret in [first, second, "an-lan-2027-new", device.key, *codes, *stored]:
        assert secret not in kept
    assert StaticToken.objects.filter(device__user=user).count() == 8


def test_closing_keeps_the_account_and_reopening_lets_it_in_again(admin: User) -> None:
    user = make_user(name="周敏")
    operations.close(user=user, actor=admin, reason="调离")
    user.refresh_from_db()
    assert (user.is_active, user.closed_reason) == (False, "调离")
    assert last_event().after == {"reason": "调离"}
    with pytest.raises(Conflict, match="周敏的帐号已停用"):
        operations.reset_password(user=user, actor=admin)
    operations.reopen(user=user, actor=admin)
    user.refresh_from_db()
    assert (user.is_active, user.closed_at, user.closed_reason) == (True, None, "")
    with pytest.raises(Conflict, match="没有停用"):
        operations.reopen(user=user, actor=admin)


def test_the_portal_is_never_left_without_an_administrator(admin: User) -> None:
    other = make_user(Role.OFFICE)
    with pytest.raises(Conflict, match="不能停用自己的帐号"):
        operations.close(user=admin, actor=admin, reason="试")
    with pytest.raises(Conflict, match="最后一位系统管理员"):
        operations.close(user=admin, actor=other, reason="试")
    post = admin.assignments.get()
    yesterday = timezone.localdate() - timedelta(days=1)
    with pytest.raises(Conflict, match="最后一位系统管理员"):
        operations.end_assignment(assignment=post, actor=admin, ends_on=yesterday)
    make_user(Role.ADMIN)
    operations.end_assignment(assignment=post, actor=admin, ends_on=yesterday)
    assert not User.objects.get(pk=admin.pk).has_role(Role.ADMIN)


def test_a_role_holds_from_its_first_to_its_last_day(admin: User) -> None:
    user = make_user(None)
    today = timezone.localdate()
    assignment = operations.grant(user=user, actor=admin, role=Role.OFFICE, starts_on=today, ends_on=today)
    assert user.has_role(Role.OFFICE)
    in_force = Assignment.objects.in_force
    assert not in_force(today - timedelta(days=1)).filter(pk=assignment.pk).exists()
    assert not in_force(today + timedelta(days=1)).filter(pk=assignment.pk).exists()


def test_the_same_role_is_not_given_twice_for_the_same_days(admin: User) -> None:
    user = make_user(Role.OFFICE, starts_on=date(2020, 1, 1), ends_on=date(2026, 4, 30))
    with pytest.raises(ValidationError, match="已经有这个角色"):
        operations.grant(user=user, actor=admin, role=Role.OFFICE, starts_on=date(2026, 4, 30))
    operations.grant(user=user, actor=admin, role=Role.OFFICE, starts_on=date(2026, 5, 1))
    assert user.assignments.count() == 2


def test_ending_a_role_is_recorded_with_both_days(admin: User) -> None:
    post = make_user(Role.UNIT, organ=make_organ("区住建局")).assignments.get()
    operations.end_assignment(assignment=post, actor=admin, ends_on=TODAY)
    event = last_event()
    assert (event.before, event.after) == ({"ends_on": None}, {"role": "unit", "ends_on": "2026-05-08"})


def test_policies_write_only_what_changes(admin: User) -> None:
    operations.set_policies(actor=admin, required=[Role.ADMIN, Role.OFFICE])
    before = AuditEvent.objects.count()
    operations.set_policies(actor=admin, required=[Role.OFFICE])
    assert AuditEvent.objects.count() == before + 1
    assert list(RolePolicy.objects.filter(second_factor_required=True).values_list("role", flat=True)) == [
        "office"
    ]


def test_a_required_second_factor_cannot_be_dropped(admin: User) -> None:
    user = make_user(Role.OFFICE)
    operations.enrol(actor=user, device=TOTPDevice(user=user))
    operations.set_policies(actor=admin, required=[Role.OFFICE])
    with pytest.raises(Conflict, match="不能停用"):
        operations.drop_second_factor(actor=user)
    operations.set_policies(actor=admin, required=[])
    operations.drop_second_factor(actor=user)
    assert not TOTPDevice.objects.filter(user=user).exists()


def test_a_new_phone_replaces_the_old_one() -> None:
    user = make_user()
    operations.enrol(actor=user, device=TOTPDevice(user=user))
    newer = TOTPDevice(user=user)
    operations.enrol(actor=user, device=newer)
    assert [d.key for d in TOTPDevice.objects.filter(user=user)] == [newer.key]


@pytest.mark.parametrize(
    ("password", "wrong"),
    [
        ("kurz-2026", "密码现在有 9 个字符，至少要 10 个"),
        ("12345678901", "密码里还没有字母"),
        ("abcdefghijkl", "密码里还没有数字"),
        ("qwertyuiop1", "很多人在用"),
        ("zhoumin2026", "和用户名太像"),
        ("a13800000001", "和手机号码太像"),
        (PASSWORD, "和现在的密码一样"),
    ],
)
def test_each_password_rule_names_what_is_wrong(password: str, wrong: str) -> None:
    user = make_user(username="zhoumin", phone="13800000001")
    with pytest.raises(ValidationError) as caught:
        operations.change_password(actor=user, password=password)
    assert any(wrong in message for message in caught.value.messages), caught.value.messages


def test_one_time_passwords_are_easy_to_read_and_differ(admin: User) -> None:
    user = make_user()
    seen: set[Any] = {operations.reset_password(user=user, actor=admin) for _ in range(20)}
    assert len(seen) == 20
    for password in seen:
        assert not set(password) & set("01lio")
        assert len(password) == 14
