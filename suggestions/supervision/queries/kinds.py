"""In which capacity somebody supervises."""

from __future__ import annotations

from congress.accounts.enums import Role
from congress.accounts.models import User
from suggestions.supervision.enums import Supervisor
from suggestions.workflow import OFFICE, PROPOSERS

#: What a role writes as. The office writes down what leaders and committees did.
_AS = {
    Role.LEADER: Supervisor.LEADER,
    Role.COMMITTEE: Supervisor.COMMITTEE,
    Role.UNIT: Supervisor.UNIT,
    **dict.fromkeys(PROPOSERS, Supervisor.DEPUTY),
}


def supervisor_kinds(user: User) -> list[tuple[str, str]]:
    """The kinds of supervision this user may record, as choices (R203)."""
    own = {kind for role, kind in _AS.items() if user.has_role(role)}
    if user.has_role(*OFFICE):
        own |= {Supervisor.LEADER, Supervisor.COMMITTEE}
    return [(kind.value, kind.label) for kind in Supervisor if kind in own]
