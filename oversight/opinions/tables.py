"""Opinions as a list."""

from __future__ import annotations

from typing import Any

from django.db.models import QuerySet
from django.utils import timezone
from django_filters import ChoiceFilter

from congress.accounts.models import User
from congress.organs.models import Organ
from congress.web import dates, marks
from congress.web.addresses import record_url
from congress.web.lists.cells import title
from congress.web.lists.declare import Action, Column, Empty, ListPage, Preset
from congress.web.lists.filters import ListFilter, NamedFilter, SearchFilter, SinceFilter, UntilFilter
from oversight.models import ReviewOpinion
from oversight.opinions import rules
from oversight.opinions.enums import WITH_UNIT, OpinionState
from oversight.opinions.queries import unrated_in_time
from oversight.opinions.showing import opinion_state

_OPEN, _OVERDUE, _UNRATED, _AGAIN = "open", "overdue", "unrated", "second"


def _units() -> QuerySet[Organ]:
    return Organ.objects.filter(review_opinions__isnull=False).distinct().order_by("order", "pk")


class OpinionFilter(ListFilter):
    """By state, unit, day of hand-over and words."""

    q = SearchFilter("title", "text", label="搜标题、内容")
    state = ChoiceFilter(
        label="状态",
        choices=[
            (_OPEN, "没有通过"),
            (_OVERDUE, "逾期没有报告"),
            (_UNRATED, "次年没有按时测评"),
            (_AGAIN, "列入再审的"),
            *OpinionState.choices,
        ],
        method="in_state",
    )
    unit = NamedFilter(label="承办单位", name="short_name", queryset=Organ.objects.none())
    since = SinceFilter("assigned_on", label="交办从")
    until = UntilFilter("assigned_on", label="交办到")

    leading = ("state", "unit")

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.offer("unit", _units)

    def in_state(self, rows: QuerySet[Any], _name: str, value: str) -> QuerySet[Any]:
        """One state, or those that wait for something."""
        today = timezone.localdate()
        if value == _OPEN:
            return rows.exclude(state__in=(OpinionState.PASSED, OpinionState.DRAFT))
        if value == _OVERDUE:
            return rows.filter(state__in=WITH_UNIT, due_on__lt=today)
        if value == _UNRATED:
            return rows.filter(pk__in=unrated_in_time(today).values("pk"))
        if value == _AGAIN:
            return rows.filter(pk__in=ReviewOpinion.objects.filter(rounds__number__gte=2).values("pk"))
        return rows.filter(state=value)


def _rows(user: User) -> QuerySet[Any]:
    rows = ReviewOpinion.objects.visible_to(user).defer("text")
    return rows.select_related("unit", "committee", "item__meeting")


OPINIONS = ListPage(
    key="review_opinions",
    title="审议意见",
    unit="件",
    subtitle="常委会审议以后交有关机关研究处理，次年初报告、测评",
    rows=_rows,
    filterset=OpinionFilter,
    columns=(
        Column("year", "年度", order="year", css="rd-num is-inline", newest_first=True),
        Column(
            "title",
            "审议意见",
            order="title",
            fixed=True,
            css="",
            cell=lambda row: title(
                record_url("opinions:detail", row.pk),
                row.title,
                *([marks.tag("重点", "key")] if row.is_key else []),
                below=row.item.meeting.title,
            ),
        ),
        Column("unit", "承办单位", order="unit__order", export="unit.short_name"),
        Column("committee", "跟踪的工委", export="committee.short_name", shown=False),
        Column(
            "state",
            "状态",
            order="state",
            export="get_state_display",
            cell=lambda row: marks.state(*opinion_state(row, timezone.localdate())),
        ),
        Column(
            "due_on",
            "报告期限",
            order="due_on",
            css="rd-num is-inline",
            cell=lambda row: dates.day(row.due_on) if row.due_on else "",
        ),
        Column("assigned_on", "交办日期", only_export=True),
        Column("team", "专门班子", only_export=True),
    ),
    order="-year",
    presets=(
        Preset("没有通过", "state=open"),
        Preset("逾期没有报告", "state=overdue"),
        Preset("次年没有按时测评", "state=unrated"),
        Preset("列入再审的", "state=second"),
    ),
    empty=Empty("还没有审议意见", "会议登记召开以后，在那次会议的议题上起草。"),
    actions=(
        Action("期限和测评规定", "opinions:change_rule", "settings", rules.OFFICE, primary=False),
        Action("看会议", "meetings:index", "gavel", rules.DESK, primary=False),
    ),
)
