"""Who may see convocations and call deputies (R010): the district's offices, a committee what it called itself,
a town within its own area. Whoever is called reads and answers the own copy, whatever the role.
"""

from activities.rules import DISTRICT_READERS, DISTRICT_WRITERS, TOWNS
from congress.access.rules import Grant, Rule, own_area, own_organ
from congress.accounts.enums import Role

COMMITTEES = frozenset({Role.COMMITTEE})
READERS = DISTRICT_READERS | TOWNS
CALLERS = DISTRICT_WRITERS | COMMITTEES | TOWNS

see_convocation = Rule(Grant(DISTRICT_READERS), Grant(TOWNS, own_area("area")))
change_convocation = Rule(
    Grant(DISTRICT_WRITERS), Grant(COMMITTEES, own_organ("organ")), Grant(TOWNS, own_area("area"))
)
