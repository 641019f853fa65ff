"""What other packages plug into the page of one meeting: opinions, appointments, inquiries made there."""

from congress.web.sections import Plugs
from oversight.models import Meeting

_plugs: Plugs[Meeting] = Plugs()
register_section = _plugs.register
plugged_into = _plugs.into
