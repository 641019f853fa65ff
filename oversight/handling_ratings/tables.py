"""Ratings of the handling of suggestions as a list."""

from __future__ import annotations

from typing import Any

from django.db.models import QuerySet
from django_filters import ChoiceFilter

from congress.accounts.models import User
from congress.web import dates, marks
from congress.web.addresses import record_url
from congress.web.lists.cells import title
from congress.web.lists.declare import Action, Column, Empty, ListPage, Preset
from congress.web.lists.filters import ListFilter, SearchFilter, SinceFilter, UntilFilter
from oversight.grades import share_of
from oversight.handling_ratings import rules
from oversight.handling_ratings.showing import period_of, rating_state
from oversight.models import HandlingRating

_RATED, _OPEN = "rated", "open"


class RatingFilter(ListFilter):
    """By state, day of the vote and words."""

    q = SearchFilter("title", "meeting__title", label="搜名称、会议")
    state = ChoiceFilter(label="状态", choices=[(_RATED, "已测评"), (_OPEN, "还没有结果")], method="in_state")
    since = SinceFilter("rated_on", label="测评从")
    until = UntilFilter("rated_on", label="测评到")

    leading = ("state",)

    def in_state(self, rows: QuerySet[Any], _name: str, value: str) -> QuerySet[Any]:
        """With a result or without."""
        return rows.filter(rated_on__isnull=value == _OPEN)


def _rows(user: User) -> QuerySet[Any]:
    rows = HandlingRating.objects.visible_to(user).select_related("meeting", "poll")
    return rows.prefetch_related("results")


def _shares(row: HandlingRating) -> str:
    return "；".join(f"{one.name} {share_of(one)}" for one in row.results.all() if one.whole)


def _first_share(row: HandlingRating) -> str:
    first = next((one for one in row.results.all() if one.whole), None)
    return share_of(first) if first else ""


RATINGS = ListPage(
    key="handling_ratings",
    title="建议办理测评",
    unit="次",
    subtitle="常委会会议对代表建议办理工作进行满意度民主测评",
    rows=_rows,
    filterset=RatingFilter,
    columns=(
        Column(
            "title",
            "测评",
            order="title",
            fixed=True,
            css="",
            cell=lambda row: title(
                record_url("handling_ratings:detail", row.pk), row.title, below=row.meeting.title
            ),
        ),
        Column("until", "办理期间", order="until", newest_first=True, cell=period_of, export=period_of),
        Column(
            "state",
            "状态",
            cell=lambda row: marks.state(*rating_state(row)),
            export=lambda row: rating_state(row)[1],
        ),
        Column("share", "满意率", css="rd-num is-inline", cell=_first_share, export=_shares),
        Column(
            "rated_on",
            "测评日期",
            order="rated_on",
            css="rd-num is-inline",
            cell=lambda row: dates.full_day(row.rated_on) if row.rated_on else "",
        ),
        Column("meeting", "会议", only_export=True, export="meeting.title"),
    ),
    order="-until",
    presets=(Preset("已测评", "state=rated"), Preset("还没有结果", "state=open")),
    empty=Empty("还没有测评", "常委会会议对建议办理工作测评，在那次会议的页面或者在这里准备。"),
    actions=(
        Action("看会议", "meetings:index", "gavel", rules.DESK, primary=False),
        Action("准备测评", "handling_ratings:prepare_rating", "plus", rules.OFFICE),
    ),
)
