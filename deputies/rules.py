"""Who may see and change the register of people."""

from congress.access.rules import Grant, Rule
from congress.accounts.enums import Role

READERS = frozenset({Role.OFFICE, Role.DEPUTY_WORK, Role.COMMITTEE, Role.LEADER, Role.TOWN, Role.ADMIN})
WRITERS = frozenset({Role.OFFICE, Role.DEPUTY_WORK})

see_person = Rule(Grant(READERS))
change_person = Rule(Grant(WRITERS))
