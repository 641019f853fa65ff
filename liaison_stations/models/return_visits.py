"""A deputy calls again on the citizen whose matter was dealt with (回访选民, R070)."""

from django.conf import settings
from django.db import models

from liaison_stations.enums import TellingWay
from liaison_stations.models.matters import Matter


class ReturnVisit(models.Model):
    """Once the deputy who heard a matter called again: when, how, and what the citizen said, without the citizen.

    ``token`` names one submission of the form: sent twice, it is one call.
    """

    matter = models.ForeignKey(Matter, models.PROTECT, related_name="return_visits", verbose_name="群众事项")
    deputyship = models.ForeignKey(
        "deputies.Deputyship", models.PROTECT, related_name="return_visits", verbose_name="代表"
    )
    on = models.DateField("回访日期")
    way = models.CharField("怎样回访的", max_length=10, choices=TellingWay.choices)
    note = models.CharField("群众怎么说", max_length=300, blank=True)
    token = models.UUIDField(null=True, blank=True, unique=True, editable=False)
    recorded_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, related_name="+", verbose_name="登记人"
    )
    recorded_at = models.DateTimeField("登记时间", auto_now_add=True)

    class Meta:
        verbose_name = "代表回访"
        verbose_name_plural = "代表回访"
        ordering = ["on", "id"]

    def __str__(self) -> str:
        return f"{self.matter}：{self.on:%Y-%m-%d}"
