"""Who reads figures, and who keeps those of the years before the portal."""

from congress.access.rules import Grant, Rule
from congress.accounts.enums import Role

#: Who opens the page of all figures; everybody finds on it those they may see, counted within their own scope.
READERS = frozenset({Role.OFFICE, Role.DEPUTY_WORK, Role.COMMITTEE, Role.LEADER, Role.TOWN})
#: Whose figures are those of the whole district, to which what was counted before the portal can be added.
DISTRICT_READERS = READERS - {Role.TOWN, Role.COMMITTEE}
KEEPERS = frozenset({Role.OFFICE, Role.DEPUTY_WORK})
keep_history = Rule(Grant(KEEPERS))
