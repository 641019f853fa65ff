"""Who reads and keeps the log of guidance."""

from congress.access.rules import Grant, Rule, own_area
from congress.accounts.enums import Role
from deputies.rules import WRITERS

_TOWNS = frozenset({Role.TOWN})
KNOWING = WRITERS | {Role.LEADER}
READERS = KNOWING | _TOWNS
see_guidance = Rule(Grant(KNOWING), Grant(_TOWNS, own_area()))
keep_guidance = Rule(Grant(WRITERS))
