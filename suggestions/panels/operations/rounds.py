"""A year's round: recommended, fixed by the 主任会议, started, fed back, closed (R227, R229, R231)."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.core.exceptions import ValidationError
from django.db import transaction
from django.urls import reverse
from django.utils import timezone

from congress.access.exceptions import Conflict
from congress.access.rules import require_rule
from congress.access.versions import check_version
from congress.accounts.models import User
from congress.audit import operations as audit
from congress.notices import operations as notices
from suggestions.models import PanelCandidate, PanelResult, PanelRound, Suggestion, SupervisionItem
from suggestions.panels import rules
from suggestions.panels.enums import UNSETTLED, CandidateState, MendState, RoundState
from suggestions.panels.operations.shared import locked, moved, tell_result
from suggestions.panels.queries import answering, not_startable
from suggestions.supervision import rules as supervision

_FIELDS = ("title", "year", "min_members", "leaders_count", "threshold", "basis", "citation")


@transaction.atomic
def prepare_round(*, actor: User, **values: Any) -> PanelRound:
    """Begin a year's test with its rules. Raises ``ValidationError`` at the field."""
    row = PanelRound(created_by=actor)
    _take(row, values)
    audit.record(actor=actor, verb="panels:prepare_round", obj=row, after=_facts(row))
    return row


@transaction.atomic
def change_round(*, round: PanelRound, actor: User, version: int, **values: Any) -> PanelRound:
    """Change its rules until it starts. Raises ``StaleVersion``; ``Conflict`` afterwards."""
    row = PanelRound.objects.select_for_update().get(pk=round.pk)
    require_rule(actor, rules.keep_round, row)
    before = _facts(row)
    check_version(row, version, before)
    if row.state not in {RoundState.RECOMMENDING, RoundState.FIXED}:
        raise Conflict("已经开始测评，规则不能再改")
    row.version += 1
    _take(row, values)
    old, new = audit.changed(before, _facts(row))
    audit.record(actor=actor, verb="panels:change_round", obj=row, before=old, after=new)
    return row


@transaction.atomic
def recommend(
    *,
    round: PanelRound,
    actor: User,
    suggestions: Collection[Suggestion],
    reason: str,
    criteria: Collection[SupervisionItem] = (),
) -> PanelRound:
    """Recommend suggestions of the own supervision; ``PermissionDenied`` for another's (R227)."""
    row = locked(round, actor, "recommend", rules.see_round)
    if not suggestions:
        raise ValidationError({"suggestions": "还没有选建议"})
    if not reason.strip():
        raise ValidationError({"reason": "请写推荐理由"})
    for suggestion in suggestions:
        require_rule(actor, supervision.recommend, suggestion)
        part = answering(suggestion)
        if part is None:
            raise ValidationError({"suggestions": f"“{suggestion.title}”还没有交办，不能测评"})
        if row.candidates.filter(suggestion=suggestion).exists():
            raise ValidationError({"suggestions": f"“{suggestion.title}”已经推荐过"})
        candidate = PanelCandidate.objects.create(
            round=row,
            suggestion=suggestion,
            unit=part.organ,
            reason=reason.strip(),
            recommender=actor.post_label or actor.name,
        )
        candidate.criteria.set(criteria)
    return moved(row, actor, "recommend", recommended=len(suggestions))


@dataclass(frozen=True)
class Verdict:
    """What the 主任会议 decided about one candidate; ``words`` say why it is left out."""

    candidate: PanelCandidate
    chosen: bool
    words: str = ""


