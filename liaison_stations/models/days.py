"""Reception days: the rules by which they come round, the days, whose turn it is, who was received."""

from __future__ import annotations

from uuid import uuid4

from django.conf import settings
from django.core.validators import MaxValueValidator, MinValueValidator
from django.db import models
from django.db.models import F, Q
from django.utils import timezone

from congress.accounts.models import User
from liaison_stations import rules
from liaison_stations.enums import DayState, DutyState, OnHoliday, PlaceMode, RuleKind, WeekReading
from liaison_stations.models.stations import Station

#: The largest batch (批) of citizens one form takes.
LARGEST_BATCH = 500


class ReceptionRule(models.Model):
    """How the reception days of a station come round (R159–R162); read by ``recurrence.days_of``.

    ``days`` are days of the month (5, 25), ``digits`` the last digits of market days (3, 6, 9; with ``is_lunar`` of
    the lunar month), ``dates`` ISO dates, ``nth`` and ``weekday`` (0 is Monday) the n-th weekday read by ``reading``.
    """

    station = models.ForeignKey(Station, models.PROTECT, related_name="rules", verbose_name="联络站")
    kind = models.CharField("规则", max_length=14, choices=RuleKind.choices)
    days = models.JSONField("日期", default=list, blank=True)
    nth = models.PositiveSmallIntegerField(
        "第几个", null=True, blank=True, validators=[MinValueValidator(1), MaxValueValidator(5)]
    )
    weekday = models.PositiveSmallIntegerField(
        "星期", null=True, blank=True, validators=[MaxValueValidator(6)]
    )
    reading = models.CharField(
        "读法", max_length=12, choices=WeekReading.choices, default=WeekReading.NTH_WEEKDAY
    )
    digits = models.JSONField("逢几", default=list, blank=True)
    is_lunar = models.BooleanField("按农历", default=False)
    dates = models.JSONField("日期", default=list, blank=True)
    on_holiday = models.CharField(
        "遇节假日", max_length=18, choices=OnHoliday.choices, default=OnHoliday.STAY
    )
    begins_at = models.TimeField("开始时间")
    ends_at = models.TimeField("结束时间")
    starts_on = models.DateField("从哪天起")
    ends_on = models.DateField("到哪天止", null=True, blank=True)
    version = models.PositiveIntegerField(default=1, editable=False)

    class Meta:
        verbose_name = "接待日规则"
        verbose_name_plural = "接待日规则"
        ordering = ["starts_on", "id"]
        constraints = [
            models.CheckConstraint(
                condition=Q(ends_at__gt=F("begins_at")),
                name="reception_rule_hours",
                violation_error_message="结束时间要晚于开始时间",
            ),
            models.CheckConstraint(
                condition=Q(ends_on__isnull=True) | Q(ends_on__gte=F("starts_on")),
                name="reception_rule_dates",
                violation_error_message="止日不能早于起日",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.station}：{self.get_kind_display()}"


class ReceptionForm(models.Model):
    """A form of receiving citizens (1+N, R138, R139) or of sharing the turns (R173): an editable list."""

    name = models.CharField("名称", max_length=30, unique=True)
    order = models.PositiveSmallIntegerField("排序", default=0)
    in_use = models.BooleanField("在用", default=True)

    class Meta:
        verbose_name = "接待形式"
        verbose_name_plural = "接待形式"
        ordering = ["order", "id"]

    def __str__(self) -> str:
        return self.name


class ReceptionDayQuerySet(models.QuerySet["ReceptionDay"]):
    """Reception days by scope."""

    def visible_to(self, user: User) -> ReceptionDayQuerySet:
        """Days this user may see."""
        return self.filter(rules.see_day.as_q(user))

    def kept_by(self, user: User) -> ReceptionDayQuerySet:
        """Days this user plans and records."""
        return self.filter(rules.keep_day.as_q(user))

    def standing(self) -> ReceptionDayQuerySet:
        """Those not cancelled."""
        return self.exclude(state=DayState.CANCELLED)


class ReceptionDay(models.Model):
    """One reception day (接待日) of a station, planned by a rule or by hand, then held and recorded.

    ``planned_on`` is the day the rule gave before a holiday moved it. A day with ``is_duty_report`` counts as a
    述职 as well (R127). ``activity`` is the record in the log that follows from a day that was held; attendance,
    duty records and bulletins go from there. ``hosted_by`` is the state organ that came to listen (R185). With
    ``slot_minutes`` places at a reception by video are booked, ``slot_seats`` in each slot (R172).
    """

    station = models.ForeignKey(Station, models.PROTECT, related_name="days", verbose_name="联络站")
    rule = models.ForeignKey(
        ReceptionRule, models.SET_NULL, null=True, blank=True, related_name="made", verbose_name="规则"
    )
    planned_on = models.DateField("原定日期", null=True, blank=True, editable=False)
    day = models.DateField("日期")
    begins_at = models.TimeField("开始时间")
    ends_at = models.TimeField("结束时间")
    place_mode = models.CharField(
        "接待方式", max_length=8, choices=PlaceMode.choices, default=PlaceMode.FIXED
    )
    place = models.CharField("地点", max_length=120, blank=True)
    video_link = models.URLField("视频地址", blank=True)
    slot_minutes = models.PositiveSmallIntegerField(
        "预约每段几分钟", null=True, blank=True, validators=[MinValueValidator(5), MaxValueValidator(240)]
    )
    slot_seats = models.PositiveSmallIntegerField(
        "每段约几位", default=1, validators=[MinValueValidator(1), MaxValueValidator(20)]
    )
    forms = models.ManyToManyField(ReceptionForm, blank=True, related_name="days", verbose_name="接待形式")
    topic = models.CharField("主题", max_length=60, blank=True)
    is_duty_report = models.BooleanField("同时述职", default=False)
    hosted_by = models.ForeignKey(
        "organs.Organ",
        models.PROTECT,
        null=True,
        blank=True,
        related_name="station_days",
        verbose_name="进站听取意见的机关",
    )
    state = models.CharField("状态", max_length=10, choices=DayState.choices, default=DayState.PLANNED)
    reason = models.CharField("取消原因", max_length=200, blank=True)
    announced_at = models.DateTimeField("通知时间", null=True, blank=True)
    activity = models.OneToOneField(
        "activities.Activity",
        models.PROTECT,
        null=True,
        blank=True,
        related_name="reception_day",
        verbose_name="工作记录",
    )
    version = models.PositiveIntegerField(default=1, editable=False)

    objects = ReceptionDayQuerySet.as_manager()

    class Meta:
        verbose_name = "接待日"
        verbose_name_plural = "接待日"
        ordering = ["day", "begins_at", "id"]
        indexes = [
            models.Index(fields=["day", "state"], name="reception_day_state"),
            models.Index(fields=["station", "day"], name="reception_day_station"),
            # What figures count of the days that took place, without the rows themselves.
            models.Index(
                fields=["day"],
                include=["station"],
                condition=Q(state__in=[DayState.OPEN, DayState.HELD]),
                name="reception_day_held",
            ),
        ]
        constraints = [
            models.UniqueConstraint(
                fields=["rule", "planned_on"],
                condition=Q(rule__isnull=False),
                name="reception_day_once",
            ),
            models.CheckConstraint(
                condition=Q(ends_at__gt=F("begins_at")),
                name="reception_day_hours",
                violation_error_message="结束时间要晚于开始时间",
            ),
            models.CheckConstraint(
                condition=~Q(place_mode=PlaceMode.MOBILE) | ~Q(place=""),
                name="reception_day_mobile_place",
                violation_error_message="流动接待要写地点",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.station} {self.day.month}月{self.day.day}日"

    @property
    def is_future(self) -> bool:
        """Whether the day has not come yet."""
        return self.day > timezone.localdate()

    @property
    def was_moved(self) -> bool:
        """Whether a holiday moved it."""
        return self.planned_on is not None and self.planned_on != self.day


class Duty(models.Model):
    """A deputy's turn at a reception day (轮值, R173)."""

    day = models.ForeignKey(ReceptionDay, models.CASCADE, related_name="duties", verbose_name="接待日")
    deputyship = models.ForeignKey(
        "deputies.Deputyship", models.PROTECT, related_name="station_duties", verbose_name="代表"
    )
    state = models.CharField("到场", max_length=8, choices=DutyState.choices, default=DutyState.PLANNED)
    note = models.CharField("说明", max_length=100, blank=True)

    class Meta:
        verbose_name = "接待代表"
        verbose_name_plural = "接待代表"
        ordering = ["id"]
        constraints = [
            models.UniqueConstraint(
                fields=["day", "deputyship"],
                name="reception_duty_once",
                violation_error_message="这位代表已排在这一天",
            )
        ]

    def __str__(self) -> str:
        return f"{self.deputyship} · {self.day}"


class DutySwap(models.Model):
    """A deputy asks another to take a turn, in exchange for the other's or for nothing; both must agree (R173)."""

    duty = models.ForeignKey(Duty, models.CASCADE, related_name="swaps", verbose_name="换出的班")
    other = models.ForeignKey(
        Duty, models.CASCADE, null=True, blank=True, related_name="+", verbose_name="换入的班"
    )
    asked_of = models.ForeignKey(
        "deputies.Deputyship", models.PROTECT, related_name="+", verbose_name="请谁替换"
    )
    note = models.CharField("说明", max_length=100, blank=True)
    asked_at = models.DateTimeField("提出时间", default=timezone.now)
    answered_at = models.DateTimeField("答复时间", null=True, blank=True)
    is_accepted = models.BooleanField("同意", null=True, blank=True)

    class Meta:
        verbose_name = "换班"
        verbose_name_plural = "换班"
        ordering = ["id"]
        constraints = [
            models.UniqueConstraint(
                fields=["duty"],
                condition=Q(answered_at__isnull=True),
                name="duty_swap_open_once",
                violation_error_message="这个班已经请人替换，等对方答复",
            ),
            models.CheckConstraint(
                condition=Q(answered_at__isnull=True, is_accepted__isnull=True)
                | Q(answered_at__isnull=False, is_accepted__isnull=False),
                name="duty_swap_answer_whole",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.duty} → {self.asked_of}"


class Reception(models.Model):
    """One batch (批) of citizens received together; ``people`` counts heads (人次), so 批 ≤ 人次 (R163).

    ``token`` is made on the phone: what is sent twice is one reception. ``entered_by`` and ``entered_at`` tell the
    records of two officers of one day apart.
    """

    day = models.ForeignKey(ReceptionDay, models.PROTECT, related_name="receptions", verbose_name="接待日")
    people = models.PositiveSmallIntegerField(
        "人数", default=1, validators=[MinValueValidator(1), MaxValueValidator(LARGEST_BATCH)]
    )
    received_at = models.TimeField("时间", null=True, blank=True)
    token = models.UUIDField(unique=True, default=uuid4, editable=False)
    entered_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, related_name="+", verbose_name="登记人"
    )
    entered_at = models.DateTimeField("登记时间", default=timezone.now)

    class Meta:
        verbose_name = "接待"
        verbose_name_plural = "接待"
        ordering = ["id"]
        constraints = [models.CheckConstraint(condition=Q(people__gte=1), name="reception_has_people")]

    def __str__(self) -> str:
        return f"{self.day} 第{self.pk}批"
