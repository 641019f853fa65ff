"""Pieces written, the media that took them, awards, and experience told at higher meetings (R298–R300, R305)."""

from __future__ import annotations

from datetime import date
from typing import Any

from django.conf import settings
from django.db import models
from django.db.models import Max, OuterRef, Q, Subquery

from bulletins.publicity import rules
from bulletins.publicity.enums import MediaLevel, SpeechKind
from congress.accounts.models import User
from congress.search.text import normalise


class MediaChannel(models.Model):
    """By which way a medium reaches people (报刊、网站、微信公众号): an editable list (R305)."""

    name = models.CharField("名称", max_length=30, unique=True)
    order = models.PositiveSmallIntegerField("排序", default=0)
    active = models.BooleanField("在用", default=True)

    class Meta:
        verbose_name = "媒介"
        verbose_name_plural = "媒介"
        ordering = ["order", "id"]

    def __str__(self) -> str:
        return self.name


class Medium(models.Model):
    """A medium with its level and channel: an editable list (R298, R299)."""

    name = models.CharField("名称", max_length=40, unique=True)
    level = models.PositiveSmallIntegerField("级别", choices=MediaLevel.choices)
    channel = models.ForeignKey(MediaChannel, models.PROTECT, related_name="media", verbose_name="媒介")
    order = models.PositiveSmallIntegerField("排序", default=0)
    active = models.BooleanField("在用", default=True)

    class Meta:
        verbose_name = "媒体"
        verbose_name_plural = "媒体"
        ordering = ["-level", "order", "id"]

    def __str__(self) -> str:
        return self.name


class PieceQuerySet(models.QuerySet["Piece"]):
    """Pieces by scope and by the highest level that took them."""

    def visible_to(self, user: User) -> PieceQuerySet:
        """All for the district's offices, a town's own for the town."""
        return self.filter(rules.see_piece.as_q(user))

    def standing(self) -> PieceQuerySet:
        """Those not withdrawn."""
        return self.filter(withdrawn_reason="")

    def with_highest(self, until: date | None = None) -> models.QuerySet[Any]:
        """Annotates ``highest``, the highest level that took the piece, none for no level.

        With a cut-off, later adoptions do not count.
        """
        taken = Adoption.objects.filter(piece=OuterRef("pk"))
        if until is not None:
            taken = taken.filter(published_on__lte=until)
        highest = taken.order_by().values("piece").annotate(highest=Max("medium__level")).values("highest")
        return self.annotate(highest=Subquery(highest))


class Piece(models.Model):
    """A piece of news or publicity (宣传稿件); however many media take it, it is one piece (R299)."""

    title = models.CharField("标题", max_length=120)
    area = models.ForeignKey("organs.Area", models.PROTECT, related_name="pieces", verbose_name="供稿区域")
    author = models.CharField("作者", max_length=60, blank=True)
    written_on = models.DateField("编发日期")
    text = models.TextField("正文", max_length=20_000, blank=True)
    people = models.ManyToManyField(
        "deputies.Person", blank=True, related_name="pieces", verbose_name="写到的代表"
    )
    campaign = models.ForeignKey(
        "activities.Campaign",
        models.PROTECT,
        null=True,
        blank=True,
        related_name="pieces",
        verbose_name="专项",
    )
    withdrawn_reason = models.CharField("撤回原因", max_length=200, blank=True)
    recorded_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="+", verbose_name="登记人"
    )
    version = models.PositiveIntegerField(default=1, editable=False)
    search_text = models.TextField(editable=False, default="")

    objects = PieceQuerySet.as_manager()

    class Meta:
        verbose_name = "宣传稿件"
        verbose_name_plural = "宣传稿件"
        ordering = ["-written_on", "-id"]
        indexes = [
            models.Index(fields=["-written_on", "-id"], name="piece_newest"),
            models.Index(fields=["area", "-written_on"], name="piece_area"),
        ]
        constraints = [
            models.UniqueConstraint(
                fields=["title", "written_on"],
                condition=Q(withdrawn_reason=""),
                name="piece_once",
                violation_error_message="这一天已登记过同名稿件；几家媒体采用的，在那一篇里登记采用",
            )
        ]

    def __str__(self) -> str:
        return f"《{self.title}》"

    def save(self, *args: Any, **kwargs: Any) -> None:
        """Save with the derived search column."""
        self.search_text = normalise(f"{self.title} {self.author} {self.text}")
        super().save(*args, **kwargs)


