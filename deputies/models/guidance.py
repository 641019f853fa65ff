"""The guidance the district's office gives to towns (统筹指导, R297)."""

from __future__ import annotations

from django.db import models

from congress.accounts.models import User
from congress.organs.models import Area
from deputies.guidance import rules


class GuidanceQuerySet(models.QuerySet["Guidance"]):
    """Guidance by scope."""

    def visible_to(self, user: User) -> GuidanceQuerySet:
        """All for the district's offices, their own for towns."""
        return self.filter(rules.see_guidance.as_q(user))

    def standing(self) -> GuidanceQuerySet:
        """Those not withdrawn."""
        return self.filter(reason="")


class Guidance(models.Model):
    """One time the district's office guided the congress work of a town; ``reason`` says why it was withdrawn."""

    area = models.ForeignKey(Area, models.PROTECT, related_name="guidances", verbose_name="乡镇街道")
    on = models.DateField("日期")
    subject = models.CharField("事项", max_length=60)
    account = models.TextField("指导情况", max_length=1000, blank=True)
    guided_by = models.CharField("指导人", max_length=60, blank=True)
    follow_up = models.CharField("后续跟进", max_length=300, blank=True)
    reason = models.CharField("撤回原因", max_length=200, blank=True)
    version = models.PositiveIntegerField(default=1, editable=False)

    objects = GuidanceQuerySet.as_manager()

    class Meta:
        verbose_name = "指导"
        verbose_name_plural = "指导"
        ordering = ["-on", "-id"]
        indexes = [
            models.Index(fields=["-on", "-id"], name="guidance_newest"),
            models.Index(fields=["area", "on"], name="guidance_area"),
        ]

    def __str__(self) -> str:
        return f"{self.area}：{self.subject}"
