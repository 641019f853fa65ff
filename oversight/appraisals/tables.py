"""Appraisals as a list."""

from __future__ import annotations

from typing import Any

from django.db.models import Count, IntegerField, QuerySet, Value
from django.utils import timezone
from django_filters import ChoiceFilter

from congress.accounts.models import User
from congress.web import dates, marks
from congress.web.addresses import record_url
from congress.web.lists.cells import title
from congress.web.lists.declare import Action, Column, Empty, ListPage, Preset
from congress.web.lists.filters import ListFilter, SearchFilter, SinceFilter, UntilFilter
from oversight.appraisals import rules
from oversight.appraisals.enums import AppraisalState
from oversight.appraisals.showing import appraisal_state
from oversight.models import SpecialAppraisal


class AppraisalFilter(ListFilter):
    """By state, day of 公示 and words."""

    q = SearchFilter("title", "committee__short_name", label="搜名称、工委")
    state = ChoiceFilter(
        label="状态", choices=[one for one in AppraisalState.choices if one[0] != AppraisalState.WITHDRAWN]
    )
    since = SinceFilter("published_on", label="公示从")
    until = UntilFilter("published_on", label="公示到")

    leading = ("state",)


def _rows(user: User) -> QuerySet[Any]:
    rows = SpecialAppraisal.objects.visible_to(user).standing().select_related("committee", "poll")
    rows = rows.defer("plan").annotate(departments=Count("bodies", distinct=True))
    if user.has_role(*rules.DESK):
        return rows.annotate(opinions=Count("bodies__opinions", distinct=True))
    return rows.annotate(opinions=Value(None, output_field=IntegerField()))


APPRAISALS = ListPage(
    key="special_appraisals",
    title="专项评议",
    unit="次",
    subtitle="评议政府部门履职情况：听取代表意见，常委会会议测评，公示结果，跟踪整改",
    rows=_rows,
    filterset=AppraisalFilter,
    columns=(
        Column(
            "year",
            "年度",
            order="year",
            css="rd-num is-inline",
            newest_first=True,
            cell=lambda row: f"{row.year}年",
        ),
        Column(
            "title",
            "专项评议",
            order="title",
            fixed=True,
            css="",
            cell=lambda row: title(
                record_url("special_appraisals:detail", row.pk), row.title, below=row.committee.short_name
            ),
        ),
        Column(
            "state",
            "状态",
            cell=lambda row: marks.state(*appraisal_state(row, timezone.localdate())),
            export=lambda row: appraisal_state(row, timezone.localdate())[1],
        ),
        Column(
            "opinions_until",
            "征求意见",
            order="opinions_until",
            css="rd-num is-inline",
            cell=lambda row: f"{dates.day(row.opinions_until)}截止",
        ),
        Column("departments", "部门", css="rd-num is-inline", cell=lambda row: f"{row.departments} 个"),
        Column(
            "opinions",
            "代表意见",
            css="rd-num is-inline",
            cell=lambda row: "" if row.opinions is None else f"{row.opinions} 条",
        ),
        Column(
            "published_on",
            "公示",
            order="published_on",
            css="rd-num is-inline",
            cell=lambda row: f"{dates.day(row.published_on)}公示" if row.published_on else "",
        ),
        Column("committee", "牵头的工委", only_export=True, export="committee.short_name"),
    ),
    order="-year",
    presets=(
        Preset("征求意见", f"state={AppraisalState.ASKING}"),
        Preset("已公示", f"state={AppraisalState.PUBLISHED}"),
    ),
    empty=Empty("还没有专项评议", "选被评议的部门，征求各级代表意见，调研，在常委会会议上测评，公示结果。"),
    actions=(
        Action("看被评议部门", "special_appraisals:bodies", "building", rules.READERS, primary=False),
        Action("安排专项评议", "special_appraisals:plan_appraisal", "plus", rules.WRITERS),
    ),
)
