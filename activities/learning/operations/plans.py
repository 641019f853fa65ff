"""The training plan of a year or of a term (R089)."""

from __future__ import annotations

from typing import Any

from django.db import transaction

from activities.models import TrainingPlan
from congress.access.versions import check_version
from congress.accounts.models import User
from congress.audit import operations as audit
from congress.organs.models import Term


def _facts(plan: TrainingPlan) -> dict[str, Any]:
    return {"term": str(plan.term), "year": plan.year, "text": plan.text}


@transaction.atomic
def create_plan(*, actor: User | None, term: Term, year: int | None = None, text: str = "") -> TrainingPlan:
    """Begin a plan. Raises ``ValidationError`` when there is one for the year, or for the term as a whole."""
    plan = TrainingPlan(term=term, year=year, text=text)
    plan.full_clean()
    plan.save()
    audit.record(actor=actor, verb="learning:create_plan", obj=plan, after=_facts(plan))
    return plan


@transaction.atomic
def change_plan(
    *, plan: TrainingPlan, actor: User, version: int, term: Term, year: int | None = None, text: str = ""
) -> TrainingPlan:
    """Correct a plan. Raises ``StaleVersion`` when somebody saved after ``version``."""
    row = TrainingPlan.objects.select_for_update(of=("self",)).select_related("term__area").get(pk=plan.pk)
    before = _facts(row)
    check_version(row, version, before)
    row.term, row.year, row.text = term, year, text
    old, new = audit.changed(before, _facts(row))
    if new:
        row.full_clean()
        row.version += 1
        row.save()
        audit.record(actor=actor, verb="learning:change_plan", obj=row, before=old, after=new)
    return row
