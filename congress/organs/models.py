"""The area tree, constituencies, the organ register with its names over time, terms and sessions."""

from __future__ import annotations

from datetime import date
from typing import Any

from django.core.exceptions import ValidationError
from django.db import models
from django.db.models import F, Q
from django.utils import timezone

from congress.organs.enums import (
    AREAS_WITH_CONGRESS,
    CONGRESS_ORGAN,
    DIRECT_LEVELS,
    KINDS_ABOVE,
    TOWN_KINDS,
    AreaKind,
    CongressLevel,
    OrganKind,
)


def _filled(row: models.Model, *names: str) -> bool:
    """Whether these fields have values; until they have, it is their own messages that count."""
    return all(getattr(row, name) is not None for name in names)


def numeral(number: int) -> str:
    """十八 for 18, as terms and sessions are counted; digits from 100 on, which no congress has reached."""
    tens, ones = divmod(number, 10)
    if tens > 9:
        return str(number)
    digits = " 一二三四五六七八九"
    return f"{digits[tens] if tens > 1 else ''}{'十' if tens else ''}{digits[ones]}".strip()


class AreaQuerySet(models.QuerySet["Area"]):
    """Areas by place in the tree."""

    def within(self, area: Area) -> AreaQuerySet:
        """The area itself and everything below it."""
        return self.filter(path__startswith=area.path)

    def towns(self) -> AreaQuerySet:
        """Townships, towns, subdistricts and parks: the level right below the district (R054)."""
        return self.filter(kind__in=TOWN_KINDS)


class Area(models.Model):
    """A node of the area tree: 区 → 镇/乡/街道/园区 → 村/社区 → 网格 (R054).

    ``path`` lists the keys from the root, each followed by a slash, so that a subtree is a prefix.
    """

    kind = models.CharField("类别", max_length=20, choices=AreaKind.choices)
    name = models.CharField("名称", max_length=60)
    parent = models.ForeignKey(
        "self", models.PROTECT, null=True, blank=True, related_name="children", verbose_name="上级区域"
    )
    path = models.CharField(max_length=200, unique=True, editable=False)
    order = models.PositiveIntegerField("排序", default=0)
    version = models.PositiveIntegerField(default=1, editable=False)

    objects = AreaQuerySet.as_manager()

    class Meta:
        verbose_name = "区域"
        verbose_name_plural = "区域"
        ordering = ["order", "id"]
        constraints = [
            models.UniqueConstraint(
                fields=["parent", "name"],
                name="area_name_once",
                violation_error_message="同一上级下已有这个名称",
            )
        ]

    def __str__(self) -> str:
        return self.name

    def save(self, *args: Any, **kwargs: Any) -> None:
        """Save and keep ``path`` true; the key must exist first, so a new area is written twice."""
        if self._state.adding:
            self.path = f"new-{self.parent_id}-{self.name}"
            super().save(*args, **kwargs)
            kwargs = {}
        self.path = f"{self.parent.path if self.parent else ''}{self.pk}/"
        super().save(*args, **kwargs)

    def clean(self) -> None:
        """The tree is 区 → 镇/乡/街道/园区 → 村/社区 → 网格, with one district, and no area lies below itself."""
        if not self.kind:
            return
        above = KINDS_ABOVE[self.kind]
        if not above:
            if self.parent is not None:
                raise ValidationError({"parent": "区县是最上一级，没有上级区域"})
            if Area.objects.filter(parent__isnull=True).exclude(pk=self.pk).exists():
                raise ValidationError({"kind": "本平台已有区县，只能有一个"})
            return
        wanted = "、".join(kind.label for kind in AreaKind if kind in above)
        if self.parent is None:
            raise ValidationError({"parent": f"{self.get_kind_display()}须选上级区域（{wanted}）"})
        if self.parent.kind not in above:
            raise ValidationError({"parent": f"{self.get_kind_display()}的上级只能是{wanted}，请重选"})
        if not self._state.adding and self.parent.path.startswith(self.path):
            raise ValidationError({"parent": "上级区域不能是自己或自己的下级"})

    @property
    def town(self) -> Area | None:
        """The town, subdistrict or park it lies in, or is; none for the district."""
        area: Area | None = self
        while area is not None and area.kind not in TOWN_KINDS:
            area = area.parent
        return area

    @property
    def kind_note(self) -> str:
        """The kind where the name does not say it already: 东塘镇 does, 高新园区 does not."""
        label = str(self.get_kind_display())
        return "" if self.name.endswith(label) else label

    @property
    def has_congress(self) -> bool:
        """Whether deputies of the area's own level can exist (R052)."""
        return self.kind in AREAS_WITH_CONGRESS

    def level_refusal(self, level: str) -> str:
        """Why this area has no congress, and so no deputies, of a level; empty when it has (R052).

        The district has the district's congress, a township or town its own; a subdistrict or park has
        only a working committee of the district's standing committee.
        """
        if level == CongressLevel.DISTRICT and self.kind != AreaKind.DISTRICT:
            return f"区县级人大属于全区，不属于{self.name}"
        if level != CongressLevel.TOWN or self.kind in {AreaKind.TOWNSHIP, AreaKind.TOWN}:
            return ""
        if self.kind in {AreaKind.SUBDISTRICT, AreaKind.PARK}:
            return f"{self.name}没有本级人大和代表，只设人大工委；乡镇级只能选乡、镇"
        return f"{self.name}没有本级人大和代表；乡镇级只能选乡、镇"


