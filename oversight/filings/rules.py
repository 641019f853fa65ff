"""Who keeps the register of filed documents, and who reads it."""

from congress.access.rules import Grant, Rule
from congress.accounts.enums import Role

WRITERS = frozenset({Role.OFFICE, Role.COMMITTEE})
READERS = WRITERS | {Role.LEADER}
keep = Rule(Grant(WRITERS))
