"""Honours and selections as lists."""

from __future__ import annotations

from typing import Any

from django.db.models import Count, Q, QuerySet
from django.utils.safestring import SafeString

from congress.accounts.models import User
from congress.web import dates, marks
from congress.web.addresses import record_url
from congress.web.lists.cells import title
from congress.web.lists.declare import Action, Column, Empty, ListPage, Preset
from deputies.honours import rules
from deputies.honours.filters import HonourFilter, SelectionFilter
from deputies.honours.showing import commendation, honour_state, selection_state
from deputies.models import Honour, Selection
from deputies.models.honours import HonourQuerySet
from deputies.rules import WRITERS


def _honours(user: User) -> HonourQuerySet:
    return Honour.objects.visible_to(user).select_related("person", "group").defer("deeds")


def _honour(row: Honour) -> SafeString:
    return title(record_url("honours:honour", row.pk), row.title, below=row.awarded_by)


HONOURS = ListPage(
    key="honours",
    title="表彰推优",
    unit="项",
    subtitle="代表和代表小组得到的荣誉",
    rows=_honours,
    filterset=HonourFilter,
    columns=(
        Column("holder", "代表、小组", fixed=True, css="", cell=lambda row: str(row.holder)),
        Column("title", "荣誉", order="title", fixed=True, css="", cell=_honour),
        Column("awarded_by", "授予机关", only_export=True),
        Column("level", "级别", order="level", export="get_level_display"),
        Column(
            "year",
            "年度",
            order="year",
            css="rd-num is-inline",
            cell=lambda row: f"{row.year} 年",
            newest_first=True,
        ),
        Column(
            "state",
            "状态",
            export=lambda row: honour_state(row)[1],
            cell=lambda row: marks.state(*honour_state(row)),
        ),
    ),
    order="-year",
    presets=(
        Preset("代表", "of=deputy"),
        Preset("小组", "of=group"),
        Preset("没有公开", "state=hidden"),
    ),
    empty=Empty("还没有登记荣誉", "在这里登记各级表彰，或者在“评选”里推优，公布以后自动登记。"),
    actions=(
        Action("评选", "honours:selections", "trophy", rules.READERS, primary=False),
        Action("登记荣誉", "honours:record_honour", "plus", WRITERS),
    ),
)


def _selections(user: User) -> QuerySet[Any]:
    rows = Selection.objects.visible_to(user).select_related("session__term__area")
    return rows.annotate(
        nominated=Count("candidates"), picked=Count("candidates", filter=Q(candidates__chosen=True))
    )


def _decided(row: Selection) -> str:
    return dates.full_day(row.decided_on) if row.decided_on else ""


def _commended(row: Selection) -> str:
    return f"{row.session.label}" if row.session else ""


SELECTIONS = ListPage(
    key="selections",
    title="评选",
    unit="次",
    subtitle="提名、评审、投票或者决定、公布、表彰",
    rows=_selections,
    filterset=SelectionFilter,
    columns=(
        Column(
            "title",
            "评选",
            order="title",
            fixed=True,
            css="",
            cell=lambda row: title(record_url("honours:selection", row.pk), str(row), below=row.awarded_by),
        ),
        Column(
            "state",
            "状态",
            order="state",
            export="get_state_display",
            cell=lambda row: marks.state(*selection_state(row)),
        ),
        Column("nominated", "候选", css="rd-num is-inline", cell=lambda row: f"{row.nominated} 个"),
        Column("picked", "入选", css="rd-num is-inline", cell=lambda row: f"{row.picked} 个"),
        Column("year", "年度", order="year", css="rd-num is-inline", newest_first=True),
        Column("decided_on", "决定日期", css="rd-num is-inline", cell=_decided),
        Column("commended_on", "表彰", cell=_commended, export=commendation),
    ),
    order="-year",
    empty=Empty("还没有评选", "开始一次评选，写上每一类的名额，再提名。"),
    actions=(
        Action("评选类别", "honours:settings", "list-check", WRITERS, primary=False),
        Action("荣誉", "honours:index", "award", rules.READERS, primary=False),
        Action("开始评选", "honours:open_selection", "plus", WRITERS),
    ),
)
