"""Users and the roles they hold over time."""

from __future__ import annotations

from datetime import date
from typing import Any

from django.contrib.auth.base_user import AbstractBaseUser, BaseUserManager
from django.core.validators import RegexValidator
from django.db import models
from django.db.models import Q
from django.db.models.functions import Lower
from django.utils import timezone
from django.utils.functional import cached_property

from congress.accounts.enums import Role


class UserManager(BaseUserManager["User"]):
    """Creates users; there is no superuser, only the administrator role."""

    def create_user(self, username: str, password: str | None = None, **fields: Any) -> User:
        """Save a user with a hashed password; without one nobody can sign in as this user."""
        user = self.model(username=username, **fields)
        user.set_password(password)
        user.save(using=self._db)
        return user

    def known_as(self, typed: str) -> User | None:
        """The account that signs in with this user name (in any case) or phone number, closed or not."""
        key = typed.strip()
        return self.filter(Q(username__iexact=key) | Q(phone=key)).first() if key else None


class User(AbstractBaseUser):
    """One account, one human being. Signs in by user name or by mobile phone number."""

    username = models.CharField(
        "用户名",
        max_length=40,
        unique=True,
        validators=[
            RegexValidator(r"^[A-Za-z][A-Za-z0-9._-]*$", "用户名以字母开头，可用字母、数字、点、横线")
        ],
        error_messages={"unique": "这个用户名已有人使用"},
    )
    phone = models.CharField(
        "手机号码",
        max_length=11,
        unique=True,
        null=True,
        blank=True,
        validators=[RegexValidator(r"^1\d{10}$", "手机号码是 1 开头的 11 位数字")],
        error_messages={"unique": "这个手机号码已有帐号"},
    )
    name = models.CharField("姓名", max_length=40)
    email = models.EmailField("电子邮箱", blank=True)
    is_active = models.BooleanField("可以登录", default=True)
    must_change_password = models.BooleanField("下次登录须改密码", default=True)
    large_text = models.BooleanField("大字版", default=False)
    created_at = models.DateTimeField("建立时间", auto_now_add=True)
    closed_at = models.DateTimeField("停用时间", null=True, blank=True)
    closed_reason = models.CharField("停用原因", max_length=200, blank=True)
    version = models.PositiveIntegerField(default=1, editable=False)

    USERNAME_FIELD = "username"
    REQUIRED_FIELDS = ["name"]

    objects = UserManager()

    class Meta:
        verbose_name = "帐号"
        verbose_name_plural = "帐号"
        ordering = ["username"]
        constraints = [
            models.CheckConstraint(
                condition=Q(is_active=True, closed_at__isnull=True)
                | Q(is_active=False, closed_at__isnull=False),
                name="user_closed_has_time",
                violation_error_message="停用的帐号须有停用时间",
            ),
            models.UniqueConstraint(
                Lower("username"), name="user_name_once", violation_error_message="这个用户名已有人使用"
            ),
        ]

    def __str__(self) -> str:
        return self.name or self.username

    def get_full_name(self) -> str:
        """The person's name, as the rest of Django expects to ask for it."""
        return self.name

    @cached_property
    def assignments_today(self) -> list[Assignment]:
        """Assignments in force today, read once per request."""
        return list(self.assignments.in_force().select_related("area", "organ"))

    @cached_property
    def roles(self) -> frozenset[str]:
        """The roles held today."""
        return frozenset(a.role for a in self.assignments_today)

    def has_role(self, *roles: str) -> bool:
        """Whether any of these roles is held today."""
        return not self.roles.isdisjoint(roles)

    @property
    def post_label(self) -> str:
        """Where this person works, for the masthead: the organ or area of the first assignment."""
        for assignment in self.assignments_today:
            return assignment.scope_label
        return ""


class AssignmentQuerySet(models.QuerySet["Assignment"]):
    """Assignments by date."""

    def in_force(self, on: date | None = None) -> AssignmentQuerySet:
        """Those whose dates include ``on`` (today by default)."""
        day = on or timezone.localdate()
        return self.filter(starts_on__lte=day).filter(Q(ends_on__isnull=True) | Q(ends_on__gte=day))


class Assignment(models.Model):
    """A role within a scope, from one day to another (both included); never deleted, only ended."""

    user = models.ForeignKey(User, models.CASCADE, related_name="assignments", verbose_name="帐号")
    role = models.CharField("角色", max_length=20, choices=Role.choices)
    area = models.ForeignKey(
        "organs.Area", models.PROTECT, null=True, blank=True, related_name="assignments", verbose_name="区域"
    )
    organ = models.ForeignKey(
        "organs.Organ", models.PROTECT, null=True, blank=True, related_name="assignments", verbose_name="单位"
    )
    starts_on = models.DateField("开始日期", default=timezone.localdate)
    ends_on = models.DateField("结束日期", null=True, blank=True)
    #: The head of the unit, whom a reminder reaches when the unit's staff let it pass.
    is_head = models.BooleanField("单位负责人", default=False)

    objects = AssignmentQuerySet.as_manager()

    class Meta:
        verbose_name = "角色授权"
        verbose_name_plural = "角色授权"
        ordering = ["starts_on", "id"]
        constraints = [
            models.CheckConstraint(
                condition=Q(ends_on__isnull=True) | Q(ends_on__gte=models.F("starts_on")),
                name="assignment_ends_after_start",
                violation_error_message="结束日期不能早于开始日期",
            ),
            models.CheckConstraint(
                condition=~Q(role=Role.TOWN) | Q(area__isnull=False),
                name="assignment_town_has_area",
                violation_error_message="乡镇街道人大须选区域",
            ),
            models.CheckConstraint(
                condition=~Q(role__in=[Role.UNIT, Role.COMMITTEE]) | Q(organ__isnull=False),
                name="assignment_unit_has_organ",
                violation_error_message="承办单位和专委、工委须选单位",
            ),
        ]

    def __str__(self) -> str:
        role, scope = self.get_role_display(), self.scope_label
        head = "负责人" if self.is_head else ""
        return role if scope == role else f"{role}{head}（{scope}）"

    def overlapping(self) -> AssignmentQuerySet:
        """Other assignments of the same role and scope to the same person on any of the same days."""
        same = Assignment.objects.filter(user=self.user, role=self.role, area=self.area, organ=self.organ)
        if self.ends_on:
            same = same.filter(starts_on__lte=self.ends_on)
        return same.filter(Q(ends_on__isnull=True) | Q(ends_on__gte=self.starts_on)).exclude(pk=self.pk)

    @property
    def is_over(self) -> bool:
        """Whether its last day is past."""
        return self.ends_on is not None and self.ends_on < timezone.localdate()

    @property
    def next_year(self) -> date:
        """The last day after one more year, counted from the present one or from today."""
        present = self.ends_on or timezone.localdate()
        day = 28 if (present.month, present.day) == (2, 29) else present.day
        return present.replace(year=present.year + 1, day=day)

    @property
    def scope_label(self) -> str:
        """The scope in words: the organ's or area's name, else the role's."""
        if self.organ is not None:
            return self.organ.short_name
        if self.area is not None:
            return self.area.name
        return self.get_role_display()


class RolePolicy(models.Model):
    """What an administrator requires of everyone who holds a role."""

    role = models.CharField("角色", max_length=20, choices=Role.choices, unique=True)
    second_factor_required = models.BooleanField("登录须用动态验证码", default=False)

    class Meta:
        verbose_name = "角色登录要求"
        verbose_name_plural = "角色登录要求"

    def __str__(self) -> str:
        return self.get_role_display()
