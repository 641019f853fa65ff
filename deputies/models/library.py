"""Laws and rules with their editions (R011, R012, R246)."""

from __future__ import annotations

from datetime import date

from django.core.validators import MaxLengthValidator
from django.db import models
from django.db.models import F, Q
from django.utils import timezone

from deputies.library.enums import EditionState, Reach, TextKind
from deputies.models.groups import DeputyGroup

#: The longest law is shorter.
LONGEST_BODY = 60_000


class LibraryTextQuerySet(models.QuerySet["LibraryText"]):
    """Texts by who may read them and where they apply."""

    def published(self) -> LibraryTextQuerySet:
        """Those everybody may read."""
        return self.filter(is_public=True)

    def of_group(self, group: DeputyGroup) -> LibraryTextQuerySet:
        """Rules of deputies' groups: of all, or of this one among others (R011)."""
        return self.filter(Q(groups=None) | Q(groups=group), reach=Reach.GROUPS).distinct()


class LibraryText(models.Model):
    """A law or rule, whatever its editions say. ``code`` is what other pages cite it by."""

    code = models.SlugField(
        "代号",
        max_length=40,
        unique=True,
        error_messages={"unique": "这个代号已经用过，请换一个", "invalid": "代号只写英文字母、数字和短横线"},
    )
    title = models.CharField("名称", max_length=120)
    kind = models.CharField("类别", max_length=12, choices=TextKind.choices)
    topic = models.CharField("事项", max_length=30, blank=True)
    reach = models.CharField("适用", max_length=10, choices=Reach.choices, default=Reach.DISTRICT)
    groups = models.ManyToManyField(
        DeputyGroup, blank=True, related_name="rules", verbose_name="只适用这些小组"
    )
    is_public = models.BooleanField("向社会公开", default=False)
    version = models.PositiveIntegerField(default=1, editable=False)

    objects = LibraryTextQuerySet.as_manager()

    class Meta:
        verbose_name = "制度法规"
        verbose_name_plural = "制度法规"
        ordering = ["kind", "title", "id"]
        indexes = [models.Index(fields=["kind", "title"], name="librarytext_kind")]
        constraints = [
            models.UniqueConstraint(
                fields=["title"],
                name="librarytext_once",
                violation_error_message="已有这个名称，请在那一条里加新版本",
            )
        ]

    def __str__(self) -> str:
        return self.title


class LibraryEditionQuerySet(models.QuerySet["LibraryEdition"]):
    """Editions by day."""

    def in_force(self, on: date) -> LibraryEditionQuerySet:
        """Those that apply on a day, on trial or not."""
        return self.filter(Q(ended_on__isnull=True) | Q(ended_on__gte=on), effective_on__lte=on)


class LibraryEdition(models.Model):
    """One edition. It is repealed when, and only when, it has a last day; a new edition ends the one before."""

    text = models.ForeignKey(LibraryText, models.PROTECT, related_name="editions", verbose_name="制度法规")
    number = models.PositiveSmallIntegerField("第几版")
    state = models.CharField(
        "状态", max_length=10, choices=EditionState.choices, default=EditionState.CURRENT
    )
    issuer = models.CharField("制定机关", max_length=60)
    document = models.CharField("文号", max_length=60, blank=True)
    issued_on = models.DateField("印发日期", null=True, blank=True)
    effective_on = models.DateField("施行日期")
    ended_on = models.DateField("施行到", null=True, blank=True)
    body = models.TextField("正文", blank=True, validators=[MaxLengthValidator(LONGEST_BODY)])
    version = models.PositiveIntegerField(default=1, editable=False)

    objects = LibraryEditionQuerySet.as_manager()

    class Meta:
        verbose_name = "版本"
        verbose_name_plural = "版本"
        ordering = ["text_id", "-number"]
        constraints = [
            models.UniqueConstraint(fields=["text", "number"], name="libraryedition_once"),
            models.CheckConstraint(
                condition=Q(state=EditionState.REPEALED, ended_on__isnull=False)
                | (~Q(state=EditionState.REPEALED) & Q(ended_on__isnull=True)),
                name="libraryedition_repealed_has_day",
            ),
            models.CheckConstraint(
                condition=Q(ended_on__isnull=True) | Q(ended_on__gte=F("effective_on")),
                name="libraryedition_ends_after_start",
                violation_error_message="废止日期不能早于施行日期",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.text}（第 {self.number} 版）"

    @property
    def standing(self) -> tuple[str, str]:
        """Shape and word: 试行, 现行, 废止, and of one that comes into force later, 未施行."""
        if self.state == EditionState.REPEALED:
            over = self.ended_on is not None and self.ended_on < timezone.localdate()
            return ("stop", "废止") if over else ("go", "即将废止")
        if self.effective_on > timezone.localdate():
            return "new", "未施行"
        return ("go", "试行") if self.state == EditionState.TRIAL else ("done", "现行")
