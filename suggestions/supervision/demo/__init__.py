"""Supervision in the demo district: key suggestions, logs, a meeting, the procuratorate, typical cases.

Everything is told of suggestions the demo has, by a part of their title; what is not there is left out.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date, datetime, timedelta
from typing import Any
from uuid import UUID

from django.db import transaction
from django.db.models import Max
from django.utils import timezone

from activities.amounts import parse_amount
from activities.models import Activity
from congress.accounts.enums import Role
from congress.accounts.models import User
from congress.notices.models import Notice
from congress.organs.enums import OrganKind
from congress.organs.models import Organ
from congress.web.demo import at, read_table
from deputies.models import Deputyship, Person
from suggestions.enums import State
from suggestions.models import Handling, KeySupervision, Suggestion, SupervisionItem
from suggestions.supervision import operations
from suggestions.supervision.enums import AmountKind, Supervisor
from suggestions.supervision.queries import keys

#: Days before today on which candidates were recommended, the meeting was held, the plans were approved.
_RECOMMENDED, _MEETING, _APPROVED = 60, 55, 50
#: Notices older than so many days were read.
_READ_AFTER = timedelta(days=6)
_FIRST_TOKEN = 0xA17B00000


@dataclass
class _Stage:
    """Who acts, and the suggestions by a part of their title."""

    office: User
    leader: User
    today: date
    rows: list[Suggestion]
    seen: int = field(default_factory=lambda: Notice.objects.aggregate(last=Max("pk"))["last"] or 0)

    def find(self, part: str) -> Suggestion | None:
        """The suggestion whose title has these words."""
        return next((row for row in self.rows if part in row.title), None)

    def moment(self, days: int, hour: int = 10) -> datetime:
        """So many days ago; today it is early in the morning, so that it lies behind."""
        return at(self.today - timedelta(days=days), hour if days else 0, 5)

    def told(self, moment: datetime) -> None:
        """Date the notices sent since the last call."""
        rows = Notice.objects.filter(pk__gt=self.seen)
        self.seen = rows.aggregate(last=Max("pk"))["last"] or self.seen
        is_old = timezone.now() - moment > _READ_AFTER
        rows.update(created_at=moment, read_at=moment + timedelta(hours=2) if is_old else None)


def load() -> None:
    """Tell everything once; nothing without the demo's accounts and suggestions, or when something is there."""
    office = User.objects.filter(username="deputywork").first()
    leader = User.objects.filter(username="leader").first()
    rows = list(
        Suggestion.objects.exclude(assigned_at=None).select_related("lead__person__user", "committee")
    )
    if office is None or leader is None or not rows or KeySupervision.objects.exists():
        return
    stage = _Stage(office, leader, timezone.localdate(), rows)
    table = read_table(__file__, "supervision.json")
    with transaction.atomic():
        _keys(stage, table)
        _logs(stage, table["logs"])
        _meetings(stage, table["meetings"])
        _measures(stage, table["measures"])
        _procuratorate(stage, table)
        _cases(stage, table["cases"])


def _keys(stage: _Stage, table: dict[str, Any]) -> None:
    items = {item.name: item for item in SupervisionItem.objects.all()}
    recommended: list[tuple[KeySupervision, list[Any]]] = []
    for row in table["keys"]:
        suggestion = stage.find(row[0])
        # One that was demo-marked as a key one, or is open, can be told of.
        if suggestion is None or suggestion.state in {State.CLOSED, State.WITHDRAWN, State.MERGED}:
            continue
        key = operations.recommend(
            suggestion=suggestion,
            actor=stage.office,
            criteria=[items[name] for name in row[2]],
            reason=row[3],
            at=stage.moment(_RECOMMENDED if row[4] != "candidate" else 3),
        )
        recommended.append((key, row))
    decided = [
        operations.Decision(
            key, row[4] != "left_out", _person(row[1]), row[5] if row[4] == "left_out" else ""
        )
        for key, row in recommended
        if row[4] != "candidate"
    ]
    if not decided:
        return
    moment = stage.moment(_MEETING, 16)
    operations.decide(
        actor=stage.office,
        meeting=table["meeting"],
        meeting_on=timezone.localdate(moment),
        decisions=decided,
        at=moment,
    )
    stage.told(moment)
    for key, row in recommended:
        if row[4] == "running":
            _plan(stage, key, row)


def _plan(stage: _Stage, key: KeySupervision, row: list[Any]) -> None:
    key.refresh_from_db()
    suggestion = key.suggestion
    lead = Handling.objects.live().replying().filter(suggestion=suggestion).select_related("organ").first()
    if lead is None:
        return
    key = operations.save_plan(
        supervision=key,
        actor=stage.office,
        version=key.version,
        leader=key.leader,
        government_leader=keys.government_leaders(stage.today).first(),
        unit=lead.organ,
        committee=suggestion.committee,
        plan=row[5],
        at=stage.moment(_APPROVED + 2),
    )
    steps = []
    for kind, days, content, result in row[6]:
        on = stage.today + timedelta(days=days)
        step = operations.add_step(
            supervision=key,
            actor=stage.office,
            kind=kind,
            on=on,
            content=content,
            deputies=[suggestion.lead],
            at=stage.moment(_APPROVED + 1),
        )
        steps.append((step, days, result))
    if key.missing_roles:
        return
    operations.approve_plan(supervision=key, actor=stage.leader, at=stage.moment(_APPROVED, 15))
    stage.told(stage.moment(_APPROVED, 15))
    for step, days, result in steps:
        if result:
            moment = stage.moment(-days, 17)
            operations.finish_step(
                step=step, actor=stage.office, done_on=timezone.localdate(moment), result=result, at=moment
            )
            stage.told(moment)


