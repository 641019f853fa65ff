"""What the district says of itself, and how far its portal has been set up."""

from __future__ import annotations

from django.db import models

from congress.organs.models import Area


class DistrictProfile(models.Model):
    """How the district and its offices are called, and where they are reached. One row, of the root of the area tree.

    The name of the district is that of the area; what is left empty here follows from it
    (:class:`congress.district.queries.Profile`).
    """

    area = models.OneToOneField(
        Area, models.PROTECT, primary_key=True, related_name="profile", verbose_name="区县"
    )
    full_name = models.CharField("全称", max_length=60, blank=True)
    congress_name = models.CharField("人民代表大会", max_length=60, blank=True)
    committee_name = models.CharField("常务委员会", max_length=60, blank=True)
    office_name = models.CharField("常委会办公室", max_length=60, blank=True)
    committee_short = models.CharField("常委会简称", max_length=30, blank=True)
    portal_name = models.CharField("平台名称", max_length=40, blank=True)
    support_office = models.CharField("部门", max_length=40, blank=True)
    support_phone = models.CharField("电话", max_length=40, blank=True)
    address = models.CharField("办公地址", max_length=100, blank=True)
    postcode = models.CharField("邮政编码", max_length=6, blank=True)
    phone = models.CharField("办公电话", max_length=40, blank=True)
    #: Steps of the set-up that were put aside, by their keys.
    setup_skipped = models.JSONField(default=list, editable=False)
    #: When somebody said that the set-up is finished.
    set_up_at = models.DateTimeField("设置完成时间", null=True, editable=False)
    version = models.PositiveIntegerField(default=0, editable=False)

    class Meta:
        verbose_name = "本区名称和联系方式"
        verbose_name_plural = "本区名称和联系方式"

    def __str__(self) -> str:
        return f"{self.area}的名称和联系方式"
