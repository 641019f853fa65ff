"""One suggestion the whole way: two units, one asks to return it, 不满意, redo, 满意, strike-off, follow-up."""

from datetime import date

import pytest

from congress.audit.models import AuditEvent
from congress.notices.models import Notice
from suggestions import operations
from suggestions.enums import ContactStage, HandlingState, Part, Rating, State
from suggestions.models import Clock, Step, Suggestion
from tests.suggestions.cast import answer, contact, make_cast, make_draft, make_suggestion, part_of, rate

pytestmark = pytest.mark.django_db


def test_the_whole_way() -> None:
    cast = make_cast()
    row = make_draft(cast)
    row = operations.submit(suggestion=row, actor=cast.deputy, at=cast.clock)
    assert (row.state, row.receipt[:9], row.due_on) == (State.SUBMITTED, "20260302-", date(2026, 3, 9))
    row = operations.register(
        suggestion=row, actor=cast.keeper, category=cast.category, at=cast.later(days=1)
    )
    assert (row.number_text, row.committee) == ("2026-001", cast.committee_organ)
    lead, co, other = cast.units
    units = [operations.UnitPart(lead, Part.LEAD), operations.UnitPart(co, Part.CO)]
    row = operations.assign(suggestion=row, actor=cast.keeper, units=units, at=cast.later(days=1))
    assert row.due_on == date(2026, 3, 11), "five working days to sign or to return"

    operations.ask_return(
        handling=part_of(row, co),
        actor=cast.staff[1],
        reason="不属于本单位职责",
        proposed_unit=other,
        at=cast.later(days=1),
    )
    new = operations.reassign(
        handling=part_of(row, co),
        actor=cast.keeper,
        unit=operations.UnitPart(other, Part.CO),
        reason="职能已划转",
        at=cast.later(days=1),
    )
    assert new.replaces is not None
    assert new.replaces.state == HandlingState.REASSIGNED
    row = answer(cast, row)
    assert row.state == State.REPLIED
    row = rate(cast, row, Rating.UNSATISFIED)
    assert (row.state, row.round) == (State.HANDLING, 2)
    first = part_of(row)
    assert first.clocks.get(kind="redo").due_on == date(2026, 4, 19), "a month after 19 March"
    row = rate(cast, answer(cast, row), Rating.SATISFIED)
    row = operations.strike_off(suggestion=row, actor=cast.keeper, checked="现场看过", at=cast.later(days=3))
    assert (row.state, row.strike_number, row.due_on) == (State.CLOSED, "销2026-001", None)
    cast.later(days=30)
    contact(cast, part_of(row, lead), ContactStage.AFTER)
    assert not Clock.objects.running().filter(suggestion=row).exists()
    assert {
        reply.text for part in row.handlings.all() for reply in [getattr(part, "reply_given", None)] if reply
    }
    assert row.handlings.filter(reply_given__isnull=False).count() == 3, "the old reply is kept"
    assert Notice.objects.filter(user=cast.deputy).count() >= 8, "the deputy is told of each step"


@pytest.mark.parametrize("state", State.values)
def test_replaying_the_history_gives_the_state(state: str) -> None:
    cast = make_cast()
    row = Suggestion.objects.get(pk=make_suggestion(cast, state, co=1).pk)
    now = State.DRAFT.value
    for step in Step.objects.filter(suggestion=row, handling=None):
        assert step.before == now, step
        now = step.after
    assert now == row.state == state
    for part in row.handlings.all():
        now = HandlingState.ASSIGNED.value
        for step in part.steps.all():
            assert step.before == now, step
            now = step.after
        assert now == part.state


def test_every_step_is_audited() -> None:
    row = make_suggestion(make_cast(), State.CLOSED)
    events = AuditEvent.objects.filter(object_type="suggestions.Suggestion", object_id=str(row.pk))
    verbs = {event.verb.removeprefix("suggestions:") for event in events}
    assert {"draft", "submit", "register", "assign", "accept", "reply", "evaluate", "strike_off"} <= verbs
