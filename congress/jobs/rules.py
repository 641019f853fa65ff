"""Who looks after all jobs."""

from congress.access.rules import Grant, Rule, own_person
from congress.accounts.enums import EVERY_ROLE, Role

OVERSEE = Rule(Grant(frozenset({Role.ADMIN})))
SEE = Rule(Grant(frozenset({Role.ADMIN})), Grant(EVERY_ROLE, own_person("asked_by")))
