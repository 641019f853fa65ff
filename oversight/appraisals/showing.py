"""How appraisals are shown."""

from __future__ import annotations

from datetime import date

from congress.ballots.enums import PollState
from congress.organs.enums import CongressLevel
from congress.web import dates
from congress.web.parts import Step
from congress.web.sections import Line
from oversight.appraisals.enums import UNDER_WAY, AppraisalState, Grade
from oversight.appraisals.queries import Opinions
from oversight.grades import votes_in_words
from oversight.models import AppraisalOpinion, AppraisedBody, SpecialAppraisal
from oversight.operations.appraisal_results import body_page

_SHAPES = {
    AppraisalState.PLANNED: "new",
    AppraisalState.ASKING: "go",
    AppraisalState.STUDYING: "go",
    AppraisalState.VOTING: "go",
    AppraisalState.PUBLISHED: "done",
    AppraisalState.WITHDRAWN: "stop",
}


def appraisal_state(row: SpecialAppraisal, today: date) -> tuple[str, str]:
    """Shape and word."""
    if row.state == AppraisalState.ASKING and row.opinions_until < today:
        return "wait", "征求意见已到期"
    if row.state == AppraisalState.VOTING and row.rated_on is not None:
        return "wait", "已测评，没有公示"
    if row.state == AppraisalState.VOTING and row.poll is not None and row.poll.state == PollState.VOIDED:
        return "stop", "投票作废，重新准备"
    return _SHAPES[AppraisalState(row.state)], str(row.get_state_display())


def path_of(row: SpecialAppraisal) -> list[Step]:
    """The steps, up to where it is; none of one that was withdrawn."""
    if row.state == AppraisalState.WITHDRAWN:
        return []
    known = {
        AppraisalState.ASKING: f"{dates.day(row.opinions_until)}截止",
        AppraisalState.VOTING: dates.day(row.rated_on) if row.rated_on else "",
        AppraisalState.PUBLISHED: dates.day(row.published_on) if row.published_on else "",
    }
    order = [*UNDER_WAY, AppraisalState.PUBLISHED]
    at = order.index(AppraisalState(row.state))
    over = row.state == AppraisalState.PUBLISHED
    return [
        Step(
            str(state.label),
            note=known.get(state, ""),
            state="done" if n < at or over else "now" if n == at else "",
        )
        for n, state in enumerate(order)
    ]


def levels_in_words(counted: Opinions) -> str:
    """12 条（全国 1，省级 1，市级 2，区县级 5，乡镇级 3）."""
    if not counted.all:
        return "0 条"
    parts = [f"{level.label} {counted.levels[level]}" for level in CongressLevel if counted.levels[level]]
    return f"{counted.all} 条（{'，'.join(parts)}）"


def grades_in_words(counted: Opinions) -> str:
    """满意 3，基本满意 1; empty where nobody gave a grade."""
    return "，".join(f"{grade.label} {counted.grades[grade]}" for grade in Grade if counted.grades[grade])


def mending_state(body: AppraisedBody, today: date) -> tuple[str, str] | None:
    """What became of the rectification; none where nothing is to be mended."""
    if body.mend_by is None:
        return None
    if body.answered_on is not None:
        late = (body.answered_on - body.mend_by).days
        return "done", f"已报告整改，逾期 {late} 天" if late > 0 else "已报告整改"
    return ("late", "整改逾期") if body.is_late(today) else ("wait", "等整改情况")


def body_line(body: AppraisedBody, said: str, today: date, *, public: bool) -> Line:
    """A department on the page of its appraisal: opinions, votes, what follows. ``public`` from 公示 on."""
    used = f"结果运用：{body.consequence}" if body.consequence else ""
    parts = [f"代表意见 {said}", votes_in_words(body), used]
    state = mending_state(body, today) if public else None
    due = body.mend_by if state is not None and body.answered_on is None else None
    return Line(body.name, "　".join(filter(None, parts)), body_page(body), state=state, due=due)


def author_of(one: AppraisalOpinion) -> str:
    """区县级代表　张伟; without a name where none was given. For the desk alone."""
    name = one.person.name if one.person is not None else one.name
    return f"{one.get_level_display()}代表　{name}" if name else f"{one.get_level_display()}代表"
