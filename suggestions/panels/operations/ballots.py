"""One ballot of a panel over all it tests; a re-test of one suggestion after its rectification (R230–R232)."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from django.core.exceptions import ValidationError
from django.db import transaction

from congress.access.exceptions import Conflict
from congress.accounts.models import User
from congress.audit import operations as audit
from congress.ballots.counting import Outcome
from congress.ballots.enums import BallotForm, Custody, Mode, PollState
from congress.ballots.models import Poll
from congress.ballots.operations.preparing import prepare_poll, set_electors
from suggestions.models import Panel, PanelCandidate, PanelResult, PanelRound
from suggestions.panels import rules
from suggestions.panels.enums import EventKind, MendState
from suggestions.panels.operations.shared import locked, locked_candidate, tell_result

PROCEDURE = "suggestion_panel"
_LONGEST = 120


@transaction.atomic
def prepare_ballot(*, panel: Panel, actor: User, mode: str = Mode.PAPER) -> Poll:
    """Prepare a panel's ballot. ``Conflict`` before its research is recorded, and for a second one (R229)."""
    row = locked(panel.round, actor, "prepare_ballot")
    kept = (
        Panel.objects.select_for_update(of=("self",))
        .select_related("leader", "deputy_leader")
        .get(pk=panel.pk)
    )
    if not kept.events.filter(kind=EventKind.RESEARCH).exists():
        raise Conflict(f"{kept}还没有记实地调研，不能测评")
    candidates = list(kept.candidates.select_related("suggestion", "unit").order_by("pk"))
    _forget_void(candidates)
    if PanelResult.objects.filter(candidate__in=candidates).exists():
        raise Conflict(f"{kept}已经准备了测评票")
    poll = _poll(row, kept, candidates, actor, mode, f"{row.title}（{kept.name}）")
    audit.record(actor=actor, verb="panels:prepare_ballot", obj=kept, after={"chosen": len(candidates)})
    return poll


@transaction.atomic
def prepare_retest(*, candidate: PanelCandidate, actor: User, mode: str = Mode.PAPER) -> Poll:
    """Prepare the second ballot on one suggestion, by the same panel; both are kept (R231)."""
    row = locked_candidate(candidate, actor, "prepare_retest", rules.keep_candidate)
    _forget_void([row])
    if row.results.pending().exists():
        raise Conflict("复测票已经准备好了")
    turn = row.results.count() + 1
    panel = Panel.objects.select_related("leader", "deputy_leader").get(candidates=row)
    title = f"复测：{row.suggestion.title}"[:_LONGEST]
    poll = _poll(row.round, panel, [row], actor, mode, title, turn=turn)
    audit.record(actor=actor, verb="panels:prepare_retest", obj=row, after={"turn": turn})
    return poll


def _forget_void(candidates: Sequence[PanelCandidate]) -> None:
    """A ballot that was declared void is voted on again."""
    PanelResult.objects.filter(candidate__in=candidates, poll__state=PollState.VOIDED).delete()


def _poll(
    round: PanelRound,
    panel: Panel,
    candidates: Sequence[PanelCandidate],
    actor: User,
    mode: str,
    title: str,
    *,
    turn: int = 1,
) -> Poll:
    """A poll over these suggestions by everybody of the panel, with the results it will fill."""
    ruled: dict[str, Any] = {
        "form": BallotForm.GRADES,
        "threshold": round.threshold,
        "basis": round.basis,
        "custody": Custody.PHRASE,
        "citation": round.citation,
    }
    poll = prepare_poll(
        actor=actor,
        items=[
            (f"{n}. {one.suggestion.title}"[:_LONGEST], one.unit.short_name)
            for n, one in enumerate(candidates, 1)
        ],
        rules=ruled,
        procedure=PROCEDURE,
        title=title[:_LONGEST],
        note="背靠背不记名测评，承办单位和提出建议的代表不在场。",
        mode=mode,
    )
    people = [panel.leader, panel.deputy_leader]
    people += [one.person for one in panel.members.select_related("person") if one.person is not None]
    users = [person.user_id for person in people if person.user_id] if mode != Mode.PAPER else []
    everybody = panel.members.count() + 2
    if mode == Mode.PHONE and len(users) < everybody:
        raise ValidationError({"mode": f"有 {everybody - len(users)} 人没有帐号，请选纸质票或者手机和纸质票"})
    if mode == Mode.MIXED and len(users) in {0, everybody}:
        only = "没有一个人有帐号，请选纸质票" if not users else "每个人都有帐号，请选手机投票"
        raise ValidationError({"mode": only})
    poll = set_electors(
        poll=poll,
        actor=actor,
        version=poll.version,
        audience={"people": [str(pk) for pk in users]} if users else {},
        unnamed_paper=everybody - len(users),
    )
    PanelResult.objects.bulk_create(
        PanelResult(candidate=one, poll=poll, number=n, turn=turn) for n, one in enumerate(candidates, 1)
    )
    return poll


def take_result(poll: Poll, outcome: Outcome) -> None:
    """What a published ballot means for its suggestions; called inside the transaction that publishes it.

    ``Conflict`` when no valid ballot came back: nothing was tested, and the ballot is to be voided and held again.
    """
    if outcome.valid == 0:
        raise Conflict("没有收回一张有效票，测评没有结果。请宣布作废，重新准备测评票")
    rows = (
        PanelResult.objects.select_for_update(of=("self",))
        .filter(poll=poll)
        .select_related("candidate__suggestion__lead__person__user", "candidate__unit")
    )
    by_number = {str(row.number): row for row in rows}
    for one in outcome.items:
        row = by_number[one.item]
        row.good, row.fair = one.counts["good"], one.counts["fair"]
        row.bad, row.abstain = one.counts["bad"], one.counts["abstain"]
        row.whole, row.passed = outcome.basis, bool(one.passed)
        row.save()
        if row.turn > 1:
            candidate = row.candidate
            candidate.mend_state = MendState.MET if row.passed else MendState.FAILED
            candidate.version += 1
            candidate.save()
            tell_result(candidate, row)
