"""Who may see and keep party branches: the district's office, the town of the group, who leads the group."""

from congress.access.rules import Grant, Rule
from congress.accounts.enums import Role
from deputies.links.rules import KEEPERS, OFFICE, groups_led, of_groups
from deputies.rules import groups_of_area, groups_of_holder

_TOWNS = frozenset({Role.TOWN})
_WATCHERS = frozenset({Role.LEADER, Role.COMMITTEE})
_GROUP_LEADERS = frozenset({Role.GROUP_LEADER})
#: Who founds, changes and dissolves branches.
MANAGERS = OFFICE
READERS = KEEPERS | _WATCHERS | _GROUP_LEADERS
#: Who keeps members, activities and pairs of a branch.
WRITERS = KEEPERS | _GROUP_LEADERS

see_branch = Rule(
    Grant(OFFICE | _WATCHERS),
    Grant(_TOWNS, of_groups(groups_of_area)),
    Grant(_GROUP_LEADERS, of_groups(groups_of_holder)),
)
keep_branch = Rule(
    Grant(OFFICE), Grant(_TOWNS, of_groups(groups_of_area)), Grant(_GROUP_LEADERS, of_groups(groups_led))
)
#: Found, change and dissolve a branch.
manage_branch = Rule(Grant(MANAGERS))
