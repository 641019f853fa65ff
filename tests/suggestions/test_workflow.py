"""Every state × step × role, against a table that says what is meant, whatever the code says."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime, timedelta
from typing import Any
from uuid import uuid4

import pytest
from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.utils import timezone

from congress.access.exceptions import Conflict
from congress.accounts.enums import Role
from congress.accounts.models import User
from suggestions import operations
from suggestions.enums import ContactStage, HandlingState, Part, Rating, State
from suggestions.models import Clock, Handling, ReplyCategory, Suggestion
from suggestions.workflow import AUTOMATIC, HANDLING_WORKFLOW, SUGGESTION_WORKFLOW
from tests.factories import make_user
from tests.suggestions.cast import Cast, contact, make_cast, make_suggestion, part_of

pytestmark = pytest.mark.django_db

_OFFICE = "office deputy_work"
#: step → states it is taken from, roles that take it: the leading deputy, the district's offices, the unit itself.
MEANT: dict[str, tuple[str, str]] = {
    "submit": ("draft returned", f"deputy {_OFFICE}"),
    "withdraw": ("draft submitted returned registered handling", f"deputy {_OFFICE}"),
    "register": ("submitted", _OFFICE),
    "send_back": ("submitted", _OFFICE),
    "send_down": ("submitted", _OFFICE),
    "merge": ("submitted registered", _OFFICE),
    "divert": ("submitted registered", _OFFICE),
    "assign": ("registered", _OFFICE),
    "evaluate": ("replied", f"deputy {_OFFICE}"),
    "waive": ("replied", _OFFICE),
    "redo_after_study": ("study", _OFFICE),
    "conclude_study": ("study", _OFFICE),
    "strike_off": ("evaluated", _OFFICE),
    "reopen": ("closed", _OFFICE),
}
#: The same for one unit's part.
MEANT_OF_UNITS: dict[str, tuple[str, str]] = {
    "accept": ("assigned", "unit"),
    "ask_return": ("assigned accepted", "unit"),
    "refuse_return": ("return_asked", _OFFICE),
    "reassign": ("assigned accepted return_asked", _OFFICE),
    "release": ("assigned accepted return_asked", _OFFICE),
    "record_contact": ("accepted", "unit"),
    "follow_up": ("answered", "unit"),
    "reply": ("accepted", "unit"),
    "give_opinion": ("accepted", "unit"),
}
#: A draft is its author's until it is submitted; these steps do nothing, and say nothing, when taken twice.
_NOT_YET_THE_OFFICES = {(step, State.DRAFT) for step in ("submit", "withdraw", "evaluate")}
_TWICE_IS_ONCE = {("submit", "submitted"), ("accept", "accepted")}


def people(cast: Cast) -> dict[str, User]:
    """One account for each role, as near to the suggestion as the role comes."""
    return {
        Role.DEPUTY: cast.deputy,
        Role.OFFICE: cast.office,
        Role.DEPUTY_WORK: cast.keeper,
        Role.LEADER: cast.leader,
        Role.COMMITTEE: cast.committee,
        Role.GOVERNMENT: cast.government,
        Role.TOWN: cast.town_user,
        Role.UNIT: cast.staff[0],
        Role.STATION: make_user(Role.STATION),
        Role.GROUP_LEADER: make_user(Role.GROUP_LEADER),
        Role.ADMIN: make_user(Role.ADMIN),
    }


def takers(cast: Cast, row: Suggestion) -> dict[str, Callable[[User], object]]:
    """How each step is taken, with good values."""
    other = make_suggestion(cast, State.REGISTERED)
    lead = operations.UnitPart(cast.units[0], Part.LEAD)
    live = Handling.objects.live().replying().filter(suggestion=row, round=row.round)
    replies = [part.reply_given for part in live if hasattr(part, "reply_given")]
    verdicts = [operations.Verdict(reply, Rating.SATISFIED, Rating.SATISFIED) for reply in replies]
    now = cast.later(days=40)
    step: dict[str, Callable[[User], object]] = {
        "submit": lambda by: operations.submit(suggestion=row, actor=by),
        "withdraw": lambda by: operations.withdraw(suggestion=row, actor=by, reason="不再提"),
        "register": lambda by: operations.register(suggestion=row, actor=by, category=cast.category),
        "send_back": lambda by: operations.send_back(suggestion=row, actor=by, reason="请补充"),
        "send_down": lambda by: operations.send_down(
            suggestion=row, actor=by, town=cast.town, reason="镇里能办"
        ),
        "merge": lambda by: operations.merge(suggestion=row, actor=by, into=other),
        "divert": lambda by: operations.divert(suggestion=row, actor=by, channel="petition", reason="诉求"),
        "assign": lambda by: operations.assign(suggestion=row, actor=by, units=[lead]),
        "evaluate": lambda by: operations.evaluate(suggestion=row, actor=by, verdicts=verdicts),
        "waive": lambda by: operations.waive(suggestion=row, actor=by, reason="逾期未评", at=now),
        "redo_after_study": lambda by: operations.redo_after_study(
            suggestion=row, actor=by, conclusion="再办"
        ),
        "conclude_study": lambda by: operations.conclude_study(suggestion=row, actor=by, conclusion="已说明"),
        "strike_off": lambda by: operations.strike_off(suggestion=row, actor=by, checked="看过"),
        "reopen": lambda by: operations.reopen(suggestion=row, actor=by, reason="又坏了"),
    }
    return step


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


def meant(table: dict[str, tuple[str, str]], step: str, state: str, role: str) -> str:
    """What should come of it. Who may not do it is told so before the state is looked at."""
    states, roles = table[step]
    if role not in roles.split() or ((step, state) in _NOT_YET_THE_OFFICES and role != Role.DEPUTY):
        return "denied"
    if state in states.split() or (step, state) in _TWICE_IS_ONCE:
        return "done"
    return "conflict"


def test_the_tables_name_what_is_meant() -> None:
    ours = set(SUGGESTION_WORKFLOW.transitions) - AUTOMATIC - {"report_up"}
    assert ours == set(MEANT)
    assert set(HANDLING_WORKFLOW.transitions) == set(MEANT_OF_UNITS)


@pytest.mark.slow
@pytest.mark.parametrize("state", State.values)
def test_each_step_in_each_state_by_each_role(state: str) -> None:
    cast = make_cast()
    row = Suggestion.objects.get(pk=make_suggestion(cast, state).pk)
    everybody, steps = people(cast), takers(cast, row)
    wrong = [
        f"{step} by {role}: {found}, meant {wanted}"
        for step in MEANT
        for role, by in everybody.items()
        if (found := outcome(steps[step], by)) != (wanted := meant(MEANT, step, state, role))
    ]
    assert wrong == []


def unit_takers(cast: Cast, part: Handling) -> dict[str, Callable[[User], object]]:
    """How each step of a unit is taken, with good values, on the day after the hand-over."""
    at = cast.clock
    today = timezone.localdate(at)
    said: dict[str, Any] = {"on": today, "way": "call", "who": "丁志强", "content": "说明了进度"}
    category = ReplyCategory.objects.get(letter="A")
    to = operations.UnitPart(cast.units[-1], Part(part.part))
    return {
        "accept": lambda by: operations.accept(handling=part, actor=by, at=at),
        "ask_return": lambda by: operations.ask_return(
            handling=part, actor=by, reason="不归本单位", proposed_unit=cast.units[-1], at=at
        ),
        "refuse_return": lambda by: operations.refuse_return(handling=part, actor=by, reason="归您办", at=at),
        "reassign": lambda by: operations.reassign(handling=part, actor=by, unit=to, reason="改办", at=at),
        "release": lambda by: operations.release(handling=part, actor=by, reason="不用会办", at=at),
        "record_contact": lambda by: operations.record_contact(
            handling=part, actor=by, stage=ContactStage.BEFORE, at=at, token=uuid4(), **said
        ),
        "follow_up": lambda by: operations.record_contact(
            handling=part, actor=by, stage=ContactStage.AFTER, at=at, token=uuid4(), **said
        ),
        "reply": lambda by: operations.reply(
            handling=part, actor=by, category=category, text="已办。", signatory="丁志强", at=at
        ),
        "give_opinion": lambda by: operations.give_opinion(handling=part, actor=by, text="同意。", at=at),
    }


def bring(cast: Cast, part: Handling, state: str) -> Handling:
    """A unit's part in ``state``."""
    staff = cast.staff[[organ.pk for organ in cast.units].index(part.organ_id)]
    at = cast.later(days=1)
    if state == HandlingState.RETURN_ASKED:
        operations.ask_return(
            handling=part, actor=staff, reason="不归本单位", proposed_unit=cast.units[-1], at=at
        )
    if state in {HandlingState.ACCEPTED, HandlingState.ANSWERED}:
        operations.accept(handling=part, actor=staff, at=at)
        contact(cast, part, ContactStage.BEFORE)
        contact(cast, part, ContactStage.DURING)
    if state == HandlingState.ANSWERED:
        unit_takers(cast, part)["give_opinion" if part.part == Part.CO else "reply"](staff)
    if state == HandlingState.REASSIGNED:
        to = operations.UnitPart(cast.units[-1], Part(part.part))
        operations.reassign(handling=part, actor=cast.keeper, unit=to, reason="改办", at=at)
    if state == HandlingState.ENDED:
        operations.withdraw(suggestion=part.suggestion, actor=cast.deputy, reason="已解决", at=at)
    return Handling.objects.select_related("organ", "suggestion").get(pk=part.pk)


