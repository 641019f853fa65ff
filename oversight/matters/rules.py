"""Who keeps the list of major matters; committees write down the six parts."""

from congress.access.rules import Grant, Rule
from congress.accounts.enums import Role

WRITERS = frozenset({Role.OFFICE})
PART_WRITERS = WRITERS | {Role.COMMITTEE}
READERS = PART_WRITERS | {Role.LEADER}
keep = Rule(Grant(WRITERS))
keep_part = Rule(Grant(PART_WRITERS))
