"""Lists of supervision."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from django.db.models import Count, Prefetch
from django.utils import timezone
from django.utils.safestring import SafeString

from activities.models import Activity
from congress.accounts.models import User
from congress.web import dates, marks
from congress.web.addresses import record_url
from congress.web.clock import clock
from congress.web.lists.cells import title
from congress.web.lists.declare import Action, Column, Empty, ListPage, Preset
from suggestions.models import (
    Advice,
    CaseAmount,
    Clue,
    Handling,
    KeySupervision,
    PlanStep,
    Suggestion,
    SupervisionLog,
    TypicalCase,
)
from suggestions.showing import clock_shown, state_shown, units_shown
from suggestions.supervision import filters, rules
from suggestions.supervision.enums import KEY_STATES, AdviceState, ClueState, KeyState
from suggestions.supervision.queries.gates import gate_rows
from suggestions.supervision.queries.keys import supervised_rows
from suggestions.supervision.workflow import DECIDERS, KEEPERS
from suggestions.workflow import OFFICE

#: The shapes of the states, keys of ``STATE_ICONS``.
KEY_SHAPES = {
    KeyState.CANDIDATE: "new",
    KeyState.CHOSEN: "wait",
    KeyState.RUNNING: "go",
    KeyState.DONE: "done",
    KeyState.NOT_CHOSEN: "stop",
    KeyState.DROPPED: "stop",
}
CLUE_SHAPES = {
    ClueState.SENT: "wait",
    ClueState.ACCEPTED: "go",
    ClueState.ADVISED: "go",
    ClueState.CONCLUDED: "done",
    ClueState.REFUSED: "back",
}
ADVICE_SHAPES = {
    AdviceState.OFFERED: "wait",
    AdviceState.CONVERTED: "done",
    AdviceState.DECLINED: "stop",
}
_PARTS = Prefetch(
    "handlings",
    Handling.objects.live().only("suggestion_id", "round", "part", "state", "organ_name").order_by("id"),
    to_attr="live_parts",
)
_KEYS = Prefetch(
    "key_supervisions",
    KeySupervision.objects.filter(state__in=KEY_STATES).select_related("leader").order_by("-id"),
    to_attr="keys_now",
)


# --- suggestions --------------------------------------------------------------------------------------
def _suggestion(row: Suggestion) -> SafeString:
    extra = [marks.tag("重点督办", "key")] if row.is_key else []
    below = f"{row.label}　{row.lead.person.name}"
    return title(record_url("suggestions:detail", row.pk), row.title, *extra, below=below)


def _units(row: Any) -> str:
    unit, beside = units_shown(row, row.live_parts)
    return f"{unit}，{beside}" if beside else unit


def _state(row: Any) -> SafeString:
    return marks.state(*state_shown(row, row.live_parts))


def _leader(row: Any) -> str:
    return next((one.leader.name for one in row.keys_now if one.leader is not None), "")


def _load_logs(rows: Sequence[Any]) -> None:
    """How many records of supervision, and the newest day, of many suggestions at once."""
    counted: dict[int, tuple[int, Any]] = {}
    standing = SupervisionLog.objects.standing().filter(suggestion__in=[row.pk for row in rows])
    for pk, on in standing.order_by("on", "pk").values_list("suggestion_id", "on"):
        counted[pk] = (counted.get(pk, (0, None))[0] + 1, on)
    for row in rows:
        row.logged, row.logged_on = counted.get(row.pk, (0, None))


def _logged(row: Any) -> str:
    return f"督办 {row.logged} 次，{dates.day(row.logged_on)}" if row.logged else "还没有督办"


_COLUMNS = (
    Column(
        "title",
        "案由",
        order="number",
        fixed=True,
        css="",
        cell=_suggestion,
        needs=("lead__person",),
    ),
    Column("units", "承办单位", export=_units, needs=(_PARTS,)),
    Column("leader", "牵头督办", export=_leader, needs=(_KEYS,)),
    Column("committee", "对口督办", order="committee__short_name", export="committee.short_name"),
    Column(
        "state",
        "状态",
        order="state",
        export=lambda row: state_shown(row, row.live_parts)[1],
        cell=_state,
        needs=(_PARTS,),
    ),
    Column("logged", "督办记录", export=_logged, load=_load_logs, labelled=True),
    Column("due_on", "期限", order="due_on", css="", cell=lambda row: marks.deadline(clock_shown(row))),
)


def _supervised(user: User) -> Any:
    return supervised_rows(user).select_related("committee")


SUPERVISED = ListPage(
    key="supervision",
    title="督办",
    unit="件",
    rows=_supervised,
    filterset=filters.SupervisedFilter,
    columns=_COLUMNS,
    order="due_on",
    presets=(
        Preset("我督办的", "by=me"),
        Preset("本委归口", "by=committee"),
        Preset("全部重点", "by=key"),
        Preset("逾期", "now=late"),
    ),
    empty=Empty("还没有要督办的建议", "主任会议确定的重点建议，和归口本委的建议，交办之后列在这里。"),
    actions=(
        Action("重点督办名单", "supervision:keys", "star", rules.READERS, primary=False),
        Action("督办情况", "supervision:report", "chart-bar", rules.READERS, primary=False),
        Action("调度会、座谈会", "supervision:meetings", "messages", KEEPERS | rules.LEADERS, primary=False),
    ),
)


def _gated(user: User) -> Any:
    return gate_rows(user).select_related("committee").defer("situation", "proposal", "search_text")


GATED = ListPage(
    key="supervision-gates",
    title="四关",
    unit="件",
    rows=_gated,
    filterset=filters.GateFilter,
    columns=_COLUMNS,
    order="due_on",
    empty=Empty("还没有立案的建议", "审核通过的建议从入口关开始，列在这里。"),
    actions=(Action("督办情况", "supervision:report", "chart-bar", rules.READERS, primary=False),),
)


# --- key supervision ----------------------------------------------------------------------------------
def _key(row: Any) -> SafeString:
    suggestion = row.suggestion
    below = f"{suggestion.label}　{row.recommender}推荐"
    return title(record_url("supervision:detail", row.pk), suggestion.title, below=below)


def _steps(row: Any) -> str:
    steps = row.plan_steps.all()
    done = sum(step.done_on is not None for step in steps)
    return f"{done}／{len(steps)}" if steps else ""


def _next_step(row: Any) -> SafeString:
    if row.state != KeyState.RUNNING:
        return SafeString("")
    waiting = [step for step in row.plan_steps.all() if step.done_on is None]
    return marks.deadline(clock(waiting[0].on)) if waiting else marks.dim("步骤都已完成")


def _keys(user: User) -> Any:
    rows = KeySupervision.objects.visible_to(user)
    return rows.select_related("suggestion", "leader", "government_leader", "unit", "committee")


_PLAN = Prefetch("plan_steps", PlanStep.objects.order_by("on", "id"))

KEYS = ListPage(
    key="key-supervision",
    title="重点督办名单",
    unit="件",
    rows=_keys,
    filterset=filters.KeyFilter,
    columns=(
        Column("title", "案由", fixed=True, css="", export="suggestion.title", cell=_key),
        Column("year", "年度", order="year", cell=lambda row: f"{row.year}年", css="is-inline rd-num"),
        Column("leader", "牵头督办", order="leader__name_key", export="leader.name", labelled=True),
        Column("government", "牵头领办", export="government_leader.name", labelled=True, shown=False),
        Column("unit", "承办部门", export="unit.short_name", labelled=True),
        Column("committee", "对口督办", export="committee.short_name", labelled=True),
        Column("steps", "步骤", export=_steps, needs=(_PLAN,), labelled=True, css="is-inline rd-num"),
        Column("next", "下一步", export=_steps, cell=_next_step, needs=(_PLAN,), css=""),
        Column(
            "state",
            "状态",
            order="state",
            export=KeySupervision.get_state_display,
            cell=lambda row: marks.state(KEY_SHAPES[KeyState(row.state)], row.get_state_display()),
        ),
        Column("meeting_on", "确定日期", order="meeting_on", shown=False),
    ),
    order="-year",
    presets=(
        Preset("候选", "state=candidate"),
        Preset("待定方案", "state=chosen"),
        Preset("督办中", "state=running"),
        Preset("步骤逾期", "late=yes"),
    ),
    empty=Empty("还没有推荐重点督办的建议", "在建议的页面上推荐，写明理由，再由主任会议确定。"),
    actions=(
        Action("主任会议确定", "supervision:decide", "gavel", DECIDERS),
        Action("督办清单设置", "supervision:items", "settings", OFFICE, primary=False),
    ),
)


# --- procuratorate ------------------------------------------------------------------------------------
def _clue(row: Any) -> SafeString:
    suggestion = row.suggestion
    return title(record_url("supervision:clue", row.pk), suggestion.title, below=suggestion.label)


CLUES = ListPage(
    key="clues",
    title="公益诉讼线索",
    unit="件",
    rows=lambda user: Clue.objects.visible_to(user).select_related("suggestion", "organ"),
    filterset=filters.ClueFilter,
    columns=(
        Column("title", "建议", fixed=True, css="", export="suggestion.title", cell=_clue),
        Column("organ", "检察院", export="organ.short_name"),
        Column(
            "sent_at",
            "移送日期",
            order="sent_at",
            export=lambda row: timezone.localdate(row.sent_at),
            cell=lambda row: dates.day(row.sent_at),
            css="is-inline rd-num",
        ),
        Column("advice_number", "检察建议书文号", order="advice_number", labelled=True),
        Column(
            "state",
            "状态",
            order="state",
            export=Clue.get_state_display,
            cell=lambda row: marks.state(CLUE_SHAPES[ClueState(row.state)], row.get_state_display()),
        ),
    ),
    order="-sent_at",
    presets=(Preset("待受理", "state=sent"), Preset("不受理", "state=refused")),
    empty=Empty(
        "还没有移送检察院的建议", "涉及公共利益的建议，可以在建议的页面上作为公益诉讼线索移送检察院。"
    ),
    actions=(Action("检察建议转化", "supervision:advices", "arrows-exchange", rules.ADVICE_READERS),),
)


def _advice(row: Any) -> SafeString:
    return title(record_url("supervision:advice", row.pk), row.title, below=f"{row.number}　{row.addressee}")


ADVICES = ListPage(
    key="advices",
    title="检察建议转化",
    unit="件",
    rows=lambda user: Advice.objects.visible_to(user).select_related("organ", "suggestion"),
    filterset=filters.AdviceFilter,
    columns=(
        Column("title", "事由", fixed=True, css="", cell=_advice),
        Column("number", "文号", order="number", shown=False),
        Column("organ", "检察院", export="organ.short_name"),
        Column(
            "issued_on",
            "发出日期",
            order="issued_on",
            cell=lambda row: dates.day(row.issued_on),
            css="is-inline rd-num",
        ),
        Column(
            "state",
            "状态",
            order="state",
            export=Advice.get_state_display,
            cell=lambda row: marks.state(ADVICE_SHAPES[AdviceState(row.state)], row.get_state_display()),
        ),
    ),
    order="-issued_on",
    presets=(Preset("待转化", "state=offered"),),
    empty=Empty("还没有提供转化的检察建议", "检察院提供检察建议，由代表转为建议提出，两边都看得到办理情况。"),
    actions=(Action("提供检察建议", "supervision:offer_advice", "plus", rules.OFFERERS),),
)


# --- meetings and cases -------------------------------------------------------------------------------
def _meetings(user: User) -> Any:
    rows = Activity.objects.visible_to(user).recorded().filter(suggestion_items__isnull=False)
    return rows.annotate(items=Count("suggestion_items"))


def _meeting(row: Any) -> SafeString:
    return title(record_url("supervision:meeting", row.pk), row.headline, below=row.place)


MEETINGS = ListPage(
    key="supervision-meetings",
    title="调度会、座谈会",
    unit="次",
    rows=_meetings,
    filterset=filters.MeetingFilter,
    columns=(
        Column(
            "start_on",
            "日期",
            order="start_on",
            cell=lambda row: dates.period(row.start_on, row.end_on),
            css="is-inline rd-num",
        ),
        Column("title", "会议", fixed=True, css="", export="headline", cell=_meeting),
        Column("items", "研究建议", right=True, labelled=True, cell=lambda row: f"{row.items} 件"),
    ),
    order="-start_on",
    empty=Empty(
        "还没有记入建议的会议", "会议先登记成活动，再记下研究了哪几件建议，每件建议的页面上都看得到。"
    ),
    actions=(Action("记会议研究的建议", "supervision:link_meeting", "plus", KEEPERS),),
)


def _amounts(row: Any) -> str:
    return "、".join(str(amount) for amount in row.amounts.all())


def _case(row: Any) -> SafeString:
    below = f"{row.suggestion.label}　{row.suggestion.title}"
    return title(record_url("supervision:case", row.pk), row.title, below=below)


CASES = ListPage(
    key="typical-cases",
    title="典型案例",
    unit="例",
    rows=lambda user: TypicalCase.objects.select_related("suggestion").defer("story"),
    filterset=filters.CaseFilter,
    columns=(
        Column("title", "标题", fixed=True, css="", cell=_case),
        Column("handed_by", "交办", shown=False),
        Column("amounts", "数字", export=_amounts, needs=(Prefetch("amounts", CaseAmount.objects.all()),)),
        Column(
            "written_at",
            "整理日期",
            order="written_at",
            export=lambda row: timezone.localdate(row.written_at),
            cell=lambda row: dates.day(row.written_at),
            css="is-inline rd-num",
        ),
    ),
    order="-written_at",
    empty=Empty("还没有典型案例", "销号的建议，办得好的，在它的页面上整理成案例。"),
)
