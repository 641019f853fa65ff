"""What stations do beside receiving citizens, and what the district asks of all of them together."""

from __future__ import annotations

from django.conf import settings
from django.core.exceptions import ValidationError
from django.core.validators import MaxLengthValidator, MaxValueValidator, MinValueValidator
from django.db import models
from django.db.models import Q

from activities.enums import ActivityState
from congress.accounts.models import User
from liaison_stations import rules
from liaison_stations.models.papers import FIRST_YEAR, LAST_YEAR
from liaison_stations.models.stations import Station

#: The longest list of topics, of opinions, of practices.
LONGEST_NOTE = 2_000
_NOTE = [MaxLengthValidator(LONGEST_NOTE)]
_YEAR = [MinValueValidator(FIRST_YEAR), MaxValueValidator(LAST_YEAR)]


class StationFunction(models.Model):
    """What a station is there for (五个站, R153): an editable list.

    Activities of the kinds with these codes count for it from the start; with ``counts_receptions`` reception days
    that were held do as well.
    """

    name = models.CharField("名称", max_length=30, unique=True)
    kind_codes = models.JSONField("活动类别", default=list, blank=True)
    counts_receptions = models.BooleanField("接待日也算", default=False)
    order = models.PositiveSmallIntegerField("排序", default=0)
    in_use = models.BooleanField("在用", default=True)

    class Meta:
        verbose_name = "站点功能"
        verbose_name_plural = "站点功能"
        ordering = ["order", "id"]

    def __str__(self) -> str:
        return self.name


class FocusSubject(models.Model):
    """What activities of stations turn on (产业发展, 乡村振兴, R184): an editable list."""

    name = models.CharField("名称", max_length=30, unique=True)
    order = models.PositiveSmallIntegerField("排序", default=0)
    in_use = models.BooleanField("在用", default=True)

    class Meta:
        verbose_name = "重点工作"
        verbose_name_plural = "重点工作"
        ordering = ["order", "id"]

    def __str__(self) -> str:
        return self.name


class StationActivityQuerySet(models.QuerySet["StationActivity"]):
    """Activities of stations by scope; a withdrawn one counts nowhere."""

    def recorded(self) -> StationActivityQuerySet:
        """Those whose activity was not withdrawn."""
        return self.filter(activity__state=ActivityState.RECORDED)

    def visible_to(self, user: User) -> StationActivityQuerySet:
        """Those of the stations this user sees."""
        return self.filter(rules.see_activity.as_q(user))

    def kept_by(self, user: User) -> StationActivityQuerySet:
        """Those of the stations this user keeps."""
        return self.filter(rules.keep_activity.as_q(user))


class StationActivity(models.Model):
    """An activity of the log belongs to a station, with its functions, its subject, and what was discussed.

    ``topics`` and ``opinions`` are one a line, as a 议政代表会 has them (R127). ``by_name`` says that it was made
    because the log names the station as organiser; one that somebody wrote more into stays when the name goes.
    """

    station = models.ForeignKey(Station, models.PROTECT, related_name="work", verbose_name="联络站")
    activity = models.ForeignKey(
        "activities.Activity", models.PROTECT, related_name="stations", verbose_name="活动"
    )
    functions = models.ManyToManyField(
        StationFunction, blank=True, related_name="work", verbose_name="体现的功能"
    )
    subject = models.ForeignKey(
        FocusSubject, models.PROTECT, null=True, blank=True, related_name="work", verbose_name="重点工作"
    )
    topics = models.TextField("议题", blank=True, validators=_NOTE)
    opinions = models.TextField("意见建议", blank=True, validators=_NOTE)
    by_name = models.BooleanField(default=False, editable=False)
    recorded_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="+", verbose_name="登记人"
    )
    recorded_at = models.DateTimeField("登记时间", auto_now_add=True)
    version = models.PositiveIntegerField(default=1, editable=False)

    objects = StationActivityQuerySet.as_manager()

    class Meta:
        verbose_name = "联络站活动"
        verbose_name_plural = "联络站活动"
        ordering = ["-activity__start_on", "-id"]
        constraints = [
            models.UniqueConstraint(
                fields=["station", "activity"],
                name="station_activity_once",
                violation_error_message="这次活动已登记为这个站的",
            )
        ]

    def __str__(self) -> str:
        return f"{self.station} · {self.activity}"

    @property
    def topic_lines(self) -> list[str]:
        """The topics one by one."""
        return [line.strip() for line in self.topics.splitlines() if line.strip()]

    @property
    def opinion_lines(self) -> list[str]:
        """The opinions one by one."""
        return [line.strip() for line in self.opinions.splitlines() if line.strip()]