class Constituency(models.Model):
    """A constituency (选区) of one congress level; ``seats`` is the number to be elected in law."""

    level = models.CharField("层级", max_length=20, choices=CongressLevel.choices)
    number = models.PositiveIntegerField("序号", null=True, blank=True)
    name = models.CharField("名称", max_length=80)
    area = models.ForeignKey(Area, models.PROTECT, related_name="constituencies", verbose_name="所在区域")
    seats = models.PositiveIntegerField("应选名额", default=1)
    version = models.PositiveIntegerField(default=1, editable=False)

    class Meta:
        verbose_name = "选区"
        verbose_name_plural = "选区"
        ordering = ["level", "number", "id"]
        constraints = [
            models.UniqueConstraint(
                fields=["level", "area", "name"],
                name="constituency_once",
                violation_error_message="这个区域已有同名选区",
            )
        ]

    def __str__(self) -> str:
        return self.name

    def clean(self) -> None:
        """A subdistrict has no congress and so no constituency of the town level (R052)."""
        if self.level == CongressLevel.TOWN and self.area_id and (why := self.area.level_refusal(self.level)):
            raise ValidationError({"area": why})


class OrganQuerySet(models.QuerySet["Organ"]):
    """Organs by date and by any name they ever bore."""

    def active(self, on: date) -> OrganQuerySet:
        """Those that exist on a day."""
        return self.filter(
            Q(starts_on__isnull=True) | Q(starts_on__lte=on), Q(ends_on__isnull=True) | Q(ends_on__gte=on)
        )

    def named(self, name: str) -> OrganQuerySet:
        """Those that bear or bore this full or short name."""
        return self.filter(
            Q(name=name) | Q(short_name=name) | Q(names__name=name) | Q(names__short_name=name)
        ).distinct()


class Organ(models.Model):
    """A unit in the register: committees, departments, town organs, courts … (R312)."""

    kind = models.CharField("类别", max_length=24, choices=OrganKind.choices)
    name = models.CharField("全称", max_length=80)
    short_name = models.CharField("简称", max_length=40)
    area = models.ForeignKey(
        Area, models.PROTECT, null=True, blank=True, related_name="organs", verbose_name="所在区域"
    )
    parent = models.ForeignKey(
        "self", models.PROTECT, null=True, blank=True, related_name="children", verbose_name="上级单位"
    )
    starts_on = models.DateField("成立日期", null=True, blank=True)
    ends_on = models.DateField("撤销日期", null=True, blank=True)
    closed_note = models.CharField("撤销说明", max_length=200, blank=True)
    order = models.PositiveIntegerField("排序", default=0)
    version = models.PositiveIntegerField(default=1, editable=False)

    objects = OrganQuerySet.as_manager()

    class Meta:
        verbose_name = "单位"
        verbose_name_plural = "单位"
        ordering = ["order", "id"]
        indexes = [models.Index(fields=["short_name"]), models.Index(fields=["kind", "order"])]
        constraints = [
            models.UniqueConstraint(
                fields=["name"], name="organ_name_once", violation_error_message="已有这个名称的单位"
            ),
            models.CheckConstraint(
                condition=Q(ends_on__isnull=True)
                | Q(starts_on__isnull=True)
                | Q(ends_on__gte=F("starts_on")),
                name="organ_ends_after_start",
                violation_error_message="撤销日期不能早于成立日期",
            ),
        ]

    def __str__(self) -> str:
        return self.short_name

    def clean(self) -> None:
        """The kind of area decides which organ of the congress it has (R052), and no unit stands below itself."""
        if (
            self.area
            and self.kind in CONGRESS_ORGAN.values()
            and self.kind != CONGRESS_ORGAN.get(self.area.kind)
        ):
            fitting = [kind.label for kind in AreaKind if CONGRESS_ORGAN.get(kind) == self.kind]
            label = OrganKind(self.kind).label
            raise ValidationError({"area": f"{label}只设在{'、'.join(fitting)}，请改类别或区域"})
        above = self.parent
        while above is not None:
            if above.pk == self.pk:
                raise ValidationError({"parent": "上级单位不能是自己或自己的下级"})
            above = above.parent

    @property
    def is_over(self) -> bool:
        """Whether its last day is past."""
        return self.ends_on is not None and self.ends_on < timezone.localdate()

    def name_on(self, on: date) -> str:
        """The full name the organ bore on a day: a renamed bureau keeps its past (R312)."""
        past = self.names.filter(ends_on__gte=on).order_by("ends_on").first()
        return past.name if past else self.name


