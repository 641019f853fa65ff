"""What concerns the party committee in the demo district: discussions, a rule, requests and reports with replies."""

from __future__ import annotations

from datetime import date, timedelta

from django.db import transaction
from django.utils import timezone

from bulletins.models import PartyDiscussion, PartyReport, PartyReportRule
from bulletins.party.enums import Every, ReportKind, ReportTopic
from bulletins.party.queries import period_label, period_of
from congress.audit import operations as audit
from congress.organs.queries import district

#: Kind, topic, days ago, title, what it says, and what was answered after so many days.
_SENT = (
    (
        ReportKind.REQUEST, ReportTopic.ACTIVITY, 96, "关于召开区十八届人大六次会议有关事项的请示",
        "就会议时间、议程、代表审议安排请示区委。", (9, "同意。请做好会议组织和代表服务。"),
    ),
    (
        ReportKind.REPORT, ReportTopic.ACTIVITY, 61, "关于代表“进站接访月”活动情况的报告",
        "各联络站集中接待群众，意见已分类交办。", None,
    ),
    (
        ReportKind.REQUEST, ReportTopic.WORK, 6, "关于调整代表联络站布点的请示",
        "拟在两个新建社区增设联络站，撤并一个使用少的站点。", None,
    ),
)  # fmt: skip
_TOPICS = (
    (18, "第 31 次", "听取区人大常委会党组工作汇报", "同意汇报，要求把代表建议办理摆上重要位置。"),
    (75, "第 27 次", "研究区人民代表大会会议筹备工作", "同意会议议程和时间安排。"),
    (130, "第 23 次", "研究加强联络站建设的意见", "原则同意，修改后印发。"),
    (190, "第 18 次", "研究民生实事项目人大代表票决制工作", "同意实施方案。"),
)


@transaction.atomic
def load() -> None:
    """Enter it all, unless there is some already. The half-year that is running has no report yet."""
    root, today = district(), timezone.localdate()
    if root is None or PartyReportRule.objects.exists():
        return
    PartyDiscussion.objects.bulk_create(
        PartyDiscussion(
            held_on=today - timedelta(days=ago),
            meeting=f"区委常委会{meeting}会议",
            topic=topic,
            outcome=outcome,
        )
        for ago, meeting, topic, outcome in _TOPICS
    )
    start, _end = period_of(Every.HALF, today)
    before, end = period_of(Every.HALF, start - timedelta(days=1))
    rule = PartyReportRule.objects.create(
        name="常委会党组向区委请示报告工作", every=Every.HALF, starts_on=date(before.year, before.month, 1)
    )
    label = period_label(Every.HALF, before)
    PartyReport.objects.create(
        rule=rule,
        period_start=before,
        title=f"关于{label}工作情况的报告",
        addressee="区委",
        reported_on=end - timedelta(days=5),
        summary="主要报告监督工作、代表工作、自身建设和下一步打算。",
        reply_on=end + timedelta(days=4),
        reply_by="区委",
        reply="同意。要继续发挥代表作用，把群众反映集中的事情办好。",
    )
    for kind, topic, ago, title, summary, answer in _SENT:
        sent = today - timedelta(days=ago)
        after, reply = answer or (None, "")
        PartyReport.objects.create(
            kind=kind,
            topic=topic,
            title=title,
            addressee="区委",
            reported_on=sent,
            summary=summary,
            reply_on=sent + timedelta(days=after) if after else None,
            reply_by="区委" if after else "",
            reply=reply,
        )
    audit.record(actor=None, verb="party_affairs:load", obj=root, after={"discussions": len(_TOPICS)})