#: A lead unit gives no opinion and cannot be let go; a co-handler does not reply to the deputy.
_NOT_OF = {Part.LEAD: {"give_opinion", "release"}, Part.CO: {"reply"}}


@pytest.mark.slow
@pytest.mark.parametrize("part_kind", [Part.LEAD, Part.CO])
@pytest.mark.parametrize("state", HandlingState.values)
def test_each_step_of_a_unit_in_each_state_by_each_role(state: str, part_kind: Part) -> None:
    cast = make_cast(units=4)
    row = make_suggestion(cast, State.HANDLING, co=1)
    organ = cast.units[0 if part_kind == Part.LEAD else 1]
    part = bring(cast, part_of(row, organ), state)
    everybody = {**people(cast), Role.UNIT: cast.staff[0 if part_kind == Part.LEAD else 1]}
    steps = unit_takers(cast, part)
    wrong = []
    for step in MEANT_OF_UNITS:
        for role, by in everybody.items():
            found, wanted = outcome(steps[step], by), meant(MEANT_OF_UNITS, step, state, role)
            if wanted == "done" and step in _NOT_OF[part_kind]:
                wanted = "conflict"
            if wanted != "denied" and state == HandlingState.ENDED:
                wanted = "conflict"
            if found != wanted:
                wrong.append(f"{step} by {role}: {found}, meant {wanted}")
    assert wrong == []


