"""What plugs into the page of one reception day, each by its own package."""

from congress.web.sections import Plugs
from liaison_stations.models import ReceptionDay

_plugs: Plugs[ReceptionDay] = Plugs()
register_section = _plugs.register
plugged_into = _plugs.into
