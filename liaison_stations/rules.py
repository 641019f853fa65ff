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

from congress.access.rules import NOTHING, Grant, Rule, Scope, everywhere, own_area, own_organ
from congress.accounts.enums import Role
from congress.accounts.models import Assignment
from liaison_stations.enums import CheckSide, CheckState, InspectionKind, InspectionState, MatterState
from liaison_stations.workflow import KEEPERS, OFFICE, STAFF, STATION, UNITS

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


# --- inspections, problems, supervision meetings (R075, R137) ---
#: Who finds inspections and problems at a desk.
INSPECTION_READERS = READERS
#: Who finds supervision meetings.
MEETING_READERS = COVERAGE_READERS
#: Inspections everybody at a desk may hear of: announced ones, and those that were released.
ANNOUNCED = ~Q(kind=InspectionKind.UNANNOUNCED) | Q(state=InspectionState.RELEASED)
#: Problems whose inspection was released; those of meetings have none.
_TOLD = Q(inspection__isnull=True) | Q(inspection__state=InspectionState.RELEASED)
#: Who knows of an unannounced inspection before it is released: neither the station nor its town.
KNOWING = OFFICE | _LEADERS
_of_station, _of_meeting = own_area("station__area"), own_area("meeting__area")


def _at_own_station(assignment: Assignment) -> Q:
    return Q(station_id__in=_stations_of(assignment))


see_inspection = Rule(
    Grant(KNOWING),
    Grant(_COMMITTEES, lambda _assignment: ANNOUNCED),
    Grant(_TOWNS, lambda assignment: _of_station(assignment) & ANNOUNCED),
    Grant(STATION, lambda assignment: _at_own_station(assignment) & ANNOUNCED),
)
#: Read what was found: of an announced inspection too only once it was released.
see_result = Rule(Grant(KNOWING), Grant(READERS, lambda _assignment: Q(state=InspectionState.RELEASED)))
keep_inspection = Rule(Grant(OFFICE))
see_meeting = Rule(
    Grant(KNOWING | _COMMITTEES),
    Grant(_TOWNS, lambda assignment: own_area("area")(assignment) | Q(area__parent__isnull=True)),
)
keep_meeting = Rule(Grant(OFFICE), Grant(_TOWNS, own_area("area")))
see_problem = Rule(
    Grant(KNOWING),
    Grant(_COMMITTEES, lambda _assignment: _TOLD),
    Grant(_TOWNS, lambda assignment: (_of_station(assignment) | _of_meeting(assignment)) & _TOLD),
    Grant(STATION, lambda assignment: _at_own_station(assignment) & _TOLD),
)
#: Say that a problem was mended.
mend_problem = Rule(Grant(OFFICE), *(grant for grant in see_problem.grants if grant.roles & STAFF - OFFICE))
#: Change, strike off and take back: whoever found it, the office or the town whose meeting it was.
keep_problem = Rule(Grant(OFFICE), Grant(_TOWNS, _of_meeting))

# --- the yearly ranking (R187) ---
RANKING_READERS = COVERAGE_READERS
#: Weigh the parts, freeze the ranking, take it back.
keep_ranking = Rule(Grant(OFFICE))

# --- standards: own check by whoever keeps the station, the district's by the office (R148) ---


def _sent_or_own(scope: Scope) -> Scope:
    """Within a scope what was handed in, and the station's own draft; the district's draft is its own affair."""
    return lambda assignment: scope(assignment) & (Q(state=CheckState.SENT) | Q(side=CheckSide.OWN))


def _sent(_assignment: Assignment) -> Q:
    return Q(state=CheckState.SENT)


write_own_check = own_station("station")
see_check = Rule(
    *(
        Grant(grant.roles, _sent_or_own(grant.scope))
        for grant in write_own_check.grants
        if grant.roles != OFFICE
    ),
    Grant(OFFICE),
    Grant(_LEADERS | _COMMITTEES, _sent),
)
#: Works at sites: entered by whoever manages the stations of the area, read by who sees the site (R144).
keep_work = Rule(Grant(OFFICE), Grant(_TOWNS, own_area("station__area")))
see_work = _read(own_station("station"))

# --- activities of stations, and what the district asks of its towns ---
keep_activity = own_station("station")
see_activity = _read(keep_activity)
#: What one town tells of itself (its feature of the year, its show): kept by the town and the office.
keep_of_town = Rule(Grant(OFFICE), Grant(_TOWNS, own_area("area")))

# -- services of a station, what was done, who booked --------------------------------------------------------
keep_service = own_station("station")
see_service = _read(keep_service)
#: Records hold what citizens told; their names and phones are for those who keep them (R316).
keep_service_record = own_station("service__station")
see_service_record = _read(keep_service_record)
#: A booking is a name and a phone: those who keep the station alone.
keep_booking = own_station("station")
