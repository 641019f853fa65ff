"""Honours, selections with their categories and quotas, and candidates (R053, R078, R079, R081)."""

from __future__ import annotations

from django.core.validators import MaxValueValidator, MinValueValidator
from django.db import models
from django.db.models import Q

from congress.accounts.models import User
from congress.ballots.models import Poll
from congress.organs.models import Organ, Session
from deputies.honours import rules
from deputies.honours.enums import HonourLevel, SelectionState, Subject
from deputies.models.groups import DeputyGroup
from deputies.models.library import LibraryText
from deputies.models.people import Person

_YEARS = [MinValueValidator(1979), MaxValueValidator(2100)]


class SelectionCategory(models.Model):
    """A category of a selection, as 优秀代表, with who or what is chosen and the usual quota: an editable list."""

    name = models.CharField("名称", max_length=30, unique=True)
    subject = models.CharField("评选对象", max_length=10, choices=Subject.choices)
    quota = models.PositiveSmallIntegerField("一般名额", default=10, validators=[MinValueValidator(1)])
    order = models.PositiveSmallIntegerField("排序", default=0)
    in_use = models.BooleanField("在用", default=True)

    class Meta:
        verbose_name = "评选类别"
        verbose_name_plural = "评选类别"
        ordering = ["order", "id"]

    def __str__(self) -> str:
        return self.name


class SelectionQuerySet(models.QuerySet["Selection"]):
    """Selections by scope."""

    def visible_to(self, user: User) -> SelectionQuerySet:
        """All for the district's offices, published ones for others."""
        return self.filter(rules.see_selection.as_q(user))


