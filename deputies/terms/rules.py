"""Who sees how far a rollover is, and who makes its steps."""

from congress.accounts.enums import Role
from deputies.rules import WRITERS

READERS = WRITERS | {Role.LEADER}
