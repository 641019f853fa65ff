"""Discussions and reports as lists."""

from __future__ import annotations

from typing import Any

from django.db.models import QuerySet
from django.utils import timezone
from django_filters import ChoiceFilter

from bulletins.models import PartyDiscussion, PartyReport
from bulletins.party import rules
from bulletins.party.enums import ReportKind, ReportTopic
from congress.accounts.models import User
from congress.web import dates, marks
from congress.web.addresses import record_url
from congress.web.lists.cells import title
from congress.web.lists.declare import Action, Column, Empty, ListPage, Preset
from congress.web.lists.filters import ListFilter, SearchFilter, SinceFilter, UntilFilter

_DAY = "rd-num is-inline"
_YES, _NO, _WAITING = "yes", "no", "waiting"


class DiscussionFilter(ListFilter):
    """By day and words."""

    q = SearchFilter("topic", "meeting", "outcome", label="搜事项、会议")
    since = SinceFilter("held_on", label="从")
    until = UntilFilter("held_on", label="到")

    leading = ("since", "until")


class ReportFilter(ListFilter):
    """By day, kind, what it is about and reply."""

    q = SearchFilter("title", "addressee", label="搜标题")
    replied = ChoiceFilter(
        label="批复",
        choices=[(_WAITING, "请示等批复"), (_YES, "已批复"), (_NO, "没有批复")],
        method="was_replied",
    )
    sent = ChoiceFilter(field_name="kind", label="种类", choices=ReportKind.choices)
    topic = ChoiceFilter(label="事项类别", choices=ReportTopic.choices)
    kind = ChoiceFilter(label="类型", choices=[(_YES, "定期报告"), (_NO, "专题请示报告")], method="by_kind")
    since = SinceFilter("reported_on", label="报送从")
    until = UntilFilter("reported_on", label="报送到")

    leading = ("replied", "sent")

    def was_replied(self, rows: QuerySet[PartyReport], _name: str, value: str) -> QuerySet[PartyReport]:
        """The party committee replied, or has not yet; a request waits for it."""
        if value == _WAITING:
            return rows.filter(pk__in=PartyReport.objects.unanswered().values("pk"))
        return rows.filter(reply_on__isnull=value == _NO)

    def by_kind(self, rows: QuerySet[PartyReport], _name: str, value: str) -> QuerySet[PartyReport]:
        """For a period, or on a single matter."""
        return rows.filter(rule__isnull=value == _NO)


def _discussions(_user: User) -> QuerySet[Any]:
    return PartyDiscussion.objects.filter(withdrawn_reason="")


DISCUSSIONS = ListPage(
    key="party_discussions",
    title="党委研究人大工作",
    unit="次",
    subtitle="区委常委会专题研究人大工作，一件事项一条",
    rows=_discussions,
    filterset=DiscussionFilter,
    columns=(
        Column(
            "held_on",
            "日期",
            order="held_on",
            cell=lambda row: dates.day(row.held_on),
            css=_DAY,
            newest_first=True,
        ),
        Column(
            "topic",
            "研究事项",
            order="topic",
            fixed=True,
            css="",
            cell=lambda row: title(
                record_url("party_affairs:discussion", row.pk), row.topic, below=row.meeting
            ),
        ),
        Column("meeting", "会议", only_export=True),
        Column("outcome", "研究决定", only_export=True),
    ),
    order="-held_on",
    empty=Empty("还没有登记", "区委常委会专题研究人大工作一次，在这里登记一条，次数自动累计。"),
    actions=(
        Action("请示报告", "party_affairs:index", "file-text", rules.READERS, primary=False),
        Action("登记", "party_affairs:record_discussion", "plus", rules.WRITERS),
    ),
)


def reply_state(row: PartyReport) -> tuple[str, str]:
    """Shape and word: replied on a day, a request that waits and for how long, a report."""
    if row.reply_on is not None:
        return "done", f"{dates.day(row.reply_on)}批复"
    if row.kind == ReportKind.REPORT:
        return "go", "已报送"
    waited = (timezone.localdate() - row.reported_on).days
    return "wait", f"等批复 {waited} 天" if waited else "等批复"


def _reports(_user: User) -> QuerySet[Any]:
    return PartyReport.objects.filter(withdrawn_reason="").select_related("rule")


REPORTS = ListPage(
    key="party_reports",
    title="请示报告",
    unit="件",
    subtitle="向区委的定期报告和专题请示报告",
    rows=_reports,
    filterset=ReportFilter,
    columns=(
        Column(
            "reported_on",
            "报送",
            order="reported_on",
            cell=lambda row: dates.day(row.reported_on),
            css=_DAY,
            newest_first=True,
        ),
        Column(
            "title",
            "标题",
            order="title",
            fixed=True,
            css="",
            cell=lambda row: title(
                record_url("party_affairs:report", row.pk),
                row.title,
                below=row.rule or f"专题：{row.get_topic_display()}",
            ),
        ),
        Column(
            "kind",
            "种类",
            export=lambda row: row.get_kind_display(),
            cell=lambda row: row.get_kind_display(),
        ),
        Column("topic", "事项类别", export=lambda row: row.get_topic_display(), only_export=True),
        Column("addressee", "报送单位"),
        Column(
            "reply",
            "批复",
            export="reply_on",
            cell=lambda row: marks.state(*reply_state(row)),
        ),
    ),
    order="-reported_on",
    presets=(Preset("请示等批复", f"replied={_WAITING}"),),
    empty=Empty("还没有请示报告", "向区委报送一次，登记一件，批复来了登记在那一件里。"),
    actions=(Action("登记请示报告", "party_affairs:record_report", "plus", rules.WRITERS),),
)
