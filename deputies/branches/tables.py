"""Activities of party branches as a list."""

from __future__ import annotations

from typing import Any

from django.db.models import QuerySet
from django_filters import ModelChoiceFilter

from congress.accounts.models import User
from congress.web import dates
from congress.web.addresses import record_url
from congress.web.lists.cells import title
from congress.web.lists.declare import Action, Column, Empty, ListPage
from congress.web.lists.filters import ListFilter, SearchFilter, SinceFilter, UntilFilter
from deputies.branches import rules
from deputies.models import BranchActivity, BranchActivityKind, PartyBranch


def _branches(request: Any) -> QuerySet[PartyBranch]:
    return PartyBranch.objects.visible_to(request.user).order_by("name", "pk")


class ActivityFilter(ListFilter):
    """By branch, kind and day."""

    q = SearchFilter("title", "place", label="搜内容、地点")
    branch = ModelChoiceFilter(label="党支部", queryset=_branches)
    kind = ModelChoiceFilter(label="类型", queryset=BranchActivityKind.objects.all())
    since = SinceFilter("on", label="不早于")
    until = UntilFilter("on", label="不晚于")

    leading = ("branch", "kind")


def _rows(user: User) -> QuerySet[BranchActivity]:
    return BranchActivity.objects.visible_to(user).standing().select_related("branch", "kind")


ACTIVITIES = ListPage(
    key="branch_activities",
    title="党支部活动",
    unit="条",
    rows=_rows,
    filterset=ActivityFilter,
    name_of=lambda row: row.title,
    columns=(
        Column("on", "日期", order="on", css="is-inline rd-num", cell=lambda row: dates.day(row.on)),
        Column(
            "title",
            "内容",
            order="title",
            fixed=True,
            css="",
            cell=lambda row: title(
                record_url("party_branches:detail", row.branch_id), row.title, below=row.place
            ),
        ),
        Column("branch", "党支部", order="branch__name", export="branch.name"),
        Column("kind", "类型", order="kind__order", export="kind.name"),
        Column(
            "amount", "数量", order="amount", right=True, cell=lambda row: f"{row.amount:,} {row.kind.unit}"
        ),
    ),
    order="-on",
    empty=Empty("还没有党支部活动", "打开一个党支部，点“登记活动”。"),
    actions=(Action("党支部覆盖", "party_branches:index", "flag", rules.READERS, primary=False),),
)
