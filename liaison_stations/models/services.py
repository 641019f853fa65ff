"""Services of a station beside the reception (R169–R172, R178): times, bookings, and what was done each time."""

from __future__ import annotations

from datetime import date
from typing import Any
from uuid import uuid4

from django.conf import settings
from django.core.validators import MaxLengthValidator, MaxValueValidator, MinValueValidator
from django.db import models
from django.db.models import F, Q
from django.utils import timezone

from congress.accounts.models import User
from congress.documents.kept import KeptPhoto
from congress.search.text import normalise
from liaison_stations import rules
from liaison_stations.enums import BookingState, ServiceResult
from liaison_stations.models.citizens import Citizen
from liaison_stations.models.days import LARGEST_BATCH, ReceptionDay
from liaison_stations.models.matters import LONGEST_ACCOUNT, Matter, new_code
from liaison_stations.models.stations import Station


class ServiceKind(models.Model):
    """A kind of service (矛盾纠纷调解、法律咨询 …, R178): an editable list.

    Of one with ``is_mediation`` the mediator and whether the dispute was settled are recorded (R169, R170).
    """

    name = models.CharField("名称", max_length=30, unique=True)
    is_mediation = models.BooleanField("登记调解员和化解结果", default=False)
    order = models.PositiveSmallIntegerField("排序", default=0)
    in_use = models.BooleanField("在用", default=True)

    class Meta:
        verbose_name = "服务类型"
        verbose_name_plural = "服务类型"
        ordering = ["order", "id"]

    def __str__(self) -> str:
        return self.name


class StationServiceQuerySet(models.QuerySet["StationService"]):
    """Services by scope."""

    def visible_to(self, user: User) -> StationServiceQuerySet:
        """Services of stations this user may see."""
        return self.filter(rules.see_service.as_q(user))

    def kept_by(self, user: User) -> StationServiceQuerySet:
        """Services this user keeps."""
        return self.filter(rules.keep_service.as_q(user))

    def offered(self, on: date | None = None) -> StationServiceQuerySet:
        """Those that were not ended by a day (today by default), of stations in service."""
        day = on or timezone.localdate()
        here = Station.objects.in_service(day).order_by().values("pk")
        return self.filter(Q(ended_on__isnull=True) | Q(ended_on__gt=day), station__in=here)


class StationService(models.Model):
    """What a station offers at times of the week (功能融合, R178), by whom, and whom to ask."""

    station = models.ForeignKey(Station, models.PROTECT, related_name="services", verbose_name="联络站")
    kind = models.ForeignKey(ServiceKind, models.PROTECT, related_name="services", verbose_name="服务")
    provider = models.CharField("由谁提供", max_length=60, blank=True)
    contact = models.CharField("联系人", max_length=20, blank=True)
    phone = models.CharField("联系电话", max_length=20, blank=True)
    note = models.CharField("说明", max_length=200, blank=True)
    is_public = models.BooleanField("在网上站公布", default=True)
    ended_on = models.DateField("停办日期", null=True, blank=True, editable=False)
    version = models.PositiveIntegerField(default=1, editable=False)

    objects = StationServiceQuerySet.as_manager()

    class Meta:
        verbose_name = "站里的服务"
        verbose_name_plural = "站里的服务"
        ordering = ["kind__order", "id"]
        constraints = [
            models.UniqueConstraint(
                fields=["station", "kind", "provider"],
                condition=Q(ended_on__isnull=True),
                name="station_service_once",
                violation_error_message="这个站已有这项服务",
            )
        ]

    def __str__(self) -> str:
        return f"{self.kind}（{self.provider}）" if self.provider else str(self.kind)


