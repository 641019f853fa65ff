"""Who may see and keep schemes, scores, publications, objections and appraisals."""

from __future__ import annotations

from django.db.models import Q

from congress.access.rules import Grant, Rule, Scope, own_area
from congress.accounts.enums import Role
from congress.accounts.models import Assignment
from deputies.duty import rules as duty_rules
from deputies.duty.workflow import DECLARERS, KEEPERS
from deputies.points.enums import SchemeState

_TOWNS = frozenset({Role.TOWN})
#: Who keeps schemes, publishes scores and answers objections: the district's, and a town its own (R073).
MAKERS = KEEPERS | _TOWNS
#: Who reads points at all, each within a scope of their own.
READERS = duty_rules.READERS
#: Who reads the ranking: everybody but deputies, who read their own points.
RANKERS = READERS - {Role.DEPUTY}


def _published(_assignment: Assignment) -> Q:
    return ~Q(state=SchemeState.DRAFT)


def _own_or_published(assignment: Assignment) -> Q:
    return own_area("area")(assignment) | _published(assignment)


def _own(path: str) -> Scope:
    def scope(assignment: Assignment) -> Q:
        return Q(**{f"{path}__person__user_id": assignment.user_id})

    return scope


def _everybody_elses(path: str) -> Scope:
    def scope(assignment: Assignment) -> Q:
        return ~_own(path)(assignment)

    return scope


def kept_by(path: str) -> Rule:
    """The district's people everywhere, a town's for its own area; ``path`` leads to the area."""
    return Rule(Grant(KEEPERS), Grant(_TOWNS, own_area(path)))


see_scheme = Rule(Grant(KEEPERS), Grant(_TOWNS, _own_or_published), Grant(READERS, _published))
keep_scheme = kept_by("area")
keep_publication = kept_by("area")
#: Nobody appraises themselves.
keep_account = Rule(
    Grant(KEEPERS, _everybody_elses("deputyship")),
    Grant(_TOWNS, own_area("area")),
)
see_objection = duty_rules.seen_by("account__deputyship")
own_account = Rule(Grant(DECLARERS, _own("deputyship")))
own_objection = Rule(Grant(DECLARERS, _own("account__deputyship")))
#: Nobody answers their own.
answer_objection = Rule(
    Grant(KEEPERS, _everybody_elses("account__deputyship")),
    Grant(_TOWNS, own_area("account__area")),
)
