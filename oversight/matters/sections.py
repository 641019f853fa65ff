"""What higher rooms plug into the page of one major matter, such as the requests and reports to 区委."""

from congress.web.sections import Plugs
from oversight.models import MajorMatter

_plugs: Plugs[MajorMatter] = Plugs()
register_section = _plugs.register
plugged_into = _plugs.into