class ServiceTime(models.Model):
    """A time of the week at which a service is there; ``weekdays`` are numbers, 0 is Monday.

    With ``seats`` it is booked: so many at once, in slots of ``slot_minutes``, or the whole time as one slot.
    """

    service = models.ForeignKey(StationService, models.CASCADE, related_name="times", verbose_name="服务")
    weekdays = models.JSONField("星期", default=list)
    begins_at = models.TimeField("开始时间")
    ends_at = models.TimeField("结束时间")
    slot_minutes = models.PositiveSmallIntegerField(
        "每段几分钟", null=True, blank=True, validators=[MinValueValidator(5), MaxValueValidator(480)]
    )
    seats = models.PositiveSmallIntegerField("每段约几位", default=0, validators=[MaxValueValidator(100)])
    is_dropped = models.BooleanField("已去掉", default=False)

    class Meta:
        verbose_name = "服务时间"
        verbose_name_plural = "服务时间"
        ordering = ["begins_at", "id"]
        constraints = [
            models.CheckConstraint(
                condition=Q(ends_at__gt=F("begins_at")),
                name="service_time_hours",
                violation_error_message="结束时间要晚于开始时间",
            )
        ]

    def __str__(self) -> str:
        return f"{self.begins_at.hour}:{self.begins_at:%M}—{self.ends_at.hour}:{self.ends_at:%M}"


class ServicePause(models.Model):
    """A day on which the service is not there; who booked it was told why."""

    service = models.ForeignKey(StationService, models.CASCADE, related_name="pauses", verbose_name="服务")
    on = models.DateField("哪天")
    reason = models.CharField("原因", max_length=100)

    class Meta:
        verbose_name = "停一天"
        verbose_name_plural = "停的日子"
        ordering = ["on"]
        constraints = [
            models.UniqueConstraint(
                fields=["service", "on"],
                name="service_pause_once",
                violation_error_message="这一天已经停了",
            )
        ]

    def __str__(self) -> str:
        return f"{self.service} {self.on}"


class BookingQuerySet(models.QuerySet["Booking"]):
    """Bookings by scope and state."""

    def kept_by(self, user: User) -> BookingQuerySet:
        """Bookings this user looks after; nobody else sees one at a desk."""
        return self.filter(rules.keep_booking.as_q(user))

    def live(self) -> BookingQuerySet:
        """Those that take a place."""
        return self.exclude(state=BookingState.CANCELLED)