class Selection(models.Model):
    """A selection of a year (推优). Published, it is not changed any more; it can only be revoked with a reason.

    Two days are kept: ``decided_on`` of the choosing, at the end of the year, and ``commended_on`` of the commendation
    at a ``session`` of the congress (R234). ``basis`` is the rule it follows, as the library has it (R235).
    """

    year = models.PositiveSmallIntegerField("年度", validators=_YEARS)
    title = models.CharField("名称", max_length=60)
    awarded_by = models.CharField("表彰机关", max_length=60)
    level = models.CharField("级别", max_length=10, choices=HonourLevel.choices, default=HonourLevel.DISTRICT)
    state = models.CharField(
        "状态", max_length=12, choices=SelectionState.choices, default=SelectionState.NOMINATING
    )
    decided_on = models.DateField("决定日期", null=True, blank=True)
    decision = models.CharField("怎样决定的", max_length=200, blank=True)
    published_at = models.DateTimeField("公布时间", null=True, blank=True)
    basis = models.ForeignKey(
        LibraryText, models.PROTECT, null=True, blank=True, related_name="selections", verbose_name="评选依据"
    )
    session = models.ForeignKey(
        Session, models.PROTECT, null=True, blank=True, related_name="selections", verbose_name="表彰的会议"
    )
    commended_on = models.DateField("表彰日期", null=True, blank=True)
    reason = models.CharField("撤销原因", max_length=200, blank=True)
    version = models.PositiveIntegerField(default=1, editable=False)

    objects = SelectionQuerySet.as_manager()

    class Meta:
        verbose_name = "评选"
        verbose_name_plural = "评选"
        ordering = ["-year", "-id"]
        indexes = [models.Index(fields=["-year", "-id"], name="selection_newest")]
        constraints = [
            models.UniqueConstraint(
                fields=["year", "title"],
                condition=~Q(state=SelectionState.REVOKED),
                name="selection_once",
                violation_error_message="这一年已有同名评选",
            ),
            models.CheckConstraint(
                condition=Q(session__isnull=True, commended_on__isnull=True)
                | Q(session__isnull=False, commended_on__isnull=False),
                name="selection_commended_at_session",
            ),
            models.CheckConstraint(
                condition=~Q(state=SelectionState.PUBLISHED) | Q(published_at__isnull=False),
                name="selection_published_at",
            ),
            models.CheckConstraint(
                condition=~Q(state=SelectionState.REVOKED) | ~Q(reason=""), name="selection_revoked_why"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.year}年{self.title}"


class SelectionQuota(models.Model):
    """How many a selection may choose in a category; ``poll`` chooses them, and has once it is ``settled``."""

    selection = models.ForeignKey(Selection, models.CASCADE, related_name="quotas", verbose_name="评选")
    category = models.ForeignKey(
        SelectionCategory, models.PROTECT, related_name="quotas", verbose_name="类别"
    )
    quota = models.PositiveSmallIntegerField("名额")
    poll = models.OneToOneField(
        Poll, models.PROTECT, null=True, blank=True, related_name="+", verbose_name="投票"
    )
    settled = models.BooleanField("投票已有结果", default=False)

    class Meta:
        verbose_name = "评选名额"
        verbose_name_plural = "评选名额"
        ordering = ["category__order", "category_id"]
        constraints = [models.UniqueConstraint(fields=["selection", "category"], name="selection_quota_once")]

    def __str__(self) -> str:
        return f"{self.category} {self.quota}"


class Candidate(models.Model):
    """Somebody or something nominated in a category; ``name`` is as it stands in the list.

    ``work`` is the key of a motion or suggestion. ``recommended`` is the outcome of the review, none before it;
    ``chosen`` that of the decision, ``votes`` what it got where it was voted on.
    """

    selection = models.ForeignKey(Selection, models.CASCADE, related_name="candidates", verbose_name="评选")
    category = models.ForeignKey(
        SelectionCategory, models.PROTECT, related_name="candidates", verbose_name="类别"
    )
    person = models.ForeignKey(
        Person, models.PROTECT, null=True, blank=True, related_name="candidacies", verbose_name="代表"
    )
    group = models.ForeignKey(
        DeputyGroup, models.PROTECT, null=True, blank=True, related_name="candidacies", verbose_name="小组"
    )
    organ = models.ForeignKey(
        Organ, models.PROTECT, null=True, blank=True, related_name="candidacies", verbose_name="单位"
    )
    work = models.CharField("议案、建议", max_length=40, blank=True)
    work_url = models.CharField(max_length=200, blank=True, editable=False)
    name = models.CharField("候选名称", max_length=120)
    nominated_by = models.CharField("提名单位", max_length=60)
    deeds = models.TextField("主要事迹", max_length=1000)
    opinion = models.CharField("评审意见", max_length=300, blank=True)
    recommended = models.BooleanField("建议入选", null=True, blank=True)
    votes = models.PositiveIntegerField("得票", null=True, blank=True)
    chosen = models.BooleanField("入选", default=False)

    class Meta:
        verbose_name = "候选"
        verbose_name_plural = "候选"
        ordering = ["category__order", "category_id", "id"]
        constraints = [
            models.UniqueConstraint(
                fields=["selection", "category", "name"],
                name="candidate_once",
                violation_error_message="这一类已提名过同一个候选",
            ),
        ]

    def __str__(self) -> str:
        return self.name


class HonourQuerySet(models.QuerySet["Honour"]):
    """Honours by scope and release."""

    def visible_to(self, user: User) -> HonourQuerySet:
        """All for the district's offices, released ones for others."""
        return self.filter(rules.see_honour.as_q(user))

    def standing(self) -> HonourQuerySet:
        """Those not withdrawn."""
        return self.filter(withdrawn_at__isnull=True)

    def released(self) -> HonourQuerySet:
        """Those everybody may read (R053)."""
        return self.filter(released_at__isnull=False, withdrawn_at__isnull=True)


class Honour(models.Model):
    """An honour of a person or of a group, with the organ that gave it, level and year (R081, R079).

    ``released_at`` is when the office let the public read it. ``candidate`` is the selection it came from.
    """

    person = models.ForeignKey(
        Person, models.PROTECT, null=True, blank=True, related_name="honours", verbose_name="代表"
    )
    group = models.ForeignKey(
        DeputyGroup, models.PROTECT, null=True, blank=True, related_name="honours", verbose_name="小组"
    )
    title = models.CharField("荣誉名称", max_length=60)
    awarded_by = models.CharField("授予机关", max_length=60)
    level = models.CharField("级别", max_length=10, choices=HonourLevel.choices)
    year = models.PositiveSmallIntegerField("年度", validators=_YEARS)
    deeds = models.TextField("主要事迹", max_length=1000, blank=True)
    candidate = models.OneToOneField(
        Candidate, models.PROTECT, null=True, blank=True, related_name="honour", verbose_name="评选"
    )
    released_at = models.DateTimeField("公开时间", null=True, blank=True)
    withdrawn_at = models.DateTimeField("撤销时间", null=True, blank=True)
    reason = models.CharField("撤销原因", max_length=200, blank=True)
    version = models.PositiveIntegerField(default=1, editable=False)

    objects = HonourQuerySet.as_manager()

    class Meta:
        verbose_name = "荣誉"
        verbose_name_plural = "荣誉"
        ordering = ["-year", "-id"]
        indexes = [
            models.Index(fields=["-year", "-id"], name="honour_newest"),
            models.Index(fields=["level", "-year"], name="honour_level"),
        ]
        constraints = [
            models.CheckConstraint(
                condition=Q(person__isnull=False, group__isnull=True)
                | Q(person__isnull=True, group__isnull=False),
                name="honour_of_one",
                violation_error_message="荣誉属于一位代表或者一个小组，二选一",
            ),
            models.UniqueConstraint(
                fields=["person", "title", "year"],
                condition=Q(withdrawn_at__isnull=True),
                name="honour_person_once",
                violation_error_message="这位代表这一年已有同一荣誉",
            ),
            models.UniqueConstraint(
                fields=["group", "title", "year"],
                condition=Q(withdrawn_at__isnull=True),
                name="honour_group_once",
                violation_error_message="这个小组这一年已有同一荣誉",
            ),
            models.CheckConstraint(
                condition=Q(withdrawn_at__isnull=True) | ~Q(reason=""), name="honour_withdrawn_why"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.holder}：{self.title}"

    @property
    def holder(self) -> Person | DeputyGroup | None:
        """Whose it is."""
        return self.person or self.group
