"""How an opinion is shown."""

from __future__ import annotations

from datetime import date

from django.urls import reverse

from congress.accounts.models import User
from congress.web import dates
from congress.web.parts import Basis, Step
from congress.web.sections import Line, Section
from congress.workdays.deadlines import Span, deadline
from oversight.meetings.queries import items_about
from oversight.meetings.subjects import key_of
from oversight.models import OpinionRound, ReviewOpinion
from oversight.opinions.counting import share
from oversight.opinions.enums import WITH_UNIT, OpinionState
from oversight.opinions.queries import SUBJECT, open_poll
from oversight.pages import FileLine

_SHAPES = {
    OpinionState.DRAFT: "new",
    OpinionState.ASSIGNED: "go",
    OpinionState.REPORTED: "wait",
    OpinionState.ACCEPTED: "wait",
    OpinionState.AGAIN: "back",
    OpinionState.PASSED: "done",
}
_PATH = ("起草", "交办", "报告", "审查", "测评")
_REACHED = {
    OpinionState.DRAFT: 1,
    OpinionState.ASSIGNED: 3,
    OpinionState.AGAIN: 3,
    OpinionState.REPORTED: 4,
    OpinionState.ACCEPTED: 5,
    OpinionState.PASSED: 6,
}


def opinion_state(row: ReviewOpinion, today: date) -> tuple[str, str]:
    """Shape and word; with the unit and past its day it is late."""
    late = row.state in WITH_UNIT and row.due_on is not None and row.due_on < today
    word = str(row.get_state_display())
    if late and row.due_on is not None:
        return "late", f"{word}，逾期 {(today - row.due_on).days} 天"
    return _SHAPES[OpinionState(row.state)], word


def path_of(row: ReviewOpinion) -> list[Step]:
    """The five steps up to where it is."""
    reached = _REACHED[OpinionState(row.state)]
    return [
        Step(word, state="done" if n < reached else "now" if n == reached else "")
        for n, word in enumerate(_PATH, start=1)
    ]


def basis_of(row: ReviewOpinion) -> Basis | None:
    """Where the first time limit comes from, and how it was counted."""
    if row.assigned_on is None or not row.span:
        return None
    counted = deadline(row.assigned_on, Span.parse(row.span))
    return Basis(row.source, f"交办后{row.span}内报告办理情况", counted.steps)


def notes_of(row: ReviewOpinion, rounds: list[OpinionRound], *, unrated: bool) -> list[str]:
    """What a reader has to know before all else: not rated in time, or on the list of which year."""
    told = ["次年没有按时报告、测评，请尽快提请常委会会议测评"] if unrated else []
    failed = [one.rated_on for one in rounds[:-1] if one.rated_on]
    if failed and row.state != OpinionState.PASSED:
        told.append(f"测评不足三分之二，列入 {failed[-1].year + 1} 年度常委会再审议题")
    return told


def rounds_section(rounds: list[OpinionRound], *, at_desk: bool) -> Section:
    """Every round: when it was reported, how late, and how it was rated; at the desk with its ballot."""
    lines = [_round(one, again=one.number < len(rounds), at_desk=at_desk) for one in rounds]
    return Section("报告和测评", lines, empty="交办以后在这里报告。")


def _round(one: OpinionRound, *, again: bool, at_desk: bool) -> Line:
    said = [f"期限 {dates.full_day(one.due_on)}"]
    if one.reported_on:
        said.append(f"{dates.full_day(one.reported_on)}报告")
    if one.days_late:
        said.append(f"逾期 {one.days_late} 天")
    state = ("wait", "没有测评")
    if one.rated_on:
        said.append(
            f"{dates.full_day(one.rated_on)}测评，满意和基本满意 {share(one.satisfied, one.basically, one.total)}"
        )
        state = ("back", "不足三分之二，再审") if again else ("done", "通过")
    elif (poll := open_poll(one)) is not None and at_desk:
        state = ("go", f"测评：{poll.get_state_display()}阶段")
    url = reverse("ballots:detail", args=[one.poll_id]) if one.poll_id and at_desk else ""
    return Line(f"第 {one.number} 次", note="；".join(said), state=state, url=url)


def agenda_section(row: ReviewOpinion, user: User) -> Section:
    """The meetings that dealt with it, and will: where it came from, where it is reported and rated (1 query)."""
    lines = [
        Line(
            f"{item.meeting.title}，第 {item.order} 项",
            note=item.title,
            url=reverse("meetings:detail", args=[item.meeting_id]),
            at=item.meeting.on,
        )
        for item in items_about(key_of(SUBJECT, row.pk), user)
    ]
    return Section("上会", lines, empty="安排会议时，在议题的“所议事项”里选这件审议意见。")


def files_of(rounds: list[OpinionRound]) -> list[FileLine]:
    """The reports as they came."""
    return [
        FileLine(f"第 {one.number} 次：{file.name}", reverse("opinions:file", args=[file.pk]), file.size)
        for one in rounds
        for file in one.files.all()
        if not file.dropped
    ]
