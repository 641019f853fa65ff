"""Locking and moving what belongs to a round, and who is told."""

from __future__ import annotations

from typing import Any

from django.urls import reverse

from congress.access.rules import Rule, require, require_rule
from congress.accounts.enums import Role
from congress.accounts.models import Assignment, User
from congress.audit import operations as audit
from congress.notices import operations as notices
from congress.organs.models import Organ
from suggestions.models import PanelCandidate, PanelResult, PanelRound
from suggestions.panels import rules
from suggestions.panels.workflow import MEND_WORKFLOW, ROUND_WORKFLOW
from suggestions.supervision.operations.shared import person_user


def locked(round: PanelRound, actor: User, step: str, rule: Rule = rules.keep_round) -> PanelRound:
    """The round's row for this transaction alone, if this user may take the step now."""
    row = PanelRound.objects.select_for_update().get(pk=round.pk)
    require_rule(actor, rule, row)
    require(actor, ROUND_WORKFLOW[step], row.state)
    return row


def moved(row: PanelRound, actor: User, step: str, **facts: Any) -> PanelRound:
    """Take the step: state, version and audit trail."""
    before, row.state = row.state, ROUND_WORKFLOW[step].target
    row.version += 1
    row.save()
    audit.record(
        actor=actor,
        verb=f"panels:{step}",
        obj=row,
        before={"state": before},
        after={"state": row.state, **facts},
    )
    return row


def locked_candidate(candidate: PanelCandidate, actor: User, step: str, rule: Rule) -> PanelCandidate:
    """A candidate's row, if this user may take the step of its rectification now."""
    rows = PanelCandidate.objects.select_for_update(of=("self",)).select_related(
        "round", "suggestion", "unit"
    )
    row = rows.get(pk=candidate.pk)
    require_rule(actor, rule, row)
    require(actor, MEND_WORKFLOW[step], row.mend_state)
    return row


def unit_staff(organ: Organ) -> list[User]:
    """The open accounts that act for a unit."""
    held = Assignment.objects.in_force().filter(role=Role.UNIT, organ=organ).order_by()
    return list(User.objects.filter(pk__in=held.values("user"), is_active=True))


def tell_result(candidate: PanelCandidate, result: PanelResult) -> None:
    """The deputy who led the suggestion and the unit that answers for it hear the result."""
    verdict = "达标" if result.passed else "未达标，将约谈并限期整改"
    to = [*person_user(candidate.suggestion.lead.person), *unit_staff(candidate.unit)]
    notices.send(
        to=to,
        title=f"满意度测评结果：{candidate.suggestion.title}",
        text=f"满意率 {result.rate}（{result.rate.of}），{verdict}。",
        url=reverse("panels:item", args=[candidate.pk]),
        key=f"panel_result:{result.pk}",
    )
