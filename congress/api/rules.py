"""Who may have tokens: people at a desk, and units whose own systems fetch what was given to them."""

from congress.access.rules import Grant, Rule, own_person
from congress.accounts.enums import STAFF_ROLES, Role

HOLDERS = STAFF_ROLES | {Role.UNIT}
ADMINISTRATORS = frozenset({Role.ADMIN})

see_token = Rule(Grant(ADMINISTRATORS), Grant(HOLDERS, own_person("user")))
revoke_token = see_token
