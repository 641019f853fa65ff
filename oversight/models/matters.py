"""Major matters: each dated step, the decision, and the six parts with their evidence (R264, R265)."""

from __future__ import annotations

from django.core.validators import MaxLengthValidator, MaxValueValidator, MinValueValidator
from django.db import models
from django.db.models import Q

from congress.documents.kept import KeptDocument
from oversight.matters.enums import MatterSource, MatterState, Part


class MajorMatterQuerySet(models.QuerySet["MajorMatter"]):
    """Matters by what is missing."""

    def unreported(self) -> MajorMatterQuerySet:
        """Decided, and not reported to the party committee afterwards."""
        return self.filter(decided_on__isnull=False, reported_on__isnull=True)


class MajorMatter(models.Model):
    """A matter the committee is to decide in a year, on its way from the proposal to the report after."""

    year = models.PositiveSmallIntegerField(
        "年度", validators=[MinValueValidator(2000), MaxValueValidator(2100)]
    )
    title = models.CharField("事项", max_length=200)
    source = models.CharField("来源", max_length=12, choices=MatterSource.choices)
    source_note = models.CharField("来源说明", max_length=200, blank=True)
    state = models.CharField("进展", max_length=10, choices=MatterState.choices, default=MatterState.PROPOSED)
    studied_on = models.DateField("党组研究", null=True, blank=True)
    agreed_on = models.DateField("区委同意", null=True, blank=True)
    planned_on = models.DateField("列入年度计划", null=True, blank=True)
    requested_on = models.DateField("事前请示", null=True, blank=True)
    decided_on = models.DateField("作出决定", null=True, blank=True)
    decision = models.TextField("决议、决定", blank=True, validators=[MaxLengthValidator(5000)])
    reported_on = models.DateField("事后报告", null=True, blank=True)
    dropped_reason = models.CharField("不再列入的原因", max_length=200, blank=True)
    version = models.PositiveIntegerField(default=1, editable=False)

    objects = MajorMatterQuerySet.as_manager()

    class Meta:
        verbose_name = "重大事项"
        verbose_name_plural = "重大事项"
        ordering = ["-year", "id"]
        indexes = [models.Index(fields=["-year", "id"], name="major_matter_year")]
        constraints = [
            models.UniqueConstraint(
                fields=["year", "title"],
                name="major_matter_once",
                violation_error_message="这一年的清单里已有这件事项",
            ),
            models.CheckConstraint(
                condition=Q(planned_on__isnull=True) | Q(agreed_on__isnull=False),
                name="major_matter_planned_after_agreed",
                violation_error_message="区委同意以后才能列入年度计划",
            ),
            models.CheckConstraint(
                condition=Q(decided_on__isnull=True) | Q(requested_on__isnull=False),
                name="major_matter_decided_after_request",
                violation_error_message="事前请示以后才能登记决定",
            ),
        ]

    def __str__(self) -> str:
        return self.title


class MatterPart(models.Model):
    """One of the six parts of a matter: what was done, with evidence (R265)."""

    matter = models.ForeignKey(MajorMatter, models.CASCADE, related_name="parts", verbose_name="重大事项")
    part = models.CharField("制度", max_length=12, choices=Part.choices)
    done_on = models.DateField("日期")
    note = models.TextField("做法", validators=[MaxLengthValidator(3000)])
    version = models.PositiveIntegerField(default=1, editable=False)

    class Meta:
        verbose_name = "六项制度落实"
        verbose_name_plural = "六项制度落实"
        ordering = ["matter_id", "id"]
        constraints = [models.UniqueConstraint(fields=["matter", "part"], name="matter_part_once")]

    def __str__(self) -> str:
        return f"{self.matter} · {self.get_part_display()}"


class MatterFile(KeptDocument):
    """Evidence of one of the six parts."""

    part = models.ForeignKey(MatterPart, models.CASCADE, related_name="files", verbose_name="制度")

    class Meta:
        verbose_name = "重大事项佐证"
        verbose_name_plural = "重大事项佐证"
        ordering = ["order"]
        constraints = [models.UniqueConstraint(fields=["part", "order"], name="matter_file_order_once")]
