"""What every step of a matter or a reception day shares: the locked row, the table, the history, the audit trail."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from django.utils import timezone

from congress.access.rules import require, require_state
from congress.accounts.models import User
from congress.audit import operations as audit
from liaison_stations.models import Matter, MatterStep, ReceptionDay
from liaison_stations.workflow import DAY_WORKFLOW, MATTER_WORKFLOW


def locked_matter(matter: Matter) -> Matter:
    """The matter as it stands now, for this transaction alone; every step begins with it."""
    rows = Matter.objects.select_for_update(of=("self",))
    return rows.select_related("station__area", "citizen", "organ", "heard_by__person").get(pk=matter.pk)


def locked_day(day: ReceptionDay) -> ReceptionDay:
    """The reception day as it stands now, for this transaction alone."""
    rows = ReceptionDay.objects.select_for_update(of=("self",))
    return rows.select_related("station__area").get(pk=day.pk)


def move_matter(
    row: Matter,
    step: str,
    *,
    actor: User | None,
    note: str = "",
    at: datetime | None = None,
    **facts: Any,
) -> MatterStep:
    """Take a step of the matter's table: check it, change the state, write history and audit trail.

    The caller has locked the row, has checked the rule, and saves nothing itself; other fields it set on the row
    are saved with the step. Without an actor a citizen or the portal acts. Raises ``PermissionDenied`` for a wrong
    role, ``Conflict`` for a wrong state.
    """
    transition = MATTER_WORKFLOW[step]
    if actor is not None:
        require(actor, transition, row.state)
    else:
        require_state(transition, row.state)
    before, row.state = row.state, transition.target
    row.version += 1
    row.save()
    return write_matter_step(row, step, before, actor=actor, note=note, at=at, **facts)


def write_matter_step(
    row: Matter,
    verb: str,
    before: str,
    *,
    actor: User | None,
    note: str = "",
    at: datetime | None = None,
    **facts: Any,
) -> MatterStep:
    """Write what was done into the history and the audit trail; without an actor a citizen or the portal acted.

    Neither ``note`` nor ``facts`` may hold a citizen's name or phone.
    """
    step = MatterStep.objects.create(
        matter=row,
        verb=verb,
        before=before,
        after=row.state,
        actor=actor,
        actor_name=actor.name if actor else "",
        note=note,
        at=at or timezone.now(),
    )
    audit.record(
        actor=actor,
        verb=f"liaison_stations:{verb}",
        obj=row,
        before={"state": before},
        after={"state": row.state, **({"note": note} if note else {}), **facts},
    )
    return step


def move_day(row: ReceptionDay, step: str, *, actor: User, note: str = "", **facts: Any) -> ReceptionDay:
    """Take a step of a reception day's table; otherwise as :func:`move_matter`."""
    transition = DAY_WORKFLOW[step]
    require(actor, transition, row.state)
    before, row.state = row.state, transition.target
    row.version += 1
    row.save()
    audit.record(
        actor=actor,
        verb=f"liaison_stations:{step}",
        obj=row,
        before={"state": before},
        after={"state": row.state, **({"note": note} if note else {}), **facts},
    )
    return row
