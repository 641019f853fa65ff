"""Deputyships: who represents which voters, at which level, in which term, from when to when (R001, R029)."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING

from django.apps import apps
from django.core.exceptions import ValidationError
from django.db import models
from django.db.models import Exists, F, OuterRef, Q
from django.utils import timezone

from congress.accounts.models import User
from congress.organs.enums import DIRECT_LEVELS, CongressLevel
from congress.organs.models import Constituency, Term, numeral
from deputies import rules
from deputies.enums import Beginning, Ending
from deputies.models.people import Person

if TYPE_CHECKING:
    from deputies.models.groups import GroupMembership

#: What a deputy of a level is called; a deputy of a town bears the name of the town.
_TITLES = {
    CongressLevel.NATIONAL: "全国人大代表",
    CongressLevel.PROVINCE: "省人大代表",
    CongressLevel.CITY: "市人大代表",
    CongressLevel.DISTRICT: "区人大代表",
}


def memberships_on(on: date) -> models.QuerySet[GroupMembership]:
    """The memberships in force on a day, for subqueries and prefetches."""
    rows: models.QuerySet[GroupMembership] = apps.get_model(
        "deputies", "GroupMembership"
    )._default_manager.all()
    return rows.filter(*rules.held_on(on))


class DeputyshipQuerySet(models.QuerySet["Deputyship"]):
    """Deputyships by scope, date and group."""

    def visible_to(self, user: User) -> DeputyshipQuerySet:
        """Deputyships this user may see in the roster."""
        return self.filter(rules.see_deputyship.as_q(user))

    def in_force(self, on: date) -> DeputyshipQuerySet:
        """Those whose holders are deputies on a day, the first and the last day included."""
        return self.filter(Q(ends_on__isnull=True) | Q(ends_on__gte=on), starts_on__lte=on)

    def former(self, on: date) -> DeputyshipQuerySet:
        """Those whose last day is past on a day."""
        return self.filter(ends_on__lt=on)

    def without_group(self, on: date) -> DeputyshipQuerySet:
        """Those without a territorial group on a day: “未编组” (R003)."""
        return self.filter(~Exists(memberships_on(on).filter(deputyship=OuterRef("pk"), is_main=True)))


class Deputyship(models.Model):
    """The deputyship of a person at one level for one term (代表资格); a person may hold several at once.

    The first and the last day are included. ``how_ended`` is set when, and only when, there is a last day. From
    then on the file is read-only. ``succeeds`` names the deputyship whose seat a by-election filled.
    Deputies of a level above the district are not elected here: they have no constituency of the district,
    and their term is the term of that congress, kept under the district's area.
    """

    person = models.ForeignKey(Person, models.PROTECT, related_name="deputyships", verbose_name="代表")
    level = models.CharField("层级", max_length=20, choices=CongressLevel.choices)
    term = models.ForeignKey(Term, models.PROTECT, related_name="deputyships", verbose_name="届")
    constituency = models.ForeignKey(
        Constituency,
        models.PROTECT,
        null=True,
        blank=True,
        related_name="deputyships",
        verbose_name="选区",
    )
    delegation = models.CharField("代表团", max_length=40, blank=True)
    starts_on = models.DateField("资格开始")
    ends_on = models.DateField("资格结束", null=True, blank=True)
    how_began = models.CharField(
        "产生方式", max_length=20, choices=Beginning.choices, default=Beginning.ELECTION
    )
    how_ended = models.CharField("结束原因", max_length=20, choices=Ending.choices, blank=True)
    end_note = models.CharField("结束说明", max_length=200, blank=True)
    succeeds = models.OneToOneField(
        "self",
        models.PROTECT,
        null=True,
        blank=True,
        related_name="succeeded_by",
        verbose_name="接替",
    )
    version = models.PositiveIntegerField(default=1, editable=False)

    objects = DeputyshipQuerySet.as_manager()

    class Meta:
        verbose_name = "代表资格"
        verbose_name_plural = "代表资格"
        ordering = ["level", "person_id", "id"]
        indexes = [
            models.Index(fields=["level", "ends_on"], name="deputyship_level_end"),
            models.Index(fields=["starts_on"], name="deputyship_start"),
            models.Index(fields=["ends_on"], name="deputyship_end"),
            models.Index(fields=["delegation"], name="deputyship_delegation"),
        ]
        constraints = [
            models.UniqueConstraint(
                fields=["person", "term"],
                name="deputyship_once_a_term",
                violation_error_message="这个人已有这一届的代表资格",
            ),
            models.CheckConstraint(
                condition=Q(ends_on__isnull=True) | Q(ends_on__gte=F("starts_on")),
                name="deputyship_ends_after_start",
                violation_error_message="资格结束日期不能早于开始日期",
            ),
            models.CheckConstraint(
                condition=Q(ends_on__isnull=True, how_ended="") | Q(ends_on__isnull=False) & ~Q(how_ended=""),
                name="deputyship_end_has_reason",
                violation_error_message="资格结束须写日期和原因",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.person}（{self.title}，{self.term_label}）"

    def clean(self) -> None:
        """Level, term and constituency belong together, and nobody is a deputy before the term begins."""
        begin: date | None = self.starts_on  # none while its own message counts
        if not hasattr(self, "term"):
            return
        if self.level != self.term.level:
            raise ValidationError({"term": f"{self.term}不是{self.get_level_display()}的届，请重选"})
        if begin and begin < self.term.starts_on:
            raise ValidationError({"starts_on": "资格开始日期不能早于这一届的开始日期"})
        if begin and self.term.ends_on and begin > self.term.ends_on:
            raise ValidationError({"starts_on": "资格开始日期不能晚于这一届的结束日期"})
        if self.constituency is None:
            return
        if self.level not in DIRECT_LEVELS:
            raise ValidationError({"constituency": "只有区县级、乡镇级代表按选区选举，请把选区留空"})
        if self.constituency.level != self.level:
            raise ValidationError(
                {"constituency": f"{self.constituency}不是{self.get_level_display()}的选区，请重选"}
            )
        if not self.constituency.area.path.startswith(self.term.area.path):
            raise ValidationError({"constituency": f"{self.constituency}不在{self.term.area}，请重选"})

    @property
    def title(self) -> str:
        """区人大代表, 东塘镇人大代表."""
        return _TITLES.get(CongressLevel(self.level)) or f"{self.term.area}人大代表"

    @property
    def term_label(self) -> str:
        """第十八届."""
        return f"第{numeral(self.term.number)}届"

    @property
    def is_over(self) -> bool:
        """Whether the last day is past, and the file read-only."""
        return self.ends_on is not None and self.ends_on < timezone.localdate()
