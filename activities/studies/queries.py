"""Who claimed which topic, and what reports there are by field (R017, R110)."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass, field
from datetime import date

from django.db.models import Count, QuerySet

from activities.models import StudyReport, StudyTopic, TopicClaim
from congress.accounts.models import User
from congress.figures.period import Period


@dataclass(frozen=True)
class Claimed:
    """A group that claimed a topic, and its report when it is finished."""

    claim: TopicClaim
    report: StudyReport | None


@dataclass(frozen=True)
class TopicLine:
    """A topic with every group that claimed it."""

    topic: StudyTopic
    claims: list[Claimed] = field(default_factory=list)

    @property
    def state(self) -> tuple[str, str]:
        """Dropped, unclaimed, under way, or finished by all."""
        if self.topic.dropped_reason:
            return "stop", "已撤下"
        if not self.claims:
            return "wait", "没有认领"
        done = sum(one.report is not None for one in self.claims)
        if done == len(self.claims):
            return "done", "已完成"
        return "go", f"已认领，{done}／{len(self.claims)} 完成"


def board(year: int) -> list[TopicLine]:
    """The topics of a year (3 queries)."""
    topics = list(StudyTopic.objects.filter(year=year).order_by("pk"))
    reports = {
        (row.topic_id, row.group_id): row
        for row in StudyReport.objects.standing().filter(topic__in=topics).order_by("-finished_on")
    }
    claims: dict[int, list[Claimed]] = defaultdict(list)
    for claim in TopicClaim.objects.filter(topic__in=topics).select_related("group"):
        report = reports.get((claim.topic_id, claim.group_id))
        claims[claim.topic_id].append(Claimed(claim, report))
    return [TopicLine(topic, claims[topic.pk]) for topic in topics]


def by_field(user: User, period: Period) -> list[tuple[str, int]]:
    """How many reports were finished in a period, by field, most first (1 query)."""
    rows: QuerySet[StudyReport] = StudyReport.objects.visible_to(user).standing()
    found = rows.filter(period.as_q("finished_on")).order_by().values("field")
    counted = found.annotate(n=Count("pk", distinct=True))
    return sorted(((row["field"], row["n"]) for row in counted), key=lambda one: (-one[1], one[0]))


def halves(year: int) -> dict[str, Period]:
    """The year and its halves."""
    return {
        "year": Period(date(year, 1, 1), date(year, 12, 31), f"{year}年"),
        "first": Period(date(year, 1, 1), date(year, 6, 30), f"{year}年上半年"),
        "second": Period(date(year, 7, 1), date(year, 12, 31), f"{year}年下半年"),
    }
