"""Standards of stations as data, and what was found when a station was checked against one (R145–R149, R190)."""

from __future__ import annotations

from typing import Any

from django.conf import settings
from django.core.validators import MinValueValidator
from django.db import models
from django.db.models import Q

from congress.accounts.models import User
from congress.documents.kept import KeptPhoto
from liaison_stations import rules
from liaison_stations.enums import CheckSide, CheckState, StandardKind
from liaison_stations.models.papers import FIRST_YEAR
from liaison_stations.models.stations import Station


class Standard(models.Model):
    """A standard stations are checked against, such as 六有 or 九化; what it asks stands in its editions.

    ``passed_word`` is what a station is called that has every item. ``for_points``: points are checked as well as
    stations. The one that ``is_measure`` gives the cover of standardised stations (R180) and the ranking its part.
    """

    name = models.CharField("名称", max_length=30, unique=True)
    kind = models.CharField(
        "怎样评", max_length=10, choices=StandardKind.choices, default=StandardKind.CHECKLIST
    )
    passed_word = models.CharField("全部做到叫什么", max_length=20, default="达标")
    for_points = models.BooleanField("站点也要检查", default=False)
    is_measure = models.BooleanField("规范化建设覆盖率按它算", default=False)
    order = models.PositiveSmallIntegerField("排序", default=0)
    in_use = models.BooleanField("在用", default=True)
    version = models.PositiveIntegerField(default=1, editable=False)

    class Meta:
        verbose_name = "建设标准"
        verbose_name_plural = "建设标准"
        ordering = ["order", "id"]
        constraints = [
            models.UniqueConstraint(
                fields=["is_measure"],
                condition=Q(is_measure=True),
                name="standard_one_measure",
                violation_error_message="覆盖率只能按一个标准算，先去掉原来那个",
            ),
            models.CheckConstraint(
                condition=Q(is_measure=False) | Q(kind=StandardKind.CHECKLIST),
                name="standard_measure_is_checklist",
                violation_error_message="覆盖率按逐项达标的标准算",
            ),
        ]

    def __str__(self) -> str:
        return self.name

    @property
    def gives_stars(self) -> bool:
        """Whether stars are given by it."""
        return self.kind == StandardKind.STARS

    def applies_to(self, station: Station) -> bool:
        """Whether this site is checked against it; read with the station's kind."""
        return self.for_points or station.kind.is_station


class StandardEdition(models.Model):
    """One edition of a standard with issuer and document (R190); what was checked under it stays under it."""

    standard = models.ForeignKey(Standard, models.PROTECT, related_name="editions", verbose_name="标准")
    number = models.PositiveSmallIntegerField("第几版", default=1)
    issuer = models.CharField("制定单位", max_length=60)
    document = models.CharField("依据文件", max_length=120)
    issued_on = models.DateField("施行日期")
    version = models.PositiveIntegerField(default=1, editable=False)

    class Meta:
        verbose_name = "标准的一版"
        verbose_name_plural = "标准的各版"
        ordering = ["standard", "-number"]
        constraints = [
            models.UniqueConstraint(fields=["standard", "number"], name="standard_edition_once"),
            models.UniqueConstraint(
                fields=["standard", "issued_on"],
                name="standard_edition_day",
                violation_error_message="这一天已有一版施行，请换一个日期",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.standard} 第{self.number}版"


class StandardItem(models.Model):
    """One thing an edition asks for; of a standard that gives stars each belongs to a dimension."""

    edition = models.ForeignKey(StandardEdition, models.CASCADE, related_name="items", verbose_name="标准")
    dimension = models.CharField("方面", max_length=20, blank=True)
    name = models.CharField("项目", max_length=40)
    hint = models.CharField("要求", max_length=200, blank=True)
    order = models.PositiveSmallIntegerField("排序")

    class Meta:
        verbose_name = "标准的一项"
        verbose_name_plural = "标准的各项"
        ordering = ["order", "id"]
        constraints = [
            models.UniqueConstraint(fields=["edition", "dimension", "name"], name="standard_item_once")
        ]

    def __str__(self) -> str:
        return self.name


class StandardCheckQuerySet(models.QuerySet["StandardCheck"]):
    """Checks by who may read them."""

    def visible_to(self, user: User) -> StandardCheckQuerySet:
        """Those handed in, at stations in scope; drafts for whoever fills them in."""
        return self.filter(rules.see_check.as_q(user))

    def sent(self) -> StandardCheckQuerySet:
        """Those handed in."""
        return self.filter(state=CheckState.SENT)


class StandardCheck(models.Model):
    """One side's check of a station in a year, under the edition in force then."""

    station = models.ForeignKey(Station, models.PROTECT, related_name="checks", verbose_name="联络站")
    edition = models.ForeignKey(StandardEdition, models.PROTECT, related_name="checks", verbose_name="标准")
    year = models.PositiveSmallIntegerField("年度", validators=[MinValueValidator(FIRST_YEAR)])
    side = models.CharField("谁检查", max_length=10, choices=CheckSide.choices)
    state = models.CharField("状态", max_length=6, choices=CheckState.choices, default=CheckState.DRAFT)
    checked_on = models.DateField("检查日期")
    checked_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="+", verbose_name="检查人"
    )
    sent_at = models.DateTimeField("提交时间", null=True, blank=True)
    version = models.PositiveIntegerField(default=1, editable=False)

    objects = StandardCheckQuerySet.as_manager()

    class Meta:
        verbose_name = "对照标准检查"
        verbose_name_plural = "对照标准检查"
        ordering = ["-year", "station", "id"]
        indexes = [models.Index(fields=["year", "state"], name="standard_check_year")]
        constraints = [
            models.UniqueConstraint(
                fields=["station", "edition", "year", "side"], name="standard_check_once"
            ),
            models.CheckConstraint(
                condition=Q(state=CheckState.SENT, sent_at__isnull=False)
                | Q(state=CheckState.DRAFT, sent_at__isnull=True),
                name="standard_check_sent_at",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.station}{self.year}年{self.edition.standard}{self.get_side_display()}"

    @property
    def is_sent(self) -> bool:
        """Whether it counts."""
        return self.state == CheckState.SENT


class CheckedItem(models.Model):
    """Whether a station has one item, with what shows it; nothing yet while the draft is filled in."""

    check_of = models.ForeignKey(StandardCheck, models.CASCADE, related_name="items", verbose_name="检查")
    item = models.ForeignKey(StandardItem, models.PROTECT, related_name="+", verbose_name="项目")
    met = models.BooleanField("做到", null=True)
    words = models.CharField("依据", max_length=300, blank=True)

    class Meta:
        verbose_name = "检查的一项"
        verbose_name_plural = "检查的各项"
        ordering = ["item__order", "id"]
        constraints = [models.UniqueConstraint(fields=["check_of", "item"], name="checked_item_once")]

    def __str__(self) -> str:
        return f"{self.item}"

    def as_fact(self) -> dict[str, Any]:
        """What stands in it, for the audit trail."""
        return {"met": self.met, "words": self.words}


class CheckPhoto(KeptPhoto):
    """A photo that shows one item."""

    checked_item = models.ForeignKey(CheckedItem, models.CASCADE, related_name="photos", verbose_name="项目")

    class Meta:
        verbose_name = "照片"
        verbose_name_plural = "照片"
        ordering = ["order"]
        constraints = [
            models.UniqueConstraint(fields=["checked_item", "order"], name="check_photo_order_once")
        ]
