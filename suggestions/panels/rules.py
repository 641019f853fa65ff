"""Who sees and does what: the committee's desk all; units and deputies their own results once they are fed back."""

from __future__ import annotations

from typing import Any

from django.apps import apps
from django.db.models import Q

from congress.access.rules import NOTHING, Grant, Rule
from congress.accounts.enums import Role
from congress.accounts.models import Assignment
from suggestions.panels.enums import TOLD
from suggestions.panels.workflow import DECIDERS
from suggestions.workflow import OFFICE, PROPOSERS, UNITS

_DESK = OFFICE | {Role.COMMITTEE, Role.LEADER}
READERS = _DESK
#: Who opens the result of one suggestion.
RESULT_READERS = _DESK | UNITS | PROPOSERS


def _of_unit(assignment: Assignment) -> Q:
    if assignment.organ_id is None:
        return NOTHING
    return Q(unit_id=assignment.organ_id, round__state__in=TOLD)


def _of_deputy(assignment: Assignment) -> Q:
    return Q(suggestion__lead__person__user_id=assignment.user_id, round__state__in=TOLD)


def _member(assignment: Assignment) -> Q:
    panels: Any = apps.get_model("suggestions", "PanelMember")._default_manager
    return Q(pk__in=panels.filter(person__user_id=assignment.user_id).order_by().values("panel"))


see_round = Rule(Grant(_DESK))
keep_round = Rule(Grant(OFFICE))
fix_list = Rule(Grant(DECIDERS))
see_candidate = Rule(Grant(_DESK), Grant(UNITS, _of_unit), Grant(PROPOSERS, _of_deputy))
talk = Rule(Grant(DECIDERS))
report_mending = Rule(Grant(UNITS, _of_unit))
see_panel = Rule(Grant(_DESK), Grant(PROPOSERS, _member))
#: Polls of panels: neither unit nor deputy comes near the count (R230).
keep_poll = Rule(Grant(OFFICE))
see_poll = Rule(Grant(OFFICE | {Role.LEADER}))
#: Prepare the re-test of a suggestion.
keep_candidate = Rule(Grant(OFFICE))
