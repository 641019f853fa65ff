"""Rounds in which deputies rate departments and the committee (R082, book 5 of the deputy ledger).

A round is decided by a secret ballot (``congress.ballots``); its published counts become the totals of each body.
Rounds from before took ticks themselves and added them to the totals at once. Either way nothing says who ticked what;
beside the totals stands who has taken part.
"""

from __future__ import annotations

from django.conf import settings
from django.db import models
from django.db.models import F, Q

from congress.accounts.models import User
from congress.ballots.enums import PollState
from congress.ballots.models import Poll
from congress.organs.models import Organ
from deputies.models.deputyships import Deputyship
from deputies.ratings import rules
from deputies.ratings.enums import Opinion, RoundState


class RatingRoundQuerySet(models.QuerySet["RatingRound"]):
    """Rounds by scope."""

    def visible_to(self, user: User) -> RatingRoundQuerySet:
        """Those this user may read."""
        return self.filter(rules.see_round.as_q(user)).distinct()

    def asking(self, user: User) -> RatingRoundQuerySet:
        """Open ones from before ballots that wait for this deputy; of ballots the room of ballots tells."""
        waiting = RatingRater.objects.filter(deputyship__person__user=user, has_rated=False)
        return self.filter(state=RoundState.OPEN, poll=None, pk__in=waiting.values("round_id"))


class RatingRound(models.Model):
    """One round: what it is about, until when, who is rated by whom; the ballot that decides, how many came back."""

    title = models.CharField("名称", max_length=80)
    year = models.PositiveSmallIntegerField("年度")
    closes_on = models.DateField("截止日期")
    note = models.CharField("说明", max_length=300, blank=True)
    state = models.CharField("状态", max_length=10, choices=RoundState.choices, default=RoundState.DRAFT)
    opened_on = models.DateField("开始日期", null=True, blank=True, editable=False)
    poll = models.OneToOneField(
        Poll, models.PROTECT, null=True, blank=True, related_name="+", verbose_name="投票", editable=False
    )
    returned = models.PositiveIntegerField("收回的票", null=True, blank=True, editable=False)
    created_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="+", verbose_name="登记人"
    )
    version = models.PositiveIntegerField(default=1, editable=False)

    objects = RatingRoundQuerySet.as_manager()

    class Meta:
        verbose_name = "代表评议"
        verbose_name_plural = "代表评议"
        ordering = ["-year", "-id"]
        indexes = [models.Index(fields=["-year", "-id"], name="rating_round_newest")]
        constraints = [
            models.UniqueConstraint(
                fields=["year", "title"],
                name="rating_round_title_once",
                violation_error_message="这一年已有同名的评议",
            )
        ]

    def __str__(self) -> str:
        return self.title

    @property
    def is_voted_on(self) -> bool:
        """Whether there is a ballot that was not declared void."""
        return self.poll is not None and self.poll.state != PollState.VOIDED


class RatedBodyQuerySet(models.QuerySet["RatedBody"]):
    """Rated bodies by scope."""

    def visible_to(self, user: User) -> RatedBodyQuerySet:
        """Those whose totals this user may read."""
        return self.filter(rules.see_body.as_q(user))


class RatedBody(models.Model):
    """A body that is rated in a round."""

    round = models.ForeignKey(RatingRound, models.CASCADE, related_name="bodies", verbose_name="代表评议")
    organ = models.ForeignKey(Organ, models.PROTECT, related_name="ratings", verbose_name="被评议单位")
    order = models.PositiveSmallIntegerField(default=0, editable=False)

    objects = RatedBodyQuerySet.as_manager()

    class Meta:
        verbose_name = "被评议单位"
        verbose_name_plural = "被评议单位"
        ordering = ["round_id", "order", "id"]
        constraints = [models.UniqueConstraint(fields=["round", "organ"], name="rated_body_once")]

    def __str__(self) -> str:
        return str(self.organ)


class RatingTally(models.Model):
    """How many deputies said this of a body; a number and nothing else."""

    body = models.ForeignKey(RatedBody, models.CASCADE, related_name="tallies", verbose_name="被评议单位")
    opinion = models.CharField("评议", max_length=12, choices=Opinion.choices)
    count = models.PositiveIntegerField("票数", default=0)

    class Meta:
        verbose_name = "评议合计"
        verbose_name_plural = "评议合计"
        ordering = ["body_id", "id"]
        constraints = [models.UniqueConstraint(fields=["body", "opinion"], name="rating_tally_once")]

    def __str__(self) -> str:
        return f"{self.get_opinion_display()} {self.count}"

    @classmethod
    def add(cls, body: RatedBody, opinion: str) -> None:
        """One more; safe against others at the same moment."""
        cls.objects.filter(body=body, opinion=opinion).update(count=F("count") + 1)


class RatingRater(models.Model):
    """A deputy asked in a round, and whether they took part; not what they said."""

    round = models.ForeignKey(RatingRound, models.CASCADE, related_name="raters", verbose_name="代表评议")
    deputyship = models.ForeignKey(Deputyship, models.PROTECT, related_name="+", verbose_name="代表")
    has_rated = models.BooleanField("已评议", default=False)

    class Meta:
        verbose_name = "评议代表"
        verbose_name_plural = "评议代表"
        ordering = ["round_id", "deputyship__person__pinyin", "id"]
        indexes = [
            models.Index(fields=["deputyship"], condition=Q(has_rated=False), name="rating_rater_waiting")
        ]
        constraints = [models.UniqueConstraint(fields=["round", "deputyship"], name="rating_rater_once")]

    def __str__(self) -> str:
        return str(self.deputyship.person)
