"""What everybody may read of a suggestion and its replies."""

from __future__ import annotations

from django.conf import settings
from django.db import models
from django.db.models import Q

from congress.search.text import normalise
from suggestions.models.lists import Category
from suggestions.models.replies import Reply
from suggestions.models.suggestion import Suggestion
from suggestions.publishing.enums import PublicationState


class PublicationQuerySet(models.QuerySet["Publication"]):
    """Decisions by what they are."""

    def published(self) -> PublicationQuerySet:
        """What everybody may read now."""
        return self.filter(current=True, state=PublicationState.PUBLISHED)


class Publication(models.Model):
    """The office's decision to show a suggestion to everybody, or not to.

    The public text is kept as it was checked; the original stays with the suggestion. Of several decisions on one
    suggestion the last is ``current``, the others are its past. ``words`` and ``left`` are what the clerk marked and
    left, for the next time; they are never shown. ``round`` is the round of handling the replies are of.
    """

    suggestion = models.ForeignKey(
        Suggestion, models.PROTECT, related_name="publications", verbose_name="建议"
    )
    state = models.CharField("决定", max_length=10, choices=PublicationState.choices)
    current = models.BooleanField("现行", default=True)
    round = models.PositiveSmallIntegerField("办理轮次", default=1)
    title = models.CharField("公开的案由", max_length=1000, blank=True)
    situation = models.TextField("公开的情况", blank=True)
    proposal = models.TextField("公开的建议", blank=True)
    lead_name = models.CharField("领衔代表", max_length=40, blank=True)
    delegation = models.CharField("代表团", max_length=40, blank=True)
    signed = models.PositiveIntegerField("附议人数", default=0)
    session = models.ForeignKey(
        "organs.Session", models.PROTECT, null=True, blank=True, related_name="+", verbose_name="会议"
    )
    year = models.PositiveSmallIntegerField("年份", null=True, blank=True)
    category = models.ForeignKey(
        Category, models.PROTECT, null=True, blank=True, related_name="+", verbose_name="类别"
    )
    words = models.JSONField("指定隐去的字", default=list, blank=True)
    left = models.JSONField("核对后保留的", default=list, blank=True)
    with_verdict = models.BooleanField("公开代表评价", default=False)
    with_words = models.BooleanField("公开代表的评价意见", default=False)
    decided_at = models.DateTimeField("决定时间")
    decided_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, related_name="+", verbose_name="决定人"
    )
    withdrawn_at = models.DateTimeField("撤下时间", null=True, blank=True)
    withdrawn_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="+", verbose_name="撤下人"
    )
    reason = models.CharField("原因", max_length=300, blank=True)
    search_text = models.TextField(editable=False, default="")

    objects = PublicationQuerySet.as_manager()

    class Meta:
        verbose_name = "公开"
        verbose_name_plural = "公开"
        ordering = ["-decided_at", "-id"]
        indexes = [
            models.Index(
                fields=["-decided_at", "-id"],
                condition=Q(current=True, state=PublicationState.PUBLISHED),
                name="publication_newest",
            ),
            models.Index(
                fields=["state", "suggestion"], condition=Q(current=True), name="publication_decision"
            ),
        ]
        constraints = [
            models.UniqueConstraint(
                fields=["suggestion"], condition=Q(current=True), name="publication_one_current"
            ),
            models.CheckConstraint(
                condition=Q(state=PublicationState.DECLINED) | ~Q(title="") & Q(year__isnull=False),
                name="publication_has_text",
            ),
            models.CheckConstraint(
                condition=Q(state=PublicationState.PUBLISHED) | ~Q(reason=""),
                name="publication_ended_with_reason",
            ),
            models.CheckConstraint(
                condition=Q(state=PublicationState.WITHDRAWN, withdrawn_at__isnull=False)
                | ~Q(state=PublicationState.WITHDRAWN) & Q(withdrawn_at__isnull=True),
                name="publication_withdrawn_has_time",
            ),
        ]

    def __str__(self) -> str:
        return self.title or f"{self.suggestion}（{self.get_state_display()}）"

    def derive(self, replies: list[PublishedReply]) -> None:
        """Work out what is found: of what everybody may read, and of nothing else."""
        own = [self.suggestion.number_text, self.title, self.lead_name, self.situation, self.proposal]
        own += [part for reply in replies for part in (reply.unit_name, reply.text)]
        self.search_text = normalise(" ".join(own))


class PublishedReply(models.Model):
    """One unit's reply as everybody may read it; ``text`` is empty where the reply is not public.

    ``verdict`` and ``words`` are the deputy's, as far as the office chose to show them.
    """

    publication = models.ForeignKey(Publication, models.CASCADE, related_name="replies", verbose_name="公开")
    reply = models.ForeignKey(Reply, models.PROTECT, related_name="+", verbose_name="答复")
    unit = models.ForeignKey("organs.Organ", models.PROTECT, related_name="+", verbose_name="承办单位")
    unit_name = models.CharField("单位名称", max_length=80)
    category = models.CharField("答复类别", max_length=80, blank=True)
    replied_on = models.DateField("答复日期")
    text = models.TextField("公开的答复", blank=True)
    verdict = models.CharField("代表评价", max_length=60, blank=True)
    words = models.CharField("代表的意见", max_length=2000, blank=True)

    class Meta:
        verbose_name = "公开的答复"
        verbose_name_plural = "公开的答复"
        ordering = ["id"]
        constraints = [models.UniqueConstraint(fields=["publication", "reply"], name="published_reply_once")]

    def __str__(self) -> str:
        return f"{self.unit_name}：{self.publication}"
