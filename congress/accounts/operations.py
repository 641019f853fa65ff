"""What can be done with accounts. Passwords, keys and codes never reach the audit trail."""

from __future__ import annotations

from collections.abc import Collection
from datetime import date
from typing import Any

from django.contrib.auth.password_validation import validate_password
from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils import timezone
from django_otp.plugins.otp_static.models import StaticDevice, StaticToken
from django_otp.plugins.otp_totp.models import TOTPDevice

from congress.access.exceptions import Conflict
from congress.access.versions import check_version
from congress.accounts import lockout
from congress.accounts.enums import Role
from congress.accounts.models import Assignment, RolePolicy, User
from congress.accounts.passwords import must_differ, one_time_password
from congress.accounts.queries import RECOVERY_CODES, is_last_administrator, second_factor_required
from congress.audit import operations as audit
from congress.organs.models import Area, Organ
from congress.web.dates import full_day


def _locked(user: User) -> User:
    return User.objects.select_for_update().get(pk=user.pk)


def _open(user: User) -> User:
    row = _locked(user)
    if not row.is_active:
        raise Conflict(f"{row.name}的帐号已停用，请先恢复")
    return row


def account_facts(user: User) -> dict[str, Any]:
    """What the trail keeps of an account."""
    return {"username": user.username, "name": user.name, "phone": user.phone, "email": user.email}


def post_facts(assignment: Assignment) -> dict[str, Any]:
    """What the trail keeps of an assignment."""
    return {
        "role": assignment.role,
        "area": assignment.area_id,
        "organ": assignment.organ_id,
        "is_head": assignment.is_head,
        "starts_on": assignment.starts_on,
        "ends_on": assignment.ends_on,
    }


# --- by the administrator ------------------------------------------------------------------------
@transaction.atomic
def open_account(
    *, actor: User | None, username: str, name: str, phone: str | None = None, email: str = "", **post: Any
) -> User:
    """Open an account nobody can sign in with before it gets a one-time password.

    Its first assignment where ``post`` names a role. ``actor`` is none for the command that makes the first
    administrator. Raises ``ValidationError`` for a value the model refuses.
    """
    user = User(username=username, name=name, phone=phone or None, email=email, must_change_password=True)
    user.set_unusable_password()
    user.full_clean()
    user.save()
    audit.record(actor=actor, verb="accounts:create", obj=user, after=account_facts(user))
    if post:
        grant(user=user, actor=actor, **post)
    return user


@transaction.atomic
def create(*, actor: User | None, **facts: Any) -> tuple[User, str]:
    """Open an account (``facts`` as of :func:`open_account`) with a one-time password.

    Returns the account and the password, which is kept nowhere else.
    """
    user = open_account(actor=actor, **facts)
    password = one_time_password()
    user.set_password(password)
    user.save(update_fields=["password"])
    return user, password


@transaction.atomic
def edit(
    *, user: User, actor: User, version: int, username: str, name: str, phone: str | None, email: str
) -> User:
    """Correct who the account belongs to and how the person is reached.

    Raises ``StaleVersion`` when somebody saved after ``version`` was read.
    """
    row = _locked(user)
    before = account_facts(row)
    check_version(row, version, before)
    row.username, row.name, row.phone, row.email = username, name, phone or None, email
    row.version += 1
    row.full_clean()
    row.save()
    old, new = audit.changed(before, account_facts(row))
    if new:
        audit.record(actor=actor, verb="accounts:edit", obj=row, before=old, after=new)
    return row


@transaction.atomic
def close(*, user: User, actor: User, reason: str) -> User:
    """Stop an account from signing in, at once; everything it did stays."""
    row = _open(user)
    if row.pk == actor.pk:
        raise Conflict("不能停用自己的帐号，请由另一位管理员停用")
    if is_last_administrator(row):
        raise Conflict(f"{row.name}是最后一位系统管理员，请先给别人这个角色")
    row.is_active, row.closed_at, row.closed_reason = False, timezone.now(), reason
    row.save()
    audit.record(actor=actor, verb="accounts:close", obj=row, before={"open": True}, after={"reason": reason})
    return row


@transaction.atomic
def reopen(*, user: User, actor: User) -> User:
    """Let a closed account sign in again."""
    row = _locked(user)
    if row.is_active:
        raise Conflict(f"{row.name}的帐号没有停用")
    reason = row.closed_reason
    row.is_active, row.closed_at, row.closed_reason = True, None, ""
    row.save()
    audit.record(
        actor=actor, verb="accounts:reopen", obj=row, before={"reason": reason}, after={"open": True}
    )
    return row


@transaction.atomic
def reset_password(*, user: User, actor: User) -> str:
    """Give a one-time password that must be changed at once; other sessions end. Returned, kept nowhere."""
    row = _open(user)
    password = one_time_password()
    row.set_password(password)
    row.must_change_password = True
    row.save()
    lockout.forget_failures(row)
    audit.record(actor=actor, verb="accounts:reset_password", obj=row)
    return password


@transaction.atomic
def unlock(*, user: User, actor: User) -> None:
    """End a lock-out before its time."""
    row = _locked(user)
    if not lockout.is_locked(row):
        raise Conflict(f"{row.name}的帐号没有锁定")
    lockout.forget_failures(row)
    audit.record(actor=actor, verb="accounts:unlock", obj=row)


@transaction.atomic
def reset_second_factor(*, user: User, actor: User) -> None:
    """Forget the authenticator and the recovery codes of somebody who lost the phone."""
    row = _locked(user)
    if not _forget_devices(row):
        raise Conflict(f"{row.name}没有设置动态验证码")
    audit.record(actor=actor, verb="accounts:reset_second_factor", obj=row)


