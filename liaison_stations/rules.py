"""Who may see and keep stations and what was heard there (requirements section 5, R183, R316).

Station staff see their own stations; a town its area; the congress office and leaders the whole district; a unit the
matters it was given. Names and phones of citizens are for those who received the matter and who pass it on; the
handling unit sees them with the citizen's consent only.
"""

from __future__ import annotations

from datetime import date

from django.apps import apps
from django.db.models import Q, QuerySet
from django.utils import timezone

from congress.access.rules import NOTHING, Grant, Rule, everywhere, own_area, own_organ
from congress.accounts.enums import Role
from congress.accounts.models import Assignment
from liaison_stations.enums import MatterState
from liaison_stations.workflow import KEEPERS, OFFICE, STATION, UNITS

_TOWNS = frozenset({Role.TOWN})
_LEADERS = frozenset({Role.LEADER})
_DEPUTIES = frozenset({Role.DEPUTY, Role.GROUP_LEADER})
_COMMITTEES = frozenset({Role.COMMITTEE})
#: Who finds stations at a desk.
READERS = KEEPERS | STATION | _LEADERS | _COMMITTEES
#: Who looks at the cover of the whole area, and at what is missing.
COVERAGE_READERS = READERS - STATION
#: Who finds matters at a desk.
MATTER_READERS = KEEPERS | STATION | _LEADERS | UNITS


def held_on(on: date, prefix: str = "") -> Q:
    """Rows with ``starts_on`` and ``ends_on`` whose dates include a day."""
    return Q(**{f"{prefix}starts_on__lte": on}) & (
        Q(**{f"{prefix}ends_on__isnull": True}) | Q(**{f"{prefix}ends_on__gte": on})
    )


def _stations_of(assignment: Assignment) -> QuerySet:  # type: ignore[type-arg] # no import in a circle
    """Keys of the stations at which the holder is staff today."""
    posts = apps.get_model("liaison_stations", "StaffPost")._default_manager
    mine = posts.filter(held_on(timezone.localdate()), person__user_id=assignment.user_id)
    return mine.order_by().values("station_id")


def own_station(field: str = "") -> Rule:
    """Kept by station staff at their own stations, by towns in their area, by the office everywhere."""
    path = f"{field}__" if field else ""
    key = f"{field}_id__in" if field else "pk__in"
    return Rule(
        Grant(OFFICE),
        Grant(_TOWNS, own_area(f"{path}area")),
        Grant(STATION, lambda assignment: Q(**{key: _stations_of(assignment)})),
    )


def covered(path: str) -> Rule:
    """What lies in the area somebody looks after, the district or the own town; ``path`` leads to an Area's path."""

    def own(assignment: Assignment) -> Q:
        if assignment.area is None:
            return NOTHING
        return Q(**{f"{path}__startswith": assignment.area.path})

    return Rule(Grant(COVERAGE_READERS - _TOWNS), Grant(_TOWNS, own))


def _read(rule: Rule) -> Rule:
    """The same, and read by leaders everywhere."""
    return Rule(*rule.grants, Grant(_LEADERS | _COMMITTEES, everywhere))


#: Change what a station is: name, address, staff, deputies, rules. Staff of a station keep their own.
keep_station = own_station()
#: Register, close and re-file stations; a town those of its own area (R183).
manage_station = Rule(Grant(OFFICE), Grant(_TOWNS, own_area("area")))
see_station = _read(keep_station)
#: Plan and record reception days.
keep_day = own_station("station")


def _on_duty(assignment: Assignment) -> Q:
    """Where the deputy has a turn."""
    turns = apps.get_model("liaison_stations", "Duty")._default_manager
    mine = turns.filter(deputyship__person__user_id=assignment.user_id)
    return Q(pk__in=mine.order_by().values("day_id"))


see_day = Rule(*_read(keep_day).grants, Grant(_DEPUTIES, _on_duty))
#: Decide, answer, tell: where the matter was heard.
keep_matter = own_station("station")


def _heard(assignment: Assignment) -> Q:
    """What the deputy heard, without names of citizens."""
    return Q(heard_by__person__user_id=assignment.user_id)


def _given(assignment: Assignment) -> Q:
    return own_organ()(assignment) & ~Q(state=MatterState.RECEIVED)


see_matter = Rule(
    *keep_matter.grants, Grant(_LEADERS, everywhere), Grant(UNITS, _given), Grant(_DEPUTIES, _heard)
)
#: Answer for the unit that was given the matter.
answer_matter = Rule(*keep_matter.grants, Grant(UNITS, own_organ()))


def _given_with_consent(assignment: Assignment) -> Q:
    return _given(assignment) & Q(citizen__consents=True)


#: Open the name and phone of the citizen; each time is written to the audit trail (R316).
reveal_citizen = Rule(*keep_matter.grants, Grant(UNITS, _given_with_consent))
