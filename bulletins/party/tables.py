"""Discussions and reports as lists."""

from __future__ import annotations

from typing import Any

from django.db.models import QuerySet
from django_filters import ChoiceFilter

from bulletins.models import PartyDiscussion, PartyReport
from bulletins.party import rules
from congress.accounts.models import User
from congress.web import dates, marks
from congress.web.addresses import record_url
from congress.web.lists.cells import title
from congress.web.lists.declare import Action, Column, Empty, ListPage, Preset
from congress.web.lists.filters import ListFilter, SearchFilter, SinceFilter, UntilFilter

_DAY = "rd-num is-inline"
_YES, _NO = "yes", "no"


class DiscussionFilter(ListFilter):
    """By day and words."""

    q = SearchFilter("topic", "meeting", "outcome", label="搜事项、会议")
    since = SinceFilter("held_on", label="从")
    until = UntilFilter("held_on", label="到")

    leading = ("since", "until")


class ReportFilter(ListFilter):
    """By day, kind and reply."""

    q = SearchFilter("title", "addressee", label="搜标题")
    replied = ChoiceFilter(label="批复", choices=[(_YES, "已批复"), (_NO, "没有批复")], method="was_replied")
    kind = ChoiceFilter(label="类型", choices=[(_YES, "定期报告"), (_NO, "专题请示报告")], method="by_kind")
    since = SinceFilter("reported_on", label="报送从")
    until = UntilFilter("reported_on", label="报送到")

    leading = ("replied", "kind")

    def was_replied(self, rows: QuerySet[PartyReport], _name: str, value: str) -> QuerySet[PartyReport]:
        """The party committee replied, or has not yet."""
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
                record_url("party_affairs:report", row.pk), row.title, below=row.rule or "专题请示报告"
            ),
        ),
        Column("addressee", "报送单位"),
        Column(
            "reply",
            "批复",
            export="reply_on",
            cell=lambda row: (
                marks.state("done", f"{dates.day(row.reply_on)}批复")
                if row.reply_on
                else marks.state("wait", "等批复")
            ),
        ),
    ),
    order="-reported_on",
    presets=(Preset("没有批复", "replied=no"),),
    empty=Empty("还没有请示报告", "向区委报送一次，登记一件，批复来了登记在那一件里。"),
    actions=(Action("登记报告", "party_affairs:record_report", "plus", rules.WRITERS),),
)
