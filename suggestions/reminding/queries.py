"""Which time limits are due to be told, and to whom."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, timedelta
from functools import cached_property

from congress.accounts.enums import Role
from congress.accounts.models import Assignment
from congress.workdays.calendar import current
from suggestions.enums import OPEN_STATES, Audience, ClockKind
from suggestions.models import Clock, KeySupervision, Reminder, ReminderRule
from suggestions.supervision.enums import UNDER_WAY
from suggestions.workflow import OFFICE

#: Time limits that run for the congress office, and for the deputy; all others run for a unit.
OF_OFFICE = frozenset({ClockKind.HAND_OVER, ClockKind.DECIDE_RETURN, ClockKind.STRIKE_OFF, ClockKind.STUDY})
OF_DEPUTY = frozenset({ClockKind.AMEND, ClockKind.EVALUATE})


@dataclass(frozen=True)
class Call:
    """A rule that speaks today for a time limit, with how many working days it is past (negative: still to go)."""

    clock: Clock
    rule: ReminderRule
    past: int


def calls(today: date) -> list[Call]:
    """Every rule that has to speak today and has not spoken yet, the oldest time limit first (four queries)."""
    rules = list(ReminderRule.objects.filter(active=True))
    if not rules:
        return []
    calendar = current()
    ahead = calendar.add_working_days(today, max(0, -min(rule.days for rule in rules)))
    clocks = Clock.objects.running().filter(due_on__lte=ahead + timedelta(days=1))
    clocks = clocks.filter(suggestion__state__in=OPEN_STATES) | clocks.filter(kind=ClockKind.FOLLOW_UP)
    clocks = clocks.select_related("suggestion__lead__person", "suggestion__gate", "handling__organ")
    spoken = set(Reminder.objects.filter(clock__in=clocks.values("pk")).values_list("clock_id", "rule_id"))
    return [
        Call(clock, rule, past)
        for clock in clocks.order_by("due_on", "pk")
        for past in [calendar.working_days_between(clock.due_on, today)]
        for rule in rules
        if rule.days <= past and (clock.pk, rule.pk) not in spoken
    ]


class Readers:
    """The accounts behind each audience, read once for a morning (three queries)."""

    @cached_property
    def _assignments(self) -> list[Assignment]:
        wanted = [*OFFICE, Role.TOWN, Role.UNIT, Role.GOVERNMENT, Role.LEADER]
        return list(Assignment.objects.in_force().filter(role__in=wanted, user__is_active=True))

    @cached_property
    def _by_organ(self) -> dict[int | None, list[Assignment]]:
        found: dict[int | None, list[Assignment]] = defaultdict(list)
        for assignment in self._assignments:
            if assignment.role == Role.UNIT:
                found[assignment.organ_id].append(assignment)
        return found

    @cached_property
    def _supervising(self) -> dict[int, int]:
        """The account of the leader who supervises a key suggestion."""
        rows = KeySupervision.objects.filter(state__in=UNDER_WAY, leader__user__is_active=True)
        return dict(rows.values_list("suggestion_id", "leader__user_id"))

    def of(self, call: Call) -> Iterable[int]:
        """The keys of the accounts that this call reaches."""
        clock, audience = call.clock, call.rule.audience
        by_unit = clock.kind not in OF_OFFICE | OF_DEPUTY
        if audience == Audience.RESPONSIBLE:
            return self._responsible(clock)
        if audience == Audience.HEAD:
            parts = self._by_organ.get(clock.handling.organ_id, []) if by_unit and clock.handling else []
            return [assignment.user_id for assignment in parts if assignment.is_head]
        if audience == Audience.GOVERNMENT:
            return self._holders(Role.GOVERNMENT) if by_unit else []
        if clock.kind in OF_DEPUTY:
            return []
        leader = self._supervising.get(clock.suggestion_id)
        return [leader] if leader else self._holders(Role.LEADER)

    def _responsible(self, clock: Clock) -> Iterable[int]:
        row = clock.suggestion
        if clock.kind in OF_DEPUTY:
            return [row.lead.person.user_id] if row.lead.person.user_id else []
        if clock.kind in OF_OFFICE:
            if row.gate.parent_id is None:
                return self._holders(*OFFICE)
            towns = (a for a in self._assignments if a.role == Role.TOWN)
            return [a.user_id for a in towns if a.area_id == row.gate_id]
        part = clock.handling
        return [a.user_id for a in self._by_organ.get(part.organ_id, [])] if part else []

    def _holders(self, *roles: str) -> list[int]:
        return [a.user_id for a in self._assignments if a.role in roles]
