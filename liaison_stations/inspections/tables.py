"""Inspections, problems and meetings as lists; their exports hold no more than the user may see."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from typing import Any

from django.db.models import Case, Count, F, OuterRef, Q, QuerySet, Subquery, Value, When
from django.db.models.functions import Coalesce
from django.utils import timezone
from django.utils.safestring import SafeString

from congress.accounts.models import User
from congress.web import dates, marks
from congress.web.addresses import record_url
from congress.web.clock import clock
from congress.web.lists.cells import title
from congress.web.lists.declare import Action, Column, Empty, ListPage, Preset
from congress.workdays.calendar import working_days_between
from liaison_stations import rules
from liaison_stations.enums import InspectionKind, InspectionState, ProblemState
from liaison_stations.inspections.filters import InspectionFilter, MeetingFilter, ProblemFilter
from liaison_stations.inspections.showing import inspection_state, problem_state, score_words
from liaison_stations.models import (
    Inspection,
    InspectionQuerySet,
    Problem,
    ProblemQuerySet,
    SupervisionMeeting,
)
from liaison_stations.models.inspections import SupervisionMeetingQuerySet
from liaison_stations.workflow import KEEPERS, OFFICE


# --- inspections --------------------------------------------------------------------------------------
def _inspections(user: User) -> InspectionQuerySet:
    """With ``knows``: whether a result that was not released is this user's to read."""
    rows = Inspection.objects.visible_to(user).select_related("station").defer("summary")
    return rows.annotate(knows=Value(user.has_role(*rules.KNOWING)))


def _station(row: Inspection) -> SafeString:
    hidden = row.kind == InspectionKind.UNANNOUNCED and row.state != InspectionState.RELEASED
    tags = [marks.tag("联络站看不到")] if hidden else []
    return title(
        record_url("station_inspections:detail", row.pk), str(row.station), *tags, below=row.inspectors
    )


def _inspection_state(row: Inspection) -> SafeString:
    return marks.state(*inspection_state(row))


def _is_told(row: Any) -> bool:
    return bool(row.state == InspectionState.RELEASED or row.knows)


def _score(row: Any) -> object:
    return row.score if _is_told(row) else None


def _score_cell(row: Any) -> str:
    return score_words(row) if _is_told(row) else ""


def _load_problems(rows: Sequence[Any]) -> None:
    """How many problems each found, and how many stand, for those whose result the user may read."""
    told = [row.pk for row in rows if _is_told(row)]
    counted = Problem.objects.filter(inspection__in=told).order_by().values("inspection")
    found = {
        line["inspection"]: (line["n"], line["standing"])
        for line in counted.annotate(
            n=Count("pk"), standing=Count("pk", filter=~Q(state=ProblemState.CLOSED))
        )
    }
    for row in rows:
        row.n_problems, row.n_standing = found.get(row.pk, (0, 0))


def _problems_cell(row: Any) -> object:
    if not row.n_problems:
        return ""
    left = f"，{row.n_standing} 个没有销号" if row.n_standing else "，都已销号"
    return f"{row.n_problems} 个{left}"


INSPECTIONS = ListPage(
    key="station_inspections",
    title="联络站检查",
    unit="次",
    rows=_inspections,
    filterset=InspectionFilter,
    columns=(
        Column(
            "day",
            "日期",
            order="day",
            export="day",
            cell=lambda row: dates.day(row.day),
            css="rd-num is-inline",
        ),
        Column("station", "联络站", fixed=True, css="", export="station.name", cell=_station),
        Column("kind", "方式", export="get_kind_display"),
        Column("state", "状态", order="state", export="get_state_display", cell=_inspection_state),
        Column("score", "得分", export=_score, cell=_score_cell, labelled=True),
        Column(
            "problems",
            "问题",
            export=lambda row: row.n_problems,
            cell=_problems_cell,
            load=_load_problems,
            labelled=True,
        ),
        Column(
            "standing", "没有销号", export=lambda row: row.n_standing, only_export=True, load=_load_problems
        ),
        Column("inspectors", "检查人员", only_export=True),
        Column("aim", "检查重点", shown=False),
    ),
    order="-day",
    presets=(
        Preset("待检查", "state=planned"),
        Preset("到期没有登记结果", "state=due"),
        Preset("待发布", "state=done"),
        Preset("已发布", "state=released"),
    ),
    empty=Empty("还没有检查", "明察、暗访都在这里计划、登记结果，发布以后联络站按期整改。"),
    actions=(
        Action("整改问题", "station_inspections:problems", "checklist", rules.READERS, primary=False),
        Action(
            "督导会议", "station_inspections:meetings", "users-group", rules.MEETING_READERS, primary=False
        ),
        Action("检查要点", "station_inspections:settings", "settings", OFFICE, primary=False),
        Action("计划检查", "station_inspections:plan_inspection", "plus", OFFICE),
    ),
    name_of=lambda row: f"{row.station}{dates.day(row.day)}",
)


# --- problems -----------------------------------------------------------------------------------------
def _problems(user: User) -> ProblemQuerySet:
    return Problem.objects.visible_to(user).select_related("station", "inspection", "meeting")


