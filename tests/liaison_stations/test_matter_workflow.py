"""Every state × step × role of a matter, against a table that says what is meant, whatever the code says."""

from __future__ import annotations

from collections.abc import Callable
from itertools import product
from typing import Any

import pytest
from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.utils import timezone

from congress.access.exceptions import Conflict
from congress.accounts.enums import Role
from congress.accounts.models import User
from liaison_stations.enums import MatterState, Outcome, Refusal, TellingWay
from liaison_stations.models import Matter
from liaison_stations.operations import answering, deciding
from liaison_stations.workflow import MATTER_WORKFLOW
from tests.factories import make_organ, make_user
from tests.liaison_stations.stage import Stage, make_matter, make_stage

pytestmark = pytest.mark.django_db

_OFFICE = "office deputy_work"
_ALL = f"station town {_OFFICE}"
#: step → states it is taken from, roles that take it: staff of the station, its town, the district's offices.
MEANT: dict[str, tuple[str, str]] = {
    "settle": ("received", _ALL),
    "hand_over": ("received reported", _ALL),
    "report_up": ("received", "station town"),
    "send_down": ("reported", _OFFICE),
    "suggest": ("received reported", _ALL),
    "refuse": ("received reported", _ALL),
    "take_back": ("handling answered", _ALL),
    "answer": ("handling suggested", f"{_ALL} unit"),
    "tell": ("answered refused", _ALL),
    "close": ("told", _ALL),
    "reopen": ("closed refused told", _ALL),
}
#: What was reported up is the district's to hand over (R219); a unit has nothing where it was given nothing.
_NOT_THEIRS = {
    *((step, "reported", role) for step in ("hand_over",) for role in ("station", "town")),
    ("answer", "suggested", "unit"),
}


def takers(stage: Stage, row: Matter, organ: object) -> dict[str, Callable[[User], object]]:
    """How each step is taken, with good values."""
    deputy = stage.deputies[0]
    hand_over: dict[str, Any] = {"organ": organ, "destination": "town"}
    return {
        "settle": lambda by: deciding.settle(matter=row, actor=by, answer="已说明"),
        "hand_over": lambda by: deciding.hand_over(matter=row, actor=by, **hand_over),
        "report_up": lambda by: deciding.report_up(matter=row, actor=by),
        "send_down": lambda by: deciding.send_down(matter=row, actor=by, reason="镇里能办"),
        "suggest": lambda by: deciding.suggest(matter=row, actor=by, deputyship=deputy),
        "refuse": lambda by: deciding.refuse(matter=row, actor=by, refusal=Refusal.LITIGATION),
        "take_back": lambda by: deciding.take_back(matter=row, actor=by, reason="重办"),
        "answer": lambda by: answering.answer(matter=row, actor=by, answer="修好了", outcome=Outcome.SOLVED),
        "tell": lambda by: answering.tell(matter=row, actor=by, told_by=TellingWay.PHONE),
        "close": lambda by: answering.close(matter=row, actor=by),
        "reopen": lambda by: deciding.reopen(matter=row, actor=by, reason="又坏了"),
    }


def outcome(take: Callable[[User], object], by: User) -> str:
    """Try a step and take it back: “done”, “denied” or “conflict”."""
    try:
        with transaction.atomic():
            take(by)
            transaction.set_rollback(True)
    except PermissionDenied:
        return "denied"
    except Conflict:
        return "conflict"
    return "done"


def put(row: Matter, state: str, organ: object) -> None:
    """Bring the matter into a state, with what it needs there."""
    given = {"organ": organ} if state == MatterState.HANDLING else {"organ": None}
    facts = {
        "answer": "修好了",
        "refusal": Refusal.LITIGATION if state == MatterState.REFUSED else "",
        "closed_at": timezone.now() if state == MatterState.CLOSED else None,
    }
    Matter.objects.filter(pk=row.pk).update(state=state, **given, **facts)
    row.refresh_from_db()


def expected(step: str, state: str, role: str) -> str:
    """What the table above says."""
    states, roles = MEANT[step]
    if role not in roles.split() or (role == "unit" and state != MatterState.HANDLING):
        return "denied"
    if state not in states.split():
        return "conflict"
    return "denied" if (step, state, role) in _NOT_THEIRS else "done"


@pytest.mark.slow
def test_every_step_in_every_state_by_every_role() -> None:
    stage = make_stage()
    organ = make_organ(area=stage.town)
    row = make_matter(stage.station)
    people = {
        Role.STATION: stage.officer,
        Role.TOWN: stage.town_user,
        Role.OFFICE: stage.office,
        Role.LEADER: stage.leader,
        Role.DEPUTY: stage.deputy,
        Role.DEPUTY_WORK: make_user(Role.DEPUTY_WORK),
        Role.UNIT: make_user(Role.UNIT, organ=organ),
        Role.COMMITTEE: make_user(Role.COMMITTEE),
    }
    assert set(MEANT) == set(MATTER_WORKFLOW.transitions)
    wrong = []
    for state in MatterState.values:
        put(row, state, organ)
        for (step, take), (role, user) in product(takers(stage, row, organ).items(), people.items()):
            found = outcome(take, user)
            if found != expected(step, state, role):
                wrong.append(f"{step} from {state} by {role}: {found}")
    assert not wrong, "\n".join(wrong)
