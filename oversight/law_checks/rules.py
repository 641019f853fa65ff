"""Who sees inspections of a law: the desk, the units with findings of theirs, the deputies of the team."""

from django.apps import apps
from django.db.models import Q

from congress.access.rules import NOTHING, Grant, Rule, own_organ
from congress.accounts.enums import Role
from congress.accounts.models import Assignment

WRITERS = frozenset({Role.OFFICE, Role.COMMITTEE})
DESK = WRITERS | {Role.LEADER, Role.DEPUTY_WORK}
UNITS = frozenset({Role.UNIT})
DEPUTIES = frozenset({Role.DEPUTY})
READERS = DESK | UNITS | DEPUTIES


def _with_own_findings(assignment: Assignment) -> Q:
    if assignment.organ_id is None:
        return NOTHING
    rows = apps.get_model("oversight", "LawCheckFinding").objects.filter(unit=assignment.organ_id)
    return Q(pk__in=rows.order_by().values("check_of"))


def _of_own_team(assignment: Assignment) -> Q:
    rows = apps.get_model("deputies", "Deputyship").objects.filter(person__user=assignment.user_id)
    through = apps.get_model("oversight", "LawCheck").deputies.through.objects.filter(deputyship__in=rows)
    return Q(pk__in=through.values("lawcheck"))


see_check = Rule(Grant(DESK), Grant(UNITS, _with_own_findings), Grant(DEPUTIES, _of_own_team))
keep_check = Rule(Grant(frozenset({Role.OFFICE})), Grant(frozenset({Role.COMMITTEE}), own_organ("committee")))
