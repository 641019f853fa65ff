"""Random steps in random order by random people: nothing that must never be false becomes true."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime, timedelta
from typing import Any
from uuid import uuid4

import pytest
from django.core.exceptions import PermissionDenied, ValidationError
from django.db import transaction
from django.utils import timezone
from hypothesis import HealthCheck, settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, initialize, invariant, rule, run_state_machine_as_test

from congress.access.exceptions import Conflict
from congress.accounts.models import User
from suggestions import operations
from suggestions.enums import (
    BUSY_STATES,
    LIVE_STATES,
    OPEN_STATES,
    ClockKind,
    ContactStage,
    HandlingState,
    Part,
    Rating,
    State,
)
from suggestions.models import Clock, Commitment, Handling, ReplyCategory, Step, Suggestion
from suggestions.workflow import SUGGESTION_WORKFLOW
from tests.suggestions.cast import Cast, make_cast, make_suggestion

pytestmark = [pytest.mark.django_db, pytest.mark.slow]

people = st.sampled_from(
    [
        "deputy",
        "keeper",
        "deputy",
        "keeper",
        "office",
        "leader",
        "committee",
        "town_user",
        "unit0",
        "unit1",
        "unit2",
    ]
)
which = st.integers(0, 2)
ratings = st.sampled_from(Rating.values)
#: The steps that were taken, so that the test cannot pass by being refused.
REACHED: set[str] = set()
PLAIN = ["register", "send_back", "divert", "withdraw", "strike_off", "reopen", "waive"]
OF_UNITS = ["accept", "ask_return", "refuse_return", "reassign", "release"]


class Office(RuleBasedStateMachine):
    """Two suggestions of one deputy in an office where everybody tries everything."""

    cast: Cast
    rows: list[int]

    @initialize(first=st.sampled_from(State.values), second=st.sampled_from(State.values))
    def open_the_day(self, first: str, second: str) -> None:
        """Two suggestions, each anywhere; the transaction they are made in is taken back at the end."""
        self.atomic = transaction.atomic()
        self.atomic.__enter__()
        self.cast = make_cast()
        self.rows = [make_suggestion(self.cast, first).pk, make_suggestion(self.cast, second, co=1).pk]
        self.now = self.cast.clock

    def teardown(self) -> None:
        if hasattr(self, "atomic"):
            transaction.set_rollback(True)
            self.atomic.__exit__(None, None, None)

    def by(self, name: str) -> User:
        if name.startswith("unit"):
            return self.cast.staff[int(name[-1])]
        found: User = getattr(self.cast, name)
        return found

    def row(self, n: int) -> Suggestion:
        return Suggestion.objects.get(pk=self.rows[n % 2])

    def part(self, n: int, unit: int) -> Handling | None:
        parts = Handling.objects.select_related("organ", "suggestion")
        return parts.filter(suggestion=self.rows[n % 2], organ=self.cast.units[unit]).order_by("id").last()

    def attempt(self, take: Callable[[datetime], Any]) -> None:
        """Try it some hours later; being refused in so many words is an answer, anything else is a fault."""
        self.now += timedelta(hours=7)
        try:
            with transaction.atomic():
                take(self.now)
        except (PermissionDenied, Conflict, ValidationError):
            return

    @rule(days=st.integers(1, 45))
    def time_passes(self, days: int) -> None:
        self.now += timedelta(days=days)

    @rule(n=which, who=people)
    def submit(self, n: int, who: str) -> None:
        self.attempt(lambda at: operations.submit(suggestion=self.row(n), actor=self.by(who), at=at))

    @rule(
        n=which,
        who=people,
        step=st.sampled_from(
            ["register", "send_back", "divert", "withdraw", "strike_off", "reopen", "waive"]
        ),
    )
    def plain_step(self, n: int, who: str, step: str) -> None:
        givens: dict[str, dict[str, Any]] = {
            "register": {"category": self.cast.category},
            "divert": {"channel": "petition", "reason": "诉求"},
            "strike_off": {"checked": "看过"},
        }
        given = givens.get(step, {"reason": "理由"})
        take = getattr(operations, step)
        self.attempt(lambda at: take(suggestion=self.row(n), actor=self.by(who), at=at, **given))

    @rule(n=which, who=people, down=st.booleans())
    def change_gate(self, n: int, who: str, down: bool) -> None:
        if down:
            self.attempt(
                lambda at: operations.send_down(
                    suggestion=self.row(n), actor=self.by(who), town=self.cast.town, reason="镇里能办", at=at
                )
            )
        else:
            self.attempt(lambda at: operations.report_up(suggestion=self.row(n), actor=self.by(who), at=at))

    @rule(n=which, who=people)
    def merge(self, n: int, who: str) -> None:
        self.attempt(
            lambda at: operations.merge(
                suggestion=self.row(n), actor=self.by(who), into=self.row(n + 1), at=at
            )
        )

    @rule(n=which, who=people, parts=st.lists(st.sampled_from(Part.values), min_size=1, max_size=3))
    def assign(self, n: int, who: str, parts: list[str]) -> None:
        units = [
            operations.UnitPart(organ, Part(p)) for organ, p in zip(self.cast.units, parts, strict=False)
        ]
        self.attempt(
            lambda at: operations.assign(suggestion=self.row(n), actor=self.by(who), units=units, at=at)
        )

    @rule(
        n=which,
        unit=which,
        who=people,
        to=which,
        step=st.sampled_from(OF_UNITS),
    )
    def step_of_a_unit(self, n: int, unit: int, who: str, to: int, step: str) -> None:
        part = self.part(n, unit)
        if part is None:
            return
        given: dict[str, Any] = {
            "accept": {},
            "ask_return": {"reason": "不归本单位", "proposed_unit": self.cast.units[to]},
            "reassign": {"unit": operations.UnitPart(self.cast.units[to], Part(part.part)), "reason": "改办"},
        }.get(step, {"reason": "理由"})
        take = getattr(operations, step)
        self.attempt(lambda at: take(handling=part, actor=self.by(who), at=at, **given))

    @rule(n=which, unit=which, stage=st.sampled_from(ContactStage.values))
    def contact(self, n: int, unit: int, stage: str) -> None:
        part = self.part(n, unit)
        if part is not None:
            self.attempt(
                lambda at: operations.record_contact(
                    handling=part,
                    actor=self.by(f"unit{unit}"),
                    stage=stage,
                    at=at,
                    on=timezone.localdate(at),
                    way="call",
                    who="丁志强",
                    content="说明了进度",
                    token=uuid4(),
                )
            )

    @rule(n=which, unit=which, letter=st.sampled_from("ABCD"), days=st.integers(-3, 60))
    def reply(self, n: int, unit: int, letter: str, days: int) -> None:
        part = self.part(n, unit)
        if part is None:
            return
        actor, category = self.by(f"unit{unit}"), ReplyCategory.objects.get(letter=letter)
        if part.part == Part.CO:
            self.attempt(lambda at: operations.give_opinion(handling=part, actor=actor, text="同意。", at=at))
            return
        self.attempt(
            lambda at: operations.reply(
                handling=part,
                actor=actor,
                category=category,
                text="已办。",
                signatory="丁志强",
                at=at,
                promised_on=timezone.localdate(at) + timedelta(days=days),
            )
        )

    @rule(n=which, who=people, verdicts=st.lists(ratings, min_size=3, max_size=3))
    def evaluate(self, n: int, who: str, verdicts: list[str]) -> None:
        row = self.row(n)
        parts = Handling.objects.live().replying().filter(suggestion=row, round=row.round)
        replies = [part.reply_given for part in parts if hasattr(part, "reply_given")]
        said = [operations.Verdict(r, v, v, "说明") for r, v in zip(replies, verdicts, strict=False)]
        self.attempt(lambda at: operations.evaluate(suggestion=row, actor=self.by(who), verdicts=said, at=at))

    @rule(n=which, who=people, again=st.booleans())
    def end_study(self, n: int, who: str, again: bool) -> None:
        take = operations.redo_after_study if again else operations.conclude_study
        self.attempt(lambda at: take(suggestion=self.row(n), actor=self.by(who), conclusion="已研究", at=at))

    @rule(n=which, unit=which, days=st.integers(-5, 60), grant=st.booleans())
    def extend(self, n: int, unit: int, days: int, grant: bool) -> None:
        part = self.part(n, unit)
        if part is None:
            return
        until = timezone.localdate(self.now) + timedelta(days=days)
        self.attempt(
            lambda at: operations.ask_extension(
                handling=part, actor=self.by(f"unit{unit}"), until=until, reason="要招标", at=at
            )
        )
        asked = part.extensions.order_by("id").last()
        if asked is not None:
            self.attempt(
                lambda at: operations.decide_extension(
                    extension=asked, actor=self.cast.keeper, grant=grant, at=at
                )
            )

    @rule(n=which, unit=which)
    def go_on(self, n: int, unit: int) -> None:
        """The step most people would take next, so that the random ones meet suggestions far along."""
        row, cast = self.row(n), self.cast
        match row.state:
            case State.DRAFT | State.RETURNED:
                self.submit(n, "deputy")
            case State.SUBMITTED if unit == 2:
                self.change_gate(
                    n, "town_user" if row.gate_id == cast.town.pk else "keeper", row.gate_id != cast.town.pk
                )
            case State.SUBMITTED:
                self.plain_step(n, "keeper", "register")
            case State.REGISTERED:
                self.assign(
                    n, "keeper", [Part.LEAD, Part.CO] if unit else [Part.SPLIT, Part.SPLIT, Part.SPLIT]
                )
            case State.HANDLING:
                for part in Handling.objects.busy().filter(suggestion=row, round=row.round):
                    at = [organ.pk for organ in cast.units].index(part.organ_id)
                    self.step_of_a_unit(n, at, f"unit{at}", at, "accept")
                    self.contact(n, at, ContactStage.BEFORE)
                    self.contact(n, at, ContactStage.DURING)
                    self.reply(n, at, "A", 1)
            case State.REPLIED if unit == 2:
                self.now += timedelta(days=45)
                self.plain_step(n, "keeper", "waive")
            case State.REPLIED:
                self.evaluate(n, "deputy", [Rating.UNSATISFIED if unit else Rating.SATISFIED] * 3)
            case State.STUDY:
                self.end_study(n, "keeper", again=bool(unit))
            case State.EVALUATED:
                self.plain_step(n, "keeper", "strike_off")
            case State.CLOSED if unit == 2:
                self.plain_step(n, "keeper", "reopen")

    @invariant()
    def everything_holds(self) -> None:
        for pk in getattr(self, "rows", ()):
            row = Suggestion.objects.get(pk=pk)
            REACHED.update(row.steps.filter(handling=None).values_list("verb", flat=True))
            check(row)


def check(row: Suggestion) -> None:
    """What must always hold of a suggestion, whatever happened to it."""
    replayed = State.DRAFT.value
    for step in Step.objects.filter(suggestion=row, handling=None):
        assert step.before == replayed
        replayed = step.after
    assert replayed == row.state, "the history gives the state"
    running = list(Clock.objects.running().filter(suggestion=row))
    timed = [clock for clock in running if clock.kind != ClockKind.FOLLOW_UP]
    assert bool(timed) == (row.state in OPEN_STATES), "one who has something to do has a clock, nobody else"
    assert row.due_on == min((clock.due_on for clock in timed), default=None)
    parts = list(row.handlings.all())
    live = [part for part in parts if part.state in LIVE_STATES and part.round == row.round]
    shape = sorted(part.part for part in live if part.part != Part.CO)
    if row.state in {State.HANDLING, State.REPLIED, State.STUDY, State.EVALUATED, State.CLOSED}:
        assert shape == ["lead"] or (len(shape) >= 2 and set(shape) == {"split"}), "somebody answers for it"
    waiting = [part for part in live if part.state in BUSY_STATES and part.part != Part.CO]
    assert bool(waiting) == (row.state == State.HANDLING), "handled exactly as long as a reply is owed"
    for part in parts:
        replayed = HandlingState.ASSIGNED.value
        for step in part.steps.all():
            assert step.before == replayed
            replayed = step.after
        ended_with_the_whole = part.state == HandlingState.ENDED and replayed in BUSY_STATES
        assert replayed == part.state or ended_with_the_whole
        assert part.state not in BUSY_STATES or part.round == row.round, (
            "no unit is left behind in an old round"
        )
    if row.state == State.CLOSED:
        assert row.strike_number
    for promise in Commitment.objects.filter(suggestion=row).select_related("reply"):
        assert promise.promised_on > promise.reply.replied_on


def test_random_steps_never_break_what_must_hold() -> None:
    quiet = [HealthCheck.too_slow, HealthCheck.filter_too_much, HealthCheck.data_too_large]
    how = settings(max_examples=40, stateful_step_count=30, derandomize=True, suppress_health_check=quiet)
    REACHED.clear()
    run_state_machine_as_test(Office, settings=how)
    taken = REACHED & set(SUGGESTION_WORKFLOW.transitions)
    assert len(taken) >= 12, f"only {sorted(taken)} were taken"
