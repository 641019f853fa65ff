"""Fifty clients at the same moment, on PostgreSQL: nothing lost, nothing doubled, no state reached twice."""

from __future__ import annotations

from datetime import date
from typing import Any
from uuid import uuid4

import pytest
from django.utils import timezone

from congress.accounts.models import User
from congress.audit.queries import verify
from suggestions import operations
from suggestions.enums import ContactStage, Part, Rating, State
from suggestions.models import Clock, Contact, Evaluation, Handling, Reply, ReplyCategory, Step, Suggestion
from tests.at_once import at_once
from tests.factories import make_constituency, make_deputyship, make_person, make_user
from tests.suggestions.cast import Cast, contact, make_cast, make_draft, make_suggestion, part_of

pytestmark = [pytest.mark.services, pytest.mark.django_db(transaction=True)]

CLIENTS = 50


def done(results: list[Any]) -> list[Any]:
    """What was not refused."""
    return [result for result in results if not isinstance(result, Exception)]


def again(actor: User) -> User:
    """The same account as another client has it."""
    return User.objects.get(pk=actor.pk)


def test_one_suggestion_sent_fifty_times_is_one() -> None:
    cast, token = make_cast(), uuid4()

    def send() -> Suggestion:
        row = make_draft(cast, token=token, title="关于增设停车位的建议")
        return operations.submit(suggestion=row, actor=again(cast.deputy))

    results = at_once(*[send] * CLIENTS)
    assert len(done(results)) == CLIENTS, "every client is told the same"
    row = Suggestion.objects.get()
    assert row.state == State.SUBMITTED
    assert row.submissions.count() == 1
    assert Step.objects.filter(verb="submit").count() == 1


def test_fifty_deputies_submit_and_the_office_registers_them_all() -> None:
    cast = make_cast()
    constituency = make_constituency(cast.town)
    leads = []
    for _ in range(CLIENTS):
        person = make_person()
        person.user = make_user("deputy")  # type: ignore[arg-type]
        person.save()
        leads.append(make_deputyship(person, constituency=constituency))

    def put(n: int) -> Suggestion:
        lead = leads[n]
        assert lead.person.user is not None
        row = operations.draft(
            actor=lead.person.user, lead=lead, title=f"第{n}件", situation="路灯不亮。", proposal="修好。"
        )
        row = operations.submit(suggestion=row, actor=lead.person.user)
        return operations.register(suggestion=row, actor=again(cast.keeper), category=cast.category)

    results = at_once(*[lambda n=n: put(n) for n in range(CLIENTS)])
    assert len(done(results)) == CLIENTS, [r for r in results if isinstance(r, Exception)][:3]
    numbers = Suggestion.objects.order_by("number").values_list("number", flat=True)
    assert list(numbers) == list(range(1, CLIENTS + 1)), "no number twice, none left out"
    assert verify().broken is None


def test_of_fifty_hand_overs_one_counts() -> None:
    cast = make_cast()
    row = make_suggestion(cast, State.REGISTERED)

    def assign(n: int) -> Suggestion:
        units = [operations.UnitPart(cast.units[n % 3], Part.LEAD)]
        return operations.assign(suggestion=row, actor=again(cast.keeper), units=units)

    results = at_once(*[lambda n=n: assign(n) for n in range(CLIENTS)])
    assert len(done(results)) == 1
    assert Handling.objects.filter(suggestion=row).count() == 1
    assert Step.objects.filter(suggestion=row, verb="assign").count() == 1


def ready_to_reply(cast: Cast) -> Handling:
    """A part that was signed for, with both contacts."""
    part = part_of(make_suggestion(cast))
    operations.accept(handling=part, actor=cast.staff[0], at=cast.clock)
    contact(cast, part, ContactStage.BEFORE)
    contact(cast, part, ContactStage.DURING)
    return part


def test_of_fifty_replies_one_counts_and_of_fifty_verdicts_one() -> None:
    cast = make_cast()
    part = ready_to_reply(cast)
    category = ReplyCategory.objects.get(letter="A")

    def reply(n: int) -> Reply:
        return operations.reply(
            handling=part, actor=again(cast.staff[0]), category=category, text=f"答复 {n}", signatory="丁志强"
        )

    results = at_once(*[lambda n=n: reply(n) for n in range(CLIENTS)])
    assert len(done(results)) == 1
    kept = Reply.objects.get()
    assert Clock.objects.filter(suggestion=part.suggestion, kind="evaluate").count() == 1

    def rate(n: int) -> Suggestion:
        rating = [Rating.SATISFIED, Rating.UNSATISFIED][n % 2]
        verdict = operations.Verdict(kept, rating, rating, "说明")
        return operations.evaluate(suggestion=part.suggestion, actor=again(cast.deputy), verdicts=[verdict])

    results = at_once(*[lambda n=n: rate(n) for n in range(CLIENTS)])
    assert len(done(results)) == 1
    row = Suggestion.objects.get(pk=part.suggestion_id)
    assert Evaluation.objects.count() == 1
    assert (row.state, row.round) in {(State.EVALUATED, 1), (State.HANDLING, 2)}
    assert Handling.objects.filter(suggestion=row).count() == row.round


def test_two_units_reply_at_once_and_the_deputy_is_asked_once() -> None:
    cast = make_cast()
    row = make_suggestion(cast, State.REGISTERED)
    units = [operations.UnitPart(organ, Part.SPLIT) for organ in cast.units]
    operations.assign(suggestion=row, actor=cast.keeper, units=units, at=cast.clock)
    parts = list(Handling.objects.filter(suggestion=row).select_related("organ", "suggestion"))
    for part in parts:
        actor = cast.staff[cast.units.index(part.organ)]
        operations.accept(handling=part, actor=actor, at=cast.clock)
        contact(cast, part, ContactStage.BEFORE)
        contact(cast, part, ContactStage.DURING)
    category = ReplyCategory.objects.get(letter="A")

    def reply(part: Handling) -> Reply:
        actor = again(cast.staff[cast.units.index(part.organ)])
        return operations.reply(
            handling=part, actor=actor, category=category, text="已办。", signatory="丁志强"
        )

    results = at_once(*[lambda part=part: reply(part) for part in parts])
    assert len(done(results)) == 3
    assert Suggestion.objects.get(pk=row.pk).state == State.REPLIED
    assert Step.objects.filter(suggestion=row, verb="complete_replies").count() == 1


def test_one_contact_sent_fifty_times_is_one() -> None:
    cast = make_cast()
    part = part_of(make_suggestion(cast))
    operations.accept(handling=part, actor=cast.staff[0], at=cast.clock)
    token, on = uuid4(), timezone.localdate(cast.clock)

    def record(day: date = on) -> Contact:
        return operations.record_contact(
            handling=part,
            actor=again(cast.staff[0]),
            stage=ContactStage.BEFORE,
            on=day,
            way="call",
            who="丁志强",
            content="说明了打算",
            token=token,
        )

    assert len(done(at_once(*[record] * CLIENTS))) == CLIENTS
    assert Contact.objects.count() == 1
