"""Who may read the audit trail: the administrator and the office, all of it (R315); nobody may write it."""

from congress.access.rules import Grant, Rule
from congress.accounts.enums import Role

READERS = (Role.ADMIN, Role.OFFICE)
READ = Rule(Grant(frozenset(READERS)))
