"""Rounds as a list, with its filters."""

from __future__ import annotations

from django.utils.safestring import SafeString
from django_filters import ChoiceFilter

from congress.accounts.models import User
from congress.web import dates, marks
from congress.web.addresses import record_url
from congress.web.lists.cells import title
from congress.web.lists.declare import Action, Column, Empty, ListPage, Preset
from congress.web.lists.filters import ListFilter, SearchFilter
from deputies.models import RatingRound, RatingRoundQuerySet
from deputies.ratings.enums import RoundState
from deputies.ratings.workflow import OFFICE

_SHAPES = {
    RoundState.DRAFT: "new",
    RoundState.OPEN: "go",
    RoundState.CLOSED: "wait",
    RoundState.PUBLISHED: "done",
}


def round_state(row: RatingRound) -> tuple[str, str]:
    """Shape and word."""
    return _SHAPES[RoundState(row.state)], str(row.get_state_display())


def _years() -> list[tuple[str, str]]:
    years = RatingRound.objects.order_by("-year").values_list("year", flat=True).distinct()
    return [(str(year), f"{year}年") for year in years]


class RoundFilter(ListFilter):
    """By title, state and year."""

    q = SearchFilter("title", label="搜名称")
    state = ChoiceFilter(label="状态", choices=RoundState.choices)
    year = ChoiceFilter(label="年度", choices=_years)

    leading = ("state", "year")


def _rows(user: User) -> RatingRoundQuerySet:
    return RatingRound.objects.visible_to(user)


def _round(row: RatingRound) -> SafeString:
    return title(record_url("ratings:detail", row.pk), row.title)


ROUNDS = ListPage(
    key="rating_rounds",
    title="代表评议",
    unit="次",
    subtitle="代表评议政府部门和人大工作，不记名，只汇总票数",
    rows=_rows,
    filterset=RoundFilter,
    columns=(
        Column("title", "名称", order="title", fixed=True, css="", cell=_round),
        Column("year", "年度", order="year", css="rd-num is-inline"),
        Column(
            "state",
            "状态",
            order="state",
            export="get_state_display",
            cell=lambda row: marks.state(*round_state(row)),
        ),
        Column(
            "closes_on",
            "截止",
            order="closes_on",
            css="rd-num is-inline",
            cell=lambda row: dates.day(row.closes_on),
        ),
    ),
    order="-year",
    presets=(Preset("正在评议", "state=open"), Preset("已公布", "state=published")),
    empty=Empty("还没有代表评议", "由代表工作机构组织。结果公布以后，各单位看到对本单位的汇总。"),
    actions=(Action("准备评议", "ratings:prepare_round", "plus", OFFICE),),
)
