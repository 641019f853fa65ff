"""Tests of satisfaction in the demo district. All invented: last year's fed back, this year's being recommended."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import timedelta

from django.db import transaction
from django.utils import timezone

from congress.accounts.models import User
from congress.ballots.models import Poll
from congress.ballots.operations import counting, voting
from suggestions.models import (
    Handling,
    PanelMemberKind,
    PanelRound,
    Suggestion,
    SupervisionItem,
)
from suggestions.panels import operations
from suggestions.panels.enums import EventKind
from suggestions.panels.queries import committee_heads, vice_chairs
from suggestions.supervision.enums import ItemKind

#: 满意, 基本满意, 不满意 of the suggestions of last year, each of 16 ballots; the last stays below 80%.
_TOLD = ((12, 3, 1), (9, 5, 2), (10, 3, 3), (6, 5, 5))
_MEMBERS = 14
_FAMILIES = "方汪江陶韦伍茅童"


@transaction.atomic
def load() -> None:
    """Tell it once; nothing without the demo's accounts, suggestions and leaders."""
    clerk, office = (User.objects.filter(username=name).first() for name in ("deputywork", "office"))
    today = timezone.localdate()
    leader, head = vice_chairs(today).first(), committee_heads(today).first()
    parts = Handling.objects.live().replying().filter(organ__assignments__user__username="unit")
    own = list(Suggestion.objects.filter(pk__in=parts.order_by().values("suggestion")).order_by("pk")[:1])
    others = Handling.objects.live().replying().order_by().values("suggestion")
    rows = list(Suggestion.objects.filter(pk__in=others).exclude(pk__in=[o.pk for o in own]).order_by("pk"))
    if clerk is None or office is None or PanelRound.objects.exists():
        return
    if leader is None or head is None or len(rows) < 8:
        return
    last = operations.prepare_round(
        actor=clerk,
        title=f"{today.year - 1}年度代表建议办理情况满意度测评",
        year=today.year - 1,
        citation="代表议案、建议、批评和意见办理情况满意度测评试行办法",
    )
    tested = [*rows[: len(_TOLD) - len(own)], *own]
    _recommend(last, clerk, [*tested, rows[4], rows[5]])
    found = list(last.candidates.order_by("pk"))
    operations.fix_list(
        round=last,
        actor=clerk,
        meeting="区人大常委会第38次主任会议",
        meeting_on=today - timedelta(days=90),
        verdicts=[
            operations.Verdict(one, n < len(_TOLD), "" if n < len(_TOLD) else "去年已测评过同类建议")
            for n, one in enumerate(found)
        ],
    )
    panel = operations.write_panel(
        round=last,
        actor=clerk,
        name="第一测评组",
        leader=leader,
        deputy_leader=head,
        names=_names(),
        candidates=list(last.candidates.chosen()),
    )
    operations.start_round(round=last, actor=clerk)
    for days, kind, note in (
        (80, EventKind.TRAINING, "讲解测评流程、标准和纪律。"),
        (78, EventKind.REPORT, "听取区政府关于测评建议办理情况的报告。"),
        (70, EventKind.RESEARCH, "到四个现场看办理结果，和附近群众座谈。"),
    ):
        operations.record_event(
            round=last,
            actor=clerk,
            kind=kind,
            on=today - timedelta(days=days),
            place="区人大机关" if kind != EventKind.RESEARCH else "办理现场",
            note=note,
            panel=panel if kind == EventKind.RESEARCH else None,
        )
    _vote(operations.prepare_ballot(panel=panel, actor=clerk), clerk, office)
    operations.give_feedback(round=last, actor=clerk)
    below = last.candidates.chosen().order_by("pk")[len(_TOLD) - 1]
    operations.talk(
        candidate=below,
        actor=clerk,
        talked_on=today - timedelta(days=20),
        talk="约谈承办单位分管负责人，要求对照测评意见逐条整改。",
        due_on=today + timedelta(days=10),
    )
    present = operations.prepare_round(
        actor=clerk, title=f"{today.year}年度代表建议办理情况满意度测评", year=today.year
    )
    _recommend(present, clerk, rows[5:8])


def _recommend(row: PanelRound, actor: User, suggestions: Sequence[Suggestion]) -> None:
    criteria = list(SupervisionItem.objects.filter(kind=ItemKind.PANEL)[:2])
    operations.recommend(
        round=row,
        actor=actor,
        suggestions=suggestions,
        reason="涉及面广，群众关注度高",
        criteria=criteria,
    )


def _names() -> dict[PanelMemberKind, list[str]]:
    """Members by kind in turn, the demo's deputy among them; invented names."""
    kinds = list(PanelMemberKind.objects.filter(active=True))
    names: dict[PanelMemberKind, list[str]] = {kind: [] for kind in kinds}
    everybody = list(User.objects.filter(username="deputy").values_list("name", flat=True))
    everybody += [f"{_FAMILIES[n % 8]}{'测评'[n // 8]}{'甲乙丙丁戊己庚辛'[n % 8]}" for n in range(_MEMBERS)]
    for n, name in enumerate(everybody[:_MEMBERS], start=2):
        names[kinds[n % len(kinds)]].append(name)
    return names


def _vote(poll: Poll, first: User, second: User) -> None:
    """16 ballots on paper, counted by two people."""
    voting.start_voting(poll=poll, actor=first)
    voting.close_voting(poll=poll, actor=first)
    counting.open_box(poll=poll, actor=first)
    counts = {
        str(n): {"good": good, "fair": fair, "bad": bad, "abstain": 0}
        for n, (good, fair, bad) in enumerate(_TOLD, 1)
    }
    for actor in (first, second):
        counting.enter_paper(poll=poll, actor=actor, issued=16, returned=16, valid=16, void=0, counts=counts)
    counting.publish_poll(poll=poll, actor=first)
