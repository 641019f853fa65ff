"""Who reads and keeps campaigns. What asks of groups and deputies is theirs to see, too."""

from activities.rules import DISTRICT_WRITERS, READERS
from congress.accounts.enums import Role

KEEPERS = DISTRICT_WRITERS
DESK = READERS
#: Deputies see what is asked of them and of their own group.
DEPUTIES = frozenset({Role.DEPUTY, Role.GROUP_LEADER})
