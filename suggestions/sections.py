"""What plugs into the page of one suggestion besides the handling itself: sections, actions of the panel, marks."""

from congress.web.sections import Plugs
from suggestions.models import Suggestion

_plugs: Plugs[Suggestion] = Plugs()
register_section = _plugs.register
plugged_into = _plugs.into
