"""A year's test brought step by step to any point."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from django.utils import timezone

from congress.ballots.models import Poll
from congress.ballots.operations import counting, voting
from congress.organs.models import Organ
from deputies.models import Person, Post
from suggestions.models import Panel, PanelCandidate, PanelMemberKind, PanelRound, Suggestion
from suggestions.panels import operations
from suggestions.panels.operations import Verdict
from tests.factories import make_person
from tests.suggestions.cast import Cast, make_cast, make_suggestion

_KINDS = ("常委会组成人员", "区委督查考核办", "党代表、人大代表、政协委员", "群众代表", "行业代表", "专家")


@dataclass
class Stage:
    """The cast with who leads panels."""

    cast: Cast
    leader: Person
    head: Person


def make_stage() -> Stage:
    """Everybody a test needs; the kinds of members stand even where tests that commit have emptied them."""
    for order, name in enumerate(_KINDS, start=1):
        PanelMemberKind.objects.get_or_create(name=name, defaults={"order": order})
    cast = make_cast()
    head = make_person("许冬生")
    hold(head, "主任", cast.committee_organ)
    return Stage(cast, make_person("贺鸣", title="区人大常委会副主任", order=3), head)


def hold(person: Person, title: str, organ: Organ) -> Post:
    """Give somebody a post of an organ."""
    return Post.objects.create(person=person, title=title, organ=organ)


def make_round(stage: Stage, **values: object) -> PanelRound:
    """A round that asks for recommendations."""
    given = {"title": "2026年度满意度测评", "year": 2026, **values}
    return operations.prepare_round(actor=stage.cast.keeper, **given)


def recommend(stage: Stage, row: PanelRound, number: int = 1) -> list[Suggestion]:
    """The committee recommends so many suggestions."""
    made = [make_suggestion(stage.cast) for _ in range(number)]
    operations.recommend(round=row, actor=stage.cast.committee, suggestions=made, reason="关注度高")
    return made


def fix(stage: Stage, row: PanelRound, left_out: int = 0) -> None:
    """The 主任会议 takes all but the last few."""
    found = list(row.candidates.order_by("pk"))
    verdicts = [
        Verdict(one, n < len(found) - left_out, "" if n < len(found) - left_out else "明年再测")
        for n, one in enumerate(found)
    ]
    operations.fix_list(
        round=row,
        actor=stage.cast.leader,
        meeting="第46次主任会议",
        meeting_on=timezone.localdate(),
        verdicts=verdicts,
    )


def make_panel(
    stage: Stage, row: PanelRound, members: int = 14, *, named: Sequence[str] = (), **changes: object
) -> Panel:
    """A panel of so many members beside its two leaders, every kind among them; it tests all that is chosen."""
    kinds = list(PanelMemberKind.objects.filter(active=True))
    names: dict[PanelMemberKind, list[str]] = {kind: [] for kind in kinds}
    for n, name in enumerate([*named, *(f"成员{n}" for n in range(len(named), members))]):
        names[kinds[n % len(kinds)]].append(name)
    facts = {
        "name": "第一测评组",
        "leader": stage.leader,
        "deputy_leader": stage.head,
        "names": names,
        "candidates": list(row.candidates.chosen()),
        **changes,
    }
    return operations.write_panel(round=row, actor=stage.cast.keeper, **facts)  # type: ignore[arg-type]


def hold_events(stage: Stage, row: PanelRound, panel: Panel) -> None:
    """动员培训, 听取报告, 实地调研."""
    for kind in ("training", "report", "research"):
        operations.record_event(
            round=row,
            actor=stage.cast.keeper,
            kind=kind,
            on=timezone.localdate(),
            note="按方案进行",
            panel=panel if kind == "research" else None,
        )


def make_running(stage: Stage, number: int = 1, **values: object) -> tuple[PanelRound, Panel]:
    """A round whose panel has held everything before the ballot."""
    row = make_round(stage, **values)
    recommend(stage, row, number)
    fix(stage, row)
    panel = make_panel(stage, row)
    operations.start_round(round=row, actor=stage.cast.keeper)
    hold_events(stage, row, panel)
    return row, panel


def vote(stage: Stage, poll: Poll, *votes: tuple[int, int, int], void: int = 0) -> Poll:
    """Ballots on paper, counted by two: 满意, 基本满意, 不满意 of each item; then published."""
    cast = stage.cast
    voting.start_voting(poll=poll, actor=cast.keeper)
    voting.close_voting(poll=poll, actor=cast.keeper)
    counting.open_box(poll=poll, actor=cast.keeper)
    valid = sum(votes[0])
    counts = {
        str(n): {"good": good, "fair": fair, "bad": bad, "abstain": 0}
        for n, (good, fair, bad) in enumerate(votes, 1)
    }
    for actor in (cast.keeper, cast.office):
        counting.enter_paper(
            poll=poll,
            actor=actor,
            issued=valid + void,
            returned=valid + void,
            valid=valid,
            void=void,
            counts=counts,
        )
    return counting.publish_poll(poll=poll, actor=cast.keeper)


def make_fed_back(stage: Stage, *votes: tuple[int, int, int], **values: object) -> list[PanelCandidate]:
    """What was tested with these votes and fed back."""
    row, panel = make_running(stage, len(votes), **values)
    vote(stage, operations.prepare_ballot(panel=panel, actor=stage.cast.keeper), *votes)
    operations.give_feedback(round=row, actor=stage.cast.keeper)
    return list(row.candidates.order_by("pk"))
