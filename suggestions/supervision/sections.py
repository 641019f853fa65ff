"""What supervision shows on the page of a suggestion."""

from __future__ import annotations

from collections.abc import Collection, Iterator

from django.urls import reverse
from django.utils import timezone

from congress.access.rules import Rule
from congress.accounts.models import User
from congress.web import dates
from congress.web.sections import Action, Line, Plugged, Section
from suggestions.enums import State
from suggestions.models import (
    Advice,
    Clue,
    KeySupervision,
    LastingMeasure,
    MeetingItem,
    Suggestion,
    SupervisionItem,
    SupervisionLog,
    TypicalCase,
)
from suggestions.rules import DESK_READERS, keep_suggestion
from suggestions.supervision import rules
from suggestions.supervision.enums import (
    LIVE_CLUES,
    TICKED,
    UNDER_WAY,
    AdviceState,
    ClueState,
    ItemKind,
    KeyState,
)
from suggestions.supervision.operations.keys import SUPERVISED_STATES
from suggestions.supervision.queries.gates import gates_of
from suggestions.supervision.tables import ADVICE_SHAPES, CLUE_SHAPES, KEY_SHAPES
from suggestions.supervision.workflow import KEEPERS
from suggestions.workflow import PROPOSERS


def _may(user: User, rule: Rule, row: Suggestion) -> bool:
    """Whether the rule allows it; nobody without one of its roles asks the database."""
    return user.has_role(*rule.roles) and rule.allows(user, row)


def _link(name: str, *args: object) -> str:
    return reverse(f"supervision:{name}", args=args)


def plugged(row: Suggestion, user: User) -> Plugged | None:
    """Supervision, the four gates, meetings, the procuratorate and the case of one suggestion."""
    clues = list(row.clues.select_related("organ"))
    advice = Advice.objects.filter(suggestion=row).select_related("organ").first()
    if row.registered_at is None:
        linked = _procuratorate(row, user, clues, advice)
        return Plugged(sections=[linked]) if linked else None
    logs = list(row.supervision_logs.standing().order_by("on", "id").select_related("item"))
    measures = list(row.lasting_measures.select_related("organ"))
    sections = [
        *_key(row, user),
        _supervision(row, user, logs),
        _gates(row, user, logs, measures),
        *_meetings(row),
        *filter(None, [_procuratorate(row, user, clues, advice)]),
        *_case(row, user),
    ]
    return Plugged(sections=sections, actions=list(_actions(row, user)))


def _actions(row: Suggestion, user: User) -> Iterator[Action]:
    if row.assigned_at is not None and _may(user, rules.log_suggestion, row):
        yield Action("记督办", _link("log", row.pk))
    if not user.has_role(*DESK_READERS) and user.has_role(*PROPOSERS):  # their page has no sections
        keys = KeySupervision.objects.visible_to(user).filter(suggestion=row).order_by("-pk")
        for key in keys[:1]:
            yield Action("看督办方案", _link("detail", key.pk))


# --- key supervision ----------------------------------------------------------------------------------
def _key(row: Suggestion, user: User) -> Iterator[Section]:
    seen = KeySupervision.objects.visible_to(user).filter(suggestion=row)
    rows = list(seen.select_related("leader", "government_leader", "unit", "committee"))
    actions = []
    under_way = any(one.state in UNDER_WAY for one in rows)
    if row.state in SUPERVISED_STATES and not under_way and _may(user, rules.recommend, row):
        actions.append(Action("推荐重点督办", _link("recommend", row.pk)))
    if rows or actions:
        yield Section("重点督办", [_key_line(one) for one in rows], actions, empty="还没有推荐。")


def _key_line(one: KeySupervision) -> Line:
    state = (KEY_SHAPES[KeyState(one.state)], str(one.get_state_display()))
    if one.state in {KeyState.CANDIDATE, KeyState.NOT_CHOSEN}:
        return Line(one.reason, one.decision, _link("detail", one.pk), one.recommended_at, state)
    roles = "　".join(f"{label} {who}" for label, who in one.roles if who)
    title = f"{one.year}年重点督办"
    return Line(title, roles, _link("detail", one.pk), one.meeting_on, state)


# --- logs ---------------------------------------------------------------------------------------------
def tally(logs: Collection[SupervisionLog], items: Collection[SupervisionItem]) -> str:
    """督办 1/3，见面 2/3; an item that is no longer offered counts as long as it is ticked (R120)."""
    ticked = {log.item_id for log in logs if log.item_id is not None}
    parts = []
    for kind, word in ((ItemKind.SUPERVISE, "督办"), (ItemKind.MEET, "见面")):
        of_kind = [item for item in items if item.kind == kind and (item.active or item.pk in ticked)]
        if of_kind:
            done = sum(item.pk in ticked for item in of_kind)
            parts.append(f"{word} {done}/{len(of_kind)}")
    return "，".join(parts)


