"""A suggestion under supervision: its leaders, its committee, the procuratorate."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime, timedelta
from uuid import uuid4

from django.utils import timezone

from congress.accounts.enums import Role
from congress.accounts.models import User
from congress.organs.enums import OrganKind
from congress.organs.models import Organ
from deputies import operations as deputies
from deputies.enums import PostContext
from deputies.models import Person
from suggestions.enums import State
from suggestions.models import KeySupervision, PlanStep, Suggestion, SupervisionLog
from suggestions.supervision import operations
from suggestions.supervision.enums import StepKind, Supervisor
from tests.factories import make_organ, make_person, make_user
from tests.suggestions.cast import Cast, make_cast, make_suggestion


@dataclass
class Stage:
    """The cast with leaders of both sides and a procuratorate."""

    cast: Cast
    leader: Person
    government: Person
    procuratorate: Organ
    prosecutor: User


def make_stage() -> Stage:
    """Everybody supervision needs."""
    cast = make_cast()
    leader = make_person(title="区人大常委会副主任", order=3)
    leader.user = cast.leader
    leader.save()
    government = make_person()
    deputies.add_post(person=government, actor=None, title="副区长", order=20, context=PostContext.GOVERNMENT)
    organ = make_organ(kind=OrganKind.PROCURATORATE)
    prosecutor = make_user(Role.UNIT, organ=organ)
    return Stage(cast, leader, government, organ, prosecutor)


def make_key(
    stage: Stage, state: str = "running", *, row: Suggestion | None = None, steps: int = 1
) -> KeySupervision:
    """A key supervision brought to candidate, chosen or running."""
    cast = stage.cast
    suggestion = row or make_suggestion(cast, State.HANDLING)
    key = operations.recommend(
        suggestion=suggestion, actor=cast.committee, criteria=[], reason="群众反映强烈", at=cast.clock
    )
    if state == "candidate":
        return key
    moment = cast.later(days=2)
    operations.decide(
        actor=cast.office,
        meeting="第46次主任会议",
        meeting_on=timezone.localdate(moment),
        decisions=[operations.Decision(key, True, stage.leader)],
        at=moment,
    )
    key.refresh_from_db()
    if state == "chosen":
        return key
    plan(stage, key)
    for number in range(steps):
        add_step(stage, key, cast.clock.date() + timedelta(days=10 * (number + 1)))
    key = operations.approve_plan(supervision=key, actor=cast.leader, at=cast.later(days=1))
    return KeySupervision.objects.get(pk=key.pk)


def plan(stage: Stage, key: KeySupervision, **roles: object) -> KeySupervision:
    """Write the plan with all four roles, but for those given otherwise."""
    facts = {
        "leader": stage.leader,
        "government_leader": stage.government,
        "unit": stage.cast.units[0],
        "committee": stage.cast.committee_organ,
        **roles,
    }
    fresh = KeySupervision.objects.get(pk=key.pk)
    return operations.save_plan(
        supervision=fresh,
        actor=stage.cast.office,
        version=fresh.version,
        at=stage.cast.clock,
        **facts,  # type: ignore[arg-type]
    )


def add_step(stage: Stage, key: KeySupervision, on: date) -> PlanStep:
    """A step of the plan, with the leading deputy."""
    return operations.add_step(
        supervision=key,
        actor=stage.cast.office,
        kind=StepKind.ON_SITE,
        on=on,
        content="到现场看进度",
        deputies=[stage.cast.lead],
        at=stage.cast.clock,
    )


def write_log(
    stage: Stage, row: Suggestion, actor: User, kind: str = Supervisor.COMMITTEE, /, **facts: object
) -> SupervisionLog:
    """A record of supervision on the cast's day."""
    moment: datetime = stage.cast.clock
    return operations.log(
        suggestion=row,
        actor=actor,
        at=moment,
        **{
            "kind": kind,
            "on": timezone.localdate(moment),
            "content": "看了现场",
            "token": uuid4(),
            **facts,
        },  # type: ignore[arg-type]
    )
