"""Who sees appraisals: the desk all; a department its own result once it is public; deputies what they are asked.

The government and deputies read the public table. Opinions are read at the desk alone, and own ones by their author.
"""

from django.apps import apps
from django.db.models import Q

from congress.access.rules import Grant, Rule, own_organ
from congress.accounts.enums import Role
from congress.accounts.models import Assignment
from oversight.appraisals.enums import AppraisalState

OFFICE = frozenset({Role.OFFICE})
WRITERS = OFFICE | {Role.COMMITTEE}
DESK = WRITERS | {Role.LEADER, Role.DEPUTY_WORK}
UNITS = frozenset({Role.UNIT})
DEPUTIES = frozenset({Role.DEPUTY, Role.GROUP_LEADER})
GOVERNMENT = frozenset({Role.GOVERNMENT})
READERS = DESK | UNITS | DEPUTIES | GOVERNMENT
_PUBLIC = Q(state=AppraisalState.PUBLISHED)


def _public(_assignment: Assignment) -> Q:
    return _PUBLIC


def _own_public(assignment: Assignment) -> Q:
    rows = apps.get_model("oversight", "AppraisedBody").objects.filter(organ=assignment.organ_id or 0)
    return _PUBLIC & Q(pk__in=rows.order_by().values("appraisal"))


def _asked(assignment: Assignment) -> Q:
    rows = apps.get_model("oversight", "AppraisalOpinion").objects.filter(person__user=assignment.user_id)
    spoke = Q(pk__in=rows.order_by().values("body__appraisal"))
    return Q(state__in=(AppraisalState.ASKING, AppraisalState.PUBLISHED)) | spoke


def _body_public(_assignment: Assignment) -> Q:
    return Q(appraisal__state=AppraisalState.PUBLISHED)


def _own_body_public(assignment: Assignment) -> Q:
    return own_organ()(assignment) & _body_public(assignment)


see_appraisal = Rule(
    Grant(DESK), Grant(UNITS, _own_public), Grant(DEPUTIES, _asked), Grant(GOVERNMENT, _public)
)
keep_appraisal = Rule(Grant(OFFICE), Grant(frozenset({Role.COMMITTEE}), own_organ("committee")))
see_body = Rule(Grant(DESK), Grant(UNITS, _own_body_public), Grant(DEPUTIES | GOVERNMENT, _body_public))
answer_body = Rule(
    Grant(OFFICE),
    Grant(frozenset({Role.COMMITTEE}), own_organ("appraisal__committee")),
    Grant(UNITS, _own_body_public),
)
keep_poll, see_poll = Rule(Grant(OFFICE)), Rule(Grant(DESK))
