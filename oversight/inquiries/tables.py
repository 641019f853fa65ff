"""Inquiries as a list."""

from __future__ import annotations

from typing import Any

from django.db.models import Count, Q, QuerySet
from django.utils import timezone
from django_filters import ChoiceFilter

from congress.accounts.models import User
from congress.web import dates, marks
from congress.web.addresses import record_url
from congress.web.lists.cells import title
from congress.web.lists.declare import Action, Column, Empty, ListPage, Preset
from congress.web.lists.filters import ListFilter, SearchFilter, SinceFilter, UntilFilter
from oversight.inquiries import rules
from oversight.models import Inquiry, InquiryPromise

_OPEN, _LATE = "open", "late"


class InquiryFilter(ListFilter):
    """By promises, day and words."""

    q = SearchFilter("subject", "report", label="搜主题")
    promises = ChoiceFilter(
        label="承诺", choices=[(_OPEN, "有承诺没有办成"), (_LATE, "有承诺逾期")], method="by_promises"
    )
    since = SinceFilter("meeting__on", label="会议从")
    until = UntilFilter("meeting__on", label="会议到")

    leading = ("promises",)

    def by_promises(self, rows: QuerySet[Any], _name: str, value: str) -> QuerySet[Any]:
        """With promises that are not kept, or late."""
        open_ = InquiryPromise.objects.filter(done_on__isnull=True)
        found = InquiryPromise.objects.overdue(timezone.localdate()) if value == _LATE else open_
        return rows.filter(pk__in=found.values("question__inquiry"))


def _rows(user: User) -> QuerySet[Any]:
    rows = Inquiry.objects.visible_to(user).filter(withdrawn_reason="").select_related("meeting")
    return rows.defer("summary").annotate(
        asked=Count("questions", distinct=True),
        promised=Count("questions__promises", distinct=True),
        kept=Count(
            "questions__promises", distinct=True, filter=Q(questions__promises__done_on__isnull=False)
        ),
    )


def _promises(row: Any) -> object:
    if not row.promised:
        return ""
    return marks.state("done" if row.kept == row.promised else "go", f"办成 {row.kept}／{row.promised}")


INQUIRIES = ListPage(
    key="inquiries",
    title="专题询问",
    unit="次",
    subtitle="结合审议报告开展询问，应询单位的承诺跟踪到办成",
    rows=_rows,
    filterset=InquiryFilter,
    columns=(
        Column(
            "on",
            "日期",
            order="meeting__on",
            export="meeting.on",
            css="rd-num is-inline",
            cell=lambda row: dates.day(row.meeting.on),
        ),
        Column(
            "subject",
            "主题",
            order="subject",
            fixed=True,
            css="",
            cell=lambda row: title(
                record_url("inquiries:detail", row.pk), row.subject, below=row.meeting.title
            ),
        ),
        Column("meeting", "会议", export="meeting.title", only_export=True),
        Column("report", "听取的报告", only_export=True),
        Column("asked", "询问", css="rd-num is-inline", labelled=True),
        Column("promised", "承诺", css="", cell=_promises),
        Column("kept", "办成", only_export=True),
    ),
    order="-meeting__on",
    presets=(Preset("有承诺没有办成", f"promises={_OPEN}"), Preset("有承诺逾期", f"promises={_LATE}")),
    empty=Empty("还没有专题询问", "常委会会议上开展的询问登记在这里：谁问、谁答、承诺什么。"),
    actions=(Action("登记专题询问", "inquiries:open_inquiry", "plus", rules.WRITERS),),
)
