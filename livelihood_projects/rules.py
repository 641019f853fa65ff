"""Who sees and keeps rounds and projects. Who brought an idea, by name and telephone, only its keepers read."""

from django.apps import apps
from django.db.models import Q

from congress.access.rules import Grant, Rule, own_area, own_organ
from congress.accounts.enums import Role
from congress.accounts.models import Assignment
from livelihood_projects.workflow import KEEPERS

DISTRICT = frozenset({Role.OFFICE, Role.DEPUTY_WORK})
WATCHERS = DISTRICT | {Role.LEADER, Role.COMMITTEE}
#: Who is called to propose with the own account; everybody else proposes by the public form.
CALLED = frozenset({Role.DEPUTY, Role.GROUP_LEADER, Role.STATION, Role.UNIT})
PROPOSERS = KEEPERS | CALLED
READERS = WATCHERS | CALLED | {Role.TOWN, Role.GOVERNMENT}


def supervised(assignment: Assignment) -> Q:
    """Projects the holder supervises as a deputy (R253)."""
    rows = apps.get_model("livelihood_projects", "Project").objects.filter(
        supervisors__user=assignment.user_id
    )
    return Q(pk__in=rows.order_by().values("pk"))


def of_the_district(_assignment: Assignment) -> Q:
    """Projects of the district's own rounds."""
    return Q(round__area=None)


def own_ideas(assignment: Assignment) -> Q:
    """What the holder proposed: whoever brought it sees what became of it (R247)."""
    return Q(proposed_by=assignment.user_id)


keep_round = Rule(Grant(DISTRICT), Grant(frozenset({Role.TOWN}), own_area()))
see_round = Rule(Grant(WATCHERS), Grant(frozenset({Role.TOWN}), own_area()))
keep_project = Rule(Grant(DISTRICT), Grant(frozenset({Role.TOWN}), own_area("round__area")))
report_on = Rule(
    Grant(DISTRICT),
    Grant(frozenset({Role.TOWN}), own_area("round__area")),
    Grant(frozenset({Role.UNIT}), own_organ("unit")),
)
see_project = Rule(
    Grant(WATCHERS),
    Grant(frozenset({Role.TOWN}), own_area("round__area")),
    Grant(frozenset({Role.GOVERNMENT}), of_the_district),
    Grant(frozenset({Role.UNIT}), own_organ("unit")),
    Grant(frozenset({Role.DEPUTY, Role.GROUP_LEADER}), supervised),
    Grant(CALLED, own_ideas),
)
#: Polls of a round: whose the round is keeps them.
keep_poll = Rule(Grant(DISTRICT), Grant(frozenset({Role.TOWN}), own_area()))
see_poll = Rule(Grant(WATCHERS), Grant(frozenset({Role.TOWN}), own_area()))
