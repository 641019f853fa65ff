"""Scores, schemes and objections as lists."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from django.utils.safestring import SafeString

from congress.accounts.models import User
from congress.web import dates, marks
from congress.web.addresses import record_url
from congress.web.lists.cells import title
from congress.web.lists.declare import Action, Column, Empty, ListPage, Preset
from deputies.models import (
    Objection,
    ObjectionQuerySet,
    PointsAccount,
    PointsAccountQuerySet,
    PointsScheme,
    PointsSchemeQuerySet,
)
from deputies.points import rules
from deputies.points.enums import ObjectionState, SchemeState
from deputies.points.filters import AccountFilter, ObjectionFilter, SchemeFilter
from deputies.points.grades import Grading
from deputies.points.reading import places, recommended
from deputies.points.words import shown

_SCHEME_SHAPES = {SchemeState.DRAFT: "new", SchemeState.IN_FORCE: "done", SchemeState.REPLACED: "stop"}
_OBJECTION_SHAPES = {
    ObjectionState.OPEN: "wait",
    ObjectionState.UPHELD: "done",
    ObjectionState.REJECTED: "stop",
    ObjectionState.WITHDRAWN: "back",
}


def scheme_state(row: PointsScheme) -> tuple[str, str]:
    """Shape and word."""
    return _SCHEME_SHAPES[SchemeState(row.state)], str(row.get_state_display())


def objection_state(row: Objection) -> tuple[str, str]:
    """Shape and word."""
    return _OBJECTION_SHAPES[ObjectionState(row.state)], str(row.get_state_display())


# --- scores -------------------------------------------------------------------------------------------
def _accounts(user: User) -> PointsAccountQuerySet:
    rows = PointsAccount.objects.visible_to(user)
    return rows.select_related("deputyship__person", "deputyship__term__area", "area", "appraisal")


def _load_places(rows: Sequence[Any]) -> None:
    known = {key: places(*key) for key in {(row.area_id, row.year) for row in rows}}
    for row in rows:
        row.place = known[row.area_id, row.year][row.points]


def _load_grades(rows: Sequence[Any]) -> None:
    """The grade for good of frozen years, else what the points would give today; who is to be recommended."""
    pairs = {(row.area_id, row.year) for row in rows}
    schemes = PointsScheme.objects.filter(
        state=SchemeState.IN_FORCE,
        area__in=[area for area, _year in pairs],
        year__in=[year for _area, year in pairs],
    )
    gradings = {(one.area_id, one.year): Grading(one) for one in schemes}
    chosen = recommended([row.deputyship_id for row in rows])
    for row in rows:
        appraisal = getattr(row, "appraisal", None)
        row.frozen_grade = appraisal.grade if appraisal else ""
        grading = gradings.get((row.area_id, row.year))
        row.grade = row.frozen_grade or (grading.word(row.points) if grading else "")
        row.is_recommended = row.deputyship_id in chosen


def _grade_cell(row: Any) -> SafeString:
    shape = marks.state("done", row.frozen_grade) if row.frozen_grade else marks.dim(row.grade)
    tag = marks.tag("推荐连任", "key") if row.is_recommended else ""
    return SafeString(f"{shape} {tag}")  # nosec B703 - both are escaped marks


ACCOUNTS = ListPage(
    key="points_accounts",
    title="积分考核",
    unit="人",
    subtitle="等次在年度冻结以前是按现在的积分算的，冻结以后不再变",
    rows=_accounts,
    filterset=AccountFilter,
    columns=(
        Column(
            "place",
            "名次",
            export=lambda row: row.place,
            cell=lambda row: row.place,
            load=_load_places,
            css="rd-num is-inline",
            labelled=True,
        ),
        Column(
            "name",
            "代表",
            fixed=True,
            css="",
            order="deputyship__person__pinyin",
            export="deputyship.person.name",
            cell=lambda row: title(
                record_url("points:account", row.pk),
                row.deputyship.person.name,
                below=row.deputyship.title,
            ),
        ),
        Column(
            "points",
            "积分",
            order="points",
            then="pk",
            cell=lambda row: shown(row.points),
            css="rd-num is-inline",
            labelled=True,
        ),
        Column("grade", "等次", export=lambda row: row.grade, cell=_grade_cell, load=_load_grades),
        Column("year", "年度", order="year", cell=lambda row: f"{row.year}年"),
        Column("area", "办法", export="area.name"),
        Column(
            "recommended",
            "推荐连任",
            export=lambda row: "是" if row.is_recommended else "",
            only_export=True,
            load=_load_grades,
        ),
    ),
    order="-points",
    presets=(
        Preset("90 分以上", "at_least=90"),
        Preset("不到 60 分", "below=60"),
        Preset("推荐连任", "recommended=yes"),
    ),
    empty=Empty("还没有积分", "积分办法施行以后，小组确认过的履职按办法计分，在这里排出来。"),
    actions=(
        Action("积分办法", "points:schemes", "list-details", rules.RANKERS, primary=False),
        Action("积分异议", "points:objections", "message-question", rules.RANKERS, primary=False),
        Action("季度亮分", "points:publications", "bulb", rules.RANKERS, primary=False),
        Action("年终考核", "points:years", "award", rules.RANKERS, primary=True),
    ),
    name_of=lambda row: row.deputyship.person.name,
)


# --- schemes ------------------------------------------------------------------------------------------
def _schemes(user: User) -> PointsSchemeQuerySet:
    return PointsScheme.objects.visible_to(user).select_related("area")


SCHEMES = ListPage(
    key="points_schemes",
    title="积分办法",
    unit="份",
    subtitle="一年一份，施行以后不改，要改制定新的一版；乡镇（街道）可以另有自己的",
    rows=_schemes,
    filterset=SchemeFilter,
    columns=(
        Column("year", "年度", order="year", cell=lambda row: f"{row.year}年", css="rd-num is-inline"),
        Column(
            "title",
            "办法",
            fixed=True,
            css="",
            cell=lambda row: title(record_url("points:scheme", row.pk), row.title, below=row.basis),
        ),
        Column("edition", "版次", cell=lambda row: f"第{row.edition}版"),
        Column("area", "适用区域", order="area__path", export="area.name"),
        Column(
            "state",
            "状态",
            order="state",
            export="get_state_display",
            cell=lambda row: marks.state(*scheme_state(row)),
        ),
        Column(
            "in_force_at",
            "施行",
            css="rd-num is-inline",
            labelled=True,
            cell=lambda row: dates.day(row.in_force_at) if row.in_force_at else "",
        ),
    ),
    order="-year",
    presets=(Preset("施行", "state=in_force"), Preset("草稿", "state=draft")),
    empty=Empty("还没有积分办法", "先按默认的 5 大类 21 项拟一份草稿，改成本区的，再施行。"),
    actions=(Action("拟定办法", "points:propose", "plus", rules.MAKERS),),
    name_of=lambda row: str(row),
)


# --- objections ---------------------------------------------------------------------------------------
def _objections(user: User) -> ObjectionQuerySet:
    rows = Objection.objects.visible_to(user)
    return rows.select_related("account__deputyship__person", "record")


OBJECTIONS = ListPage(
    key="points_objections",
    title="积分异议",
    unit="条",
    subtitle="代表在亮分以后、截止日期以前提出，答复以后才能冻结",
    rows=_objections,
    filterset=ObjectionFilter,
    columns=(
        Column(
            "made_at",
            "提出",
            order="made_at",
            cell=lambda row: dates.day(row.made_at),
            css="rd-num is-inline",
        ),
        Column(
            "text",
            "异议",
            fixed=True,
            css="",
            cell=lambda row: title(
                record_url("points:objection", row.pk),
                row.text[:40],
                below=f"{row.account.deputyship.person}　{row.record or '总分'}",
            ),
        ),
        Column("deputy", "代表", export="account.deputyship.person.name", only_export=True),
        Column(
            "state",
            "状态",
            order="state",
            export="get_state_display",
            cell=lambda row: marks.state(*objection_state(row)),
        ),
        Column("answer", "答复", only_export=True),
    ),
    order="-made_at",
    presets=(Preset("待答复", "state=open"),),
    empty=Empty("没有积分异议", "代表对积分有不同意见的，在亮分以后提出，都列在这里。"),
    name_of=lambda row: row.text[:20],
)