class Booking(models.Model):
    """A place somebody booked, of a service or of a reception by video (R172, R178).

    ``code`` is the citizen's own, asked for without signing in, as that of a matter. ``token`` is made with the form:
    what is sent twice is one booking.
    """

    station = models.ForeignKey(Station, models.PROTECT, related_name="bookings", verbose_name="联络站")
    service = models.ForeignKey(
        StationService,
        models.PROTECT,
        null=True,
        blank=True,
        related_name="bookings",
        verbose_name="服务",
    )
    day = models.ForeignKey(
        ReceptionDay, models.PROTECT, null=True, blank=True, related_name="bookings", verbose_name="接待日"
    )
    on = models.DateField("日期")
    begins_at = models.TimeField("开始时间")
    ends_at = models.TimeField("结束时间")
    citizen = models.ForeignKey(Citizen, models.PROTECT, related_name="bookings", verbose_name="预约人")
    title = models.CharField("什么事", max_length=60, blank=True)
    state = models.CharField("状态", max_length=10, choices=BookingState.choices, default=BookingState.BOOKED)
    reason = models.CharField("取消原因", max_length=100, blank=True)
    booked_at = models.DateTimeField("预约时间", default=timezone.now)
    code = models.CharField(max_length=10, unique=True, default=new_code, editable=False)
    token = models.UUIDField(unique=True, default=uuid4, editable=False)
    version = models.PositiveIntegerField(default=1, editable=False)

    objects = BookingQuerySet.as_manager()

    class Meta:
        verbose_name = "预约"
        verbose_name_plural = "预约"
        ordering = ["on", "begins_at", "id"]
        indexes = [
            models.Index(fields=["on", "begins_at", "id"], name="booking_when"),
            models.Index(fields=["station", "on"], name="booking_station"),
        ]
        constraints = [
            models.CheckConstraint(
                condition=Q(service__isnull=True, day__isnull=False)
                | Q(service__isnull=False, day__isnull=True),
                name="booking_of_one_thing",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.what} {self.on.month}月{self.on.day}日 {self.begins_at.hour}:{self.begins_at:%M}"

    @property
    def what(self) -> str:
        """What was booked, in words."""
        return str(self.service.kind) if self.service else "线上视频接待"

    @property
    def is_past(self) -> bool:
        """Whether its time has begun."""
        now = timezone.localtime()
        return (self.on, self.begins_at) <= (now.date(), now.time())


class ServiceRecordQuerySet(models.QuerySet["ServiceRecord"]):
    """Records by scope."""

    def visible_to(self, user: User) -> ServiceRecordQuerySet:
        """Records this user may see, without the citizen."""
        return self.filter(rules.see_service_record.as_q(user))

    def kept_by(self, user: User) -> ServiceRecordQuerySet:
        """Records this user keeps."""
        return self.filter(rules.keep_service_record.as_q(user))

    def standing(self) -> ServiceRecordQuerySet:
        """Those not withdrawn."""
        return self.filter(withdrawn_at__isnull=True)


class ServiceRecord(models.Model):
    """One time a service was given: what it was about in neutral words, who mediated, what came of it.

    ``matter`` is what it became where it was passed on (转办). ``token`` is made with the form.
    """

    service = models.ForeignKey(StationService, models.PROTECT, related_name="records", verbose_name="服务")
    on = models.DateField("日期")
    people = models.PositiveSmallIntegerField(
        "人数", default=1, validators=[MinValueValidator(1), MaxValueValidator(LARGEST_BATCH)]
    )
    title = models.CharField("事项", max_length=60)
    account = models.TextField("经过", blank=True, validators=[MaxLengthValidator(LONGEST_ACCOUNT)])
    dispute = models.CharField("争议在哪里", max_length=200, blank=True)
    mediator = models.CharField("调解员、提供人", max_length=40, blank=True)
    result = models.CharField("结果", max_length=10, choices=ServiceResult.choices)
    citizen = models.ForeignKey(
        Citizen, models.PROTECT, null=True, blank=True, related_name="services", verbose_name="群众"
    )
    booking = models.OneToOneField(
        Booking, models.PROTECT, null=True, blank=True, related_name="record", verbose_name="预约"
    )
    matter = models.OneToOneField(
        Matter, models.PROTECT, null=True, blank=True, related_name="service_record", verbose_name="群众事项"
    )
    entered_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, related_name="+", verbose_name="登记人"
    )
    entered_at = models.DateTimeField("登记时间", default=timezone.now)
    withdrawn_at = models.DateTimeField("撤回时间", null=True, blank=True)
    withdrawn_reason = models.CharField("撤回原因", max_length=100, blank=True)
    token = models.UUIDField(unique=True, default=uuid4, editable=False)
    search_text = models.TextField(editable=False, default="")
    version = models.PositiveIntegerField(default=1, editable=False)

    objects = ServiceRecordQuerySet.as_manager()

    class Meta:
        verbose_name = "服务记录"
        verbose_name_plural = "服务记录"
        ordering = ["-on", "-id"]
        indexes = [
            models.Index(fields=["-on", "-id"], name="service_record_newest"),
            models.Index(fields=["service", "-on"], name="service_record_service"),
            models.Index(fields=["result"], name="service_record_result"),
        ]
        constraints = [
            models.CheckConstraint(condition=Q(people__gte=1), name="service_record_has_people"),
            models.CheckConstraint(
                condition=Q(withdrawn_at__isnull=True) | ~Q(withdrawn_reason=""),
                name="service_record_withdrawn_why",
            ),
        ]

    def __str__(self) -> str:
        return self.title

    def save(self, *args: Any, **kwargs: Any) -> None:
        """Save with the derived search column."""
        self.derive()
        super().save(*args, **kwargs)

    def derive(self) -> None:
        """Work out what is searched; to be called before rows are written in bulk."""
        self.search_text = normalise(f"{self.title} {self.account} {self.dispute} {self.mediator}")


class ServicePhoto(KeptPhoto):
    """A photo of one time."""

    record = models.ForeignKey(ServiceRecord, models.CASCADE, related_name="photos", verbose_name="服务记录")

    class Meta:
        verbose_name = "照片"
        verbose_name_plural = "照片"
        ordering = ["order"]
        constraints = [models.UniqueConstraint(fields=["record", "order"], name="service_photo_order_once")]
