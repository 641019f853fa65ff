"""What could be shown to everybody, what is, and what is not, as a list. Each is checked by a person: no bulk."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from django.db.models import F
from django.utils.safestring import SafeString

from congress.web import dates, marks
from congress.web.addresses import record_url
from congress.web.escaping import html, joined
from congress.web.lists.cells import title, under
from congress.web.lists.declare import Column, Empty, ListPage, Preset
from suggestions.models import Publication
from suggestions.publishing.enums import PublicationState
from suggestions.publishing.filters import PublishingFilter
from suggestions.publishing.queries import answered
from suggestions.showing import units_shown
from suggestions.tables import load_parts, load_who

SHAPES = {
    PublicationState.PUBLISHED: "done",
    PublicationState.WITHDRAWN: "back",
    PublicationState.DECLINED: "stop",
}


def _load_decision(rows: Sequence[Any]) -> None:
    """On every row ``decision``: the publication in force, and whether it was handled again since."""
    found = Publication.objects.filter(suggestion__in=rows, current=True).annotate(now=F("suggestion__round"))
    kept = {one.suggestion_id: one for one in found.only("suggestion_id", "state", "round", "decided_at")}
    for row in rows:
        row.decision = kept.get(row.pk)


def _title(row: Any) -> SafeString:
    return title(
        record_url("suggestions:detail", row.pk), row.title, below=f"{row.label}　{row.who}".strip("　")
    )


def _units(row: Any) -> str:
    unit, beside = units_shown(row, row.parts)
    return f"{unit}，{beside}" if beside else unit


def _decision(row: Any) -> SafeString:
    if row.decision is None:
        link = html('<a href="{}">核对并公开</a>', record_url("suggestions:publish", row.pk))
        return joined((marks.state("wait", "待公开"), under(link)))
    if row.decision.state == PublicationState.PUBLISHED and row.decision.round != row.round:
        return marks.state("late", "公开后又重新办理")
    return marks.state(SHAPES[PublicationState(row.decision.state)], row.decision.get_state_display())


def _decision_word(row: Any) -> str:
    return row.decision.get_state_display() if row.decision else "待公开"


def _decided_on(row: Any) -> str:
    return dates.day(row.decision.decided_at) if row.decision else ""


PUBLISHING = ListPage(
    key="suggestion-publishing",
    title="向社会公开",
    unit="件",
    rows=lambda user: answered(user).defer("situation", "proposal", "search_text"),
    filterset=PublishingFilter,
    columns=(
        Column("title", "案由", order="number_text", fixed=True, css="", cell=_title, load=load_who),
        Column("units", "承办单位", export=_units, load=load_parts),
        Column("state", "状态", export="get_state_display"),
        Column("submitted_at", "提交", order="submitted_at", cell=lambda row: dates.day(row.submitted_at)),
        Column("decision", "公开", export=_decision_word, cell=_decision, load=_load_decision, fixed=True),
        Column("decided_at", "公开决定", export=_decided_on),
    ),
    order="-submitted_at",
    presets=(
        Preset("待公开", "decision=none"),
        Preset("已公开", "decision=published"),
        Preset("公开后又重新办理", "decision=outdated"),
        Preset("不公开", "decision=declined"),
        Preset("已撤下", "decision=withdrawn"),
    ),
    empty=Empty("还没有可以公开的建议", "承办单位答复齐全之后，逐件核对个人信息，再向社会公开。"),
    subtitle="逐件核对，隐去个人信息之后公开；原文不变",
)
