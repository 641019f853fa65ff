"""Who may see and move suggestions (requirements section 5).

The congress office sees what was submitted; a town its own area; a committee its field; a unit what it was given;
the government's office what was handed over; a deputy the own and the jointly signed. Drafts belong to their
author, to those asked to sign, and, once shared, to the office (R209).
"""

from __future__ import annotations

from django.apps import apps
from django.db.models import Q

from congress.access.rules import NOTHING, Grant, Rule, own_area, own_organ, own_person
from congress.accounts.enums import Role
from congress.accounts.models import Assignment
from congress.organs.models import Area
from suggestions.enums import LIVE_STATES, State
from suggestions.supervision.rules import clues_of, taken_part
from suggestions.workflow import KEEPERS, OFFICE, PROPOSERS, UNITS

_TOWNS = frozenset({Role.TOWN})
_COMMITTEES = frozenset({Role.COMMITTEE})
_LEADERS = frozenset({Role.LEADER})
_GOVERNMENT = frozenset({Role.GOVERNMENT})
#: Who finds suggestions at a desk, each within the own scope.
DESK_READERS = KEEPERS | _COMMITTEES | _LEADERS | _GOVERNMENT | UNITS
READERS = DESK_READERS | PROPOSERS
#: Who sees which deputies have met the monthly quota; a town those of its own area.
QUOTA_READERS = KEEPERS | _LEADERS

_SUBMITTED = ~Q(state=State.DRAFT)


def _submitted(_assignment: Assignment) -> Q:
    return _SUBMITTED


def _submitted_or_shared(_assignment: Assignment) -> Q:
    return _SUBMITTED | Q(shared_with_office=True)


def _of_area(assignment: Assignment) -> Q:
    """About the area, or at the town's own gate; by keys, which each have an index."""
    if assignment.area is None:
        return NOTHING
    within = list(Area.objects.within(assignment.area).order_by().values_list("pk", flat=True))
    return _SUBMITTED & (Q(area_id__in=within) | Q(gate_id__in=within))


def _of_field(assignment: Assignment) -> Q:
    """In the field of the committee (归口督办)."""
    return NOTHING if assignment.organ_id is None else _SUBMITTED & Q(committee_id=assignment.organ_id)


def _handed_over(_assignment: Assignment) -> Q:
    return Q(assigned_at__isnull=False)


def _given(assignment: Assignment) -> Q:
    """Given to the unit and not taken from it again, or passed to the procuratorate as a clue.

    One set of keys: joined by “or” the database would go through every suggestion.
    """
    if assignment.organ_id is None:
        return NOTHING
    rows = apps.get_model("suggestions", "Handling")._default_manager
    given = rows.filter(organ_id=assignment.organ_id, state__in=LIVE_STATES).order_by()
    return _SUBMITTED & Q(pk__in=given.values("suggestion_id").union(*clues_of(assignment)))


def _signed(assignment: Assignment) -> Q:
    """The own ones, those the deputy was asked to sign, or signed, and those it helps to supervise."""
    user = assignment.user_id
    own = apps.get_model("suggestions", "Suggestion")._default_manager.filter(lead__person__user_id=user)
    rows = apps.get_model("suggestions", "Cosigner")._default_manager
    signed = rows.filter(deputyship__person__user_id=user).exclude(state="declined").order_by()
    keys = own.order_by().values("pk").union(signed.values("suggestion_id"), taken_part(assignment))
    return Q(pk__in=keys)


see_suggestion = Rule(
    Grant(OFFICE, _submitted_or_shared),
    Grant(_LEADERS, _submitted),
    Grant(_TOWNS, _of_area),
    Grant(_COMMITTEES, _of_field),
    Grant(_GOVERNMENT, _handed_over),
    Grant(UNITS, _given),
    Grant(PROPOSERS, _signed),
)
#: Keep the gate, hand over, check and strike off: the office everywhere, a town what lies at its own gate (R219).
keep_suggestion = Rule(Grant(OFFICE), Grant(_TOWNS, own_area("gate")))
#: Write, submit, withdraw, evaluate: the deputy who leads.
own_suggestion = Rule(Grant(PROPOSERS, own_person("lead__person__user")))
#: Act for the unit that has a part.
act_for_unit = Rule(Grant(UNITS, own_organ("organ")))
