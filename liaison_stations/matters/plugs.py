"""What plugs into the page of one matter, each by its own package."""

from congress.web.sections import Plugs
from liaison_stations.models import Matter

_plugs: Plugs[Matter] = Plugs()
register_section = _plugs.register
plugged_into = _plugs.into