def _text(row: Problem) -> SafeString:
    below = "　".join(part for part in (str(row.station or ""), _source(row)) if part)
    return title(record_url("station_inspections:problem", row.pk), row.text, below=below)


def _source(row: Problem) -> str:
    source = row.source
    kind = "督导会议" if isinstance(source, SupervisionMeeting) else str(source.get_kind_display())
    return f"{dates.day(row.found_on)}{kind}"


def _due(row: Problem) -> SafeString | str:
    return marks.deadline(clock(row.due_on)) if row.state == ProblemState.OPEN else dates.day(row.due_on)


def _days_late(row: Problem) -> int | None:
    """Working days past the day it should have been mended (R137); nothing for what is not late."""
    return working_days_between(row.due_on, timezone.localdate()) if row.is_overdue else None


def _standing_first(rows: QuerySet[Any]) -> QuerySet[Any]:
    """By what is due first; what was struck off waits for nothing and comes last."""
    over = When(state=ProblemState.CLOSED, then=Value(date.max))
    found: QuerySet[Any] = rows.annotate(waits_until=Case(over, default=F("due_on")))
    return found


PROBLEMS = ListPage(
    key="station_problems",
    title="整改问题",
    unit="个",
    subtitle="明察暗访和督导会议发现的，从整改到销号",
    rows=_problems,
    filterset=ProblemFilter,
    columns=(
        Column("text", "问题", fixed=True, css="", cell=_text),
        Column("owner", "谁来整改", labelled=True),
        Column(
            "due_on",
            "整改期限",
            order="waits_until",
            sorts=_standing_first,
            export="due_on",
            cell=_due,
            css="",
            labelled=True,
        ),
        Column("days_late", "逾期（工作日）", export=_days_late, only_export=True),
        Column(
            "state",
            "状态",
            order="state",
            export="get_state_display",
            cell=lambda row: marks.state(*problem_state(row)),
        ),
        Column(
            "closed_on",
            "销号",
            export="closed_on",
            cell=lambda row: dates.day(row.closed_on) if row.closed_on else "",
            css="rd-num is-inline",
            labelled=True,
        ),
        Column("station", "联络站", export="station.name", only_export=True),
        Column("source", "哪里发现", export=_source, only_export=True),
        Column("mended_how", "整改情况", only_export=True),
    ),
    order="waits_until",
    presets=(
        Preset("没有销号", "state=standing"),
        Preset("逾期未整改", "state=late"),
        Preset("待核实", "state=mended"),
        Preset("督导会议发现", "found=meeting"),
        Preset("已销号", "state=closed"),
    ),
    empty=Empty("没有要整改的问题", "明察暗访、督导会议发现的问题，有人整改、有期限，核实以后销号。"),
    actions=(
        Action(
            "督导会议", "station_inspections:meetings", "users-group", rules.MEETING_READERS, primary=False
        ),
    ),
    name_of=lambda row: row.text[:20],
)


# --- meetings -----------------------------------------------------------------------------------------
def _meetings(user: User) -> SupervisionMeetingQuerySet:
    """With how many problems this user sees of each, and how many of them stand."""
    seen = Problem.objects.visible_to(user).filter(meeting=OuterRef("pk")).order_by().values("meeting")
    rows = SupervisionMeeting.objects.visible_to(user).select_related("area").defer("summary")
    return rows.annotate(
        n_problems=Coalesce(Subquery(seen.annotate(n=Count("pk")).values("n")), 0),
        n_standing=Coalesce(
            Subquery(seen.exclude(state=ProblemState.CLOSED).annotate(n=Count("pk")).values("n")), 0
        ),
    )


MEETINGS = ListPage(
    key="supervision_meetings",
    title="督导会议",
    unit="次",
    subtitle="双联活动督导会议，发现的问题逐个整改销号",
    rows=_meetings,
    filterset=MeetingFilter,
    columns=(
        Column(
            "held_on",
            "日期",
            order="held_on",
            export="held_on",
            cell=lambda row: dates.day(row.held_on),
            css="rd-num is-inline",
        ),
        Column(
            "title",
            "会议",
            fixed=True,
            css="",
            cell=lambda row: title(
                record_url("station_inspections:meeting", row.pk), row.title, below=row.place
            ),
        ),
        Column("area", "哪一级召开", export="area.name"),
        Column("chaired_by", "主持人", labelled=True),
        Column(
            "problems",
            "问题",
            export=lambda row: row.n_problems,
            cell=_problems_cell,
            labelled=True,
        ),
        Column("standing", "没有销号", export=lambda row: row.n_standing, only_export=True),
        Column("attended_by", "参加人员", only_export=True),
    ),
    order="-held_on",
    empty=Empty("还没有督导会议", "开过的督导会议登记在这里，发现的问题写清谁来整改、什么时候整改好。"),
    actions=(
        Action("整改问题", "station_inspections:problems", "checklist", rules.MEETING_READERS, primary=False),
        Action("登记督导会议", "station_inspections:record_meeting", "plus", frozenset(KEEPERS)),
    ),
)
