"""Who knows of exit cases: those who keep the roster, and the leaders who decide."""

from congress.access.rules import Grant, Rule
from congress.accounts.enums import Role
from deputies.rules import WRITERS

READERS = WRITERS | {Role.LEADER}
see_case = Rule(Grant(READERS))
keep_case = Rule(Grant(WRITERS))
