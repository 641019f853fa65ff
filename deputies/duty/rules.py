"""Who may see, confirm and review duties, and who keeps the registers."""

from __future__ import annotations

from django.db.models import Q

from congress.access.rules import Grant, Rule, Scope, everywhere
from congress.accounts.enums import Role
from congress.accounts.models import Assignment
from deputies import rules
from deputies.duty.workflow import KEEPERS

_DESK = frozenset({Role.OFFICE, Role.DEPUTY_WORK, Role.COMMITTEE, Role.LEADER})
_TOWNS = frozenset({Role.TOWN})
_LEADERS = frozenset({Role.GROUP_LEADER})
_DEPUTIES = frozenset({Role.DEPUTY, Role.GROUP_LEADER})
#: Who reads registers, each within a scope of their own.
READERS = _DESK | _TOWNS | _DEPUTIES


def _of_area(path: str) -> Scope:
    """Duties and registers of the deputies of a town; ``path`` leads to the deputyship."""

    def scope(assignment: Assignment) -> Q:
        return Q(
            **{f"{path}__in": rules.deputyships().filter(rules.deputyships_of_area(assignment)).values("pk")}
        )

    return scope


def _of_group(path: str) -> Scope:
    """Those of the deputies who sit in a group of which the holder has a post."""

    def scope(assignment: Assignment) -> Q:
        return Q(
            **{f"{path}__in": rules.deputyships().filter(rules.sitting_in_led_group(assignment)).values("pk")}
        )

    return scope


def _own(path: str) -> Scope:
    def scope(assignment: Assignment) -> Q:
        return Q(**{f"{path}__person__user_id": assignment.user_id})

    return scope


def _others(scope: Scope, path: str = "deputyship") -> Scope:
    """The same without what is the holder's own: nobody confirms their own duties."""

    def without(assignment: Assignment) -> Q:
        return scope(assignment) & ~_own(path)(assignment)

    return without


def seen_by(path: str) -> Rule:
    """Who may read what hangs on a deputyship of the register; ``path`` leads to it (“account__deputyship”)."""
    return Rule(
        Grant(_DESK),
        Grant(_TOWNS, _of_area(path)),
        Grant(_LEADERS, _of_group(path)),
        Grant(_DEPUTIES, _own(path)),
    )


see_duty = seen_by("deputyship")
confirm_duty = Rule(
    Grant(KEEPERS, _others(everywhere)),
    Grant(_LEADERS, _others(_of_group("deputyship"))),
)
review_duty = Rule(Grant(KEEPERS, _others(everywhere)))
own_duty = Rule(Grant(_DEPUTIES, _own("deputyship")))
#: The group keeps the registers of its members: it locks them, it does not write in them (R057).
keep_register = Rule(Grant(KEEPERS), Grant(_LEADERS, _of_group("deputyship")))

#: The file of a deputyship as a whole: the same people, asked of the deputyship itself.
see_file = Rule(
    Grant(_DESK),
    Grant(_TOWNS, rules.deputyships_of_area),
    Grant(_LEADERS, rules.sitting_in_led_group),
    Grant(_DEPUTIES, lambda assignment: Q(person__user_id=assignment.user_id)),
)
keep_file = Rule(Grant(KEEPERS), Grant(_LEADERS, rules.sitting_in_led_group))
#: Who works with lists of registers; a deputy has the own one on the phone.
LIST_READERS = _DESK | _TOWNS | _LEADERS
DEPUTIES = _DEPUTIES