class OrganName(models.Model):
    """A name the organ bore until ``ends_on`` (that day included); the present name stands on the organ."""

    organ = models.ForeignKey(Organ, models.CASCADE, related_name="names", verbose_name="单位")
    name = models.CharField("原全称", max_length=80)
    short_name = models.CharField("原简称", max_length=40)
    ends_on = models.DateField("用到哪一天")

    class Meta:
        verbose_name = "曾用名"
        verbose_name_plural = "曾用名"
        ordering = ["-ends_on"]
        constraints = [models.UniqueConstraint(fields=["organ", "ends_on"], name="organ_one_name_a_day")]

    def __str__(self) -> str:
        return self.name


class Term(models.Model):
    """A term (届) of the congress of an area; terms differ between districts, so nothing is assumed."""

    area = models.ForeignKey(Area, models.PROTECT, related_name="terms", verbose_name="区域")
    level = models.CharField("层级", max_length=20, choices=CongressLevel.choices)
    number = models.PositiveIntegerField("届次")
    starts_on = models.DateField("开始日期")
    ends_on = models.DateField("结束日期", null=True, blank=True)
    version = models.PositiveIntegerField(default=1, editable=False)

    class Meta:
        verbose_name = "届"
        verbose_name_plural = "届次"
        ordering = ["-starts_on"]
        constraints = [
            models.UniqueConstraint(
                fields=["area", "level", "number"], name="term_once", violation_error_message="已有这一届"
            ),
            models.CheckConstraint(
                condition=Q(ends_on__isnull=True) | Q(ends_on__gte=F("starts_on")),
                name="term_ends_after_start",
                violation_error_message="结束日期不能早于开始日期",
            ),
        ]

    def __str__(self) -> str:
        """安澜区第十八届; a congress above the district, of which deputies serve here, goes by its level."""
        congress = self.area if self.level in DIRECT_LEVELS else self.get_level_display()
        return f"{congress}第{numeral(self.number)}届"

    def clean(self) -> None:
        """The area has a congress of this level (R052), and terms of one congress do not overlap."""
        if not _filled(self, "area_id", "starts_on"):
            return
        if why := self.area.level_refusal(self.level):
            raise ValidationError({"area": why})
        others = Term.objects.filter(area=self.area, level=self.level).exclude(pk=self.pk)
        others = others.filter(Q(ends_on__isnull=True) | Q(ends_on__gte=self.starts_on))
        if self.ends_on:
            others = others.filter(starts_on__lte=self.ends_on)
        if other := others.order_by("starts_on").first():
            raise ValidationError({"starts_on": f"和{other}的起止日期重叠，请先填好那一届的结束日期"})


class Session(models.Model):
    """A session (次会议) of a term."""

    term = models.ForeignKey(Term, models.PROTECT, related_name="sessions", verbose_name="届")
    number = models.PositiveIntegerField("次数")
    starts_on = models.DateField("开始日期")
    ends_on = models.DateField("结束日期")
    version = models.PositiveIntegerField(default=1, editable=False)

    class Meta:
        verbose_name = "次会议"
        verbose_name_plural = "次会议"
        ordering = ["-starts_on"]
        constraints = [
            models.UniqueConstraint(
                fields=["term", "number"], name="session_once", violation_error_message="已有这次会议"
            ),
            models.CheckConstraint(
                condition=Q(ends_on__gte=F("starts_on")),
                name="session_ends_after_start",
                violation_error_message="结束日期不能早于开始日期",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.term}{self.label}"

    @property
    def label(self) -> str:
        """第五次会议."""
        return f"第{numeral(self.number)}次会议"

    def clean(self) -> None:
        """A session lies within its term."""
        if not _filled(self, "starts_on", "ends_on"):
            return
        if self.starts_on < self.term.starts_on:
            raise ValidationError({"starts_on": f"早于{self.term}的开始日期"})
        if self.term.ends_on and self.ends_on > self.term.ends_on:
            raise ValidationError({"ends_on": f"晚于{self.term}的结束日期"})


class AreaOutline(models.Model):
    """The border of a town on the map of the district: closed rings of (longitude, latitude), outer rings only.

    Borders are the district's own data; without them the numbers of towns stand in a table alone.
    """

    area = models.OneToOneField(Area, models.CASCADE, related_name="outline", verbose_name="区域")
    rings = models.JSONField("边界")
    source = models.CharField("来源", max_length=100, blank=True)
    version = models.PositiveIntegerField(default=1, editable=False)

    class Meta:
        verbose_name = "区划边界"
        verbose_name_plural = "区划边界"

    def __str__(self) -> str:
        return f"{self.area}的边界"
