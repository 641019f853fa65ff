"""Inspections of laws as a list."""

from __future__ import annotations

from typing import Any

from django.db.models import Count, Exists, OuterRef, Q, QuerySet
from django_filters import ChoiceFilter

from congress.accounts.models import User
from congress.web import dates, marks
from congress.web.addresses import record_url
from congress.web.lists.cells import title
from congress.web.lists.declare import Action, Column, Empty, ListPage, Preset
from congress.web.lists.filters import ListFilter, SearchFilter, SinceFilter, UntilFilter
from oversight.law_checks import rules
from oversight.models import LawCheck, LawCheckFinding

_OPEN, _UNREPORTED = "open", "unreported"


class CheckFilter(ListFilter):
    """By what is open, day and words."""

    q = SearchFilter("title", "law", "articles", label="搜名称、法律")
    state = ChoiceFilter(
        label="状态", choices=[(_OPEN, "有问题没有整改"), (_UNREPORTED, "没有报告")], method="in_state"
    )
    since = SinceFilter("starts_on", label="开始从")
    until = UntilFilter("starts_on", label="开始到")

    leading = ("state",)

    def in_state(self, rows: QuerySet[Any], _name: str, value: str) -> QuerySet[Any]:
        """With open findings, or without a report."""
        if value == _UNREPORTED:
            return rows.filter(report="")
        open_ = LawCheckFinding.objects.filter(check_of=OuterRef("pk"), mended_on__isnull=True)
        return rows.filter(Exists(open_))


def _rows(user: User) -> QuerySet[Any]:
    rows = LawCheck.objects.visible_to(user).filter(withdrawn_reason="").select_related("committee")
    return rows.defer("report").annotate(
        found=Count("findings", distinct=True),
        unmended=Count("findings", distinct=True, filter=Q(findings__mended_on__isnull=True)),
        days=Count("visits", distinct=True),
    )


def _findings(row: Any) -> object:
    if not row.found:
        return ""
    if row.unmended:
        return marks.state("late", f"{row.unmended}／{row.found} 没有整改")
    return marks.state("done", f"{row.found} 条都已整改")


CHECKS = ListPage(
    key="law_checks",
    title="执法检查",
    unit="次",
    subtitle="检查法律、法规实施情况，参加的代表自动记入履职",
    rows=_rows,
    filterset=CheckFilter,
    columns=(
        Column(
            "starts_on",
            "开始",
            order="starts_on",
            css="rd-num is-inline",
            cell=lambda row: dates.day(row.starts_on),
            newest_first=True,
        ),
        Column(
            "title",
            "执法检查",
            order="title",
            fixed=True,
            css="",
            cell=lambda row: title(record_url("law_checks:detail", row.pk), row.title, below=row.law),
        ),
        Column("law", "法律、法规", only_export=True),
        Column("articles", "条款", only_export=True),
        Column("committee", "牵头的工委", export="committee.short_name"),
        Column("days", "实地检查", css="rd-num is-inline", labelled=True),
        Column("found", "问题", css="", cell=_findings),
        Column("unmended", "没有整改", only_export=True),
    ),
    order="-starts_on",
    presets=(Preset("有问题没有整改", f"state={_OPEN}"), Preset("没有报告", f"state={_UNREPORTED}")),
    empty=Empty("还没有执法检查", "列出检查的法律、条款和检查组，实地检查记一次，代表的履职自动登记。"),
    actions=(Action("安排执法检查", "law_checks:plan_check", "plus", rules.WRITERS),),
)
