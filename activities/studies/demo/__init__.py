"""Topics, reports and recommendations of the demo district. All invented."""

from __future__ import annotations

from datetime import timedelta

from django.db import transaction
from django.utils import timezone

from activities.models import (
    Recommendation,
    RecommendationStep,
    StudyReport,
    StudyTopic,
    TopicClaim,
)
from activities.studies import operations
from congress.accounts.models import User
from deputies.models import DeputyGroup, Deputyship

_DAY = timedelta(days=1)
#: A topic and which groups claimed it.
_TOPICS = (
    ("基层医疗卫生服务能力", "看村卫生室、社区卫生服务站的人员、药品和用房。", (0, 1)),
    ("校园食品安全", "", (0,)),
    ("高新园区重大项目建设", "", (2,)),
    ("农村生活污水治理", "", ()),
)
#: Title, field, topic, group, days ago, adopted by, recommendations (text, owner, due in days, steps, closed).
_REPORTS = (
    (
        "关于基层医疗卫生服务能力的调研报告",
        "医疗卫生",
        0,
        0,
        150,
        "区政府",
        (
            (
                "为偏远村卫生室配备巡回医生",
                "区卫生健康委",
                -90,
                ((120, "已制定巡回诊疗方案"), (95, "6 个村已开诊")),
                True,
            ),
            ("增加慢性病常用药品种", "区卫生健康委", -30, ((60, "正在调整药品目录"),), False),
        ),
    ),
    (
        "关于校园食品安全的调研报告",
        "食品安全",
        1,
        0,
        70,
        "",
        (("学校食堂全部接入明厨亮灶", "区教育局、区市场监管局", 60, (), False),),
    ),
)


@transaction.atomic
def load() -> None:
    """Enter everything, unless there are topics already or the groups of the demo are not there."""
    clerk = User.objects.filter(username="deputywork").first()
    led = list(DeputyGroup.objects.filter(posts__person__user__username="groupleader").distinct())
    others = DeputyGroup.objects.in_force(timezone.localdate()).exclude(pk__in=[one.pk for one in led])
    groups = [*led, *others.order_by("pk")[:3]][:3]
    if clerk is None or len(groups) < 3 or StudyTopic.objects.exists():
        return
    today = timezone.localdate()
    topics = []
    for title, note, claimed in _TOPICS:
        topic = StudyTopic.objects.create(year=today.year, title=title, note=note, created_by=clerk)
        topics.append(topic)
        for number in claimed:
            TopicClaim.objects.create(topic=topic, group=groups[number], claimed_on=today - 200 * _DAY)
    for title, field, topic_number, group_number, ago, adopted, recommendations in _REPORTS:
        finished = today - ago * _DAY
        report = StudyReport.objects.create(
            title=title,
            field=field,
            topic=topics[topic_number],
            group=groups[group_number],
            finished_on=finished,
            adopted_by=adopted,
            adopted_on=finished + 15 * _DAY if adopted else None,
            recorded_by=clerk,
        )
        members = groups[group_number].memberships.order_by("pk").values("deputyship")[:2]
        report.authors.set(
            Deputyship.objects.filter(pk__in=list(members.values_list("deputyship", flat=True)))
        )
        for text, owner, due, steps, closed in recommendations:
            row = Recommendation(report=report, text=text, owner=owner, due_on=today + due * _DAY)
            row.save()
            for days, said in steps:
                step = RecommendationStep(recommendation=row, on=today - days * _DAY, text=said)
                step.save()
                row.closed_on = step.on if closed else None
            row.save()
    operations.collect()
