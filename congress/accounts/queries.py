"""Reads about accounts: who is who, and what an account must do before anything else."""

from datetime import date

from django.db.models import QuerySet
from django.utils import timezone
from django_otp.plugins.otp_static.models import StaticDevice
from django_otp.plugins.otp_totp.models import TOTPDevice

from congress.accounts.enums import Role
from congress.accounts.models import Assignment, RolePolicy, User

#: Recovery codes given at once; each works one time.
RECOVERY_CODES = 8


def second_factor_required(user: User) -> bool:
    """Whether a role held today must sign in with a second factor."""
    return RolePolicy.objects.filter(role__in=user.roles, second_factor_required=True).exists()


def has_second_factor(user: User) -> bool:
    """Whether the account has a confirmed authenticator."""
    return bool(TOTPDevice.objects.filter(user=user, confirmed=True).exists())


def recovery_codes_left(user: User) -> int:
    """How many unused recovery codes the account has."""
    return sum(d.token_set.count() for d in StaticDevice.objects.filter(user=user))


def other_administrators(user: User, on: date | None = None) -> QuerySet[User]:
    """Open accounts of administrators on a day, without this one."""
    posts = Assignment.objects.in_force(on).filter(role=Role.ADMIN, user__is_active=True)
    return User.objects.filter(pk__in=posts.values("user_id")).exclude(pk=user.pk)


def is_last_administrator(user: User) -> bool:
    """Whether nobody could manage accounts any more without this one."""
    return user.has_role(Role.ADMIN) and not other_administrators(user, timezone.localdate()).exists()