@transaction.atomic
def grant(
    *,
    user: User,
    actor: User | None,
    role: str,
    area: Area | None = None,
    organ: Organ | None = None,
    starts_on: date,
    ends_on: date | None = None,
    is_head: bool = False,
) -> Assignment:
    """Give a role within a scope, from one day to another (both included); ``is_head`` for the head of a unit."""
    row = _open(user)
    assignment = Assignment(
        user=row, role=role, area=area, organ=organ, starts_on=starts_on, ends_on=ends_on, is_head=is_head
    )
    assignment.full_clean()
    if assignment.overlapping().exists():
        raise ValidationError({"starts_on": f"{row.name}在这段时间已经有这个角色：{assignment}"})
    assignment.save()
    audit.record(actor=actor, verb="accounts:grant", obj=row, after=post_facts(assignment))
    return assignment


@transaction.atomic
def end_assignment(*, assignment: Assignment, actor: User, ends_on: date | None) -> Assignment:
    """Set the last day of an assignment that is not over, earlier or later; none leaves it open.

    Raises ``ValidationError`` when the same role begins again before that day.
    """
    row = Assignment.objects.select_for_update(of=("self",)).select_related("user").get(pk=assignment.pk)
    if row.is_over:
        raise Conflict("这个角色已经结束，续任的请重新增加角色")
    before = post_facts(row)
    row.ends_on = ends_on
    row.full_clean()
    later = row.overlapping().order_by("starts_on").first()
    if later is not None:
        raise ValidationError({"ends_on": f"{full_day(later.starts_on)}起另有一段同样的角色，不能重叠"})
    over = ends_on is not None and ends_on < timezone.localdate()
    if row.role == Role.ADMIN and over and is_last_administrator(row.user):
        raise Conflict(f"{row.user.name}是最后一位系统管理员，请先给别人这个角色")
    row.save()
    old, new = audit.changed(before, post_facts(row))
    if new:
        audit.record(
            actor=actor,
            verb="accounts:end_assignment",
            obj=row.user,
            before=old,
            after={"role": row.role, **new},
        )
    return row


@transaction.atomic
def set_policies(*, actor: User, required: Collection[str]) -> None:
    """Say which roles must sign in with a second factor."""
    for role in Role.values:
        policy, _made = RolePolicy.objects.select_for_update().get_or_create(role=role)
        if policy.second_factor_required != (role in required):
            before = {"second_factor_required": policy.second_factor_required}
            policy.second_factor_required = role in required
            policy.save()
            after = {"second_factor_required": policy.second_factor_required}
            audit.record(actor=actor, verb="accounts:policies", obj=policy, before=before, after=after)


# --- by the account's owner ----------------------------------------------------------------------
@transaction.atomic
def change_password(*, actor: User, password: str) -> User:
    """Set the actor's own password; every other session of the account ends."""
    row = _open(actor)
    must_differ(password, row)
    validate_password(password, row)
    row.set_password(password)
    row.must_change_password = False
    row.save()
    audit.record(actor=actor, verb="accounts:change_password", obj=row)
    return row


@transaction.atomic
def update_own(*, actor: User, phone: str | None, email: str, large_text: bool) -> User:
    """Keep one's own phone, e-mail address and letter size."""
    row = _open(actor)
    before = {"phone": row.phone, "email": row.email, "large_text": row.large_text}
    row.phone, row.email, row.large_text = phone or None, email, large_text
    row.version += 1
    row.full_clean()
    row.save()
    after = {"phone": row.phone, "email": row.email, "large_text": row.large_text}
    old, new = audit.changed(before, after)
    if new:
        audit.record(actor=actor, verb="accounts:update_own", obj=row, before=old, after=new)
    return row


@transaction.atomic
def enrol(*, actor: User, device: TOTPDevice) -> list[str]:
    """Take an authenticator into use that has shown a right code; it replaces any other.

    Returns fresh recovery codes, which are shown once.
    """
    row = _open(actor)
    TOTPDevice.objects.filter(user=row).delete()
    device.user, device.name, device.confirmed = row, "手机验证器", True
    device.save()
    audit.record(actor=actor, verb="accounts:enrol", obj=row)
    return _new_recovery_codes(row)


@transaction.atomic
def renew_recovery_codes(*, actor: User) -> list[str]:
    """Replace all recovery codes. Returned once; used ones and old ones no longer work."""
    row = _open(actor)
    audit.record(actor=actor, verb="accounts:renew_recovery_codes", obj=row)
    return _new_recovery_codes(row)


@transaction.atomic
def drop_second_factor(*, actor: User) -> None:
    """Sign in without a second factor again, where no role requires one."""
    row = _open(actor)
    if second_factor_required(row):
        raise Conflict("您的角色必须用动态验证码登录，不能停用")
    if not _forget_devices(row):
        raise Conflict("您没有设置动态验证码")
    audit.record(actor=actor, verb="accounts:drop_second_factor", obj=row)


def _new_recovery_codes(user: User) -> list[str]:
    # The device stays: the session of somebody who signed in with an old code is bound to it.
    device, _made = StaticDevice.objects.get_or_create(user=user, name="备用码")
    device.token_set.all().delete()
    codes = [StaticToken.random_token() for _ in range(RECOVERY_CODES)]
    StaticToken.objects.bulk_create(StaticToken(device=device, token=code) for code in codes)
    return [f"{code[:4]}-{code[4:]}" for code in codes]


def _forget_devices(user: User) -> bool:
    StaticDevice.objects.filter(user=user).delete()
    forgotten, _by_model = TOTPDevice.objects.filter(user=user).delete()
    return bool(forgotten)
