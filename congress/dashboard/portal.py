"""What this room plugs into the portal: the map, votes and supervision, and the calendar of the overview."""

from congress.dashboard.overview.calendar import two_weeks
from congress.dashboard.overview.figures import supervision
from congress.dashboard.overview.towns import town_map
from congress.dashboard.panels import Panel, register_panel
from congress.web.shell import OVERVIEW_READERS

_READERS = frozenset(OVERVIEW_READERS)
_HERE = "dashboard/overview"

register_panel(
    Panel("towns", "各乡镇街道", 40, _READERS, town_map, template=f"{_HERE}/_map.html", in_lobby=True)
)
register_panel(
    Panel("supervision", "票决和监督", 80, _READERS, supervision, template=f"{_HERE}/_figures.html", width=12)
)
register_panel(
    Panel("calendar", "两周日程", 90, _READERS, two_weeks, template=f"{_HERE}/_calendar.html", width=12)
)
