"""What plugs into the page of one station: reception days, matters, the public page, each by its own package."""

from congress.web.sections import Plugs
from liaison_stations.models import Station

_plugs: Plugs[Station] = Plugs()
register_section = _plugs.register
plugged_into = _plugs.into
