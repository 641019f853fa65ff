"""Who reads and keeps what concerns the party committee: the office keeps it, the leaders read it."""

from congress.access.rules import Grant, Rule
from congress.accounts.enums import Role

WRITERS = frozenset({Role.OFFICE})
READERS = WRITERS | {Role.LEADER}
keep = Rule(Grant(WRITERS))