def test_another_unit_is_denied() -> None:
    cast = make_cast()
    part = part_of(make_suggestion(cast))
    for take in unit_takers(cast, part).values():
        assert outcome(take, cast.staff[1]) == "denied"


def test_a_return_is_refused_after_the_limit() -> None:
    cast = make_cast()
    part = part_of(make_suggestion(cast))
    limit = Clock.objects.get(handling=part, kind="accept")
    cast.later(days=(limit.due_on - timezone.localdate(cast.clock)).days)
    assert outcome(unit_takers(cast, part)["ask_return"], cast.staff[0]) == "done"
    cast.later(days=1)
    assert outcome(unit_takers(cast, part)["ask_return"], cast.staff[0]) == "conflict"


def test_a_town_keeps_its_own_gate_and_reports_up() -> None:
    cast = make_cast()
    row = make_suggestion(cast, State.SUBMITTED)
    row = operations.send_down(
        suggestion=row, actor=cast.keeper, town=cast.town, reason="镇里能办", at=cast.later(hours=1)
    )
    assert Suggestion.objects.kept_by(cast.town_user).filter(pk=row.pk).exists()
    row = operations.report_up(
        suggestion=row, actor=cast.town_user, reason="超出职权", at=cast.later(hours=1)
    )
    assert not Suggestion.objects.kept_by(cast.town_user).filter(pk=row.pk).exists()
    assert Suggestion.objects.visible_to(cast.town_user).filter(pk=row.pk).exists(), "it still sees it"
    assert row.state == State.SUBMITTED


def test_waiting_for_the_deputy_ends_only_after_the_limit() -> None:
    cast = make_cast()
    row = make_suggestion(cast, State.REPLIED)
    due = Clock.objects.get(suggestion=row, kind="evaluate").due_on
    early = cast.clock + timedelta(days=(due - timezone.localdate(cast.clock)).days)

    def waive(at: datetime) -> str:
        return outcome(
            lambda by: operations.waive(suggestion=row, actor=by, reason="逾期", at=at), cast.keeper
        )

    assert waive(early) == "conflict"
    assert waive(early + timedelta(days=1)) == "done"
