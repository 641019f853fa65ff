"""An issue and what it holds: headings, entries, articles, its history."""

from __future__ import annotations

from datetime import date

from django.conf import settings
from django.db import models
from django.db.models import F, Q

from activities.models import Activity
from bulletins import rules
from bulletins.enums import LOOKS, BlockKind, IssueState
from bulletins.models.series import Series
from congress.accounts.models import User
from congress.search.text import normalise


class IssueQuerySet(models.QuerySet["Issue"]):
    """Issues in scope."""

    def visible_to(self, user: User) -> IssueQuerySet:
        """Drafts for those who make and sign them, issued ones for everyone."""
        return self.filter(rules.see_issue.as_q(user))

    def issued(self) -> IssueQuerySet:
        """Those that have been issued."""
        return self.filter(state=IssueState.ISSUED)


class Issue(models.Model):
    """One issue. 期 and 总期 are unique within the series; 总期 runs on over the years (R272).

    ``period`` is the span of days whose activities it takes; issue N of a monthly covers month N and is
    dated in the first days of N+1 (R273). ``office`` is the issuing office as named on the day.
    """

    series = models.ForeignKey(Series, models.PROTECT, related_name="issues", verbose_name="刊物")
    year = models.PositiveIntegerField("年")
    number = models.PositiveIntegerField("期号")
    total_number = models.PositiveIntegerField("总期号")
    office = models.CharField("编印单位", max_length=80)
    issued_on = models.DateField("印发日期")
    period_start = models.DateField("收录从")
    period_end = models.DateField("收录到")
    state = models.CharField("状态", max_length=10, choices=IssueState.choices, default=IssueState.DRAFT)
    editor = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="+", verbose_name="编辑"
    )
    created_at = models.DateTimeField("建立时间", auto_now_add=True)
    published_at = models.DateTimeField("印发时间", null=True, blank=True)
    pdf = models.FileField("PDF", upload_to="bulletins/%Y/", blank=True, max_length=200)
    docx = models.FileField("DOCX", upload_to="bulletins/%Y/", blank=True, max_length=200)
    version = models.PositiveIntegerField(default=1, editable=False)
    search_text = models.TextField(editable=False, default="")

    objects = IssueQuerySet.as_manager()

    class Meta:
        verbose_name = "期"
        verbose_name_plural = "各期"
        ordering = ["-year", "-number", "-id"]
        indexes = [
            models.Index(fields=["series", "-year", "-number"]),
            models.Index(fields=["state", "-issued_on"]),
        ]
        constraints = [
            models.UniqueConstraint(
                fields=["series", "year", "number"],
                name="issue_number_once",
                violation_error_message="这一年已有这个期号",
            ),
            models.UniqueConstraint(
                fields=["series", "total_number"],
                name="issue_total_once",
                violation_error_message="总期号已用过",
            ),
            models.CheckConstraint(
                condition=Q(period_end__gte=F("period_start")), name="issue_period_ends_after_start"
            ),
            models.CheckConstraint(
                condition=Q(state=IssueState.ISSUED, published_at__isnull=False)
                | (~Q(state=IssueState.ISSUED) & Q(published_at__isnull=True)),
                name="issue_issued_has_time",
            ),
        ]

    def __str__(self) -> str:
        return f"《{self.series.name}》{self.year}年第{self.number}期"

    @property
    def look(self) -> str:
        """The shape that stands for the state."""
        return LOOKS[IssueState(self.state)]

    @property
    def editable(self) -> bool:
        """Content may change only while it is a draft."""
        return self.state == IssueState.DRAFT

    def refresh_search_text(self) -> None:
        """Recompute the column that the search over all issues reads, from what is printed."""
        parts: list[str] = [str(self)]
        parts += self.headings.values_list("text", flat=True)
        parts += self.entries.filter(included=True).values_list("text", flat=True)
        for article in self.articles.prefetch_related("blocks"):
            parts.append(f"{article.title} {article.byline}")
            parts += [block.full_text for block in article.blocks.all()]
        self.search_text = normalise("\n".join(parts))


class IssueEvent(models.Model):
    """One step of an issue's history, written in the same transaction as the step."""

    issue = models.ForeignKey(Issue, models.CASCADE, related_name="events", verbose_name="期")
    at = models.DateTimeField("时间", auto_now_add=True)
    actor = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="+")
    step = models.CharField("步骤", max_length=30)
    label = models.CharField("做了什么", max_length=60)
    state = models.CharField("之后的状态", max_length=10, choices=IssueState.choices)
    note = models.CharField("说明", max_length=400, blank=True)

    class Meta:
        verbose_name = "经过"
        verbose_name_plural = "经过"
        ordering = ["-id"]

    def __str__(self) -> str:
        return self.label