class ExchangeMeeting(models.Model):
    """The quarterly meeting of the district with its towns about the work of deputies (R166): one a quarter."""

    year = models.PositiveSmallIntegerField("年度", validators=_YEAR)
    quarter = models.PositiveSmallIntegerField(
        "季度", validators=[MinValueValidator(1), MaxValueValidator(4)]
    )
    held_on = models.DateField("日期")
    place = models.CharField("地点", max_length=120)
    account = models.TextField("会议情况", validators=_NOTE)
    activity = models.ForeignKey(
        "activities.Activity", models.PROTECT, related_name="exchange_meetings", verbose_name="工作记录"
    )
    version = models.PositiveIntegerField(default=1, editable=False)

    class Meta:
        verbose_name = "工作交流会"
        verbose_name_plural = "工作交流会"
        ordering = ["-year", "-quarter"]
        constraints = [
            models.UniqueConstraint(
                fields=["year", "quarter"],
                name="exchange_meeting_once",
                violation_error_message="这个季度的交流会已登记",
            ),
            models.CheckConstraint(condition=Q(quarter__range=(1, 4)), name="exchange_meeting_quarter"),
        ]

    def __str__(self) -> str:
        return f"{self.year}年第{'一二三四'[self.quarter - 1]}季度代表工作交流会"

    def clean(self) -> None:
        """The day lies in the quarter."""
        if (self.held_on.year, (self.held_on.month + 2) // 3) != (self.year, self.quarter):
            raise ValidationError({"held_on": f"这一天不在{self.year}年第{'一二三四'[self.quarter - 1]}季度"})


class ExchangeRemark(models.Model):
    """What was said of one town at the meeting: practices praised, weak points."""

    meeting = models.ForeignKey(
        ExchangeMeeting, models.CASCADE, related_name="remarks", verbose_name="交流会"
    )
    area = models.ForeignKey("organs.Area", models.PROTECT, related_name="+", verbose_name="乡镇街道")
    praised = models.CharField("好的做法", max_length=300, blank=True)
    weak = models.CharField("不足", max_length=300, blank=True)

    class Meta:
        verbose_name = "交流会评价"
        verbose_name_plural = "交流会评价"
        ordering = ["area__order", "area_id"]
        constraints = [models.UniqueConstraint(fields=["meeting", "area"], name="exchange_remark_once")]

    def __str__(self) -> str:
        return f"{self.meeting} · {self.area}"


class ShowRound(models.Model):
    """One round of 一月一乡镇一主题 (R167): every town shows its work once, a month each."""

    name = models.CharField("名称", max_length=60, unique=True)
    created_at = models.DateTimeField(auto_now_add=True)

    class Meta:
        verbose_name = "工作展示轮次"
        verbose_name_plural = "工作展示轮次"
        ordering = ["-id"]

    def __str__(self) -> str:
        return self.name


class ShowTurn(models.Model):
    """A town's month in a round: the theme, and once it was held who observed. ``month`` is its first day."""

    round = models.ForeignKey(ShowRound, models.PROTECT, related_name="turns", verbose_name="轮次")
    month = models.DateField("月份")
    area = models.ForeignKey(
        "organs.Area", models.PROTECT, related_name="show_turns", verbose_name="乡镇街道"
    )
    theme = models.CharField("主题", max_length=80, blank=True)
    held_on = models.DateField("展示日期", null=True, blank=True)
    place = models.CharField("地点", max_length=120, blank=True)
    observers = models.CharField("观摩人员", max_length=300, blank=True)
    account = models.TextField("展示情况", blank=True, validators=_NOTE)
    activity = models.ForeignKey(
        "activities.Activity",
        models.PROTECT,
        null=True,
        blank=True,
        related_name="show_turns",
        verbose_name="工作记录",
    )
    version = models.PositiveIntegerField(default=1, editable=False)

    class Meta:
        verbose_name = "工作展示"
        verbose_name_plural = "工作展示"
        ordering = ["month"]
        constraints = [
            models.UniqueConstraint(
                fields=["month"],
                name="show_turn_month_once",
                violation_error_message="这个月已有乡镇（街道）展示",
            ),
            models.UniqueConstraint(
                fields=["round", "area"],
                name="show_turn_area_once",
                violation_error_message="这个乡镇（街道）在这一轮已排过",
            ),
            models.CheckConstraint(condition=Q(month__day=1), name="show_turn_first_day"),
            models.CheckConstraint(
                condition=Q(held_on__isnull=True, activity__isnull=True)
                | Q(held_on__isnull=False, activity__isnull=False),
                name="show_turn_held_whole",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.month.year}年{self.month.month}月{self.area}"


class TownFeature(models.Model):
    """The one named project of a town, subdistrict or park in a year (一镇一特色), with its leader (R182)."""

    area = models.ForeignKey("organs.Area", models.PROTECT, related_name="features", verbose_name="乡镇街道")
    year = models.PositiveSmallIntegerField("年度", validators=_YEAR)
    name = models.CharField("特色项目", max_length=60)
    leader = models.ForeignKey(
        "deputies.Person",
        models.PROTECT,
        null=True,
        blank=True,
        related_name="led_features",
        verbose_name="挂钩联系领导",
    )
    account = models.TextField("做法和进展", blank=True, validators=_NOTE)
    version = models.PositiveIntegerField(default=0, editable=False)

    class Meta:
        verbose_name = "一镇一特色"
        verbose_name_plural = "一镇一特色"
        ordering = ["-year", "area__order", "area_id"]
        constraints = [
            models.UniqueConstraint(
                fields=["area", "year"],
                name="town_feature_once",
                violation_error_message="这一年已有特色项目",
            )
        ]

    def __str__(self) -> str:
        return f"{self.area}{self.year}年：{self.name}"