def _supervision(row: Suggestion, user: User, logs: list[SupervisionLog]) -> Section:
    items = list(SupervisionItem.objects.filter(kind__in=TICKED))
    actions = []
    if user.has_role(*KEEPERS) and row.number_text and _may(user, rules.link_meeting, row):
        actions.append(Action("记入会议", f"{_link('link_meeting')}?number={row.number_text}"))
    lines = [_log_line(log, user) for log in reversed(logs)]
    sub = tally(logs, items)
    empty = "还没有督办记录。" if row.assigned_at else "交办之后可以记督办。"
    return Section("督办记录", lines, actions, sub=sub, empty=empty)


def _log_line(log: SupervisionLog, user: User) -> Line:
    marks = [log.who, log.get_stage_display(), log.item.name if log.item else ""]
    if log.author_name not in log.who:
        marks.append(f"{log.author_name}记")
    actions: tuple[Action, ...] = ()
    if log.author_id == user.pk:
        actions = (Action("撤回", _link("withdraw_log", log.pk), "text"),)
    title = f"{log.get_kind_display()}：{log.content}"
    return Line(title, "　".join(mark for mark in marks if mark), at=log.on, actions=actions)


# --- gates --------------------------------------------------------------------------------------------
def _gates(
    row: Suggestion, user: User, logs: list[SupervisionLog], measures: list[LastingMeasure]
) -> Section:
    gates = gates_of(row, logs, measures)
    lines = [
        Line(
            one.gate.label,
            f"{one.who}　{one.what}" if one.passed else one.asks,
            at=one.at,
            state=("done", "已过") if one.passed else ("new", "还没有过"),
        )
        for one in gates
    ]
    actions = []
    if row.assigned_at is not None and _may(user, rules.keep_measure, row):
        actions.append(Action("记长效机制", _link("add_measure", row.pk)))
    return Section("四关", lines, actions, sub=f"已过 {sum(one.passed for one in gates)}／{len(gates)}")


# --- meetings -----------------------------------------------------------------------------------------
def _meetings(row: Suggestion) -> Iterator[Section]:
    items = MeetingItem.objects.filter(suggestion=row, activity__state="recorded")
    lines = [
        Line(
            item.activity.headline,
            item.conclusion,
            _link("meeting", item.activity_id),
            item.activity.start_on,
        )
        for item in items.select_related("activity").order_by("-activity__start_on", "-pk")
    ]
    if lines:
        yield Section("会议研究", lines, sub=f"{len(lines)} 次")


# --- procuratorate ------------------------------------------------------------------------------------
def _procuratorate(row: Suggestion, user: User, clues: list[Clue], advice: Advice | None) -> Section | None:
    lines = [_clue_line(clue, user) for clue in clues]
    if advice is not None:
        state = (ADVICE_SHAPES[AdviceState(advice.state)], str(advice.get_state_display()))
        url = _link("advice", advice.pk) if user.has_role(*rules.ADVICE_READERS) else ""
        note = f"{advice.organ.short_name}　{advice.title}"
        lines.append(Line(f"检察建议 {advice.number}", note, url, advice.issued_on, state))
    actions = []
    live = any(clue.state in LIVE_CLUES for clue in clues)
    if row.state in SUPERVISED_STATES and not live and _may(user, keep_suggestion, row):
        actions.append(Action("移送检察院", _link("send_clue", row.pk)))
    if not lines and not actions:
        return None
    return Section("公益诉讼衔接", lines, actions, empty="没有移送检察院。")


def _clue_line(clue: Clue, user: User) -> Line:
    note = clue.refusal or clue.result or clue.reason
    if clue.advice_number:
        note = (
            f"检察建议 {clue.advice_number}（{dates.day(clue.advised_on)}）　{note}"
            if clue.advised_on
            else note
        )
    url = _link("clue", clue.pk) if user.has_role(*rules.CLUE_READERS) else ""
    state = (CLUE_SHAPES[ClueState(clue.state)], str(clue.get_state_display()))
    return Line(f"移送{clue.organ.short_name}", note, url, timezone.localdate(clue.sent_at), state)


# --- case ---------------------------------------------------------------------------------------------
def _case(row: Suggestion, user: User) -> Iterator[Section]:
    if row.state != State.CLOSED:
        return
    case = TypicalCase.objects.filter(suggestion=row).first()
    if case is not None:
        yield Section("典型案例", [Line(case.title, case.result, _link("case", case.pk), case.written_at)])
    elif _may(user, rules.write_case, row):
        yield Section(
            "典型案例", [], [Action("整理典型案例", _link("write_case", row.pk))], empty="还没有整理。"
        )