class Heading(models.Model):
    """A title in the contents. One heading may cover several entries that are not adjacent (R274).

    Headings have no order of their own: they stand in the order of their first entry.
    """

    issue = models.ForeignKey(Issue, models.CASCADE, related_name="headings", verbose_name="期")
    text = models.CharField("标题", max_length=200)

    class Meta:
        verbose_name = "标题"
        verbose_name_plural = "标题"

    def __str__(self) -> str:
        return self.text


class Entry(models.Model):
    """A paragraph of 工作动态. ``text`` is printed; ``source_text`` is what the log said when it was taken over.

    Editing ``text`` never changes the log; the difference is shown.
    """

    issue = models.ForeignKey(Issue, models.CASCADE, related_name="entries", verbose_name="期")
    heading = models.ForeignKey(Heading, models.PROTECT, related_name="entries", verbose_name="标题")
    activity = models.ForeignKey(
        Activity, models.PROTECT, null=True, blank=True, related_name="entries", verbose_name="活动"
    )
    contribution = models.ForeignKey(
        "bulletins.Contribution",
        models.PROTECT,
        null=True,
        blank=True,
        related_name="entries",
        verbose_name="来稿",
    )
    position = models.PositiveIntegerField("顺序")
    text = models.TextField("正文", max_length=100_000)
    source_text = models.TextField("登记的正文")
    included = models.BooleanField("收录", default=True)
    left_out_reason = models.CharField("不收的原因", max_length=200, blank=True)
    left_out_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="+")

    class Meta:
        verbose_name = "篇目"
        verbose_name_plural = "篇目"
        ordering = ["position"]
        constraints = [
            models.UniqueConstraint(fields=["issue", "position"], name="entry_position_once"),
            models.UniqueConstraint(fields=["issue", "activity"], name="entry_activity_once"),
            models.UniqueConstraint(fields=["issue", "contribution"], name="entry_contribution_once"),
            models.CheckConstraint(
                condition=Q(activity__isnull=True) | Q(contribution__isnull=True), name="entry_one_source"
            ),
            models.CheckConstraint(
                condition=Q(included=True) | ~Q(left_out_reason=""), name="entry_left_out_with_reason"
            ),
        ]

    def __str__(self) -> str:
        return self.text[:40]

    @property
    def day(self) -> date | None:
        """When it happened; none for an entry that was written for this issue alone."""
        if self.activity is not None:
            return self.activity.start_on
        return self.contribution.happened_on if self.contribution is not None else None

    @property
    def edited(self) -> bool:
        """Whether the printed text differs from what was taken over."""
        return self.text != self.source_text


class Article(models.Model):
    """A feature (人大要闻) or the one long article of another series (R286, R291)."""

    issue = models.ForeignKey(Issue, models.CASCADE, related_name="articles", verbose_name="期")
    order = models.PositiveIntegerField("顺序", default=1)
    title = models.CharField("标题", max_length=200)
    contributor_organ = models.CharField("供稿单位", max_length=80, blank=True)
    contributor_person = models.CharField("供稿人", max_length=40, blank=True)

    class Meta:
        verbose_name = "文章"
        verbose_name_plural = "文章"
        ordering = ["order"]
        constraints = [models.UniqueConstraint(fields=["issue", "order"], name="article_order_once")]

    def __str__(self) -> str:
        return self.title

    @property
    def byline(self) -> str:
        """The contributor line as printed; empty without contributor."""
        who = " ".join(part for part in (self.contributor_organ, self.contributor_person) if part)
        return f"{who}供稿" if who else ""


class Block(models.Model):
    """A paragraph or inner heading of an article; ``lead`` opens the paragraph in 黑体, ``sub_leads`` in 楷体."""

    article = models.ForeignKey(Article, models.CASCADE, related_name="blocks", verbose_name="文章")
    order = models.PositiveIntegerField("顺序")
    kind = models.CharField("类别", max_length=10, choices=BlockKind.choices, default=BlockKind.PARAGRAPH)
    lead = models.CharField("段首句", max_length=200, blank=True)
    text = models.TextField("正文", max_length=100_000, blank=True)
    sub_leads = models.JSONField("段内小标题", default=list, blank=True)

    class Meta:
        verbose_name = "段落"
        verbose_name_plural = "段落"
        ordering = ["order"]
        constraints = [models.UniqueConstraint(fields=["article", "order"], name="block_order_once")]

    def __str__(self) -> str:
        return self.full_text[:40]

    @property
    def full_text(self) -> str:
        """Lead and text as one paragraph."""
        return f"{self.lead}{self.text}"


class Correction(models.Model):
    """A correction after issuing: a note beside the frozen issue, never a change of it (R289)."""

    issue = models.ForeignKey(Issue, models.CASCADE, related_name="corrections", verbose_name="期")
    text = models.TextField("更正", max_length=2000)
    at = models.DateTimeField("时间", auto_now_add=True)
    by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+", verbose_name="更正人")

    class Meta:
        verbose_name = "更正"
        verbose_name_plural = "更正"
        ordering = ["id"]

    def __str__(self) -> str:
        return self.text[:40]