def _person(name: str) -> Person | None:
    return Person.objects.filter(name=name).first() if name else None


def _logs(stage: _Stage, table: list[Any]) -> None:
    items = {item.name: item for item in SupervisionItem.objects.all()}
    for number, (part, kind, days, content, loop, item) in enumerate(table):
        row = stage.find(part)
        moment = stage.moment(days, 15)
        if row is None or row.assigned_at is None or row.assigned_at > moment:
            continue
        actor, who = _supervisor(stage, row, kind)
        if actor is None:
            continue
        operations.log(
            suggestion=row,
            actor=actor,
            kind=kind,
            who=who,
            on=timezone.localdate(moment),
            content=content,
            stage=loop,
            item=items.get(item),
            token=UUID(int=_FIRST_TOKEN + number),
            at=moment,
        )
        stage.told(moment)


def _supervisor(stage: _Stage, row: Suggestion, kind: str) -> tuple[User | None, str]:
    """Who writes, and in whose name."""
    if kind == Supervisor.LEADER:
        return stage.leader, f"区人大常委会　{stage.leader.name}"
    if kind == Supervisor.DEPUTY:
        return row.lead.person.user, f"{row.lead.person.name}代表"
    if kind == Supervisor.COMMITTEE:
        return stage.office, row.committee.short_name if row.committee else ""
    part = Handling.objects.live().replying().filter(suggestion=row).select_related("organ").first()
    staff = User.objects.filter(assignments__role=Role.UNIT, assignments__organ=part.organ) if part else None
    return (staff.first() if staff else None), (part.organ.short_name if part else "")


def _meetings(stage: _Stage, table: list[Any]) -> None:
    for headline, dealt in table:
        meeting = Activity.objects.recorded().filter(headline__contains=headline).first()
        for part, conclusion in dealt if meeting else ():
            row = stage.find(part)
            if row is not None and meeting is not None:
                operations.link_meeting(
                    activity=meeting,
                    actor=stage.office,
                    suggestions=[row],
                    conclusion=conclusion,
                    at=at(meeting.start_on, 17),
                )
                stage.told(at(meeting.start_on, 17))


def _measures(stage: _Stage, table: list[Any]) -> None:
    for part, kind, title, number, organ, content in table:
        row, made_by = stage.find(part), Organ.objects.filter(short_name=organ).first()
        if row is None or made_by is None:
            continue
        operations.add_measure(
            suggestion=row,
            actor=stage.office,
            kind=kind,
            title=title,
            number=number,
            organ=made_by,
            on=stage.today - timedelta(days=14),
            content=content,
            at=stage.moment(12),
        )
        stage.told(stage.moment(12))


def _procuratorate(stage: _Stage, table: dict[str, Any]) -> None:
    organ = Organ.objects.filter(kind=OrganKind.PROCURATORATE, parent=None).first()
    acting = User.objects.filter(username="procuratorate").first()
    if organ is None or acting is None:
        return
    for number, (part, reason, end, advice, text) in enumerate(table["clues"]):
        row = stage.find(part)
        if row is None or row.state == State.CLOSED:
            continue
        sent, done = stage.moment(34 - number * 15), stage.moment(20 - number * 9)
        clue = operations.send_clue(suggestion=row, actor=stage.office, organ=organ, reason=reason, at=sent)
        stage.told(sent)
        if end == "refused":
            operations.refuse_clue(clue=clue, actor=acting, reason=text, at=done)
        elif end == "advised":
            operations.accept_clue(clue=clue, actor=acting, at=sent + timedelta(days=3))
            operations.advise_clue(
                clue=clue, actor=acting, number=advice, on=timezone.localdate(done), text=text, at=done
            )
        stage.told(done)
    for number, days, title, addressee, content, reason, lead in table["advices"]:
        moment = stage.moment(days)
        offered = operations.offer_advice(
            actor=acting,
            organ=organ,
            number=number,
            issued_on=timezone.localdate(moment),
            title=title,
            content=content,
            addressee=addressee,
            reason=reason,
            at=moment,
        )
        stage.told(moment)
        deputyship = (
            Deputyship.objects.in_force(stage.today).filter(person__name=lead).first() if lead else None
        )
        if deputyship is not None:
            later = stage.moment(max(days - 68, 1))
            operations.convert_advice(advice=offered, actor=stage.office, lead=deputyship, at=later)
            stage.told(later)


def _cases(stage: _Stage, table: list[Any]) -> None:
    for part, title, handed_by, story, result, amounts in table:
        row = stage.find(part)
        if row is None or row.state != State.CLOSED:
            continue
        operations.write_case(
            suggestion=row,
            actor=stage.office,
            title=title,
            handed_by=handed_by,
            story=story,
            result=result,
            amounts=[
                operations.Amount(AmountKind(kind), parse_amount(text), what, goal)
                for kind, text, what, goal in amounts
            ],
            at=stage.moment(8),
        )
        stage.told(stage.moment(8))
