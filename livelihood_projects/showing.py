"""How rounds and projects are shown."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from decimal import Decimal

from django.db.models import Sum
from django.urls import reverse
from django.utils import timezone

from congress.ballots.models import Poll
from congress.web import dates
from congress.web.parts import Step
from congress.web.sections import Action, Line, Section
from livelihood_projects.amounts import each, share
from livelihood_projects.enums import CHOSEN, CommentState, ProjectState, RoundState
from livelihood_projects.models import Comment, Progress, Project, Round
from livelihood_projects.workflow import COMMENTS
from oversight.pages import PhotoLine

_PROJECT = {
    ProjectState.IDEA: "new",
    ProjectState.CANDIDATE: "wait",
    ProjectState.DROPPED: "stop",
    ProjectState.NOT_ELECTED: "stop",
    ProjectState.ELECTED: "go",
    ProjectState.COMPLETED: "go",
    ProjectState.ACCEPTED: "wait",
    ProjectState.CLOSED: "done",
}
#: The four stages of the way, and the states of a round within each (R247, R248).
STAGES = (
    ("群众提", (RoundState.CALLING, RoundState.SCREENING)),
    (
        "代表决",
        (
            RoundState.GOVERNMENT,
            RoundState.PARTY,
            RoundState.CONGRESS,
            RoundState.DELIBERATION,
            RoundState.BALLOT,
        ),
    ),
    ("政府办", (RoundState.UNDERWAY,)),
    ("人大评", (RoundState.EVALUATION,)),
)
#: Comments shown with a project, the newest.
_COMMENTS = 50
MARKS = {"good": "满意", "fair": "基本满意", "bad": "不满意", "abstain": "弃权"}


def round_state(row: Round) -> tuple[str, str]:
    """Shape and word."""
    shape = {RoundState.CALLING: "new", RoundState.CLOSED: "done"}.get(RoundState(row.state), "go")
    return shape, row.body_of(row.state)


def project_state(row: Project) -> tuple[str, str]:
    """Shape and word."""
    return _PROJECT[ProjectState(row.state)], str(row.get_state_display())


def _published_on(poll: Poll | None) -> date | None:
    return timezone.localdate(poll.published_at) if poll and poll.published_at else None


def path_of(row: Round) -> list[Step]:
    """The four stages, with the days that are known (R247)."""
    now = next((n for n, (_label, states) in enumerate(STAGES) if row.state in states), len(STAGES))
    elected, evaluated = _published_on(row.election), _published_on(row.evaluation)
    notes = (
        f"{dates.day(row.opens_on)}至{dates.day(row.closes_on)}",
        f"{dates.day(elected)}票决" if elected else "",
        f"{dates.day(elected)}起" if elected else "",
        f"{dates.day(evaluated)}测评" if evaluated else "",
    )
    return [
        Step(label, notes[n], "done" if n < now else "now" if n == now else "")
        for n, (label, _states) in enumerate(STAGES)
    ]


def invested(row: Round) -> str:
    """The investment of what was chosen, summed by the database (R252)."""
    total = row.projects.filter(state__in=CHOSEN).aggregate(total=Sum("investment"))["total"]
    return "" if total is None else f"{total:,.2f} 万元"


def project_line(one: Project, row: Round, whole: Decimal | None = None) -> Line:
    """An idea or project of a round as a line, with the reason when it was left out.

    ``whole`` is what the chosen ones cost together, of which each has its share (R251).
    """
    of_whole = ""
    if whole and one.investment and one.state in CHOSEN:
        of_whole = f"，占 {share(one.investment, whole)}"
    told = (
        one.get_source_display(),
        f"{one.investment:,} 万元{of_whole}" if one.investment is not None else "",
        f"{row.body_of(one.dropped_at)}：{one.reason}" if one.reason else "",
    )
    note = "　".join(part for part in told if part)
    return Line(one.title, note, reverse("livelihood:detail", args=[one.pk]), state=project_state(one))


def projects_section(row: Round) -> Section:
    """All ideas and projects of a round."""
    known = list(row.projects.defer("content").order_by("state", "pk"))
    whole = sum((one.investment or Decimal(0) for one in known if one.state in CHOSEN), Decimal(0))
    lines = [project_line(one, row, whole) for one in known]
    return Section("建议和项目", lines, sub=f"{len(lines)} 项", empty="还没有建议。")


def decisions_section(row: Round) -> Section:
    """What each body decided, in order."""
    lines = [
        Line(
            f"{row.body_of(one.step)}：列入 {one.taken} 项，未列入 {one.dropped} 项",
            note="　".join(part for part in (one.document, one.note) if part),
            at=one.on,
        )
        for one in row.decisions.all()
    ]
    return Section("审议", lines, empty="还没有审议。")


def progress_section(progress: Sequence[Progress]) -> Section:
    """What was reported, newest first."""
    lines = [Line(f"{one.percent}%　{one.milestone}".strip(), note=one.text, at=one.on) for one in progress]
    return Section("进度", lines, empty="还没有填报。")


def photos_of(progress: Sequence[Progress], *, droppable: bool) -> list[PhotoLine]:
    """The photos of all reports, the newest report's first; ``progress`` has its photos fetched."""
    return [
        PhotoLine(
            small=reverse("livelihood:photo", args=[photo.pk, "small"]),
            full=reverse("livelihood:photo", args=[photo.pk, "full"]),
            width=photo.width,
            height=photo.height,
            alt=f"{dates.day(one.on)}进度照片",
            drop_url=reverse("livelihood:drop_photo", args=[photo.pk]) if droppable else "",
        )
        for one in progress
        for photo in one.photos.all()
        if not photo.dropped
    ]


