"""Reports with their sections, the figures in them, and the templates they begin from (R296)."""

from __future__ import annotations

from django.conf import settings
from django.db import models
from django.db.models import F, Q

from bulletins.reports import rules
from bulletins.reports.enums import LOOKS, ReportKind, ReportState
from congress.accounts.models import User
from congress.figures.period import Period
from congress.search.text import normalise

#: The longest section: twelve printed pages.
LONGEST_PROSE = 8000


class SectionBase(models.Model):
    """A heading with its prose; the opening words have none. Placeholders in the prose stand for figures."""

    position = models.PositiveSmallIntegerField("顺序")
    heading = models.CharField("标题", max_length=60, blank=True)
    prose = models.TextField("正文", max_length=LONGEST_PROSE, blank=True)
    version = models.PositiveIntegerField(default=1, editable=False)

    class Meta:
        abstract = True
        ordering = ["position", "id"]

    def __str__(self) -> str:
        return self.heading or "开头"


class ReportTemplate(models.Model):
    """What a report begins from: its title without the period, its sections with placeholders."""

    name = models.CharField(
        "模板名称", max_length=60, unique=True, error_messages={"unique": "已有这个名称的模板"}
    )
    kind = models.CharField("种类", max_length=10, choices=ReportKind.choices, default=ReportKind.SUMMARY)
    title = models.CharField("文件标题", max_length=100)
    order = models.PositiveSmallIntegerField("排序", default=50)
    in_use = models.BooleanField("选用", default=True)
    version = models.PositiveIntegerField(default=1, editable=False)

    class Meta:
        verbose_name = "报告模板"
        verbose_name_plural = "报告模板"
        ordering = ["order", "id"]

    def __str__(self) -> str:
        return self.name


class TemplateSection(SectionBase):
    """A section of a template."""

    template = models.ForeignKey(ReportTemplate, models.CASCADE, related_name="sections", verbose_name="模板")

    class Meta(SectionBase.Meta):
        verbose_name = "模板的部分"
        verbose_name_plural = "模板的部分"


class ReportQuerySet(models.QuerySet["Report"]):
    """Reports in scope."""

    def visible_to(self, user: User) -> ReportQuerySet:
        """All for those who write them, final ones for leaders."""
        return self.filter(rules.see_report.as_q(user))


class Report(models.Model):
    """A summary, a work report or a circular. Its figures are counted from ``start_on`` to ``end_on``, the cut-off."""

    title = models.CharField("标题", max_length=120)
    kind = models.CharField("种类", max_length=10, choices=ReportKind.choices)
    template = models.ForeignKey(
        ReportTemplate,
        models.SET_NULL,
        null=True,
        blank=True,
        related_name="reports",
        verbose_name="模板",
    )
    start_on = models.DateField("统计从")
    end_on = models.DateField("统计截至")
    addressee = models.CharField("主送", max_length=200, blank=True)
    number = models.CharField("文号", max_length=40, blank=True)
    signature = models.CharField("落款", max_length=80, blank=True)
    issued_on = models.DateField("成文日期", null=True, blank=True)
    state = models.CharField("状态", max_length=10, choices=ReportState.choices, default=ReportState.DRAFT)
    dropped_reason = models.CharField("作废的原因", max_length=200, blank=True)
    created_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        models.PROTECT,
        null=True,
        blank=True,
        related_name="+",
        verbose_name="起草人",
    )
    changed_at = models.DateTimeField("更新时间", auto_now=True)
    filled_at = models.DateTimeField("取数时间", null=True, blank=True)
    version = models.PositiveIntegerField(default=1, editable=False)
    search_text = models.TextField(editable=False, default="")

    objects = ReportQuerySet.as_manager()

    class Meta:
        verbose_name = "总结报告"
        verbose_name_plural = "总结报告"
        ordering = ["-changed_at", "-id"]
        indexes = [
            models.Index(fields=["-changed_at", "-id"], name="report_newest"),
            models.Index(fields=["state", "-changed_at"], name="report_state"),
            models.Index(fields=["-end_on", "-id"], name="report_period"),
        ]
        constraints = [
            models.CheckConstraint(
                condition=Q(end_on__gte=F("start_on")), name="report_period_ends_after_start"
            ),
            models.CheckConstraint(
                condition=(Q(state=ReportState.DROPPED) & ~Q(dropped_reason=""))
                | (~Q(state=ReportState.DROPPED) & Q(dropped_reason="")),
                name="report_dropped_with_reason",
            ),
            models.CheckConstraint(
                condition=~Q(kind=ReportKind.CIRCULAR, state=ReportState.FINAL)
                | (~Q(number="") & ~Q(addressee="") & Q(issued_on__isnull=False)),
                name="report_circular_is_whole",
            ),
        ]

    def __str__(self) -> str:
        return self.title

    @property
    def look(self) -> str:
        """The shape that stands for the state."""
        return LOOKS[ReportState(self.state)]

    @property
    def period(self) -> Period:
        """Over which its figures are counted."""
        return Period.between(self.start_on, self.end_on)

    def refresh_search_text(self) -> None:
        """Recompute what the search reads: title, addressee, headings and words."""
        parts = [self.title, self.number, self.addressee]
        parts += [f"{heading} {prose}" for heading, prose in self.sections.values_list("heading", "prose")]
        self.search_text = normalise("\n".join(parts))


class ReportSection(SectionBase):
    """A section of a report."""

    report = models.ForeignKey(Report, models.CASCADE, related_name="sections", verbose_name="总结报告")

    class Meta(SectionBase.Meta):
        verbose_name = "报告的部分"
        verbose_name_plural = "报告的部分"


class ReportFigure(models.Model):
    """A figure that stands in a report: what was counted, and what a writer put in its place.

    ``span`` is the placeholder's own period, empty for that of the report; ``start_on`` and ``end_on`` say over which
    days ``value`` was counted. ``value`` and ``by_hand`` are as printed: 4530, 93.5%, 1600余.
    """

    report = models.ForeignKey(Report, models.CASCADE, related_name="figures", verbose_name="总结报告")
    name = models.CharField("指标", max_length=120)
    span = models.CharField("单独的期间", max_length=24, blank=True)
    start_on = models.DateField("从")
    end_on = models.DateField("到")
    value = models.CharField("统计数", max_length=30)
    of = models.CharField("由来", max_length=80)
    definition = models.CharField("口径", max_length=400, blank=True)
    by_hand = models.CharField("手改数", max_length=30, blank=True)
    reason = models.CharField("手改的原因", max_length=200, blank=True)
    changed_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        models.PROTECT,
        null=True,
        blank=True,
        related_name="+",
        verbose_name="谁改的",
    )
    counted_at = models.DateTimeField("取数时间")
    version = models.PositiveIntegerField(default=1, editable=False)

    class Meta:
        verbose_name = "报告里的数"
        verbose_name_plural = "报告里的数"
        ordering = ["id"]
        constraints = [
            models.UniqueConstraint(fields=["report", "name", "span"], name="report_figure_once"),
            models.CheckConstraint(
                condition=Q(by_hand="") | ~Q(reason=""), name="report_figure_changed_with_reason"
            ),
        ]

    def __str__(self) -> str:
        return self.name

    @property
    def shown(self) -> str:
        """What is printed."""
        return self.by_hand or self.value

    @property
    def period(self) -> Period:
        """Over which it was counted."""
        return Period.between(self.start_on, self.end_on)
