"""Who reads duty reports, arranges them, plans them and writes their text."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.db.models import Q

from congress.access.exceptions import Conflict
from congress.access.rules import Grant, Rule, own_area
from congress.accounts.enums import Role
from congress.accounts.models import Assignment, User
from deputies import rules
from deputies.duty import rules as duty
from deputies.duty_reports.enums import Audience
from deputies.duty_reports.workflow import KEEPERS, OFFICE

if TYPE_CHECKING:
    from deputies.models import DutyReport

_TOWNS = frozenset({Role.TOWN})
_LEADERS = frozenset({Role.GROUP_LEADER})
_DEPUTIES = frozenset({Role.DEPUTY, Role.GROUP_LEADER})
READERS = duty.READERS
#: Deputies find their own reports on a page of their own.
OWN = frozenset({Role.DEPUTY})
#: Who plans for the year: each group leader for the own group (R071).
PLANNERS = KEEPERS | _LEADERS
#: Who sees the plan and the list of those who still owe a report.
OVERSEERS = READERS - OWN


def _of_area(assignment: Assignment) -> Q:
    return Q(deputyship__in=rules.deputyships().filter(rules.deputyships_of_area(assignment)).values("pk"))


def _own(assignment: Assignment) -> Q:
    return Q(deputyship__person__user_id=assignment.user_id)


see_report = duty.seen_by("deputyship")
keep_report = Rule(Grant(OFFICE), Grant(_TOWNS, _of_area))
#: The text is the deputy's own; those who keep the report may enter it for one who has no phone.
write_text = Rule(Grant(OFFICE), Grant(_TOWNS, _of_area), Grant(_DEPUTIES, _own))
#: Deputyships a keeper may arrange a report of.
keep_of = Rule(Grant(OFFICE), Grant(_TOWNS, rules.deputyships_of_area))
#: Deputyships whose reports somebody oversees: the plan by group, the list of those who owe one.
oversee = Rule(
    Grant(OVERSEERS - _TOWNS - _LEADERS),
    Grant(_TOWNS, rules.deputyships_of_area),
    Grant(_LEADERS, rules.sitting_in_led_group),
)
#: Ballots on reports: of the standing committee the office keeps, of voters a town too.
keep_poll = Rule(Grant(OFFICE), Grant(_TOWNS, own_area()))
see_poll = Rule(Grant(OFFICE | {Role.LEADER}), Grant(_TOWNS, own_area()))
plan_group = Rule(Grant(OFFICE), Grant(_TOWNS, rules.groups_of_area), Grant(_LEADERS, rules.groups_of_holder))


def may_ballot(user: User, report: DutyReport) -> bool:
    """Who prepares the ballot on a report they keep: of the standing committee only the office."""
    return report.audience == Audience.VOTERS or user.has_role(*OFFICE)


def require_ballot(user: User, report: DutyReport) -> None:
    """``Conflict`` for whoever keeps the report and may not."""
    if not may_ballot(user, report):
        raise Conflict("向常委会述职的评议投票，由常委会办公室、代表工委准备")
