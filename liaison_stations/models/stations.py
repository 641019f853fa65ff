"""Stations and points, who runs them and which deputies belong to them."""

from __future__ import annotations

import secrets
from datetime import date
from typing import Any

from django.db import models
from django.db.models import F, Q
from django.utils import timezone

from congress.accounts.models import User
from congress.organs.models import Area
from congress.search.text import normalise
from liaison_stations import rules
from liaison_stations.enums import PlaceKind, StaffRole


def new_token() -> str:
    """A word for an address that nobody guesses."""
    return secrets.token_urlsafe(9)


class StationKind(models.Model):
    """A kind of site (R142, R169–R171, R192): an editable list.

    ``is_station`` marks the 站 of a town, subdistrict or park, from which the cover of towns is counted (R140, R141);
    ``covers_village`` a room or point that gives a village or community its place (R143, R189).
    """

    name = models.CharField("名称", max_length=30, unique=True)
    is_station = models.BooleanField("算作联络站", default=False)
    covers_village = models.BooleanField("算作村（社区）接待场所", default=False)
    has_owner = models.BooleanField("以某位代表命名", default=False)
    order = models.PositiveSmallIntegerField("排序", default=0)
    in_use = models.BooleanField("在用", default=True)

    class Meta:
        verbose_name = "站点类型"
        verbose_name_plural = "站点类型"
        ordering = ["order", "id"]

    def __str__(self) -> str:
        return self.name


class Equipment(models.Model):
    """A piece of equipment (R193); with ``carries_video`` a station can receive online."""

    name = models.CharField("名称", max_length=30, unique=True)
    carries_video = models.BooleanField("可开视频接待", default=False)
    order = models.PositiveSmallIntegerField("排序", default=0)
    in_use = models.BooleanField("在用", default=True)

    class Meta:
        verbose_name = "设备"
        verbose_name_plural = "设备"
        ordering = ["order", "id"]

    def __str__(self) -> str:
        return self.name


class StationQuerySet(models.QuerySet["Station"]):
    """Stations by scope, date and kind."""

    def visible_to(self, user: User) -> StationQuerySet:
        """Stations this user may see at a desk."""
        return self.filter(rules.see_station.as_q(user))

    def kept_by(self, user: User) -> StationQuerySet:
        """Stations whose facts, days and matters this user keeps."""
        return self.filter(rules.keep_station.as_q(user))

    def in_service(self, on: date | None = None) -> StationQuerySet:
        """Those open on a day (today by default)."""
        day = on or timezone.localdate()
        return self.filter(Q(closed_on__isnull=True) | Q(closed_on__gt=day), opened_on__lte=day)

    def online(self) -> StationQuerySet:
        """Those with a public page."""
        return self.in_service().filter(is_online=True)


class Station(models.Model):
    """A station or point where deputies receive citizens (联络站、联络点).

    ``area`` is the town or village it belongs to, from which its town follows; ``parent`` the station a point lies
    under (R140). ``token`` is the unguessable word in the address of its public page. ``leader`` is the 包保领导
    (R152), ``owner`` the deputy after whom a 代表工作室 is named (R192).
    """

    name = models.CharField("名称", max_length=60)
    kind = models.ForeignKey(StationKind, models.PROTECT, related_name="stations", verbose_name="类型")
    parent = models.ForeignKey(
        "self", models.PROTECT, null=True, blank=True, related_name="points", verbose_name="所属联络站"
    )
    area = models.ForeignKey(
        "organs.Area", models.PROTECT, related_name="stations", verbose_name="所在乡镇街道或村社区"
    )
    constituencies = models.ManyToManyField(
        "organs.Constituency", blank=True, related_name="stations", verbose_name="联系选区"
    )
    place_kind = models.CharField("特色场所", max_length=20, choices=PlaceKind.choices, blank=True)
    address = models.CharField("地址", max_length=120, blank=True)
    latitude = models.DecimalField("纬度", max_digits=8, decimal_places=6, null=True, blank=True)
    longitude = models.DecimalField("经度", max_digits=9, decimal_places=6, null=True, blank=True)
    opening_hours = models.CharField("开放时间", max_length=120, blank=True)
    phone = models.CharField("联系电话", max_length=20, blank=True)
    theme = models.CharField("特色主题", max_length=60, blank=True)
    introduction = models.TextField("站点介绍", max_length=2000, blank=True)
    owner = models.ForeignKey(
        "deputies.Deputyship",
        models.PROTECT,
        null=True,
        blank=True,
        related_name="studios",
        verbose_name="以哪位代表命名",
    )
    leader = models.ForeignKey(
        "deputies.Person",
        models.PROTECT,
        null=True,
        blank=True,
        related_name="led_stations",
        verbose_name="包保领导",
    )
    equipment = models.ManyToManyField(Equipment, blank=True, related_name="stations", verbose_name="设备")
    is_model = models.BooleanField("示范站", default=False)
    is_online = models.BooleanField("开通网上站", default=False)
    opened_on = models.DateField("设立日期")
    closed_on = models.DateField("撤销日期", null=True, blank=True)
    close_note = models.CharField("撤销说明", max_length=200, blank=True)
    token = models.CharField(max_length=16, unique=True, default=new_token, editable=False)
    search_text = models.TextField(editable=False, default="")
    version = models.PositiveIntegerField(default=1, editable=False)

    objects = StationQuerySet.as_manager()

    class Meta:
        verbose_name = "联络站"
        verbose_name_plural = "联络站"
        ordering = ["kind__order", "area__order", "id"]
        indexes = [
            models.Index(fields=["closed_on", "opened_on"], name="station_dates"),
            models.Index(fields=["place_kind"], name="station_place_kind"),
            models.Index(fields=["theme"], name="station_theme"),
        ]
        constraints = [
            models.UniqueConstraint(
                fields=["area", "name"], name="station_once", violation_error_message="这个区域已有同名站点"
            ),
            models.CheckConstraint(
                condition=Q(closed_on__isnull=True) | Q(closed_on__gte=F("opened_on")),
                name="station_closes_after_opening",
                violation_error_message="撤销日期不能早于设立日期",
            ),
            models.CheckConstraint(
                condition=Q(latitude__isnull=True, longitude__isnull=True)
                | Q(latitude__isnull=False, longitude__isnull=False),
                name="station_point_whole",
                violation_error_message="经度和纬度要一起填",
            ),
        ]

    def __str__(self) -> str:
        return self.name

    def save(self, *args: Any, **kwargs: Any) -> None:
        """Save with the derived search column."""
        self.derive()
        super().save(*args, **kwargs)

    @property
    def town(self) -> Area:
        """The town, subdistrict or park it lies in; no station lies in the district as a whole."""
        return self.area.town or self.area

    @property
    def whereabouts(self) -> str:
        """东塘镇, or 东塘镇　塘北村."""
        return str(self.area) if self.town == self.area else f"{self.town}　{self.area}"

    def derive(self) -> None:
        """Work out what is searched; to be called before rows are written in bulk."""
        self.search_text = normalise(f"{self.name} {self.address} {self.theme}")


