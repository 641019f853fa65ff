"""Groups of deputies, who sits in them and who leads them, with dates (R002–R010)."""

from __future__ import annotations

from datetime import date
from typing import Any

from django.core.exceptions import ValidationError
from django.db import models
from django.db.models import F, Q
from django.utils import timezone

from congress.accounts.models import User
from congress.organs.enums import DIRECT_LEVELS, CongressLevel
from congress.organs.models import Area, Term, numeral
from congress.web.dates import full_day
from deputies import rules
from deputies.enums import GroupKind, GroupPostKind, NumberStyle, Principle
from deputies.models.deputyships import Deputyship
from deputies.models.people import Person

_DATES_IN_ORDER = Q(ends_on__isnull=True) | Q(starts_on__isnull=True) | Q(ends_on__gte=F("starts_on"))


class DeputyGroupQuerySet(models.QuerySet["DeputyGroup"]):
    """Groups by scope and date."""

    def visible_to(self, user: User) -> DeputyGroupQuerySet:
        """Groups this user may see."""
        return self.filter(rules.see_group.as_q(user))

    def in_force(self, on: date) -> DeputyGroupQuerySet:
        """Groups that exist on a day."""
        return self.filter(*rules.held_on(on))


class DeputyGroup(models.Model):
    """A group of deputies (代表小组).

    ``term`` is the term of the congress whose list of groups it stands in; the number may be one the higher
    level gave (R009). ``levels`` are all levels whose deputies may sit in it: a district's group often takes
    the deputies of its towns too (R002). ``label`` is what the group is called: its name, else its number.
    """

    term = models.ForeignKey(Term, models.PROTECT, related_name="deputy_groups", verbose_name="届")
    kind = models.CharField("类别", max_length=20, choices=GroupKind.choices, default=GroupKind.TERRITORIAL)
    number = models.PositiveIntegerField("编号", null=True, blank=True)
    number_style = models.CharField(
        "编号写法", max_length=10, choices=NumberStyle.choices, default=NumberStyle.CHINESE
    )
    name = models.CharField("名称", max_length=40, blank=True)
    label = models.CharField("小组", max_length=60, editable=False)
    levels = models.JSONField("代表层级", default=list)
    principles = models.JSONField("编组原则", default=list, blank=True)
    area = models.ForeignKey(
        Area, models.PROTECT, null=True, blank=True, related_name="deputy_groups", verbose_name="所在区域"
    )
    activity_room = models.CharField("活动室", max_length=80, blank=True)
    duties = models.TextField("小组职责", max_length=2000, blank=True)
    starts_on = models.DateField("成立日期", null=True, blank=True)
    ends_on = models.DateField("撤销日期", null=True, blank=True)
    version = models.PositiveIntegerField(default=1, editable=False)

    objects = DeputyGroupQuerySet.as_manager()

    class Meta:
        verbose_name = "代表小组"
        verbose_name_plural = "代表小组"
        ordering = ["term_id", "kind", F("number").asc(nulls_last=True), "id"]
        indexes = [models.Index(fields=["kind", "number"], name="deputygroup_kind_number")]
        constraints = [
            models.UniqueConstraint(
                fields=["term", "label"],
                name="deputygroup_label_once",
                violation_error_message="这一届已有同名小组",
            ),
            models.CheckConstraint(
                condition=Q(number__isnull=False) | ~Q(name=""),
                name="deputygroup_has_name_or_number",
                violation_error_message="编号和名称至少填一项",
            ),
            models.CheckConstraint(
                condition=_DATES_IN_ORDER,
                name="deputygroup_ends_after_start",
                violation_error_message="撤销日期不能早于成立日期",
            ),
        ]

    def __str__(self) -> str:
        return self.label

    def save(self, *args: Any, **kwargs: Any) -> None:
        """Save with the label."""
        self.derive()
        super().save(*args, **kwargs)

    def derive(self) -> None:
        """What the group is called; to be called before rows are written in bulk."""
        self.label = self.name or self.numbered

    def clean(self) -> None:
        """Levels and principles are known ones, and the level of the term is among the levels."""
        self.derive()
        if not set(self.levels) <= set(CongressLevel.values):
            raise ValidationError({"levels": "层级不对，请重选"})
        if not set(self.principles) <= set(Principle.values):
            raise ValidationError({"principles": "编组原则不对，请重选"})
        if self.term_id and self.term.level not in self.levels:
            raise ValidationError({"levels": f"须包括{self.term.get_level_display()}，与所选的届一致"})

    @property
    def numbered(self) -> str:
        """第十三小组 or 第13小组 (R009); empty without a number."""
        if self.number is None:
            return ""
        shown = numeral(self.number) if self.number_style == NumberStyle.CHINESE else self.number
        return f"第{shown}小组"

    @property
    def listed_as(self) -> str:
        """What it is called among groups of other congresses and other years: 第十三小组（市级，2026年3月1日撤销）.

        The term is read.
        """
        notes = [self.term.get_level_display()] if self.term.level != CongressLevel.DISTRICT else []
        notes += [f"{full_day(self.ends_on)}撤销"] if self.ends_on and self.is_over else []
        return f"{self.label}（{'，'.join(notes)}）" if notes else self.label

    @property
    def is_main(self) -> bool:
        """Whether a deputy can sit in only one group like this at a time."""
        return self.kind == GroupKind.TERRITORIAL

    @property
    def serves_only(self) -> bool:
        """Whether it holds deputies whom the district serves but did not elect: 驻区代表 (R004)."""
        return not set(self.levels) & set(DIRECT_LEVELS)

    @property
    def level_labels(self) -> list[str]:
        """区县级, 乡镇级, from the highest down."""
        return [str(level.label) for level in CongressLevel if level in self.levels]

    @property
    def principle_labels(self) -> list[str]:
        """属地原则, 行业原则 …"""
        return [str(principle.label) for principle in Principle if principle in self.principles]

    @property
    def is_over(self) -> bool:
        """Whether its last day is past."""
        return self.ends_on is not None and self.ends_on < timezone.localdate()


