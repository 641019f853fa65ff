"""Who takes attendance: whoever may change the activity, and the committee that called the deputies."""

from activities.convocations.rules import CALLERS, COMMITTEES
from activities.rules import DISTRICT_WRITERS, READERS, TOWNS
from congress.access.rules import Grant, Rule, own_area, own_organ

TAKERS = CALLERS
SEERS = READERS

take_attendance = Rule(
    Grant(DISTRICT_WRITERS),
    Grant(COMMITTEES, own_organ("convocation__organ")),
    Grant(TOWNS, own_area("area")),
)
