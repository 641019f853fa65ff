"""What was built: sites set up anew, or brought up to a higher standard (R144)."""

from __future__ import annotations

from decimal import Decimal

from django.core.validators import MinValueValidator
from django.db import models
from django.db.models import Q

from congress.accounts.models import User
from liaison_stations import rules
from liaison_stations.enums import WorkKind
from liaison_stations.models.stations import Station


class SiteWorkQuerySet(models.QuerySet["SiteWork"]):
    """Works by scope."""

    def visible_to(self, user: User) -> SiteWorkQuerySet:
        """Works at sites this user sees; what was withdrawn is gone."""
        return self.filter(rules.see_work.as_q(user), withdrawn_reason="")


class SiteWork(models.Model):
    """A site was set up or upgraded: finished when, for how much (万元, as far as known), with what result."""

    station = models.ForeignKey(Station, models.PROTECT, related_name="works", verbose_name="站点")
    kind = models.CharField("建设类型", max_length=8, choices=WorkKind.choices)
    done_on = models.DateField("完成日期")
    cost = models.DecimalField(
        "投入（万元）",
        max_digits=9,
        decimal_places=2,
        null=True,
        blank=True,
        validators=[MinValueValidator(Decimal(0))],
    )
    result = models.CharField("做了什么、结果怎样", max_length=300)
    withdrawn_reason = models.CharField("撤回原因", max_length=200, blank=True)
    version = models.PositiveIntegerField(default=1, editable=False)

    objects = SiteWorkQuerySet.as_manager()

    class Meta:
        verbose_name = "站点建设"
        verbose_name_plural = "站点建设"
        ordering = ["-done_on", "-id"]
        indexes = [
            models.Index(fields=["-done_on", "-id"], name="site_work_newest"),
            models.Index(fields=["kind", "done_on"], name="site_work_kind"),
        ]
        constraints = [
            models.UniqueConstraint(
                fields=["station"],
                condition=Q(kind=WorkKind.NEW, withdrawn_reason=""),
                name="site_work_new_once",
                violation_error_message="这个站点已经登记过新建，再建设的登记为提档升级",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.station}{self.get_kind_display()}"

    @property
    def money(self) -> str:
        """12.5; nothing where it is not known."""
        return "" if self.cost is None else f"{self.cost.normalize():f}"