class GroupMembershipQuerySet(models.QuerySet["GroupMembership"]):
    """Memberships by date."""

    def in_force(self, on: date) -> GroupMembershipQuerySet:
        """Memberships on a day, the first and the last day included."""
        return self.filter(*rules.held_on(on))


class GroupMembership(models.Model):
    """A deputy sits in a group from one day to another.

    ``is_main`` marks the seat in a territorial group, one at a time for each deputyship. ``wish`` is what the
    deputy asked for, so that the office can see why somebody sits there (R003).
    """

    deputyship = models.ForeignKey(
        Deputyship, models.PROTECT, related_name="memberships", verbose_name="代表"
    )
    group = models.ForeignKey(DeputyGroup, models.PROTECT, related_name="memberships", verbose_name="小组")
    is_main = models.BooleanField(default=True, editable=False)
    starts_on = models.DateField("编入日期", null=True, blank=True)
    ends_on = models.DateField("调出日期", null=True, blank=True)
    wish = models.CharField("本人意愿", max_length=100, blank=True)
    version = models.PositiveIntegerField(default=1, editable=False)

    objects = GroupMembershipQuerySet.as_manager()

    class Meta:
        verbose_name = "小组成员"
        verbose_name_plural = "小组成员"
        ordering = ["group_id", "id"]
        indexes = [
            models.Index(fields=["deputyship", "is_main", "ends_on"], name="groupmember_deputyship_main"),
            models.Index(fields=["group", "ends_on"], name="groupmember_group_end"),
        ]
        constraints = [
            models.UniqueConstraint(
                fields=["deputyship"],
                condition=Q(is_main=True, ends_on__isnull=True),
                name="groupmember_one_main",
                violation_error_message="这位代表已编入一个地域小组",
            ),
            models.UniqueConstraint(
                fields=["deputyship", "group"],
                condition=Q(ends_on__isnull=True),
                name="groupmember_once",
                violation_error_message="这位代表已在这个小组",
            ),
            models.CheckConstraint(
                condition=_DATES_IN_ORDER,
                name="groupmember_ends_after_start",
                violation_error_message="调出日期不能早于编入日期",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.deputyship.person}：{self.group}"

    def save(self, *args: Any, **kwargs: Any) -> None:
        """Save with the kind of the seat."""
        self.is_main = self.group.is_main
        super().save(*args, **kwargs)


class GroupPostQuerySet(models.QuerySet["GroupPost"]):
    """Posts of groups by date."""

    def in_force(self, on: date) -> GroupPostQuerySet:
        """Posts held on a day, the first and the last day included."""
        return self.filter(*rules.held_on(on))


class GroupPost(models.Model):
    """组长, 副组长 or 联络员 of a group, with dates; a liaison need not be a deputy (R005)."""

    group = models.ForeignKey(DeputyGroup, models.PROTECT, related_name="posts", verbose_name="小组")
    person = models.ForeignKey(Person, models.PROTECT, related_name="group_posts", verbose_name="人员")
    kind = models.CharField("职务", max_length=20, choices=GroupPostKind.choices)
    starts_on = models.DateField("任职日期", null=True, blank=True)
    ends_on = models.DateField("离任日期", null=True, blank=True)
    version = models.PositiveIntegerField(default=1, editable=False)

    objects = GroupPostQuerySet.as_manager()

    class Meta:
        verbose_name = "小组职务"
        verbose_name_plural = "小组职务"
        ordering = ["group_id", "id"]
        indexes = [models.Index(fields=["group", "kind", "ends_on"], name="grouppost_group_kind_end")]
        constraints = [
            models.UniqueConstraint(
                fields=["group"],
                condition=Q(kind=GroupPostKind.LEADER, ends_on__isnull=True),
                name="grouppost_one_leader",
                violation_error_message="这个小组已有组长，请先登记离任",
            ),
            models.UniqueConstraint(
                fields=["group", "person", "kind"],
                condition=Q(ends_on__isnull=True),
                name="grouppost_once",
                violation_error_message="这个人已任这个小组的同一职务",
            ),
            models.CheckConstraint(
                condition=_DATES_IN_ORDER,
                name="grouppost_ends_after_start",
                violation_error_message="离任日期不能早于任职日期",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.group}{self.get_kind_display()}"
