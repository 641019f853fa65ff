"""How many 社情民意 a deputy owes a month."""

from __future__ import annotations

from django.core.validators import MaxValueValidator, MinValueValidator
from django.db import models
from django.db.models import Q

from congress.organs.enums import CongressLevel


def every_level() -> list[str]:
    """All five levels (R195)."""
    return list(CongressLevel.values)


class QuotaSetting(models.Model):
    """The office's rule of 每月一条; there is one row.

    Nothing is owed before ``starts_on``. ``livelihood_only`` counts only what lies in a 民生 category (R195). What
    is put beyond the quota in one month does not help the next (no carry-over).
    """

    per_month = models.PositiveSmallIntegerField(
        "每名代表每月几条", default=1, validators=[MinValueValidator(1), MaxValueValidator(31)]
    )
    starts_on = models.DateField("从哪一天开始", null=True, blank=True)
    livelihood_only = models.BooleanField("只算民生类别的", default=False)
    levels = models.JSONField("哪些层级的代表", default=every_level)
    version = models.PositiveIntegerField(default=1, editable=False)

    class Meta:
        verbose_name = "每月一条"
        verbose_name_plural = "每月一条"
        constraints = [
            models.CheckConstraint(condition=Q(pk=1), name="quota_setting_one"),
            models.CheckConstraint(condition=Q(per_month__gte=1), name="quota_setting_per_month"),
        ]

    def __str__(self) -> str:
        return f"每月 {self.per_month} 条"

    @classmethod
    def load(cls) -> QuotaSetting:
        """The rule, or what holds before anybody changed it."""
        return cls.objects.first() or cls(pk=1)

    @property
    def rule_text(self) -> str:
        """每名代表每月反映 1 条社情民意，只算民生类别的."""
        which = "，只算民生类别的" if self.livelihood_only else ""
        return f"每名代表每月反映 {self.per_month} 条社情民意{which}，当月没有的不能用别的月份补"
