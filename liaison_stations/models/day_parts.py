"""What else belongs to a reception day: where a morning stall stops, which leaders came."""

from __future__ import annotations

from django.db import models
from django.db.models import F, Q

from liaison_stations.models.days import ReceptionDay


class RouteStop(models.Model):
    """A place on the route of one day (办公晨摊, R171), with its hours; stops follow each other."""

    day = models.ForeignKey(ReceptionDay, models.CASCADE, related_name="stops", verbose_name="接待日")
    place = models.CharField("地点", max_length=60)
    begins_at = models.TimeField("开始时间")
    ends_at = models.TimeField("结束时间")

    class Meta:
        verbose_name = "路线上的一处"
        verbose_name_plural = "路线"
        ordering = ["begins_at", "id"]
        constraints = [
            models.CheckConstraint(condition=Q(ends_at__gt=F("begins_at")), name="route_stop_hours"),
            models.UniqueConstraint(fields=["day", "begins_at"], name="route_stop_once"),
        ]

    def __str__(self) -> str:
        return self.place


class DayLeader(models.Model):
    """A leader of party or government who took part in a reception day, with the post held then (R181)."""

    day = models.ForeignKey(ReceptionDay, models.CASCADE, related_name="leaders", verbose_name="接待日")
    person = models.ForeignKey(
        "deputies.Person",
        models.PROTECT,
        null=True,
        blank=True,
        related_name="station_days",
        verbose_name="人员",
    )
    name = models.CharField("姓名", max_length=20)
    post = models.CharField("职务", max_length=60)

    class Meta:
        verbose_name = "参加接待的党政领导"
        verbose_name_plural = "参加接待的党政领导"
        ordering = ["id"]
        constraints = [models.UniqueConstraint(fields=["day", "name"], name="day_leader_once")]

    def __str__(self) -> str:
        return f"{self.name}（{self.post}）"
