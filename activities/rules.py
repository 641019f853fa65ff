"""Who may see and write the log. Town organs see and write what happened in their own area."""

from congress.access.rules import Grant, Rule, own_area
from congress.accounts.enums import Role

DISTRICT_READERS = frozenset({Role.OFFICE, Role.DEPUTY_WORK, Role.COMMITTEE, Role.LEADER})
DISTRICT_WRITERS = frozenset({Role.OFFICE, Role.DEPUTY_WORK})
TOWNS = frozenset({Role.TOWN})
READERS = DISTRICT_READERS | TOWNS
WRITERS = DISTRICT_WRITERS | TOWNS

see_activity = Rule(Grant(DISTRICT_READERS), Grant(TOWNS, own_area("area")))
change_activity = Rule(Grant(DISTRICT_WRITERS), Grant(TOWNS, own_area("area")))