@transaction.atomic
def fix_list(
    *, round: PanelRound, actor: User, meeting: str, meeting_on: date, verdicts: Sequence[Verdict]
) -> PanelRound:
    """Fix what is tested, all at once; what is left out keeps its reason (R227: 23 recommended, 17 fixed)."""
    row = locked(round, actor, "fix_list", rules.fix_list)
    if meeting_on > timezone.localdate():
        raise ValidationError({"meeting_on": "会议日期还没有到，请改成实际日期"})
    decided = {one.candidate.pk: one for one in verdicts}
    candidates = list(row.candidates.select_related("suggestion").order_by("pk"))
    if {one.pk for one in candidates} != set(decided):
        raise ValidationError("推荐的建议有变化，请重新打开这一页逐件确定")
    if not any(one.chosen for one in verdicts):
        raise ValidationError("至少列入一件")
    for candidate in candidates:
        verdict = decided[candidate.pk]
        words = verdict.words.strip()
        if not verdict.chosen and not words:
            raise ValidationError(f"“{candidate.suggestion.title}”不列入，请写明理由")
        candidate.state = CandidateState.CHOSEN if verdict.chosen else CandidateState.LEFT_OUT
        candidate.decision = words
        candidate.version += 1
        candidate.save()
    row.meeting, row.meeting_on = meeting.strip(), meeting_on
    chosen = sum(one.chosen for one in verdicts)
    return moved(row, actor, "fix_list", chosen=chosen, left_out=len(verdicts) - chosen)


@transaction.atomic
def start_round(*, round: PanelRound, actor: User) -> PanelRound:
    """Let the panels begin. ``Conflict`` names what a panel lacks (R228: 14 members cannot, 15 can)."""
    row = locked(round, actor, "start_round")
    faults = not_startable(row)
    if faults:
        raise Conflict(f"不能开始测评：{'；'.join(faults)}")
    moved(row, actor, "start_round", panels=row.panels.count())
    members = User.objects.filter(
        person__in=row.panels.order_by().values("members__person"), is_active=True
    ).distinct()
    notices.send(
        to=members,
        title=f"您是测评组成员：{row.title}",
        text="先参加动员培训、听取报告和实地调研，再不记名测评。",
        url=reverse("panels:mine"),
        key=f"panel_round:{row.pk}",
    )
    return row


@transaction.atomic
def give_feedback(*, round: PanelRound, actor: User) -> PanelRound:
    """Tell deputies and units their results; below the mark one rectification begins (R229, R231).

    ``Conflict`` while a suggestion has no published result.
    """
    row = locked(round, actor, "give_feedback")
    chosen = list(row.candidates.chosen().select_related("suggestion__lead__person__user", "unit"))
    results = {
        one.candidate_id: one
        for one in PanelResult.objects.published().filter(candidate__round=row).order_by("turn")
    }
    left = sum(candidate.pk not in results for candidate in chosen)
    if left:
        raise Conflict(f"还有 {left} 件没有公布测评结果，不能反馈")
    row.fed_back_on = timezone.localdate()
    for candidate in chosen:
        result = results[candidate.pk]
        if not result.passed:
            candidate.mend_state = MendState.TALK
            candidate.version += 1
            candidate.save()
        tell_result(candidate, result)
    below = sum(not results[candidate.pk].passed for candidate in chosen)
    return moved(row, actor, "give_feedback", chosen=len(chosen), below=below)


@transaction.atomic
def close_round(*, round: PanelRound, actor: User) -> PanelRound:
    """End the year's test. ``Conflict`` while a rectification is unsettled."""
    row = locked(round, actor, "close_round")
    left = row.candidates.filter(mend_state__in=UNSETTLED).count()
    if left:
        raise Conflict(f"还有 {left} 件没有约谈、整改、复测完，不能结束")
    return moved(row, actor, "close_round")


def _take(row: PanelRound, values: dict[str, Any]) -> None:
    unknown = set(values) - set(_FIELDS)
    if unknown:
        raise TypeError(f"a round has no {sorted(unknown)}")
    for name, value in values.items():
        setattr(row, name, value)
    row.full_clean(exclude=["created_by"])
    row.save()


def _facts(row: PanelRound) -> dict[str, Any]:
    return {name: getattr(row, name) for name in _FIELDS}
