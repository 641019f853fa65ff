"""Who keeps the register of appointments, and who reads it."""

from congress.access.rules import Grant, Rule
from congress.accounts.enums import Role

WRITERS = frozenset({Role.OFFICE, Role.DEPUTY_WORK})
READERS = WRITERS | {Role.LEADER, Role.COMMITTEE}
keep = Rule(Grant(WRITERS))
keep_poll, see_poll = Rule(Grant(WRITERS)), Rule(Grant(READERS))