class StaffPost(models.Model):
    """Somebody runs a station from one day to another, both included (R154). ``trained_on``: R100."""

    station = models.ForeignKey(Station, models.PROTECT, related_name="staff", verbose_name="联络站")
    person = models.ForeignKey(
        "deputies.Person", models.PROTECT, related_name="station_posts", verbose_name="人员"
    )
    role = models.CharField("职务", max_length=12, choices=StaffRole.choices)
    starts_on = models.DateField("开始日期")
    ends_on = models.DateField("结束日期", null=True, blank=True)
    trained_on = models.DateField("最近培训", null=True, blank=True)

    class Meta:
        verbose_name = "站务人员"
        verbose_name_plural = "站务人员"
        ordering = ["role", "starts_on", "id"]
        indexes = [models.Index(fields=["person", "ends_on"], name="station_staff_person")]
        constraints = [
            models.UniqueConstraint(
                fields=["station"],
                condition=Q(role=StaffRole.HEAD, ends_on__isnull=True),
                name="station_one_head",
                violation_error_message="这个站已有站长，先结束原来的",
            ),
            models.CheckConstraint(
                condition=Q(ends_on__isnull=True) | Q(ends_on__gte=F("starts_on")),
                name="station_staff_dates",
                violation_error_message="结束日期不能早于开始日期",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.person}（{self.get_role_display()}）"


class StationDeputy(models.Model):
    """A deputy belongs to a station from one day to another (进站代表, R158); one station is the main one."""

    station = models.ForeignKey(Station, models.PROTECT, related_name="deputies", verbose_name="联络站")
    deputyship = models.ForeignKey(
        "deputies.Deputyship", models.PROTECT, related_name="stations", verbose_name="代表"
    )
    is_main = models.BooleanField("主站", default=True)
    starts_on = models.DateField("进站日期")
    ends_on = models.DateField("离站日期", null=True, blank=True)

    class Meta:
        verbose_name = "进站代表"
        verbose_name_plural = "进站代表"
        ordering = ["deputyship__level", "deputyship__person__name_key", "id"]
        constraints = [
            models.UniqueConstraint(
                fields=["station", "deputyship"],
                condition=Q(ends_on__isnull=True),
                name="station_deputy_once",
                violation_error_message="这位代表已在站",
            ),
            models.UniqueConstraint(
                fields=["deputyship"],
                condition=Q(is_main=True, ends_on__isnull=True),
                name="station_one_main",
                violation_error_message="这位代表已有主站，先改原来的",
            ),
            models.CheckConstraint(
                condition=Q(ends_on__isnull=True) | Q(ends_on__gte=F("starts_on")),
                name="station_deputy_dates",
                violation_error_message="离站日期不能早于进站日期",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.deputyship} · {self.station}"
