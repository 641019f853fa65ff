"""The list of kinds of activity."""

from __future__ import annotations

from django.db import models


class ActivityKind(models.Model):
    """A kind of activity; the list is the district's own (R280–R285)."""

    code = models.SlugField("代码", max_length=40, unique=True)
    name = models.CharField("名称", max_length=40, unique=True)
    group = models.CharField("归类", max_length=40, blank=True)
    order = models.PositiveIntegerField("排序", default=0)
    active = models.BooleanField("可选", default=True)

    class Meta:
        verbose_name = "活动类别"
        verbose_name_plural = "活动类别"
        ordering = ["order", "id"]

    def __str__(self) -> str:
        return self.name
