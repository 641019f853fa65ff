"""Who may see and supervise what (R203–R207, R218; requirements section 5).

A committee keeps to its field; a leader sees all and writes about what it leads; a unit and a deputy see what was
chosen and touches them; the procuratorate sees what was passed to it.
"""

from __future__ import annotations

from typing import Any

from django.apps import apps
from django.db.models import Q, QuerySet

from congress.access.rules import NOTHING, Grant, Rule, own_area, own_organ, own_person
from congress.accounts.enums import Role
from congress.accounts.models import Assignment
from suggestions.enums import LIVE_STATES, CosignState
from suggestions.supervision.enums import KEY_STATES, AdviceState, ClueState
from suggestions.supervision.workflow import DECIDERS
from suggestions.workflow import KEEPERS as GATE_KEEPERS
from suggestions.workflow import OFFICE, PROPOSERS, UNITS

COMMITTEES = frozenset({Role.COMMITTEE})
LEADERS = frozenset({Role.LEADER})
TOWNS = frozenset({Role.TOWN})
GOVERNMENT = frozenset({Role.GOVERNMENT})
#: Who lands on the lists of supervision.
READERS = OFFICE | LEADERS | COMMITTEES | TOWNS | GOVERNMENT
#: Who opens one key supervision.
KEY_READERS = READERS | UNITS | PROPOSERS
#: Who writes supervision logs.
LOGGERS = OFFICE | LEADERS | COMMITTEES | PROPOSERS | UNITS
CASE_READERS = READERS | UNITS | PROPOSERS
#: Who lists clues; the deputy of one reads that one.
CLUE_LISTERS = OFFICE | LEADERS | COMMITTEES | UNITS
CLUE_READERS = CLUE_LISTERS | PROPOSERS
ADVICE_READERS = OFFICE | LEADERS | UNITS
#: The procuratorate, or the office for it.
OFFERERS = OFFICE | UNITS


def _chosen(condition: Q) -> Q:
    return Q(state__in=KEY_STATES) & condition


def _of_unit(assignment: Assignment) -> Q:
    return NOTHING if assignment.organ_id is None else _chosen(Q(unit_id=assignment.organ_id))


def _of_deputy(assignment: Assignment) -> Q:
    """Of a deputy's own suggestion, one signed together, or one whose steps the deputy takes part in."""
    user = assignment.user_id
    own = Q(suggestion__lead__person__user_id=user) | Q(suggestion__in=_signed_by(user))
    return _chosen(own | Q(pk__in=_steps_of(user).values("supervision")))


def _signed_by(user: int) -> QuerySet[Any]:
    signers = apps.get_model("suggestions", "Cosigner")._default_manager
    return signers.filter(deputyship__person__user_id=user, state=CosignState.CONFIRMED).values("suggestion")


def _steps_of(user: int) -> QuerySet[Any]:
    steps = apps.get_model("suggestions", "PlanStep")._default_manager
    return steps.filter(deputies__person__user_id=user)


def takes_part(assignment: Assignment) -> Q:
    """Suggestions in whose supervision the deputy takes part (R207)."""
    return Q(pk__in=taken_part(assignment))


def taken_part(assignment: Assignment) -> QuerySet[Any, Any]:
    """The keys of those suggestions."""
    part = _steps_of(assignment.user_id).filter(supervision__state__in=KEY_STATES)
    return part.order_by().values("supervision__suggestion")


def clues_of(assignment: Assignment) -> list[QuerySet[Any, Any]]:
    """The keys of suggestions passed to the procuratorate, and of those made of its own 检察建议 (R218)."""
    organ = assignment.organ_id or 0
    clues = apps.get_model("suggestions", "Clue")._default_manager.filter(organ_id=organ)
    advice = apps.get_model("suggestions", "Advice")._default_manager.filter(
        organ_id=organ, state=AdviceState.CONVERTED
    )
    live = clues.exclude(state=ClueState.REFUSED)
    return [live.order_by().values("suggestion_id"), advice.order_by().values("suggestion_id")]


def _signed_or_own(assignment: Assignment) -> Q:
    user = assignment.user_id
    return Q(lead__person__user_id=user) | Q(pk__in=_signed_by(user)) | takes_part(assignment)


def _given(assignment: Assignment) -> Q:
    if assignment.organ_id is None:
        return NOTHING
    given = {"handlings__organ_id": assignment.organ_id, "handlings__state__in": LIVE_STATES}
    rows = apps.get_model("suggestions", "Suggestion")._default_manager
    return Q(pk__in=rows.filter(**given).order_by().values("pk"))


see_key = Rule(
    Grant(OFFICE | LEADERS),
    Grant(COMMITTEES, own_organ("suggestion__committee")),
    Grant(TOWNS, own_area("suggestion__gate")),
    Grant(GOVERNMENT, lambda _assignment: Q(state__in=KEY_STATES)),
    Grant(UNITS, _of_unit),
    Grant(PROPOSERS, _of_deputy),
)
#: Recommend, of suggestions.
recommend = Rule(Grant(DECIDERS), Grant(COMMITTEES, own_organ("committee")))
#: Keep the plan and record its steps, of key supervisions.
plan_key = Rule(Grant(OFFICE), Grant(COMMITTEES, own_organ("suggestion__committee")))
#: Enter what the 主任会议 decided.
decide_key = Rule(Grant(DECIDERS))
#: Record a step as done, end the supervision: who keeps the plan, and the leader in charge.
work_on_key = Rule(
    Grant(OFFICE),
    Grant(COMMITTEES, own_organ("suggestion__committee")),
    Grant(LEADERS, own_person("leader__user")),
)
#: Write a log about a suggestion.
log_suggestion = Rule(
    Grant(OFFICE | LEADERS),
    Grant(COMMITTEES, own_organ("committee")),
    Grant(PROPOSERS, _signed_or_own),
    Grant(UNITS, _given),
)
#: Link meetings, of suggestions; put down what makes a result last; of a case, who strikes off.
link_meeting = Rule(Grant(OFFICE), Grant(COMMITTEES, own_organ("committee")))
keep_measure = Rule(
    Grant(OFFICE),
    Grant(COMMITTEES, own_organ("committee")),
    Grant(TOWNS, own_area("gate")),
)
write_case = Rule(Grant(OFFICE), Grant(TOWNS, own_area("gate")))
MEASURE_KEEPERS = GATE_KEEPERS | COMMITTEES

see_clue = Rule(
    Grant(OFFICE | LEADERS),
    Grant(COMMITTEES, own_organ("suggestion__committee")),
    Grant(UNITS, own_organ("organ")),
    Grant(PROPOSERS, own_person("suggestion__lead__person__user")),
)
#: Act as the procuratorate.
act_on_clue = Rule(Grant(UNITS, own_organ("organ")))
see_advice = Rule(Grant(OFFICE | LEADERS), Grant(UNITS, own_organ("organ")))
