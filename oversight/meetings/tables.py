"""Meetings as a list."""

from __future__ import annotations

from typing import Any

from django.db.models import Count, Q, QuerySet
from django_filters import ChoiceFilter

from congress.accounts.models import User
from congress.web import dates, marks
from congress.web.addresses import record_url
from congress.web.lists.cells import title
from congress.web.lists.declare import Action, Column, Empty, ListPage, Preset
from congress.web.lists.filters import ListFilter, NamedFilter, SinceFilter, UntilFilter
from deputies.filters import TextFilter
from oversight.meetings import rules
from oversight.meetings.enums import AHEAD, Manner, MeetingState, Presence
from oversight.meetings.showing import meeting_state
from oversight.models import Meeting, MeetingKind

_AHEAD, _NO_LAW, _NO_MINUTES = "ahead", "no_law", "no_minutes"


class MeetingFilter(ListFilter):
    """By kind, state, day and words."""

    q = TextFilter("search_text", label="搜会议名称、地点、学法、纪要")
    kind = NamedFilter(label="会议", name="name", queryset=MeetingKind.objects.order_by("order", "pk"))
    state = ChoiceFilter(
        label="状态",
        choices=[
            (_AHEAD, "还没有开"),
            *MeetingState.choices,
            (_NO_LAW, "未安排会前学法"),
            (_NO_MINUTES, "没有纪要"),
        ],
        method="in_state",
    )
    since = SinceFilter("on", label="日期从")
    until = UntilFilter("on", label="日期到")

    leading = ("kind", "state")

    def in_state(self, rows: QuerySet[Meeting], _name: str, value: str) -> QuerySet[Meeting]:
        """One state, those ahead, or those that lack something."""
        if value == _AHEAD:
            return rows.filter(state__in=AHEAD)
        if value == _NO_LAW:
            return rows.filter(kind__law_before=True, law_studied="", state=MeetingState.HELD)
        if value == _NO_MINUTES:
            return rows.filter(minutes="", state=MeetingState.HELD)
        return rows.filter(state=value)


def _rows(user: User) -> QuerySet[Any]:
    rows = Meeting.objects.visible_to(user).select_related("kind", "chair").defer("minutes", "search_text")
    came = Q(attendees__presence=Presence.SIGNED)
    return rows.annotate(
        agenda=Count("items", distinct=True),
        attended=Count("attendees", distinct=True, filter=came & Q(attendees__manner=Manner.ATTEND)),
        sat_in=Count("attendees", distinct=True, filter=came & Q(attendees__manner=Manner.SIT_IN)),
    )


MEETINGS = ListPage(
    key="committee_meetings",
    title="会议",
    unit="次",
    subtitle="党组会议、主任会议、常委会会议",
    rows=_rows,
    filterset=MeetingFilter,
    columns=(
        Column(
            "on",
            "日期",
            order="on",
            cell=lambda row: dates.day(row.on),
            css="rd-num is-inline",
            newest_first=True,
        ),
        Column(
            "title",
            "会议",
            order="title",
            fixed=True,
            css="",
            cell=lambda row: title(record_url("meetings:detail", row.pk), row.title, below=row.place),
        ),
        Column("kind", "种类", export="kind.name", only_export=True),
        Column("number", "次数", only_export=True),
        Column(
            "state",
            "状态",
            order="state",
            export="get_state_display",
            cell=lambda row: marks.state(*meeting_state(row)),
        ),
        Column("agenda", "议题", css="rd-num is-inline", labelled=True),
        Column("attended", "出席", css="rd-num is-inline", labelled=True),
        Column("sat_in", "列席", css="rd-num is-inline", labelled=True),
        Column("chair", "主持", export="chair.name", only_export=True),
        Column("place", "地点", only_export=True),
        Column("law_studied", "会前学法", only_export=True),
    ),
    order="-on",
    presets=(
        Preset("还没有开", "state=ahead"),
        Preset("未安排会前学法", "state=no_law"),
        Preset("没有纪要", "state=no_minutes"),
    ),
    empty=Empty("还没有会议", "安排一次会议，选好参会人员，通知、材料、报到、纪要都在这里。"),
    actions=(
        Action("会议种类", "meetings:settings", "list-check", rules.WRITERS, primary=False),
        Action("安排会议", "meetings:choose_kind", "plus", rules.WRITERS),
    ),
)