def inspections_section(row: Project, *, linked: bool) -> Section:
    """Days on which deputies looked at it (R250); the log is read at the desk only."""
    lines = [
        Line(
            one.place,
            one.account,
            reverse("activities:detail", args=[one.activity_id]) if linked and one.activity_id else "",
            one.on,
        )
        for one in row.inspections.all()
    ]
    return Section("监督", lines, sub=f"{len(lines)} 次" if lines else "", empty="还没有登记督查。")


_COMMENT = {CommentState.WAITING: "wait", CommentState.RELEASED: "done", CommentState.REFUSED: "stop"}


def comments_section(row: Project, *, keeps: bool) -> Section:
    """What the public says: all of it with telephone for the keepers, what was released for everybody else."""
    found = row.comments.all() if keeps else row.comments.filter(state=CommentState.RELEASED)
    return Section(
        "群众留言", [_comment_line(one, keeps=keeps) for one in found[:_COMMENTS]], empty="还没有留言。"
    )


def _comment_line(one: Comment, *, keeps: bool) -> Line:
    if not keeps:
        return Line(one.public_text, one.signed, at=one.sent_at)
    actions = [
        Action(step.label, reverse(f"livelihood:{step.step}", args=[one.pk]))
        for step in COMMENTS
        if one.state in step.sources
    ]
    told = (one.signed, one.phone, f"不公开的原因：{one.reason}" if one.reason else "")
    return Line(
        one.text,
        "　".join(part for part in told if part),
        at=one.sent_at,
        state=(_COMMENT[CommentState(one.state)], one.get_state_display()),
        actions=tuple(actions),
    )


def verdict_in_words(row: Project) -> str:
    """满意 22 票，基本满意 3 票 …"""
    return "，".join(f"{label} {row.verdict[key]} 票" for key, label in MARKS.items() if key in row.verdict)


def facts_of(row: Project, *, silent: bool = False) -> list[tuple[str, str]]:
    """What is known of a project that anybody may read."""
    quantity = f"{row.quantity.normalize():,f} {row.measure}" if row.quantity is not None else ""
    if row.quantity and row.measure and row.investment:
        quantity += f"，{each(row.investment, row.quantity, row.measure)}"
    gains = [f"{row.households:,} 户" if row.households else "", f"{row.people:,} 人" if row.people else ""]
    if row.households and row.people:
        gains.append(f"户均 {row.people / row.households:.2f} 人")
    chosen = row.state in CHOSEN
    return [
        ("地点", row.place),
        ("投资", f"{row.investment:,.2f} 万元" if row.investment is not None else ""),
        ("数量", quantity),
        ("受益", "、".join(part for part in gains if part)),
        ("责任单位", str(row.unit or "")),
        ("监督代表", "、".join(one.name for one in row.supervisors.all()) if chosen else ""),
        ("监督的专委、工委", str(row.committee or "")),
        ("计划完成", dates.day(row.due_on) if row.due_on else ""),
        ("进度", f"{row.percent}%" + ("（很久没有填报）" if silent else "") if chosen else ""),
        ("最近填报", dates.day(row.reported_on) if chosen and row.reported_on else ""),
        ("竣工", dates.day(row.completed_on) if row.completed_on else ""),
        ("验收", f"{dates.day(row.accepted_on)}　{row.acceptance}" if row.accepted_on else ""),
        ("年底测评", verdict_in_words(row)),
    ]
