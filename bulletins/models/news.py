"""What everybody reads on the public site: columns, articles with photos, issues of the bulletin (R293)."""

from __future__ import annotations

from datetime import date

from django.conf import settings
from django.core.validators import MaxLengthValidator
from django.db import models
from django.db.models import Q

from activities.models import Activity
from bulletins.models.issues import Issue
from bulletins.news import rules
from bulletins.news.enums import LOOKS, NewsState
from congress.accounts.models import User
from congress.documents.kept import KeptPhoto
from congress.search.text import normalise

#: Longer than any report of a session.
LONGEST_TEXT = 50_000


class NewsColumn(models.Model):
    """A column of the public site: an editable list. It shows once it has an article; ``slug`` is its address."""

    name = models.CharField("名称", max_length=20, unique=True)
    slug = models.SlugField(
        "网址代号",
        max_length=30,
        unique=True,
        error_messages={
            "unique": "这个代号已经用过，请换一个",
            "invalid": "代号只写英文字母、数字和短横线",
        },
    )
    order = models.PositiveSmallIntegerField("排序", default=0)
    in_use = models.BooleanField("在用", default=True)

    class Meta:
        verbose_name = "网站栏目"
        verbose_name_plural = "网站栏目"
        ordering = ["order", "id"]

    def __str__(self) -> str:
        return self.name


class NewsArticleQuerySet(models.QuerySet["NewsArticle"]):
    """Articles by who may read them."""

    def visible_to(self, user: User) -> NewsArticleQuerySet:
        """All for those who write and review."""
        return self.filter(rules.see_article.as_q(user))

    def released(self) -> NewsArticleQuerySet:
        """Those everybody may read, in columns that are in use, the newest first."""
        rows = self.filter(state=NewsState.RELEASED, column__in_use=True)
        return rows.order_by("-published_on", "-id")


class NewsArticle(models.Model):
    """An article with what a reader is told of it: column, author, day, how often it was read (R293).

    ``published_on`` is the day printed with it; it has one when, and only when, it is released or was.
    ``views`` counts readers, each once a session.
    """

    column = models.ForeignKey(NewsColumn, models.PROTECT, related_name="articles", verbose_name="栏目")
    title = models.CharField("标题", max_length=80)
    author = models.CharField("作者", max_length=40)
    source = models.CharField("来源", max_length=60, blank=True)
    text = models.TextField("正文", validators=[MaxLengthValidator(LONGEST_TEXT)])
    activity = models.ForeignKey(
        Activity, models.PROTECT, null=True, blank=True, related_name="news", verbose_name="活动"
    )
    state = models.CharField("状态", max_length=10, choices=NewsState.choices, default=NewsState.DRAFT)
    published_on = models.DateField("发布日期", null=True, blank=True)
    written_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="+", verbose_name="撰写人"
    )
    submitted_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="+", verbose_name="送审人"
    )
    reason = models.CharField("退回、撤下的原因", max_length=200, blank=True)
    views = models.PositiveIntegerField("浏览次数", default=0, editable=False)
    version = models.PositiveIntegerField(default=1, editable=False)
    search_text = models.TextField(editable=False, default="")

    objects = NewsArticleQuerySet.as_manager()

    class Meta:
        verbose_name = "网站文章"
        verbose_name_plural = "网站文章"
        ordering = ["-id"]
        indexes = [
            models.Index(fields=["state", "-published_on", "-id"], name="news_newest"),
            models.Index(fields=["column", "state", "-published_on", "-id"], name="news_of_column"),
        ]
        constraints = [
            models.CheckConstraint(
                condition=~Q(state=NewsState.RELEASED) | Q(published_on__isnull=False),
                name="news_released_has_day",
            ),
            models.CheckConstraint(
                condition=~Q(state=NewsState.WITHDRAWN) | ~Q(reason=""), name="news_withdrawn_why"
            ),
        ]

    def __str__(self) -> str:
        return self.title

    def save(self, *args: object, **kwargs: object) -> None:
        """Keeps what the search reads."""
        self.search_text = normalise(f"{self.title}\n{self.author}\n{self.source}\n{self.text}")
        super().save(*args, **kwargs)  # type: ignore[arg-type]

    @property
    def look(self) -> str:
        """The shape that stands for the state."""
        return LOOKS[NewsState(self.state)]


class NewsPhoto(KeptPhoto):
    """A photo of an article; ``caption`` stands under it and is read out instead of it."""

    article = models.ForeignKey(NewsArticle, models.CASCADE, related_name="photos", verbose_name="文章")
    caption = models.CharField("图片说明", max_length=80, blank=True)

    class Meta:
        verbose_name = "网站照片"
        verbose_name_plural = "网站照片"
        ordering = ["order", "id"]


class PublicIssueQuerySet(models.QuerySet["PublicIssue"]):
    """Issues by whether everybody may read them."""

    def shown(self) -> PublicIssueQuerySet:
        """Those on the public site now, the newest first."""
        return self.filter(withdrawn_at=None).order_by("-issue__issued_on", "-issue_id")


class PublicIssue(models.Model):
    """That an issue of the bulletin was put on the public site; withdrawn, it keeps its line and the reason."""

    issue = models.OneToOneField(Issue, models.PROTECT, related_name="public", verbose_name="期")
    released_at = models.DateTimeField("公开时间")
    withdrawn_at = models.DateTimeField("撤下时间", null=True, blank=True)
    reason = models.CharField("撤下原因", max_length=200, blank=True)

    objects = PublicIssueQuerySet.as_manager()

    class Meta:
        verbose_name = "公开的一期"
        verbose_name_plural = "公开的各期"
        constraints = [
            models.CheckConstraint(
                condition=Q(withdrawn_at=None) | ~Q(reason=""), name="publicissue_withdrawn_why"
            ),
        ]

    def __str__(self) -> str:
        return str(self.issue)

    @property
    def day(self) -> date:
        """When the issue came out."""
        return self.issue.issued_on