class Adoption(models.Model):
    """A medium that took a piece. ``headline`` is what it was called there, when that differs."""

    piece = models.ForeignKey(Piece, models.CASCADE, related_name="adoptions", verbose_name="稿件")
    medium = models.ForeignKey(Medium, models.PROTECT, related_name="adoptions", verbose_name="媒体")
    published_on = models.DateField("刊发日期")
    headline = models.CharField("刊发标题", max_length=120, blank=True)
    place = models.CharField("期次、版面", max_length=60, blank=True)

    class Meta:
        verbose_name = "采用"
        verbose_name_plural = "采用"
        ordering = ["-medium__level", "published_on", "id"]
        indexes = [models.Index(fields=["published_on"], name="adoption_published")]
        constraints = [
            models.UniqueConstraint(
                fields=["piece", "medium"],
                name="adoption_once",
                violation_error_message="这家媒体的采用已经登记",
            )
        ]

    def __str__(self) -> str:
        return f"{self.medium}：{self.piece}"


class PieceAward(models.Model):
    """A prize a piece won (R300)."""

    piece = models.ForeignKey(Piece, models.PROTECT, related_name="awards", verbose_name="稿件")
    name = models.CharField("奖项", max_length=60)
    grade = models.CharField("等次", max_length=20, blank=True)
    awarded_by = models.CharField("颁奖单位", max_length=60)
    level = models.PositiveSmallIntegerField("级别", choices=MediaLevel.choices)
    awarded_on = models.DateField("获奖日期")

    class Meta:
        verbose_name = "稿件获奖"
        verbose_name_plural = "稿件获奖"
        ordering = ["-awarded_on", "-id"]
        indexes = [models.Index(fields=["-awarded_on", "-id"], name="award_newest")]
        constraints = [
            models.UniqueConstraint(
                fields=["piece", "name"], name="award_once", violation_error_message="这个奖项已经登记"
            )
        ]

    def __str__(self) -> str:
        return self.name


class Speech(models.Model):
    """Experience told at a meeting of a higher level (经验交流, R300)."""

    topic = models.CharField("交流题目", max_length=120)
    meeting = models.CharField("会议名称", max_length=80)
    level = models.PositiveSmallIntegerField("会议级别", choices=MediaLevel.choices)
    kind = models.CharField("交流方式", max_length=10, choices=SpeechKind.choices, default=SpeechKind.SPOKEN)
    held_on = models.DateField("会议日期")
    area = models.ForeignKey("organs.Area", models.PROTECT, related_name="speeches", verbose_name="交流区域")
    speaker = models.CharField("发言人", max_length=60, blank=True)
    text = models.TextField("发言内容", max_length=20_000, blank=True)
    withdrawn_reason = models.CharField("撤回原因", max_length=200, blank=True)
    version = models.PositiveIntegerField(default=1, editable=False)

    class Meta:
        verbose_name = "经验交流"
        verbose_name_plural = "经验交流"
        ordering = ["-held_on", "-id"]
        indexes = [models.Index(fields=["-held_on", "-id"], name="speech_newest")]
        constraints = [
            models.UniqueConstraint(
                fields=["topic", "meeting", "held_on"],
                condition=Q(withdrawn_reason=""),
                name="speech_once",
                violation_error_message="这次交流已经登记",
            )
        ]

    def __str__(self) -> str:
        return self.topic
