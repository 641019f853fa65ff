"""Functional party branches in groups of deputies, their members, activities and pairs (R020–R023)."""

from __future__ import annotations

from datetime import date

from django.conf import settings
from django.core.validators import MaxLengthValidator, MinValueValidator
from django.db import models
from django.db.models import F, Q

from congress.accounts.models import User
from deputies.branches import rules
from deputies.models.groups import DeputyGroup
from deputies.models.people import Person
from deputies.rules import held_on

#: The longest text under one heading.
LONGEST_TEXT = 2_000
_DATES_IN_ORDER = Q(ends_on__isnull=True) | Q(ends_on__gte=F("starts_on"))


class BranchHeading(models.Model):
    """A heading under which a branch says how it works (组织设置, 功能定位 …): an editable list."""

    name = models.CharField("名称", max_length=20, unique=True)
    order = models.PositiveSmallIntegerField("排序", default=0)
    in_use = models.BooleanField("在用", default=True)

    class Meta:
        verbose_name = "党支部制度内容"
        verbose_name_plural = "党支部制度内容"
        ordering = ["order", "id"]

    def __str__(self) -> str:
        return self.name


class BranchActivityKind(models.Model):
    """What a branch does, and in what it is counted (次, 人次, 起, 家; R022): an editable list."""

    name = models.CharField("名称", max_length=20, unique=True)
    unit = models.CharField("单位", max_length=6)
    order = models.PositiveSmallIntegerField("排序", default=0)
    in_use = models.BooleanField("在用", default=True)

    class Meta:
        verbose_name = "党支部活动类型"
        verbose_name_plural = "党支部活动类型"
        ordering = ["order", "id"]

    def __str__(self) -> str:
        return self.name


class PartyBranchQuerySet(models.QuerySet["PartyBranch"]):
    """Branches by scope and date."""

    def visible_to(self, user: User) -> PartyBranchQuerySet:
        """Branches this user may see."""
        return self.filter(rules.see_branch.as_q(user))

    def kept_by(self, user: User) -> PartyBranchQuerySet:
        """Branches whose members, activities and pairs this user keeps."""
        return self.filter(rules.keep_branch.as_q(user))

    def in_force(self, on: date) -> PartyBranchQuerySet:
        """Branches that exist on a day."""
        return self.filter(*held_on(on))


class PartyBranch(models.Model):
    """The functional party branch of a group (功能型党支部): one at a time, set up by a document of two bodies."""

    group = models.ForeignKey(DeputyGroup, models.PROTECT, related_name="branches", verbose_name="代表小组")
    name = models.CharField("名称", max_length=60)
    secretary = models.ForeignKey(
        Person, models.PROTECT, null=True, blank=True, related_name="+", verbose_name="书记"
    )
    document = models.CharField("建立依据", max_length=120, blank=True)
    issuers = models.CharField("发文单位", max_length=120, blank=True)
    starts_on = models.DateField("建立日期")
    ends_on = models.DateField("撤销日期", null=True, blank=True)
    version = models.PositiveIntegerField(default=1, editable=False)

    objects = PartyBranchQuerySet.as_manager()

    class Meta:
        verbose_name = "功能型党支部"
        verbose_name_plural = "功能型党支部"
        ordering = ["group__number", "id"]
        constraints = [
            models.UniqueConstraint(
                fields=["group"],
                condition=Q(ends_on__isnull=True),
                name="party_branch_one",
                violation_error_message="这个小组已有功能型党支部",
            ),
            models.CheckConstraint(
                condition=_DATES_IN_ORDER,
                name="party_branch_ends_after_start",
                violation_error_message="撤销日期不能早于建立日期",
            ),
        ]

    def __str__(self) -> str:
        return self.name


class BranchText(models.Model):
    """What a branch says under one heading."""

    branch = models.ForeignKey(PartyBranch, models.CASCADE, related_name="texts", verbose_name="党支部")
    heading = models.ForeignKey(BranchHeading, models.PROTECT, related_name="+", verbose_name="内容")
    text = models.TextField("内容", blank=True, validators=[MaxLengthValidator(LONGEST_TEXT)])

    class Meta:
        verbose_name = "党支部制度"
        verbose_name_plural = "党支部制度"
        ordering = ["heading__order", "id"]
        constraints = [models.UniqueConstraint(fields=["branch", "heading"], name="branch_text_once")]

    def __str__(self) -> str:
        return f"{self.branch} · {self.heading}"


class BranchMemberQuerySet(models.QuerySet["BranchMember"]):
    """Members by date."""

    def in_force(self, on: date) -> BranchMemberQuerySet:
        """Members on a day."""
        return self.filter(*held_on(on))


