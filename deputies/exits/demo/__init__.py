"""Exit cases of the demo district. All invented: one waits for a finding, one deputy mended their ways."""

from __future__ import annotations

from datetime import timedelta

from django.db import transaction
from django.utils import timezone

from congress.audit import operations as audit
from congress.organs.enums import CongressLevel
from congress.organs.queries import district
from congress.web.demo import read_table
from deputies.models import Deputyship, ExitCase, ExitGround, ExitStep


@transaction.atomic
def load() -> None:
    """Enter the cases, unless there are some already."""
    root, today = district(), timezone.localdate()
    held = Deputyship.objects.in_force(today).filter(level=CongressLevel.DISTRICT, person__user__isnull=True)
    holders = list(held.order_by("-pk")[:40:20])
    grounds = {ground.order: ground for ground in ExitGround.objects.all()}
    if root is None or ExitCase.objects.exists():
        return
    rows = list(zip(read_table(__file__, "exits.json"), holders, strict=False))
    for fact, holder in rows:
        days = [today + timedelta(days=step["days"]) for step in fact["steps"]]
        ground = grounds[fact["ground"]]
        case = ExitCase.objects.create(
            deputyship=holder,
            ground=ground,
            basis=ground.basis,
            account=fact["account"],
            procedure=fact["procedure"],
            state=fact["state"],
            found_on=days[0],
            last_on=days[-1],
            due_on=today + timedelta(days=fact["due"]) if "due" in fact else None,
        )
        ExitStep.objects.bulk_create(
            ExitStep(case=case, step=step["step"], on=day, note=step["note"])
            for step, day in zip(fact["steps"], days, strict=True)
        )
    audit.record(actor=None, verb="exits:load", obj=root, after={"cases": len(rows)})