class BranchMember(models.Model):
    """A party member among the deputies belongs to a branch. ``own_post`` and ``deputy_post`` tell what they did in
    their own post and as a deputy (双岗建功, R023).
    """

    branch = models.ForeignKey(PartyBranch, models.PROTECT, related_name="members", verbose_name="党支部")
    person = models.ForeignKey(
        Person, models.PROTECT, related_name="branch_memberships", verbose_name="党员代表"
    )
    starts_on = models.DateField("编入日期")
    ends_on = models.DateField("转出日期", null=True, blank=True)
    own_post = models.CharField("本职岗位", max_length=300, blank=True)
    deputy_post = models.CharField("代表岗位", max_length=300, blank=True)
    version = models.PositiveIntegerField(default=1, editable=False)

    objects = BranchMemberQuerySet.as_manager()

    class Meta:
        verbose_name = "党支部成员"
        verbose_name_plural = "党支部成员"
        ordering = ["person__name_key", "id"]
        constraints = [
            models.UniqueConstraint(
                fields=["person"],
                condition=Q(ends_on__isnull=True),
                name="branch_member_once",
                violation_error_message="这位代表已编入一个功能型党支部",
            ),
            models.CheckConstraint(
                condition=_DATES_IN_ORDER,
                name="branch_member_ends_after_start",
                violation_error_message="转出日期不能早于编入日期",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.person}：{self.branch}"


class BranchActivityQuerySet(models.QuerySet["BranchActivity"]):
    """Activities of branches; a withdrawn one counts nowhere."""

    def visible_to(self, user: User) -> BranchActivityQuerySet:
        """Those of the branches this user sees."""
        return self.filter(branch__in=PartyBranch.objects.visible_to(user).order_by().values("pk"))

    def standing(self) -> BranchActivityQuerySet:
        """Those that were not withdrawn."""
        return self.filter(withdrawn_at=None)


class BranchActivity(models.Model):
    """What a branch did on a day, and how much of it, in the unit of its kind (R022).

    ``token`` names one submission of the form.
    """

    branch = models.ForeignKey(PartyBranch, models.PROTECT, related_name="activities", verbose_name="党支部")
    kind = models.ForeignKey(
        BranchActivityKind, models.PROTECT, related_name="activities", verbose_name="类型"
    )
    on = models.DateField("日期")
    title = models.CharField("内容", max_length=80)
    amount = models.PositiveIntegerField("数量", default=1, validators=[MinValueValidator(1)])
    place = models.CharField("地点", max_length=80, blank=True)
    token = models.UUIDField(null=True, blank=True, unique=True, editable=False)
    entered_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, related_name="+", verbose_name="登记人"
    )
    withdrawn_at = models.DateTimeField("撤回时间", null=True, blank=True)
    withdrawn_reason = models.CharField("撤回原因", max_length=200, blank=True)

    objects = BranchActivityQuerySet.as_manager()

    class Meta:
        verbose_name = "党支部活动"
        verbose_name_plural = "党支部活动"
        ordering = ["-on", "-id"]
        indexes = [models.Index(fields=["on"], name="branch_activity_on")]
        constraints = [
            models.CheckConstraint(condition=Q(amount__gte=1), name="branch_activity_amount"),
        ]

    def __str__(self) -> str:
        return self.title


class BranchPairQuerySet(models.QuerySet["BranchPair"]):
    """Pairs by date."""

    def in_force(self, on: date) -> BranchPairQuerySet:
        """Pairs on a day."""
        return self.filter(*held_on(on))


class BranchPair(models.Model):
    """A member of the branch keeps in touch with a deputy of the group outside the party (党员联系党外代表, R023)."""

    branch = models.ForeignKey(PartyBranch, models.PROTECT, related_name="pairs", verbose_name="党支部")
    member = models.ForeignKey(Person, models.PROTECT, related_name="+", verbose_name="党员代表")
    partner = models.ForeignKey(Person, models.PROTECT, related_name="+", verbose_name="党外代表")
    starts_on = models.DateField("从哪天起")
    ends_on = models.DateField("到哪天止", null=True, blank=True)

    objects = BranchPairQuerySet.as_manager()

    class Meta:
        verbose_name = "党员联系党外代表"
        verbose_name_plural = "党员联系党外代表"
        ordering = ["partner__name_key", "id"]
        constraints = [
            models.UniqueConstraint(
                fields=["branch", "member", "partner"],
                condition=Q(ends_on__isnull=True),
                name="branch_pair_once",
                violation_error_message="已经有这个联系",
            ),
            models.CheckConstraint(
                condition=_DATES_IN_ORDER,
                name="branch_pair_ends_after_start",
                violation_error_message="结束日期不能早于开始日期",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.member} → {self.partner}"
